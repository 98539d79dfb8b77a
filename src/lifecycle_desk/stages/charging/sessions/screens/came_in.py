"""Intakes by date: imports and changes of sessions by people, each of which can be undone."""

from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button, Card, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.tab import TeachingTab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS
from lifecycle_desk.stages.charging.sessions.screens.commands import IMPORT, STAGES
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.charging.sessions.usecases.showing import CameIn, came_in
from lifecycle_desk.vehicle.screens.event_text import join

SESSIONS = NN_("%(n)s session", "%(n)s sessions")


class CameInTab(TeachingTab):
    """A list of batches, the latest first; Ctrl+Backspace undoes the one that one stands on."""

    tables = frozenset({"charging_batch", "charging_session"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._found: list[CameIn] = []
        self.list = RowList(N_("Imports"), TwoLineDelegate())
        self.undo = Button(N_("Undo import"), icon="arrow-back-up", keys="Ctrl+Backspace")
        head = row(SectionTitle(N_("Imports")), None, self.undo, margins=(16, 10, 12, 6))
        listed = Card(column(head, (self.list, 1), gap=0, margins=(1, 0, 1, 1)))
        self.lay(
            wrap(row((listed, 1), margins=(24, 0, 24, 16))),
            self.list,
            N_("No imports yet"),
            N_("Each import is listed here by date and can be undone as a whole."),
            IMPORT,
            STAGES,
        )
        self.undo.clicked.connect(self._undo)
        self.list.selectionModel().currentChanged.connect(self._stand_on)
        translator().changed.connect(self._say)

    @override
    def look(self) -> None:
        self.app.run_query(lambda: came_in(self.app.user), self._came)

    def _came(self, found: list[CameIn]) -> None:
        self._found = found
        self.show_work(found)
        self._say()
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._stand_on()

    @Slot()
    def _say(self) -> None:
        language = translator().current
        self.list.show_rows(
            [
                TwoLineRow(
                    title=language(KINDS.get(each.batch.kind, each.batch.kind)),
                    detail=join(each.batch.file, language(SESSIONS, n=each.sessions), each.batch.by),
                    end=language.formats.moment(each.batch.at),
                    chip=ChipShown(language(C_("charging", "Undone"))) if each.is_undone else None,
                    disabled=each.is_undone,
                    key=each,
                )
                for each in self._found
            ]
        )

    @Slot()
    def _stand_on(self) -> None:
        shown = self.list.current()
        self.undo.setEnabled(bool(shown) and not shown.key.is_undone)

    @Slot()
    def _undo(self) -> None:
        shown = self.list.current()
        if shown:
            self.app.do(
                undo_batch, UndoBatch(shown.key.batch.number), lambda _: self.app.show_toast(N_("Import undone"))
            )
