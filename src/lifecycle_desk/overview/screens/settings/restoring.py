"""Restoring a backup: what it proves and what would be lost is said first; nothing happens until it is confirmed."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.books.usecases.backup_looks import LookedAt
from lifecycle_desk.books.usecases.putting_back import Restored, SignedByKnownKey
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    InfoBar,
    Label,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate
from lifecycle_desk.desktop.notices import refused_in, said_of
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.rail_section import pair
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.settings.backup_facts import size_of
from lifecycle_desk.overview.screens.settings.telling import event_row
from lifecycle_desk.overview.usecases.safety import looking_at, put_back
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.refusals import CANNOT_OPEN

TITLE, LATER_LIST = N_("Restore a backup"), N_("Records that would be missing")
STEPS_TO_RESTORE = (
    N_("Select a backup above, or choose a file."),
    N_("It is checked and compared with your records. You see what would be missing; nothing changes yet."),
    N_("Confirm. Your current records are kept alongside, so you can go back."),
)
SELECTED, FROM_FILE = N_("Restore selected…"), N_("Restore from file…")
CHECKING, RESTORING = N_("Checking the backup…"), N_("Restoring the backup…")
MADE, SIZE, LAST = N_("Created"), C_("file", "Size"), N_("Last record")
SOUND = N_("File, records, figures and settings have been checked; no faults found.")
UNPROVED = N_("This backup cannot be verified: %(why)s.")
AGREES = N_("Its last record, no. %(seq)s, carries the same seal as yours.")
PARTS = N_("It matches your records up to no. %(seq)s and differs from there.")
OTHERS = N_("It contains other records than the ones open now: none are the same.")
NOTHING_LOST = N_("Nothing has been recorded since. No record would be missing.")
LATER = NN_(
    "%(n)s of your records would be missing afterwards:",
    "%(n)s of your records would be missing afterwards. The latest:",
)
ERASED = NN_(
    "%(n)s person erased since will be erased again.",
    "%(n)s people erased since will be erased again.",
)
ASIDE = N_("Your current records are kept alongside it, in a file whose name starts with %(name)s.")
ON_PURPOSE = N_("I know where this backup comes from. Restore it although it cannot be verified.")
CONFIRM, CANCEL = N_("Restore this backup"), C_("task", "Cancel")
RESTORED = NN_("Backup restored: %(n)s record.", "Backup restored: %(n)s records.")
KEPT_AS = N_("Your previous records are kept as %(name)s.")
CHOOSE_FIRST = N_("Select a backup in the list first.")
BACKUP_FILES = "Lifecycle Desk (*.ldk *.ldk.before-*)"
SHOWN = 3  # rows of the list before it scrolls


class RestoreCard(QWidget):
    """Which backup, what is known of it, and the question; whoever has the keyboard needs nothing else."""

    asking = Signal(QWidget)  # what has the question came into being, and is to be seen whole

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self.seen = app, cast("LookedAt | None", None)
        self.selected = Button(SELECTED, icon="history")
        self.from_file = Button(FROM_FILE, icon="file-import")
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.proved = InfoBar("", tone="ok", icon="circle-check")
        self.unproved = InfoBar("", tone="warn", icon="alert-triangle")
        self.on_purpose = CheckField(ON_PURPOSE)
        self.list = RowList(LATER_LIST, TwoLineDelegate())
        self.list.stand_whole(SHOWN)
        self.confirm, self.cancel = Button(CONFIRM, "primary", icon="history"), Button(CANCEL)
        self._file = Label("", "mono", "ink2", ltr=True)
        self._facts, self._told = column(gap=0), column(gap=4)
        self._after = Label("", "small", "ink2", wrap=True)
        self._held: list[QWidget] = []
        self._looking = False
        self._lay_out()
        self.from_file.clicked.connect(self._choose)
        self.confirm.clicked.connect(self._restore)
        app.permits.need(BACKUP, self.selected, self.from_file, self.confirm)
        self.cancel.clicked.connect(self._give_up)
        self.on_purpose.toggled.connect(self._may_restore)
        translator().changed.connect(self._say)
        self._say()

    def _lay_out(self) -> None:
        ask = row(None, self.cancel, self.confirm, gap=8)
        listed = wrap(column(self.list, gap=0))
        seen = (self._file, self._facts, self.proved, self.unproved, self._told, listed, self._after, self.on_purpose)
        self._seen_box = wrap(column(*seen, ask, gap=8))
        self._about = wrap(column(*(_numbered(n, each) for n, each in enumerate(STEPS_TO_RESTORE, 1)), gap=4))
        head = column(SectionTitle(TITLE), row(self.selected, self.from_file, None), gap=8)
        inner = column(head, self._about, self.refused, self._seen_box, gap=8, margins=(16, 10, 12, 12))
        self.setLayout(column(Card(inner), gap=0))
        self.refused.hide()

    @Slot()
    def _choose(self) -> None:
        store = self.app.user.store.path
        folder = str(store.parent) if store else QDir.homePath()
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(FROM_FILE), folder, BACKUP_FILES)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, file: Path | None) -> None:
        """Check a backup and say what is known of it; nothing is changed."""
        if file is None:
            self.app.hint(CHOOSE_FIRST)
        elif not self._looking:
            self._looking = True
            task = self.app.run_long(
                looking_at(self.app.user, file), self._came, lambda fact: self._refused(file, fact), name=CHECKING
            )
            task.ended.connect(self._looked)

    @Slot()
    def _looked(self) -> None:
        self._looking = False

    def _came(self, seen: LookedAt) -> None:
        self.seen = seen
        self.on_purpose.tick.setChecked(False)
        self.refused.hide()
        self._say()
        (self.on_purpose.tick if seen.why else self.confirm).setFocus()
        self.asking.emit(self.confirm)

    def _refused(self, file: Path, fact: Exception) -> None:
        self.seen = None
        self._say()
        if isinstance(fact, CANNOT_OPEN):  # the backup, not the store; it names a copy that nobody knows
            fact = BackupNotWhole(str(file), translator().current.sentence(fact).rstrip("."))
        if refused_in(self.refused, fact, self.app):
            self.asking.emit(self.refused)

    @Slot()
    def _say(self) -> None:
        for each in self._held:
            each.deleteLater()
        self._held = []
        self._seen_box.setVisible(self.seen is not None)
        self._about.setVisible(self.seen is None)
        if self.seen:
            self._tell(self.seen)

    def _tell(self, seen: LookedAt) -> None:
        language = translator().current
        self._file.set_message(PlainText(Path(seen.file).name))
        facts = [(SIZE, size_of(seen.bytes)), (LAST, language.formats.number(seen.ends_with))]
        if seen.made_at:
            facts.insert(0, (MADE, language.formats.moment(seen.made_at)))
        for name, value in facts:
            self._hold(self._facts, pair(name, value))
        self._tell_proof(seen)
        for words in (SOUND, _compared(seen), _loss(seen)):
            self._hold(self._told, Label(words, wrap=True))
        self.list.setVisible(bool(seen.lost))
        self.list.show_rows([event_row(each.told, each.vin, seen.names) for each in seen.lost])
        after = [language(ERASED, n=seen.erased)] if seen.erased else []
        self._after.set_message(PlainText("\n".join([*after, language(ASIDE, name=seen.aside)])))
        self._may_restore()

    def _tell_proof(self, seen: LookedAt) -> None:
        """Show a proof on a quiet ground; one that somebody has to compare, or to take on purpose, on a loud one."""
        known = isinstance(seen.proof, SignedByKnownKey)
        self.proved.setVisible(known)
        self.unproved.setVisible(not known)
        bar = self.proved if known else self.unproved
        bar.set_message(said_of(seen.proof) if isinstance(seen.proof, Objection) else Message(UNPROVED, why=seen.proof))
        self.on_purpose.setVisible(seen.why is not None)

    def _hold(self, layout: QBoxLayout, part: QWidget) -> None:
        layout.addWidget(part)
        self._held.append(part)

    @Slot()
    def _may_restore(self, _on: bool = False) -> None:  # noqa: FBT001, FBT002 (as Qt tells it)
        """Allow the restore of an unproved backup on purpose alone."""
        self.confirm.setEnabled(self.seen is not None and (self.seen.why is None or self.on_purpose.checked))

    @Slot()
    def _give_up(self) -> None:
        self.seen = None
        self._say()
        self.selected.setFocus()

    @Slot()
    def _restore(self) -> None:
        host, seen, user = self.window(), self.seen, self.app.user
        if seen is None or not isinstance(host, Window):
            return
        file, unproved = Path(seen.file), self.on_purpose.checked and seen.why is not None
        host.aside.begin(
            RESTORING,
            lambda: put_back(user, file, unproved=unproved),
            lambda made: _went_on(host, made),
            lambda fact: self._refused(file, fact),
        )


def _numbered(number: int, words: str) -> QWidget:
    """A step of what is done, with its number."""
    figure = Label(PlainText(f"{number}"), "small-strong", "ink2", align="end", fixed=True)  # tabular: all as wide
    step = row(figure, (Label(words, "small", "ink2", wrap=True), 1), gap=8)
    step.setAlignment(figure, Qt.AlignmentFlag.AlignTop)  # where its first line stands
    return wrap(step)


def _went_on(host: Window, made: Restored) -> None:
    """Go on with the records that were put back, and say so."""
    app = host.app
    host.start_over(dealer(app.user.store).name, Place("settings", "safety"))
    detail: UiText = Message(KEPT_AS, name=Path(made.before).name) if made.before else ""
    app.show_toast(Message(RESTORED, n=made.events), detail)


def _compared(seen: LookedAt) -> Message:
    """How the entries of a backup and of the present records go together."""
    if not seen.agrees_up_to:
        return Message(OTHERS)
    return Message(AGREES if seen.agrees_up_to == seen.ends_with else PARTS, seq=seen.agrees_up_to)


def _loss(seen: LookedAt) -> Message:
    return Message(LATER, n=seen.later) if seen.later else Message(NOTHING_LOST)
