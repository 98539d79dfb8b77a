"""Importing charging records: the kind recognised, what is open asked, each row with what we make of it, one Undo."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.offers import Choices
from lifecycle_desk.counter.verbs import Done
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.words import Spoken, Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.stages.charging.interchange.evcc_columns import OrderNotProved
from lifecycle_desk.stages.charging.interchange.mapped import KIND as GENERIC
from lifecycle_desk.stages.charging.interchange.previewing import (
    Outcome,
    Preview,
    PreviewRows,
    faulty_rows,
    imported,
    looked_at,
)
from lifecycle_desk.stages.charging.rules.mappings import ColumnMapping, Target
from lifecycle_desk.stages.charging.rules.words import KINDS as KIND_NAMES
from lifecycle_desk.stages.charging.screens.importing_cells import COLUMNS, KINDS, SPARE, cells, reason_of
from lifecycle_desk.stages.charging.screens.importing_choices import ReadingChoices
from lifecycle_desk.stages.charging.screens.importing_questions import ColumnsQuestion, DayQuestion
from lifecycle_desk.stages.charging.screens.mapping_editor import MappingEditor
from lifecycle_desk.stages.charging.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.charging.usecases.recording import Recording
from lifecycle_desk.vehicle.interchange.days import DayTwoWays
from lifecycle_desk.vehicle.screens.bringing import BringingPage
from lifecycle_desk.vehicle.screens.brought import ORDERS, Wording

TITLE = N_("Import charging records")
SAYS = Wording(
    TITLE,
    N_("Bring a file of charging records"),
    N_(
        "Drop a file here, or choose one: OCPI charge detail records, CSV from TeslaMate, evcc, leapmotor-mate or "
        "LubeLogger, MyGarage's database, or any other table. It is read and checked before anything is written."
    ),
    NN_("Import %(n)s session", "Import %(n)s sessions"),
    N_("Reading the file…"),
    N_("Importing charging sessions…"),
    "CSV, JSON, Excel, SQLite (*.csv *.tsv *.txt *.json *.xlsx *.db *.sqlite)",
    ("service", "charging", "transfer"),
)
IMPORTED = NN_("%(n)s session was imported.", "%(n)s sessions were imported.")
DETAIL = N_("New: %(new)s, changed: %(changed)s, waiting for a car: %(waiting)s, already here: %(known)s.")
DECIMALS = {"comma": N_("decimal comma"), "point": N_("decimal point")}


class ChargingImportPage(BringingPage[Preview]):
    """A file of charging records on its way in."""

    def __init__(self, desk: Desk) -> None:
        self.choices, self.question, self.about_columns = ReadingChoices(desk), DayQuestion(), ColumnsQuestion()
        nothing = PreviewRows(desk.seat, Preview(Path(), "", Choices(), "", Taken("", "")))
        table = LongTable(TITLE, nothing, COLUMNS, cells, desk)
        super().__init__(desk, SAYS, KINDS, table, choices=self.choices, spare=SPARE)
        self.editor = MappingEditor(desk, (Target.SESSIONS,))
        for part in (self.question, self.about_columns, self.editor):
            self.keep(part)
        self.choices.columns_asked.connect(self._ask_columns)
        self.editor.decided.connect(self._mapped)
        self.editor.failed = self.give_up
        self.choices.changed.connect(self._chosen)
        self.question.answered.connect(self._order_told)
        self.about_columns.answered.connect(self._columns_told)

    @override
    def look_at(self, path: Path) -> Steps[Preview]:
        return looked_at(self.desk.seat, path, self.choices.kind_now, self.choices.now)

    @override
    def listing(self, seen: Preview, which: object) -> PreviewRows:
        return PreviewRows(self.desk.seat, seen, which if isinstance(which, Outcome) else None)

    @override
    def read_as(self, seen: Preview) -> Sequence[str]:
        voice, read_as = speech().voice, seen.taken.read_as
        said = [voice(KIND_NAMES.get(seen.kind, seen.kind)), read_as.get("encoding", "").upper()]
        said += [voice(DECIMALS[sign]) for sign in (read_as.get("decimal"),) if sign in DECIMALS]
        said += [read_as["mapping"]] if "mapping" in read_as else []
        return said + [voice(ORDERS[order]) for order in (read_as.get("dates"),) if order in ORDERS]

    @override
    def offer_choices(self, seen: Preview | None) -> None:
        if seen is None:
            self.choices.forget()
        else:
            self.choices.offer(seen)

    @override
    def asks(self, fact: Exception) -> QWidget | None:
        if isinstance(fact, OrderNotProved) and self.about_columns.ask(fact):
            return self.about_columns
        return self.question if isinstance(fact, DayTwoWays) and self.question.ask(fact) else None

    @Slot()
    def _chosen(self) -> None:
        if self.seen and (self.choices.kind_now, self.choices.now) != (self.seen.kind, self.seen.choices):
            self.read_again()

    @Slot(str)
    def _order_told(self, order: str) -> None:
        self.choices.dates.set_value(order)
        self.read_again()

    @Slot(str)
    def _columns_told(self, how: str) -> None:
        self.choices.columns = how
        self.read_again()

    @Slot()
    def _ask_columns(self) -> None:
        if self.path:
            self.editor.look(self.path, self.choices.own)
            self.ask(self.editor)

    @Slot(object)
    def _mapped(self, mapping: ColumnMapping) -> None:
        self.choices.own = mapping
        self.choices.choose_kind(GENERIC)
        self.read_again()

    def read_by(self, path: Path, kind: str | None, mapping: ColumnMapping | None = None) -> None:
        """Look at a file as a kind that was told, a table by a mapping."""
        self.offer_choices(None)
        self.path, self.choices.own = path, mapping
        if kind:
            self.choices.choose_kind(kind)
        self.read_again()

    @override
    def take_in(self, seen: Preview) -> Steps[Done[Recording]]:
        return imported(self.desk.seat, seen.kind, seen.path, seen.choices)

    @override
    def taken(self, done: Done[Recording]) -> str:
        taken, batch = done.made.taken, done.made.batch
        said: Spoken = Words(IMPORTED, n=taken.new + taken.changed + taken.unmatched)
        facts: dict[str, Any] = {"new": taken.new, "changed": taken.changed, "known": taken.known}
        detail = Words(DETAIL, waiting=taken.unmatched, **facts)
        if batch is None:
            self.desk.tell(said, detail)
        else:
            self.desk.tell(said, detail, self.desk.undone_by(undo_batch, UndoBatch(batch)))
        return "charging"

    @override
    def faulty_file(self, seen: Preview) -> Callable[[], bytes]:
        voice, said = speech().voice, N_("Line %(line)s: %(why)s")

        def make() -> bytes:
            reasons = {each.line: voice(said, line=each.line, why=reason_of(each, voice)) for each in seen.faulty}
            return faulty_rows(seen, reasons)

        return make
