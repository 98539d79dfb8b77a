"""Periods as people count them: the last day of some months or days, inclusive.

Twelve months from 29 February 2024 end with 28 February 2025, one month from 31 January with the last of February:
where a month lacks the day, the period ends with that month. Where it has the day, makers' periods end the day before
it and the law's with it (see Counting).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules.terms import Counting


class SpanUnit(LabeledEnum):
    """The unit of a period."""

    MONTHS = "months", C_("unit", "months")
    DAYS = "days", C_("unit", "days")


@dataclass(frozen=True, slots=True)
class Span:
    """A period: Span(96) is eight years, Span(90, SpanUnit.DAYS) ninety days."""

    count: int
    unit: SpanUnit = SpanUnit.MONTHS

    def last_day(self, start: date, counting: Counting = Counting.FROM_THE_DAY) -> date:
        """The last day of the period, inclusive, when it starts on a day."""
        first_counts = counting is Counting.FROM_THE_DAY
        if self.unit is SpanUnit.DAYS:
            return start + timedelta(days=self.count - first_counts)
        year, month, length = _month(start, self.count)
        if start.day > length:
            return date(year, month, length)
        return date(year, month, start.day) - timedelta(days=first_counts)


def last_of_twelve_months(start: date) -> date:
    """The last of the twelve months that begin with a day."""
    return Span(12).last_day(start)


def first_of_twelve_months(last: date) -> date:
    """The first of the twelve months that end with a day."""
    year, month, length = _month(last, -12)
    return date(year, month, min(last.day, length)) + timedelta(days=1)


def _month(start: date, months: int) -> tuple[int, int, int]:
    """The year and month some months away, and its length in days."""
    years, place = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, place + 1
    return year, month, monthrange(year, month)[1]
