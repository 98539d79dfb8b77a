"""The card of one appointment: who comes with which car and for what, and what is done about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, Chip, Label, column, row, wrap
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import (
    ARRIVED,
    CANCELLED,
    MOVES,
    NO_SHOW,
    AppointmentState,
    name_of,
)
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT
from lifecycle_desk.stages.service.diary.screens import acting
from lifecycle_desk.stages.service.diary.screens.looks import MEETS, state_look, times_said
from lifecycle_desk.stages.service.diary.screens.messaging import fill_messages
from lifecycle_desk.stages.service.diary.screens.to_come import ToCome
from lifecycle_desk.stages.service.diary.usecases.showing import TABLES, AppointmentCard, appointment_card
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.screens.event_text import join

CHECK_IN, CONFIRM, NOT_COME = C_("appointment", "Check in"), N_("Confirm"), C_("appointment", "No-show")
CANCEL, REOPEN, EDIT = N_("Cancel appointment"), N_("Reopen"), N_("Edit")
CALL, MESSAGE, OPEN_ORDER, OPEN_CAR = N_("Call"), N_("Message"), N_("Open %(number)s"), N_("Open vehicle")
STAYED_AWAY = NN_("%(n)s no-show so far", "%(n)s no-shows so far")
NOBODY = N_("No known owner")
LENT, CAMPAIGN = N_("Courtesy car: %(car)s"), N_("Campaign %(number)s")
RAIL = 300  # px


class AppointmentPanel(Card):
    """The facts and actions of the appointment that one stands on; who is to come, where one stands on none."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number, self._may, self._may_open = app, 0, False, False
        self.card: AppointmentCard | None = None
        self.car, self.when = Label("", "section", wrap=True), Label("", "medium", wrap=True)
        self.state, self.meets = Chip(), Chip(MEETS, "warn", "alert-triangle")
        self.who, self.phone = Label("", "strong", wrap=True), Label("", "body", "ink2", wrap=True)
        self.missed, self.work = Label("", "small", "warn", wrap=True), Label("", "body", wrap=True)
        self.note = Label("", "small", "ink2", wrap=True)
        self.arrive = Button(CHECK_IN, "primary", icon="door-enter", keys="Ctrl+Return")
        self.confirm, self.no_show = Button(CONFIRM, icon="check", keys="Ctrl+J"), Button(NOT_COME, icon="user")
        self.edit = Button(EDIT, icon="edit")
        self.cancel, self.reopen = Button(CANCEL, "quiet", icon="x"), Button(REOPEN, icon="arrow-back-up")
        self.call, self.write = (
            Button(CALL, icon="phone", keys="Ctrl+L"),
            Button(MESSAGE, icon="message", keys="Ctrl+M"),
        )
        self.order, self.open_car = Button("", icon="tool"), Button(OPEN_CAR, "link", icon="car")
        self.write.drop(Menu(self.write, self._fill))
        self.to_come = ToCome()
        self._lay_out()
        self._connect()
        self.tell()

    def _lay_out(self) -> None:
        facts = column(self.car, self.when, row(self.state, self.meets, None, gap=6), self.work, self.note, gap=6)
        person = column(self.who, self.phone, self.missed, row(self.call, self.write, None, gap=8), gap=6)
        steps = column(
            row(self.arrive, self.confirm, None, gap=8),
            row(self.no_show, self.edit, self.reopen, None, gap=8),
            row(self.order, None),
            row(self.cancel, None),
            row(self.open_car, None),
            gap=8,
        )
        self._whole = wrap(column(facts, person, steps, gap=14, margins=(15, 0, 15, 0)))
        self.setLayout(column(self.to_come, self._whole, None, gap=0, margins=(1, 14, 1, 14)))

    def _connect(self) -> None:
        steps: tuple[tuple[Button, Callable[[AppContext, int], None]], ...] = (
            (self.arrive, acting.arrive),
            (self.confirm, acting.confirm),
            (self.no_show, acting.no_show),
            (self.cancel, acting.cancel),
            (self.reopen, acting.reopen),
        )
        for button, does in steps:
            button.clicked.connect(partial(self._act, does))
        self.edit.clicked.connect(lambda: self._app.go("appointment", name_of(self._number)))
        self._app.permits.need(DIARY_EDIT, self.confirm, self.no_show, self.edit, self.cancel, self.reopen)
        self._app.permits.need(ORDER_EDIT, self.arrive)
        self.call.clicked.connect(self._call)
        self.order.clicked.connect(self._open_order)
        self.open_car.clicked.connect(self._open_car)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self.tell)

    def _act(self, does: Callable[[AppContext, int], None], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        if self._number:
            does(self._app, self._number)

    # What it shows ----------------------------------------------------------------------------------------------

    def show_appointment(self, number: int) -> None:
        """Show another appointment, or none."""
        if number != self._number:
            self._number = number
            self._load()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._number and tables & TABLES:
            self._load()

    def _load(self) -> None:
        user, number = self._app.user, self._number
        if not number:
            self.card = None
            self.tell()
            return
        self._app.run_query(
            lambda: (appointment_card(user, number), user.may(DIARY_EDIT), user.may(ORDER_EDIT)),
            partial(self._came, number),
        )

    def _came(self, number: int, found: tuple[AppointmentCard, bool, bool]) -> None:
        if number == self._number:
            self.card, self._may, self._may_open = found
            self.tell()

    @Slot()
    def tell(self) -> None:
        """Tell what is known of it as it is now: who is to come gets overdue while nobody writes."""
        self._whole.setVisible(self.card is not None)
        self.to_come.setVisible(self.card is None)
        if self.card is None:
            return
        shown, of = self.card.shown, self.card.shown.of
        say = translator().current
        self.car.set_message(PlainText(join(shown.car, shown.name if shown.name != shown.car else "")))
        self.when.set_message(PlainText(join(say.formats.weekday(of.on), times_said(shown))))
        self.state.become(*state_look(shown))
        self.meets.setVisible(shown.meets)
        hours = say.formats.measure(of.hours, HOUR)
        lent = say(LENT, car=of.courtesy_car) if of.courtesy_car else ""
        campaign = say(CAMPAIGN, number=of.campaign) if of.campaign else ""
        self.work.set_message(
            PlainText(
                "\n".join(filter(None, (join(say(of.work.label), hours), join(of.technician, of.bay), lent, campaign)))
            )
        )
        self.note.set_message(PlainText(of.note))
        self.note.setVisible(bool(of.note))
        self.who.set_message(PlainText(shown.customer) if shown.customer else NOBODY)
        self.phone.set_message(PlainText(shown.phone))
        self.phone.setVisible(bool(shown.phone))
        self.missed.set_message(Message(STAYED_AWAY, n=shown.no_shows) if shown.no_shows else "")
        self.missed.setVisible(bool(shown.no_shows))
        self._offer(of.state)

    def _offer(self, state: AppointmentState) -> None:
        """Offer what may come next."""
        if self.card is None:
            return
        shown, moves = self.card.shown, MOVES[state]
        here = shown.of.on <= self.card.today
        self.arrive.setVisible(ARRIVED in moves and self._may_open and here)
        self.confirm.setVisible(state is AppointmentState.BOOKED and self._may)
        self.no_show.setVisible(NO_SHOW in moves and self._may and here)
        self.cancel.setVisible(CANCELLED in moves and self._may)
        self.edit.setVisible(shown.of.is_expected and self._may)
        self.reopen.setVisible(state in {NO_SHOW, CANCELLED} and self._may)
        self.call.setEnabled(bool(shown.phone))
        self.order.setVisible(bool(shown.order))
        self.order.set_message(Message(OPEN_ORDER, number=shown.order))
        self.open_car.setVisible(bool(shown.of.vin))

    # What is done -----------------------------------------------------------------------------------------------

    @Slot()
    def _open_order(self) -> None:
        if self.card:
            self._app.go("order", self.card.shown.order)

    @Slot()
    def _open_car(self) -> None:
        if self.card and self.card.shown.of.vin:
            self._app.go("vehicle", self.card.shown.of.vin)

    @Slot()
    def _call(self) -> None:
        if self.card and self.card.shown.phone:
            number = "".join(each for each in self.card.shown.phone if each.isdigit() or each == "+")
            QDesktopServices.openUrl(QUrl(f"tel:{number}"))

    def _fill(self, menu: Menu) -> None:
        if self.card:
            fill_messages(menu, self._app, self.card, self)
