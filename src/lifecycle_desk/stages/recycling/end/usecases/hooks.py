"""Handlers of the end of life."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.holding import on_hold


def register() -> None:
    """Who handed a car in stays known until its certificate is issued."""
    on_hold(being_recycled, _handed_in)


def being_recycled(tx: Transaction, person: int, _on: date) -> Iterator[Piece]:
    """The cars on their way out that a customer handed in."""
    for vin in _handed_in(tx).get(person, ()):
        vehicle = life_rows.row(tx, vin).plate or vin
        yield Said(N_("Vehicle %(vehicle)s is being recycled"), vehicle=vehicle)


def _handed_in(tx: Transaction) -> Mapping[int, Sequence[str]]:
    """The cars on their way out, by who handed them in; asked once in a transaction.

    They are few, and what concerns one customer is found by looking through all events.
    """
    if being_recycled not in tx.known:
        found: dict[int, list[str]] = {}
        for each in tables.open_cars(tx):
            told = (event for event in life_rows.told(tx, each.vin) if event.kind == Happening.TAKEN_OVER)
            for person in {event.person for event in told if event.person}:
                found.setdefault(person, []).append(each.vin)
        tx.known[being_recycled] = found
    known: Mapping[int, Sequence[str]] = tx.known[being_recycled]
    return known
