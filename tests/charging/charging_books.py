"""Books with two cars, and sessions as files tell of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.charging.imports.rules.incoming import LeftOut
from lifecycle_desk.stages.charging.room import ROOM as OF_CHARGING
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.chunks import chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.stages.charging.sessions.usecases.recording import Recording, Telling, record
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

CHECKS = tuple(OF_CHARGING.offered("checks"))

ONE, OTHER = "LSJWH4095PN000001", "LGXCE4CB7R0000001"
START = datetime(2026, 1, 10, 18, 2, 11, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")  # there it is past midnight: the dealer's day is the next one
DAY = START.astimezone(BANGKOK).date()


def with_cars(user: UserSession) -> UserSession:
    for vin in (ONE, OTHER):
        add_vehicle(user, AddVehicle(vin, date(2025, 1, 2)))
    return user


def session(number: int = 1, source: str = "ocpi-cdr", **more: Any) -> Session:
    """A session of a token, one a day."""
    given = Session(
        source,
        f"BE/BEC/{number}",
        START + timedelta(days=number),
        START + timedelta(days=number, hours=2),
        meter_wh=20_000 + number,
        current=Current.DC,
        cost=Money(500 + number, "EUR"),
        whose=("DE8ACC12E46L89",),
        odometer=Distance(10_000 + 40 * number),
    )
    return replace(given, **more)


def some(first: int, last: int, **more: Any) -> list[Session]:
    return [session(number, **more) for number in range(first, last + 1)]


def taken_in(
    user: UserSession, rows: Iterable[Session | LeftOut | Refused], kind: str = "ocpi-cdr", **more: Any
) -> Recording:
    """A file with some rows, taken in."""
    told = [packed(line, each) if isinstance(each, Session) else each for line, each in enumerate(rows, 1)]
    telling = Telling(kind, "cdrs.json", lambda cars: chunks(told, cars.settle), **more)
    return drained(record(user, telling, Taken(kind, "cdrs.json"))).value


def counts(taken: Taken) -> dict[str, int]:
    found = {name: getattr(taken, name) for name in ("new", "known", "changed", "unmatched")}
    assert taken.rows == sum(found.values()) + sum(taken.left_out.values()) + len(taken.refused)
    return {name: count for name, count in found.items() if count}


def sessions_of(user: UserSession, vin: str = ONE) -> list[Session]:
    with user.store.reading() as tx:
        return [each for _, each in batch_rows.sessions_of(tx, vin)]


def numbers_of(user: UserSession, vin: str = ONE) -> list[int]:
    with user.store.reading() as tx:
        return [number for number, _ in batch_rows.sessions_of(tx, vin)]


def is_sound(user: UserSession) -> bool:
    found = books.check(user, CHECKS)
    assert not found.findings
    return found.sound
