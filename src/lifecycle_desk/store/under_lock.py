"""What a save learns of a server once it holds the lock: the form of the books, and the time.

Another seat may have brought the books up to date since this program opened them: it writes no more then, or it would
write rows that the newer form knows otherwise. The time is the server's, so that two seats whose clocks differ write
one order of moments; a clock that is a day off is refused, since the days that people enter come from it.
"""

import platform
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.store.file_format import HEAD, is_later
from lifecycle_desk.store.refusals import ClockFarOff, ClockOff, ProgramTooOld, StoreBeingUpdated

if TYPE_CHECKING:  # the library is loaded once the first picture is painted
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DatabaseError

WARNED_FROM, REFUSED_FROM = timedelta(minutes=2), timedelta(days=1)
LOCK_NOT_AVAILABLE = "55P03"
UPDATING = "ldk updating"  # how a migrating connection calls itself, with its schema, since when, and its computer
LONGEST_NAME = 63  # bytes that a server keeps of it
STAMP = "%Y%m%dT%H%M%SZ"
_NOW = "SELECT version_num, clock_timestamp() FROM alembic_version"
_TIME = "SELECT clock_timestamp()"
_CALL = "SELECT set_config('application_name', %s || ' ' || hashtext(current_schema()) || ' ' || %s, true)"
_WHO = (
    "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name LIKE %s || ' ' || hashtext(current_schema()) || ' %%'"
)


def form_now(connection: "Connection") -> tuple[str, datetime]:
    """The form in which the books stand, and the server's time: one statement, asked behind the lock."""
    form, now = connection.exec_driver_sql(_NOW).one()
    return str(form), now.replace(microsecond=0)


_WARNED: set[str] = set()  # of a clock, by the place of the books; of this process


def moment_of_save(connection: "Connection", where: str, *, any_form: bool) -> tuple[datetime, Objection | None]:
    """When a save happens by the server's clock, and what is odd about this computer's: told once for each place.

    Refuses a program that is older than the books, unless what it writes is no part of them, and a clock that is a day
    off. A clock that was stopped on purpose stands.
    """
    form, now = form_now(connection)
    if is_later(form, HEAD) and not any_form:
        raise ProgramTooOld(form)
    if not clock.is_running():
        return clock.now(), None
    odd = off(now)
    if isinstance(odd, ClockFarOff):
        raise odd
    if odd is None or where in _WARNED:
        return now, None
    _WARNED.add(where)
    return now, odd


def clock_off(connection: "Connection") -> Objection | None:
    """What is odd about this computer's clock beside the server's."""
    if connection.dialect.name == "sqlite" or not clock.is_running():
        return None
    now: datetime = connection.exec_driver_sql(_TIME).scalar_one()
    return off(now.replace(microsecond=0))


def off(now: datetime) -> Objection | None:
    """What is odd about this computer's clock where the server's shows a moment."""
    here = clock.now()
    difference = abs(here - now)
    if difference >= REFUSED_FROM:
        return ClockFarOff(here, now)
    return ClockOff(here, now) if difference >= WARNED_FROM else None


def call_it_updating(connection: "Connection") -> None:
    """Let others see, for as long as this transaction lasts, who brings the books up to date."""
    told = f"{clock.now():{STAMP}} {platform.node()}"
    connection.exec_driver_sql(_CALL, (UPDATING, told))


def being_updated(engine: "Engine", error: "DatabaseError") -> Objection | None:
    """The sentence for who waited in vain for the lock while another seat migrates; None where it is another error."""
    if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
        return None
    with engine.connect() as connection:
        called = connection.exec_driver_sql(_WHO, (UPDATING,)).scalars().first()
    if called is None:
        return None
    since, _, computer = str(called).removeprefix(f"{UPDATING} ").partition(" ")[2].partition(" ")
    return StoreBeingUpdated(computer, datetime.strptime(since, STAMP).replace(tzinfo=UTC))
