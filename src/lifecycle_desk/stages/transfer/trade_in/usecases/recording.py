"""Telling of second-hand trade: an event in the vehicle's life, and the row of the list that follows from it."""

from dataclasses import dataclass

from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeStanding, folded
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.recording import record_event


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
