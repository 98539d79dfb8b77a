"""Looking into a region: it is opened to be read and nothing else, its figures by period, its dealers side by side.

Reading costs the kept sums of the months that are shown, never the days or the cars behind them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.figures.rules.figure import Figure, FigureUnit, Side
from lifecycle_desk.figures.rules.periods import Period, month_of
from lifecycle_desk.figures.rules.readings import Number, Reading, Series, SumRow, Sums
from lifecycle_desk.figures.rules.stages import CARS
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.region.rules import comparing
from lifecycle_desk.region.rules.address import name_of, schema_address
from lifecycle_desk.region.rules.comparing import Compared
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.rules.lateness import DealerState, state_of
from lifecycle_desk.region.tables import about, looking, unread
from lifecycle_desk.region.tables.opening import open_region
from lifecycle_desk.stages.service.orders.rules.counted import STAYS
from lifecycle_desk.store.pipeline import listen
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.store.uncompiled import only_read
from lifecycle_desk.vehicle.rules.life import Stage

A_YEAR = 12


def look_into(where: str) -> UserSession:
    """A session at a region in which nothing can be written; refuses where there is none."""
    engine = only_read(open_region(schema_address(where)).engine)
    listen(engine)
    store = Store(where, Path(), engine)
    store.protected = True
    return UserSession(store, None, _whoever_reaches_it)


def _whoever_reaches_it(_tx: Transaction, _right: Right) -> None:
    """Let everybody look whom the server lets in: there is nothing else that could be done here."""


def called(user: UserSession) -> str:
    """What the region is called: as its people named it, else as its address does."""
    with user.store.reading() as tx:
        return about.name(tx.connection) or name_of(str(user.store.where))


def waiting(user: UserSession) -> int:
    """How many records wait for a newer version of the program."""
    with user.store.reading() as tx:
        return sum(unread.counts(tx.connection).values())


# Figures --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a region that is looked at: all of it, one market, or one dealer; of figures maybe one sort alone."""

    market: str = ""
    dealer: str = ""
    sort: str = ""


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """The figures of a period, with twelve months of each; `summed_at` is since when all are in the sums."""

    period: Period
    part: Part
    summed_at: datetime | None
    readings: tuple[Reading, ...]
    series: tuple[Series, ...]

    def of(self, figure: Figure) -> tuple[Reading, ...]:
        """The readings of one figure."""
        return tuple(each for each in self.readings if each.figure is figure)


def present_day() -> date:
    """The present day: a region has no clock of its own, so it is that of Greenwich."""
    return clock.now().date()


def this_month(user: UserSession) -> int:
    """The number of the present month."""
    del user
    return month_of(present_day())


def figures_of(
    user: UserSession, period: Period, part: Part = WHOLE, only: Sequence[Figure] | None = None
) -> RegionFigures:
    """The figures of a period, with those of the period before and of the year before, and twelve months of each."""
    figures = all_figures() if only is None else tuple(only)
    first = min(period.a_year_before.first, period.before.first, period.last - A_YEAR + 1)
    with user.store.reading() as tx:
        if not looking.is_summed(tx):
            return RegionFigures(period, part, None, (), ())
        sums = _sums(tx, figures, (first, period.last), None, part)
        at = looking.summed_at(tx)
    readings = tuple(each for figure in figures for each in sums.readings(figure, period))
    begin = period.last - A_YEAR + 1
    series = tuple(each for figure in figures for each in sums.series(figure, begin, period.last))
    return RegionFigures(period, part, at, readings, series)


def divided(user: UserSession, figure: Figure, period: Period, by: By, part: Part = WHOLE) -> tuple[Reading, ...]:
    """A figure of a period divided by something; of dealers the groups are their codes.

    Its sorts are added up, but where the part names one.
    """
    first = min(period.a_year_before.first, period.before.first)
    with user.store.reading() as tx:
        if not looking.is_summed(tx):
            return ()
        return tuple(_sums(tx, [figure], (first, period.last), by, part).readings(_whole(figure), period))


def months_of(
    user: UserSession,
    figure: Figure,
    last: int,
    by: By | None,
    part: Part = WHOLE,
    months: int = A_YEAR,
    some: Sequence[str] = (),
) -> tuple[Series, ...]:
    """A figure month by month until the month with a number, divided by something; of dealers maybe of some alone."""
    first = last - months + 1
    with user.store.reading() as tx:
        if not looking.is_summed(tx):
            return ()
        return tuple(_sums(tx, [figure], (first, last), by, part, some).series(_whole(figure), first, last))


def _sums(
    tx: Transaction,
    figures: Iterable[Figure],
    span: tuple[int, int],
    by: By | None,
    part: Part,
    some: Sequence[str] = (),
) -> Sums:
    flows, levels = _measures(tuple(figures))
    rows = looking.sums(tx, flows, levels, span, by, market=part.market, dealer=part.dealer, some=some)
    return _of_sort(rows, part)


def _measures(figures: Sequence[Figure]) -> tuple[list[str], list[str]]:
    """The measures of some figures: those that are added up, and the levels, which count from their beginning."""
    levels = {measure for each in figures if each.level for measure in each.measures}
    flows = {measure for each in figures if not each.level for measure in each.measures}
    return sorted(flows), sorted(levels)


def _of_sort(rows: Iterable[SumRow], part: Part) -> Sums:
    return Sums(row for row in rows if not part.sort or row.sort == part.sort)


def _whole(figure: Figure) -> Figure:
    """A figure whose sorts are not told apart."""
    return replace(figure, sorts=None)


def markets(user: UserSession) -> list[str]:
    """The markets in which there are dealers."""
    with user.store.reading() as tx:
        return looking.markets(tx)


