"""Clocks: the visit and every item of a schedule with what it waits for, in normal or severe use."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.schedules.rules.schedule import NEVER, Interval, Item, Schedule, Visits
from lifecycle_desk.schedules.rules.terms import VISIT


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of an item: due first after the car's beginning, and then after each time it was done.

    NEVER: not published.
    """

    code: str
    first: Interval
    every: Interval


def after(day: date, months: int) -> date:
    """The day some months later, as people count: a month after 31 January is the last day of February."""
    years, place = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, place + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def clocks_of(schedule: Schedule, *, severe: bool = False) -> tuple[Clock, ...]:
    """The clocks of a schedule, the visit first; what is due in severe use alone is there only then."""
    visit = _of_visits(schedule.visits, severe=severe) if schedule.visits else None
    found = [_of_item(each, visit, severe=severe) for each in schedule.items]
    return tuple(each for each in (visit, *found) if each is not None)


def _of_visits(visits: Visits, *, severe: bool) -> Clock:
    first = visits.first or visits.every
    if severe and visits.severe:
        return Clock(VISIT, first.lesser(visits.severe), visits.severe)
    return Clock(VISIT, first, visits.every)


def _of_item(item: Item, visit: Clock | None, *, severe: bool) -> Clock | None:
    if item.goes_with_visits:
        return Clock(item.code, visit.first, visit.every) if visit else None
    if severe and item.severe:
        first = item.first or item.every
        return Clock(item.code, first.lesser(item.severe), item.severe)
    if not (item.first or item.every):
        return None
    return Clock(item.code, item.first or item.every, item.every or NEVER)
