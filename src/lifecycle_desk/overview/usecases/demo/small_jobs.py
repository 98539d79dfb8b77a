"""The example's small jobs of the last thirteen months: tyres, wipers, what is due, what breaks under warranty.

Services alone leave months of a small workshop empty, and the figures of a month with them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.examples import ExampleJob
from lifecycle_desk.overview.usecases.demo import diagnosis
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.charging import health_of
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.maintenance import is_due
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.overview.usecases.demo.workshop import Visit, happened, job_of
from lifecycle_desk.stages.charging.health.rules.figures import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, read_health

MONTHS, A_MONTH = 13, 30  # days
OF_ALL, OF_ALL_LATELY = Fraction(3, 5), Fraction(3, 4)  # of the cars that come with something small in a month
APART, APART_LATELY = 25, 16  # days from another visit, and in the last month: of that people look at the figures
READ_APART = 60  # days from another reading of the battery
ON_THE_BOARD = 15  # days for which a car that is here may have been here
WARRANTY = Fraction(1, 6)  # of such visits
MOST_ASKED = 3  # things that somebody asks for at a time
PAID_FOR = (
    "puncture", "wiper_blades", "pulls_to_side", "brake_squeal", "wind_noise", "range_check", "windscreen", "bumper",
)  # fmt: skip
FREE = ("tyre_sensor", "door_handle", "rear_camera", "battery_12v")
QUICK, DONE_TODAY = (
    ("puncture", "brake_squeal", "pulls_to_side", "wiper_blades"),
    3,
)  # jobs of cars that came and went today, and how many did
AFTER_LUNCH = 13  # o'clock
REGULAR = (("annual_service", "oil_service"), ("brake_fluid",))  # of each what fits the car


def happen(shop: Shop, driven: Sequence[tuple[Car, list[date]]], here: Sequence[Car]) -> list[tuple[Car, list[date]]]:
    """Let cars come with something small; their days are added, and those of work for the maker are given."""
    dice = Random(f"small jobs {shop.pack.code} {len(driven)}")  # noqa: S311 (invented on purpose)
    claimed: list[tuple[Car, list[date]]] = []
    read: dict[str, date] = {}
    for month in range(MONTHS, 0, -1):
        first = shop.today - timedelta(days=A_MONTH * month)
        for car, days in _coming(dice, driven, OF_ALL if month > 1 else OF_ALL_LATELY):
            day = shop.working(first + timedelta(days=dice.randrange(A_MONTH)))
            if _may_come(shop, car, days, day, here, APART if month > 1 else APART_LATELY):
                for_the_maker = dice.random() < WARRANTY
                technician = _comes(shop, dice, car, day, for_the_maker=for_the_maker)
                if (day - read.get(car.vin, car.since)).days > READ_APART:
                    read[car.vin] = day
                    _read(shop, car, day, technician)
                days.append(day)
                days.sort()
                claimed += [(car, [day])] if for_the_maker else []
    _this_morning(shop, dice, driven, here)
    return claimed


def _coming(
    dice: Random, driven: Sequence[tuple[Car, list[date]]], share: Fraction
) -> Iterator[tuple[Car, list[date]]]:
    """Who may come in a month."""
    yield from dice.sample(driven, -(-len(driven) * share.numerator // share.denominator))


def _may_come(shop: Shop, car: Car, days: Sequence[date], day: date, here: Sequence[Car], apart: int) -> bool:
    """Whether a car is known and on the road on a day, and was not here lately."""
    last = shop.today - timedelta(days=ON_THE_BOARD if car in here else 1)
    return bool(days) and days[0] <= day <= last and all(abs((day - each).days) > apart for each in days)


def _this_morning(shop: Shop, dice: Random, driven: Sequence[tuple[Car, list[date]]], here: Sequence[Car]) -> None:
    """Let a few cars have come today and be gone again, once the morning is over."""
    if not shop.is_open(shop.today) or shop.now < shop.at(shop.today, AFTER_LUNCH):
        return
    free = [each for each in driven if _may_come(shop, *each, shop.today - timedelta(days=1), here, APART_LATELY)]
    for (car, days), technician in zip(dice.sample(free, len(free)), _technicians(shop)[:DONE_TODAY], strict=False):
        jobs = _fitting(shop, car, QUICK)
        told = diagnosis.naming_codes(shop, tuple(job_of(shop, dice, each, technician) for each in jobs))
        happened(shop, car, Visit(shop.today, told, technician, _somebody(shop, dice, Role.ADVISER), 0, 0))
        days.append(shop.today)


def _comes(shop: Shop, dice: Random, car: Car, day: date, *, for_the_maker: bool) -> str:
    """A visit for what is due and for something more; gives who did it."""
    technician, adviser = (_somebody(shop, dice, role) for role in (Role.TECHNICIAN, Role.ADVISER))
    asked = _due(shop, car, day)
    if for_the_maker:
        asked.append(dice.choice(_fitting(shop, car, FREE)))
    if not for_the_maker or not asked:
        others = _fitting(shop, car, PAID_FOR)
        asked += dice.sample(others, max(1, dice.randint(1, MOST_ASKED) - len(asked)))
    jobs = diagnosis.naming_codes(shop, tuple(job_of(shop, dice, each, technician) for each in asked))
    happened(shop, car, Visit(day, jobs, technician, adviser, dice.randint(0, 3), dice.randrange(0, 60, 5)))
    return technician


def _due(shop: Shop, car: Car, day: date) -> list[ExampleJob]:
    """The regular work that nobody has done for long, nor is about to do at another visit."""
    fitting = (_fitting(shop, car, names) for names in REGULAR)
    return [each[0] for each in fitting if each and is_due(shop, car, each[0].id, day)]


def _read(shop: Shop, car: Car, day: date, technician: str) -> None:
    """Read a large battery with the maker's tool, which knows what its charging shows."""
    if not (car.battery and car.description.usable_wh):
        return
    asked = ReadHealth(car.vin, day, round(health_of(car, day) * 1000), OfficialKind.DEALER_TOOL)
    shop.diary.note(shop.at(day, OPENS + 2, 15), doing(read_health, asked), technician)


def _fitting(shop: Shop, car: Car, names: Sequence[str]) -> list[ExampleJob]:
    jobs = [each for each in shop.example.jobs if each.id in names]
    return [each for each in jobs if not each.energies or car.energy in each.energies]


def _technicians(shop: Shop) -> list[str]:
    return [each.name for each in shop.members if each.role is Role.TECHNICIAN]


def _somebody(shop: Shop, dice: Random, role: Role) -> str:
    return dice.choice([each.name for each in shop.members if each.role is role])
