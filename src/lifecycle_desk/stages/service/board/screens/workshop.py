"""The workshop's page: its board, its list, what they are narrowed to, and how it begins."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import override

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from lifecycle_desk.base.folding import folded
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filter_keeping import FilterKeeping
from lifecycle_desk.desktop.filters import FilterLine
from lifecycle_desk.desktop.look.messages import Message, PlainText, set_text
from lifecycle_desk.desktop.look.parts import (
    Button,
    Choice,
    EmptyPage,
    FilterChip,
    Label,
    PageTitle,
    WholeOrNothing,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.remembered import read_filter
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.board.screens.board import Board
from lifecycle_desk.stages.service.board.screens.capacity import Capacity
from lifecycle_desk.stages.service.board.screens.listing import OrderList, orders_found
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, OPEN, OrderState
from lifecycle_desk.stages.service.orders.usecases.form_defaults import own_names
from lifecycle_desk.stages.service.orders.usecases.part_status import late_tables
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder, OrderDone
from lifecycle_desk.stages.service.orders.usecases.showing import Card, Lane, Orders, board
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.stages.service.payments.usecases.showing import outstanding_counts

WORKSHOP, NEW_ORDER, CLAIMS = N_("Workshop"), N_("New order"), N_("Claims")
PAYMENTS, OUTSTANDING = N_("Payments"), N_("Unpaid: %(n)s")  # NOTE: %(n)s orders are not paid
CARS = NN_("%(n)s vehicle", "%(n)s vehicles")
CARS_LATE = NN_("%(cars)s, %(n)s overdue", "%(cars)s, %(n)s overdue")
MINE, ALL = C_("orders", "Mine"), C_("orders", "Whole workshop")
BOARD, LIST = C_("view", "Board"), C_("view", "List")
EVERYBODY, TECHNICIAN = N_("All technicians"), C_("role", "Technician")
HOW_TO_MOVE = N_("Move a card: drag it, or Ctrl Shift and an arrow key. Every move is recorded on the order.")
MOVED = N_("%(number)s: %(state)s.")
NO_WAY_ON = N_("%(number)s cannot be moved on from “%(state)s” on the board.")
NO_WAY_BACK = N_("%(number)s cannot be moved back from “%(state)s”.")
ALSO = frozenset({"repair_clock", "campaign_car", "order_payment"})  # what the board shows beside orders
WIDEST_NAME = 240  # px of a technician's name
MORE_LANES = NN_("%(n)s more lane", "%(n)s more lanes")  # NOTE: of the workshop board, which scrolls across


class WorkshopPage(PageWidget):
    """The workshop's page: the board, or all orders as a list."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._lanes = app, ()  # type: tuple[AppContext, Sequence[Lane]]
        self._own: frozenset[str] = frozenset()
        self.add = Button(NEW_ORDER, "primary", icon="plus", keys="Ctrl+N")
        self.count, self.field = WholeOrNothing("", "body", "ink3"), FilterLine()
        self.mine, self.all = FilterChip(MINE), FilterChip(ALL, checked=True)
        for chip in (self.mine, self.all):
            chip.hide()  # until it is known whether anything here is one's own
        self.as_board, self.as_list = FilterChip(BOARD, icon="columns", checked=True), FilterChip(LIST, icon="list")
        self.claims = Button(CLAIMS, "link", icon="shield-check")
        self.payments = Button(PAYMENTS, "link", icon="report-money")
        self.technician, self.list = Choice(), OrderList(app)
        self.board = Board(partial(app.permits.lets, move_repair_order))
        self.keeping, self._at_filter = FilterKeeping(app, self.list.save, self, self.filtered), False
        self.capacity = Capacity(app)
        self.empty = self._empty()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._views, self._whole = QStackedWidget(), QStackedWidget()
        self.how_to_move = Label(HOW_TO_MOVE, "small", "ink3", wrap=True)
        self.before = Button("", "link", icon="chevron-left")
        self.after = Button("", "link", icon="chevron-right")
        for button in (self.before, self.after):
            button.hide()  # until the board tells of lanes beyond its edges
        foot = row((self.how_to_move, 1), self.before, 0, self.after, gap=8)
        foot.setAlignment(self.how_to_move, Qt.AlignmentFlag.AlignVCenter)
        self._views.addWidget(wrap(column(self.capacity, (self.board, 1), foot, gap=8)))
        self._views.addWidget(self.list)
        TextWidth(self.field, 180, at_most=True)
        self.technician.fit_words(WIDEST_NAME)
        set_text(self.technician.setAccessibleName, TECHNICIAN)
        filters = (
            self.as_board,
            self.as_list,
            8,
            self.mine,
            self.all,
            8,
            self.technician,
            self.field,
            self.claims,
            self.payments,
            self.add,
        )
        head = row(PageTitle(WORKSHOP), 4, (self.count, 1), *filters, gap=6)
        self._whole.addWidget(wrap(column(head, (self._views, 1), gap=12)))
        self._begin = wrap(column(PageTitle(WORKSHOP), (self.empty, 1), gap=12))
        self._whole.addWidget(self._begin)
        self.setLayout(column((self._whole, 1), gap=0, margins=(24, 14, 24, 14)))
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        for group, chips in zip(self._groups, ((self.mine, self.all), (self.as_board, self.as_list)), strict=True):
            for chip in chips:
                group.addButton(chip)

    def _connect(self) -> None:
        app = self._app
        self.add.clicked.connect(self._new)
        app.permits.lead_to("order_form", self.add)
        self.claims.clicked.connect(lambda: app.go("claims"))
        self.payments.clicked.connect(lambda: app.go("outstanding"))
        self.board.opened.connect(lambda number: app.go("order", number))
        self.list.opened.connect(lambda number: app.go("order", number))
        self.board.move_wanted.connect(self._move)
        self.board.nowhere.connect(self._say_nowhere)
        # Later: what is hidden while Qt shows a page, and the lanes take their places, stays in sight.
        self.board.beyond_changed.connect(self._say_beyond, Qt.ConnectionType.QueuedConnection)
        self.before.clicked.connect(self.board.show_before)
        self.after.clicked.connect(self.board.show_after)
        self.field.wanted.connect(self._narrow)
        self.list.narrowed.connect(self.keeping.offer)
        self.field.onward.connect(self._to_work)
        self.technician.currentIndexChanged.connect(self._show)
        for group in self._groups:
            group.buttonClicked.connect(self._narrow)
        self._groups[1].buttonClicked.connect(self._to_work)
        app.permits.watch((move_repair_order,))
        app.permits.known.connect(self._say_how_to_move)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        app.minute_passed.connect(self._refresh)

    def _empty(self) -> EmptyPage:
        primary = Button(NEW_ORDER, "primary", icon="plus", keys="Ctrl+N")
        vehicles, bring = (
            Button(N_("Show vehicles"), "link", icon="car"),
            Button(N_("Import list"), "link", icon="file-import"),
        )
        primary.clicked.connect(self._new)
        self._app.permits.lead_to("order_form", primary)
        vehicles.clicked.connect(lambda: self._app.go("vehicles"))
        bring.clicked.connect(lambda: self._app.go("import"))
        self._app.permits.lead_to("import", bring)
        return EmptyPage(
            N_("Start with a repair order"),
            N_("Each visit is a card here and moves from lane to lane until the vehicle is handed over."),
            primary,
            (vehicles, bring),
            stages=("sale", "service", "charging"),
        )

    @Slot()
    def _say_beyond(self) -> None:
        for button, count in zip((self.before, self.after), self.board.beyond, strict=True):
            button.set_message(Message(MORE_LANES, n=count))
            button.setVisible(count > 0)

    # The place --------------------------------------------------------------------------------------------------

    @classmethod
    def filtered(cls, user: UserSession, kind: str, text: str) -> Orders | None:
        """The orders of a filter that is kept; None for a state that is no more."""
        state = next((each for each in OrderState if each.value == kind), None)
        return None if kind and state is None else orders_found(user, state, text)

    def kept_as(self) -> tuple[str, str, str]:
        """How the filter of the list is kept: its name, its state, its letters."""
        state = self.list.state
        return self.list.said, state.value if state else "", self.field.text().strip()

    def is_narrowed(self) -> bool:
        """Whether the list shows less than all orders."""
        return self.as_list.isChecked() and bool(self.list.state or self.field.text().strip())

    @override
    def show_key(self, key: str) -> None:
        """A place may name a filter of the list."""
        found = read_filter(key)
        if found or self._at_filter:
            state, text = found or ("", "")
            self._at_filter = found is not None
            (self.as_list if found else self.as_board).setChecked(True)
            self.field.put(text)
            self.list.choose(state)
            self._narrow()

    @override
    def first_focus(self) -> QWidget | None:
        if self._whole.currentWidget() is self._begin:
            return self.empty.primary
        return self.board.first() if self._views.currentIndex() == 0 else self.list.table

    @override
    def filter_field(self) -> QWidget | None:
        return self.field

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & (Orders.tables | Capacity.tables | ALSO | late_tables()):
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Ask anew; also each minute, since promises pass while nobody writes."""
        if not self.isVisible():
            return
        user = self._app.user
        self.capacity.refresh()
        self._app.run_query(lambda: (board(user), bool(Orders(user).keys(1)), own_names(user)), self._came)
        self._app.run_query(lambda: outstanding_counts(user)[1], self._say_outstanding)

    def _say_outstanding(self, count: int) -> None:
        self.payments.set_message(Message(OUTSTANDING, n=count) if count else PAYMENTS)

    def _came(self, found: tuple[Sequence[Lane], bool, frozenset[str]]) -> None:
        self._lanes, there_are_any, self._own = found
        was_empty = self._whole.currentWidget() is self._begin
        self._whole.setCurrentIndex(0 if there_are_any else 1)
        for chip in (self.mine, self.all):
            chip.setVisible(bool(self._own))
        self._offer_technicians()
        self._show()
        if self.isVisible() and (was_empty == there_are_any or self.window().focusWidget() is self.board):
            focus = self.first_focus()
            if focus:
                focus.setFocus()

    def _offer_technicians(self) -> None:
        names = sorted({card.line.technician for lane in self._lanes for card in lane.cards} - {""})
        known = [self.technician.itemData(at) for at in range(1, self.technician.count())]
        if self.technician.count() and names == known:
            return
        chosen = self.technician.currentData()
        self.technician.blockSignals(True)
        self.technician.clear()
        self.technician.offer("", EVERYBODY)
        for name in names:
            self.technician.offer(name, PlainText(name))
        self.technician.setCurrentIndex(max(0, self.technician.place_of(chosen or "")))
        self.technician.blockSignals(False)

    # What it is narrowed to -------------------------------------------------------------------------------------

    @Slot()
    def _narrow(self) -> None:
        as_list = self.as_list.isChecked()
        self._views.setCurrentIndex(1 if as_list else 0)
        self.technician.setVisible(not as_list)
        self.list.narrow(self.field.text().strip())
        self.keeping.offer()
        self._show()

    @Slot()
    def _show(self) -> None:
        lanes = [self._narrowed(lane) for lane in self._lanes]
        self.board.show_lanes(lanes)
        cards = [card for lane in lanes for card in lane.cards if lane.state is not HANDED_OVER]
        late, language = sum(card.passed is not None for card in cards), translator().current
        cars = Message(CARS, n=len(cards))
        self.count.set_message(Message(CARS_LATE, cars=language(CARS, n=len(cards)), n=late) if late else cars)
        whole = [card for lane in self._lanes if lane.state in OPEN for card in lane.cards]
        self.all.count(language.formats.number(len(whole)))
        self.mine.count(language.formats.number(sum(self._is_mine(card) for card in whole)))

    def _narrowed(self, lane: Lane) -> Lane:
        cards = tuple(card for card in lane.cards if self._fits(card))
        return replace(lane, cards=cards, hours=sum((card.load.hours for card in cards), Decimal(0)))

    def _fits(self, card: Card) -> bool:
        technician, wanted = self.technician.currentData(), folded(self.field.text().strip())
        line = card.line
        texts = (line.number, line.vin, line.plate, line.model, line.owner, line.complaint, line.technician)
        return (
            (not technician or line.technician == technician)
            and (self.all.isChecked() or not self._own or self._is_mine(card))
            and (not wanted or any(wanted in folded(text or "") for text in texts))
        )

    def _is_mine(self, card: Card) -> bool:
        return bool({card.line.technician, card.line.adviser} & self._own)

    @Slot()
    def _to_work(self) -> None:
        focus = self.first_focus()
        if focus:
            focus.setFocus()

    # What is done on it -----------------------------------------------------------------------------------------

    @Slot()
    def _new(self) -> None:
        self._app.go("order_form")

    @Slot(str, object)
    def _move(self, number: str, state: OrderState) -> None:
        """Move an order; what needs a form of its own is done on its page."""
        if state is HANDED_OVER:
            self._app.go("order", f"{number}/hand-over")
            return
        self.board.follow(number)
        self._app.do(move_repair_order, MoveRepairOrder(number, state), self._moved)

    def _moved(self, done: Result[OrderDone]) -> None:
        self._app.show_toast(
            Message(MOVED, number=done.value.number, state=done.value.state), undo=self._app.way_back(done)
        )

    @Slot()
    def _say_how_to_move(self) -> None:
        self.how_to_move.set_message(self._app.permits.reason(move_repair_order) or HOW_TO_MOVE)

    @Slot(str, object, int)
    def _say_nowhere(self, number: str, state: OrderState, by: int) -> None:
        self._app.hint(Message(NO_WAY_ON if by > 0 else NO_WAY_BACK, number=number, state=state))
