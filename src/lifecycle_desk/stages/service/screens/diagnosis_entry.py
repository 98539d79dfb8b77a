"""A session of diagnosis typed or pasted in one field: what is understood of it stands below while one types."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import DraftKeeper, Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, LineField, TextField, column, row
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.rules.diagnosis import EcuRead
from lifecycle_desk.stages.service.rules.pasted_codes import pasted
from lifecycle_desk.stages.service.usecases.diagnosis import DiagnosisDone, RecordDiagnosis, record_diagnosis
from lifecycle_desk.vehicle.screens.event_text import join

CODES = N_("Codes, as text or hex; paste as many as there are")
HOW = N_(
    "P0AA6-1A 2F is code, failure type and status byte. A line such as “BMS, 2.1.0:” names the control unit below it."
)
SOFTWARE, TESTER, NOTE = N_("Software of the vehicle"), N_("Diagnostic tester"), C_("order", "Note")
SAVE, GIVE_UP = C_("trouble code", "Save codes"), C_("question", "Cancel")
READ_OUT = NN_("%(n)s trouble code read out", "%(n)s trouble codes read out")
SHOWN = 6  # codes that the echo spells out
ROWS = 4


class DiagnosisEntry(QWidget):
    """One field for codes, and what else is worth a word; Ctrl+D saves, Escape gives up."""

    saved = Signal()
    given_up = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number = app, ""
        self.codes = TextField(CODES, hint=HOW, rows=ROWS, longest=20_000)
        self.software, self.tool = LineField(SOFTWARE, longest=200), LineField(TESTER, longest=200)
        self.note = LineField(NOTE, longest=2_000)
        self.save, cancel = Button(SAVE, "plain", icon="check", shown_keys="Ctrl+D"), Button(GIVE_UP, "quiet")
        beside = row((self.software, 1), (self.tool, 1), (self.note, 2), gap=12)
        self.setLayout(column(self.codes, beside, row(self.save, cancel, None, gap=8), gap=4))
        fields = {"codes": self.codes, "software": self.software, "tool": self.tool, "note": self.note}
        self._submission = Submission(app, Faults(lambda: fields), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self._keeper = DraftKeeper(app, "diagnosis", self._typed, self._write, self)
        self.codes.edited.connect(self._understand)
        self.save.clicked.connect(self.submit)
        cancel.clicked.connect(self.give_up)
        for line in (self.software, self.tool, self.note):
            line.line.returnPressed.connect(self.focusNextChild)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.give_up)
        translator().changed.connect(self._understand)
        self.hide()

    def be_about(self, number: str) -> bool:
        """Belong to an order from now on; what was typed for it and never saved comes back. Gives whether it did."""
        if number == self._number:
            return False
        self.leave()
        self._number = number
        self._clear()
        self._keeper.begin(number)
        return bool(self.codes.text)

    def leave(self) -> None:
        """The page is left: what was typed is kept."""
        self._keeper.leave()
        self._number = ""

    def keep(self) -> None:
        """Keep what was typed."""
        self._keeper.keep()

    @Slot()
    def give_up(self) -> None:
        """Let go of what was typed."""
        self._clear()
        self._keeper.end()
        self._keeper.begin(self._number)
        self.given_up.emit()

    @Slot()
    def submit(self) -> None:
        """Write the session down."""
        self._submission.submit(record_diagnosis, self._read)

    def _read(self) -> RecordDiagnosis:
        return RecordDiagnosis(
            order=self._number,
            ecus=pasted(self.codes.text),
            software=self.software.text,
            tool=self.tool.text,
            note=self.note.text,
        )

    @Slot(object)
    def _saved(self, done: Result[DiagnosisDone]) -> None:
        self._clear()
        self._keeper.end()
        self._keeper.begin(self._number)
        if not done.warnings:
            self._app.show_toast(Message(READ_OUT, n=len(done.value.codes)), undo=self._app.way_back(done))
        self.saved.emit()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        self.codes.object_to(objection)
        self.codes.setFocus()

    @Slot()
    def _understand(self) -> None:
        """Say what is understood; a line that is not finished yet is no fault while one types."""
        try:
            found = pasted(self.codes.text)
        except Objection as objection:
            self.codes.object_to(objection, warning=True)
            return
        if found:
            self.codes.understood(_echo(found))
        else:
            self.codes.clear()

    def _clear(self) -> None:
        self.codes.set_text("")
        self.note.set_text("")

    def _typed(self) -> dict[str, str]:
        lines = {"software": self.software, "tool": self.tool, "note": self.note}
        typed = {"codes": self.codes.text} | {name: field.text for name, field in lines.items()}
        return typed if typed["codes"] or typed["note"] else {}

    def _write(self, draft: dict[str, Any]) -> None:
        if draft:
            self.codes.set_text(draft["codes"])
            for field, name in ((self.software, "software"), (self.tool, "tool"), (self.note, "note")):
                field.set_text(draft[name])


def _echo(units: tuple[EcuRead, ...]) -> str:
    """How many codes were understood, and the first of them with their control units."""
    codes = [join(code.code, unit.name, sign=" ") for unit in units for code in unit.codes]
    more = ("…",) if len(codes) > SHOWN else ()
    return join(translator().current(NN_("%(n)s code", "%(n)s codes"), n=len(codes)), *codes[:SHOWN], *more)
