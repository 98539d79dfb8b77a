"""The charging statement: sessions, kWh and cost of a time, by month and by place, as an accountant takes it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.offers import Report
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import Code, Column, Content, Facts, Note, Paper, Section, Table, Totals
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.usecases.showing import Charged, Line, Sum, charged
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.usecases.showing import VehiclePage
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

ENERGY, COST = N_("Energy (kWh)"), C_("charging", "Cost")


@dataclass(frozen=True, slots=True)
class OfTime:
    """A vehicle and the days from which and until which its charging is told, both inclusive; all without them."""

    vin: str
    since: date | None = None
    until: date | None = None


def statement(seat: Seat, asked: OfTime, language: Language) -> bytes:
    """What a car was charged with in a time."""
    found, car = charged(seat, asked.vin, asked.since, asked.until), vehicle_page(seat, asked.vin)
    return Paper(
        title=language(N_("Charging statement")),
        language=language,
        letterhead=letterhead(seat, language),
        size=sheet_size(seat),
        blocks=[
            Facts(_vehicle(car, found, asked, language)),
            Section(language(N_("By month")), _months(found, language)),
            Section(language(N_("By place")), _places(found, language)),
            Section(language(C_("charging", "Sessions")), _sessions(found, language)),
            *_totals(found, language),
            *_notes(found, language),
        ],
    ).pdf()


def _vehicle(car: VehiclePage, found: Charged, asked: OfTime, language: Language) -> list[tuple[str, Content]]:
    days = [each.session.started_at.date() for each in found.lines]
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


def _summed(head: str, rows: list[tuple[Content, Sum]], language: Language) -> Table:
    columns = [
        Column(head, share=40),
        Column(language(C_("charging", "Sessions")), share=15, end=True),
        Column(language(ENERGY), share=20, end=True),
        Column(language(COST), share=25, end=True),
    ]
    return Table(
        columns,
        [
            [name, language.formats.number(total.sessions), kwh(total.energy_wh, language), _paid(total, language)]
            for name, total in rows
        ],
    )


def _months(found: Charged, language: Language) -> Table:
    rows: list[tuple[Content, Sum]] = [
        (language.formats.month(month), total) for month, total in reversed(found.months)
    ]
    return _summed(language(N_("Month")), rows, language)


def _places(found: Charged, language: Language) -> Table:
    unnamed = language(N_("At home or not named"))
    rows: list[tuple[Content, Sum]] = [(own(name) if name else unnamed, total) for name, total in found.places]
    return _summed(language(C_("charging", "Place")), rows, language)


def _sessions(found: Charged, language: Language) -> Table:
    columns = [
        Column(language(C_("charging", "Started")), share=22),
        Column(language(C_("charging", "Place")), share=33),
        Column(language(C_("charging", "Current")), share=9),
        Column(language(ENERGY), share=14, end=True),
        Column(language(COST), share=22, end=True),
    ]
    return Table(
        columns,
        [_row(each, language) for each in reversed(found.lines)],
        empty=language(N_("Nothing was charged in this time.")),
    )


def _row(line: Line, language: Language) -> list[Content]:
    session = line.session
    cost = language.formats.money(session.cost) if session.cost else "–"
    return [
        language.formats.moment(session.started_at),
        own(session.place.name) if session.place.name else "",
        language(session.current.says) if session.current else "",
        kwh(session.energy_wh, language),
        f"{cost} *" if session.computed else cost,
    ]


def _totals(found: Charged, language: Language) -> list[Block]:
    lines: list[tuple[str, Content]] = [(language(ENERGY), kwh(found.total.energy_wh, language))]
    lines += [(language(COST), each) for each in found.total.amounts]
    return [Totals(lines)]


def _notes(found: Charged, language: Language) -> list[Block]:
    notes = []
    if found.total.computed:
        notes.append(language(N_("* Computed from the tariff in force on that day: the source names no price.")))
    if found.total.unpriced:
        notes.append(language(N_("%(n)s sessions have no price and are not in the cost."), n=found.total.unpriced))
    return [Note(each) for each in notes]


def language_of(seat: Seat, asked: OfTime) -> str | None:
    """The language that the owner reads, where the program speaks it."""
    owner = vehicle_page(seat, asked.vin).owner
    return owner.language if owner and owner.language in LANGUAGES else None


STATEMENT = Report(
    "charging-statement",
    N_("Charging statement"),
    N_("Sessions, energy and cost of a vehicle, by month and by place, for the books."),
    OfTime,
    statement,
    language_of=language_of,
)
