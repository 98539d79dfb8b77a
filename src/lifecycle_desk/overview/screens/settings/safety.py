"""The safety of the books: backups made and restored, everything looked through, witnesses outside."""

from pathlib import Path
from typing import TYPE_CHECKING, cast, override

from PySide6.QtCore import QSize, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import N_, NN_, Objection
from lifecycle_desk.books.usecases.books import BackedUp, Checked
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, InfoBar, Label, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.tasks import Task
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.settings.backup_facts import (
    SIGNED,
    UNSIGNED,
    BackupFacts,
    CheckFacts,
    ContentsCard,
    ago,
    size_of,
)
from lifecycle_desk.overview.screens.settings.encryption_card import EncryptionCard
from lifecycle_desk.overview.screens.settings.moving_card import MovingCard
from lifecycle_desk.overview.screens.settings.records_card import RecordsCard
from lifecycle_desk.overview.screens.settings.restoring import RestoreCard
from lifecycle_desk.overview.screens.settings.witnessing import WitnessCard
from lifecycle_desk.overview.usecases.safety import Safety, StoredBackup, backing_up, checking, safety
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.usecases.findings import Finding

if TYPE_CHECKING:
    from datetime import datetime

BACK_UP, BACKING_UP = N_("Back up now"), N_("Backing up…")
CHECK, CHECKING = N_("Check now"), N_("Checking your records…")
BACKUPS, FINDINGS = N_("Backups"), N_("Faults found")
NONE_YET = N_("No backups yet. Create the first one now: it only takes a moment.")
ON_SERVER = N_(
    "No backups made on this computer yet. They need the PostgreSQL client. The owner of the tables sets a nightly "
    "backup in Settings, Server."
)
LATE = N_("Last night’s backup is missing. Leave a workstation with the PostgreSQL client on, or create one now.")
EVENTS = NN_("%(n)s record", "%(n)s records")
MADE = N_("Backup created and checked")
SOUND = N_("No faults found: %(vehicles)s vehicles and %(events)s records checked.")
FAULTY = NN_(
    "%(n)s fault found. Keep your records as they are and restore the last good backup alongside them.",
    "%(n)s faults found. Keep your records as they are and restore the last good backup alongside them.",
)
OPEN_FOLDER = N_("Open folder")
SHOWN = 10  # rows of a list before it scrolls
LAID_OUT = 30  # ms until everything has its place


