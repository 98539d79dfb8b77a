"""The capacity of a day: each technician's hours on orders of those that there are, another day, other hours."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import HOUR, Measure
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import Message, PlainText, show_tip
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckBox,
    EqualGrid,
    IconButton,
    Label,
    ReadField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.stages.service.clocks.rules import DayOf, WorkshopDay
from lifecycle_desk.stages.service.clocks.usecases import HoursSet, SetHours, set_technician_hours
from lifecycle_desk.stages.service.orders.usecases.showing import day_of

ON_ORDERS = N_("%(hours)s / %(of)s")
HOURS_ON_ORDERS = N_("Hours on orders")  # NOTE: a heading over several of the line above
TOLD = N_("%(technician)s: %(hours)s / %(of)s on orders")
COUNTED = N_(
    "Flat-rate hours on repair orders promised for that day or handed over that day, not hours booked in appointments."
)
EARLIER, LATER = N_("The day before"), N_("The day after")
TODAY, NOBODYS = C_("day", "Today"), N_("%(hours)s without technician")
HOURS_OF, EVERY_DAY = N_("Hours of %(technician)s"), N_("Every day")
SAVE, CANCEL = C_("question", "Save"), C_("question", "Cancel")
HINT = N_("0 for absent")
HOURS_SET = N_("%(technician)s has %(hours)s.")
LOAD, LEAST = 46, 190


class Load(PaintedButton):
    """One technician: initials, name, hours on orders of those that there are, and a bar of them."""

    def __init__(self) -> None:
        super().__init__()
        self.day = DayOf("", Decimal(0), Decimal(0), Decimal(0))
        self.setSizePolicy(EXPANDING, FIXED)

    def show_day(self, day: DayOf) -> None:
        """Show somebody, and for how long they have orders."""
        self.day = day
        self.say()

    @property
    def hours(self) -> str:
        """The hours as they are written: 6.8 / 8 hrs."""
        return translator().current(ON_ORDERS, hours=self.day.booked, of=Measure(self.day.hours, HOUR))

    def say(self) -> None:
        """Tell the name and the hours in the language of now, and where one points, what is counted."""
        say, day = translator().current, self.day
        told = say(TOLD, technician=day.technician, hours=day.booked, of=Measure(day.hours, HOUR))
        self.setAccessibleName(told)
        show_tip(self, f"{told}\n{say(COUNTED)}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(LEAST), theme.px(LOAD, 1))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        full = self.day.is_full
        if hovered(self):
            b.fill(b.snap(rect), b.c.hover, 6)
        if focused(self):
            b.ring(rect.adjusted(1, 1, -1, -1), 6)
        strip = Strip(rect.adjusted(6, 0, -6, 0))
        marks.avatar(b, strip.slot(28, 12), marks.initials(self.day.technician), 28, "neutral")
        upper = QRect(strip.rest.x(), rect.y() + theme.u(4), strip.rest.width(), theme.px(20))
        line = Strip(upper)
        width = theme.width(self.hours, "small", tabular=True)
        b.text(line.trail(width + 2, 8), self.hours, "small", b.c.warn if full else b.c.ink3, "end", elide=False)
        b.text(line.rest, self.day.technician, "body")
        track = QRect(upper.x(), upper.bottom() + theme.u(4), upper.width(), 6)
        marks.bar(b, track, min(1.0, self.day.share), b.c.mark("warn" if full else "accent"), 5)


class HoursPanel(Card):
    """Asks how many hours a technician has, on the day that is shown or on every day."""

    closed = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._of, self._on = DayOf("", Decimal(0), Decimal(0), Decimal(0)), date.min
        self.title = Label("", "section")
        self.hours = ReadField(C_("technician", "Hours"), _read_hours, hint=HINT)
        self.every = CheckBox(EVERY_DAY)
        self.save, self.cancel = Button(SAVE, "primary", keys="Ctrl+Return"), Button(CANCEL, "quiet", keys="Esc")
        self.hours.setFixedWidth(theme.u(130))
        asked = row(self.title, 16, self.hours, 16, self.every, None, self.save, self.cancel, gap=8)
        self.setLayout(column(asked, gap=0, margins=(16, 8, 12, 4)))
        self._submission = Submission(app, Faults(lambda: {"hours": self.hours}), self)
        self._submission.saved.connect(self._saved)
        self.save.clicked.connect(self._save)
        app.permits.need(set_technician_hours, self.save)
        self.hours.on_enter(self._save)
        self.cancel.clicked.connect(self.close_up)
        self._app = app
        self.hide()

    def ask(self, of: DayOf, on: date) -> None:
        """Ask for somebody's hours on a day."""
        self._of, self._on = of, on
        self.title.set_message(Message(HOURS_OF, technician=of.technician))
        self.hours.set_text(translator().current.formats.number(of.hours))
        self.every.setChecked(of.hours == of.every_day)
        self.show()
        self.hours.setFocus()
        self.hours.line.selectAll()

    @Slot()
    def close_up(self) -> None:
        """Ask no more."""
        self.hide()
        self.closed.emit()

    @Slot()
    def _save(self) -> None:
        self._submission.submit(set_technician_hours, self._asked)

    def _asked(self) -> SetHours:
        self.hours.validate()  # Enter is heard before the field is left
        hours = self.hours.value
        return SetHours(
            self._of.technician,
            hours if isinstance(hours, Decimal) else None,
            None if self.every.isChecked() else self._on,
        )

    @Slot(object)
    def _saved(self, done: Result[HoursSet]) -> None:
        hours = done.value.hours if done.value.hours is not None else self._of.every_day
        self._app.show_toast(
            Message(HOURS_SET, technician=done.value.technician, hours=Measure(hours, HOUR)),
            undo=self._app.way_back(done),
        )
        self.close_up()


