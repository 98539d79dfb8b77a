"""The six facts of the strip: what is known of a car today; of what is not, a short sentence and the way to add it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.screens.looks import in_a_word
from lifecycle_desk.cover.rules import Answer, Cover, Lack, PartGroup
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.flow import BINDS
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import Due, limit_of, named_item
from lifecycle_desk.schedules.screens.looks import left_look, left_said
from lifecycle_desk.vehicle.rules.dash import said_at
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.screens.event_text import as_spoken, in_words, join
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance
from lifecycle_desk.vehicle_file.screens.lines import Shown

LOOKS: dict[Answer, Look] = {
    Answer.COVERED: states.COVERED,
    Answer.NOT_COVERED: states.NOT_COVERED,
    Answer.NOT_KNOWN: states.COVER_NOT_KNOWN,
}
NOT_KNOWN = C_("fact", "Not known")
MONTH, DAYS_SAID = 30.44, 60  # days of a month on average; what is nearer than that is told in days
WITH_THE_DEALER = frozenset({Stage.ARRIVED, Stage.IN_STOCK, Stage.READY, Stage.SOLD})
OUT_OF_USE = frozenset({Stage.END_OF_LIFE, Stage.DESTROYED, Stage.LEFT_THE_MARKET})


class Ask(Enum):
    """What the page itself does when a fact is chosen: it shows the covers, or opens the form of what is missing."""

    COVER = auto()
    TERMS = auto()
    FIRST_SALE = auto()
    SCHEDULE = auto()
    READING = auto()
    OWNER = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is shown, and where it leads: to a page with its key, or to what the page itself does."""

    value: UiText
    note: UiText = ""
    look: Look | None = None
    leads: tuple[str, str] | Ask | None = None


def battery_fact(shown: Shown) -> Fact:
    """The state of health with its certainty; red never, since an estimate decides no claim."""
    found, leads = shown.battery, ("battery", shown.page.vin)
    if found is None:
        return _no_health(shown)
    value = health_told(found)
    if found.falls_on:
        falls = Message(N_("may fall below its warranty from %(on)s"), on=found.falls_on)
        return Fact(PlainText(value), falls, states.TO_WATCH, leads)
    rests_on = PlainText(join(*map(in_words, found.rests_on)))
    return Fact(PlainText(value), rests_on, states.GOOD if found.is_sure else states.UNSURE, leads)


def health_told(found: BatteryGlance) -> str:
    """The figure of today, as every page of the car says it."""
    formats = translator().current.formats
    value = formats.percent(Decimal(found.tenths) / 1000)
    if found.give_or_take is None:
        return value
    return f"{value} ± {formats.number(Decimal(found.give_or_take) / 10)}"


def _no_health(shown: Shown) -> Fact:
    """No figure: the battery page says what is missing once there are sessions; before, they are what is missing."""
    energy, vin = shown.page.description["energy"], shown.page.vin
    if energy and not Energy.of(energy).has_traction_battery:
        return Fact(N_("No traction battery"), leads=("battery", vin))
    if shown.page.closed or not shown.may_decide:
        return Fact(N_("No figure yet"), leads=("battery", vin))
    if shown.summaries:
        return Fact(N_("No figure yet"), N_("See what is missing"), states.TO_ADD, ("battery", vin))
    return Fact(N_("No figure yet"), N_("Add charging sessions"), states.TO_ADD, ("charging_of", vin))


def cover_fact(shown: Shown) -> Fact:
    """What is left of the warranty of the whole car; of a car without it, of its battery's."""
    covers = {each.part: each for each in shown.covers}
    best = _telling(covers.get(PartGroup.VEHICLE), covers.get(PartGroup.BATTERY))
    lacks = best.lacks if best else Lack.TERMS
    if best is None or lacks is not None:
        return _missing_cover(shown, lacks or Lack.TERMS)
    part, why = translator().current(best.part.label), Message(best.why.message, **best.why.facts)
    if best.answer is Answer.COVERED:
        note = PlainText(join(part, _limits(best)))
        return Fact(as_spoken(_left(shown, best)), note, cover_look(best), Ask.COVER)
    if best.answer is Answer.NOT_COVERED and _has_ended(best):
        return Fact(as_spoken(Said(N_("ended %(day)s"), day=best.until)), PlainText(part), cover_look(best), Ask.COVER)
    return Fact(best.answer.label, why, cover_look(best), Ask.COVER)


