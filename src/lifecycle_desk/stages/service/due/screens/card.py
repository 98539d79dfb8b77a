"""The card of one car that is due: whom to call, why it is due, what to write, and what to do about it."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import Due
from lifecycle_desk.schedules.screens.looks import limits_said, overdue_look
from lifecycle_desk.schedules.usecases.due import reason
from lifecycle_desk.schedules.usecases.schedules import SnoozeDue, snooze_due
from lifecycle_desk.stages.service.due.usecases import BookService, DueCar, DueSummary, book_service, due_car
from lifecycle_desk.stages.service.orders.screens.sheet.service_items import said_item
from lifecycle_desk.stages.service.orders.usecases.requests import OrderDone
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.screens.booking import BOOK as APPOINTMENT
from lifecycle_desk.vehicle.screens.booking import book
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.usecases.recording import EventRef

RAIL = 320  # px
MOST_DUES = 6
CALL, COPY, SNOOZE, BOOK = N_("Call"), N_("Copy message"), N_("Snooze"), N_("Book service")
COPIED, PUT_OFF = N_("Message copied"), N_("Snoozed until %(day)s")
TAKEN_UP, BOOKED = N_("Reminder resumed"), N_("%(number)s booked")
OPEN_ORDER = N_("Open %(number)s")
WEEKS = ((7, NN_("%(n)s week", "%(n)s weeks"), 1), (14, NN_("%(n)s week", "%(n)s weeks"), 2))
MONTHS = ((30, NN_("%(n)s month", "%(n)s months"), 1), (91, NN_("%(n)s month", "%(n)s months"), 3))
RESUME = N_("Resume reminder")
NO_REMINDERS = N_("This customer wants no reminders.")
NO_PHONE, NO_OWNER = N_("No known phone number"), N_("No known owner")
CHANGED = frozenset({"vehicle_due", "repair_order", "person", "vehicle"})


class DueCard(Card):
    """The facts and actions of the car that one stands on."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin, self._may = app, "", True
        self.car: DueCar | None = None
        self.name, self.owner = Label("", "section", wrap=True), Label("", "strong", wrap=True)
        self.phone = Label("", "body", "ink2", wrap=True)
        self.call, self.copy = Button(CALL, icon="phone", keys="Ctrl+L"), Button(COPY, icon="copy", keys="Ctrl+M")
        self.snooze = Button(SNOOZE, icon="bell", shown_keys="Ctrl+J")
        self.book = Button(BOOK, "primary", icon="plus", keys="Ctrl+Return")
        self.appoint = Button(APPOINTMENT, icon="calendar-event", keys="Ctrl+Shift+A")
        self.order, self.open = Button("", icon="tool"), Button(N_("Open vehicle"), "link", icon="car")
        self.message = Label("", "small", "ink2", wrap=True)
        self._why, self._menu = Stack(8), Menu(self.snooze, self._fill)
        self.snooze.drop(self._menu)
        self._lay_out()
        self._connect()
        self._clear()

    def _lay_out(self) -> None:
        about = column(self.name, self.owner, self.phone, row(self.call, self.snooze, None, gap=8), gap=6)
        why = column(SectionTitle(N_("Reason")), self._why, gap=6)
        message = column(SectionTitle(N_("Message")), self.message, row(self.copy, None), gap=6)
        steps = (row(self.appoint, None), row(self.book, None), row(self.order, None))
        self._whole = wrap(column(about, *steps, why, message, row(self.open, None), gap=14))
        self.setLayout(column(self._whole, None, gap=0, margins=(16, 14, 16, 14)))

    def _connect(self) -> None:
        self.call.clicked.connect(self._call)
        self.copy.clicked.connect(self._copy)
        self.book.clicked.connect(self._book)
        self._app.permits.need(book_service, self.book)
        self._app.permits.need(snooze_due, self.snooze)
        self.appoint.clicked.connect(lambda: book(self._app, vin=self._vin, work="maintenance"))
        self.order.clicked.connect(self._open_order)
        self.open.clicked.connect(lambda: self._app.go("vehicle", self._vin))
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        listen(self, "Ctrl+J", SNOOZE, self._ask_until)

    @Slot()
    def _ask_until(self) -> None:
        if not self._may:
            return
        self._menu.open_under(self.snooze)

    def show_car(self, vin: str) -> None:
        """Show another car, or none."""
        if vin != self._vin:
            self._vin = vin
            self._load()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._vin and tables & CHANGED:
            self._load()

    def _load(self) -> None:
        user, vin = self._app.user, self._vin
        if not vin:
            self._came("", (None, self._may))
            return
        self._app.run_query(lambda: (due_car(user, vin), user.may(ORDER_EDIT)), partial(self._came, vin))

    def _came(self, vin: str, found: tuple[DueCar | None, bool]) -> None:
        if vin == self._vin:
            self.car, self._may = found
            self._show()

    def _clear(self) -> None:
        self._whole.hide()

    @Slot()
    def _show(self) -> None:
        found = self.car
        self._whole.setVisible(found is not None)
        if found is None:
            return
        self.name.set_message(PlainText(join(found.line.plate, found.line.name)))
        self.owner.set_message(PlainText(found.owner.name) if found.owner else NO_OWNER)
        phone = found.owner.phone if found.owner else ""
        self.phone.set_message(PlainText(phone) if phone else NO_PHONE)
        self.phone.setVisible(found.owner is not None)
        self.call.setEnabled(bool(phone))
        self.book.setVisible(self._may)
        self.appoint.setVisible(self._may)
        self.snooze.setVisible(self._may)
        wants_none = NO_REMINDERS if found.line.no_reminders else ""
        self.message.set_message(wants_none or PlainText(self.words()))
        self.copy.withhold(wants_none)
        self.order.setVisible(found.line.order is not None)
        self.order.set_message(Message(OPEN_ORDER, number=found.line.order or ""))
        self._why.fill(_told(each, found.line) for each in found.dues[:MOST_DUES])

    def words(self) -> str:
        """The message to the owner, in their language."""
        return self.car.message(spoken(self._app.user, self.car.language)) if self.car else ""

    # What is done -----------------------------------------------------------------------------------------------

    @Slot()
    def _call(self) -> None:
        if self.car and self.car.owner and self.car.owner.phone:
            number = "".join(each for each in self.car.owner.phone if each.isdigit() or each == "+")
            QDesktopServices.openUrl(QUrl(f"tel:{number}"))

    @Slot()
    def _copy(self) -> None:
        if self.car:
            QGuiApplication.clipboard().setText(self.words())
            self._app.show_toast(COPIED)

    def _fill(self, menu: Menu) -> None:
        for days, words, count in (*WEEKS, *MONTHS):
            menu.offer(Message(words, n=count), partial(self._put_off, days))
        if self.car and self.car.line.due.snoozed_until:
            menu.group()
            menu.offer(RESUME, partial(self._put_off, 0))

    def _put_off(self, days: int) -> None:
        if self.car:
            until = self.car.today + timedelta(days=days) if days else None
            asked = SnoozeDue(self._vin, until)
            self._app.do(snooze_due, asked, lambda done: self._told_off(done, until))

    def _told_off(self, done: Result[EventRef], until: date | None) -> None:
        self._app.show_toast(Message(PUT_OFF, day=until) if until else TAKEN_UP, undo=self._app.way_back(done))

    @Slot()
    def _book(self) -> None:
        """Book what is planned, in the words of who sits here, and open the order."""
        if self.car:
            asked = BookService(self._vin, jobs=self.car.jobs(translator().current))
            self._app.do(book_service, asked, self._booked)

    def _booked(self, done: Result[OrderDone]) -> None:
        self._app.show_toast(Message(BOOKED, number=done.value.number), undo=self._app.way_back(done))
        self._app.go("order", done.value.number)

    @Slot()
    def _open_order(self) -> None:
        if self.car and self.car.line.order:
            self._app.go("order", self.car.line.order)


def _told(due: Due, line: DueSummary | None) -> QWidget:
    """One thing that comes due: what, when by time and by distance, and why."""
    language, when = translator().current, limits_said(due, line.odometer if line else None)
    because, over = reason(due), overdue_look(due.forecast)
    return wrap(
        column(
            Label(text=said_item(due.code), role="medium", wrap=True),
            Label(text=when, role="small", ink="danger" if over else "ink", wrap=True),
            Label(text=language(because.message, **because.facts), role="small", ink="ink3", wrap=True),
            gap=0,
        )
    )