# Dealers --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DealerShort:
    """A dealer in a list: how it stands, what it has in use, what its workshop did in a year, and its campaigns.

    `waiting` are its records that only a newer version of the program can read.
    """

    dealer: str
    name: str
    market: str
    state: DealerState
    received_at: datetime | None
    last_at: datetime | None
    last_seq: int
    cars: int
    visits: int
    open_campaigns: int
    done_campaigns: int
    waiting: int = 0

    @property
    def visits_per_cars(self) -> Number:
        """The visits of a year for each hundred cars in use."""
        return comparing.per_cars(Fraction(self.visits), self.cars)

    @property
    def is_few(self) -> bool:
        """Whether it has too few cars for its figures to say much."""
        return self.cars < comparing.FEW_CARS

    @property
    def campaigns_done(self) -> Fraction | None:
        """The share of cars in campaigns that are done; None where it has none."""
        whole = self.open_campaigns + self.done_campaigns
        return Fraction(self.done_campaigns, whole) if whole else None


def dealers(user: UserSession) -> tuple[DealerShort, ...]:
    """All dealers by name."""
    now, last = clock.now(), this_month(user)
    with user.store.reading() as tx:
        rows = looking.dealers(tx)
        unreadable = unread.counts(tx.connection)
        is_summed = looking.is_summed(tx)
        cars = _cars_in_use(tx, last, WHOLE) if is_summed else {}
        visits: dict[str, int] = defaultdict(int)
        campaigns: dict[str, dict[str, int]] = defaultdict(dict)
        if is_summed:
            for each in looking.sums_of_dealers(tx, [STAYS], [], (last - A_YEAR + 1, last)):
                visits[each.group] += each.things
            for row in looking.campaigns_of(tx, ()):
                campaigns[row.dealer][row.state] = int(row.cars)
    return tuple(
        DealerShort(
            row.dealer,
            row.name,
            row.market,
            state_of(now, row.received_at, None if row.opened else row.forked_at),
            row.received_at,
            row.last_at,
            row.last_seq,
            cars.get(row.dealer, 0),
            visits[row.dealer],
            campaigns[row.dealer].get("open", 0),
            campaigns[row.dealer].get("done", 0),
            unreadable.get(row.dealer, 0),
        )
        for row in rows
    )


def dealer_names(user: UserSession) -> dict[str, str]:
    """What each dealer calls itself, by its code."""
    with user.store.reading() as tx:
        return {row.dealer: row.name for row in looking.dealers(tx)}


def dealer_named(user: UserSession, dealer: str) -> DealerShort | None:
    """One dealer, by its code."""
    return next((each for each in dealers(user) if each.dealer == dealer), None)


def count_states(user: UserSession) -> dict[DealerState, int]:
    """How many dealers stand how."""
    now = clock.now()
    with user.store.reading() as tx:
        found = [state_of(now, row.received_at, None if row.opened else row.forked_at) for row in looking.dealers(tx)]
    return {state: found.count(state) for state in DealerState}


def _cars_in_use(tx: Transaction, last: int, part: Part) -> dict[str, int]:
    """The cars in use of each dealer at the end of a month."""
    rows = looking.sums_of_dealers(
        tx, [], [CARS], (last, last), sort=Stage.IN_USE.value, market=part.market, dealer=part.dealer
    )
    return {each.group: each.things for each in rows}


def compared(user: UserSession, figure: Figure, period: Period, part: Part = WHOLE) -> tuple[Compared, ...]:
    """A figure of all dealers of a part, each by what it has: for a hundred cars in use, or with its interval."""
    whole = _whole(figure)
    with user.store.reading() as tx:
        if not looking.is_summed(tx):
            return ()
        names = {row.dealer: row for row in looking.dealers(tx)}
        span = period.first, period.last
        rows = looking.sums_of_dealers(tx, *_measures([whole]), span, market=part.market, dealer=part.dealer)
        sums = _of_sort(rows, part)
        cars = _cars_in_use(tx, period.last, part)
    seen = _seen(sums, whole, period) if comparing.is_rate(figure) else {}
    of = sum(each[1] for each in seen.values())
    rate = sum(each[0] for each in seen.values()) / of if of else 0.0
    found = []
    for each in sums.readings(whole, period, alone=True):
        row = names.get(each.group)
        if row is None or each.now is None:
            continue
        hits = seen.get(each.group)
        there = cars.get(each.group, 0)
        found.append(
            Compared(
                each.group,
                row.name,
                row.market,
                each.currency,
                each.now,
                there,
                hits[1] if hits else each.things,
                comparing.per_cars(each.now, there) if comparing.is_related(figure) else None,
                comparing.interval(*hits) if hits else None,
                comparing.verdict(*hits, rate) if hits else None,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.name, each.dealer, each.currency)))


def _seen(sums: Sums, figure: Figure, period: Period) -> dict[str, tuple[int, int]]:
    """Of a rate how many were hit at each dealer, and of how many."""
    if figure.per is None:
        return {}
    hits, of = _counted(sums, figure, figure.of, period), _counted(sums, figure, figure.per, period)
    return {group: (hits.get(group, 0), count) for group, count in of.items() if count > 0}


def _counted(sums: Sums, figure: Figure, side: Side, period: Period) -> dict[str, int]:
    """One side of a rate by its groups."""
    plain = replace(figure, of=side, per=None, times=Fraction(1), unit=FigureUnit.COUNT)
    return {each.group: int(each.now or 0) for each in sums.readings(plain, period, alone=True)}


def last_received(user: UserSession) -> tuple[datetime | None, date]:
    """The moment of the last batch of any dealer, and the present day."""
    with user.store.reading() as tx:
        received = [row.received_at for row in looking.dealers(tx) if row.received_at]
    return max(received, default=None), present_day()
