"""Witnesses: folders, sticks and mails outside that hold a signature of the records, and what they are asked."""

from pathlib import Path

from PySide6.QtCore import QDir, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, Card, InfoBar, Label, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.proof.usecases.heads import ForgetWitness, Witnessed, WitnessHead, forget_witness, witness_head
from lifecycle_desk.proof.usecases.witnesses import KnownWitness, Witnesses, witnesses

TITLE = N_("Witnesses")
ABOUT = N_(
    "A witness is a place outside this computer, such as a folder, a USB stick or a mailbox, that "
    "keeps a signature of your records. It shows if records were removed or altered later."
)
SEND, COPY = N_("Send to a witness…"), N_("Copy text for an e-mail")
FORGET, CHECK = C_("witness", "Remove"), N_("Compare with a witness file…")
NOBODY = N_("No witness yet: missing records could go unnoticed.")
SINCE = NN_(
    "%(n)s record since %(since)s is unwitnessed.",
    "%(n)s records since %(since)s are unwitnessed.",
)
ALL = N_("All records up to no. %(seq)s are witnessed.")
HAS = N_("up to record no. %(seq)s, %(at)s")
HAS_NOTHING, AWAY = N_("nothing sent yet"), C_("witness", "Not connected")
SENT = N_("Signature up to record no. %(seq)s sent to the witness")
COPIED = N_("Signature copied. Paste it into an e-mail to somebody outside.")
FORGOTTEN = N_("Nothing more will be sent there. Existing files stay.")
CHOOSE_FIRST = N_("Select a witness in the list first.")
SHOWN = 4  # rows of the list before it scrolls


class WitnessCard(QWidget):
    """Since when nobody outside has the entries, who has them, and what can be done about it."""

    check_wanted = Signal(Path)  # a file of a witness, to be compared with the books

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._seen = app, Witnesses((), 0, 0, None)
        self.send, self.copy = Button(SEND, icon="send"), Button(COPY, icon="copy")
        self.forget, self.check = Button(FORGET, icon="x"), Button(CHECK, icon="shield-check")
        self.open, self.well = InfoBar("", tone="warn", icon="alert-triangle"), InfoBar("", tone="ok", icon="eye")
        self.list = RowList(TITLE, TwoLineDelegate())
        self.list.stand_whole(SHOWN)
        self._lay_out()
        self.send.clicked.connect(self._send)
        self.copy.clicked.connect(lambda: self.app.do(witness_head, WitnessHead(), self._copied))
        self.forget.clicked.connect(self._forget)
        self.check.clicked.connect(self._check)
        app.permits.need(BACKUP, self.send, self.copy, self.forget, self.check)
        translator().changed.connect(self._say)

    def _lay_out(self) -> None:
        about = Label(ABOUT, "small", "ink3", wrap=True)
        top = column(SectionTitle(TITLE), about, self.open, self.well, gap=8, margins=(16, 10, 16, 0))
        asks = (row(self.send, self.forget, None), row(self.copy, None), row(self.check, None))
        buttons = column(*asks, gap=8, margins=(16, 4, 16, 0))
        self._listed = wrap(column(self.list, gap=0))
        self.setLayout(
            column(Card(column(wrap(top), self._listed, wrap(buttons), gap=8, margins=(1, 0, 1, 12))), gap=0)
        )
        for part in (self.open, self.well, self._listed, self.forget):
            part.hide()

    def look(self) -> None:
        """Look up the witnesses."""
        user = self.app.user
        self.app.run_query(lambda: witnesses(user), self._came)

    def _came(self, seen: Witnesses) -> None:
        self._seen = seen
        nobody = not any(each.seq for each in seen.known)
        self.open.setVisible(bool(seen.unwitnessed))
        self.well.setVisible(not seen.unwitnessed)
        self.open.set_message(Message(NOBODY) if nobody else Message(SINCE, n=seen.unwitnessed, since=seen.since))
        self.well.set_message(Message(ALL, seq=seen.last))
        self._listed.setVisible(bool(seen.known))
        self.forget.setVisible(bool(seen.known))
        self._say()
        if seen.known and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))

    @Slot()
    def _say(self) -> None:
        self.list.show_rows([_row(each) for each in self._seen.known])

    @Slot()
    def _send(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, translator().current(SEND), QDir.homePath())
        if chosen:
            self.app.do(witness_head, WitnessHead(chosen), self._sent)

    def _sent(self, done: Result[Witnessed]) -> None:
        self.app.show_toast(Message(SENT, seq=done.value.events))
        self.look()

    def _copied(self, done: Result[Witnessed]) -> None:
        QGuiApplication.clipboard().setText(done.value.text)
        self.app.show_toast(COPIED)

    @Slot()
    def _forget(self) -> None:
        chosen = self.list.current()
        if chosen is None:
            self.app.hint(CHOOSE_FIRST)
        else:
            self.app.do(forget_witness, ForgetWitness(str(chosen.key)), self._forgotten)

    def _forgotten(self, _: object) -> None:
        self.app.show_toast(FORGOTTEN)
        self.send.setFocus()
        self.look()

    @Slot()
    def _check(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(CHECK), QDir.homePath())
        if chosen:
            self.check_wanted.emit(Path(chosen))


def _row(each: KnownWitness) -> TwoLineRow:
    """A witness in the list."""
    language = translator().current
    has = language(HAS, seq=each.seq, at=each.at) if each.seq and each.at else language(HAS_NOTHING)
    chip = None if each.is_there else ChipShown(language(AWAY), "warn")
    return TwoLineRow(title=each.place, detail=has, icon="eye", chip=chip, is_code=False, key=each.place)
