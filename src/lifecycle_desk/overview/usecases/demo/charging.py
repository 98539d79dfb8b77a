"""How the cars of the example are charged: at home as a wallbox tells it, on the road as operators tell it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, in_unit
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.diary import Act, doing
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Place, Session
from lifecycle_desk.stages.charging.sessions.tables.chunks import chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.stages.charging.sessions.usecases.recording import Telling, record
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import HOME
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff

WALLBOX, OPERATOR = "evcc", "ocpi-cdr"
A_FILE = timedelta(days=182)  # how often records are brought
PUBLIC = 0.22  # of the sessions
LOSS_AC, LOSS_DC = 0.885, 0.955  # what of the meter's energy reaches the battery
AC_WATTS, DC_WATTS = (3_700, 7_400, 11_000), (50_000, 90_000, 120_000)
KM_A_KWH = 6.0
LEAST = 0.1  # of the battery: for less nobody plugs in
STRANGERS = 3  # sessions whose card nobody knows


@dataclass(frozen=True, slots=True)
class Wear:
    """How a battery ages: so much at once, so much each year."""

    at_once: float
    yearly: float

    def health(self, years: float) -> float:
        """The remaining health after some years, 1 when new."""
        return 1 - self.at_once * min(years, 1) - self.yearly * years


def charge(shop: Shop, cars: Sequence[tuple[Car, date]]) -> None:
    """Write into the diary what is brought of all cars that have a battery, and what a kWh costs at home."""
    who = shop.somebody(Role.ADVISER)
    tariff = {
        "place": HOME,
        "currency": shop.pack.currency,
        "zone": shop.pack.time_zone,
        "valid_from": shop.opened_on.isoformat(),
        "elements": [{"kwh": str(shop.example.home_kwh)}],
    }
    shop.diary.note(shop.at(shop.opened_on, 12), doing(keep_tariff, KeepTariff(tariff)), who)
    electric = [(car, begins) for car, begins in cars if car.energy.has_traction_battery and car.description.usable_wh]
    told = {car.vin: list(_sessions(shop, car, begins)) for car, begins in electric}
    day = shop.opened_on + A_FILE
    while day <= shop.today + A_FILE:
        _bring(shop, told, (day - A_FILE, min(day, shop.today)), who)
        day += A_FILE


def _bring(shop: Shop, told: dict[str, list[Session]], period: tuple[date, date], who: str) -> None:
    """Take in half a year: a file from each wallbox, and one from the operator for all cars."""
    first, last = period
    moment = shop.at(last, 16)
    public: list[Session] = []
    names: dict[str, str] = {}
    for vin, sessions in told.items():
        own = [each for each in sessions if first <= each.day < last]
        road = [each for each in own if each.source == OPERATOR]
        public += road
        names |= {each.whose[0]: vin for each in road}
        home = [each for each in own if each.source == WALLBOX]
        if home:
            shop.diary.note(moment, _recording(WALLBOX, f"evcc-{last:%Y-%m}.csv", home, vin=vin), who)
    if last == shop.today:
        public += _strangers(shop)
    if public:
        public.sort(key=lambda each: each.started_at)
        shop.diary.note(moment, _recording(OPERATOR, f"cdr-{last:%Y-%m}.json", public, names=names), who)


def _recording(
    kind: str, file: str, sessions: Sequence[Session], vin: str | None = None, names: dict[str, str] | None = None
) -> Act:
    def act(user: UserSession) -> None:
        told = [packed(line, each) for line, each in enumerate(sessions, 1)]
        drained(
            record(
                user, Telling(kind, file, lambda cars: chunks(told, cars.settle), vin, names or {}), Taken(kind, file)
            )
        )

    return act


def _card(car: Car) -> str:
    """The number of a car's charging contract."""
    return f"XX-LDK-C{car.vin[-8:]}"


def health_of(car: Car, day: date) -> float:
    """The health of a car's battery on a day, as its charging shows it: whoever measures it reads the same."""
    return _aged(_drawn(_dice_of(car)), car, day)


