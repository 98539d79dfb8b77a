"""Intakes by date: imports and changes of sessions by people, each of which can be undone."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.parts import Button, Card, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.tab import TeachingTab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS
from lifecycle_desk.stages.charging.sessions.screens.commands import IMPORT, STAGES
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.charging.sessions.usecases.showing import CameIn, Intakes

COLUMNS = (
    Column(C_("campaign", "Kind"), role="medium", id="kind"),
    Column(
        C_("data", "File"),
        240,
        role="small",
        ink="ink2",
        id="file",
        value=lambda line: line.batch.file or None,
        gives_way=2,
    ),
    Column(C_("charging", "Sessions"), 84, "end", id="sessions", value=lambda line: line.sessions, sums=True),
    Column(N_("Recorded by"), 140, role="small", ink="ink2", id="by", value=lambda line: line.batch.by, gives_way=1),
    Column(C_("order", "Date"), 164, "end", "small", "ink2", id="at", value=lambda line: line.batch.at),
    Column(C_("order", "Status"), 110, id="state", rank=lambda line: line.is_undone),
)


class CameInTab(TeachingTab):
    """A list of batches, the latest first; Ctrl+Backspace undoes the one that one stands on."""

    tables = frozenset({"charging_batch", "charging_session", "charging_untold"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.table = LongTable(N_("Imports"), Intakes(app.user), COLUMNS, cells, app)
        self.undo = Button(N_("Undo import"), icon="arrow-back-up", keys="Ctrl+Backspace")
        head = row(SectionTitle(N_("Imports")), None, self.undo, margins=(16, 10, 12, 6))
        listed = Card(column(head, (self.table, 1), self.table.foot, gap=0, margins=(1, 0, 1, 1)))
        self.lay(
            wrap(row((listed, 1), margins=(24, 0, 24, 16))),
            self.table,
            N_("No imports yet"),
            N_("Each import is listed here by date and can be undone as a whole."),
            IMPORT,
            STAGES,
        )
        self.undo.clicked.connect(self._undo)
        app.permits.need(undo_batch, self.undo)
        self.table.acts.beside(self.undo)
        self.table.counted.connect(self.show_work)
        self.table.selectionModel().currentChanged.connect(self._stand_on)
        self.table.long.came.connect(self._stand_on)

    @override
    def look(self) -> None:
        self.show_work(there=True)
        self.table.show_listing(Intakes(self.app.user), again=True)

    def _chosen(self) -> CameIn | None:
        """The intake that one stands on."""
        key = self.table.current_key()
        return self.table.long.listing.rows([key]).get(key) if key is not None else None

    @Slot()
    def _stand_on(self) -> None:
        chosen = self._chosen()
        self.undo.setEnabled(chosen is not None and (not chosen.is_undone or chosen.is_half_undone))

    @Slot()
    def _undo(self) -> None:
        if chosen := self._chosen():
            self.app.do(undo_batch, UndoBatch(chosen.batch.number), lambda _: self.app.show_toast(N_("Import undone")))


def cells(line: CameIn) -> Sequence[str | Cell]:
    """An intake in the columns of the list."""
    language, batch = translator().current, line.batch
    return (
        language(KINDS.get(batch.kind, batch.kind)),
        batch.file,
        language.formats.number(line.sessions),
        batch.by or "",
        language.formats.cell_moment(batch.at),
        _state_cell(line),
    )


def _state_cell(line: CameIn) -> str | Cell:
    """The state of an intake; one that is undone is yet to be taken from the lives of some vehicles."""
    language = translator().current
    if line.is_half_undone:
        return Cell(language(C_("charging", "Partly undone")), *states.WAITING, is_chip=True)
    return Cell(language(C_("charging", "Undone")), "neutral", is_chip=True) if line.is_undone else ""
