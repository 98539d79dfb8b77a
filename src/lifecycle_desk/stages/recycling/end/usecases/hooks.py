"""Handlers of the end of life."""

from collections.abc import Iterator
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
    on_hold(being_recycled)


def being_recycled(tx: Transaction, person: int, _on: date) -> Iterator[Piece]:
    """The cars on their way out that a customer handed in."""
    handed_in = {vin for told, vin in life_rows.about(tx, person) if told.kind == Happening.TAKEN_OVER and vin}
    for each in tables.open_cars(tx) if handed_in else ():
        if each.vin in handed_in:
            vehicle = life_rows.row(tx, each.vin).plate or each.vin
            yield Said(N_("Vehicle %(vehicle)s is being recycled"), vehicle=vehicle)
