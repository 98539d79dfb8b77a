"""The region in Settings: where a dealer's records go, how far the region has confirmed them, and what it is given."""

from functools import partial
from typing import override

from PySide6.QtCore import QDir, QSize, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import POINT, InARow
from lifecycle_desk.commands.command import Result
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Fact,
    InfoBar,
    Label,
    LineField,
    SectionTitle,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.region.interchange.sending import GivenToRegion, giving
from lifecycle_desk.region.screens.what_is_given import WhatIsGiven
from lifecycle_desk.region.usecases.linking import ForgetRegion, RegionSet, SetRegion, forget_region, set_region
from lifecycle_desk.region.usecases.margins import GiveMargins, give_margins
from lifecycle_desk.region.usecases.own_region import OwnRegion, ReceiptSeen, own_region
from lifecycle_desk.vehicle.screens.event_text import NOTHING

TITLE = C_("settings", "Region")
ABOUT = N_(
    "Your importer can collect the records of many dealers in a region. It receives them without names, and confirms "
    "each delivery with a signed receipt, which also shows if records were removed or altered here."
)
PLACE, KEY = N_("Folder or address of the region"), N_("Fingerprint of the region’s key")
PLACE_HINT = N_("A shared folder, a USB stick, or a secure web address (https)")
KEY_HINT = N_("Eight groups of four. Compare them with your importer by phone.")
CHOOSE, SAVE, STOP, GIVE = N_("Choose folder…"), N_("Save"), N_("Stop giving records"), N_("Give now")
GIVING, RECEIPTS = N_("Giving records to the region"), C_("region", "Receipts")
SAVED, STOPPED = N_("Region saved"), N_("Records are no longer given to a region.")
GIVEN = NN_(
    "%(n)s record given to the region, up to no. %(last)s.", "%(n)s records given to the region, up to no. %(last)s."
)
MARGINS_GIVEN = N_("What new vehicles cost is given to the region from now on.")
MARGINS_KEPT = N_("Margins are no longer given. What the region has already stays there.")
NOT_SET = N_("Records are given to no region.")
BEGUN = N_("Records are given every hour while Lifecycle Desk is open. The region has not confirmed any yet.")
CONFIRMED_ALL = N_("The region has confirmed all records, up to no. %(seq)s.")
WAIT = NN_("%(n)s record waits for confirmation.", "%(n)s records wait for confirmation.")
LATE = N_("The region has not confirmed records since %(since)s. Ask your importer whether your batches arrive.")
CONFLICT = N_("The region has confirmed other records than yours. Check your records in Backups and checks.")
LAST_GIVEN, LAST_CONFIRMED, WAITING = N_("Last given"), N_("Last confirmed"), N_("Waiting for confirmation")
UP_TO, NEVER = N_("up to record no. %(seq)s"), C_("region", "never")
RECEIPT = N_("Records up to no. %(seq)s")
AGREES, CONFLICTS = C_("receipt", "Agrees"), C_("receipt", "Conflicts")
SHOWN = 5  # receipts before their list scrolls

BARS: dict[str, states.Look] = {
    "quiet": states.TO_KNOW,
    "well": states.GOOD,
    "late": states.WAITING,
    "conflict": states.FAILED,
}


