"""Use cases of clocks: started and stopped on jobs, worked time taken back, the hours of a technician told.

A clock that runs is no event yet, as a draft is none; stopping it tells the life how long was worked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.stages.service.clocks import rules as clocks
from lifecycle_desk.stages.service.clocks import tables as clock_rows
from lifecycle_desk.stages.service.clocks.rules import (
    ClockNotRunning,
    ClockRunsAlready,
    ClockStillRuns,
    NoSuchJob,
    RunningClock,
    TechnicianMissing,
    Worked,
    WorkTold,
    worked_minutes,
)
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.kinds import Reason
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder, number_of
from lifecycle_desk.stages.service.orders.rules.states import OF_A_VISIT, OrderEvent, check_open
from lifecycle_desk.stages.service.orders.rules.wording import (
    job_named,
    order_named,
    taking_back,
    technician_named,
    time_worked,
)
from lifecycle_desk.stages.service.orders.tables import lists as order_lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context, plain
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, UnknownEvent
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding
from lifecycle_desk.vehicle.usecases.recording import record_event, refuse_closed
from lifecycle_desk.vehicle.usecases.voiding import undone_by, void


@dataclass(frozen=True, slots=True, kw_only=True)
class StartClock:
    """A technician begins to work on a job; without a name, it is the technician of the order.

    The job is named by its own number (`job_id`), or by its place from 1 (`job`).
    """

    number: str
    job: int | None = None
    technician: str = ""
    job_id: int | None = None


@dataclass(frozen=True, slots=True)
class StopClock:
    """A technician stops, now or at a moment that has passed."""

    technician: str
    at: datetime | None = None


WORKED = Step(
    StopClock,
    OrderEvent.WORKED,
    "clock",
    detail=(order_named, job_named, time_worked, technician_named),
    later=("order",),
    travels=("order",),
    rests_on=OF_A_VISIT,
)


@dataclass(frozen=True, slots=True)
class DropClock:
    """A clock that was started by mistake: nothing is told of it."""

    technician: str


@dataclass(frozen=True, slots=True)
class TakeWorkBack:
    """Worked time that is wrong, by the number of its event, and why."""

    event: int
    why: Reason


WORK_TAKEN_BACK = replace(
    taking_back(TakeWorkBack, OrderEvent.WORK_TAKEN_BACK), icon="clock", detail=(order_named, job_named, "why")
)


@dataclass(frozen=True, slots=True)
class SetHours:
    """Hours that a technician has, on one day or (without one) on every day; None is as otherwise."""

    technician: str
    hours: Decimal | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ClockDone:
    """A clock after something was done to it: whose, on which job of which order; the event that told of worked time.

    `job` is its place now, from 1 (0: it is gone). `minutes` were worked until now, by the clock that was stopped; None
    where none was.
    """

    technician: str
    number: str
    job: int
    event: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class HoursSet:
    """The hours of a technician as they are now and as they were, for undoing it."""

    technician: str
    hours: Decimal | None
    on: date | None
    before: Decimal | None


def _dropped(made: ClockDone) -> tuple[Command[Any, Any], DropClock] | None:
    """Not where another clock was stopped for it: dropping this one would not start that one again."""
    return (drop_clock, DropClock(made.technician)) if made.event is None else None


@command(ORDER_EDIT, undo=_dropped)
def start_clock(tx: Transaction, asked: StartClock) -> ClockDone:
    """Start the clock of a technician on a job; one that runs on another job is stopped."""
    order = order_rows.order(tx, asked.number)
    check_open(order.number, order.state)
    refuse_closed(tx, order.vin)
    place, job_id = _job(order, asked)
    technician = _named(tx, asked.technician or order.sheet.technician)
    other = clock_rows.running_of(tx, technician)
    if other and (other.order_key, other.job_id) == (order.key, job_id):
        raise ClockRunsAlready(technician)
    told = _stopped(tx, other, tx.at) if other else None
    clock_rows.start(tx, RunningClock(technician, order.key, place, tx.at.replace(microsecond=0), job_id))
    return ClockDone(technician, order.number, place + 1, *((told.event, told.minutes) if told else ()))


def _job(order: RepairOrder, asked: StartClock) -> tuple[int, int]:
    """The place, from 0, and the number of the job that is meant."""
    for place, job in enumerate(order.sheet.jobs):
        if (asked.job_id == job.id) if asked.job_id is not None else (asked.job == place + 1):
            return place, job.id or 0
    raise NoSuchJob(order.number, asked.job_id if asked.job_id is not None else asked.job or 0)


def _place(order: RepairOrder, job_id: int) -> int:
    """The place of a job in its order now, from 1; 0 where it is gone."""
    return next((at for at, job in enumerate(order.sheet.jobs, 1) if job.id == job_id), 0)


@command(ORDER_EDIT)
def take_work_back(tx: Transaction, asked: TakeWorkBack) -> ClockDone:
    """Take worked time back: it stays readable and no longer counts."""
    found = clock_rows.worked(tx, asked.event)
    if found is None:
        raise UnknownEvent(asked.event)
    order = order_rows.orders(tx, [found.order_key])[0]
    place = _place(order, found.job_id)
    told = plain(WorkTold(order.number, place, found.job_id))
    gone = void(tx, WORK_TAKEN_BACK, tidied(tx, asked), told)
    clock_rows.drop(tx, found.event)
    return ClockDone(found.technician, order.number, place, gone.event)


@command(ORDER_EDIT, undo=undone_by(take_work_back))
def stop_clock(tx: Transaction, asked: StopClock) -> ClockDone:
    """Stop the clock of a technician, and tell how long was worked."""
    clock = _running(tx, asked.technician)
    done = _stopped(tx, clock, asked.at or tx.at)
    return ClockDone(clock.technician, number_of(clock.order_key), done.job + 1, done.event, done.minutes)


@command(ORDER_EDIT)
def drop_clock(tx: Transaction, asked: DropClock) -> ClockDone:
    """Drop a clock that was started by mistake."""
    clock = _running(tx, asked.technician)
    clock_rows.stop(tx, clock.technician)
    order = order_rows.orders(tx, [clock.order_key])[0]
    return ClockDone(clock.technician, order.number, _place(order, clock.job_id))


def _hours_before(made: HoursSet) -> tuple[Command[Any, Any], SetHours]:
    return set_technician_hours, SetHours(made.technician, made.before, made.on)


@command(ORDER_EDIT, undo=_hours_before)
def set_technician_hours(tx: Transaction, asked: SetHours) -> HoursSet:
    """Say how many hours a technician has in a day: on every day, or on one, such as 0 when away."""
    technician = _named(tx, asked.technician)
    if asked.hours is not None:
        clocks.check_hours(asked.hours)
    on = asked.on or clock_rows.EVERY_DAY
    before = clock_rows.own_hours(tx, technician, on)
    clock_rows.save_hours(tx, technician, on, None if asked.hours is None else int(asked.hours.scaleb(1)))
    return HoursSet(technician, asked.hours, asked.on, before)


def refuse_running(tx: Transaction, order: RepairOrder) -> None:
    """Refuse to close an order while somebody works on it."""
    for clock in clock_rows.running(tx, [order.key]):
        raise ClockStillRuns(clock.technician, _place(order, clock.job_id))


def _running(tx: Transaction, technician: str) -> RunningClock:
    name = _named(tx, technician)
    clock = clock_rows.running_of(tx, name)
    if clock is None:
        raise ClockNotRunning(name)
    return clock


def _named(tx: Transaction, given: str) -> str:
    """A technician as staff lists him in full, however he was named; somebody who is not staff as he was named."""
    name = validation.text(given, "technician", validation.LONGEST_WORDS)
    if not name:
        raise TechnicianMissing
    return next((each.full_name for each in dealership.staff(tx) if name in {each.name, each.full_name}), name)


def _stopped(tx: Transaction, clock: RunningClock, at: datetime) -> Worked:
    """Stop a clock, tell the time, and keep it."""
    stopped_at = at.replace(microsecond=0)
    minutes = worked_minutes(clock.technician, clock.started_at, stopped_at, tx.at)
    order = order_rows.orders(tx, [clock.order_key])[0]
    place = _place(order, clock.job_id)
    told = WorkTold(order.number, place, clock.job_id, clock.technician, clock.started_at, stopped_at, minutes)
    clock_rows.stop(tx, clock.technician)
    seq = record_event(tx, Event(order.vin, dealer_context(tx).today, WORKED.event.value, plain(told)))
    done = Worked(seq, order.key, place - 1, clock.technician, clock.started_at, minutes, clock.job_id)
    clock_rows.save(tx, done)
    return done


def worked_time(tx: Transaction) -> Iterator[Finding]:
    """Worked time that differs from what the lives tell."""
    counting = set(clock_rows.all_events(tx))
    for seq in order_lists.told(tx, OrderEvent.WORKED):
        found, row = life.event(tx, seq), clock_rows.worked(tx, seq)
        stands = found is not None and not life.is_corrected(tx, seq)
        if found and stands is not (row is not None):
            yield Finding("clocks", str(seq), "worked time counts in one place and not in the other")
        elif found and row and not _agrees(found[0].facts_as(WorkTold), row):
            yield Finding("clocks", str(seq), "worked time differs from what was told")
        counting.discard(seq)
    yield from (Finding("clocks", str(seq), "worked time of which no life tells") for seq in sorted(counting))


def _agrees(told: WorkTold, row: Worked) -> bool:
    same_job = told.job_id in {None, row.job_id}  # told before jobs had numbers: by its place alone
    said = (told.order, told.job, told.technician, told.minutes)
    return same_job and said == (number_of(row.order_key), row.job + 1, row.technician, row.minutes)


CHECKS: tuple[Check, ...] = (worked_time,)
teach(WORKED, WORK_TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (start_clock, stop_clock, drop_clock, take_work_back, set_technician_hours)