def _telling(vehicle: Cover | None, battery: Cover | None) -> Cover | None:
    """The cover of the vehicle, unless that of the battery goes on after it or is the one of which terms are known."""
    if vehicle is None or battery is None or vehicle.answer is Answer.COVERED:
        return vehicle or battery
    known = vehicle.lacks is Lack.TERMS and battery.lacks is not Lack.TERMS
    return battery if known or battery.answer is Answer.COVERED else vehicle


def _missing_cover(shown: Shown, lacks: Lack) -> Fact:
    """What keeps the cover from being known, with the step that adds it for whoever may take it."""
    if lacks is Lack.TERMS and shown.may_set_terms:
        return Fact(lacks.label, N_("Add warranty terms"), states.TO_ADD, Ask.TERMS)
    if lacks is Lack.SALE_DAY and shown.may_decide:
        if shown.page.figures.stage in WITH_THE_DEALER:
            return Fact(lacks.label, N_("Go to sale"), states.TO_ADD, ("sale_of", shown.page.vin))
        return Fact(lacks.label, N_("Add the first sale"), states.TO_ADD, Ask.FIRST_SALE)
    return Fact(lacks.label, Answer.NOT_KNOWN.label, states.COVER_NOT_KNOWN, Ask.COVER)


def _left(shown: Shown, cover: Cover) -> Said:
    """The time or the distance that is left, whichever ends the cover first at the pace of the car."""
    read, pace = shown.page.odometer, shown.page.km_per_day
    today = translator().current.formats.today()
    days = (cover.until - today).days if isinstance(cover.until, date) else None
    km = cover.until_km - read.whole_km if isinstance(cover.until_km, int) and read else None
    if km is not None and (days is None or (pace and km / pace < days)):
        return Said(N_("%(distance)s left"), distance=translator().current.formats.kilometres(max(km, 0)))
    if days is None:
        return Said(cover.answer.label)
    if days < DAYS_SAID:
        return Said(NN_("%(n)s day left", "%(n)s days left"), n=days)
    return Said(NN_("%(n)s month left", "%(n)s months left"), n=int(days / MONTH))


def _limits(cover: Cover) -> str:
    """Until when or how far it runs; the latter stays whole where the line ends."""
    language = translator().current
    said = [language(N_("until %(day)s"), day=cover.until)] if isinstance(cover.until, date) else []
    if isinstance(cover.until_km, int):
        limit = language.formats.kilometres(cover.until_km)
        said.append((language(N_("or %(distance)s"), distance=limit) if said else limit).replace(" ", BINDS))
    return " ".join(said)


def _has_ended(cover: Cover) -> bool:
    return isinstance(cover.until, date) and cover.until < translator().current.formats.today()


def cover_look(cover: Cover) -> Look:
    """How a cover looks: one that has run its time is over, and nothing is wrong."""
    ended = cover.answer is Answer.NOT_COVERED and _has_ended(cover)
    return states.COVER_ENDED if ended else LOOKS[cover.answer]


def due_fact(shown: Shown) -> Fact:
    """What comes due first, by day or by distance; overdue is red."""
    dues = shown.servicing.dues if shown.servicing else ()
    first = next((each for each in dues if each.forecast), None)
    if first is None or first.forecast is None:
        return _nothing_due(shown)
    days = (first.forecast - translator().current.formats.today()).days
    name = translator().current.spoken(named_item(first.code))
    note = PlainText(join(in_words(left_said(days)), _limit(shown, first)))
    return Fact(PlainText(name), note, left_look(days), ("due", shown.page.vin))


def _nothing_due(shown: Shown) -> Fact:
    """Nothing comes due: drivers alone are reminded, and by a schedule."""
    stage, leads = shown.page.figures.stage, ("due", shown.page.vin)
    if stage is Stage.IN_USE and not shown.has_schedule:
        choose = (N_("Choose a schedule"), states.TO_ADD, Ask.SCHEDULE) if shown.may_decide else ("", None, leads)
        return Fact(N_("No schedule yet"), *choose)
    if stage in OUT_OF_USE or stage is None:
        return Fact(N_("Nothing due"), stage.label if stage else "", leads=leads)
    return Fact(N_("Nothing due"), N_("from the handover on"), leads=leads)