class RegionTab(Tab):
    """How giving stands and where it goes at the start, what is given at the end."""

    tables = frozenset({"region_link", "region_receipt", "event"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._seen: OwnRegion | None = None
        self._giving = False
        self.bars = {name: InfoBar("", tone=tone, icon=icon) for name, (tone, icon) in BARS.items()}
        self.region = Fact(TITLE, PlainText(NOTHING))
        self.given, self.confirmed = Fact(LAST_GIVEN, NEVER), Fact(LAST_CONFIRMED, NEVER)
        self.waiting = Fact(WAITING, PlainText(NOTHING))
        self.give, self.stop = Button(GIVE, icon="send"), Button(STOP, "link")
        self.place = LineField(PLACE, hint=PLACE_HINT)
        self.key = LineField(KEY, hint=KEY_HINT, mono=True, longest=64)
        self.choose, self.save = Button(CHOOSE, icon="folder"), Button(SAVE, "primary", keys="Ctrl+Return")
        self.what = WhatIsGiven()
        self.receipts = RowList(RECEIPTS, TwoLineDelegate())
        self.receipts.stand_whole(SHOWN)
        self._saving = Submission(app, Faults(lambda: {"place": self.place, "fingerprint": self.key}), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = row(SectionTitle(TITLE), None, self.give)
        about = Label(ABOUT, "body", "ink2", wrap=True)
        self._facts = facts_strip((self.region, self.given, self.confirmed, self.waiting))
        state = Card(column(head, about, *self.bars.values(), self._facts, gap=10, margins=(16, 10, 16, 14)))
        where = column(
            row(SectionTitle(N_("Where records go")), None, self.choose),
            self.place,
            self.key,
            row(self.stop, None, self.save),
            gap=10,
            margins=(16, 12, 16, 14),
        )
        title = row(SectionTitle(RECEIPTS), None, margins=(16, 10, 12, 6))
        self._listed = Card(column(title, self.receipts, gap=0, margins=(1, 0, 1, 8)))
        start = wrap(column(state, Card(where), self._listed, None, gap=t.CARD_GAP))
        side = wrap(column(self.what, None, gap=t.CARD_GAP))
        self._both = wrap(row((start, 3), (side, 2), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16), folds=True))
        self.setLayout(column(PageScroll(column(self._both, gap=0)), gap=0))
        for part in (*self.bars.values(), self._facts, self._listed, self.stop):
            part.hide()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.save.clicked.connect(self._save)
        self.give.clicked.connect(self._give)
        self.stop.clicked.connect(lambda: self.app.do(forget_region, ForgetRegion(), self._stopped))
        self._saving.saved.connect(self._set)
        self.app.permits.need(BACKUP, self.give, self.stop, self.save)
        for given, button in self.what.margins.items():
            button.clicked.connect(partial(self._give_margins, given))
            self.app.permits.need(give_margins, button)
        translator().changed.connect(self._say)

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide as its cards need: it scrolls up and down only."""
        return QSize(self._both.minimumSizeHint().width(), theme.u(200))

    @override
    def first_focus(self) -> QWidget | None:
        return self.give if self._seen and self._seen.place else self.place.control

    @override
    def look(self) -> None:
        user = self.app.user
        self.app.run_query(lambda: own_region(user), self._came)

    def _came(self, found: OwnRegion) -> None:
        before, self._seen = self._seen, found
        if before is None or (before.place, before.fingerprint) != (found.place, found.fingerprint):
            self._fill(found)
        self._say()

    def _fill(self, found: OwnRegion) -> None:
        """Show where records go; what somebody is typing is not written over by what comes in beside it."""
        if found.place:
            self.place.set_text(found.place)
            self.key.set_text(found.fingerprint)

    # What is done -------------------------------------------------------------------------------------------------

    @Slot()
    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), translator().current(CHOOSE), QDir.homePath())
        if chosen:
            self.place.set_text(chosen)
            self.key.setFocus()

    @Slot()
    def _save(self) -> None:
        self._saving.submit(set_region, lambda: SetRegion(self.place.text, self.key.text, as_shown=True), SAVED)

    @Slot(object)
    def _set(self, _done: Result[RegionSet]) -> None:
        self.look()
        self._give()

    @Slot()
    def _give(self) -> None:
        """Give at once, and not twice: a button that is switched off would hand the focus on."""
        if not self._giving:
            self._giving = True
            task = self.app.run_long(giving(self.app.user), self._was_given, name=GIVING)
            task.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self._giving = False

    def _give_margins(self, given: bool, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.app.do(give_margins, GiveMargins(given), self._margins_chosen)

    def _margins_chosen(self, done: Result[bool]) -> None:
        self.app.show_toast(MARGINS_GIVEN if done.value else MARGINS_KEPT)
        self.look()

    def _was_given(self, done: Result[GivenToRegion]) -> None:
        self.app.show_toast(Message(GIVEN, n=done.value.records, last=done.value.last))
        self.look()

    def _stopped(self, _done: object) -> None:
        self.app.show_toast(STOPPED)
        self.place.setFocus()
        self.look()

    # How it is said -----------------------------------------------------------------------------------------------

    @Slot()
    def _say(self) -> None:
        found = self._seen
        if found is None:
            return
        self.what.show_margins(given=found.margins)
        which, said = state_of(found)
        for name, bar in self.bars.items():
            bar.setVisible(name == which)
        self.bars[which].set_message(said)
        for part in (self._facts, self.stop, self.give):
            part.setVisible(bool(found.place))
        formats = translator().current.formats
        self.region.show_fact(PlainText(found.name or NOTHING))
        self.given.show_fact(
            PlainText(formats.moment(found.sent_at)) if found.sent_at else NEVER,
            Message(UP_TO, seq=found.sent) if found.sent_at else "",
        )
        last = found.receipts[0] if found.receipts else None
        self.confirmed.show_fact(
            PlainText(formats.moment(last.at)) if last else NEVER, Message(UP_TO, seq=found.confirmed) if last else ""
        )
        self.waiting.show_fact(PlainText(formats.number(found.last - found.confirmed)))
        self._listed.setVisible(bool(found.receipts))
        self.receipts.show_rows([_row(each) for each in found.receipts])


def state_of(found: OwnRegion) -> tuple[str, UiText]:
    """How giving stands: which bar says it, and in which words."""
    if not found.place:
        return "quiet", NOT_SET
    if found.is_in_conflict:
        return "conflict", CONFLICT
    if found.is_late and found.waiting_since:
        return "late", Message(LATE, since=max(found.waiting_since, found.since or found.waiting_since))
    if not found.confirmed:
        return "quiet", BEGUN
    waiting = found.last - found.confirmed
    return ("quiet", Message(WAIT, n=waiting)) if waiting else ("well", Message(CONFIRMED_ALL, seq=found.confirmed))


def _row(each: ReceiptSeen) -> TwoLineRow:
    """A receipt in the list."""
    language = translator().current
    tone, icon = states.GOOD if each.agrees else states.FAILED
    return TwoLineRow(
        title=language(RECEIPT, seq=each.seq),
        detail=language.spoken(InARow(language.formats.moment(each.at), each.region, by=POINT)),
        icon="receipt",
        chip=ChipShown(language(AGREES if each.agrees else CONFLICTS), tone, icon),
        key=f"{each.seq} {each.at}",
    )
