"""The example's second-hand cars: two for sale again with a condition report, and one that was appraised only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.overview.usecases.demo.cars import Car, read
from lifecycle_desk.overview.usecases.demo.charging import health_of
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.pictures import photo
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.charging.health.rules.figures import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, battery_page, read_health
from lifecycle_desk.stages.transfer.appraisal.rules import Basis, CostLine
from lifecycle_desk.stages.transfer.appraisal.usecases import Appraise, appraise_vehicle
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
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark, place_of_next
from lifecycle_desk.stages.transfer.condition.usecases import CONDITION_LIST, SaveCondition, save_condition
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import appraisal_shown
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import TakeInTrade, take_in_trade
from lifecycle_desk.vehicle.usecases.documents import attach

DAYS_HERE = (24, 9)  # of the cars that were taken in; one more was appraised this week
APPRAISED_DAYS = 2
OLD_ENOUGH, QUIET = 540, 20  # days on the road, and since the last visit
A_YEAR, LEFT = Decimal("0.86"), Decimal("365.25")  # what of its price a car keeps over each year
SEEN = (  # what is found at the cars in turn
    (
        ("left", "left_front_door", DamageKind.SCRATCH, 85),
        ("rear", "rear_bumper", DamageKind.DENT, 40),
        ("front", "windscreen", DamageKind.STONE_CHIP, 4),
    ),
    (
        ("right", "right_rear_wheel", DamageKind.SCRATCH, 120),
        ("front", "front_bumper", DamageKind.SCRATCH, 60),
        ("top", "bonnet", DamageKind.STONE_CHIP, 3),
        ("left", "left_rear_quarter", DamageKind.REPAINTED, 400),
    ),
    (("right", "right_front_wing", DamageKind.DENT, 25),),
)
WORN = Decimal("0.6")  # mm that the driven wheels have less
MAKES = ("Linglong", "Giti", "Michelin", "Sailun")


def trade(shop: Shop, cars: Sequence[tuple[Car, Sequence[date]]]) -> list[Car]:
    """Let some cars come back; gives those that are second-hand now, and do not go to the workshop for others."""
    days = [shop.ago(each) for each in (*DAYS_HERE, APPRAISED_DAYS)]
    fitting = [car for car, visits in cars if _may_come_back(shop, car, visits)][: len(days)]
    for place, (car, on) in enumerate(zip(fitting, days, strict=False)):
        dice = Random(f"second-hand {car.vin}")  # noqa: S311 (invented on purpose)
        bought = place < len(DAYS_HERE)
        if bought:
            car.gone = on
        _comes(shop, car, on, dice, SEEN[place], bought=bought)
    return fitting


def _may_come_back(shop: Shop, car: Car, visits: Sequence[date]) -> bool:
    """A car that has been driven for a while, and of which nothing is to be told after it came back."""
    last_of_all = shop.today - timedelta(days=max(DAYS_HERE) + QUIET)
    driven = (shop.today - car.since).days > OLD_ENOUGH and bool(car.description.usable_wh)
    return driven and bool(car.owner) and not car.cluster_since and max(visits, default=date.min) < last_of_all


def _battery_read(user: UserSession, car: Car, on: date) -> Decimal:
    """Read the battery with the maker's tool: within what its sessions say by then, and never above an earlier reading.

    The sessions of a single car may miss its true health by more than their band, as its losses are learnt from them.
    """
    known, true = battery_page(user, car.vin).health, round(health_of(car, on) * 1000)
    shown = min(max(true, known.low or true), known.high or true, *(each.tenths for each in known.officials))
    read_health(user, ReadHealth(car.vin, on, shown, OfficialKind.DEALER_TOOL))
    return Decimal(shown) / 10


def _comes(
    shop: Shop, car: Car, on: date, dice: Random, seen: Sequence[tuple[str, str, DamageKind, int]], *, bought: bool
) -> None:
    technician, seller = shop.somebody(Role.TECHNICIAN), shop.somebody(Role.SALES)
    report = _report(shop, car, on, dice, technician)
    measured = report.electric or Electric()
    pictures = [photo(dice, shop.paint_of(car.description)) for _ in seen]

    def look(user: UserSession) -> None:
        marks: list[DamageMark] = []
        for (view, part, kind, size), picture in zip(seen, pictures, strict=True):
            x, y = place_of_next(marks, view, part)
            shown = (attach(user, *picture).sha256,) if size > 30 else ()  # noqa: PLR2004 (what a photo would show)
            marks.append(DamageMark(view, part, kind, size, round(x), round(y), documents=shown))
        electric = replace(
            measured, health_percent=_battery_read(user, car, on), health_method=HealthMethod.DEALER_TOOL
        )
        save_condition(user, replace(report, marks=tuple(marks), electric=replace(electric, health_on=on)))

    def appraise(user: UserSession) -> None:
        appraise_vehicle(user, _appraisal(user, shop, car, on))

    moment = shop.diary.note(shop.at(on, 9, 30), look, technician)
    moment = shop.diary.after(moment, 90, appraise, seller)
    if bought:
        worth = _worth(shop, car, on)
        asked = TakeInTrade(
            car.vin,
            on,
            read(shop, car.km(on)),
            keys=report.keys,
            key_cards=report.key_cards,
            agreed=Money(worth.minor * 88 // 100_000 * 1_000, worth.currency),
            location=f"S-{dice.randint(1, 12):02}",
        )
        shop.diary.after(moment, 60, doing(take_in_trade, asked), seller)


def _worth(shop: Shop, car: Car, on: date) -> Money:
    """The value of the car on a day, rounded as people name prices."""
    years = Decimal((on - car.since).days) / LEFT
    kept = car.price * A_YEAR**years
    return Money(int(kept) // 100_000 * 100_000 or car.price, shop.pack.currency)


def _report(shop: Shop, car: Car, on: date, dice: Random, technician: str) -> SaveCondition:
    """A technician's report, but for the marks."""
    groups = checklist(CONDITION_LIST, on).groups_for(car.energy)
    missing = dice.choice(("floor_mats", "warning_triangle", "load_cover"))
    answers = tuple(
        ItemAnswer(
            item.id,
            Answer.PASS if group.id != ACCESSORIES else Answer.MISSING if item.id == missing else Answer.PRESENT,
        )
        for group in groups
        for item in group.items
    )
    tread, made = Decimal(dice.randint(28, 62)) / 10, car.since - timedelta(days=dice.randint(90, 200))
    dot = f"{made.isocalendar().week:02}{made.isocalendar().year % 100:02}"
    make = dice.choice(MAKES)
    tyres = tuple(
        Tyre(each, tread - (WORN if each.axle is Axle.REAR else 0), dot, make, Season.SUMMER) for each in Wheel
    )
    return SaveCondition(
        car.vin,
        on,
        tyres=tyres,
        brakes=(
            Brake(Axle.FRONT, Decimal(dice.randint(50, 90)) / 10, Decimal("24.1"), Decimal(22)),
            Brake(Axle.REAR, Decimal(dice.randint(45, 80)) / 10),
        ),
        answers=answers,
        electric=Electric(insulation_kohm=dice.randrange(1_200, 5_200, 100), volts=400, soc_percent=68),
        twelve_volt_mv=dice.randrange(12_560, 12_810, 10),
        keys=2,
        key_cards=1,
        inspector=technician,
        odometer=read(shop, car.km(on)),
    )


def _appraisal(user: UserSession, shop: Shop, car: Car, on: date) -> Appraise:
    """An appraisal with the costs that the report suggests; they are named by what they are about."""
    worth = _worth(shop, car, on)
    costs = tuple(CostLine("", each.amount, each.about) for each in appraisal_shown(user, car.vin).suggested)
    return Appraise(car.vin, on, worth, Basis.LISTINGS, Money(worth.minor * 7 // 100, worth.currency), costs)
