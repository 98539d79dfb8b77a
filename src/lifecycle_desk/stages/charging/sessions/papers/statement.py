"""The charging statement: kWh and cost of a time by month, year and place, as an accountant takes it.

A second paper lists each session besides: whoever books sums needs two pages, and whoever doubts one needs the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Annotated

from lifecycle_desk.base.isolates import RIGHTWARD, own
from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.quantities import KWH, Measure
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import SINCE, UNTIL, VIN
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import (
    Beside,
    Code,
    Column,
    Content,
    Facts,
    Note,
    Paper,
    Proves,
    Row,
    Section,
    Stacked,
    Table,
    Totals,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.sessions.usecases.showing import Charged, SessionSummary, Sum, charged
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.usecases.showing import VehiclePage
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

ENERGY, COST = N_("Energy (kWh)"), C_("charging", "Cost")
COMPUTED = N_("Sessions with a cost calculated from the tariff of the day, as the source has no price: %(n)s.")
EARLIER = NN_(
    "%(n)s session of previous owners, %(energy)s, is not shown or included in the totals.",
    "%(n)s sessions of previous owners, %(energy)s, are not shown or included in the totals.",
)

NothingCharged = objection("NothingCharged", N_("No charging sessions of %(vin)s in this period."), "vin", vin=str)


@dataclass(frozen=True, slots=True)
class OfTime:
    """A vehicle and the days from which and until which its charging is told, both inclusive; all without them."""

    vin: Annotated[str, VIN]
    since: Annotated[date | None, SINCE] = None
    until: Annotated[date | None, UNTIL] = None


def statement(user: UserSession, asked: OfTime, language: Language) -> Paper:
    """A car's charging in a time, in sums."""
    return _drawn(user, asked, language, language(STATEMENT.title), listed=False)


def sessions(user: UserSession, asked: OfTime, language: Language) -> Paper:
    """The same with each session."""
    return _drawn(user, asked, language, language(SESSIONS.title), listed=True)


def _drawn(user: UserSession, asked: OfTime, language: Language, title: str, *, listed: bool) -> Paper:
    found, car = charged(user, asked.vin, asked.since, asked.until), vehicle_page(user, asked.vin)
    if not found.lines:
        raise NothingCharged(found.vin)
    listing = _listing(found, language) if listed else []
    return Paper(
        title=title,
        language=language,
        letterhead=letterhead(user, language),
        date=today_at(user),
        size=sheet_size(user),
        proves=_proves(found, asked, listed=listed),
        blocks=[
            Facts(_vehicle(car, found, asked, language)),
            Section(language(N_("By month")), _months(found, language)),
            Section(language(N_("By location")), _places(found, language)),
            Beside([(1.0, Stacked([_totals(found, language), *notes(found, language)]))]),  # a sum with its basis
            *listing,
        ],
    )


def _proves(found: Charged, asked: OfTime, *, listed: bool) -> Proves:
    days = {"since": asked.since, "until": asked.until}
    facts: dict[str, str | int] = {name: day.isoformat() for name, day in days.items() if day}
    counted = {"sessions": found.total.sessions, "wh": found.total.energy_wh}
    return Proves(found.vin, facts | counted, "CL" if listed else "CS")


def _vehicle(car: VehiclePage, found: Charged, asked: OfTime, language: Language) -> list[tuple[str, Content]]:
    days = [each.session.day for each in found.lines]
    first, last = asked.since or min(days, default=None), asked.until or max(days, default=None)
    period = language(N_("%(first)s to %(last)s"), first=first, last=last) if first and last else "–"
    described = car.description
    return [
        (language(N_("Vehicle")), named(described["make"], described["model"], described["variant"])),
        (language(N_("Plate")), own(car.figures.plate) if car.figures.plate else "–"),
        (language(N_("VIN")), Code(car.vin)),
        (language(C_("vehicle", "Owner")), car.owner.name if car.owner else "–"),
        (language(N_("Period")), period),
        (language(C_("charging", "Sessions")), language.formats.number(found.total.sessions)),
    ]


def kwh(watt_hours: int, language: Language) -> str:
    """An energy in kWh, to the hundredth."""
    return language.formats.number(Decimal(watt_hours) / 1000, 2)


def _paid(total: Sum, language: Language) -> str:
    return " · ".join(map(language.formats.money, total.amounts)) or "–"


