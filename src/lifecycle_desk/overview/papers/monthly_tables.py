"""The tables and charts of the monthly report: the figures of a part of the house, month by month and divided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched, groupby

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KWH
from lifecycle_desk.figures.rules.figure import Dimension, Figure, FigureUnit
from lifecycle_desk.figures.rules.periods import first_of
from lifecycle_desk.figures.rules.readings import Number, Reading, Series
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.overview.papers.month_columns import columns_of, month_words
from lifecycle_desk.overview.papers.monthly_words import change_words, figure_words, part_name
from lifecycle_desk.overview.rules.moves import is_sum, is_told_by_sort
from lifecycle_desk.paper import Chart, Column, Content, Muted, Row, Section, Table
from lifecycle_desk.paper.flow import Block

FEW = 4  # months with something: fewer are told in a list


@dataclass(frozen=True, slots=True)
class Extent:
    """How much the report shows: first figures, moves, groups of a table, charts of a page and their height."""

    figures: int
    moves: int
    groups: int
    charts: int
    height: float


def figure_table(readings: Sequence[Reading], language: Language) -> Block:
    """The figures of a part, each with its sorts: this month, the one before, and the same of the year before."""
    rows: list[list[Content] | Row] = []
    for figure in dict.fromkeys(each.figure for each in readings):
        rows += _rows(figure, [each for each in readings if each.figure is figure], language)
    columns = [
        Column(language(C_("report", "Figure")), share=36),
        Column(language(N_("This month")), share=16, end=True),
        Column(language(N_("Month before")), share=16, end=True),
        Column(language(C_("report", "Difference")), share=16, end=True),
        Column(language(N_("A year before")), share=16, end=True),
    ]
    return Table(columns, rows, empty=language(N_("Nothing was recorded in this month.")), dense=True)


def _rows(figure: Figure, readings: Sequence[Reading], language: Language) -> list[list[Content] | Row]:
    """A figure in a row; one that is told apart has a row for the whole, where there is one, and for each sort."""
    title = language(figure.title)
    if figure.sorts is None:
        return [_row(title, figure, [each], language) for each in readings]
    rows: list[list[Content] | Row] = []
    for currency in dict.fromkeys(each.currency for each in readings):
        of_currency = [each for each in readings if each.currency == currency]
        whole = [] if is_told_by_sort(figure) else of_currency
        rows.append(_row(title, figure, whole, language) if whole else Row([title], heading=True))
        rows += [
            _row(Muted(part_name(figure, each.sort, "", language)), figure, [each], language) for each in of_currency
        ]
    return rows


def _row(name: Content, figure: Figure, readings: Sequence[Reading], language: Language) -> list[Content]:
    currency = readings[0].currency
    now, before, year = (_sum(getattr(each, name) for each in readings) for name in ("now", "before", "year_before"))
    return [
        name,
        figure_words(figure, now, currency, language),
        figure_words(figure, before, currency, language),
        change_words(figure, before, now, currency, language),
        figure_words(figure, year, currency, language),
    ]


def _sum(numbers: Iterable[Number]) -> Number:
    known = [each for each in numbers if each is not None]
    return sum(known[1:], known[0]) if known else None


def month_chart(figure: Figure, series: Sequence[Series], extent: Extent, language: Language) -> Block | None:
    """A figure month by month over all its sorts, of the currency with most; nothing where there is too little.

    Where few months have something, they stand in a list: a chart of them would be empty ground.
    """
    if not series or is_told_by_sort(figure):
        return None
    currency = max({each.currency for each in series}, key=lambda each: (_months_told(series, each), each))
    shown = [each for each in series if each.currency == currency]
    values = [_sum(each.values[at] for each in shown) for at in range(len(shown[0].months))]
    if sum(each is not None for each in values) < 2 or any(each is not None and each < 0 for each in values):  # noqa: PLR2004 (one column shows nothing)
        return None
    title = language(figure.title)
    told = [(month, value) for month, value in zip(shown[0].months, values, strict=True) if value]
    if not told:
        return None
    if len(told) < FEW:
        return Section(title, _month_list(figure, told, currency, language))
    digits = currency_digits(currency) if figure.unit.is_money else 0
    columns = []
    for at, (month, value) in enumerate(zip(shown[0].months, values, strict=True)):
        words, leads = month_words(first_of(month), language, first=at == 0)
        columns.append(scene.Column(words, [float(value or 0) / 10**digits], leads=leads))
    counted = figure.unit is FigureUnit.COUNT
    chart = Chart(columns_of(columns, [title], language.formats.number, counted=counted), height=extent.height)
    return Section(title, chart, aside=_unit(figure, currency, language))


def _month_list(figure: Figure, told: Sequence[tuple[int, Number]], currency: str, language: Language) -> Block:
    """The months that have something, the last first."""
    columns = [
        Column(language(C_("reports", "Month")), share=60),
        Column(_unit(figure, currency, language) or "", share=40, end=True),
    ]
    rows = [
        [language.formats.month(first_of(month)), figure_words(figure, value, currency, language)]
        for month, value in reversed(told)
    ]
    return Table(columns, rows, dense=True)


def _months_told(series: Iterable[Series], currency: str) -> int:
    return sum(value is not None for each in series if each.currency == currency for value in each.values)


def _unit(figure: Figure, currency: str, language: Language) -> str | None:
    """What the axis is in, where its figures do not say it."""
    match figure.unit:
        case FigureUnit.MONEY | FigureUnit.RATE:
            return language.formats.currency(currency)
        case FigureUnit.ENERGY:
            return language.formats.sign(KWH)
        case FigureUnit.HOURS:
            return language(C_("chart", "hours"))
        case FigureUnit.DAYS:
            return language(C_("chart", "days"))
        case FigureUnit.PERCENT:
            return language(C_("chart", "per cent"))
    return None


def by_group(
    figure: Figure, dimension: Dimension, readings: Sequence[Reading], extent: Extent, language: Language
) -> Block | None:
    """A figure divided: the groups with most, this month and the one before; nothing where it is not divided."""
    currency = next(iter(sorted({each.currency for each in readings})), "")
    found = [each for each in groups_of(readings, currency) if any(each[1:])]
    if len(found) < 2 or not is_sum(figure):  # noqa: PLR2004 (one group is the whole)
        return None
    columns = [
        Column(language(dimension.label), share=44),
        Column(language(N_("This month")), share=28, end=True),
        Column(language(N_("Month before")), share=28, end=True),
    ]
    rows: list[list[Content]] = [
        [
            part_name(figure, "", group, language),
            *(figure_words(figure, each, currency, language) for each in (now, before)),
        ]
        for group, now, before in found[: extent.groups]
    ]
    return Section(language(figure.title), Table(columns, rows, dense=True))


def groups_of(readings: Sequence[Reading], currency: str) -> list[tuple[str, Number, Number]]:
    """The groups of a currency with what they came to now and before, those with most first."""
    found = []
    for group in dict.fromkeys(each.group for each in readings if each.currency == currency):
        of_group = [each for each in readings if each.group == group and each.currency == currency]
        found.append((group, _sum(each.now for each in of_group), _sum(each.before for each in of_group)))
    return sorted(found, key=lambda each: (each[1] or 0, each[2] or 0), reverse=True)


def definitions(figures: Sequence[Figure], language: Language) -> Block:
    """What each figure counts, in its own sentence; two in a row, since few sentences fill a line.

    Those of a section stand by the length of their sentences: a short one beside a long one leaves its room empty.
    """
    in_pairs = [
        each
        for _, of_section in groupby(figures, lambda figure: figure.section)
        for each in sorted(of_section, key=lambda figure: -len(language(figure.counts)))
    ]
    told: list[Content] = [(language(each.title), Muted(language(each.counts))) for each in in_pairs]
    columns = [Column(language(N_("What it counts")), share=1), Column("", share=1)]
    return Table(columns, [[*pair, ""][:2] for pair in batched(told, 2)], dense=True)
