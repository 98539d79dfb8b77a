"""The sections of the lifecycle report about the car itself: its odometer, charging, battery and cover."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.cover.papers.sources import unconfirmed
from lifecycle_desk.cover.rules import Answer, Cover
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.drawings import odometer_curve
from lifecycle_desk.overview.papers.phrases import (
    DAY,
    NONE,
    NUMBER,
    SINCE,
    UNTIL,
    energy_of,
    last_day,
    last_km,
    money_of,
    phrase,
)
from lifecycle_desk.overview.rules.buyers import Verdict
from lifecycle_desk.overview.rules.sections import LifeSection
from lifecycle_desk.overview.usecases.lives.readings import ReadingTold
from lifecycle_desk.overview.usecases.lives.whole import WholeLife
from lifecycle_desk.paper import Chart, Code, Column, Content, Facts, Muted, Note, Row, Section, Strong, Table, Tone
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.certificate import confidence_of, interval
from lifecycle_desk.stages.charging.health.papers.chart import health_chart, percent
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage
from lifecycle_desk.stages.charging.sessions.papers.statement import notes
from lifecycle_desk.stages.charging.sessions.usecases.showing import Sum
from lifecycle_desk.vehicle.rules.dash import Odometer

TONES = {Verdict.CONSISTENT: Tone.GOOD, Verdict.EXPLAINED: Tone.GOOD, Verdict.ODD: Tone.WARNING}
CURVE, HEALTH = 150.0, 165.0  # points


def odometer(life: WholeLife, language: Language) -> Iterator[Block]:
    """The curve of the readings, what they say together, and each of them."""
    told = life.odometer
    columns = [
        Column(language(NUMBER), share=9),
        Column(language(DAY), share=17),
        Column(language(C_("odometer", "Reading")), share=17, end=True),
        Column(language(C_("odometer", "Distance run")), share=17, end=True),
        Column(language(C_("odometer", "Source")), share=40),
    ]
    shown = [each for each in told.readings if life.period.holds(each.on)]
    yield Section(
        language(LifeSection.ODOMETER.label),
        Note(language(told.verdict.label), tone=TONES.get(told.verdict, Tone.PLAIN)),
        Chart(odometer_curve(told.readings, told.clusters, language, life.last), height=CURVE),
        Table(columns, [_reading(each, language) for each in shown], dense=True),
        aside=language(NN_("%(n)s reading", "%(n)s readings"), n=len(shown)),
    )


def _reading(told: ReadingTold, language: Language) -> list[Content]:
    source = language(told.source.label) if told.source else NONE
    odd = (Muted(language.sentence(told.odd)),) if told.odd else ()
    return [
        str(told.seq),
        language.formats.cell_day(told.on),
        language.spoken(told.shown),
        NONE if told.km is None else language.formats.kilometres(told.km),
        (source, *odd),
    ]


def charging(life: WholeLife, language: Language) -> Iterator[Block]:
    """Energy and cost by month and year; places and times of sessions are nobody's business here."""
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
        (language(INTERVAL, share=CERTAINTY), NONE if health.percent is None else interval(health, language)),
        (language(N_("Confidence")), confidence_of(health.confidence, language)),
        (language(N_("Usable energy when new")), energy_of(page.usable_wh, language)),
        (language(N_("Sessions used")), language.formats.number(health.sessions_used)),
        (language(N_("Method")), language(health.method.label) if health.method else NONE),
    ]
    told += [
        (language(N_("%(kind)s, %(on)s"), kind=each.kind, on=each.on), percent(each.tenths, language))
        for each in health.officials
    ]
    return told


def _batteries(life: WholeLife, language: Language) -> Table:
    columns = [
        Column(language(NUMBER), share=9),
        Column(language(N_("Battery code")), share=51),
        Column(language(SINCE), share=20),
        Column(language(UNTIL), share=20),
    ]
    rows: list[list[Content]] = [
        [
            str(each.seq) if each.seq else NONE,
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
        Column(language(C_("cover", "Part")), share=24),
        Column(language(C_("cover", "Answer")), share=14),
        Column(language(UNTIL), share=17),
        Column(language(C_("cover", "Up to")), share=15, end=True),
        Column(language(C_("cover", "Reason")), share=30),
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
    least = (Muted(language(N_("at least %(percent)s"), percent=percent(floor, language))),) if floor else ()
    answer = language(each.answer.label)
    return [
        (language(each.part.label), Muted(language(each.rule.kind.label)), *least),
        Strong(answer) if each.answer is Answer.COVERED else answer,
        last_day(each.until, language),
        last_km(each.until_km, odometer, language),
        Muted(phrase(each.why, language)),
    ]
