"""Data: how old each file of published data is and where it comes from, beside it a data pack before it is imported."""

from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.data_packs.interchange.taking import look_at_file, take_in
from lifecycle_desk.data_packs.screens.file_rows import row_of, row_of_change
from lifecycle_desk.data_packs.screens.withdrawing import WayBackOfPack
from lifecycle_desk.data_packs.usecases.ages import DataAge, data_ages
from lifecycle_desk.data_packs.usecases.taking import PackSeen
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    InfoBar,
    Label,
    SectionTitle,
    SideScroll,
    column,
    row,
)
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate
from lifecycle_desk.desktop.notices import refused_in, said_of
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store.sources import FILE, steps_from

TITLE, TAKE = N_("Published data"), N_("Import")
CHOOSE, READING, CAME = N_("Choose data pack…"), N_("Data pack"), N_("Data pack imported")
ABOUT = N_(
    "A data pack brings newer models, warranty terms and maintenance schedules. Where its date is later, it applies "
    "from then on; documents issued before stay as they are."
)
FROM, DATED = N_("%(name)s, by %(publisher)s"), N_("Data of %(day)s, made on %(made)s")
TRUST = N_("I compared the fingerprint with the publisher")
NOTHING = N_("Nothing in this data pack is newer than what you have.")


class DataTab(Tab):
    """The files in force at the start, the one that is to come at the end."""

    tables = frozenset({"data_pack", "data_pack_withdrawn"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._ages: tuple[DataAge, ...] = ()
        self._file, self._seen = Path(), None  # type: tuple[Path, PackSeen | None]
        self.list = RowList(TITLE, TwoLineDelegate())
        self.choose = Button(CHOOSE, icon="file-import", keys="Ctrl+O")
        self.refused, self.stranger = InfoBar("", tone="danger", icon="alert-circle"), InfoBar("")
        self.whose, self.dated = Label("", "strong", wrap=True), Label("", "small", "ink2", wrap=True)
        self.changes = RowList(READING, TwoLineDelegate())
        self.trusts, self.take = CheckField(TRUST), Button(TAKE, "primary", keys="Ctrl+Return")
        self.back = WayBackOfPack(app)
        self._lay_out()
        self.choose.clicked.connect(self._choose)
        self.take.clicked.connect(self._take)
        self.trusts.toggled.connect(self._may_take)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer_back())
        app.permits.need(IMPORT, self.take)
        translator().changed.connect(self._say)
        self._say()

    def _lay_out(self) -> None:
        rows = Card(column(row(SectionTitle(TITLE), None, margins=(16, 10, 12, 6)), (self.list, 1), gap=0))
        shown = column(
            SectionTitle(READING),
            Label(ABOUT, "body", "ink2", wrap=True),
            row(self.choose, None),
            self.refused,
            self.whose,
            self.dated,
            (self.changes, 1),
            self.stranger,
            self.trusts,
            row(None, self.take),
            self.back,
            gap=10,
            margins=(16, 12, 16, 14),
        )
        self.setLayout(
            row((rows, 3), (Card(column((SideScroll(shown), 1), gap=0)), 2), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16))
        )

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @override
    def look(self) -> None:
        self.app.run_query(lambda: data_ages(self.app.user), self._came)

    def _came(self, ages: tuple[DataAge, ...]) -> None:
        self._ages = ages
        self._say()
        self._offer_back()

    def _offer_back(self) -> None:
        """Offer to withdraw the pack of the file that is chosen, while none is looked at."""
        name = chosen.key if (chosen := self.list.current()) else ""
        self.back.offer(
            None if self._seen else next((each for each in self._ages if each.facts.file.name == name), None)
        )

    # A pack before it is imported ---------------------------------------------------------------------------------

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, translator().current(CHOOSE), QDir.homePath(), "Lifecycle Desk (*.ldp)"
        )
        if chosen:
            self.bring(Path(chosen))

    def bring(self, path: Path) -> None:
        """Show what a pack would change; nothing is written."""
        self._file = path
        self.app.run_query(partial(look_at_file, self.app.user, path), self._show, self._refuse)

    def _show(self, found: PackSeen) -> None:
        self._seen = found
        self._offer_back()
        self.trusts.tick.setChecked(False)
        self.refused.hide()
        self._say()
        self.take.setFocus()

    def _refuse(self, fact: Exception) -> None:
        self._seen = None
        self._offer_back()
        self._say()
        refused_in(self.refused, fact, self.app)

    @Slot()
    def _take(self) -> None:
        if self._seen is None:
            return
        trusted = (self._seen.pack.fingerprint,) if self.trusts.checked else ()
        steps = take_in(self.app.user, self._file, Choices(trust=trusted))
        self.app.run_long(steps_from(FILE, steps), self._taken, self._refuse, READING)

    def _taken(self, _done: object) -> None:
        self.app.show_toast(CAME)
        self._seen = None
        self._say()
        self._offer_back()
        self.list.setFocus()

    # How both are said --------------------------------------------------------------------------------------------

    @Slot()
    def _say(self) -> None:
        language, found = translator().current, self._seen
        self.list.show_rows([row_of(each, language) for each in self._ages])
        self.refused.setVisible(self.refused.isVisible() and found is None)
        for part in (self.whose, self.dated, self.changes, self.take):
            part.setVisible(found is not None)
        self.stranger.setVisible(found is not None and bool(found.stranger or not found.brings))
        self.trusts.setVisible(found is not None and found.stranger is not None)
        if found is None:
            return
        made = language.formats.local(found.pack.made_at).date()
        self.whose.set_message(Message(FROM, name=found.pack.name, publisher=found.pack.publisher))
        self.dated.set_message(Message(DATED, day=found.pack.dated, made=made))
        self.changes.show_rows([row_of_change(each, language) for each in found.changes])
        self.stranger.set_message(said_of(found.stranger) if found.stranger else NOTHING)
        self._may_take()

    @Slot()
    def _may_take(self, _compared: bool = False) -> None:  # noqa: FBT001, FBT002 (as Qt tells it)
        """Nothing is imported by a key that nobody compared."""
        found = self._seen
        known = found is not None and (found.stranger is None or self.trusts.checked)
        self.take.setEnabled(known and found is not None and bool(found.brings))
