"""The lifecycle report: one car from the ship to now or to its end, for the manager, the owner or the authority."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.scene import ReadingStatus
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.options import SINCE, UNTIL, VIN, Asks, Option
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers import life_car
from lifecycle_desk.overview.papers.drawings import height_of, timeline
from lifecycle_desk.overview.papers.life_appendix import APPENDIX
from lifecycle_desk.overview.papers.life_summary import summary
from lifecycle_desk.overview.papers.life_visits import visits
from lifecycle_desk.overview.papers.phrases import BETWEEN, NONE
from lifecycle_desk.overview.papers.picture import cleaned
from lifecycle_desk.overview.rules.sections import LIFE_SECTIONS, LifeSection, Period, chosen
from lifecycle_desk.overview.usecases.lives.whole import WholeLife, whole_life
from lifecycle_desk.paper import (
    Beside,
    Chart,
    Code,
    Content,
    Facts,
    Muted,
    NewPage,
    Note,
    Paper,
    Paragraphs,
    Picture,
    Pictures,
    Proves,
    Section,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.rules.life import Stage

WITHOUT_PEOPLE = N_(
    "Names, phone numbers, e-mail addresses and plates have been masked where recognised. Notes may "
    "still contain personal details such as nicknames or other spellings."
)
NO_OWNER = N_("No owner recorded")
WITH_THE_DEALER = (Stage.ARRIVED, Stage.IN_STOCK, Stage.READY, Stage.SOLD, Stage.FOR_SALE_AGAIN)
PICTURE, SHAPE = 0.3, 0.72  # of the width; and how tall the picture's box is in its own
TRACED = N_("Each entry carries its record number. Records are tamper-evident.")
MARKS = N_("A dot is a visit or a reading; a ring is an inconsistent reading; a diamond is an "
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
        running=_running(life),
        blocks=list(_blocks(life, wanted, language)),
        proves=_proves(life),
    )


def _proves(life: WholeLife) -> Proves:
    """How much of the life the report tells, and where the odometer stood."""
    km, period = life.page.figures.odometer_km, life.period
    days = {"since": period.since, "until": period.until}
    facts: dict[str, str | int] = {name: day.isoformat() for name, day in days.items() if day}
    return Proves(life.page.vin, facts | {"events": len(life.events)} | ({} if km is None else {"km": km}), "LR")


def _running(life: WholeLife) -> str:
    """Which car a later page is about."""
    plate = life.page.figures.plate if life.people else None
    return BETWEEN.join((*((own(plate),) if plate else ()), ltr(life.page.vin)))


def _blocks(life: WholeLife, wanted: Sequence[LifeSection], language: Language) -> Iterator[Block]:
    """The car, the sections in their order, and everything with its record number as an appendix."""
    yield from _car(life, language)
    body = [each for each in wanted if each in SECTIONS or each is LifeSection.SUMMARY]
    for section in body:
        if section is LifeSection.SUMMARY:
            yield from summary(life, wanted if len(wanted) > 1 else tuple(LifeSection), language)
        else:
            yield from SECTIONS[section](life, language)
    if not life.people:
        yield Paragraphs(Muted(language(WITHOUT_PEOPLE)))
    if listed := [each for each in APPENDIX if each in wanted]:
        if body:
            yield NewPage()
        yield Section(language(C_("report", "Appendix: all records")), Note(language(TRACED)))
        for section in listed:
            yield from APPENDIX[section](life, language)


def _car(life: WholeLife, language: Language) -> Iterator[Block]:
    """Which car it is and whose, beside its picture where there is one that may be shown."""
    picture = cleaned(life.present.picture)
    told = _facts(life, language)
    if picture is None:
        yield Facts(told, columns=4)
    else:
        yield Beside([(PICTURE, Pictures([Picture(picture)], columns=1, shape=SHAPE)), (1 - PICTURE, Facts(told))])


def _facts(life: WholeLife, language: Language) -> list[tuple[str, Content]]:
    page, figures, described = life.page, life.page.figures, life.page.description
    plate = own(figures.plate) if life.people and figures.plate else None
    period = language(N_("%(first)s to %(last)s"), first=life.first, last=life.last)
    return [
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Plate")), plate),
        (language(C_("vehicle", "Stage")), language(figures.stage.label) if figures.stage else NONE),
        (language(C_("vehicle", "Model year")), str(described["model_year"] or NONE)),
        (language(N_("First registered")), figures.first_registered_on or NONE),
        (language(C_("vehicle", "Colour")), described["colour"] or NONE),
        (language(N_("Odometer")), _odometer(life, language)),
        (language(C_("vehicle", "Owner")), _owner(life, language)),
        (language(N_("Period")), period if life.period.since or life.period.until else None),
    ]


def _odometer(life: WholeLife, language: Language) -> Content:
    read_on = life.page.figures.odometer_on
    reading = odometer_words(life.page.odometer, language)
    return (reading, Muted(read_on)) if life.page.odometer and read_on else reading


def _owner(life: WholeLife, language: Language) -> Content:
    """Whose the car is now, by name only with people; before the first owner and between two, the dealer's."""
    owners = life.page.owners
    last = owners[-1] if owners else None
    if last and last.until is None:
        name = own(last.name) if last.name else language(N_("Owner %(number)s"), number=len(owners))
        return (name, Muted(language(N_("since %(on)s"), on=last.since)))
    had = language.labelled(language(N_("Owners to date")), len(owners)) if owners else language(NO_OWNER)
    return (language(N_("Dealership")), Muted(had)) if life.page.figures.stage in WITH_THE_DEALER else had


def _timeline(life: WholeLife, language: Language) -> Iterator[Block]:
    shown = timeline(life, language)
    visits = language(NN_("%(n)s workshop visit", "%(n)s workshop visits"), n=len(life.visits))
    blocks: list[Block] = [Chart(shown, height=height_of(shown, language))]
    if any(mark.standing is not ReadingStatus.USED for lane in shown.lanes for mark in lane.marks):
        blocks.append(Paragraphs(Muted(language(MARKS))))
    yield Section(language(LifeSection.TIMELINE.label), *blocks, aside=visits)


SECTIONS: dict[LifeSection, Callable[[WholeLife, Language], Iterator[Block]]] = {
    LifeSection.TIMELINE: _timeline,
    LifeSection.SERVICE: visits,
    LifeSection.ODOMETER: life_car.odometer,
    LifeSection.BATTERY: life_car.battery,
    LifeSection.CHARGING: life_car.charging,
    LifeSection.COVER: life_car.cover,
    LifeSection.COSTS: life_car.amounts,
    LifeSection.STAGES: life_car.stages,
    LifeSection.OWNERS: life_car.owners,
}

LIFE_REPORT = Report(
    "lifecycle-report",
    N_("Lifecycle report"),
    N_(
        "A vehicle’s complete history or part of it: stages, events, readings, visits, amounts, "
        "battery, cover, documents."
    ),
    OfLife,
    life_report,
)
