"""Periods of which figures are told: months, quarters and years, one after the other."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.terms import LabeledEnum

A_YEAR, A_QUARTER = 12, 3
_SAID = re.compile(r"(\d{4})(?:-(?:(\d{2})|[Qq](\d)))?")

PeriodUnknown = objection(
    "PeriodUnknown", N_("“%(given)s” is no period: enter a month (2026-10), a quarter (2026-Q4) or a year."), given=str
)


class PeriodKind(LabeledEnum):
    """How long a period is."""

    MONTH = "month", N_("Month")
    QUARTER = "quarter", N_("Quarter")
    YEAR = "year", N_("Year")

    @property
    def months(self) -> int:
        """How many months it has."""
        return {PeriodKind.MONTH: 1, PeriodKind.QUARTER: A_QUARTER, PeriodKind.YEAR: A_YEAR}[self]


def month_of(day: date) -> int:
    """The number under which sums of a month are kept: months since the year 0."""
    return day.year * A_YEAR + day.month - 1


def first_of(month: int) -> date:
    """The first day of a month by its number."""
    return date(month // A_YEAR, month % A_YEAR + 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year, by the number of its first month."""

    kind: PeriodKind
    first: int

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of a kind in which a day lies."""
        month = month_of(day)
        return cls(kind, month - month % kind.months)

    @property
    def last(self) -> int:
        """The number of its last month."""
        return self.first + self.kind.months - 1

    @property
    def begins(self) -> date:
        """Its first day."""
        return first_of(self.first)

    @property
    def ends(self) -> date:
        """Its last day."""
        return first_of(self.last + 1) - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period before it."""
        return Period(self.kind, self.first - self.kind.months)

    @property
    def after(self) -> "Period":
        """The period after it."""
        return Period(self.kind, self.first + self.kind.months)

    @property
    def a_year_before(self) -> "Period":
        """The same period of the year before."""
        return Period(self.kind, self.first - A_YEAR)

    def __str__(self) -> str:
        year, month = divmod(self.first, A_YEAR)
        match self.kind:
            case PeriodKind.MONTH:
                return f"{year:04}-{month + 1:02}"
            case PeriodKind.QUARTER:
                return f"{year:04}-Q{month // A_QUARTER + 1}"
        return f"{year:04}"


def period_of(said: str) -> Period:
    """The period that a text names: 2026-10, 2026-Q4 or 2026; refuses anything else."""
    found = _SAID.fullmatch(said.strip())
    if found is None or not date.min.year + 1 < int(found[1]) < date.max.year:  # the years beside it are looked at too
        raise PeriodUnknown(said[:20])
    year, month, quarter = int(found[1]), found[2], found[3]
    if month and 1 <= int(month) <= A_YEAR:
        return Period(PeriodKind.MONTH, year * A_YEAR + int(month) - 1)
    if quarter and 1 <= int(quarter) <= A_YEAR // A_QUARTER:
        return Period(PeriodKind.QUARTER, year * A_YEAR + (int(quarter) - 1) * A_QUARTER)
    if month or quarter:
        raise PeriodUnknown(said[:20])
    return Period(PeriodKind.YEAR, year * A_YEAR)
