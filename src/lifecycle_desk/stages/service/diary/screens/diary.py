"""The diary of a day by technician or bay, or of a week; beside it the appointment that one stands on."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import PlainText, show_tip
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Columns,
    FilterChip,
    IconButton,
    Label,
    PageTitle,
    Rail,
    column,
    row,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.stages.service.diary.rules.appointments import name_of, number_in
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT, DIARY_SETUP
from lifecycle_desk.stages.service.diary.screens import acting
from lifecycle_desk.stages.service.diary.screens.card import RAIL, AppointmentPanel
from lifecycle_desk.stages.service.diary.screens.columns import By, sheet_of
from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid, FreeSlot, Moved
from lifecycle_desk.stages.service.diary.screens.looks import HOURS_COUNTED, hours_said
from lifecycle_desk.stages.service.diary.usecases.booking import move_appointment
from lifecycle_desk.stages.service.diary.usecases.requests import MoveAppointment
from lifecycle_desk.stages.service.diary.usecases.showing import (
    TABLES,
    AppointmentShown,
    DiaryDay,
    DiaryDays,
    appointment_card,
    diary_days,
)
from lifecycle_desk.vehicle.screens.booking import BOOK, prefilled

TITLE = N_("Appointments")
TECHNICIANS, BAYS, WEEK = C_("diary", "By technician"), C_("diary", "By bay"), C_("diary", "Week")
EARLIER, LATER, TODAY = N_("Earlier"), N_("Later"), C_("day", "Today")
LIST, SETUP = N_("List"), N_("Bays and hours")
OVER_ALREADY = N_("This appointment is over: it can no longer be moved.")
A_WEEK = 7  # days
HOW = N_("Arrow keys select, Enter opens, N books, Ctrl Shift and an arrow key reschedules.")


class DiaryPage(PageWidget):
    """The diary; a place names a day (2026-11-30), or an appointment to stand on (A-17)."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._found, self._stale = app, None, True  # type: tuple[AppContext, DiaryDays | None, bool]
        self._day: date | None = None
        self._wanted: tuple[date, int] | None = None
        self._also = 0  # an appointment that is shown though it was cancelled
        self.grid, self.panel = DiaryGrid(TITLE), AppointmentPanel(app)
        self.day, self.load = Label("", "strong", fixed=True), Label("", "small", "ink3", fixed=True)
        self.by = {
            By.TECHNICIAN: FilterChip(TECHNICIANS, icon="users", checked=True),
            By.BAY: FilterChip(BAYS, icon="columns"),
            By.DAY: FilterChip(WEEK, icon="calendar-event"),
        }
        self.earlier = IconButton("chevron-left", EARLIER, keys="PgUp")
        self.later = IconButton("chevron-right", LATER, keys="PgDown")
        self.today = Button(TODAY, keys="Ctrl+Home")
        self.list, self.setup = Button(LIST, icon="list"), Button(SETUP, icon="settings")
        self.book = Button(BOOK, "primary", icon="plus", keys="Ctrl+N")
        self._group = QButtonGroup(self)
        for chip in self.by.values():
            self._group.addButton(chip)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = row(PageTitle(TITLE), 4, (self.load, 1), *self.by.values(), 8, self.list, self.setup, self.book, gap=6)
        days = row(self.earlier, self.later, self.today, 8, self.day, None, Label(HOW, "small", "ink3"), gap=6)
        card = Card(column((self.grid, 1), gap=0, margins=(1, 1, 1, 1)))
        self.columns = Columns(card, Rail(self.panel, width=RAIL))
        self.setLayout(column(head, days, (self.columns, 1), gap=10, margins=(24, 14, 24, 16)))
        listen(self, "Ctrl+I", SIDE_PANEL, self.columns.show_rail)

    def _connect(self) -> None:
        app = self._app
        self.earlier.clicked.connect(partial(self._turn, -1))
        self.later.clicked.connect(partial(self._turn, 1))
        self.today.clicked.connect(self._to_today)
        self.book.clicked.connect(lambda: self._book(self.grid.slot()))
        app.permits.need(DIARY_EDIT, self.book)
        app.permits.need(DIARY_SETUP, self.setup)
        self.list.clicked.connect(lambda: app.go("appointments"))
        self.setup.clicked.connect(lambda: app.go("diary_setup"))
        self._group.buttonClicked.connect(self._ask)
        self.grid.opened.connect(lambda number: app.go("appointment", name_of(number)))
        self.grid.slot_opened.connect(self._book)
        self.grid.move_wanted.connect(self._move)
        self.grid.stood_on.connect(self.panel.show_appointment)
        self.panel.to_come.chosen.connect(self._stand_on)
        self.grid.keys.fixed.connect(lambda: app.hint(OVER_ALREADY))
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        app.minute_passed.connect(self._tick)

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        number = number_in(key)
        if number:
            user = self._app.user
            self._app.run_query(lambda: appointment_card(user, number), lambda card: self._show_at(card.shown))
            return
        try:
            self._day = date.fromisoformat(key) if key else self._day
        except ValueError:
            return
        self._ask()

    @override
    def first_focus(self) -> QWidget | None:
        return self.grid

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    @property
    def by_what(self) -> By:
        """What a column is now."""
        return next(by for by, chip in self.by.items() if chip.isChecked())

    def _show_at(self, shown: AppointmentShown) -> None:
        self._day, self._also = shown.of.on, shown.number
        self.grid.follow(shown.number)
        self._ask()

    @Slot(int)
    def _stand_on(self, number: int) -> None:
        self.grid.follow(number)
        self.grid.setFocus()

    @Slot()
    def _to_today(self) -> None:
        self._day = None
        self._ask()

    def _turn(self, by: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        """Turn the pages: by a day, or by a week."""
        shown = self._found.days[0].on if self._found else None
        here = self._day or shown
        if here:
            self._day = here + timedelta(days=by * (A_WEEK if self.by_what is By.DAY else 1))
            self._ask()

    # What it shows ----------------------------------------------------------------------------------------------

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & TABLES)
        if self._stale and self.isVisible():
            self._ask()

    @Slot()
    def _tick(self) -> None:
        """The line of now goes on while nobody writes."""
        self._stale = True
        if self.isVisible():
            self._ask()

    @Slot()
    def _ask(self) -> None:
        """Ask for the days that are to be shown; what is shown stays until they come."""
        self._stale = False
        user, week = self._app.user, self.by_what is By.DAY
        day = self._day or translator().current.formats.today()
        first = day - timedelta(days=day.isoweekday() - 1) if week else day
        wanted = self._wanted = (first, A_WEEK if week else 1)
        self._app.run_query(lambda: diary_days(user, *wanted), partial(self._came, wanted))

    def _came(self, wanted: tuple[date, int], found: DiaryDays) -> None:
        if wanted == self._wanted:
            self._found = found
            self._show()

    @Slot()
    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        formats = translator().current.formats
        by = By.DAY if len(found.days) > 1 else By.BAY if self.by_what is By.BAY else By.TECHNICIAN
        self.grid.show_sheet(sheet_of(found.days, by, self._also), (found.today, found.minute))
        self.panel.to_come.show_days(found)
        self.panel.tell()
        first, last = found.days[0].on, found.days[-1].on
        said = formats.weekday(first) if first == last else f"{formats.day(first)} – {formats.day(last)}"
        self.day.set_message(PlainText(said))
        day, load = found.days[0], found.days[0].load.whole
        has_hours = first == last and not day.opening.is_closed and (load.present or load.booked)
        self.load.set_message(PlainText(hours_said(load) if has_hours else ""))
        show_tip(self.load, translator().current(HOURS_COUNTED) if has_hours else "")

    # What is done -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _book(self, slot: FreeSlot | None) -> None:
        """Book at a free place: the form begins with its day, time, and whose it is."""
        known = (
            prefilled(on=slot.on.isoformat(), start=slot.start, technician=slot.technician, bay=slot.bay)
            if slot
            else ""
        )
        self._app.go("appointment", known)

    @Slot(object)
    def _move(self, moved: Moved) -> None:
        """Show the move at once, save it behind that, and say so; what is refused goes back to where it was."""
        self._show_moved(moved)
        asked = MoveAppointment(
            number=moved.number, on=moved.on, start=moved.start, technician=moved.technician, bay=moved.bay
        )
        self._app.do(
            move_appointment, asked, lambda done: acting.told(self._app, done, acting.MOVED), self._move_failed
        )

    def _move_failed(self, fact: Exception) -> None:
        self._ask()
        self._app.failed.emit(fact)

    def _show_moved(self, moved: Moved) -> None:
        if self._found is None:
            return
        days = self._found.days
        shown = next((one for day in days for one in day.shown if one.number == moved.number), None)
        if shown is None:
            return
        of = shown.of
        technician = of.technician if moved.technician is None else moved.technician
        bay = of.bay if moved.bay is None else moved.bay
        there = replace(shown, of=replace(of, on=moved.on, start=moved.start, technician=technician, bay=bay))
        self._found = replace(self._found, days=tuple(_with(day, there) for day in days))
        self._show()


def _with(day: DiaryDay, there: AppointmentShown) -> DiaryDay:
    """A day with an appointment where it is now, and nowhere else."""
    here = [each for each in day.shown if each.number != there.number]
    here += [there] if there.of.on == day.on else []
    return replace(day, shown=tuple(sorted(here, key=lambda each: (each.of.start, each.number))))
