"""All records given out as one file: for another program, or to begin anew elsewhere; encrypted on its way."""

from pathlib import Path

from PySide6.QtCore import QDir, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.interchange import records
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.sealed_file import ENDING, sealed_file
from lifecycle_desk.dealership.rules import check_passphrase
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.list_export import EXPORTING, SHOW_IN_FOLDER, FileNotWritten
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, CheckField, Label, LineField, SectionTitle, column, row
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.settings.encryption_card import LONGEST, PassphrasesDiffer
from lifecycle_desk.store.files import pour_whole

TITLE, EXPORT_ALL = N_("Export records"), N_("Export records…")
ABOUT = N_(
    "All records in one file, from which Lifecycle Desk can start anew on another computer. It contains the personal "
    "data of your customers."
)
SEALS, MEANS = N_("Encrypt the file"), N_("Tell the recipient the passphrase by another channel, such as by phone.")
PASSPHRASE, AGAIN = N_("Passphrase of the file"), N_("Passphrase of the file again")
EXPORTED = N_("Records exported")
PLAIN = ".jsonl"


class RecordsCard(QWidget):
    """Gives out all records, under a passphrase of the file's own unless somebody unticks that."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self.seals = CheckField(SEALS, checked=True)
        self.seals.stand_alone()
        self.passphrase, self.again = (
            LineField(PASSPHRASE, hint=MEANS, longest=LONGEST),
            LineField(AGAIN, longest=LONGEST),
        )
        for field in (self.passphrase, self.again):
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.seals.toggled.connect(field.setVisible)
        self.export = Button(EXPORT_ALL, icon="download")
        self._faults = Faults(lambda: {"passphrase": self.passphrase, "again": self.again})
        typed = row((self.passphrase, 1), (self.again, 1), gap=16)
        parts = (
            SectionTitle(TITLE),
            Label(ABOUT, "small", "ink3", wrap=True),
            self.seals,
            typed,
            row(self.export, None),
        )
        self.setLayout(column(Card(column(*parts, gap=8, margins=(16, 10, 16, 12))), gap=0))
        self.export.clicked.connect(self._export)
        self.again.on_enter(self._export)
        app.permits.need(EXPORT, self.export)

    @Slot()
    def _export(self) -> None:
        """Ask where the file goes, once its passphrase is one; a name without the ending of encrypted files gets it."""
        self._faults.clear()
        try:
            passphrase = self._passphrase()
        except Objection as refused:
            self._faults.show(refused)
            return
        say, ending = translator().current, PLAIN + ENDING if passphrase else PLAIN
        proposed = QDir.home().filePath(f"{say(TITLE)} {say.formats.today().isoformat()}{ending}")
        chosen, _ = QFileDialog.getSaveFileName(self.window(), say(TITLE), proposed, f"{say(TITLE)} (*{ending})")
        if chosen:
            path = Path(chosen if chosen.casefold().endswith(ending) else chosen + ending)
            steps = _written(self._app.user, path, passphrase)
            self._app.run_long(steps, self._exported, name=EXPORTING)

    def _passphrase(self) -> str:
        """The passphrase of the file; empty for one that anybody may read."""
        if not self.seals.checked:
            return ""
        typed = self.passphrase.line.text()
        check_passphrase(typed)
        if typed != self.again.line.text():
            raise PassphrasesDiffer
        return typed

    def _exported(self, path: Path) -> None:
        for field in (self.passphrase, self.again):
            field.set_text("")
        self._app.show_toast(EXPORTED, PlainText(path.name), then=[_showing(path.parent)])


def _showing(folder: Path) -> PaletteCommand:
    """What one would do next: look into the folder."""
    return PaletteCommand(SHOW_IN_FOLDER, "folder", lambda _: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))


def _written(user: UserSession, path: Path, passphrase: str) -> Steps[Path]:
    """All records in a file, whole or not at all."""
    yield Step(0)
    chunks = records.write(user, {})
    try:
        pour_whole(path, sealed_file(chunks, passphrase) if passphrase else chunks)
    except OSError as why:
        raise FileNotWritten(path.name, why.strerror or str(why)) from why
    return path
