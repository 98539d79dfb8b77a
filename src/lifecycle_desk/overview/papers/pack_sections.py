"""The sections of the buyer's pack: drawn from the allow-list alone, in one language, as wide as the page or half."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import MM
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.cover.papers.sources import unconfirmed
from lifecycle_desk.cover.rules import Answer
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.odd_readings import explained, verdict_note
from lifecycle_desk.overview.papers.phrases import BETWEEN, DAY, NONE, ODOMETER, UNTIL, energy_of, last_day, last_km
from lifecycle_desk.overview.rules.buyers import (
    BatteryShown,
    BuyersFacts,
    CampaignShown,
    CoverLeft,
    ReadingShown,
    ServiceDone,
)
from lifecycle_desk.overview.rules.sections import PackSection
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Muted,
    Note,
    Paragraphs,
    Section,
    Strong,
    Table,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.charging.health.papers.certificate import measured
from lifecycle_desk.stages.charging.health.papers.chart import percent, promised
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.transfer.condition.papers.words import mark_words
from lifecycle_desk.vehicle.papers.dash import odometer_words
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.wording import chemistry

NARROW = 2  # facts beside one another where two languages share the page
ODD = N_("inconsistent")
RANGE = N_("%(low)s to %(high)s")
KEEP, ENDS = N_("Conditions: %(conditions)s"), N_("Not for the next owner: %(conditions)s")
NEXT_OWNER = N_("For the next owner, if the vehicle changes owner on %(on)s.")
NO_CAMPAIGNS = N_("Not known. The manufacturer or an authorised workshop can check the VIN for open campaigns.")
IN_NO_CAMPAIGN = N_("The vehicle is not in any imported campaign.")
ONLY_THESE = N_(
    "As of %(on)s. Only imported campaigns are shown; the manufacturer or an authorised workshop "
    "can check the VIN for others."
)
NOTHING_DONE = N_("No workshop visits recorded")
FOUND_ON = N_("Assessed on %(on)s.")


@dataclass(frozen=True, slots=True)
class Room:
    """The language of a section and how many facts stand beside one another in it."""

    language: Language
    columns: int = 3

    @property
    def is_wide(self) -> bool:
        """Whether the section has the page for itself."""
        return self.columns > NARROW


def identity(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """Which car it is, and how many owners it has had."""
    language = room.language
    model = named(facts.make, facts.model, facts.variant)
    owners = NONE if facts.owners is None else language.formats.number(facts.owners)
    energy = language(facts.energy.label) if facts.energy else NONE
    kind = f"{BETWEEN}{language.spoken(chemistry(facts.chemistry))}" if facts.chemistry else ""
    km = odometer_words(facts.odometer, language)
    told: list[tuple[str, Content]] = [
        (language(N_("Vehicle")), Strong(model or NONE)),
        (language(N_("VIN")), Code(facts.vin)),
        (language(C_("vehicle", "Model year")), str(facts.model_year or NONE)),
        (language(C_("vehicle", "Colour")), facts.colour or NONE),
        (language(C_("vehicle", "Energy")), energy + kind),
        (language(N_("First registered")), facts.first_registered_on or NONE),
        (language(ODOMETER), (km, Muted(facts.odometer_on)) if facts.odometer_on else km),
        (language(N_("Owners to date")), owners),
        (language(N_("Workshop visits")), language.formats.number(len(facts.services))),
    ]
    yield Facts(told, columns=room.columns)
    if facts.battery_code:
        yield Facts([(language(N_("Battery code")), Code(facts.battery_code))], columns=1)


def odometer(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """The verdict on all readings, what each odd one may mean, and all of them."""
    language = room.language
    columns = [
        Column(language(DAY)),
        Column(language(C_("odometer", "Reading")), end=True),
        Column(language(C_("odometer", "Source")), share=1),
    ]
    yield Section(
        language(PackSection.ODOMETER.label),
        verdict_note(facts.verdict, facts.remarks, language),
        *explained(facts.readings, language),
        Table(columns, [_reading(each, language) for each in _once(facts.readings)], dense=True),
    )


def _once(readings: Sequence[ReadingShown]) -> Iterator[ReadingShown]:
    """The readings, each figure of a day and a place once: a car that is assessed and taken in trade is read twice."""
    for _, same in groupby(readings, lambda each: (each.on, each.shown, each.source, each.odd)):
        yield next(same)


def _reading(told: ReadingShown, language: Language) -> list[Content]:
    source = language(told.source.label) if told.source else NONE
    odd = (Muted(language(ODD)),) if told.is_odd else ()
    return [language.formats.cell_day(told.on), language.spoken(told.shown), (source, *odd)]


def services(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """The workshop visits: day, kilometres and kind of work."""
    language = room.language
    columns = [
        Column(language(DAY)),
        Column(language(ODOMETER), end=True),
        Column(language(C_("report", "Work")), share=1),
    ]
    rows = [_service(each, language) for each in facts.services]
    yield Section(language(PackSection.SERVICE.label), Table(columns, rows, empty=language(NOTHING_DONE), dense=True))


def _service(done: ServiceDone, language: Language) -> list[Content]:
    km = NONE if done.km is None else language.formats.kilometres(done.km)
    kinds = BETWEEN.join(language(each.label) for each in done.kinds)  # some are lists with an “and” of their own
    return [language.formats.cell_day(done.on), km, kinds]


def battery(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """The health of the battery: figure, interval, how it was found, and what it is not."""
    language, told = room.language, facts.battery
    if told is None:
        yield Section(language(PackSection.BATTERY.label), Note(language(N_("The vehicle has no traction battery."))))
        return
    blocks: list[Block] = [Facts(_health(told, language), columns=room.columns)]
    if told.percent is not None:
        blocks.append(measured(told.sessions, language))
    else:
        blocks.append(Note(language(N_("The known charging sessions do not allow a figure."))))
    yield Section(language(PackSection.BATTERY.label), *blocks)


def _health(told: BatteryShown, language: Language) -> list[tuple[str, Content]]:
    known = told.percent is not None
    facts: list[tuple[str, Content]] = [
        (language(N_("State of health, estimated")), Strong(percent(told.percent or 0, language)) if known else NONE),
        (language(INTERVAL, share=CERTAINTY), health_range(told, language) if known else None),
        (language(N_("Confidence")), language(told.confidence.label) if told.confidence else None),
        (language(N_("Usable energy when new")), energy_of(told.usable_new, language)),
        (language(N_("Usable energy today")), energy_of(told.usable_now, language) if known else None),
        (language(N_("Estimated on")), told.as_of if known else None),
        (language(N_("Sessions used")), language.formats.number(told.sessions)),
        (language(N_("Method")), language(told.method.label) if told.method else None),
    ]
    facts += [
        (language(N_("%(kind)s, %(on)s"), kind=each.kind, on=each.on), percent(each.tenths, language))
        for each in told.officials
    ]
    if told.replaced_on:
        facts.append((language(N_("Battery replaced on")), told.replaced_on[-1]))
    return facts


def health_range(told: BatteryShown, language: Language) -> str:
    """The interval of a figure in words; a dash without one."""
    if told.low is None or told.high is None:
        return NONE
    return language(RANGE, low=percent(told.low, language), high=percent(told.high, language))


def cover(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """The cover of each part that remains for the next owner."""
    language = room.language
    columns = [
        Column(language(C_("cover", "Part")), share=1),
        Column(language(UNTIL)),
        Column(language(C_("cover", "Distance limit")), end=True),
    ]
    rows = [_cover(each, facts.odometer, language) for each in facts.covers]
    empty = language(N_("No warranty terms are known for this vehicle."))
    yield Section(
        language(PackSection.COVER.label),
        Paragraphs(Muted(language(NEXT_OWNER, on=facts.as_of))),
        Table(columns, rows, empty=empty, dense=True),
        *unconfirmed([each.part for each in facts.covers if each.is_weak], language),
    )


def _cover(left: CoverLeft, odometer: Odometer | None, language: Language) -> list[Content]:
    ended = left.answer is Answer.NOT_COVERED
    conditions = language.formats.listed([language(each.label) for each in left.conditions])
    below: list[Content] = [Muted(language(left.kind.label))]
    if left.floor:
        below.append(Muted(language(N_("at least %(percent)s"), percent=promised(left.floor, language))))
    if conditions:
        below.append(Muted(language(ENDS if ended else KEEP, conditions=conditions)))
    until: Content = last_day(left.until, language)
    if left.answer is Answer.NOT_KNOWN:  # no day beside it, which would be read as a promise
        until = Strong(language(left.answer.label))
    elif ended:
        until = (Strong(language(left.answer.label)), Muted(until))
    return [(language(left.part.label), *below), until, last_km(left.until_km, odometer, language)]


def campaigns(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """Campaigns of the maker, as far as files of them were taken in; that others are not known is said."""
    language, title = room.language, room.language(PackSection.CAMPAIGNS.label)
    if facts.campaigns is None:
        yield Section(title, Note(language(NO_CAMPAIGNS)))
        return
    columns = [
        Column(language(C_("campaign", "Campaign")), share=1),
        Column(language(C_("campaign", "Status"))),
        Column(language(N_("Done on"))),
    ]
    rows = [_campaign(each, language) for each in facts.campaigns]
    yield Section(
        title,
        Table(columns, rows, dense=True) if rows else Note(language(IN_NO_CAMPAIGN)),
        Paragraphs(Muted(language(ONLY_THESE, on=facts.as_of))),
    )


def _campaign(told: CampaignShown, language: Language) -> list[Content]:
    asked = [N_("Do not drive")] if told.do_not_drive else []
    asked += [N_("Park outside")] if told.park_outside else []
    below: list[Content] = [Muted(language(told.kind.label))] if told.kind else []
    if told.state is CampaignState.OPEN:
        below += [Strong(language(each)) for each in asked]
    done = language.formats.cell_day(told.done_on) if told.done_on else NONE
    return [(Code(told.number), *below), language(told.state.label), done]


def condition(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """The condition as it was found: grade, marks counted and each by its number, treads measured."""
    language, found = room.language, facts.condition
    if found is None:
        missing = Note(language(N_("The vehicle’s condition has not been recorded.")))
        yield Section(language(PackSection.CONDITION.label), missing)
        return
    grade = language(N_("%(grade)s, %(word)s"), grade=found.grade.value, word=found.grade) if found.grade else NONE
    marks = [language.labelled(language(kind.label), count) for kind, count in found.marks]
    told: list[tuple[str, Content]] = [
        (language(C_("condition", "Grade")), Strong(grade)),
        (language(C_("condition", "Damage")), tuple(marks) or language(C_("condition", "None"))),
    ]
    if found.tyres:
        formats = language.formats
        treads = [language.labelled(language(wheel.label), formats.measure(tread, MM)) for wheel, tread in found.tyres]
        told.append((language(C_("tyre", "Tread")), tuple(treads)))
    yield Section(
        language(PackSection.CONDITION.label),
        Facts(told, columns=room.columns),
        Paragraphs(*(mark_words(language, number, mark) for number, mark in enumerate(found.damages, 1))),
        Paragraphs(Muted(language(FOUND_ON, on=found.on))),
    )


def not_known(facts: BuyersFacts, room: Room) -> Iterator[Block]:
    """Facts that a buyer would want to know and the books do not tell."""
    language = room.language
    sentences = tuple(language(each.label) for each in facts.unknown)
    yield Section(language(PackSection.NOT_KNOWN.label), Note(sentences))


SECTIONS: dict[PackSection, Callable[[BuyersFacts, Room], Iterator[Block]]] = {
    PackSection.ODOMETER: odometer,
    PackSection.SERVICE: services,
    PackSection.BATTERY: battery,
    PackSection.COVER: cover,
    PackSection.CAMPAIGNS: campaigns,
    PackSection.CONDITION: condition,
    PackSection.NOT_KNOWN: not_known,
}