def _read_hours(text: str) -> tuple[object, str]:
    language = translator().current
    read = read_number(text, language)
    return read.value, read.echo


class Capacity(QWidget):
    """A day's technicians beside one another; pressed, one can be given other hours."""

    tables = frozenset({"repair_order", "repair_line", "technician_hours", "staff", "vehicle"})

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._on, self._shown = app, None, None  # type: tuple[AppContext, date | None, WorkshopDay | None]
        self.earlier, self.later = IconButton("chevron-left", EARLIER), IconButton("chevron-right", LATER)
        self.day, self.nobodys = Label("", "medium", fixed=True), Label("", "small", "warn", fixed=True)
        self.panel = HoursPanel(app)
        self.loads: list[Load] = []
        self._even = EqualGrid([], least=LEAST, gap=12, apart=0, lines=False)
        shown = column(self.day, Label(HOURS_ON_ORDERS, "small", "ink3", fixed=True), gap=0)
        held = wrap(row(self.earlier, shown, self.later, gap=2))
        whole = wrap(row(held, self.nobodys, (self._even, 1), gap=10))
        self.setLayout(column(whole, self.panel, gap=6))
        self.earlier.clicked.connect(partial(self._step, -1))
        self.later.clicked.connect(partial(self._step, 1))
        self.panel.closed.connect(self._back)
        translator().changed.connect(self._say)
        self._last = 0

    def refresh(self) -> None:
        """Ask for the day anew."""
        user, on = self._app.user, self._on
        self._app.run_query(lambda: (day_of(user, on), day_of(user).on), self._came)

    def _step(self, by: int) -> None:
        if self._shown:
            self._on = self._shown.on + timedelta(days=by)
            self.refresh()

    def _came(self, found: tuple[WorkshopDay, date]) -> None:
        self._shown, today = found
        if self._shown.on == today:
            self._on = None  # at midnight, today is another day
        self._show(self._shown.shares)
        self._say()

    def _show(self, shares: Sequence[DayOf]) -> None:
        while len(self.loads) < len(shares):
            load = Load()
            load.clicked.connect(partial(self._ask, len(self.loads)))
            self.loads.append(load)
        for load, each in zip(self.loads, shares, strict=False):
            load.show_day(each)
        self._even.show_cells(self.loads[: len(shares)])

    @Slot()
    def _say(self) -> None:
        if self._shown is None:
            return
        formats = translator().current.formats
        self.day.set_message(PlainText(formats.weekday(self._shown.on)) if self._on else TODAY)
        hours = self._shown.nobodys
        self.nobodys.set_message(Message(NOBODYS, hours=Measure(hours, HOUR)) if hours else "")
        self.nobodys.setVisible(bool(hours))
        for load in self.loads:
            load.say()

    def _ask(self, place: int) -> None:
        self._last = place
        if self._shown:
            self.panel.ask(self._shown.shares[place], self._shown.on)

    @Slot()
    def _back(self) -> None:
        if self._last < len(self.loads):
            self.loads[self._last].setFocus()
