"""Actions on one order from its page: saved, moved on, handed over, cancelled, corrected."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.stages.service.estimates.rules import MoreThanApproved
from lifecycle_desk.stages.service.estimates.usecases.approving import ProposeBeyond, propose_beyond
from lifecycle_desk.stages.service.orders.rules.states import READY, OrderChangedMeanwhile, OrderState
from lifecycle_desk.stages.service.orders.screens.sheet.jobs import OrderFaults
from lifecycle_desk.stages.service.orders.screens.working.handing_over import HandOverPanel
from lifecycle_desk.stages.service.orders.screens.working.sheet_editor import SheetEditor
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order, correct_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CancelRepairOrder,
    ChangeRepairOrder,
    CorrectRepairOrder,
    HandOverRepairOrder,
    MoveRepairOrder,
    OrderDone,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    cancel_repair_order,
    hand_over_repair_order,
    move_repair_order,
)

PROPOSED = N_("Work above the approved amount is waiting for the customer")
SAVED, MOVED = N_("%(number)s saved"), N_("%(number)s: %(state)s.")


class OrderFlow(QObject):
    """Does the verbs of one order in the order in which a person means them: what was typed is kept first."""

    saved = Signal(object)  # Done[OrderDone]: the sheet, or the whole order
    conflict = Signal(object)  # OrderChangedMeanwhile
    over = Signal(object)  # MoreThanApproved
    proposed = Signal()  # what went over the approved sum waits for the customer, all else is kept

    def __init__(self, app: AppContext, sheet: SheetEditor, panel: HandOverPanel, parent: QObject) -> None:
        super().__init__(parent)
        self.number = ""
        self._app, self._sheet, self._panel = app, sheet, panel
        self._then: Callable[[], object] | None = None
        fields = {**sheet.fields, **panel.fields}
        self._submission = Submission(app, OrderFaults(fields, sheet.jobs), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self._proposing = Submission(app, OrderFaults(fields, sheet.jobs), self)
        self._proposing.saved.connect(self.proposed)

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Keep what was typed, and do something else once it is kept; at once where nothing was typed."""
        self._then = then
        if self._sheet.is_touched:
            self._submission.submit(change_repair_order, lambda: ChangeRepairOrder(**self._read()))
        else:
            self._and_then()

    def move(self, state: OrderState) -> None:
        """Keep what was typed, and move the order."""
        asked = MoveRepairOrder(self.number, state)
        self.save(partial(self._app.do, move_repair_order, asked, self._tell_state))

    @staticmethod
    def next_of(state: OrderState, *, correcting: bool) -> Command[Any, Any]:
        """The command of the next step of an order."""
        if correcting:
            return correct_repair_order
        return hand_over_repair_order if state is READY else move_repair_order

    def hand_over(self) -> None:
        """Keep what was typed, and hand the vehicle over."""
        self.save(partial(self._submission.submit, hand_over_repair_order, self._read_panel))

    def cancel(self, why: str) -> None:
        """Cancel the order."""
        self._app.do(cancel_repair_order, CancelRepairOrder(self.number, why), self._tell_state)

    def correct(self, why: str) -> None:
        """Keep a closed order as it should have been."""
        self._submission.submit(correct_repair_order, lambda: CorrectRepairOrder(**self._read(), why=why))

    def propose(self) -> None:
        """Keep what was typed, and propose what of it goes over the approved sum."""
        self._proposing.submit(propose_beyond, lambda: ProposeBeyond(**self._read()), PROPOSED)

    def _read(self) -> dict[str, Any]:
        return {"number": self.number} | self._sheet.read()

    def _read_panel(self) -> HandOverRepairOrder:
        panel = self._panel
        return HandOverRepairOrder(
            number=self.number,
            odometer_out=panel.odometer_out,
            on=panel.day,
            without_lines=panel.free.checked,
            paid_by=panel.paid,
            means=panel.paid_by.means,
        )

    @Slot(object)
    def _saved(self, done: Result[OrderDone]) -> None:
        self._sheet.saved(done.value.revision)
        if done.value.event is not None:
            self._tell_state(done)
        elif self._then is None:
            self._app.show_toast(Message(SAVED, number=done.value.number))
        self.saved.emit(done)
        self._and_then()

    def _tell_state(self, done: Result[OrderDone]) -> None:
        self._app.show_toast(
            Message(MOVED, number=done.value.number, state=done.value.state), undo=self._app.way_back(done)
        )

    def _and_then(self) -> None:
        then, self._then = self._then, None
        if then:
            then()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        self._then = None
        if isinstance(objection, OrderChangedMeanwhile):
            self.conflict.emit(objection)
        elif isinstance(objection, MoreThanApproved):
            self.over.emit(objection)
