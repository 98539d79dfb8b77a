"""Working days: a market's weekends, holidays, and the days that are worked instead, as dated data."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.citing import Cited

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off; `expected` where it was computed and not announced, as days that follow the moon."""

    on: date
    name: str
    expected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar(Cited):
    """When people work in a country; outside `covers_from` to `covers_to` only weekends are known.

    `weekend` counts Monday as 1; `worked` are days of a weekend that are worked instead of others.
    """

    code: str
    covers_from: date
    covers_to: date
    weekend: tuple[int, ...]
    holidays: tuple[Holiday, ...]
    worked: tuple[date, ...] = ()

    def is_working(self, day: date) -> bool:
        """Whether people work on a day."""
        if day in self.worked:
            return True
        return day.isoweekday() not in self.weekend and not any(each.on == day for each in self.holidays)

    def after(self, day: date, working_days: int) -> date:
        """The last of some working days after a day; that day itself does not count."""
        left = working_days
        while left:
            day += A_DAY
            left -= self.is_working(day)
        return day

    def is_sure(self, since: date, until: date) -> bool:
        """Whether all days between two are known: covered, and none of them merely expected."""
        covered = self.covers_from <= since and until <= self.covers_to
        return covered and not any(each.expected and since < each.on <= until for each in self.holidays)


@cache
def calendar_of(code: str) -> WorkCalendar | None:
    """The calendar of a market, if the program has one."""
    file = resource(f"calendars/{code}.toml")
    if not file.exists():
        return None
    lines = tomllib.loads(file.read_text("utf-8"))
    holidays = tuple(Holiday(**each) for each in lines["holidays"])
    lists = {name: tuple(lines.get(name, ())) for name in ("weekend", "worked")}
    return WorkCalendar(**(lines | lists | {"holidays": holidays}))
