"""A window with the pages of charging, and cars whose batteries have aged; for tests of screens."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from charging_books import ONE, OTHER, session, some, taken_in
from hands import HOSTILE, elsewhere, opened

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, read_health
from lifecycle_desk.stages.charging.pages import PAGES
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place as Where
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

NOON = datetime(2026, 11, 25, 5, 20, tzinfo=UTC)
BARE, NONE = "LGXCE4CB7R0000003", "LSJWH4099PN000002"
PLATE, TOKEN = "3กข 4821", "DE8ACC12E46L89"
BEGAN, USABLE = date(2023, 3, 1), 60_000
ELSEWHERE = elsewhere("vehicle", "reports", "settings")


def charging_window(user: UserSession) -> Window:
    """A window on the books, at the page of all charging."""
    made = opened(user, (*PAGES, *ELSEWHERE))
    made.go(Place("charging"))
    return made


def aged(share: float, number: int = 60, **more) -> Iterator[Session]:
    """Sessions of a car whose battery has come down to a share of its energy when new."""
    dice, days = Random(1), (NOON.date() - BEGAN).days
    for place in range(number):
        day = BEGAN + timedelta(days=days * place // number)
        begun = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        start, end = 15 + dice.randint(0, 5), 85 + dice.randint(0, 5)
        left = 1 - (1 - share) * ((day - BEGAN).days / days) ** 0.75
        wh = (end - start) * USABLE / 100 * left * (1 + dice.gauss(0, 0.008))
        told = session(
            place, "logger", key=f"{share}/{place}", meter_wh=round(wh / 0.91), battery_wh=round(wh), current=Current.AC
        )
        told = replace(told, started_at=begun, ended_at=begun + timedelta(hours=wh / 10_000), most_watts=10_900)
        yield replace(
            told, soc_start=start * 10, soc_end=end * 10, temperature=200, odometer=Distance(500 + 100 * place), **more
        )


def add_car(
    user: UserSession, vin: str, make: str = "BYD", model: str = "Atto 3", plate: str | None = None, on: date = BEGAN
) -> None:
    """A car whose battery's usable energy is known, registered on the day on which it came."""
    built = Description(make, model, "", 2023, Energy.BEV, Chemistry.NMC, USABLE)
    add_vehicle(user, AddVehicle(vin, on, built, plate, Distance(5), first_registered_on=on))


def charge(user: UserSession, rows: Iterable[Session], vin: str | None = ONE) -> None:
    """A file of sessions of a car; without a car they wait in the inbox."""
    taken_in(user, rows, vin=vin)


def home_tariff(price: str = "400", place: str = "home") -> KeepTariff:
    """So many minor units a kWh."""
    told = {"place": place, "currency": "THB", "valid_from": "2026-01-01", "zone": "UTC", "elements": [{"kwh": price}]}
    return KeepTariff(told)


def fill(user: UserSession) -> None:
    """A car with a figure, one without, one without a session; sessions that wait; names that are no markup."""
    add_car(user, ONE, plate=PLATE)
    add_car(user, OTHER, HOSTILE, HOSTILE)
    add_vehicle(user, AddVehicle(BARE, date(2025, 1, 2)))
    charge(user, [replace(each, place=Where(HOSTILE, city=HOSTILE)) for each in aged(0.93)])
    charge(user, [*some(1, 3, cost=None), session(4, soc_start=700, soc_end=300, place=Where(HOSTILE))], OTHER)
    charge(user, [*some(10, 12, whose=(HOSTILE,), place=Where(HOSTILE)), session(13, whose=())], None)
    keep_tariff(user, home_tariff())
    keep_tariff(user, home_tariff("900", HOSTILE))
    read_health(user, ReadHealth(ONE, date(2026, 6, 1), 938, OfficialKind.DEALER_TOOL, HOSTILE))
