"""On-time servicing: each time that something was due held against when it was done.

A late service is told with its delay. Before the day from which the books know the car a gap shows nothing: the work
may have been done elsewhere. Where the kilometres at a visit are not known, the readings before and after it decide,
if they can.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.schedules.rules.clocks import Clock, clocks_of
from lifecycle_desk.schedules.rules.due import next_due
from lifecycle_desk.schedules.rules.record import Done, Record
from lifecycle_desk.schedules.rules.schedule import Schedule, Tolerance
from lifecycle_desk.schedules.rules.terms import ScheduleKind, ServiceItem, named_item

DAYS_LATE = NN_(
    "%(item)s due on %(due)s was done on %(day)s, %(n)s day late.",
    "%(item)s due on %(due)s was done on %(day)s, %(n)s days late.",
)
KM_LATE = N_("%(item)s due at %(due)s was done at %(km)s on %(day)s, %(over)s late.")
NOT_DONE_BY_DAY = N_("%(item)s was due on %(due)s; no record of it.")
NOT_DONE_BY_KM = N_("%(item)s was due at %(due)s; no record of it.")
BEFORE_THE_BOOKS = N_("Servicing before %(day)s is not known.")
KM_NOT_KNOWN = N_("%(item)s was done on %(day)s; the odometer reading at that time is not known.")
KM_NOW_NOT_KNOWN = N_("The distance driven since %(day)s is not known.")
ON_TIME = N_("Every service was done on time.")
NOTHING_DUE = N_("No service has been due yet.")
NO_SCHEDULE = N_("No maintenance schedule is known for this vehicle.")
RULE_OF_THUMB = N_("The manufacturer’s maintenance schedule for this vehicle is not known.")


@dataclass(frozen=True, slots=True)
class OnTime:
    """Whether every service was done on time (None: not known), why, and the event that shows it.

    `days_late` and `km_late` are those of the visit that was late, beyond the tolerance.
    """

    yes: bool | None
    why: Said
    seq: int | None = None
    days_late: int = 0
    km_late: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding about one time that something was due, by the day on which it was."""

    day: date
    told: OnTime


@dataclass(frozen=True, slots=True)
class _Limits:
    """When something is due, and until when it still counts as on time."""

    code: str
    due_on: date | None
    due_km: int | None
    tolerance: Tolerance

    @property
    def item(self) -> ServiceItem | str:
        """The item, as people call it."""
        return named_item(self.code)

    @property
    def last_day(self) -> date | None:
        """The last day that is on time."""
        return self.due_on + timedelta(days=self.tolerance.days) if self.due_on else None

    @property
    def last_km(self) -> int | None:
        """The last kilometre that is on time."""
        return None if self.due_km is None else self.due_km + self.tolerance.km


def judged_on_time(schedule: Schedule | None, record: Record, on: date, odometer_km: int | None) -> OnTime:
    """Whether a car was serviced as its schedule wants, by a day and an odometer reading (a true distance)."""
    if schedule is None:
        return OnTime(None, Said(NO_SCHEDULE))
    if schedule.kind is ScheduleKind.RULE_OF_THUMB:
        return OnTime(None, Said(RULE_OF_THUMB))
    clocks = clocks_of(schedule, severe=record.severe)
    found = sorted(
        (each for clock in clocks for each in _findings(clock, schedule.tolerance, record, on, odometer_km)),
        key=lambda each: each.day,
    )
    for wanted in (False, None):
        if first := next((each.told for each in found if each.told.yes is wanted), None):
            return first
    codes = {clock.code for clock in clocks}
    last = next((each for each in reversed(record.done) if each.on <= on and each.codes & codes), None)
    return OnTime(True, Said(ON_TIME if last else NOTHING_DUE), last.seq if last else None)


def _findings(
    clock: Clock, tolerance: Tolerance, record: Record, on: date, odometer_km: int | None
) -> Iterator[_Found]:
    """Late and unknown services, for each time that one clock was due."""
    day, km, interval = record.begins, 0, clock.first
    for done in (*(each for each in record.done_of(clock.code) if each.on <= on), None):
        if not interval:
            return
        limits = _Limits(clock.code, *next_due(interval, day, km), tolerance)
        found = _beside(limits, done, record, on, odometer_km)
        if found and not record.is_whole and day < record.known_from:
            yield _Found(found.day, OnTime(None, Said(BEFORE_THE_BOOKS, day=record.known_from)))
            then = next_due(clock.every or interval, record.known_from, record.km_on(record.known_from))
            found = _beside(_Limits(clock.code, *then, tolerance), done, record, on, odometer_km)
        if found:
            yield found
        if done is not None:
            day, km, interval = done.on, done.km if done.km is not None else record.km_on(done.on), clock.every


def _beside(limits: _Limits, done: Done | None, record: Record, on: date, odometer_km: int | None) -> _Found | None:
    """The finding about something that was due, and was done or not; None where it was done in time."""
    if done is None:
        return _not_done(limits, record, on, odometer_km)
    last_day, last_km = limits.last_day, limits.last_km
    if last_day and done.on > last_day:
        days = (done.on - last_day).days
        why = Said(DAYS_LATE, item=limits.item, due=limits.due_on, day=done.on, n=days)
        return _Found(done.on, OnTime(False, why, done.seq, days_late=days))
    if last_km is None:
        return None
    least, most = (done.km, done.km) if done.km is not None else record.km_between(done.on)
    if least > last_km:
        due, km, over = Distance(limits.due_km or 0), Distance(least), Distance(least - last_km)
        why = Said(KM_LATE, item=limits.item, due=due, km=km, day=done.on, over=over)
        return _Found(done.on, OnTime(False, why, done.seq, km_late=least - last_km))
    if most is None or most > last_km:
        return _Found(done.on, OnTime(None, Said(KM_NOT_KNOWN, item=limits.item, day=done.on), done.seq))
    return None


def _not_done(limits: _Limits, record: Record, on: date, odometer_km: int | None) -> _Found | None:
    """The finding about something that has not been done by a day."""
    last_day, last_km = limits.last_day, limits.last_km
    if last_day and limits.due_on and on > last_day:
        why = Said(NOT_DONE_BY_DAY, item=limits.item, due=limits.due_on)
        return _Found(limits.due_on, OnTime(False, why, days_late=(on - last_day).days))
    if last_km is None:
        return None
    if odometer_km is None:
        since = record.last.on if record.last else record.begins
        return _Found(on, OnTime(None, Said(KM_NOW_NOT_KNOWN, day=since)))
    if odometer_km > last_km:
        why = Said(NOT_DONE_BY_KM, item=limits.item, due=Distance(limits.due_km or 0))
        return _Found(on, OnTime(False, why, km_late=odometer_km - last_km))
    return None