def _summed(head: str, rows: list[Row], language: Language) -> Table:
    columns = [
        Column(head, share=40),
        Column(language(C_("charging", "Sessions")), share=15, end=True),
        Column(language(ENERGY), share=20, end=True),
        Column(language(COST), share=25, end=True),
    ]
    return Table(columns, rows, empty=language(N_("No charging in this period")), dense=True)


def _sum(name: Content, total: Sum, language: Language, *, strong: bool = False) -> Row:
    cells = [name, language.formats.number(total.sessions), kwh(total.energy_wh, language), _paid(total, language)]
    return Row(cells, strong=strong)


def _months(found: Charged, language: Language) -> Table:
    return _summed(language(N_("Month")), list(_by_year(found, language)), language)


def _by_year(found: Charged, language: Language) -> Iterator[Row]:
    """The months of each year with its sum, since books are closed by the year."""
    months = sorted(found.months, key=itemgetter(0))
    for year, of_year in groupby(months, lambda each: each[0].year):
        whole = Sum()
        for month, total in of_year:
            whole.take(total)
            yield _sum(language.formats.month(month), total, language)
        name = language(N_("Total of %(year)s"), year=language.formats.year(year))
        yield _sum(name, whole, language, strong=True)


def _places(found: Charged, language: Language) -> Table:
    unnamed = language(N_("At home or no location"))
    rows = [_sum(own(name) if name else unnamed, total, language) for name, total in found.places]
    return _summed(language(C_("charging", "Location")), rows, language)


def _listing(found: Charged, language: Language) -> list[Block]:
    """Each session; those whose cost a tariff computed are marked."""
    listing = Section(language(C_("charging", "Sessions")), _sessions(found, language))
    marked = language(N_("* Calculated from the tariff in force that day, as the source has no price."))
    return [listing, Note(marked)] if found.total.computed else [listing]


def _sessions(found: Charged, language: Language) -> Table:
    columns = [
        Column(language(C_("charging", "Started")), share=26),
        Column(language(C_("charging", "Location")), share=29),
        Column(language(C_("charging", "Current")), share=9),
        Column(language(ENERGY), share=14, end=True),
        Column(language(COST), share=22, end=True),
    ]
    return Table(
        columns,
        [_row(each, language) for each in reversed(found.lines)],
        dense=True,
    )


def _row(line: SessionSummary, language: Language) -> list[Content]:
    session = line.session
    cost = language.formats.money(session.cost) if session.cost else "–"
    return [
        language.formats.moment(session.started_at),
        own(session.place.name) if session.place.name else "",
        language(session.current.label) if session.current else "",
        kwh(session.energy_wh, language),
        _marked(cost) if session.computed else cost,
    ]


def _marked(cost: str) -> str:
    """A cost with a star at the side of its first digits, so that those of all costs stand below one another."""
    return f"{cost} *" if RIGHTWARD.search(cost) else f"* {cost}"


def _totals(found: Charged, language: Language) -> Block:
    lines: list[tuple[str, Content]] = [(language(ENERGY), kwh(found.total.energy_wh, language))]
    lines += [(language(COST), each) for each in found.total.amounts]
    return Totals(lines)


def notes(found: Charged, language: Language) -> list[Block]:
    """The basis of the sums: costs by tariff, sessions without a price, and those that are left out."""
    told = []
    if found.total.computed:
        told.append(language(COMPUTED, n=found.total.computed))
    if found.total.unpriced:
        told.append(
            language(N_("%(n)s sessions have no price and are not included in the cost."), n=found.total.unpriced)
        )
    if found.earlier.sessions:
        energy = Measure(Decimal(found.earlier.energy_wh) / 1000, KWH, 2)
        told.append(language(EARLIER, n=found.earlier.sessions, energy=energy))
    return [Note(tuple(told))] if told else []


def language_of(user: UserSession, asked: OfTime) -> str | None:
    """The language that the owner reads, where the program speaks it."""
    owner = vehicle_page(user, asked.vin).owner
    return owner.language if owner and owner.language in LANGUAGES else None


STATEMENT = Report(
    "charging-statement",
    N_("Charging statement"),
    N_("Energy and cost of charging a vehicle by month, year and location, for accounts."),
    OfTime,
    statement,
    language_of=language_of,
    stage="charging",
)
SESSIONS = Report(
    "charging-sessions",
    N_("Charging statement with sessions"),
    N_("The charging statement with every session included."),
    OfTime,
    sessions,
    language_of=language_of,
    stage="charging",
)
