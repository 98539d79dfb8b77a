"""Telling of second-hand trade: an event in the vehicle's life, and the row of the list that follows from it."""

from dataclasses import dataclass
from typing import Any

import msgspec

from lifecycle_desk.stages.transfer.rules.trade import TradeStanding, folded
from lifecycle_desk.stages.transfer.tables import trade as tables
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, TextTooLong
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.recording import record_event

_BESIDE = ("vin", "on", "odometer", "documents")  # of a request: what the event has in places of its own


@dataclass(frozen=True, slots=True)
class EventRef:
    """What was told of a car: the number of the event."""

    vin: str
    event: int


@dataclass(frozen=True, slots=True)
class TradeCar:
    """A car as second-hand trade sees it: what drives it, its stage and owner, its life, where it stands."""

    vin: str
    number: int
    energy: str | None
    stage: Stage | None
    owner: int | None
    events: list[RecordedEvent]
    standing: TradeStanding


def trade_car(tx: Transaction, given: str) -> TradeCar:
    """A car by its VIN; refuses one that is not in the books."""
    row = life_rows.row(tx, vins.canonical(given))
    events = life_rows.told(tx, row.vin)
    stage = Stage.of(row.stage) if row.stage else None
    return TradeCar(row.vin, row.number, row.energy, stage, row.owner, events, folded(events))


def facts_of(request: Any, *leave_out: str) -> dict[str, Any]:
    """The facts that the chain seals of a request, without what the event has in places of its own."""
    plain: dict[str, Any] = msgspec.to_builtins(request)
    return {name: value for name, value in plain.items() if name not in {*_BESIDE, *leave_out}}


def check_documents(tx: Transaction, documents: tuple[str, ...], field: str = "documents") -> None:
    """Refuse documents that were never attached."""
    for place, each in enumerate(documents):
        if people.document(tx, each) is None:
            raise DocumentMissing(each[:12]).at_field(f"{field}[{place}]")


def check_texts(request: object, *names: str) -> None:
    """Refuse texts longer than a form holds."""
    for name in names:
        length = len(getattr(request, name))
        if length > LONGEST_TEXT:
            raise TextTooLong(length, LONGEST_TEXT).at_field(name)


def record(tx: Transaction, event: Event) -> int:
    """Tell an event of second-hand trade and keep the row that follows from it; gives its number."""
    of = str(event.vin)
    seq = record_event(tx, event)
    follow(tx, of)
    return seq


def follow(tx: Transaction, of: str) -> None:
    """Keep where a car stands second-hand, as its life tells: after every event of this part of life."""
    tables.ROWS.save(tx, of, tables.row_of(of, life_rows.row(tx, of).number, folded(life_rows.told(tx, of))))
    findable(tx, of)
