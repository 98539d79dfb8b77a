"""The sections of the lifecycle report about the car itself: odometer, charging, battery, cover, cost and owners."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.cover.papers.sources import unconfirmed
from lifecycle_desk.cover.rules import Answer, Cover
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.drawings import odometer_curve
from lifecycle_desk.overview.papers.life_summary import amounts_by_part, totals
from lifecycle_desk.overview.papers.odd_readings import explained, verdict_note
from lifecycle_desk.overview.papers.phrases import (
    AMOUNT,
    NONE,
    PART,
    SINCE,
    UNTIL,
    energy_of,
    last_day,
    last_km,
    money_of,
    phrase,
)
from lifecycle_desk.overview.rules.sections import LifeSection
from lifecycle_desk.overview.usecases.lives.whole import WholeLife
from lifecycle_desk.paper import (
    Beside,
    Chart,
    Code,
    Column,
    Content,
    Facts,
    Muted,
    Note,
    Paragraphs,
    Row,
    Section,
    Stacked,
    Strong,
    Table,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.chart import health_chart, percent, promised
from lifecycle_desk.stages.charging.health.papers.headline import interval
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage
from lifecycle_desk.stages.charging.sessions.papers.statement import notes
from lifecycle_desk.stages.charging.sessions.usecases.showing import Sum
from lifecycle_desk.vehicle.rules.dash import Odometer

CURVE, HEALTH = 150.0, 165.0  # points
BY_TARIFF = N_("of which by tariff: %(amount)s")
PAID_BY_CUSTOMER = N_("Amounts paid by the customer, tax included.")
WHOSE = N_("Amounts paid by the customer, tax included. The total for charging is the sum of the sessions.")


def odometer(life: WholeLife, language: Language) -> Iterator[Block]:
    """What the readings say together, what each odd one may mean, and their curve; the appendix lists all of them."""
    told = life.odometer
    curve = odometer_curve(told.readings, told.clusters, language, life.last)
    count = sum(life.period.holds(each.on) for each in told.readings)
    told_of, odd = verdict_note(told.verdict, told.remarks, language), list(explained(told.readings, language))
    shown: list[Block] = [told_of, *odd, *([Chart(curve, height=CURVE)] if len(told.readings) > 1 else [])]
    yield Section(
        language(LifeSection.ODOMETER.label),
        *(shown if odd else [Beside([(1.0, Stacked(shown))])]),  # what the curve shows is not read away from it
        aside=language(NN_("%(n)s reading", "%(n)s readings"), n=count),
    )


def charging(life: WholeLife, language: Language) -> Iterator[Block]:
    """Energy and cost by month and year; places and times of sessions are nobody's business here.

    Of a car that cannot be charged, and never was, nothing is told: a table without a line would ask why.
    """
    if life.battery is None and not life.charged.months:
        return
    columns = [
        Column(language(N_("Month")), share=28),
        Column(language(C_("charging", "Sessions")), share=14, end=True),
        Column(language(N_("Energy (kWh)")), share=18, end=True),
        Column(language(C_("charging", "Cost")), share=20, end=True),
        Column(language(C_("charging", "Of which by tariff")), share=20, end=True),
    ]
    rows: list[Row] = []
    months = sorted(life.charged.months, key=itemgetter(0))
    for year, of_year in groupby(months, lambda each: each[0].year):
        whole = Sum()
        for month, total in of_year:
            whole.take(total)
            rows.append(_sum(language.formats.month(month), total, language))
        name = language(N_("Total of %(year)s"), year=language.formats.year(year))
        rows.append(_sum(name, whole, language, strong=True))
    table = Table(columns, rows, empty=language(N_("No charging in this period")), dense=True)
    yield Section(language(LifeSection.CHARGING.label), table, *notes(life.charged, language))


def _sum(name: Content, total: Sum, language: Language, *, strong: bool = False) -> Row:
    kilowatt_hours = language.formats.number(Decimal(total.energy_wh) / 1000, 1)
    money = [money_of(amounts, language) for amounts in (total.amounts, total.by_tariff)]
    return Row([name, language.formats.number(total.sessions), kilowatt_hours, *money], strong=strong)


def battery(life: WholeLife, language: Language) -> Iterator[Block]:
    """The battery's health with its chart, and the batteries that the car has had."""
    blocks: list[Block] = []
    if life.battery:
        blocks.append(Facts(_health(life.battery, language)))
        if life.battery.health.points or life.battery.health.officials:
            blocks.append(Chart(health_chart(life.battery, language), height=HEALTH))
        if missing := life.battery.health.missing:
            blocks.append(Note(tuple(phrase(each, language) for each in missing)))
    if life.batteries:
        blocks.append(_batteries(life, language))
    if not blocks:
        blocks.append(Note(language(N_("The vehicle has no traction battery."))))
    yield Section(language(LifeSection.BATTERY.label), *blocks)


def _health(page: BatteryPage, language: Language) -> list[tuple[str, Content]]:
    health = page.health
    figure: Content = NONE if health.percent is None else Strong(percent(health.percent, language))
    told: list[tuple[str, Content]] = [
        (language(N_("State of health, estimated")), figure),
        (language(INTERVAL, share=CERTAINTY), None if health.percent is None else interval(health, language)),
        (language(N_("Confidence")), language(health.confidence.label) if health.confidence else None),
        (language(N_("Usable energy when new")), energy_of(page.usable_wh, language)),
        (language(N_("Sessions used")), language.formats.number(health.sessions_used)),
        (language(N_("Method")), language(health.method.label) if health.method else None),
    ]
    told += [
        (language(N_("%(kind)s, %(on)s"), kind=each.kind, on=each.on), percent(each.tenths, language))
        for each in health.officials
    ]
    return told


