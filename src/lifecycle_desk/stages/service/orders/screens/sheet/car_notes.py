"""The notes of a vehicle above the jobs of its order: a line each, the most pressing first."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Card, Label, Stack, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.desktop.look.tokens import Ink
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import Due
from lifecycle_desk.stages.service.estimates.screens.card import advice_said
from lifecycle_desk.stages.service.orders.rules.validation import AnotherOrderOpen
from lifecycle_desk.stages.service.orders.screens.sheet.service_items import said_item
from lifecycle_desk.stages.service.orders.usecases.car_notes import CarNotes, car_notes

STOPPED = N_("Campaign %(number)s: the vehicle must not leave. %(title)s")
CAMPAIGN = N_("Campaign %(number)s is open: %(title)s")
# NOTE: there is another order that is open; in few words, where the sentence on it has no room
OPEN_ORDER = N_("Open order: %(number)s")
DECLINED = N_("Declined at an earlier visit: %(advice)s")
OVERDUE, SOON = N_("Overdue: %(items)s"), N_("Due by %(day)s: %(items)s")
LAST, FIRST = N_("Last visit %(day)s, %(number)s: %(complaint)s"), N_("Last visit %(day)s, %(number)s")
MORE = NN_("and %(n)s more", "and %(n)s more")
MOST = 6  # items in a line


class Note(NamedTuple):
    """What is known of a vehicle; where a line has no room for it, in few words."""

    ink: Ink
    icon: str
    words: UiText
    short: UiText = ""


class CarNotesCard(Card):
    """What is known of the vehicle; hidden where that is nothing. `with_campaigns` is whether they stand here too."""

    told = Signal()

    def __init__(self, app: AppContext, *, with_campaigns: bool = True) -> None:
        super().__init__()
        self._app, self._with_campaigns, self._vin, self._besides = app, with_campaigns, "", ""
        self._lines = Stack(4)
        self._known: CarNotes | None = None
        self.said: list[Note] = []
        self.setLayout(column(self._lines, margins=(16, 10, 16, 10)))
        translator().changed.connect(self._say)
        app.changed.connect(self._heard)
        self.hide()

    def show_car(self, vin: str, besides: str = "") -> None:
        """Look up the notes of another vehicle, but for those of one order; of none there are none."""
        user, self._vin, self._besides = self._app.user, vin, besides
        self._known = None
        self._say()
        if vin:
            self._app.run_query(lambda: car_notes(user, vin, besides), self._came)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        """What somebody said goes with them: the notes are read anew where a job has changed."""
        if self._vin and "repair_job" in tables:
            user, vin, besides = self._app.user, self._vin, self._besides
            self._app.run_query(lambda: car_notes(user, vin, besides), self._came)

    def _came(self, known: CarNotes) -> None:
        if known.vin == self._vin:
            self._known = known
            self._say()

    @Slot()
    def _say(self) -> None:
        self.said = said = list(self._notes(self._known)) if self._known else []
        for label in self.findChildren(Label):
            label.set_message("")  # at once: what somebody said is gone before the label is
        self._lines.fill()
        for each in said:
            self._lines.put(wrap(row(Glyph(each.icon, each.ink), (Label(each.words, "body", wrap=True), 1), gap=10)))
        self.setVisible(bool(said))
        self.told.emit()

    def _notes(self, of: CarNotes) -> Iterator[Note]:
        formats = translator().current.formats
        if self._with_campaigns:
            for each in sorted(of.campaigns, key=lambda one: not one.grounds):
                words, ink = (STOPPED, "danger") if each.grounds else (CAMPAIGN, "warn")
                facts = {"number": each.campaign.number, "title": each.texts.title}
                yield Note(ink, "speakerphone", Message(words, **facts))  # type: ignore[arg-type]  # an ink by its name
        if of.open:
            number = of.open.number
            told, short = Message(AnotherOrderOpen.message, number=number), Message(OPEN_ORDER, number=number)
            yield Note("warn", "tool", told, short)
        if of.overdue:
            yield Note("danger", "clock-exclamation", Message(OVERDUE, items=_items(of.overdue)))
        if of.advice:
            said = formats.listed([advice_said(each, of.texts) for each in of.advice])
            yield Note("warn", "info-circle", Message(DECLINED, advice=said))
        if of.soon:
            last = max(each.forecast for each in of.soon if each.forecast)
            yield Note("ink2", "calendar-due", Message(SOON, day=last, items=_items(of.soon)))
        if of.last:
            day, complaint = of.last.handed_over_on or of.last.opened_on, of.last.complaint
            words = LAST if complaint else FIRST
            told = Message(words, day=day, number=of.last.number, complaint=complaint)
            yield Note("ink2", "history", told, Message(FIRST, day=day, number=of.last.number))


def _items(dues: tuple[Due, ...]) -> str:
    language = translator().current
    said = [said_item(each.code) for each in dues[:MOST]]
    more = [language(MORE, n=len(dues) - MOST)] if len(dues) > MOST else []
    return language.formats.listed([*said, *more])
