"""A figure as a room declares it: what it is called, what it counts, from which sums it follows, how it is divided.

A thing of a room (an order, a claim, a car's life) makes **contributions**: a measure, a day, an amount and a count.
They are kept, and their sums by month. A figure is what is read from the sums of one measure, or of two that are
divided; so another figure of what is kept already is one value more, and costs nothing when something is saved.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum


class Section(LabeledEnum):
    """The parts of the page on which figures stand."""

    WORKSHOP = "workshop", N_("Workshop")
    WARRANTY = "warranty", N_("Warranty and campaigns")
    SALES = "sales", N_("Sales and stock")
    SECOND_HAND = "second_hand", C_("stage", "Second-hand")
    BATTERY = "battery", N_("Charging and batteries")
    END = "end", C_("vehicle", "End of life")


class Dimension(LabeledEnum):
    """By what a figure can be divided."""

    BRAND = "brand", N_("By brand")
    MODEL = "model", N_("By model")
    MARKET = "market", N_("By market")
    TECHNICIAN = "technician", N_("By technician")


class FigureUnit(StrEnum):
    """What a figure is told in; money and rates by currency."""

    COUNT = "count"
    MONEY = "money"
    RATE = "rate"  # money per hour
    HOURS = "hours"
    DAYS = "days"
    PERCENT = "percent"
    ENERGY = "energy"

    @property
    def is_money(self) -> bool:
        """Whether it is told by currency."""
        return self in {FigureUnit.MONEY, FigureUnit.RATE}


class Better(StrEnum):
    """Which way is the better one: what a difference is shown as."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


REGISTERED_IN = "market.registered"  # told of each car of another market than the dealer's, whose country is the sort
OF_CARS = (Dimension.BRAND, Dimension.MODEL, Dimension.MARKET)
OF_WORK = (*OF_CARS, Dimension.TECHNICIAN)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a thing adds to a measure on a day; its measure is named "source.measure", as in "order.turnover".

    `amount` is whole: minor units, tenths of an hour, days, watt-hours. `sort` tells contributions of a measure apart:
    who pays, the stage. A level is kept as what comes (+1) and goes (-1) on its day.
    """

    measure: str
    on: date
    amount: int = 0
    count: int = 1
    sort: str = ""
    currency: str = ""
    technician: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The amounts or the counts of a measure."""

    measure: str
    counted: bool = False


def amounts(measure: str) -> Side:
    """The sum of a measure's amounts."""
    return Side(measure)


def counts(measure: str) -> Side:
    """How many things contributed to a measure."""
    return Side(measure, counted=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: `of` is what is told, or what is divided by `per`; `times` makes the unit of what is kept.

    Of a `level` all counts that came until the end of the period; `aged` levels tell the days that each has been there.
    `sorts` are the terms by which the figure is told apart, who pays or the stage, and `sorted_by` is their heading.
    `counts` says in one sentence what it counts. What is added up is nought where there was nothing; an average or a
    share is not known then, and `without` says why.
    """

    name: str
    section: Section
    title: str
    counts: str
    unit: FigureUnit
    of: Side
    per: Side | None = None
    times: Fraction = Fraction(1)
    level: bool = False
    aged: bool = False
    sorts: type[LabeledEnum] | None = None
    sorted_by: str = ""
    dimensions: tuple[Dimension, ...] = OF_CARS
    better: Better = Better.NEITHER
    without: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether it is added up, and neither divided nor an average."""
        return self.per is None and not self.aged

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures from which it follows."""
        return (self.of.measure, *([self.per.measure] if self.per else []))

    @property
    def listed(self) -> str:
        """The measure whose things its list shows."""
        return self.of.measure


TENTHS, PER_CENT = Fraction(1, 10), Fraction(100)
