"""The lifecycle report of a fleet: where its vehicles stand, what is due, what they cost, and a line for each."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import fmean
from typing import Annotated

from lifecycle_desk.base import scene
from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import Asks, Option
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.overview.papers.month_columns import columns_of, month_words
from lifecycle_desk.overview.papers.phrases import NONE
from lifecycle_desk.overview.usecases.lives.fleet import Cost, Fleet, FleetVehicle, fleet
from lifecycle_desk.paper import Beside, Chart, Code, Column, Content, Facts, Muted, Note, Paper, Section, Strong, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.rules.life import Stage

CHART = 120.0  # points
BANDS = (70, 75, 80, 85, 90, 95)  # per cent of health: where one band ends and the next begins
MOST_MODELS = 10

PEOPLE = Option(
    "people", "Name the owner and the plates.", is_flag=True, label=N_("Include names and plates"), asks=Asks.YES
)
FLEET = Option("fleet", "all, owner=12, or VINs parted by +.")
VEHICLES = NN_("%(n)s vehicle", "%(n)s vehicles")
NOT_ESTIMATED = NN_(
    "The health of %(n)s battery has not been estimated yet.",
    "The health of %(n)s batteries has not been estimated yet.",
)


@dataclass(frozen=True, slots=True)
class OfFleet:
    """A fleet: "all" of the dealership, "owner=12" by a customer's number, or VINs parted by "+"."""

    fleet: Annotated[str, FLEET]
    people: Annotated[bool, PEOPLE] = False


def fleet_report(user: UserSession, asked: OfFleet, language: Language) -> Paper:
    """A fleet on one page, and a line for each of its vehicles."""
    told = fleet(user, asked.fleet, with_people=asked.people)
    count = language(VEHICLES, n=len(told.vehicles))
    return Paper(
        title=language(FLEET_REPORT.title),
        subtitle=language.in_a_row(own(told.owner), count) if told.owner else count,
        language=language,
        letterhead=letterhead(user, language),
        date=told.on,
        size=sheet_size(user),
        blocks=[
            Facts(_facts(told, language), columns=4),
            Beside([(1, _stages(told, language)), (1, _models(told, language))]),
            _health(told, language),
            *_costs(told, language),
            _table(told, language),
        ],
    )


def _facts(told: Fleet, language: Language) -> list[tuple[str, Content]]:
    number = language.formats.number
    ages = [age for each in told.vehicles if (age := each.age(told.on)) is not None]
    run = [each.distance_km for each in told.vehicles if each.distance_km is not None]
    mean_age = number(Decimal(str(fmean(ages))), 1) if ages else NONE
    return [
        (language(C_("report", "Vehicles")), Strong(number(len(told.vehicles)))),
        (language(N_("Average age in years")), mean_age),
        (language(N_("Average distance run")), language.formats.kilometres(round(fmean(run))) if run else NONE),
        (language(N_("Total distance run")), language.formats.kilometres(sum(run)) if run else NONE),
        (language(N_("Maintenance overdue")), Strong(number(told.overdue)) if told.overdue else number(0)),
        (language(N_("Due within 30 days")), number(told.due_soon)),
        (
            language(N_("With open campaigns")),
            Strong(number(told.with_campaigns)) if told.with_campaigns else number(0),
        ),
        (language(N_("Battery health known")), number(sum(each.health is not None for each in told.vehicles))),
    ]


def _stages(told: Fleet, language: Language) -> Block:
    counted = Counter(each.stage for each in told.vehicles)
    rows: list[list[Content]] = [
        [language(stage.label), language.formats.number(counted[stage])] for stage in Stage if counted[stage]
    ]
    columns = [
        Column(language(C_("vehicle", "Stage")), share=70),
        Column(language(C_("report", "Vehicles")), share=30, end=True),
    ]
    return Section(language(N_("By stage")), Table(columns, rows, dense=True))


def _models(told: Fleet, language: Language) -> Block:
    """The models with most vehicles; the rest as one line."""
    counted = Counter(each.model for each in told.vehicles).most_common()
    rows: list[list[Content]] = [[own(name), language.formats.number(count)] for name, count in counted[:MOST_MODELS]]
    if rest := sum(count for _, count in counted[MOST_MODELS:]):
        rows.append([Muted(language(C_("report", "Others"))), language.formats.number(rest)])
    columns = [
        Column(language(C_("vehicle", "Model")), share=70),
        Column(language(C_("report", "Vehicles")), share=30, end=True),
    ]
    return Section(language(N_("By model")), Table(columns, rows, dense=True))


