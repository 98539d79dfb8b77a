"""What is read from kept sums: a figure in a period, in the period before and in the same of the year before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.base.quantities import DAY, HOUR, KWH, Measure, percent
from lifecycle_desk.figures.rules.figure import Better, Figure, FigureUnit, Side
from lifecycle_desk.figures.rules.periods import Period, first_of
from lifecycle_desk.vehicle.rules.models import named

NOTHING = Fraction(0)

type Number = Fraction | None
type Worth = Money | Measure | int | None


class SumRow(NamedTuple):
    """The sum of a measure in a month, of one sort, one group and one currency."""

    measure: str
    month: int
    sort: str
    group: str
    currency: str
    amount: int
    things: int


def group_of(first: str | None = None, second: str | None = None) -> str:
    """The group that a row of sums is of: a technician or a brand, or a brand with its model as people name both."""
    return named(first or "", second or "")


class Told(NamedTuple):
    """What a figure is told apart by: its sort, its group of the dimension, its currency."""

    sort: str
    group: str
    currency: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of a period: exact, in its unit (money in minor units), and None where nothing was there to count.

    `before` is that of the period before, `year_before` that of the same period a year before. `things` is how many
    contributed. `sort` is the code of who pays or of the stage, `group` the brand, model or technician.
    """

    figure: Figure
    sort: str
    group: str
    currency: str
    now: Number
    before: Number
    year_before: Number
    things: int

    @property
    def worth(self) -> Worth:
        """What it came to, as people read it."""
        return worth(self.figure, self.now, self.currency)

    @property
    def change(self) -> Number:
        """The difference to the period before; None where either is not known."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def change_of_year(self) -> Number:
        """The difference to the same period of the year before; None where either is not known."""
        return None if self.now is None or self.year_before is None else self.now - self.year_before


@dataclass(frozen=True, slots=True)
class Series:
    """A figure month by month, of one sort, group and currency: the numbers of months with what it came to."""

    figure: Figure
    sort: str
    group: str
    currency: str
    months: tuple[int, ...]
    values: tuple[Number, ...]


def without_sorts(readings: Iterable[Reading]) -> list[Reading]:
    """The readings of one figure with its sorts added, one for each group and currency; what is divided has none."""
    found: dict[tuple[str, str], Reading] = {}
    for each in readings:
        before = found.get((each.group, each.currency))
        found[each.group, each.currency] = _added(before, each) if before else replace(each, sort="")
    return list(found.values())


def _added(one: Reading, other: Reading) -> Reading:
    return replace(
        one,
        now=_sum(one.now, other.now),
        before=_sum(one.before, other.before),
        year_before=_sum(one.year_before, other.year_before),
        things=one.things + other.things,
    )


def _sum(one: Number, other: Number) -> Number:
    return other if one is None else one if other is None else one + other


def worth(figure: Figure, number: Number, currency: str = "") -> Worth:
    """An exact number of a figure as people read it: money, hours, days, a share, or a plain number."""
    if number is None:
        return None
    if figure.unit.is_money:
        return Money(rounded(number), currency)
    match figure.unit:
        case FigureUnit.PERCENT:
            return percent(_decimal(number, 1), 1)
        case FigureUnit.ENERGY:
            return Measure(_decimal(number, 0 if abs(number) >= 100 else 1), KWH)  # noqa: PLR2004 (three figures do)
        case FigureUnit.HOURS | FigureUnit.DAYS:
            return Measure(_decimal(number, 1), HOUR if figure.unit is FigureUnit.HOURS else DAY)
    return rounded(number)


def as_read(figure: Figure, number: Fraction) -> Fraction:
    """An exact number of a figure, rounded as people read it; in its own unit."""
    match worth(figure, number):
        case Money(minor=minor):
            return Fraction(minor)
        case Measure(value=value):
            return Fraction(value)
        case int(whole):
            return Fraction(whole)
    return number


def is_better(figure: Figure, change: Number) -> bool | None:
    """Whether a change is for the better; None where it is neither, or where nothing changed."""
    if not change or figure.better is Better.NEITHER:
        return None
    return (change > 0) == (figure.better is Better.HIGHER)


def _decimal(number: Fraction, places: int) -> Decimal:
    return Decimal(rounded(number * 10**places)).scaleb(-places)


def _or_nothing(figure: Figure, number: Number) -> Number:
    """What is added up is nought where nothing was there; what is divided is not known."""
    return NOTHING if number is None and figure.is_sum else number


class Sums:
    """Kept sums by measure and month, from which figures are read."""

    def __init__(self, rows: Iterable[SumRow]) -> None:
        self._rows: dict[str, list[SumRow]] = defaultdict(list)
        for each in rows:
            self._rows[each.measure].append(each)
        self._months: dict[tuple[str, bool, bool], dict[Told, dict[int, list[int]]]] = {}

    def readings(self, figure: Figure, period: Period, *, alone: bool = False) -> Iterator[Reading]:
        """A figure of a period, with its sorts, groups and currencies one by one; `alone` without other periods."""
        others = () if alone else (period.before, period.a_year_before)
        for told in self._told(figure):
            found = [self._value(figure, told, each.first, each.last) for each in (period, *others)]
            if any(each is not None for each in found):
                numbers = [_or_nothing(figure, each) for each in found]
                now, before, year_before = (*numbers, None, None)[:3]
                yield Reading(figure, *told, now, before, year_before, self._things(figure, told, period))

    def series(self, figure: Figure, first: int, last: int) -> Iterator[Series]:
        """A figure month by month."""
        months = tuple(range(first, last + 1))
        for told in self._told(figure):
            values = tuple(self._value(figure, told, each, each) for each in months)
            if any(each is not None for each in values):
                yield Series(figure, *told, months, values)

    def _told(self, figure: Figure) -> list[Told]:
        """What the figure is told apart by; amounts of which no currency is known are none."""
        found = {told for measure in figure.measures for told in self._of(figure, measure)}
        return sorted(each for each in found if each.currency or not figure.unit.is_money)

    def _of(self, figure: Figure, measure: str) -> dict[Told, dict[int, list[int]]]:
        """The amounts and counts of a measure by month, told apart as the figure is."""
        key = measure, figure.sorts is not None, figure.unit.is_money
        if key not in self._months:
            found: dict[Told, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
            for each in self._rows.get(measure, ()):
                told = Told(each.sort if key[1] else "", each.group, each.currency if key[2] else "")
                month = found[told][each.month]
                month[0] += each.amount
                month[1] += each.things
            self._months[key] = found
        return self._months[key]

    def _value(self, figure: Figure, told: Told, first: int, last: int) -> Number:
        if figure.aged:
            return self._age(figure, told, last)
        whole = self._summed(figure, figure.of, told, first, last)
        if figure.per is not None:
            parts = self._summed(figure, figure.per, told, first, last)
            return (whole or NOTHING) * figure.times / parts if parts else None
        return None if whole is None else whole * figure.times

    def _age(self, figure: Figure, told: Told, last: int) -> Number:
        """The days that each has been there at the end of a month: the sum of the days on which they came is kept."""
        came = self._summed(figure, Side(figure.of.measure), told, 0, last) or NOTHING
        there = self._summed(figure, Side(figure.of.measure, counted=True), told, 0, last) or NOTHING
        return first_of(last + 1).toordinal() - 1 - came / there if there > 0 else None

    def _summed(self, figure: Figure, side: Side, told: Told, first: int, last: int) -> Number:
        """The sum of one side, of a level from its beginning; None where nothing was there."""
        begins = 0 if figure.level else first
        months = self._of(figure, side.measure).get(told, {})
        found = [each for month, each in months.items() if begins <= month <= last]
        return Fraction(sum(each[side.counted] for each in found)) if found else None

    def _things(self, figure: Figure, told: Told, period: Period) -> int:
        return int(self._summed(figure, Side(figure.listed, counted=True), told, period.first, period.last) or 0)
