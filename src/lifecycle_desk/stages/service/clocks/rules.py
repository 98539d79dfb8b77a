"""Clocks on jobs: a technician's clock that runs, the time that was worked, and what a technician has in a day.

Flat-rate hours say what a job is paid for, in tenths of an hour; a clock says how long it took, in minutes.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from lifecycle_desk.base.objections import N_, objection

LONGEST = timedelta(hours=16)  # nobody works longer: such a clock was forgotten
A_DAY = Decimal(8)  # hours that a technician has, before anybody says otherwise
MOST_HOURS = Decimal(24)
NO_HOURS = Decimal(0)
_MINUTE, _TENTH = timedelta(minutes=1), Decimal("0.1")

NoSuchJob = objection("NoSuchJob", N_("Repair order %(order)s has no job %(place)s."), "job", order=str, place=int)
TechnicianMissing = objection(
    "TechnicianMissing", N_("Choose whose clock it is: the order has no technician."), "technician"
)
ClockNotRunning = objection(
    "ClockNotRunning", N_("No clock is running for %(technician)s."), "technician", technician=str
)
ClockRunsAlready = objection(
    "ClockRunsAlready", N_("The clock of %(technician)s is already running on this job."), "technician", technician=str
)
ClockStillRuns = objection(
    "ClockStillRuns",
    N_("The clock of %(technician)s is still running on job %(place)s: stop it first."),
    "number",
    technician=str,
    place=int,
)
ClockForgotten = objection(
    "ClockForgotten",
    N_(
        "The clock of %(technician)s has been running since %(since)s, longer than a working day: enter "
        "when it stopped."
    ),
    "at",
    technician=str,
    since=datetime,
)
StoppedOutOfTime = objection(
    "StoppedOutOfTime",
    N_("A clock started at %(since)s cannot stop at %(stopped)s."),
    "at",
    since=datetime,
    stopped=datetime,
)
HoursOutOfRange = objection(
    "HoursOutOfRange", N_("A day has between 0 and %(most)s hours, in tenths."), "hours", most=Decimal
)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock that runs: whose it is, on which job of which order, and since when.

    `job_id` is the job; `job` was its place, from 0, when the clock was started.
    """

    technician: str
    order_key: int
    job: int
    started_at: datetime
    job_id: int


@dataclass(frozen=True, slots=True)
class Worked:
    """Time that was worked on a job: the event that tells it, and how long, in minutes.

    `job_id` is the job; `job` was its place, from 0, when the clock was started.
    """

    event: int
    order_key: int
    job: int
    technician: str
    started_at: datetime
    minutes: int
    job_id: int


@dataclass(frozen=True, slots=True)
class WorkTold:
    """Time worked, as it is told or taken back; `job` is the place of the job, from 1, `job_id` the job itself."""

    order: str = ""
    job: int | None = None
    job_id: int | None = None
    technician: str = ""
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class DayOf:
    """A technician's day: flat-rate hours to do and done, those that there are, and those of every other day."""

    technician: str
    booked: Decimal
    hours: Decimal
    every_day: Decimal

    @property
    def share(self) -> float:
        """The part of the day that is booked; above 1 it is too much."""
        return float(self.booked / self.hours) if self.hours else 2.0 * bool(self.booked)

    @property
    def is_full(self) -> bool:
        """Whether more is booked than can be done."""
        return self.booked > self.hours


@dataclass(frozen=True, slots=True)
class WorkshopDay:
    """A day of the workshop, by technician; `nobodys` hours are on orders that name no technician."""

    on: date
    shares: tuple[DayOf, ...]
    nobodys: Decimal

    @property
    def booked(self) -> Decimal:
        """All that is booked."""
        return sum((each.booked for each in self.shares), self.nobodys)

    @property
    def hours(self) -> Decimal:
        """All that can be done."""
        return sum((each.hours for each in self.shares), NO_HOURS)


def worked_minutes(technician: str, started_at: datetime, stopped_at: datetime, now: datetime) -> int:
    """How long a clock ran, in whole minutes, rounded up: a job that was touched at all took one.

    Raises StoppedOutOfTime, and ClockForgotten where it ran longer than anybody works.
    """
    if not started_at <= stopped_at <= now:
        raise StoppedOutOfTime(started_at, stopped_at)
    ran = stopped_at - started_at
    if ran > LONGEST:
        raise ClockForgotten(technician, started_at)
    return max(1, -(-ran // _MINUTE))


def hours_of(minutes: int) -> Decimal:
    """Minutes as tenths of an hour, as the workshop counts: rounded to the nearest, halves up."""
    return (Decimal(minutes) / 60).quantize(_TENTH, ROUND_HALF_UP)


def check_hours(hours: Decimal) -> None:
    """Refuse hours that no day has."""
    if not hours.is_finite() or not 0 <= hours <= MOST_HOURS or hours != hours.quantize(_TENTH):
        raise HoursOutOfRange(MOST_HOURS)
