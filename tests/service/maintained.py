"""A dealer whose own schedule is in the books, one car on it, and orders that carry out its items."""

from datetime import UTC, date, datetime
from decimal import Decimal

from workshop import VIN, sheet_of

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.rooms import offered
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.rules import Interval, Item, ItemPart, Schedule, Torque, Visits
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, keep_schedule, servicing_of
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order, log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import ChangeRepairOrder, LogRepairOrder
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    add_vehicle,
)
from lifecycle_desk.vehicle.usecases.people import Person, add_person

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOLD = date(2025, 3, 31)
OTHER = "LGXCE4CB7R0000001"
OURS = Schedule(
    id="mg4-ours",
    title="MG4, by the booklet",
    valid_from=date(2020, 1, 1),
    source="Service booklet of 2023",
    brands=("MG",),
    models=("MG4*",),
    visits=Visits(every=Interval(12, 20_000), sizes=("small", "large"), hours=Decimal("1.2")),
    items=(
        Item(
            code="brake_fluid",
            every=Interval(months=24),
            hours=Decimal("0.5"),
            parts=(ItemPart(number="DOT4-1", text="Brake fluid DOT 4", quantity=Decimal("1.0"), price=45_000),),
            torques=(Torque("Bleed screws", Decimal(10)),),
        ),
        Item(code="cabin_filter"),
    ),
)


def row(user, vin=VIN):
    with user.store.reading() as tx:
        return schedule_rows.due(tx, vin)


def dues(user, vin=VIN):
    return {each.code: (each.on, each.at_km) for each in servicing_of(user, vin).dues}


def serviced(user, on, km, *items, **more):
    """An order that was handed over and carried out items of the schedule."""
    job = Job(complaint="Service", correction="Done by the booklet.", service=items)
    asked = LogRepairOrder(vin=VIN, on=on, odometer_out=Distance(km), jobs=(job,), without_lines=True, **more)
    return log_repair_order(user, asked).value


def as_dict(job):
    return {name: getattr(job, name) for name in ("complaint", "cause", "correction", "lines", "service")}


def change(user, number, jobs):
    order = showing.order(user, number).order
    asked = ChangeRepairOrder(number=number, revision=order.revision, **sheet_of(user, number, jobs=jobs))
    change_repair_order(user, asked)


def check(user):
    """What the check of the books finds."""
    return books.check(user, tuple(offered("checks"))).findings


def maintained(user: UserSession) -> UserSession:
    """A seat at a dealer with a schedule of his own and one car on it, sold at the end of March 2025."""
    owner = add_person(user, Person("สิริพร ชัยสิทธิ์", phone="089 555 0177", language="th")).value.number
    described = Description("MG", "MG4 Electric", "64 kWh", energy=Energy.BEV)
    car = AddVehicle(VIN, SOLD, described, "3กข 4821", Distance(10), owner, first_registered_on=SOLD)
    add_vehicle(user, car)
    drained(keep_schedule.steps(user, KeepSchedule(OURS)))
    return user
