"""The example's small jobs of the last thirteen months: tyres, wipers, what breaks under warranty.

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
from lifecycle_desk.overview.usecases.demo.charging import wear_of
from lifecycle_desk.overview.usecases.demo.diary import doing
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop, working
from lifecycle_desk.overview.usecases.demo.workshop import Visit, happened, job_of
from lifecycle_desk.stages.charging.health.rules.figures import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, read_health

MONTHS, A_MONTH = 13, 30  # days
OF_ALL = Fraction(2, 5)  # of the cars that come with something small in a month
APART, READ_APART = 32, 60  # days from another visit, and from another reading of the battery
ON_THE_BOARD = 15  # days for which a car that is here may have been here
WARRANTY = Fraction(1, 4)  # of such visits
PAID_FOR = ("puncture", "wiper_blades", "pulls_to_side", "brake_squeal", "wind_noise")
FREE = ("tyre_sensor", "door_handle", "rear_camera", "battery_12v")


def happen(shop: Shop, driven: Sequence[tuple[Car, list[date]]], here: Sequence[Car]) -> list[tuple[Car, list[date]]]:
    """Let cars come with something small; their days are added, and those of work for the maker are given."""
    dice = Random(f"small jobs {shop.pack.code} {len(driven)}")  # noqa: S311 (invented on purpose)
    claimed: list[tuple[Car, list[date]]] = []
    read: dict[str, date] = {}
    for month in range(MONTHS, 0, -1):
        first = shop.today - timedelta(days=A_MONTH * month)
        for car, days in _coming(dice, driven):
            day = working(first + timedelta(days=dice.randrange(A_MONTH)))
            if _may_come(shop, car, days, day, here):
                for_the_maker = dice.random() < WARRANTY
                technician = _comes(shop, dice, car, day, FREE if for_the_maker else PAID_FOR)
                if (day - read.get(car.vin, car.since)).days > READ_APART:
                    read[car.vin] = day
                    _read(shop, car, day, technician)
                days.append(day)
                days.sort()
                claimed += [(car, [day])] if for_the_maker else []
    return claimed


def _coming(dice: Random, driven: Sequence[tuple[Car, list[date]]]) -> Iterator[tuple[Car, list[date]]]:
    """Who may come in a month."""
    count = -(-len(driven) * OF_ALL.numerator // OF_ALL.denominator)
    yield from dice.sample(driven, count)


def _may_come(shop: Shop, car: Car, days: Sequence[date], day: date, here: Sequence[Car]) -> bool:
    """Whether a car is known and on the road on a day, and was not here lately."""
    last = shop.today - timedelta(days=ON_THE_BOARD if car in here else 1)
    return bool(days) and days[0] <= day <= last and all(abs((day - each).days) > APART for each in days)


def _comes(shop: Shop, dice: Random, car: Car, day: date, names: Sequence[str]) -> str:
    """A visit for something small; gives who did it."""
    technician, adviser = (_somebody(shop, dice, role) for role in (Role.TECHNICIAN, Role.ADVISER))
    job = dice.choice(_fitting(shop, car, names))
    jobs = diagnosis.naming_codes(shop, (job_of(shop, dice, job, technician),))
    happened(shop, car, Visit(day, jobs, technician, adviser, dice.randint(0, 3), dice.randrange(0, 60, 5)))
    return technician


def _read(shop: Shop, car: Car, day: date, technician: str) -> None:
    """Read a large battery with the maker's tool, which knows what its charging shows."""
    if not (car.battery and car.description.usable_wh):
        return
    health = wear_of(car).health((day - car.since).days / 365.25)
    asked = ReadHealth(car.vin, day, round(health * 1000), OfficialKind.DEALER_TOOL)
    shop.diary.note(shop.at(day, OPENS + 2, 15), doing(read_health, asked), technician)


def _fitting(shop: Shop, car: Car, names: Sequence[str]) -> list[ExampleJob]:
    jobs = [each for each in shop.example.jobs if each.id in names]
    return [each for each in jobs if not each.energies or car.energy in each.energies]


def _somebody(shop: Shop, dice: Random, role: Role) -> str:
    return dice.choice([each.name for each in shop.members if each.role is role])
