"""One car, its owner, and the repair orders that tests write."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import Command, UserSession
from lifecycle_desk.stages.service.orders.rules import states
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    HandOverRepairOrder,
    LogRepairOrder,
    MoveRepairOrder,
    OpenRepairOrder,
    OrderDone,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, move_repair_order
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_SERVICE.offered("checks"))

VIN = "LSJWH4095PN000001"
VISIT = date(2026, 11, 24)
COOLING = Job(
    complaint="Blows warm air after twenty minutes in traffic.",
    cause="Pressure sensor reads 0.4 MPa too high. P0532-00 confirmed.",
    correction="Sensor replaced, system refilled, 7 °C at the vent.",
    lines=(
        Line(kind=LineKind.LABOUR, code="HV-2210", text="Diagnose A/C", hours=Decimal("0.6"), pays=PayType.WARRANTY),
        Line(
            kind=LineKind.PART,
            code="11046127",
            text="A/C pressure sensor",
            quantity=Decimal(1),
            price=284_000,
            pays=PayType.WARRANTY,
            causal=True,
        ),
        Line(kind=LineKind.PART, code="R1234YF-0.5", text="Refrigerant", quantity=Decimal("0.48"), price=520_000),
    ),
)
OPENED = OpenRepairOrder(vin=VIN, odometer_in=Distance(47_990), jobs=(COOLING,), technician="Somchai Pradit")
LOGGED = LogRepairOrder(
    vin=VIN,
    on=VISIT,
    odometer_in=Distance(47_990),
    odometer_out=Distance(47_995),
    adviser="Nok Kanjana",
    technician="Somchai Pradit",
    jobs=(COOLING,),
)


def with_car(user: UserSession) -> UserSession:
    """A seat at a dealer whose books hold one car and its owner."""
    owner = add_person(user, Person("สิริพร ชัยสิทธิ์", phone="089 555 0177", language="th")).value.number
    description = Description("MG", "MG4 Electric", "64 kWh")
    car = AddVehicle(VIN, date(2026, 1, 2), description, "3กข 4821", Distance(1_000), owner)
    add_vehicle(user, car)
    return user


def opened(user: UserSession, asked: OpenRepairOrder = OPENED) -> OrderDone:
    """Open an order."""
    return open_repair_order(user, asked).value


def moved(user: UserSession, number: str, *to: states.OrderState) -> OrderDone:
    """Move an order from state to state."""
    for state in to:
        done = move_repair_order(user, MoveRepairOrder(number, state)).value
    return done


def handed_over(user: UserSession) -> OrderDone:
    """An order that went the whole way."""
    number = opened(user).number
    moved(user, number, IN_WORK, CHECK, READY)
    return hand_over_repair_order(user, HandOverRepairOrder(number=number, odometer_out=Distance(47_995))).value


def sheet_of(user: UserSession, number: str, **changes: object) -> dict[str, object]:
    """What an order's sheet says, with changes."""
    sheet = replace(showing.order(user, number).order.sheet, **changes)
    return {each.name: getattr(sheet, each.name) for each in fields(OrderSheet)}


def undone(user: UserSession, verb: Command, made: OrderDone) -> OrderDone:
    """Do what takes a step back."""
    undo, asked = verb.undo(made)
    return undo(user, asked).value


def sound(user: UserSession) -> bool:
    """Whether the check of the books finds nothing."""
    return books.check(user, CHECKS).findings == ()


def kinds(user: UserSession) -> list[tuple[str, bool]]:
    """The kinds of what the car's life tells since it was added, and whether each still stands."""
    return [(each.told.kind.removeprefix("service."), each.stands) for each in page(user, VIN).lines[1:]]
