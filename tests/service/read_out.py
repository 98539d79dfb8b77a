"""Sessions of diagnosis that tests write."""

from datetime import UTC, date, datetime

from workshop import COOLING, VIN, moved

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, EcuRead
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import DiagnosisDone, RecordDiagnosis, record_diagnosis
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import HandOverRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

BMS = EcuRead(name="BMS", software="2.1.0", codes=(CodeRead(code="P0AA6-1A", status=0x2F, text="Isolation fault"),))
GATEWAY = EcuRead(name="Gateway", codes=(CodeRead(code="U0100"),))


def at(day: int, hour: int = 3) -> datetime:
    """A moment of November 2026; 3 in the morning at UTC is 10 o'clock in Bangkok."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def read_out(user: UserSession, order: str = "", *ecus: EcuRead, **more: object) -> DiagnosisDone:
    """Read a car out, at an order or, with vin=…, without one."""
    return record_diagnosis(user, RecordDiagnosis(order=order, ecus=ecus or (BMS, GATEWAY), **more)).value


def visit(user: UserSession, on: int, *, vin: str = VIN, jobs: tuple[Job, ...] = (COOLING,)) -> str:
    """An order opened on a day of November 2026."""
    return open_repair_order(user, OpenRepairOrder(vin=vin, on=date(2026, 11, on), jobs=jobs)).value.number


def over(user: UserSession, number: str, on: int | None = None) -> None:
    """Hand an order's car over on a day of November 2026, or today."""
    moved(user, number, IN_WORK, CHECK, READY)
    day = date(2026, 11, on) if on else None
    asked = HandOverRepairOrder(number=number, on=day, odometer_out=Distance(48_000), without_lines=True)
    hand_over_repair_order(user, asked)


def isolation(*lines: Line) -> Job:
    """A job about P0AA6."""
    return Job(
        complaint="Warning lamp", cause="P0AA6-1A: moisture in the HV connector", correction="Dried", lines=lines
    )


def another_car(user: UserSession, vin: str = "LGXCE4CB7R0000001", make: str = "BYD") -> str:
    """One car more."""
    return add_vehicle(user, AddVehicle(vin, date(2026, 1, 2), Description(make, "Atto 3"))).value.vin
