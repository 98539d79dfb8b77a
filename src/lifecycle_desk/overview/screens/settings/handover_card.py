"""The signing key on its way to another computer of the dealership, and keys that a computer made by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.dealership.rules import Guard
from lifecycle_desk.dealership.usecases.key_handover import HandOverKeys, TakeKeys, hand_over_keys, take_keys
from lifecycle_desk.dealership.usecases.keys import KnownKey
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, InfoBar, Label, LineField, SectionTitle, column, row, wrap
from lifecycle_desk.overview.screens.sign_in.recovering import CodeShown
from lifecycle_desk.proof.usecases.keys import EndorseKey, endorse_key

TITLE, CODE_TITLE = N_("Other computers"), N_("Transfer code")
MEANS = N_("Computers that share the server sign with the same key. Each one receives it from another by a code.")
CODE_MEANS = N_("Enter this code on the other computer, in Settings, Signing keys. It works once, within one hour.")
ELSEWHERE = N_("This computer cannot sign documents yet. Request a transfer code from a computer that can.")
SHOW, TAKE, TAKEN = N_("Show transfer code"), N_("Add signing key"), N_("Signing key added")
ODD = N_("Key %(number)s was made on another computer and is not endorsed, so it signs no documents.")
ENDORSE, ENDORSED = N_("Endorse key"), N_("Key endorsed")


class HandoverCard(QWidget):
    """For books on a server alone: gives the key to another computer, or takes it by a code."""

    changed = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._odd = app, 0
        self.elsewhere, self.odd = InfoBar(ELSEWHERE, tone="warn", icon="lock"), InfoBar("", tone="warn", icon="key")
        self.code, self.take = LineField(CODE_TITLE, mono=True, longest=64), Button(TAKE, "primary")
        self.show_code, self.endorse = Button(SHOW, icon="key"), Button(ENDORSE)
        self.shown = CodeShown(app, CODE_TITLE, CODE_MEANS, narrow=True)
        self.shown.print.hide()  # it serves for an hour
        self._submission = Submission(app, Faults(lambda: {"code": self.code}), self)
        self._giving = Submission(app, Faults(dict), self)
        self.taking = wrap(column(self.elsewhere, self.code, row(None, self.take), gap=8))
        self.vouching = wrap(column(self.odd, row(None, self.endorse), gap=8))
        self.giving = wrap(row(None, self.show_code))
        self.usual = wrap(column(self.taking, self.vouching, self.giving, gap=8))
        self.setLayout(
            column(
                SectionTitle(TITLE),
                Label(MEANS, "small", "ink3", wrap=True),
                self.usual,
                self.shown,
                gap=8,
                margins=(16, 14, 16, 14),
            )
        )
        self.shown.hide()
        self._connect()

    def _connect(self) -> None:
        self.take.clicked.connect(lambda: self._submission.submit(take_keys, lambda: TakeKeys(self.code.text), TAKEN))
        self.code.on_enter(self.take.click)
        self.endorse.clicked.connect(
            lambda: self._submission.submit(endorse_key, lambda: EndorseKey(self._odd), ENDORSED)
        )
        self.show_code.clicked.connect(lambda: self._giving.submit(hand_over_keys, HandOverKeys))
        for command, button in ((hand_over_keys, self.show_code), (endorse_key, self.endorse)):
            self._app.permits.need(command, button)
        self._submission.saved.connect(self._done)
        self._giving.saved.connect(self._show)
        self.shown.done.connect(self._rest)

    def show_state(self, keys: Sequence[KnownKey], unendorsed: Sequence[int]) -> None:
        """Show what this computer can do with the keys of the dealership."""
        shared = [each for each in keys if each.guard is Guard.DEALER and each.revoked_at is None]
        has = any(each.usable for each in shared)
        self.taking.setVisible(not all(each.usable for each in shared))
        self.elsewhere.setVisible(not has)
        self.giving.setVisible(has)
        self._odd = next(iter(unendorsed), 0)
        self.vouching.setVisible(bool(self._odd))
        self.odd.set_message(Message(ODD, number=self._odd))

    @Slot(object)
    def _show(self, made: Result[str]) -> None:
        self.usual.hide()
        self.shown.show()
        self.shown.show_code(made.value)

    @Slot()
    def _rest(self) -> None:
        self.shown.hide()
        self.usual.show()

    @Slot(object)
    def _done(self, _done: object) -> None:
        self.code.set_text("")
        self.changed.emit()
