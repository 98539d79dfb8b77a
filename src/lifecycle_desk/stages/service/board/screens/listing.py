"""All repair orders as a list, narrowed to a state or to what a few letters find."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.listing import SaveFilter
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.ageing import passed_look
from lifecycle_desk.desktop.look.parts import Card, Label, column, row, wrap
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.screens.looks import STATES
from lifecycle_desk.stages.service.orders.usecases.finding import FoundOrders, OrderSummary, order_counts
from lifecycle_desk.stages.service.orders.usecases.showing import Orders, passed_promise
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions
from lifecycle_desk.vehicle.screens.messages import messages_about

ORDERS, NOTHING_FITS = N_("Repair orders"), N_("No repair orders for this filter.")
STATE_PLACE = {state: place for place, state in enumerate(OrderState)}
COLUMNS = (
    Column(
        C_("order", "Number"),
        128,
        role="medium",
        id="number",
        value=lambda line: line.number,
        rank=lambda line: line.key,
    ),
    Column(
        C_("order", "Date"), 108, role="small", ink="ink2", id="opened", value=lambda line: line.opened_on, gives_way=1
    ),
    Column(C_("order", "Vehicle"), id="vehicle", rank=lambda line: f"{line.plate or ''} {line.model}".strip()),
    Column(C_("order", "Customer"), 170, id="customer", value=lambda line: line.owner, gives_way=3),
    Column(C_("order", "Status"), 150, id="state", rank=lambda line: STATE_PLACE[line.state]),
    Column(
        C_("order", "Promised"),
        164,
        "end",
        "small",
        "ink2",
        id="promised",
        value=lambda line: None if line.state.is_final else line.promised,
    ),
    Column(N_("Customer pays"), 120, "end", id="pays", value=lambda line: line.customer_pays, sums=True),
    Column(C_("order", "Complaint"), 260, id="complaint", value=lambda line: line.complaint, extra=True),
    Column(
        C_("order", "Handed over"),
        120,
        "end",
        "small",
        "ink2",
        id="handed_over",
        value=lambda line: line.handed_over_on,
        extra=True,
        gives_way=2,
    ),
)


def _print(app: AppContext, lines: Sequence[OrderSummary]) -> None:
    """Go to the papers of the chosen orders: of one at once, of several as a list."""
    app.go("reports", f"repair-order:{','.join(line.number for line in lines)}")


OPEN_ORDER = N_("Open order")
IS_READY = N_("your %(car)s is ready to be collected (repair order %(number)s).")
STANDS = N_("repair order %(number)s for your %(car)s: %(state)s.")


def _says(line: OrderSummary) -> tuple[Said, ...]:
    """What the customer of an order is told: that the car can be fetched, or how far it is."""
    if line.state is OrderState.READY:
        return (Said(IS_READY, number=line.number),)
    return (Said(STANDS, number=line.number, state=line.state),)


_, OPEN_VEHICLE, COPY_VIN, MESSAGES = vehicle_actions(
    lambda line: line.vin, messages_about(lambda line: line.vin, _says, lambda line: line.customer)
)
ACTIONS = (
    ListAction[OrderSummary](words=N_("Documents…"), icon="printer", run=_print, keys="Ctrl+P", many=True),
    OPEN_VEHICLE,
    COPY_VIN,
    MESSAGES,
)


def orders_found(user: UserSession, state: OrderState | None, text: str) -> Orders:
    """The orders in a state (None: in any) that some letters find."""
    states = (state,) if state else None
    return FoundOrders(user, text, states) if text else Orders(user, states)


class OrderList(QWidget):
    """Chips of states, each with its number, over a long table."""

    opened = Signal(str)  # the number of an order
    narrowed = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._text = app, ""
        self.chips = FilterChips(
            ORDERS, [Kind(state, state.label, *STATES[state]) for state in OrderState], C_("orders", "All")
        )
        self.save = SaveFilter()
        self.save.hide()
        self.table = LongTable(ORDERS, Orders(app.user), COLUMNS, cells, app, actions=ACTIONS, opens=OPEN_ORDER)
        self.table.acts.listen()
        self._card = QStackedWidget()
        self._card.addWidget(self.table)
        self._card.addWidget(wrap(column(None, row(None, Label(NOTHING_FITS, "read", "ink2"), None), None)))
        line = row((self.chips, 1), self.save, gap=12)
        line.setAlignment(self.save, Qt.AlignmentFlag.AlignTop)
        card = Card(column((self._card, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(line, (card, 1), gap=12))
        self.table.counted.connect(lambda count: self._card.setCurrentIndex(0 if count else 1))
        self.table.opened.connect(self._open)
        self.chips.chosen.connect(self._show)
        app.changed.connect(self._heard)

    @property
    def state(self) -> OrderState | None:
        """The state to which the list is narrowed."""
        return self.chips.value if isinstance(self.chips.value, OrderState) else None

    @property
    def said(self) -> str:
        """The filter in words."""
        chip = self.chips.chips[self.state].text() if self.state else ""
        return " ".join(filter(None, (chip, self._text)))

    def narrow(self, text: str) -> None:
        """Show what some letters find; all without letters."""
        if text != self._text:
            self._text = text
            self._count()
            self._show()

    def choose(self, state: str) -> None:
        """Narrow the list to a state by its code; to none by any other."""
        self.chips.choose(next((each for each in OrderState if each.value == state), None))

    @Slot()
    def _show(self) -> None:
        self._card.setCurrentIndex(0)  # a table that is hidden asks for nothing
        self.table.show_listing(orders_found(self._app.user, self.state, self._text))
        self.narrowed.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & Orders.tables:
            self._count()

    def _count(self) -> None:
        user, text = self._app.user, self._text

        def came(found: tuple[Mapping[OrderState, int], int]) -> None:
            if text == self._text:
                self.chips.show_counts(*found)

        self._app.run_query(lambda: order_counts(user, text), came)

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.table.long.listing.rows([key]).get(key)
        if found:
            self.opened.emit(found.number)


def cells(line: OrderSummary) -> Sequence[str | Cell]:
    """An order in the columns of the list."""
    language, (tone, icon) = translator().current, STATES[line.state]
    return (
        line.number,
        language.formats.cell_day(line.opened_on),
        join(line.plate, line.model),
        line.owner or "",
        Cell(language(line.state.label), tone, icon, is_chip=True),
        _promised(line),
        language.formats.in_list(line.customer_pays) if line.customer_pays else "",
        " ".join(line.complaint.split()),
        language.formats.cell_day(line.handed_over_on) if line.handed_over_on else "",
    )


def _promised(line: OrderSummary) -> str | Cell:
    """When an open order was promised; coloured once that has passed and the car is not ready."""
    if line.promised is None or line.state.is_final:
        return ""
    moment = translator().current.formats.cell_moment(line.promised)
    look = passed_look(line.promised, now) if passed_promise(line, now := clock.now()) else None
    return Cell(moment, *look) if look else moment
