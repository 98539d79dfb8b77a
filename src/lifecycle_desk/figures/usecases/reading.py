"""Reading figures: of a period with the ones before, by a dimension, month by month, and the list behind one.

This is what pages, papers and the command line stand on:

- `figures_of(user, period, by)` gives a `Readings`: all figures of a period as a flat tuple of `Reading`, each with
  `figure` (its title, sentence, unit, section), `sort` and `group`, `currency`, `now`, `before`, `year_before` as exact
  fractions in the figure's unit (money in minor units), and `worth` as people read it;
- `series_of(user, figures, last, months, by)` gives each of them month by month;
- `things_of(user, figure, period)` lists the things behind a figure;
- `sort_label(figure, code)` and `group_label` word what they are told apart by.

Reading asks the sums alone: it costs the months and what they are divided by, never the events.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Row

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.figures import tables
from lifecycle_desk.figures.rules.figure import Dimension, Figure, FigureUnit
from lifecycle_desk.figures.rules.periods import Period, month_of
from lifecycle_desk.figures.rules.readings import Number, Reading, Series, SumRow, Sums
from lifecycle_desk.figures.rules.rights import FIGURES_READ
from lifecycle_desk.figures.usecases.keeping import uncounted
from lifecycle_desk.figures.usecases.sources import all_figures, supplies
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named


@dataclass(frozen=True, slots=True)
class Readings:
    """The figures of a period, as they are on a day; not `whole` while the store is still being counted."""

    period: Period
    by: Dimension | None
    on: date
    whole: bool
    readings: tuple[Reading, ...]

    def of(self, figure: Figure) -> tuple[Reading, ...]:
        """The readings of one figure."""
        return tuple(each for each in self.readings if each.figure is figure)


@dataclass(frozen=True, slots=True)
class ThingBehind:
    """A thing that contributes to a figure: its source and key ("order", "RO-2026-0001"), its car, and what it adds."""

    source: str
    key: str
    vin: str
    name: str
    plate: str | None
    on: date
    sort: str
    technician: str
    amount: int
    count: int
    currency: str


def figures_of(
    user: UserSession, period: Period, by: Dimension | None = None, only: Sequence[Figure] | None = None
) -> Readings:
    """The figures of a period, with those of the period before and of the year before; `by` divides them."""
    user.require(FIGURES_READ)
    wanted = [each for each in (all_figures() if only is None else only) if by is None or by in each.dimensions]
    with user.store.reading() as tx:
        first = min(period.before.first, period.a_year_before.first)
        sums = Sums(_rows(tx, wanted, first, period.last, by))
        found = tuple(each for figure in wanted for each in sums.readings(figure, period))
        return Readings(period, by, today(tx), not uncounted(tx), found)


def series_of(
    user: UserSession, only: Sequence[Figure], last: int, months: int = 24, by: Dimension | None = None
) -> tuple[Series, ...]:
    """Some figures month by month until the month with a number."""
    user.require(FIGURES_READ)
    first = last - months + 1
    with user.store.reading() as tx:
        sums = Sums(_rows(tx, only, first, last, by))
    return tuple(each for figure in only for each in sums.series(figure, first, last))


def things_of(user: UserSession, figure: Figure, period: Period) -> tuple[ThingBehind, ...]:
    """The things behind a figure, the latest first; of a level those that were there at the end."""
    user.require(FIGURES_READ)
    with user.store.reading() as tx:
        if figure.level:
            return tuple(_standing(row) for row in tables.standing(tx, figure.listed, period.ends))
        return tuple(_thing(row) for row in tables.listed(tx, figure.listed, period.begins, period.ends))


def counts_as(figure: Figure) -> Figure:
    """The figure by whose unit it is told what a thing adds to one: of what is divided, the whole."""
    if figure.of.counted or figure.level:
        return replace(figure, unit=FigureUnit.COUNT)
    whole = next((each for each in all_figures() if each.of == figure.of and each.per is None), None)
    if whole is None:
        return replace(figure, unit=FigureUnit.MONEY, times=Fraction(1)) if figure.unit.is_money else figure
    return whole


def added_by(figure: Figure, thing: ThingBehind) -> tuple[Figure, Number]:
    """What a thing adds to a figure, and the figure by whose unit that is told."""
    told = counts_as(figure)
    if figure.of.counted or figure.level:
        return told, Fraction(thing.count)
    return told, thing.amount * told.times


def figure_named(name: str) -> Figure | None:
    """A figure by its name."""
    return next((each for each in all_figures() if each.name == name), None)


def own_currency(user: UserSession) -> str:
    """The currency of the dealer's market."""
    with user.store.reading() as tx:
        return market_in_force(tx).currency


def this_month(user: UserSession) -> int:
    """The number of the present month by the dealer's clocks."""
    with user.store.reading() as tx:
        return month_of(today(tx))


def _standing(row: Row[Any]) -> ThingBehind:
    source, _, key = row.thing.partition(" ")
    name = named(row.brand or "", row.model or "", row.variant or "")
    return ThingBehind(source, key, row.vin, name, row.plate, row.on, row.sort, "", 0, 1, "")


def _thing(row: Row[Any]) -> ThingBehind:
    source, _, key = row.thing.partition(" ")
    name = named(row.brand or "", row.model or "", row.variant or "")
    return ThingBehind(
        source, key, row.vin, name, row.plate, row.on, row.sort, row.technician, row.amount, row.things, row.currency
    )


def _rows(tx: Transaction, only: Sequence[Figure], first: int, last: int, by: Dimension | None) -> list[SumRow]:
    """The sums that some figures need."""
    levels = sorted({measure for each in only if each.level for measure in each.measures})
    flows = sorted({measure for each in only if not each.level for measure in each.measures})
    rows = tables.sums(tx, flows, levels, first, last, by)
    wanted = {*flows}
    for each in supplies():
        if each.measure in wanted:
            rows += _supplied(tuple(each.supplies(tx, first, last)), by)
    if by is Dimension.MARKET:
        rows = list(_by_market(rows, market_in_force(tx).code, tables.elsewhere(tx, flows, levels, first, last)))
    return rows


def _by_market(rows: Sequence[SumRow], own: str, elsewhere: Sequence[SumRow]) -> Iterator[SumRow]:
    """A dealer works in one market: all is of it but what was counted of cars that are registered elsewhere."""
    found: dict[tuple[str, int, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    moved = [(row._replace(group=own), -1) for row in elsewhere] + [(row, 1) for row in elsewhere]
    for row, sign in [(row._replace(group=own), 1) for row in rows] + moved:
        of = found[row[:5]]
        of[0] += sign * row.amount
        of[1] += sign * row.things
    return (SumRow(*key, amount, things) for key, (amount, things) in found.items() if amount or things)


def _supplied(rows: Sequence[SumRow], by: Dimension | None) -> list[SumRow]:
    return [row if by is Dimension.TECHNICIAN else row._replace(group="") for row in rows]