def _batteries(life: WholeLife, language: Language) -> Table:
    columns = [
        Column(language(N_("Battery code")), share=40),
        Column(language(SINCE), share=30),
        Column(language(UNTIL), share=30),
    ]
    rows: list[list[Content]] = [
        [
            Code(each.code) if each.code else NONE,
            language.spoken(each.since) if each.since else language(C_("battery", "with the vehicle")),
            language.spoken(each.until) if each.until else language(C_("period", "today")),
        ]
        for each in life.batteries
    ]
    return Table(columns, rows)


def cover(life: WholeLife, language: Language) -> Iterator[Block]:
    """The best cover of each part as it is today, whose promise it is, and why."""
    columns = [
        Column(language(C_("cover", "Part")), share=22),
        Column(language(C_("cover", "Answer")), share=16),
        Column(language(UNTIL)),
        Column(language(C_("cover", "Distance limit")), share=21, end=True),
        Column(language(C_("cover", "Reason")), share=26),
    ]
    rows = [_cover(each, life.page.odometer, language) for each in life.cover.covers]
    empty = language(N_("No warranty terms are known for this vehicle."))
    as_of = language(N_("As of %(on)s"), on=life.as_of)
    weak = [each.part for each in life.cover.covers if each.is_weak]
    yield Section(
        language(LifeSection.COVER.label),
        Table(columns, rows, empty=empty),
        *unconfirmed(weak, language),
        aside=as_of,
    )


def _cover(each: Cover, odometer: Odometer | None, language: Language) -> list[Content]:
    floor = each.floor_tenths
    least = (Muted(language(N_("at least %(percent)s"), percent=promised(floor, language))),) if floor else ()
    answer = language(each.answer.label)
    return [
        (language(each.part.label), Muted(language(each.rule.kind.label)), *least),
        Strong(answer) if each.answer is Answer.COVERED else answer,
        language.formats.cell_day(each.until) if isinstance(each.until, date) else last_day(each.until, language),
        last_km(each.until_km, odometer, language),
        Muted(phrase(each.why, language)),
    ]


def amounts(life: WholeLife, language: Language) -> Iterator[Block]:
    """What the customer paid, by part of life and in all; the appendix lists the payments."""
    columns = [Column(language(PART), share=60), Column(language(AMOUNT), share=40, end=True)]
    parts = amounts_by_part(life)
    rows: list[Row] = [Row([language(part), _amount(part, paid, life, language)]) for part, paid in parts.items()]
    if len(parts) > 1:
        rows.append(Row([language(C_("report", "Total")), money_of(totals(parts), language)], strong=True))
    blocks: list[Block] = [Table(columns, rows, empty=language(N_("No amounts in this period")))]
    if rows:
        charged = LifeSection.CHARGING.label in parts
        blocks.append(Paragraphs(Muted(language(WHOSE if charged else PAID_BY_CUSTOMER))))
    yield Beside([(1.0, Section(language(LifeSection.COSTS.label), *blocks))])  # sums are read together


def _amount(part: str, paid: Sequence[Money], life: WholeLife, language: Language) -> Content:
    """What a part of life cost; of charging, also the share that a tariff priced since the source names no price."""
    by_tariff = life.charged.total.by_tariff
    if part != LifeSection.CHARGING.label or not by_tariff:
        return money_of(paid, language)
    return (money_of(paid, language), Muted(language(BY_TARIFF, amount=money_of(by_tariff, language))))


def stages(life: WholeLife, language: Language) -> Iterator[Block]:
    """Where the car stood, from when to when."""
    columns = [
        Column(language(C_("vehicle", "Stage")), share=49),
        Column(language(SINCE), share=18),
        Column(language(UNTIL), share=18),
        Column(language(C_("report", "Days")), share=15, end=True),
    ]
    rows = [
        [
            language(each.stage.label),
            language.formats.cell_day(each.since),
            language.formats.cell_day(each.until) if each.until else language(C_("period", "today")),
            language.formats.number(((each.until or life.as_of) - each.since).days),
        ]
        for each in life.stages
    ]
    yield Section(language(LifeSection.STAGES.label), Table(columns, rows, empty=language(N_("No stage recorded"))))


def owners(life: WholeLife, language: Language) -> Iterator[Block]:
    """The owners with their times; their names only with people."""
    columns = [
        Column(language(C_("vehicle", "Owner")), share=50),
        Column(language(SINCE), share=25),
        Column(language(UNTIL), share=25),
    ]
    rows: list[list[Content]] = [
        [
            own(each.name) if each.name else language(N_("Owner %(number)s"), number=at),
            language.spoken(each.since),
            language.spoken(each.until) if each.until else language(C_("period", "today")),
        ]
        for at, each in enumerate(life.page.owners, 1)
    ]
    empty = language(N_("No owner recorded"))
    yield Section(language(LifeSection.OWNERS.label), Table(columns, rows, empty=empty))
