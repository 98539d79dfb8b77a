"""The monthly report of the dealership: six pages for the manager and the importer, drawn from the kept figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import Option
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.figures.rules.figure import Dimension, Figure, Section
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, period_of
from lifecycle_desk.figures.rules.readings import Reading, Series
from lifecycle_desk.figures.usecases.reading import Readings, figures_of, series_of
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.monthly_tables import Extent, by_group, definitions, figure_table, month_chart
from lifecycle_desk.overview.papers.monthly_words import glance, told_moves
from lifecycle_desk.overview.rules.moves import moves
from lifecycle_desk.paper import Beside, NewPage, Note, Paper
from lifecycle_desk.paper import Section as Headed
from lifecycle_desk.paper.flow import Block

MONTHS = 13  # of the charts: the month, and the twelve before it
SIX = 6  # pages
# How much is shown, from as much as fits to less where the letters are taller or the figures more.
EXTENTS = (Extent(14, 6, 6, 4, 96.0), Extent(11, 4, 4, 4, 78.0), Extent(9, 3, 3, 2, 70.0))
PAGES: tuple[tuple[Section, ...], ...] = (
    (Section.WORKSHOP,),
    (Section.WARRANTY,),
    (Section.SALES,),
    (Section.SECOND_HAND, Section.BATTERY, Section.END),
)
MONTH = Option("month", "The month, as 2026-10; the last whole one where none is named.")


@dataclass(frozen=True, slots=True)
class OfMonth:
    """A month as 2026-10; without one, the last that is over."""

    month: Annotated[str, MONTH] = ""


@dataclass(frozen=True, slots=True)
class _Month:
    """All that the report is drawn from."""

    period: Period
    whole: Readings
    models: Readings
    technicians: Readings
    series: tuple[Series, ...]

    def of(self, section: Section) -> list[Figure]:
        """The figures of a section."""
        return [each for each in all_figures() if each.section is section]

    def tells(self, section: Section) -> bool:
        """Whether anything of a section was recorded, in the month or in those that it is held against."""
        return any(each.figure.section is section for each in self.whole.readings)


def monthly_report(user: UserSession, asked: OfMonth, language: Language) -> Paper:
    """The report of a month. Raises PeriodUnknown, and NotAllowed for whoever may not see figures."""
    period = _period(user, asked.month)
    month = _Month(
        period,
        figures_of(user, period),
        figures_of(user, period, Dimension.MODEL),
        figures_of(user, period, Dimension.TECHNICIAN),
        series_of(user, all_figures(), period.last, MONTHS),
    )
    head, size = letterhead(user, language), sheet_size(user)
    papers = [
        Paper(
            title=language(MONTHLY_REPORT.title),
            subtitle=language.formats.month(period.begins),
            language=language,
            letterhead=head,
            date=month.whole.on,
            size=size,
            blocks=[*_first(month, extent, language), *_sections(month, extent, language), *_last(month, language)],
        )
        for extent in EXTENTS
    ]
    fitting = (each for each in papers if each.draw().pages <= SIX)
    return next(fitting, None) or min(papers, key=lambda each: each.draw().pages)  # less, only where that saves a page


def _period(user: UserSession, named: str) -> Period:
    if named.strip():
        return period_of(named)
    with user.store.reading() as tx:
        return Period.of(PeriodKind.MONTH, today(tx)).before


def _first(month: _Month, extent: Extent, language: Language) -> Iterator[Block]:
    """The month at a glance: what is looked at first, what moved most, and which part made the difference."""
    if not month.whole.whole:
        yield Note(language(N_("Figures are still being counted: this report is not complete yet.")))
    elif month.period.ends >= month.whole.on:
        yield Note(language(N_("The month is not over: figures are as of %(on)s."), on=month.whole.on))
    yield Headed(language(N_("The month at a glance")), glance(month.whole.readings, extent.figures, language))
    moved = moves(month.whole.readings, [month.models.readings, month.technicians.readings])
    yield Headed(language(N_("What changed most, and where")), *told_moves(moved[: extent.moves], language))


def _sections(month: _Month, extent: Extent, language: Language) -> Iterator[Block]:
    """A page for each part of the house; a part of which nothing is told needs none of its own."""
    turned = False
    for sections in PAGES:
        tells = any(month.tells(section) for section in sections)
        if tells or turned:
            yield NewPage()
        turned = tells
        for section in sections:
            yield from _section(month, section, extent, language)


def _section(month: _Month, section: Section, extent: Extent, language: Language) -> Iterator[Block]:
    figures = month.of(section)
    readings = [each for each in month.whole.readings if each.figure in figures]
    yield Headed(language(section.label), figure_table(readings, language))
    charts = [chart for each in figures if (chart := month_chart(each, _series(month, each), extent, language))]
    for at in range(0, min(len(charts), extent.charts), 2):
        pair = charts[at : at + 2]
        yield Beside([(1, each) for each in pair]) if len(pair) > 1 else pair[0]
    if readings:
        yield from _divided(month, readings, extent, language)


def _series(month: _Month, figure: Figure) -> list[Series]:
    return [each for each in month.series if each.figure is figure]


def _divided(month: _Month, readings: Sequence[Reading], extent: Extent, language: Language) -> Iterator[Block]:
    """The section's first figure by model, and by technician where it knows one."""
    first = readings[0].figure
    parts = [
        by_group(first, dimension, told.of(first), extent, language)
        for dimension, told in ((Dimension.MODEL, month.models), (Dimension.TECHNICIAN, month.technicians))
    ]
    found = [each for each in parts if each]
    if found:
        yield Beside([(1, each) for each in found]) if len(found) > 1 else found[0]


def _last(month: _Month, language: Language) -> Iterator[Block]:
    """What each figure of the report counts."""
    told = {each.figure.name for each in month.whole.readings}
    if told:
        yield NewPage()
        yield Headed(
            language(N_("What the figures count")),
            definitions([each for each in all_figures() if each.name in told], language),
        )


MONTHLY_REPORT = Report(
    "monthly",
    N_("Monthly report"),
    N_("The dealership’s month on six pages: figures, what changed and where, charts, definitions."),
    OfMonth,
    monthly_report,
    icon="report-analytics",
)
