"""The passphrase of encrypted records, asked for before anything of them is opened, and proved in a thread."""

from collections.abc import Generator
from pathlib import Path
from typing import override

from PySide6.QtCore import QEventLoop, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.messages import PlainText, set_text
from lifecycle_desk.desktop.look.parts import Backdrop, Button, InfoBar, Label, LineField, PageTitle, column, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tasks import Tasks
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.sign_in.cover import INSIDE, CoverCard, in_the_middle
from lifecycle_desk.overview.screens.wizard.answers import first_answers
from lifecycle_desk.store.unlocking import keep_open, needs_passphrase, proved, unlock_by_environment
from lifecycle_desk.trust.store_key import StoreKey

TITLE, PASSPHRASE = N_("Unlock your records"), N_("Passphrase or recovery key")
MEANS = N_(
    "Your records are encrypted. The recovery key is on the sheet printed when they were encrypted. If the passphrase "
    "and the recovery key are both lost, nobody can recover the data."
)
OPEN, CANCEL, OPENING = C_("records", "Unlock"), N_("Cancel"), N_("Unlocking your records…")
LONGEST, WIDTH, HEIGHT = 256, 560, 420


class Unlocking(Backdrop):
    """Asks for the passphrase of a store; `ended` tells that it is open, or that somebody gave up."""

    ended = Signal()

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._store, self.opened = store, False
        self._tasks, self._is_trying = Tasks(self), False
        self.typed = LineField(PASSPHRASE, longest=LONGEST)
        self.typed.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.enter, self.leave = Button(OPEN, "primary", shown_keys="Return"), Button(CANCEL)
        place = Label(PlainText(store.name), "small", "ink3", ltr=True)
        means = Label(MEANS, "small", "ink2", wrap=True)
        parts = (place, PageTitle(TITLE), self.typed, self.refused, means, row(None, self.leave, self.enter))
        self.setLayout(in_the_middle(CoverCard(column(*parts, gap=12, margins=INSIDE))))
        self.refused.hide()
        self._faults = Faults(lambda: {"passphrase": self.typed})
        self.enter.clicked.connect(self.try_passphrase)
        self.typed.on_enter(self.try_passphrase)
        self.leave.clicked.connect(self.close)
        theme.dress(self)
        self.resize(theme.u(WIDTH), theme.u(HEIGHT))
        set_text(self.setWindowTitle, TITLE)
        self.typed.control.setFocus()

    @Slot()
    def try_passphrase(self) -> None:
        """Open the records by what was typed, or say that it opens nothing; until that is known, nothing is tried."""
        if self._is_trying:
            return
        self.refused.hide()
        self._faults.clear()
        self._show_trying(is_trying=True)
        self._tasks.start(_one_step(self._store, self.typed.text), self._open, self._refuse)

    def _show_trying(self, *, is_trying: bool) -> None:
        self._is_trying = is_trying
        self.typed.line.setReadOnly(is_trying)
        self.enter.set_message(OPENING if is_trying else OPEN)

    def _open(self, key: StoreKey) -> None:
        if not self._is_trying:  # somebody gave up meanwhile
            return
        self._show_trying(is_trying=False)
        keep_open(key)
        self.opened = True
        self.close()

    def _refuse(self, fact: Exception) -> None:
        if not self._is_trying:
            return
        self._show_trying(is_trying=False)
        self.typed.line.selectAll()
        if not isinstance(fact, Objection) or not self._faults.show(fact):
            self.refused.set_message(said_of(fact))
            self.refused.show()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_trying:
            self._is_trying = False
            self.hide()  # at once: what is being proved cannot be broken off
        self._tasks.end()
        self.typed.set_text("")
        super().closeEvent(event)
        self.ended.emit()


def _one_step(store: Path, typed: str) -> Generator[Step, None, StoreKey]:
    yield Step(0)
    return proved(store, typed)


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