def _aged(wear: Wear, car: Car, day: date) -> float:
    return wear.health((day - car.since).days / 365.25)


def _dice_of(car: Car) -> Random:
    return Random(f"charging {car.vin}")  # noqa: S311 (invented on purpose)


def _drawn(dice: Random) -> Wear:
    return Wear(dice.uniform(0.0, 0.02), dice.choice((0.011, 0.014, 0.017, 0.02, 0.024, 0.047)))


def _sessions(shop: Shop, car: Car, begins: date) -> Iterator[Session]:
    """A car's charging from the day on which it is driven: as often as it must, for what it has run."""
    dice = _dice_of(car)
    wear = _drawn(dice)
    usable, left = car.description.usable_wh or 0, dice.uniform(0.6, 0.9)
    day, number = begins + timedelta(days=dice.randint(0, 3)), 0
    while day < (car.gone or shop.today):
        apart = dice.randint(3, 8)
        used = float(car.pace) * apart / KM_A_KWH * 1_000 / usable
        left = max(left - used, dice.uniform(0.08, 0.3))
        goal = dice.choice((0.8, 0.8, 0.9, 1.0, 1.0))
        if goal - left > LEAST:
            number += 1
            yield _session(shop, car, day, (left, goal), usable * _aged(wear, car, day), dice, number)
            left = goal
        day += timedelta(days=apart)


def _session(
    shop: Shop, car: Car, day: date, charge: tuple[float, float], holds: float, dice: Random, number: int
) -> Session:
    """One charge from a state to another, as whoever metered it tells of it."""
    public = dice.random() < PUBLIC
    loss, watts = (LOSS_DC, dice.choice(DC_WATTS)) if public else (LOSS_AC, dice.choice(AC_WATTS))
    into = holds * (charge[1] - charge[0])
    meter = round(into / loss * dice.gauss(1, 0.012))
    started = shop.at(day, dice.randint(8, 20) if public else dice.randint(18, 22), dice.randrange(60))
    ended = started + timedelta(seconds=round(meter / (watts * (0.6 if public else 0.95)) * 3_600))
    return Session(
        OPERATOR if public else WALLBOX,
        f"XX/LDK/{car.vin[-6:]}{number:05}" if public else f"{started:%Y-%m-%d %H:%M:%S}|Wallbox",
        started.astimezone(shop.zone),
        min(ended, shop.now).astimezone(shop.zone),
        meter_wh=meter,
        current=Current.DC if public else Current.AC,
        soc_start=None if public else round(charge[0] * 100) * 10,
        soc_end=None if public else round(charge[1] * 100) * 10,
        cost=Money(round(meter / 1_000 * shop.example.public_kwh), shop.pack.currency) if public else None,
        place=Place(dice.choice(shop.example.chargers)) if public else Place(),
        whose=(_card(car),) if public else (car.vin,),
        odometer=None if public else Distance(in_unit(car.km(day), shop.pack.distance_unit), shop.pack.distance_unit),
        most_watts=watts,
    )


def _strangers(shop: Shop) -> Iterator[Session]:
    """Sessions of a card that is nobody's yet."""
    dice = Random(f"strangers {shop.pack.code}")  # noqa: S311 (invented on purpose)
    for number in range(1, STRANGERS + 1):
        started = shop.at(shop.today - timedelta(days=4 * number), 13, number)
        meter = dice.randint(12_000, 44_000)
        yield Session(
            OPERATOR,
            f"XX/LDK/S{number:05}",
            started.astimezone(shop.zone),
            (started + timedelta(minutes=38)).astimezone(shop.zone),
            meter_wh=meter,
            current=Current.DC,
            cost=Money(round(meter / 1_000 * shop.example.public_kwh), shop.pack.currency),
            place=Place(dice.choice(shop.example.chargers)),
            whose=("XX-LDK-C70041882",),
            most_watts=90_000,
        )