class SafetyTab(Tab):
    """Backups and what can be put back, at the start; the check and its witnesses, at the end."""

    tables = frozenset({"event", "witness", "signed_head"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._safety, self._findings = cast("Safety | None", None), tuple[Finding, ...]()
        self._checked_at, self._sound = cast("datetime | None", None), False
        self._notes: tuple[Objection, ...] = ()
        self._running: set[str] = set()
        self.back_up = Button(BACK_UP, "primary", icon="database", keys="Ctrl+B")
        self.check = Button(CHECK, icon="shield-check")
        self.open = Button(OPEN_FOLDER, "link", icon="external-link")
        self._folder = Label("", "mono", "ink3", ltr=True)
        self._none = Label(NONE_YET, "body", "ink3", wrap=True)
        self.late = InfoBar(LATE, tone="warn", icon="alert-triangle")
        self.list = RowList(BACKUPS, TwoLineDelegate())
        self.list.stand_whole(SHOWN)
        self.sound = InfoBar("", tone="ok", icon="circle-check")
        self.faulty = InfoBar("", tone="danger", icon="alert-circle")
        self.findings = RowList(FINDINGS, TwoLineDelegate())
        self.findings.stand_whole(SHOWN)
        self.open.hide()
        self.told = Label("", "small", "ink2", wrap=True)
        self.facts, self.contents, self.checks = BackupFacts(), ContentsCard(), CheckFacts()
        self.restore, self.witnesses, self.encryption = RestoreCard(app), WitnessCard(app), EncryptionCard(app)
        self.moving = MovingCard(app)
        self.records = RecordsCard(app)
        self._lay_out()
        self.back_up.clicked.connect(self._back_up)
        self.check.clicked.connect(self._check)
        self.open.clicked.connect(self._open)
        self.restore.selected.clicked.connect(self._restore)
        app.permits.need(BACKUP, self.back_up)
        self.restore.asking.connect(self._show)
        self.moving.asking.connect(self._show)
        self.list.opened.connect(self._restore)
        self.witnesses.check_wanted.connect(self._check_against)
        translator().changed.connect(self._say)

    def _lay_out(self) -> None:
        head = row(SectionTitle(BACKUPS), None, self.back_up, margins=(16, 10, 12, 6))
        none = wrap(row((self._none, 1), margins=(16, 4, 16, 12)))
        self._empty = none
        folder = row((self._folder, 1), self.open, margins=(16, 6, 16, 4))
        facts = wrap(row((self.facts, 1), margins=(16, 4, 16, 12)))
        self._late = wrap(row((self.late, 1), margins=(16, 0, 16, 8)))
        self._late.hide()
        backups = Card(column(head, facts, self._late, none, self.list, wrap(folder), gap=0, margins=(1, 0, 1, 8)))
        title = row(SectionTitle(N_("Check")), None, self.check, margins=(16, 10, 12, 0))
        about = N_("Checks everything below; you can keep working meanwhile.")
        told = row((Label(about, "small", "ink3", wrap=True), 1), margins=(16, 0, 16, 0))
        checks = wrap(row((self.checks, 1), margins=(16, 0, 16, 0)))
        self._verdict = wrap(column(self.sound, self.faulty, gap=0, margins=(16, 0, 16, 8)))
        self._proved = wrap(row((self.told, 1), margins=(16, 0, 16, 0)))
        parts = (title, wrap(told), self._verdict, self.findings, self._proved, checks)
        checked = Card(column(*parts, gap=8, margins=(1, 0, 1, 12)))
        self._verdict.hide()
        self._proved.hide()
        self.findings.hide()
        cards = (backups, self.contents, self.restore, self.encryption, self.records, self.moving)
        start = wrap(column(*cards, None, gap=t.CARD_GAP))
        side = wrap(column(checked, self.witnesses, None, gap=t.CARD_GAP))
        both = row((start, 3), (side, 2), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16), folds=True)
        self._both = wrap(both)
        self._scroll = PageScroll(column(self._both, gap=0))
        self.setLayout(column(self._scroll, gap=0))

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide as its cards need: it scrolls up and down only."""
        return QSize(self._both.minimumSizeHint().width(), theme.u(200))

    @override
    def first_focus(self) -> QWidget | None:
        return self.back_up

    @override
    def look(self) -> None:
        self.app.run_query(lambda: safety(self.app.user), self._came)
        self.witnesses.look()
        self.encryption.look()

    def _came(self, found: Safety) -> None:
        self._safety = found
        self.restore.setVisible(not found.on_server)
        self.restore.selected.setEnabled(bool(found.backups))
        self.open.setVisible(bool(found.backups))
        self._folder.set_message(PlainText(str(found.folder)))
        self._none.set_message(ON_SERVER if found.on_server else NONE_YET)
        self._late.setVisible(found.nightly is not None and found.nightly.is_late)
        self._empty.setVisible(not found.backups)
        self.list.setVisible(bool(found.backups))
        self._say()

    @Slot()
    def _say(self) -> None:
        if of := self._safety:
            self.list.show_rows([_row(each, of) for each in of.backups])
            self.facts.show_safety(of)
            self.contents.show_backup(of.backups[0] if of.backups else None)
            self.checks.show_checks(of, self._checked_at, sound=self._sound)
        self.findings.show_rows(
            [
                TwoLineRow(
                    title=each.why, detail=" · ".join(filter(None, (each.part, each.where))), icon="alert-circle"
                )
                for each in self._findings
            ]
        )
        self.told.set_message(PlainText("\n".join(translator().current.sentence(each) for each in self._notes)))

    @Slot()
    def _back_up(self) -> None:
        if "backup" not in self._running:  # a button that is switched off would hand the focus on
            self._run("backup", self.app.run_long(backing_up(self.app.user), self._backed_up, name=BACKING_UP))

    def _run(self, what: str, task: Task) -> None:
        """Note what is running, so that a second press does nothing."""
        self._running.add(what)
        task.ended.connect(lambda: self._running.discard(what))

    def _backed_up(self, made: BackedUp) -> None:
        self.app.show_toast(MADE)
        host = self.window()
        if isinstance(host, Window):
            host.side.safety.say_backup(made.made_at)
        self.look()

    @Slot(QWidget)
    def _show(self, part: QWidget) -> None:
        """Bring a part that has just come into being into sight, once it has its place."""
        QTimer.singleShot(LAID_OUT, part, lambda: self._scroll.ensureWidgetVisible(part))

    @Slot()
    @Slot(object)
    def _restore(self, _row: object = None) -> None:
        chosen = self.list.current()
        backups = self._safety.backups if self._safety else ()
        latest = backups[0].file if backups else None  # where nobody chose
        file = str(chosen.key) if chosen else latest
        self.restore.look_at(Path(file) if file else None)

    @Slot()
    def _check(self) -> None:
        self._check_against(None)

    @Slot(Path)
    def _check_against(self, witness: Path | None) -> None:
        """Look through everything; with the file of a witness, compare that as well."""
        if "check" not in self._running:
            steps = checking(self.app.user, witness)
            self._run("check", self.app.run_long(steps, self._checked, name=CHECKING))

    def _checked(self, found: Checked) -> None:
        self._findings, self._notes, self._checked_at = found.findings, found.notes, clock.now()
        self._sound = found.sound
        self.sound.setVisible(found.sound)
        self.faulty.setVisible(not found.sound)
        self.sound.set_message(Message(SOUND, vehicles=found.vehicles, events=found.events))
        self.faulty.set_message(Message(FAULTY, n=sum(each.damage for each in found.findings)))
        self._verdict.show()
        self.findings.setVisible(bool(found.findings))  # also what is no damage, and only told
        self._proved.setVisible(bool(found.notes))
        self._say()

    @Slot()
    def _open(self) -> None:
        if self._safety:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._safety.folder)))


def _row(stored: StoredBackup, of: Safety) -> TwoLineRow:
    """A backup in the list: its moment and age, whether it is signed, how much it holds, and its size."""
    language = translator().current
    chip = ChipShown(language(SIGNED), "ok", "circle-check") if stored.signed else ChipShown(language(UNSIGNED))
    return TwoLineRow(
        title=language.formats.moment(stored.made_at),
        detail=join(ago(stored, of), ltr(Path(stored.file).name)),
        icon="database",
        chip=chip,
        end=language(EVENTS, n=stored.events),
        end_detail=size_of(stored.bytes),
        key=stored.file,
    )
