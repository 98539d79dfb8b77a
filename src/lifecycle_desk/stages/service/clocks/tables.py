"""Clocks on jobs as they are kept: those that run, the time that was worked, and the hours of technicians."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.stages.service.clocks.rules import RunningClock, Worked
from lifecycle_desk.stages.service.orders.tables.reported import number_of_key
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, day, table, utc_time, whole, words


class ClockRow(TypedColumns):
    """A clock that runs: each technician has one at most. `job` was the place of the job with `job_id`, from 0."""

    technician = words(primary_key=True)
    order_key = whole(ForeignKey("repair_order.key"), index=True)
    job = whole()
    started_at = utc_time()
    job_id = whole()


class WorkedRow(TypedColumns):
    """Time that was worked on a job, in minutes, by the event that tells it; gone once that counts no more.

    `job` is the place that the job had, from 0, as the event tells it; `job_id` says which job it is.
    """

    event = whole(ForeignKey("event.seq"), primary_key=True)
    order_key = whole(ForeignKey("repair_order.key"), index=True)
    job = whole()
    technician = words()
    started_at = utc_time()
    minutes = whole()
    job_id = whole()


class HoursRow(TypedColumns):
    """Hours that a technician has in a day, in tenths; `on` is one day, or the first of all days for every other."""

    technician = words(primary_key=True)
    on = day(primary_key=True)
    tenths = whole()


CLOCK, WORKED = table("repair_clock", ClockRow), table("repair_worked", WorkedRow)
HOURS = table("technician_hours", HoursRow, **{TOLD: True})
EVERY_DAY = date.min  # the day of hours that hold on all days but those that are named

_RUNNING, _WORKED = Parts(CLOCK, RunningClock), Parts(WORKED, Worked)
_START, _STOP = insert(CLOCK), delete(CLOCK).where(CLOCK.c.technician == bindparam("who"))
_OF = select(CLOCK).where(CLOCK.c.technician == bindparam("who"))
_ON = select(CLOCK).where(CLOCK.c.order_key.in_(bindparam("keys", expanding=True))).order_by(CLOCK.c.technician)
_ALL = select(CLOCK).order_by(CLOCK.c.technician)
_KEEP, _DROP = insert(WORKED), delete(WORKED).where(WORKED.c.event == bindparam("of"))
_ONE = select(WORKED).where(WORKED.c.event == bindparam("of"))
_ON_ORDER = select(WORKED).where(WORKED.c.order_key == bindparam("key")).order_by(WORKED.c.started_at, WORKED.c.event)
_EVENTS = select(WORKED.c.event).order_by(WORKED.c.event)
_NO_HOURS = delete(HOURS).where(HOURS.c.technician == bindparam("who"), HOURS.c.on == bindparam("day"))
_NEW_HOURS = insert(HOURS)
_ALL_HOURS = select(HOURS)
_HOURS = select(HOURS.c.technician, HOURS.c.on, HOURS.c.tenths).where(HOURS.c.on.in_(bindparam("days", expanding=True)))


def start(tx: Transaction, clock: RunningClock) -> None:
    """Let a clock run."""
    tx.write(_START, **_RUNNING.row(clock))


def stop(tx: Transaction, technician: str) -> None:
    """Let a clock run no more."""
    tx.write(_STOP, who=technician)


def running_of(tx: Transaction, technician: str) -> RunningClock | None:
    """The clock of a technician."""
    row = tx.ask(_OF, who=technician).one_or_none()
    return _RUNNING.made(row) if row else None


def running(tx: Transaction, keys: Iterable[int] | None = None) -> list[RunningClock]:
    """The clocks that run on some orders, or all."""
    rows = tx.ask(_ALL) if keys is None else tx.ask(_ON, keys=list(keys))
    return [_RUNNING.made(row) for row in rows]


def save(tx: Transaction, worked: Worked) -> None:
    """Keep time that was worked."""
    tx.write(_KEEP, **_WORKED.row(worked))


def drop(tx: Transaction, event: int) -> None:
    """Keep it no longer."""
    tx.write(_DROP, of=event)


def worked(tx: Transaction, event: int) -> Worked | None:
    """The time that an event tells, while that counts."""
    row = tx.ask(_ONE, of=event).one_or_none()
    return _WORKED.made(row) if row else None


def worked_on(tx: Transaction, key: int) -> tuple[Worked, ...]:
    """All time that was worked on an order, the first first."""
    return tuple(_WORKED.made(row) for row in tx.ask(_ON_ORDER, key=key))


def all_events(tx: Transaction) -> list[int]:
    """The events of all time that counts."""
    return list(tx.ask(_EVENTS).scalars())


def save_hours(tx: Transaction, technician: str, on: date, tenths: int | None) -> None:
    """Keep the hours of a technician on a day, or on every day; None is as on every other day."""
    tx.write(_NO_HOURS, who=technician, day=on)
    if tenths is not None:
        tx.write(_NEW_HOURS, technician=technician, on=on, tenths=tenths)


def own_hours(tx: Transaction, technician: str, on: date) -> Decimal | None:
    """A technician's hours for that very day (or for every day)."""
    found = {row.technician: row.tenths for row in tx.ask(_HOURS, days=[on])}
    return Decimal(found[technician]).scaleb(-1) if technician in found else None


def hours(tx: Transaction, on: date) -> dict[str, Decimal]:
    """The hours that technicians have on a day, as far as somebody said."""
    rows = sorted(tx.ask(_HOURS, days=[EVERY_DAY, on]), key=lambda row: row.on)  # the day itself comes last and wins
    return {row.technician: Decimal(row.tenths).scaleb(-1) for row in rows}


def all_hours(tx: Transaction) -> dict[str, dict[date, int]]:
    """The tenths of an hour of each technician by day, and those of every other day under EVERY_DAY."""
    found: dict[str, dict[date, int]] = {}
    for row in tx.ask(_ALL_HOURS):
        found.setdefault(row.technician, {})[row.on] = row.tenths
    return found


reported.report_view(
    "worked_time",
    "One row for each stretch of time that was worked on a job.",
    reported.whole("event", WORKED.c.event, "The event that tells it."),
    reported.ReportColumn("repair_order", number_of_key("RO", WORKED.c.order_key), "The order's number."),
    reported.whole("job", WORKED.c.job, "The place of the job in the order then, from 0."),
    reported.moment("started_at", WORKED.c.started_at, "When it began."),
    reported.whole("worked_min", WORKED.c.minutes, "How long it took."),
    source=WORKED,
    order=(WORKED.c.event,),
)
