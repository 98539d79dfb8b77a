"""The first sale of a car that another dealer sold: its days, from which warranty and servicing count."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Day
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.rules.life import VehicleEvent, VehicleState, check_day
from lifecycle_desk.vehicle.rules.rights import VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import undone
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of

NoDayOfSale = objection("NoDayOfSale", N_("Enter at least one of the two dates."), "handed_over_on")


@dataclass(frozen=True, slots=True)
class RecordFirstSale:
    """When a car that was sold elsewhere was handed over to its first owner, and when it was first registered."""

    vin: str
    handed_over_on: Annotated[
        date | None, Day(N_("Handed over to the first owner"), N_("Warranty and servicing count from this day."))
    ] = None
    first_registered_on: Annotated[date | None, Day(N_("First registered"))] = None


FIRST_SOLD = Step(
    RecordFirstSale,
    VehicleEvent.FIRST_SOLD,
    "key",
    heading=N_("First sale elsewhere"),
    done=N_("First sale saved"),
    form="handed_over_on first_registered_on",
    detail=("handed_over_on", "first_registered_on"),
    only_said=("handed_over_on", "first_registered_on"),
)
teach(FIRST_SOLD)


@command(VEHICLE_EDIT, undo=undone)
def record_first_sale(tx: Transaction, told: RecordFirstSale) -> EventRef:
    """Record when another dealer handed a vehicle over to its first owner, or when it was first registered."""
    of = str(life_rows.row(tx, vin.canonical(told.vin)).vin)
    check(tx, told)
    days = {name: on for name in ("handed_over_on", "first_registered_on") if (on := getattr(told, name))}
    if not days:
        raise NoDayOfSale
    for name, on in days.items():
        _check_day(tx, name, on)
    return EventRef(of, record_event(tx, event_of(FIRST_SOLD, told, of, on=today(tx), sets=VehicleState(**days))))


def _check_day(tx: Transaction, name: str, on: date) -> None:
    try:
        check_day(on, today(tx))
    except Objection as refused:
        raise refused.at_field(name) from None


COMMANDS: tuple[Command[Any, Any], ...] = (record_first_sale,)
