"""The story that the tests of second-hand trade tell: a car in use, its owner, and what is found at it."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.transfer.appraisal.rules import Basis, CostLine
from lifecycle_desk.stages.transfer.appraisal.usecases import Appraise
from lifecycle_desk.stages.transfer.condition.rules.condition import (
    ACCESSORIES,
    Answer,
    Axle,
    Brake,
    Electric,
    HealthMethod,
    ItemAnswer,
    Season,
    Tyre,
    Wheel,
)
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark
from lifecycle_desk.stages.transfer.condition.usecases import SaveCondition
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import TakeInTrade
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

VIN, STRANGE = "LSJWH4095PN000001", "LSJWH4099PN000002"
OWNER = Person("สมชาย ใจดี", phone="089 555 0177", language="th")
BUILT = Description("MG", "MG4 Electric", "64 kWh", 2023, Energy.BEV, colour="Arctic White")
ON = date(2026, 11, 20)
MARKS = (
    DamageMark("left", "left_front_door", DamageKind.SCRATCH, 80, 180, 90, "key along the door"),
    DamageMark("rear", "rear_bumper", DamageKind.DENT, 40, 825, 296),
    DamageMark("front", "windscreen", DamageKind.STONE_CHIP, 5, 95, 220),
)


def in_use(user: UserSession) -> None:
    """A car in its owner's hands."""
    number = add_person(user, OWNER).value.number
    add_vehicle(
        user,
        AddVehicle(
            VIN, date(2023, 3, 1), BUILT, plate="1กข 4821", odometer=Distance(20), owner=number,
            owner_since=date(2023, 3, 1), first_registered_on=date(2023, 3, 1),
        ),
    )  # fmt: skip


def trade_in(**more) -> TakeInTrade:
    given = {
        "vin": VIN,
        "on": ON,
        "odometer": Distance(48_200),
        "keys": 2,
        "key_cards": 1,
        "offered": Money(42_000_000, "THB"),
        "agreed": Money(43_500_000, "THB"),
        "location": "Yard C, row 1",
    }
    return TakeInTrade(**given | more)


def tyres(tread: str = "5.5", **more) -> tuple[Tyre, ...]:
    given = {"dot": "1023", "make": "Michelin", "season": Season.SUMMER}
    return tuple(Tyre(wheel, Decimal(tread), **given | more) for wheel in Wheel)


def answers(on: date = ON, **other: Answer) -> tuple[ItemAnswer, ...]:
    """Everything sound and there, but for what is named."""
    return tuple(
        ItemAnswer(item.id, other.get(item.id, Answer.PRESENT if group.id == ACCESSORIES else Answer.PASS))
        for group in checklist("condition", on).groups_for("BEV")
        for item in group.items
    )


def sheet(**more) -> SaveCondition:
    given = {
        "vin": VIN,
        "on": ON,
        "marks": MARKS,
        "tyres": tyres(),
        "brakes": (Brake(Axle.FRONT, Decimal(8), Decimal(24), Decimal(22)), Brake(Axle.REAR, Decimal("6.5"))),
        "answers": answers(),
        "electric": Electric(Decimal("93.4"), HealthMethod.DEALER_TOOL, ON, 2_400, 400, 64),
        "twelve_volt_mv": 12_700,
        "keys": 2,
        "key_cards": 1,
        "inspector": "Niran K.",
        "odometer": Distance(48_210),
    }
    return SaveCondition(**given | more)


def appraisal(**more) -> Appraise:
    given = {
        "vin": VIN,
        "on": ON,
        "value": Money(55_000_000, "THB"),
        "basis": Basis.LISTINGS,
        "margin": Money(4_000_000, "THB"),
        "costs": (
            CostLine("Paint left front door", Money(450_000, "THB"), "mark:1"),
            CostLine("Dent rear bumper", Money(250_050, "THB"), "mark:2"),
        ),
    }
    return Appraise(**given | more)
