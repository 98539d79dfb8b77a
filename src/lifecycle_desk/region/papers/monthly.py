"""The monthly report of a region: how dealers give, figures, campaigns, battery health, dealers compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures.papers import number_words, reading_words, sort_words
from lifecycle_desk.figures.rules.figure import Figure, Section
from lifecycle_desk.figures.rules.periods import Period
from lifecycle_desk.figures.rules.readings import Reading, Series
from lifecycle_desk.figures.usecases.reading import figure_named
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Chart, Column, Content, Facts, Letterhead, Muted, NewPage, Note, Paper, Strong, Table
from lifecycle_desk.paper import Section as Headed
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.region.papers import country
from lifecycle_desk.region.papers.health import HIGH, LOW, MIDDLE, YEARS, percent, trend
from lifecycle_desk.region.papers.heat import heat_map
from lifecycle_desk.region.rules.comparing import Compared
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.rules.lateness import DealerState
from lifecycle_desk.region.usecases.looking import (
    DealerShort,
    Part,
    RegionFigures,
    called,
    compared,
    dealers,
    figures_of,
    months_of,
    present_day,
)
from lifecycle_desk.region.usecases.looking_campaigns import CampaignShort, campaigns
from lifecycle_desk.region.usecases.looking_health import HealthAt, health, models

TITLE = N_("Monthly report of the region")
WAIT = NN_(
    "%(n)s record waits for a newer version of Lifecycle Desk in the region.",
    "%(n)s records wait for a newer version of Lifecycle Desk in the region.",
)
NONE = "–"
MAPPED = ("visits", "hours_sold", "new_handed_over")  # figures of which the months of each market are shown
RATE = "comebacks"  # of which dealers are compared
MOST_DEALERS, MOST_CAMPAIGNS, MOST_MODELS = 30, 20, 3
HEIGHT = 150.0  # points of a chart


@dataclass(frozen=True, slots=True)
class _Month:
    """All that the report is drawn from."""

    part: Part
    figures: RegionFigures
    dealers: Sequence[DealerShort]
    maps: Sequence[tuple[Figure, tuple[Series, ...]]]
    campaigns: Sequence[CampaignShort]
    health: tuple[HealthAt, ...]
    rates: Sequence[Compared]


def region_report(user: UserSession, period: Period, market: str, language: Language) -> Paper:
    """The report of a month, a quarter or a year, of all markets or of one."""
    part = Part(market=market)
    rate = figure_named(RATE)
    mapped = [each for name in MAPPED if (each := figure_named(name))]
    month = _Month(
        part,
        figures_of(user, period, part),
        [each for each in dealers(user) if not market or each.market == market],
        [(each, months_of(user, each, period.last, By.MARKET, part)) for each in mapped],
        campaigns(user, part),
        health(user, market),
        compared(user, rate, period, part) if rate else (),
    )
    return Paper(
        title=language(TITLE),
        subtitle=language.in_a_row(language.formats.month(period.begins), country(market, language)),
        language=language,
        letterhead=Letterhead(called(user)),
        date=present_day(),
        blocks=[
            *_glance(month, language),
            *_figures(month, language),
            *_campaigns(month, language),
            *_health(month, language),
            *_rates(month, language),
        ],
    )


def _glance(month: _Month, language: Language) -> Iterator[Block]:
    """How many dealers give what they should, and what they have."""
    states = [each.state for each in month.dealers]
    facts: list[tuple[str, Content]] = [(language(N_("Dealers")), Strong(language.formats.number(len(states))))]
    facts += [(language(each.label), language.formats.number(states.count(each))) for each in DealerState]
    facts.append((language(N_("Vehicles in use")), language.formats.number(sum(each.cars for each in month.dealers))))
    yield Facts(facts, columns=4)
    if month.figures.summed_at is None:
        yield Note(language(N_("Figures have not been added up yet: this report is not complete.")))
    if waiting := sum(each.waiting for each in month.dealers):
        yield Note(language(WAIT, n=waiting))
    behind = [each for each in month.dealers if each.state not in {DealerState.CURRENT, DealerState.NEVER}]
    if behind:
        rows: list[list[Content]] = [
            [own(each.name), country(each.market, language), language(each.state.label), each.received_at or NONE]
            for each in behind[:MOST_DEALERS]
        ]
        columns = [
            Column(language(C_("region", "Dealer")), share=40),
            Column(language(N_("Market")), share=22),
            Column(language(C_("region", "Status")), share=16),
            Column(language(N_("Last batch")), share=22, end=True),
        ]
        yield Headed(language(N_("Dealers whose records are late or in dispute")), Table(columns, rows, dense=True))


def _figures(month: _Month, language: Language) -> Iterator[Block]:
    """The figures section by section, then the months of each market."""
    for section in Section:
        figures = [each for each in all_figures() if each.section is section]
        readings = [each for figure in figures for each in month.figures.of(figure)]
        if readings:
            yield Headed(language(section.label), _table(readings, language))
    for figure, series in month.maps:
        if series:
            shown = heat_map(figure, By.MARKET, series, language)
            yield Headed(language(figure.title), Chart(shown, height=30.0 + 18.0 * len(shown.rows)))


def _table(readings: Sequence[Reading], language: Language) -> Block:
    """Figures with their sorts and currencies, each in a row of its own: no two currencies are added."""
    columns = [
        Column(language(C_("report", "Figure")), share=40),
        Column(language(N_("This period")), share=20, end=True),
        Column(language(N_("Period before")), share=20, end=True),
        Column(language(N_("A year before")), share=20, end=True),
    ]
    rows: list[list[Content]] = []
    last = None
    for each in readings:
        sort = sort_words(each.figure, each.sort, language)
        said = language.in_a_row(language(each.figure.title), sort)
        name: Content = said if each.figure is not last else Muted(sort)
        last = each.figure
        before, year = (
            number_words(each.figure, of, each.currency, language) for of in (each.before, each.year_before)
        )
        rows.append([name, Strong(reading_words(each, language)), before or NONE, year or NONE])
    return Table(columns, rows, dense=True)


def _campaigns(month: _Month, language: Language) -> Iterator[Block]:
    columns = [
        Column(language(C_("campaign", "Campaign")), share=34, code=True),
        Column(language(C_("campaign", "Open")), share=16, end=True),
        Column(language(C_("campaign", "May be affected")), share=18, end=True),
        Column(language(C_("campaign", "Done")), share=16, end=True),
        Column(language(N_("Done, of affected")), share=16, end=True),
    ]
    number = language.formats.number
    rows: list[list[Content]] = [
        [
            each.campaign,
            number(each.open),
            number(each.cars.get("may_be", 0)),
            number(each.done),
            NONE if each.share is None else Strong(_share(float(each.share), language)),
        ]
        for each in month.campaigns[:MOST_CAMPAIGNS]
    ]
    empty = language(N_("No campaigns yet"))
    yield Headed(language(N_("Campaigns")), Table(columns, rows, empty=empty, dense=True))


def _health(month: _Month, language: Language) -> Iterator[Block]:
    """The models of which most batteries were read, each as a chart with its table."""
    for model in models(month.health)[:MOST_MODELS]:
        lines = [each for each in month.health if (each.make, each.model) == (model.make, model.model)]
        columns = [
            Column(language(N_("Age of vehicle")), share=20),
            Column(language(N_("Vehicles read")), share=20, end=True),
            *(Column(language(each), share=20, end=True) for each in (LOW, MIDDLE, HIGH)),
        ]
        rows: list[list[Content]] = [
            [
                language(YEARS, n=each.years),
                language.formats.number(each.band.cars),
                percent(each.band.low, language),
                Strong(percent(each.band.middle, language)),
                percent(each.band.high, language),
            ]
            for each in lines
        ]
        title = language(N_("Battery health: %(model)s"), model=model.name)
        yield Headed(title, Chart(trend(lines, language), height=HEIGHT), Table(columns, rows, dense=True))


def _rates(month: _Month, language: Language) -> Iterator[Block]:
    """Dealers beside one another by a rate, those who are too small for one left out."""
    rate = figure_named(RATE)
    told = [each for each in month.rates if not each.is_few and each.interval]
    if rate is None or not told:
        return
    told.sort(key=lambda each: -float(each.now or 0))
    columns = [
        Column(language(C_("region", "Dealer")), share=36),
        Column(language(N_("Market")), share=20),
        Column(language(N_("This period")), share=12, end=True),
        Column(language(C_("rate", "95% interval")), share=16, end=True),
        Column(language(N_("Against the region")), share=16),
    ]
    rows: list[list[Content]] = [
        [
            own(each.name),
            country(each.market, language),
            Strong(number_words(rate, each.now, each.currency, language)),
            _interval(each, language),
            language(each.verdict.label) if each.verdict else "",
        ]
        for each in told[:MOST_DEALERS]
    ]
    yield NewPage()
    note = Note(
        language(N_("Dealers with too little to compare are left out. A difference within chance says nothing."))
    )
    yield Headed(language(rate.title), note, Table(columns, rows, dense=True))


def _interval(each: Compared, language: Language) -> str:
    if each.interval is None:
        return ""
    low, high = (Decimal(str(round(end * 100, 1))) for end in (each.interval.low, each.interval.high))
    return language.formats.between(low, high, "%", 1)


def _share(share: float, language: Language) -> str:
    return language.formats.percent(Decimal(str(round(share, 3))), 1)
