"""The next due dates of a car, by day and by km, their forecast, and the items that are done together.

An item is due after so many months or so many km, whichever comes first, since it was last done (or since the car's
beginning). A day that follows from kilometres is forecast from the last reading by the car's daily pace, so it stays
the same until there is another reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.schedules.rules.clocks import Clock, after, clocks_of
from lifecycle_desk.schedules.rules.record import Record
from lifecycle_desk.schedules.rules.schedule import Interval, Schedule
from lifecycle_desk.schedules.rules.terms import VISIT

FURTHEST = 36_500  # days; what is forecast for a hundred years from now is not due
WITH_IT = timedelta(days=30)  # what comes due within a month is done together, though only one was due
HALF_A_MONTH = 15  # days: half of an interval is so many for each of its months


class By(LabeledEnum):
    """The limit that makes something due."""

    DATE = "date", C_("maintenance", "by time")
    KM = "km", C_("maintenance", "by distance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that comes due.

    `on` and `at_km` are when it is due by time and by distance, None where it is not or where that is not published;
    `forecast` is the day on which the first of them is expected, None where none can be told; `by` which one that is.
    `since` and `since_km` are when it was done last; None where it never was or nobody knows. `number` is which time it
    is, from 1, where all before are known; `guessed` says that what was done before the books began is not known and
    was taken to be done as the schedule wants.
    """

    code: str
    interval: Interval
    on: date | None
    at_km: int | None
    forecast: date | None
    by: By
    since: date | None = None
    since_km: int | None = None
    number: int = 1
    guessed: bool = False


def dues_of(schedule: Schedule, record: Record) -> tuple[Due, ...]:
    """The due dates of a car, the soonest first; the visit before items of the same day."""
    found = [due for clock in clocks_of(schedule, severe=record.severe) if (due := _due(clock, record))]
    order = {code: place for place, code in enumerate(schedule.codes)}
    return tuple(sorted(found, key=lambda each: (each.forecast or date.max, order[each.code])))


def planned(schedule: Schedule, dues: Iterable[Due], on: date) -> tuple[Due, ...]:
    """The items done together at a visit on a day.

    Those due, and those that come due before another visit is worth while.

    A regular visit takes in the items due before the middle of the time to the next one; an item of its own clock only
    those due within a month.
    """
    told = [each for each in dues if each.forecast is not None]
    if not told or told[0].forecast is None:
        return tuple(dues)
    day = max(told[0].forecast, on)
    visit = next((each for each in told if each.code == VISIT), None)
    visiting = visit is not None and visit.forecast is not None and visit.forecast <= day + WITH_IT
    months = visit.interval.months if visit else None
    until = day + (timedelta(days=HALF_A_MONTH * months) if visiting and months else WITH_IT)
    inside = {each.code for each in told if each.forecast and each.forecast <= until and each.code != VISIT}
    if visiting and visit:
        inside |= {VISIT} | {each.code for each in schedule.items if each.goes_with_visits}
    return tuple(each for each in told if each.code in inside)


def next_due(interval: Interval, day: date, km: int) -> tuple[date | None, int | None]:
    """When an interval that begins on a day at so many km is over."""
    return (
        after(day, interval.months) if interval.months is not None else None,
        km + interval.km if interval.km is not None else None,
    )


def _due(clock: Clock, record: Record) -> Due | None:
    done = record.done_of(clock.code)
    if done:
        if not clock.every:
            return None
        last = done[-1]
        km = last.km if last.km is not None else record.km_on(last.on)
        on, at_km = next_due(clock.every, last.on, km)
        return _forecast(Due(
            code=clock.code, interval=clock.every, on=on, at_km=at_km, forecast=None, by=By.DATE,
            since=last.on, since_km=km, number=len(done) + 1,
        ), record)  # fmt: skip
    if record.is_whole:
        on, at_km = next_due(clock.first, record.begins, 0)
        return _forecast(
            Due(code=clock.code, interval=clock.first, on=on, at_km=at_km, forecast=None, by=By.DATE), record
        )
    return _guessed(clock, record)


def _guessed(clock: Clock, record: Record) -> Due | None:
    """The due date of a car whose earlier servicing is not known: the next that the schedule has after it."""
    km_then = record.km_on(record.known_from)
    on, by_date = _next_day(clock, record.begins, record.known_from)
    at_km, by_km = _next_km(clock, km_then)
    if on is None and at_km is None:
        return None
    interval = clock.every if max(by_date, by_km) > 1 else clock.first
    return _forecast(Due(
        code=clock.code, interval=interval, on=on, at_km=at_km, forecast=None, by=By.DATE,
        number=max(by_date, by_km), guessed=max(by_date, by_km) > 1,
    ), record)  # fmt: skip


def _next_day(clock: Clock, begins: date, known_from: date) -> tuple[date | None, int]:
    """The first day after another on which the clock is due by time, and which time it is."""
    if clock.first.months is None:
        return None, 1
    months, number = clock.first.months, 1
    while (day := after(begins, months)) <= known_from:
        if not clock.every.months:
            return None, number
        months, number = months + clock.every.months, number + 1
    return day, number


def _next_km(clock: Clock, km_then: int) -> tuple[int | None, int]:
    """The same by distance."""
    if clock.first.km is None:
        return None, 1
    if km_then < clock.first.km:
        return clock.first.km, 1
    if not clock.every.km:
        return None, 1
    times = (km_then - clock.first.km) // clock.every.km + 1
    return clock.first.km + times * clock.every.km, times + 1


def _forecast(due: Due, record: Record) -> Due:
    """The same with the day on which it is expected."""
    by_km = day_of_km(due.at_km, record) if due.at_km is not None else None
    if by_km is not None and (due.on is None or by_km < due.on):
        return replace(due, forecast=by_km, by=By.KM)
    return replace(due, forecast=due.on, by=By.DATE if due.on is not None else By.KM)


def day_of_km(km: int, record: Record) -> date | None:
    """The day on which a car is expected to have run so far: told by a reading, or counted on from the last one."""
    if reached := record.reached(km):
        return reached
    if record.last is None or not record.pace:
        return None
    days = ceil((km - record.last.km) / record.pace)
    return record.last.on + timedelta(days=days) if days <= FURTHEST else None


@dataclass(frozen=True, slots=True)
class StoredDue:
    """The stored due date of a car: the first of all, with its schedule and until when somebody put it off."""

    vin: str
    number: int
    schedule: str
    version: date
    item: str
    times: int
    due_on: date | None
    due_km: int | None
    forecast_on: date | None
    by: By
    since: date | None
    since_km: int | None
    months: int | None
    every_km: int | None
    guessed: bool
    snoozed_until: date | None


def limit_of(due: Due | StoredDue) -> date | Distance | None:
    """The limit that makes it due: the day, or the distance where that is expected first."""
    on, at_km = (due.on, due.at_km) if isinstance(due, Due) else (due.due_on, due.due_km)
    if due.by is By.KM:
        return None if at_km is None else Distance(at_km)
    return on


def limits_of(due: Due, today: date) -> tuple[date | Distance, ...]:
    """The limits of which the one that is reached first counts, that one first; of what is overdue that one alone."""
    first = limit_of(due)
    if first is None:
        return (due.forecast,) if due.forecast else ()
    if due.forecast and due.forecast < today:
        return (first,)
    other = due.on if due.by is By.KM else Distance(due.at_km) if due.at_km is not None else None
    return (first,) if other is None else (first, other)
