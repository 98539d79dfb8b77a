"""The passphrase of encrypted records, asked for before anything of them is opened."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QEventLoop, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.messages import PlainText, set_text
from lifecycle_desk.desktop.look.parts import Backdrop, Button, InfoBar, Label, LineField, PageTitle, column, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.sign_in.cover import INSIDE, CoverCard, in_the_middle
from lifecycle_desk.overview.screens.wizard.answers import first_answers
from lifecycle_desk.store.unlocking import needs_passphrase, unlock, unlock_by_environment

TITLE, PASSPHRASE = N_("Unlock your records"), N_("Passphrase or recovery key")
MEANS = N_(
    "Your records are encrypted. The recovery key is on the sheet printed when they were encrypted. If the passphrase "
    "and the recovery key are both lost, nobody can recover the data."
)
OPEN, CANCEL = C_("records", "Unlock"), N_("Cancel")
LONGEST, WIDTH, HEIGHT = 256, 560, 420


class Unlocking(Backdrop):
    """Asks for the passphrase of a store; `ended` tells that it is open, or that somebody gave up."""

    ended = Signal()

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._store, self.opened = store, False
        self.typed = LineField(PASSPHRASE, longest=LONGEST)
        self.typed.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.enter, self.leave = Button(OPEN, "primary", shown_keys="Return"), Button(CANCEL)
        place = Label(PlainText(store.name), "small", "ink3", ltr=True)
        means = Label(MEANS, "small", "ink2", wrap=True)
        parts = (place, PageTitle(TITLE), self.typed, self.refused, means, row(None, self.leave, self.enter))
        self.setLayout(in_the_middle(CoverCard(column(*parts, gap=12, margins=INSIDE))))
        self.refused.hide()
        self.enter.clicked.connect(self.try_passphrase)
        self.typed.on_enter(self.try_passphrase)
        self.leave.clicked.connect(self.close)
        theme.dress(self)
        self.resize(theme.u(WIDTH), theme.u(HEIGHT))
        set_text(self.setWindowTitle, TITLE)
        self.typed.control.setFocus()

    @Slot()
    def try_passphrase(self) -> None:
        """Open the records by what was typed, or say that it opens nothing."""
        self.refused.hide()
        faults = Faults(lambda: {"passphrase": self.typed})
        faults.clear()
        try:
            unlock(self._store, self.typed.text)
        except Objection as fact:
            self.typed.line.selectAll()
            if not faults.show(fact):
                self.refused.set_message(said_of(fact))
                self.refused.show()
            return
        self.opened = True
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.typed.set_text("")
        super().closeEvent(event)
        self.ended.emit()


def unlocked(where: str, machine: Machine) -> bool:
    """Whether a store can be opened: it is not encrypted, opens by itself, or somebody here knows its passphrase."""
    if not needs_passphrase(where):
        return True
    try:
        if unlock_by_environment(Path(where)):
            return True
    except Objection:
        pass  # asked here, where somebody sits
    translator().set_language(first_answers(where, machine.language).spoken())
    loop, asking = QEventLoop(), Unlocking(Path(where))
    asking.ended.connect(loop.quit)
    asking.show()
    loop.exec()
    opened = asking.opened
    asking.deleteLater()
    return opened
