"""The lifecycle report: one car from the ship to now or to its end, for the manager, the owner or the authority."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import SINCE, UNTIL, VIN, Asks, Option
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers import life_car, life_events
from lifecycle_desk.overview.papers.drawings import height_of, timeline
from lifecycle_desk.overview.papers.phrases import NONE
from lifecycle_desk.overview.rules.sections import LIFE_SECTIONS, LifeSection, Period, chosen
from lifecycle_desk.overview.usecases.lives.whole import WholeLife, whole_life
from lifecycle_desk.paper import Chart, Code, Content, Facts, Muted, Note, Paper, Paragraphs, Proves, Section
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.papers.dash import odometer_words

WITHOUT_PEOPLE = N_(
    "Names, phone numbers, e-mail addresses and plates have been masked where recognised. Notes may "
    "still contain personal details such as nicknames or other spellings."
)
TRACED = N_("Each entry carries its record number. Records are tamper-evident.")
MARKS = N_("A dot is a visit, a reading or a document; a ring is an inconsistent reading; a diamond is an "
"official reading of battery health.")  # fmt: skip


PEOPLE = Option("people", "Name people and plates.", is_flag=True, label=N_("Include names and plates"), asks=Asks.YES)


@dataclass(frozen=True, slots=True)
class OfLife:
    """A vehicle, the sections of its report as a comma list (all without one), the days, and whether people are named.

    `since` and `until` are both inclusive. Figures of a whole life, such as stages and cover, are told whole.
    """

    vin: Annotated[str, VIN]
    sections: Annotated[str, LIFE_SECTIONS] = ""
    since: Annotated[date | None, SINCE] = None
    until: Annotated[date | None, UNTIL] = None
    people: Annotated[bool, PEOPLE] = False


def life_report(user: UserSession, asked: OfLife, language: Language) -> Paper:
    """One car's life, in the sections and the period that are asked for.

    Raises UnknownVehicle, UnknownSection, PeriodReversed, and NotAllowed where people may not be seen.
    """
    wanted = chosen(asked.sections, LifeSection)
    life = whole_life(user, asked.vin, Period(asked.since, asked.until), with_people=asked.people)
    return Paper(
        title=language(LIFE_REPORT.title),
        subtitle=life.name,
        language=language,
        letterhead=letterhead(user, language),
        date=life.as_of,
        size=sheet_size(user),
        blocks=[
            Facts(_car(life, language)),
            *_preface(life, language),
            *(block for section in wanted for block in SECTIONS[section](life, language)),
        ],
        proves=_proves(life),
    )


def _proves(life: WholeLife) -> Proves:
    """How much of the life the report tells, and where the odometer stood."""
    km, period = life.page.figures.odometer_km, life.period
    days = {"since": period.since, "until": period.until}
    facts: dict[str, str | int] = {name: day.isoformat() for name, day in days.items() if day}
    return Proves(life.page.vin, facts | {"events": len(life.events)} | ({} if km is None else {"km": km}), "LR")


def _car(life: WholeLife, language: Language) -> list[tuple[str, Content]]:
    page, figures, described = life.page, life.page.figures, life.page.description
    plate = own(figures.plate) if life.people and figures.plate else None
    reading: Content = odometer_words(page.odometer, language)
    if page.odometer and figures.odometer_on:
        reading = (reading, Muted(figures.odometer_on))
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Plate")), plate),
        (language(C_("vehicle", "Stage")), language(figures.stage.label) if figures.stage else NONE),
        (language(N_("First registered")), figures.first_registered_on or NONE),
        (language(C_("vehicle", "Model year")), str(described["model_year"] or NONE)),
        (language(C_("vehicle", "Colour")), described["colour"] or NONE),
        (language(N_("Odometer")), reading),
        (language(N_("Battery code")), Code(figures.battery) if figures.battery else None),
        (language(N_("Period")), language(N_("%(first)s to %(last)s"), first=life.first, last=life.last)),
        (language(C_("vehicle", "Owners")), language.formats.number(len(page.owners))),
        (language(C_("report", "Events")), language.formats.number(len(life.events))),
    ]


def _preface(life: WholeLife, language: Language) -> Iterator[Block]:
    words = [language(TRACED)] if life.people else [language(TRACED), language(WITHOUT_PEOPLE)]
    yield Note(tuple(words))


def _timeline(life: WholeLife, language: Language) -> Iterator[Block]:
    shown = timeline(life, language)
    visits = language(NN_("%(n)s workshop visit", "%(n)s workshop visits"), n=len(life.visits))
    yield Section(
        language(LifeSection.TIMELINE.label),
        Chart(shown, height=height_of(shown)),
        Paragraphs(Muted(language(MARKS))),
        aside=visits,
    )


SECTIONS: dict[LifeSection, Callable[[WholeLife, Language], Iterator[Block]]] = {
    LifeSection.TIMELINE: _timeline,
    LifeSection.STAGES: life_events.stages,
    LifeSection.EVENTS: life_events.events,
    LifeSection.ODOMETER: life_car.odometer,
    LifeSection.SERVICE: life_events.visits,
    LifeSection.COSTS: life_events.amounts,
    LifeSection.CHARGING: life_car.charging,
    LifeSection.BATTERY: life_car.battery,
    LifeSection.COVER: life_car.cover,
    LifeSection.DOCUMENTS: life_events.documents,
    LifeSection.OWNERS: life_events.owners,
}

LIFE_REPORT = Report(
    "lifecycle-report",
    N_("Lifecycle report"),
    N_(
        "A vehicle's complete history or part of it: stages, events, readings, visits, amounts, "
        "battery, cover, documents."
    ),
    OfLife,
    life_report,
)
