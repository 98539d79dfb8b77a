"""Asks for the passphrase of an encrypted file that somebody brought, and opens it for as long as it is looked at."""

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.sealed_file import FilePassphraseMissing, SealedFileNotOpened, opened_file
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button, Label, LineField, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.overview.screens.settings.encryption_card import LONGEST

TITLE = N_("This file is encrypted")
SENTENCE = N_("Enter the passphrase that the sender of %(file)s gave you.")
FILE_PASSPHRASE, OPEN, CANCEL = N_("Passphrase of the file"), N_("Open"), N_("Cancel")
WIDE = 360  # px

type Opened = tuple[ExitStack, Path]


class SealedQuestion(QWidget):
    """A file that is encrypted, with a field for its passphrase; what it holds is wiped when it is put away."""

    opened = Signal(Path)
    gave_up = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._asked = app, 0
        self._file = Path()
        self._open, self.plain = ExitStack(), Path()  # the second is the content of the file, while it lies open
        self.sentence = Label("", "read", "ink2", align="centre", wrap=True)
        self.passphrase = LineField(FILE_PASSPHRASE, longest=LONGEST)
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        TextWidth(self.passphrase, WIDE)
        self.enter, self.leave = Button(OPEN, "primary", shown_keys="Return"), Button(CANCEL)
        title = Label(TITLE, "title")
        said = (None, row(None, title, None), row(None, (self.sentence, 1000), None), 12)
        asked = (row(None, self.passphrase, None), row(None, self.leave, self.enter, None, gap=8), None, None)
        self.setLayout(column(*said, *asked, gap=6, margins=(24, 0, 24, 24)))
        self.setFocusProxy(self.passphrase.line)
        self.passphrase.on_enter(self._try)
        self.enter.clicked.connect(self._try)
        self.leave.clicked.connect(self.gave_up)
        self.destroyed.connect(self._open.close)
        if running := QCoreApplication.instance():
            running.aboutToQuit.connect(self._open.close)

    def ask(self, file: Path) -> None:
        """Ask about a file."""
        self.put_away()
        self._file = file
        self.sentence.set_message(SENTENCE, file=file.name)
        self.passphrase.setFocus()

    def put_away(self) -> None:
        """Wipe what lies open, and forget the passphrase."""
        self._asked += 1
        self._open.close()
        self.plain = Path()
        self.passphrase.set_text("")
        self.passphrase.clear()

    @Slot()
    def _try(self) -> None:
        file, typed, asked = self._file, self.passphrase.line.text(), self._asked
        if not typed:
            self.passphrase.object_to(FilePassphraseMissing())
            return
        self._app.run_query(
            lambda: _opened(file, typed), lambda found: self._came(asked, found), lambda fact: self._refuse(asked, fact)
        )

    def _came(self, asked: int, found: Opened) -> None:
        opened, plain = found
        if asked != self._asked:
            opened.close()  # it was put away meanwhile
            return
        self._open.callback(opened.close)
        self.plain = plain
        self.passphrase.set_text("")
        self.opened.emit(plain)

    def _refuse(self, asked: int, fact: Exception) -> None:
        if asked != self._asked:
            return
        if isinstance(fact, SealedFileNotOpened):
            self.passphrase.object_to(fact)
            self.passphrase.setFocus()
        else:
            self._app.failed.emit(fact)


def _opened(file: Path, passphrase: str) -> Opened:
    """A file's content where it lies open, and what wipes it."""
    held = ExitStack()
    return held, held.enter_context(opened_file(file, passphrase))
