"""The traction battery that a vehicle has: replaced, it is another battery from that day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import VEHICLE_EDIT
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.batteries.moves import HandedOver, Replaced
from lifecycle_desk.vehicle.rules.batteries.words import Fate
from lifecycle_desk.vehicle.rules.battery_codes import ProductType, fits, read_code
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, VehicleState, as_recorded, effective_events
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.genealogy import record, recount, tidied
from lifecycle_desk.vehicle.usecases.life import EventRef, TakeBack, findable, take_back
from lifecycle_desk.vehicle.usecases.recording import record_event

REPLACED, PUT_IN = "vehicle.battery_replaced", "vehicle.battery_put_in"


@dataclass(frozen=True, slots=True)
class ReplaceBattery:
    """Another battery by its code (GB/T 34014 or the maker's own), from a day on; `why` in the workshop's words."""

    vin: str
    code: str
    on: date
    why: str = ""
    odometer: Distance | None = None
    documents: tuple[str, ...] = ()


def _taken_back(made: EventRef) -> tuple[Command[Any, Any], TakeBack]:
    return take_back, TakeBack(made.event, "undone")


@command(VEHICLE_EDIT, _taken_back)
def replace_battery(tx: Transaction, asked: ReplaceBattery) -> EventRef:
    """Write down that the traction battery was replaced: its health begins anew from that day."""
    row = life_rows.row(tx, vins.canonical(asked.vin))
    code = read_code(asked.code)
    odd = fits(code, ProductType.PACK)
    tx.note(*code.notes, *([odd] if odd else []))
    facts = {"code": code.code, "before": row.battery, "why": asked.why.strip()}
    event = Event(
        row.vin, asked.on, REPLACED, facts, VehicleState(battery=code.code), asked.odometer, documents=asked.documents
    )
    seq = record_event(tx, event)
    before = tidied(row.battery) if row.battery else None
    record(tx, seq, Replaced(row.vin, code.code, before), asked.on)
    findable(tx, row.vin)
    return EventRef(row.vin, seq)


def battery_handed_over(
    tx: Transaction, vin: str | None, codes: Sequence[str], fate: Fate | str, on: date, event: int
) -> None:
    """Mark batteries as handed over, in the transaction and by the event of the room that told it.

    `vin` is the car whose life the event is in: its own battery need not be known before. `fate` is what they are
    handed over for. Refuses a battery that is part of another one, was handed over before, or is no longer there.
    """
    meant = Fate.of(fate)
    record(tx, event, HandedOver(tuple(map(tidied, codes)), meant, vin), on, meant)


def handing_over_taken_back(tx: Transaction) -> None:
    """Count batteries anew after a room told the correction of an event by which it had handed some over."""
    recount(tx)


def battery_since(events: list[RecordedEvent], otherwise: date) -> date:
    """The day from which the present battery is in the vehicle: that on which the last one came, else another day."""
    replaced = [each.on for each in map(as_recorded, effective_events(events)) if each.kind in {REPLACED, PUT_IN}]
    return max(replaced, default=otherwise)


VERBS: tuple[Command[Any, Any], ...] = (replace_battery,)
