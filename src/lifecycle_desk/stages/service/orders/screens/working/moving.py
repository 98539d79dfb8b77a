"""Where an order goes on to: the usual step at the foot of its page, any other one in a menu."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, IconButton, Steps, StickyBar
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.stages.service.orders.rules.states import (
    BOOKED,
    CANCELLED,
    CHECK,
    HANDED_OVER,
    IN_WORK,
    READY,
    WAITING,
    WAY,
    OrderState,
    way_to,
)
from lifecycle_desk.stages.service.orders.screens.sheet.before_handover import CUSTOMER_PAYS

NEXT: dict[OrderState, tuple[OrderState, str]] = {
    BOOKED: (IN_WORK, N_("Start work")),
    IN_WORK: (CHECK, N_("To quality check")),
    WAITING: (IN_WORK, N_("Back to work")),
    CHECK: (READY, N_("Mark as ready")),
    READY: (HANDED_OVER, N_("Hand over")),
}
SAVE, PRINT, SAVE_CORRECTION = C_("order", "Save"), C_("order", "Print"), N_("Save correction")
STATUS = C_("order", "Status")
MORE, MOVE_TO, CANCEL_ORDER = N_("More"), N_("Move to “%(state)s”"), N_("Cancel order…")


class OrderBar(StickyBar):
    """The foot of an order: how far it is, what the customer pays, and the next step."""

    def __init__(self) -> None:
        self.save, self.print = Button(SAVE, keys="Ctrl+S"), Button(PRINT, icon="printer", keys="Ctrl+P")
        self._way = Steps([*WAY.values()])
        super().__init__(Button("", "primary", keys="Ctrl+Return"), self.save, self.print, steps=self._way)

    def allow(self, state: OrderState, *, live: bool, correcting: bool) -> None:
        """Show how far it is, and offer what may be done."""
        self.save.setVisible(live and not correcting)
        self.primary.setVisible(live)
        self._way.setVisible(state is not CANCELLED)
        self._way.go(*way_to(state))

    def say(self, state: OrderState, customer: Money, *, correcting: bool) -> None:
        """Say what the customer pays, and what the next step is."""
        self.summary.set_message(Message(CUSTOMER_PAYS, amount=customer))
        if correcting:
            self.primary.set_message(SAVE_CORRECTION)
        elif not state.is_final:
            self.primary.set_message(NEXT[state][1])


class MoreMoves(IconButton):
    """A menu of the states that an order may move to beside the usual one."""

    move_wanted = Signal(object)
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("dots", MORE, kind="plain")
        self._moves: Collection[OrderState] = ()
        self._usual: OrderState | None = None
        self.clicked.connect(self._open)

    def offer(self, moves: Collection[OrderState], state: OrderState) -> None:
        """Take over where an order may go from the state that it is in."""
        self._moves, self._usual = moves, NEXT.get(state, (None, ""))[0]

    @Slot()
    def _open(self) -> None:
        menu = Menu(self)
        menu.group(STATUS)
        for state in self._moves:
            if state not in {self._usual, CANCELLED, HANDED_OVER}:
                menu.offer(Message(MOVE_TO, state=state), partial(self.move_wanted.emit, state))
        menu.group()
        if CANCELLED in self._moves:
            menu.offer(CANCEL_ORDER, self.cancel_wanted.emit)
        menu.open_under(self)
