"""The strip under a car's name: six facts about how it stands today, each the way to the page that says more."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.screens.looks import in_a_word
from lifecycle_desk.cover.rules import Answer, Cover, PartGroup
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import column
from lifecycle_desk.desktop.look.parts.glance import Glance, glance_strip
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import Due, named_item
from lifecycle_desk.schedules.screens.looks import left_look, left_said
from lifecycle_desk.vehicle.rules.dash import said_at
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.screens.event_text import NOTHING, as_spoken, in_words, join
from lifecycle_desk.vehicle_file.screens.lines import Shown

type Fact = tuple[UiText, UiText, Look | None]

LOOKS: dict[Answer, Look] = {
    Answer.COVERED: states.COVERED,
    Answer.NOT_COVERED: states.NOT_COVERED,
    Answer.NOT_KNOWN: states.COVER_NOT_KNOWN,
}
UNKNOWN = C_("fact", "not known")


class Strip(QWidget):
    """Battery health, warranty cover, what is due, campaigns, where the car is, and whose it is."""

    wanted = Signal(str, str)  # a page, with its key
    cover_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.battery = Glance(N_("Battery health"))
        self.cover = Glance(N_("Warranty cover"))
        self.due = Glance(N_("Next due"))
        self.campaigns = Glance(N_("Campaigns"))
        self.place = Glance(N_("Last seen"))
        self.owner = Glance(C_("vehicle", "Owner"))
        goes: dict[Glance, Callable[[Shown], tuple[str, str] | None]] = {
            self.battery: lambda shown: ("battery", shown.page.vin),
            self.due: lambda shown: ("due", shown.page.vin),
            self.campaigns: _to_campaign,
            self.place: lambda shown: (shown.place and shown.place.opens) or ("odometer", shown.page.vin),
            self.owner: _to_owner,
        }
        for fact, where in goes.items():
            fact.clicked.connect(lambda _=False, where=where: self._go(where))
        self.cover.clicked.connect(self.cover_wanted)
        self.facts = (self.battery, self.cover, self.due, self.campaigns, self.place, self.owner)
        self.grid = glance_strip(self.facts)
        self.setLayout(column(self.grid, gap=0))

    def _go(self, where: Callable[[Shown], tuple[str, str] | None]) -> None:
        if self._shown and (place := where(self._shown)):
            self.wanted.emit(*place)

    def show_vehicle(self, shown: Shown) -> None:
        """Show how a vehicle stands; what is not known says so, and is never a nought."""
        self._shown = shown
        self.battery.show_fact(*battery_fact(shown))
        self.cover.show_fact(*cover_fact(shown))
        self.due.show_fact(*due_fact(shown))
        self.campaigns.show_fact(*campaign_fact(shown))
        self.place.show_fact(*place_fact(shown))
        self.owner.show_fact(*owner_fact(shown))
        self.owner.setEnabled(_to_owner(shown) is not None)


def _to_campaign(shown: Shown) -> tuple[str, str]:
    found = [each for each in shown.campaigns if each.standing.state in {CampaignState.OPEN, CampaignState.MAY_BE}]
    first = next(iter(sorted(found, key=lambda each: not each.grounds)), None)
    return ("campaign", first.campaign.number) if first else ("campaigns", "")


def _to_owner(shown: Shown) -> tuple[str, str] | None:
    owner = shown.page.figures.owner
    return ("person", str(owner)) if owner and shown.page.owner and shown.may_see_people else None


def battery_fact(shown: Shown) -> Fact:
    """The state of health with its certainty; red never, since an estimate decides no claim."""
    found, formats = shown.battery, translator().current.formats
    if found is None:
        energy = shown.page.description["energy"]
        without = energy and not Energy.of(energy).has_traction_battery
        return PlainText(NOTHING), N_("no traction battery") if without else N_("no figure yet"), None
    value = formats.percent(Decimal(found.tenths) / 1000)
    if found.give_or_take is not None:
        value = f"{value} ± {formats.number(Decimal(found.give_or_take) / 10)}"
    if found.falls_on:
        return (
            PlainText(value),
            Message(N_("may fall below its warranty from %(on)s"), on=found.falls_on),
            states.TO_WATCH,
        )
    return (
        PlainText(value),
        PlainText(join(*map(in_words, found.rests_on))),
        states.GOOD if found.is_sure else states.UNSURE,
    )


def cover_fact(shown: Shown) -> Fact:
    """What the warranty of the whole car covers, until when and how far; of a car without it, the battery's."""
    covers = {each.part: each for each in shown.covers}
    found = covers.get(PartGroup.VEHICLE) or covers.get(PartGroup.BATTERY)
    if found is None:
        return PlainText(NOTHING), N_("no terms known"), states.COVER_NOT_KNOWN
    battery = covers.get(PartGroup.BATTERY)
    longer = found.answer is not Answer.COVERED and battery is not None and battery.answer is Answer.COVERED
    best = battery if longer and battery else found
    if best.answer is Answer.NOT_KNOWN:
        return best.answer.label, Message(best.why.message, **best.why.facts), cover_look(best)
    return as_spoken(_until(best)), PlainText(join(*_how_far(best))), cover_look(best)


