"""Reminders of chosen appointments: a line each, gone through from the first to the last by Enter alone.

A line has a dozen widgets, so only those of one part stand there at once; Enter and the arrows go on to the next part.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.going_on import is_enter
from lifecycle_desk.desktop.keys import KeyOffer
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckBox,
    IconButton,
    Label,
    PageTitle,
    Painted,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import focused
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.diary.rules.appointments import number_in
from lifecycle_desk.stages.service.diary.rules.messages import MessageKind
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.screens.messaging import (
    CALENDAR,
    REMINDERS,
    Way,
    save_calendar,
    save_calendars,
    ways,
    withheld_of,
)
from lifecycle_desk.stages.service.diary.usecases.showing import TABLES, AppointmentCard, expected_cards
from lifecycle_desk.vehicle.screens.event_text import join

HOW = N_("Enter opens the first way that a customer can be reached by, and goes on to the next line.")
OPEN_FIRST, SENT = N_("Open the first way and go to the next line"), C_("reminder", "Sent")
SAVE_ALL = N_("Save all calendar entries (.ics)…")
NONE_LEFT, NOBODY = N_("No appointments to remind of"), N_("No known customer")
UNREACHABLE = N_("No phone number and no e-mail address: %(name)s")
AT_ONCE = 25  # lines that stand there at once
PLACES = N_("%(first)s–%(last)s of %(all)s")  # NOTE: which of many rows are shown
EARLIER, FURTHER = N_("Earlier reminders"), N_("More reminders")
STEP = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ROUND = 24  # px that are seen of the lines beside the one that has the keyboard

type Reminder = tuple[AppointmentCard, Language]


class ReminderLine(Painted):
    """One appointment: when and who, the ways to write to them, and a tick for what was sent."""

    entered = Signal()
    stepped = Signal(int)
    came_to = Signal()

    def __init__(self, app: AppContext, card: AppointmentCard, language: Language, *, sent: bool) -> None:
        super().__init__()
        self._app, self.card = app, card
        self.ways = ways(card, MessageKind.REMINDER, language)
        self.sent = CheckBox(SENT, checked=sent)
        self.buttons = [self._button(each) for each in self.ways]
        self.calendar = IconButton("download", CALENDAR)
        self.calendar.clicked.connect(partial(save_calendar, app, card, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        shown, say = self.card.shown, translator().current
        who = join(say.formats.clock(time_of(shown.of.start)), shown.customer or say(NOBODY))
        language = say.formats.language(self.card.language, alone=True)
        about = join(say.formats.weekday(shown.of.on), shown.car, language)
        self.setAccessibleName(join(who, about))
        facts = column(Label(text=who, role="medium"), Label(text=about, role="small", ink="ink2"), gap=2)
        self.setLayout(row((wrap(facts), 1), self.sent, *self.buttons, self.calendar, margins=(16, 8, 16, 8)))

    def _button(self, way: Way) -> Button:
        made = Button(way.words, icon=way.icon)
        made.withhold(way.lacks)
        made.clicked.connect(partial(self._write, way))
        return made

    def _write(self, way: Way, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        way.open()
        self.sent.setChecked(True)

    def write_first(self) -> None:
        """Begin the reminder by the first way that leads to the customer; say so where there is none."""
        way = next((each for each in self.ways if not each.lacks), None)
        if way:
            self._write(way)
        elif withheld := withheld_of(self.card, MessageKind.REMINDER):
            self._app.hint(withheld)
        else:
            name = self.card.shown.customer or translator().current(NOBODY)
            self._app.hint(Message(UNREACHABLE, name=name))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if self.y():  # the first has the card's own edge above it
            b.hline(rect, top=True)
        if focused(self):
            b.ring(rect.adjusted(2, 2, -2, -2))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came_to.emit()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            if not event.isAutoRepeat():  # a key held down must not open a message for everybody
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.sent.toggle()
        elif event.key() in STEP:
            self.stepped.emit(STEP[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _LineKeys(KeyOffer):
    """What the lines hear by themselves."""

    @override
    def key_words(self) -> Iterator[tuple[str, str]]:
        yield from (("Enter", OPEN_FIRST), ("Space", SENT))


class RemindersPage(PageWidget):
    """The reminders of some appointments. What was ticked is not stored: a message that was begun proves nothing."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._numbers = app, list[int]()
        self._reminders: Sequence[Reminder] = ()
        self._first = 0  # the place of the first reminder that stands there
        self.lines, self._sent = Stack(0), set[int]()
        self.earlier, self.further = (
            Button(EARLIER, "link", icon="chevron-left"),
            Button(FURTHER, "link", icon="chevron-right"),
        )
        self.places = Label("", "small", "ink2")
        self._none = Label(NONE_LEFT, "body", "ink3")
        self.save_all = Button(SAVE_ALL, icon="download", keys="Ctrl+S")
        _LineKeys(self)
        self._lay_out()
        self.save_all.clicked.connect(self._save_all)
        self.earlier.clicked.connect(lambda: self._turn(-AT_ONCE, 0))
        self.further.clicked.connect(lambda: self._turn(AT_ONCE, 0))
        app.permits.need(EXPORT, self.save_all)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    def _lay_out(self) -> None:
        self._card = Card(column(self.lines, gap=0))
        self._foot = wrap(row(None, self.earlier, self.places, self.further, None, gap=16))
        self._scroll = PageScroll(column(self._none, self._card, self._foot, None, gap=8, margins=(24, 0, 24, 16)))
        head = row(PageTitle(REMINDERS), None, self.save_all, margins=(24, 14, 24, 0))
        how = row((Label(HOW, "small", "ink2", wrap=True), 1), margins=(24, 0, 24, 0))
        self.setLayout(column(head, how, (self._scroll, 1), gap=10))

    @override
    def show_key(self, key: str) -> None:
        numbers = [number for each in key.split(",") if (number := number_in(each))]
        if numbers != self._numbers:
            self._numbers, self._sent, self._first = numbers, set(), 0
        self._look()

    @override
    def first_focus(self) -> QWidget | None:
        return self.lines.parts[0] if self.lines.parts else self.save_all

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & TABLES:
            self._look()

    def _look(self) -> None:
        user, numbers = self._app.user, self._numbers

        def ask() -> list[Reminder]:
            cards = expected_cards(user, numbers)
            languages = {each: spoken(user, each) for each in {card.language for card in cards}}
            return [(card, languages[card.language]) for card in cards]

        self._app.run_query(ask, self._came)

    def _came(self, found: Sequence[Reminder]) -> None:
        self._reminders = found
        self._show()

    @Slot()
    def _show(self) -> None:
        here = next((each.card.shown.number for each in self.lines.parts if _has_keyboard(each)), None)
        was_empty = not self.lines.parts
        self._fill()
        again = next((each for each in self.lines.parts if each.card.shown.number == here), None)
        if again is None and self.lines.parts and (was_empty or here):
            again = self.lines.parts[0]
        if again and self.isVisible():
            again.setFocus()

    def _fill(self) -> None:
        """Let the lines of this part stand there, and say which of all they are."""
        count = len(self._reminders)
        self._first = min(self._first, max(0, count - 1) // AT_ONCE * AT_ONCE)
        last = min(count, self._first + AT_ONCE)
        self._card.hide()  # or all lines would be laid out anew for each that comes
        self.lines.fill(self._line(*each) for each in self._reminders[self._first : last])
        self.places.set_message(Message(PLACES, first=self._first + 1, last=last, all=count))
        self.earlier.setEnabled(self._first > 0)
        self.further.setEnabled(last < count)
        self._foot.setVisible(count > AT_ONCE)
        self._none.setVisible(not count)
        self._card.setVisible(bool(count))
        self.save_all.setEnabled(bool(count))

    def _turn(self, by: int, at: int) -> None:
        """Show another part, and give the keyboard to one of its lines."""
        self._first += by
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)
        self.lines.parts[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _line(self, card: AppointmentCard, language: Language) -> ReminderLine:
        number = card.shown.number
        made = ReminderLine(self._app, card, language, sent=number in self._sent)
        made.sent.toggled.connect(partial(self._tick, number))
        made.entered.connect(lambda: self._enter(made))
        made.stepped.connect(lambda by: self._step(made, by))
        made.came_to.connect(lambda: self._scroll.ensureWidgetVisible(made, 0, ROUND))
        return made

    # What is done -----------------------------------------------------------------------------------------------

    def _tick(self, number: int, sent: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        (self._sent.add if sent else self._sent.discard)(number)

    def _enter(self, line: ReminderLine) -> None:
        line.write_first()
        self._step(line, 1)

    def _step(self, line: ReminderLine, by: int) -> None:
        """Give the keyboard to a line before or behind, of another part too; at the end it goes to what saves all."""
        at = self.lines.parts.index(line) + by
        if 0 <= self._first + at < len(self._reminders) and not 0 <= at < len(self.lines.parts):
            self._turn(by * AT_ONCE, 0 if by > 0 else -1)
        elif at == len(self.lines.parts):
            self.save_all.setFocus(Qt.FocusReason.TabFocusReason)
        elif at >= 0:
            self.lines.parts[at].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _save_all(self) -> None:
        save_calendars(self._app, [card for card, _ in self._reminders], self)


def _has_keyboard(line: ReminderLine) -> bool:
    here = QApplication.focusWidget()
    return here is not None and (here is line or line.isAncestorOf(here))
