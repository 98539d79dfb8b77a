"""A legal hold on a customer: placed with a reason, which goes with their data, and lifted again."""

from datetime import date
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, Label, LineField, column, row, wrap
from lifecycle_desk.vehicle.usecases.holding import LiftHold, PlaceHold, held_since, lift_hold, place_hold

PLACE, LIFT = N_("Legal hold…"), N_("Lift legal hold")
PLACED, LIFTED = N_("Legal hold placed"), N_("Legal hold lifted")
SINCE = N_("Legal hold since %(day)s")


class LegalHold(QWidget):
    """The button that asks for the reason, or since when there is a hold and the button that lifts it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number = app, 0
        self.place, self.lift = Button(PLACE, icon="lock"), Button(LIFT, "link", icon="lock-open")
        self.why = LineField(N_("Reason for the legal hold"))
        self.save = Button(N_("Place legal hold"), icon="lock")
        self._since = Label("", "small", "ink2", wrap=True)
        self._asked = wrap(column(self.why, row(self.save, None), gap=4, margins=(0, 8, 0, 0)))
        self._held = wrap(column(self._since, row(self.lift, None), gap=4, margins=(0, 8, 0, 0)))
        self._button = wrap(row(self.place, None, margins=(0, 4, 0, 0)))
        self.setLayout(column(self._button, self._asked, self._held, gap=0))
        self._submission = Submission(app, Faults(lambda: {"why": self.why}), self)
        self._submission.saved.connect(lambda _done: self._look())
        self.place.clicked.connect(self._ask)
        self.save.clicked.connect(self._place)
        self.lift.clicked.connect(self._lift)
        app.permits.need(place_hold, self.place, self.save)
        app.permits.need(lift_hold, self.lift)
        self._show(None)

    def about(self, number: int) -> None:
        """Name the customer concerned."""
        self._number = number
        self.why.line.clear()
        self._show(None)
        self._look()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        user, number = self._app.user, self._number
        if number and self.isVisible():
            self._app.run_query(lambda: held_since(user, number), self._show)

    def _show(self, since: date | None) -> None:
        self._button.setVisible(since is None)
        self._asked.hide()
        self._held.setVisible(since is not None)
        self._since.set_message(Message(SINCE, day=since) if since else "")

    @Slot()
    def _ask(self) -> None:
        self._button.hide()
        self._asked.show()
        self.why.setFocus()

    @Slot()
    def _place(self) -> None:
        self._submission.submit(place_hold, lambda: PlaceHold(self._number, self.why.text), PLACED)

    @Slot()
    def _lift(self) -> None:
        self._submission.submit(lift_hold, lambda: LiftHold(self._number), LIFTED)
