"""Comparing dealers fairly: by what they have, with an interval where it is a rate, and few is called few.

A dealer with thirty cars has a rate of complaints of nought or of thirteen per cent by chance alone. So whoever is
small is marked, a rate stands with its interval, and a dealer is said to differ from the region only where chance is
a poor explanation even among thousands of dealers that are looked at together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.figures.rules.figure import Figure, FigureUnit
from lifecycle_desk.figures.rules.readings import Number

PER = 100  # cars in use, to which what is counted is related
FEW_CARS, FEW_THINGS = 50, 30  # below these a dealer's figure says little
SHOWN, TOLD = 1.96, 3.29  # how wide an interval is shown, and how wide it must lie apart to be told: 95 and 99.9 %


class Verdict(LabeledEnum):
    """How a dealer's rate stands to the region's."""

    ABOVE = "above", C_("rate", "Above the region")
    BELOW = "below", C_("rate", "Below the region")
    WITHIN = "within", C_("rate", "Within chance")


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a rate lies, by what was seen: both ends from 0 to 1."""

    low: float
    high: float

    def holds(self, rate: float) -> bool:
        """Whether a rate lies in it."""
        return self.low <= rate <= self.high


def interval(hits: int, of: int, wide: float = SHOWN) -> Interval | None:
    """The interval of a rate by Wilson's score, which also holds for few and for none; None where nothing was seen."""
    if of <= 0 or not 0 <= hits <= of:
        return None
    rate, square = hits / of, wide * wide
    middle = (rate + square / (2 * of)) / (1 + square / of)
    half = wide * sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    return Interval(max(0.0, middle - half) if hits else 0.0, min(1.0, middle + half) if hits < of else 1.0)


def verdict(hits: int, of: int, region: float) -> Verdict | None:
    """How a dealer's rate stands to the region's; None where it is no rate of things that can be counted."""
    found = interval(hits, of, TOLD)
    if found is None:
        return None
    return Verdict.WITHIN if found.holds(region) else Verdict.ABOVE if found.low > region else Verdict.BELOW


def is_rate(figure: Figure) -> bool:
    """Whether a figure is a share of counted things, of which an interval can be told."""
    per = figure.per
    return figure.unit is FigureUnit.PERCENT and per is not None and figure.of.counted and per.counted


def is_related(figure: Figure) -> bool:
    """Whether a figure grows with the cars that a dealer looks after, so that it is told per hundred of them."""
    return figure.per is None and not figure.level


@dataclass(frozen=True, slots=True)
class Compared:
    """A dealer's figure among those of others: `cars` in use there, `things` that contributed.

    `per_cars` is the figure for each hundred cars in use, `interval` that of a rate.
    """

    dealer: str
    name: str
    market: str
    currency: str
    now: Number
    cars: int
    things: int
    per_cars: Number = None
    interval: Interval | None = None
    verdict: Verdict | None = None

    @property
    def is_few(self) -> bool:
        """Whether there is too little to compare."""
        return self.cars < FEW_CARS if self.interval is None else self.things < FEW_THINGS


def per_cars(number: Number, cars: int) -> Number:
    """A figure for each hundred cars in use; None where there is no car."""
    return None if number is None or cars <= 0 else Fraction(number) * PER / cars


def median(found: Iterable[Number]) -> Number:
    """The middle of what is known; None where nothing is."""
    known: Sequence[Fraction] = sorted(each for each in found if each is not None)
    if not known:
        return None
    return (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
