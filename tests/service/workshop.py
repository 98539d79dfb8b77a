"""One car, its owner, and the repair orders that tests write."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.stages.service.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.usecases.requests import LogRepairOrder
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

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
LOGGED = LogRepairOrder(
    vin=VIN,
    on=VISIT,
    odometer_in=Distance(47_990),
    odometer_out=Distance(47_995),
    adviser="Nok Kanjana",
    technician="Somchai Pradit",
    jobs=(COOLING,),
)


def with_car(seat: Seat) -> Seat:
    """A seat at a dealer whose books hold one car and its owner."""
    owner = add_person(seat, Person("สิริพร ชัยสิทธิ์", phone="089 555 0177", language="th")).made.number
    description = Description("MG", "MG4 Electric", "64 kWh")
    car = AddVehicle(VIN, date(2026, 1, 2), description, "3กข 4821", Distance(1_000), owner)
    add_vehicle(seat, car)
    return seat