def _health(told: Fleet, language: Language) -> Block:
    """How many batteries lie in each band of health."""
    known = [each.health for each in told.vehicles if each.health is not None]
    title = language(N_("Battery health"))
    left = Note(language(NOT_ESTIMATED, n=told.not_estimated)) if told.not_estimated else None
    if not known:
        return Section(title, left or Note(language(N_("No battery health is known yet."))))
    edges = [None, *map(Decimal, BANDS), None]
    columns = [
        scene.Column(_band(low, high, language), [float(sum(_within(each, low, high) for each in known))])
        for low, high in pairwise(edges)
    ]
    shown = columns_of(columns, [language(C_("report", "Vehicles"))], language.formats.number, counted=True)
    lowest = language(N_("Lowest: %(percent)s"), percent=_percent(min(known), language))
    return Section(title, Chart(shown, height=CHART), *([left] if left else []), aside=lowest)


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or value >= low) and (high is None or value < high)


def _band(low: Decimal | None, high: Decimal | None, language: Language) -> str:
    if low is None:
        return language(N_("below %(percent)s"), percent=_percent(Decimal(BANDS[0]), language))
    if high is None:
        return language(N_("from %(percent)s"), percent=_percent(low, language))
    return language.formats.between(low, high, None)


def _percent(value: Decimal, language: Language) -> str:
    return language.formats.percent(value / 100)


def _costs(told: Fleet, language: Language) -> Iterator[Block]:
    """What the visits of the last twelve months came to: a chart for each currency, and the sums."""
    names = [
        language(C_("report", "Customers and insurers")),
        language(C_("report", "Maker: warranty, campaigns, goodwill")),
        language(C_("report", "Internal")),
    ]
    for currency in dict.fromkeys(each.currency for each in told.costs):
        costs = [each for each in told.costs if each.currency == currency]
        columns = [_cost(each, language, first=at == 0) for at, each in enumerate(costs)]
        tick: Callable[[Decimal], str] = language.formats.number
        total = _money(sum((each.total for each in costs), Decimal(0)), currency, language)
        sign = language.formats.currency(currency)
        yield Section(
            language(N_("Workshop work in 12 months, %(currency)s"), currency=sign),
            Chart(columns_of(columns, names, tick), height=CHART),
            aside=language(N_("Total %(amount)s, as priced on repair orders"), amount=total),
        )
    if not told.costs:
        yield Section(
            language(N_("Workshop work in 12 months")),
            Note(language(N_("No repair order was handed over in 12 months."))),
        )


def _cost(each: Cost, language: Language, *, first: bool) -> scene.Column:
    words, leads = month_words(each.month, language, first=first)
    return scene.Column(words, [float(each.customer), float(each.maker), float(each.internal)], leads=leads)


def _money(amount: Decimal, currency: str, language: Language) -> str:
    money = Money(int(amount.scaleb(currency_digits(currency))), currency)
    return language.for_amounts([money]).formats.money(money)


def _table(told: Fleet, language: Language) -> Block:
    """A line for each vehicle, those first that want something done."""
    columns = [
        Column(language(C_("report", "Vehicle")), share=60),
        Column(language(C_("vehicle", "Stage")), share=40),
        Column(language(N_("Distance run")), end=True),
        Column(language(C_("report", "Age")), end=True),
        Column(language(C_("report", "Health")), end=True),
        Column(language(N_("Next maintenance")), end=True),
        Column(language(C_("report", "Campaigns")), end=True),
    ]
    ordered = sorted(told.vehicles, key=_pressing)
    return Section(
        language(C_("report", "Vehicles")),
        Table(columns, [_line(each, told, language) for each in ordered], dense=True),
        aside=language(VEHICLES, n=len(ordered)),
    )


def _pressing(each: FleetVehicle) -> tuple[bool, bool, bool, int, str]:
    """What wants doing first: overdue, campaigns, then by the day on which maintenance is due."""
    day = each.due_on.toordinal() if each.due_on else 0
    return not each.is_overdue, not each.campaigns, each.due_on is None, day, each.vin


def _line(each: FleetVehicle, told: Fleet, language: Language) -> list[Content]:
    number, age = language.formats.number, each.age(told.on)
    due: Content = language.formats.cell_day(each.due_on) if each.due_on else NONE
    if each.is_overdue and each.due_km:
        due = language.formats.kilometres(each.due_km)  # the distance was reached before the day
    if each.is_overdue:
        due = (Strong(due), Muted(language(C_("report", "overdue"))))
    names: Content = (own(each.name), Code(each.vin), *((Muted(own(each.plate)),) if each.plate else ()))
    return [
        names,
        language(each.stage.label) if each.stage else NONE,
        NONE if each.distance_km is None else language.formats.kilometres(each.distance_km),
        NONE if age is None else number(age, 1),
        NONE if each.health is None else language.formats.percent(each.health / 100, 1),  # as certificates do
        due,
        Strong(number(each.campaigns)) if each.campaigns else NONE,
    ]


FLEET_REPORT = Report(
    "fleet-report",
    N_("Fleet report"),
    N_("Several vehicles on one page and in a line each: stages, models, health, maintenance, campaigns, cost."),
    OfFleet,
    fleet_report,
    icon="car",
)
