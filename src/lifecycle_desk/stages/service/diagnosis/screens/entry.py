"""A session of diagnosis typed or pasted in one field: what is understood of it stands below while one types."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, TextField, column, row
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import CLOSE
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import EcuRead, Session
from lifecycle_desk.stages.service.diagnosis.rules.pasted_codes import pasted
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import DiagnosisDone, RecordDiagnosis, record_diagnosis
from lifecycle_desk.vehicle.rules.steps import lines_of
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around

CODES = N_("Codes, as text or hex; paste any number")
HOW = N_(
    "P0AA6-1A 2F is code, failure type and status byte. A line such as “BMS, 2.1.0:” names the "
    "control unit for the codes below it."
)
FORM = "software tool note:2"
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
        around = Around(app)
        self.lines = {name: WIDGETS[type(kind)](kind, around) for name, kind in kinds_of(Session).items()}
        self.save, cancel = Button(SAVE, "plain", icon="check", shown_keys="Ctrl+D"), Button(GIVE_UP, "quiet")
        beside = row(*((self.lines[name], share) for name, share in lines_of(FORM)[0]), gap=12)
        self.setLayout(column(self.codes, beside, row(self.save, cancel, None, gap=8), gap=4))
        fields = {"codes": self.codes, **self.lines}
        self._submission = Submission(app, Faults(lambda: fields), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self._drafts = DraftSaver(app, "diagnosis", self._typed, self._write, self)
        self.codes.edited.connect(self._understand)
        self.save.clicked.connect(self.submit)
        app.permits.need(record_diagnosis, self.save)
        cancel.clicked.connect(self.give_up)
        listen(self, "Esc", CLOSE, self.give_up, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        translator().changed.connect(self._understand)
        self.hide()

    def be_about(self, number: str) -> bool:
        """Belong to an order from now on; what was typed for it and never saved comes back. Gives whether it did."""
        if number == self._number:
            return False
        self.leave()
        self._number = number
        self._clear()
        self._drafts.begin(number)
        return bool(self.codes.text)

    def leave(self) -> None:
        """The page is left: what was typed is kept."""
        self._drafts.leave()
        self._number = ""

    def keep(self) -> None:
        """Keep what was typed."""
        self._drafts.keep()

    @Slot()
    def give_up(self) -> None:
        """Let go of what was typed."""
        self._clear()
        self._drafts.end()
        self._drafts.begin(self._number)
        self.given_up.emit()

    @Slot()
    def submit(self) -> None:
        """Write the session down."""
        self._submission.submit(record_diagnosis, self._read)

    def _read(self) -> RecordDiagnosis:
        told: dict[str, Any] = {name: line.value for name, line in self.lines.items()}
        return RecordDiagnosis(order=self._number, ecus=pasted(self.codes.text), **told)

    @Slot(object)
    def _saved(self, done: Result[DiagnosisDone]) -> None:
        self._clear()
        self._drafts.end()
        self._drafts.begin(self._number)
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
        self.lines["note"].restore(None)

    def _typed(self) -> dict[str, Any]:
        typed = {"codes": self.codes.text} | {name: line.draft_value() for name, line in self.lines.items()}
        return typed if typed["codes"] or typed["note"] else {}

    def _write(self, draft: dict[str, Any]) -> None:
        if draft:
            self.codes.set_text(draft["codes"])
            for name, line in self.lines.items():
                line.restore(draft[name])


def _echo(units: tuple[EcuRead, ...]) -> str:
    """How many codes were understood, and the first of them with their control units."""
    codes = [join(code.code, unit.name, sign=" ") for unit in units for code in unit.codes]
    more = ("…",) if len(codes) > SHOWN else ()
    return join(translator().current(NN_("%(n)s code", "%(n)s codes"), n=len(codes)), *codes[:SHOWN], *more)
