"""The traction battery that a vehicle has: replaced, it is another battery from that day on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.batteries.rules.codes import ProductType, fits, read_code
from lifecycle_desk.batteries.rules.moves import HandedOver, Replaced
from lifecycle_desk.batteries.rules.words import BatteryStatus, Fate
from lifecycle_desk.batteries.usecases.genealogy import record, recount, status_of, tidied
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Documents, Odometer, On, Text
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleEvent, VehicleState, as_recorded, effective_events
from lifecycle_desk.vehicle.rules.rights import VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.correcting import may_be_corrected
from lifecycle_desk.vehicle.usecases.life import findable, undone
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed

REPLACED, PUT_IN = VehicleEvent.BATTERY_REPLACED, "vehicle.battery_put_in"


@dataclass(frozen=True, slots=True)
class ReplaceBattery:
    """Another battery by its code (GB/T 34014 or the maker's own), from a day on; `why` in the workshop's words."""

    vin: str
    code: Annotated[str, Text(N_("Battery code"), mono=True)]
    on: On
    why: Annotated[str, Text(WHY)] = ""
    odometer: Odometer = None
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class BatteryBefore:
    """The battery that was in the car before, where one was known."""

    before: Annotated[str | None, Text(N_("Previous battery"))]


BATTERY_REPLACED = Step(
    ReplaceBattery,
    REPLACED,
    "battery-charging",
    heading=N_("Traction battery replaced"),
    done=N_("Battery recorded; battery health starts again."),
    form="code:2 on odometer / why documents",
    adds=BatteryBefore,
    detail=("code", "why"),
    travels=("code", "before"),
    told_first=("code", "before"),
)
teach(BATTERY_REPLACED)


@command(VEHICLE_EDIT, undone)
def replace_battery(tx: Transaction, asked: ReplaceBattery) -> EventRef:
    """Write down that the traction battery was replaced: its health begins anew from that day."""
    row = life_rows.row(tx, vins.canonical(asked.vin))
    check(tx, asked)
    code = read_code(asked.code)
    tx.note(*code.notes, fits(code, ProductType.PACK))
    asked = replace(trimmed(asked), code=code.code)
    sets = VehicleState(battery=code.code)
    event = event_of(BATTERY_REPLACED, asked, row.vin, BatteryBefore(row.battery), sets)
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


@dataclass(frozen=True, slots=True)
class PackOfACar:
    """The battery that a car has now: since when, and its status, where somebody told one."""

    since: date
    status: BatteryStatus | None


def pack_of(tx: Transaction, code: str | None, events: list[RecordedEvent], otherwise: date) -> PackOfACar:
    """What is known of a car's battery: it is there since the last one came, and else since another day."""
    replaced = [each.on for each in map(as_recorded, effective_events(events)) if each.kind in {REPLACED, PUT_IN}]
    return PackOfACar(max(replaced, default=otherwise), status_of(tx, code))


may_be_corrected(BATTERY_REPLACED, replace_battery)

COMMANDS: tuple[Command[Any, Any], ...] = (replace_battery,)