def _limit(shown: Shown, due: Due) -> str:
    """The distance, where that is what makes it due; a day is told by the days that are left."""
    limit = limit_of(due)
    return in_words(said_at(shown.page.odometer, limit.km)) if isinstance(limit, Distance) else ""


def campaign_fact(shown: Shown) -> Fact:
    """How many campaigns are open, and which presses most."""
    leads = _to_campaign(shown)
    still_open = [each for each in shown.campaigns if each.standing.state is CampaignState.OPEN]
    if still_open:
        first = next((each for each in still_open if each.grounds), still_open[0])
        value = Message(NN_("%(n)s open", "%(n)s open"), n=len(still_open))
        note = PlainText(join(translator().current(in_a_word(first.campaign)), first.campaign.number))
        return Fact(value, note, states.CAMPAIGN_STOPS if first.grounds else states.CAMPAIGN_OPEN, leads)
    perhaps = [each for each in shown.campaigns if each.standing.state is CampaignState.MAY_BE]
    if perhaps:
        number = PlainText(perhaps[0].campaign.number)
        return Fact(CampaignState.MAY_BE.label, number, states.CAMPAIGN_MAY_BE, leads)
    done = sum(each.standing.state is CampaignState.DONE for each in shown.campaigns)
    carried_out: UiText = Message(NN_("%(n)s done", "%(n)s done"), n=done) if done else ""
    return Fact(N_("None open"), carried_out, states.CAMPAIGN_DONE, leads)


def _to_campaign(shown: Shown) -> tuple[str, str]:
    found = [each for each in shown.campaigns if each.standing.state in {CampaignState.OPEN, CampaignState.MAY_BE}]
    first = next(iter(sorted(found, key=lambda each: not each.grounds)), None)
    return ("campaign", first.campaign.number) if first else ("campaigns", "")


def place_fact(shown: Shown) -> Fact:
    """Where the car was last, with the reading of that day."""
    figures, formats, read = shown.page.figures, translator().current.formats, shown.page.odometer
    leads = (shown.place and shown.place.opens) or ("odometer", shown.page.vin)
    detail = shown.place.detail if shown.place else ""
    on = formats.day(figures.odometer_on) if figures.odometer_on and not detail else ""
    said = join(detail, formats.kilometres(read.shown_km) if read is not None else "", on)
    if not said and not shown.page.closed and shown.may_decide:
        return Fact(_place(shown), N_("Add a reading"), states.TO_ADD, Ask.READING)
    return Fact(_place(shown), PlainText(said) if said else N_("No readings yet"), leads=leads)


def _place(shown: Shown) -> UiText:
    figures = shown.page.figures
    if shown.place:
        return as_spoken(shown.place.said)
    if figures.stage and figures.stage is not Stage.IN_USE:
        return figures.stage.label
    return N_("With its owner") if figures.owner else NOT_KNOWN


def owner_fact(shown: Shown) -> Fact:
    """Whose the car is, and since when."""
    figures, owner, vin = shown.page.figures, shown.page.owner, shown.page.vin
    since: UiText = Message(N_("since %(on)s"), on=figures.owner_since) if figures.owner_since else ""
    if owner:
        leads = ("person", str(figures.owner)) if shown.may_see_people else None
        return Fact(PlainText(owner.name), since, leads=leads)
    if figures.owner:
        return Fact(N_("Personal data erased"), since)
    if figures.stage is Stage.FOR_SALE_AGAIN:
        last = shown.page.owners[-1].until if shown.page.owners else None
        taken_in: UiText = Message(N_("since %(on)s"), on=last) if last else figures.stage.label
        return Fact(N_("Dealership"), taken_in, leads=("second_hand", vin))
    if figures.stage in WITH_THE_DEALER:
        return Fact(N_("Dealership"), N_("no owner yet"), leads=("sale_of", vin))
    if shown.may_decide:
        return Fact(N_("No owner yet"), N_("Add the owner"), states.TO_ADD, Ask.OWNER)
    return Fact(N_("No owner yet"))
