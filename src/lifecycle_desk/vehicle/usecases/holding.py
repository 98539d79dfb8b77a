"""What holds a customer's data back from being erased: a legal hold, a vehicle of theirs, whatever rooms have open."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.facts import PersonTold
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.retention import HOLD_LIFTED, HOLD_PLACED, HoldReasonMissing, NotOnHold
from lifecycle_desk.vehicle.rules.rights import RETENTION_EDIT
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event

OnLegalHold = objection(
    "OnLegalHold", N_("There has been a legal hold on this customer since %(since)s: lift it first."), since=date
)
type Holds = Callable[[Transaction, int, date], Iterable[Piece]]
type Among = Callable[[Transaction], Container[int]]
_HOLDS: list[tuple[Holds, Among]] = []


def on_hold(holds: Holds, among: Among) -> None:
    """Register what a room has open with a customer: reasons for which their data stay, on a day.

    `among` tells in one question with whom there can be something at all, so that looking through everybody asks only
    for these.
    """
    _HOLDS.append((holds, among))


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """A customer whose data must not be erased for now, and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class LiftHold:
    """A customer whose data may be erased again."""

    number: int


def _lifted(made: PlaceHold) -> "tuple[Command[Any, Any], LiftHold]":
    return lift_hold, LiftHold(made.number)


@command(RETENTION_EDIT, _lifted)
def place_hold(tx: Transaction, asked: PlaceHold) -> PlaceHold:
    """Place a legal hold on a customer: nothing erases their data until it is lifted."""
    people.person(tx, asked.number)
    if not asked.why.strip():
        raise HoldReasonMissing
    _tell(tx, HOLD_PLACED, asked.number, {"why": asked.why.strip()})
    return asked


@command(RETENTION_EDIT)
def lift_hold(tx: Transaction, asked: LiftHold) -> LiftHold:
    """Lift the legal hold on a customer."""
    if asked.number not in legal_holds(tx):
        raise NotOnHold(asked.number)
    _tell(tx, HOLD_LIFTED, asked.number, None)
    return asked


def _tell(tx: Transaction, kind: str, number: int, said: dict[str, Any] | None) -> None:
    """Tell of a hold; why it was placed is sealed with the customer's data."""
    tx.known.pop(legal_holds, None)
    event = Event(vin=None, on=today(tx), kind=kind, facts={"person": number}, person=number, personal=said)
    record_event(tx, event)


def legal_holds(tx: Transaction) -> dict[int, date]:
    """The customers on legal hold, each with the day since when; asked once in a transaction that places none."""
    if legal_holds not in tx.known:
        tx.known[legal_holds] = _legal_holds(tx)
    known: dict[int, date] = tx.known[legal_holds]
    return known


def _legal_holds(tx: Transaction) -> dict[int, date]:
    found: dict[int, date] = {}
    for told, _, _ in chain.told_by(tx, (HOLD_PLACED, HOLD_LIFTED), []):
        number = told.facts_as(PersonTold).person or 0
        if told.kind == HOLD_PLACED:
            found.setdefault(number, told.on)
        else:
            found.pop(number, None)
    return found


def held_since(user: UserSession, number: int) -> date | None:
    """Since when a customer has been on legal hold; None where they are not."""
    with user.store.reading() as tx:
        return legal_holds(tx).get(number)


def refuse_held(tx: Transaction, number: int) -> None:
    """Refuse to erase a customer who is on legal hold."""
    if since := legal_holds(tx).get(number):
        raise OnLegalHold(since)


def held_cars(tx: Transaction) -> dict[str, Piece]:
    """The vehicles of customers on legal hold, each with what is told of it."""
    return {vin: _legal(since) for number, since in legal_holds(tx).items() for vin in life_rows.concerning(tx, number)}


def _legal(since: date) -> Said:
    return Said(N_("Legal hold since %(day)s"), day=since)


def holds_of(tx: Transaction, number: int, on: date) -> tuple[Piece, ...]:
    """All that holds a customer's data back: a legal hold first, then their vehicles, then what rooms have open."""
    return (*_own(tx, number), *(each for holds, _ in _HOLDS for each in holds(tx, number, on)))


def _own(tx: Transaction, number: int) -> tuple[Piece, ...]:
    """A legal hold on a customer, and their vehicles."""
    since = legal_holds(tx).get(number)
    cars = (Said(N_("Owns vehicle %(vehicle)s"), vehicle=_called(tx, vin)) for vin in life_rows.of_owner(tx, number))
    return (*([_legal(since)] if since else []), *cars)


def holds_of_all(tx: Transaction, on: date) -> Callable[[int], tuple[Piece, ...]]:
    """The same for whoever looks through all customers: with whom nothing can be open is asked once for all."""
    owners, legally = life_rows.cars_by_owner(tx), legal_holds(tx)
    rooms = [(holds, among(tx)) for holds, among in _HOLDS]

    def found(number: int) -> tuple[Piece, ...]:
        own = _own(tx, number) if number in owners or number in legally else ()
        return (*own, *(each for holds, among in rooms if number in among for each in holds(tx, number, on)))

    return found


def _called(tx: Transaction, vin: str) -> str:
    return life_rows.row(tx, vin).plate or vin


COMMANDS: tuple[Command[Any, Any], ...] = (place_hold, lift_hold)