def cover_look(cover: Cover) -> Look:
    """How a cover looks: one that has run its time is over, and nothing is wrong."""
    ended = isinstance(cover.until, date) and cover.until < translator().current.formats.today()
    return states.COVER_ENDED if ended and cover.answer is Answer.NOT_COVERED else LOOKS[cover.answer]


def _until(cover: Cover) -> Said:
    if not isinstance(cover.until, date):
        return Said(cover.answer.label)
    if cover.answer is Answer.COVERED:
        return Said(N_("until %(day)s"), day=cover.until)
    ended = cover.until < translator().current.formats.today()
    return Said(N_("ended %(day)s"), day=cover.until) if ended else Said(cover.answer.label)


def _how_far(cover: Cover) -> list[str]:
    """The distance at which it ends, and of which part it is where it is not the whole car's."""
    language = translator().current
    part = [] if cover.part is PartGroup.VEHICLE else [language(cover.part.label)]
    if isinstance(cover.until_km, int):
        limit = language(N_("or %(distance)s"), distance=language.formats.kilometres(cover.until_km))
        return [*part, limit]
    return part or [language(cover.answer.label)]


def due_fact(shown: Shown) -> Fact:
    """What comes due first, by day or by distance; overdue is red."""
    dues = shown.servicing.dues if shown.servicing else ()
    first = next((each for each in dues if each.forecast), None)
    if first is None or first.forecast is None:
        return PlainText(NOTHING), N_("nothing due"), None
    days = (first.forecast - translator().current.formats.today()).days
    name = translator().current.spoken(named_item(first.code))
    return PlainText(name), PlainText(join(in_words(left_said(days)), _limit(shown, first))), left_look(days)


def _limit(shown: Shown, due: Due) -> str:
    return in_words(said_at(shown.page.odometer, due.at_km)) if due.at_km is not None else ""


def campaign_fact(shown: Shown) -> Fact:
    """How many campaigns are open, and which presses most."""
    still_open = [each for each in shown.campaigns if each.standing.state is CampaignState.OPEN]
    if still_open:
        first = next((each for each in still_open if each.grounds), still_open[0])
        value = Message(NN_("%(n)s open", "%(n)s open"), n=len(still_open))
        note = join(translator().current(in_a_word(first.campaign)), first.campaign.number)
        return value, PlainText(note), states.CAMPAIGN_STOPS if first.grounds else states.CAMPAIGN_OPEN
    perhaps = [each for each in shown.campaigns if each.standing.state is CampaignState.MAY_BE]
    if perhaps:
        return CampaignState.MAY_BE.label, PlainText(perhaps[0].campaign.number), states.CAMPAIGN_MAY_BE
    done = sum(each.standing.state is CampaignState.DONE for each in shown.campaigns)
    return N_("None open"), Message(NN_("%(n)s done", "%(n)s done"), n=done) if done else "", states.CAMPAIGN_DONE


def place_fact(shown: Shown) -> Fact:
    """Where the car was last, with the reading of that day."""
    figures, formats, read = shown.page.figures, translator().current.formats, shown.page.odometer
    place: UiText = N_("With its owner")
    if shown.place:
        place = as_spoken(shown.place.said)
    elif figures.stage and figures.stage is not Stage.IN_USE:
        place = figures.stage.label
    elif not figures.owner:
        place = PlainText(NOTHING)
    detail = shown.place.detail if shown.place else ""
    on = formats.day(figures.odometer_on) if figures.odometer_on and not detail else ""
    said = join(detail, formats.kilometres(read.shown_km) if read is not None else "", on)
    return place, PlainText(said) if said else UNKNOWN, None


def owner_fact(shown: Shown) -> Fact:
    """Whose the car is, and since when."""
    figures, owner = shown.page.figures, shown.page.owner
    since: UiText = Message(N_("since %(on)s"), on=figures.owner_since) if figures.owner_since else ""
    if owner:
        return PlainText(owner.name), since, None
    if figures.owner:
        return N_("Personal data erased"), since, None
    taken_in = figures.stage is Stage.FOR_SALE_AGAIN
    return PlainText(NOTHING), Stage.FOR_SALE_AGAIN.label if taken_in else N_("no owner yet"), None
