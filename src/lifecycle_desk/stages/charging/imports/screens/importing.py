"""Importing charging records: the kind recognised, what is open asked, each row with what we make of it, one Undo."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.days import DayTwoWays
from lifecycle_desk.stages.charging.imports.interchange.evcc_columns import OrderNotProved
from lifecycle_desk.stages.charging.imports.interchange.mapped import KIND as GENERIC
from lifecycle_desk.stages.charging.imports.interchange.previewing import (
    Outcome,
    Preview,
    PreviewRows,
    faulty_rows,
    imported,
    looked_at,
)
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping, Target
from lifecycle_desk.stages.charging.imports.screens.cells import COLUMNS, KINDS, cells, reason_of
from lifecycle_desk.stages.charging.imports.screens.choices import ReadingChoices
from lifecycle_desk.stages.charging.imports.screens.mapping_editor import MappingEditor
from lifecycle_desk.stages.charging.imports.screens.questions import ColumnsQuestion, DayQuestion
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS as KIND_NAMES
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.charging.sessions.usecases.recording import Recording
from lifecycle_desk.vehicle.screens.importing.page import BringingPage
from lifecycle_desk.vehicle.screens.importing.preview import ORDERS, Wording

TITLE = N_("Import charging records")
SAYS = Wording(
    TITLE,
    N_("Import a charging file"),
    N_(
        "Drop a file here, or choose one: OCPI charge detail records, CSV from TeslaMate, evcc, "
        "leapmotor-mate or LubeLogger, the MyGarage database, or any other table. It is checked before "
        "anything is imported."
    ),
    NN_("Import %(n)s session", "Import %(n)s sessions"),
    N_("Reading the file…"),
    N_("Importing charging sessions…"),
    "CSV, JSON, Excel, SQLite (*.csv *.tsv *.txt *.json *.xlsx *.db *.sqlite)",
    ("service", "charging", "transfer"),
)
IMPORTED = NN_("%(n)s session imported", "%(n)s sessions imported")
DETAIL = N_("New: %(new)s, changed: %(changed)s, waiting for a vehicle: %(waiting)s, already imported: %(known)s.")
DECIMALS = {"comma": N_("decimal comma"), "point": N_("decimal point")}


class ChargingImportPage(BringingPage[Preview]):
    """A file of charging records on its way in."""

    def __init__(self, app: AppContext) -> None:
        self.choices, self.question, self.about_columns = ReadingChoices(app), DayQuestion(), ColumnsQuestion()
        nothing = PreviewRows(app.user, Preview(Path(), "", Choices(), "", Taken("", "")))
        table = LongTable(TITLE, nothing, COLUMNS, cells, app)
        super().__init__(app, SAYS, KINDS, table, choices=self.choices)
        self.editor = MappingEditor(app, (Target.SESSIONS,))
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
        return looked_at(self.app.user, path, self.choices.kind_now, self.choices.now)

    @override
    def listing(self, seen: Preview, which: object) -> PreviewRows:
        return PreviewRows(self.app.user, seen, which if isinstance(which, Outcome) else None)

    @override
    def read_as(self, seen: Preview) -> Sequence[str]:
        language, read_as = translator().current, seen.taken.read_as
        said = [language(KIND_NAMES.get(seen.kind, seen.kind)), read_as.get("encoding", "").upper()]
        said += [language(DECIMALS[sign]) for sign in (read_as.get("decimal"),) if sign in DECIMALS]
        said += [read_as["mapping"]] if "mapping" in read_as else []
        return said + [language(ORDERS[order]) for order in (read_as.get("dates"),) if order in ORDERS]

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

    @override
    def read_as_kind(self, path: Path, kind: str | None, mapping: ColumnMapping | None = None) -> None:
        self.offer_choices(None)
        self.path, self.choices.own = path, mapping
        if kind:
            self.choices.choose_kind(kind)
        self.read_again()

    @override
    def take_in(self, seen: Preview) -> Steps[Result[Recording]]:
        return imported(self.app.user, seen.kind, seen.path, seen.choices)

    @override
    def taken(self, done: Result[Recording]) -> str:
        taken, batch = done.value.taken, done.value.batch
        said: UiText = Message(IMPORTED, n=taken.new + taken.changed + taken.unmatched)
        facts: dict[str, Any] = {"new": taken.new, "changed": taken.changed, "known": taken.known}
        detail = Message(DETAIL, waiting=taken.unmatched, **facts)
        if batch is None:
            self.app.show_toast(said, detail)
        else:
            self.app.show_toast(said, detail, self.app.undone_by(undo_batch, UndoBatch(batch)))
        return "charging"

    @override
    def faulty_file(self, seen: Preview) -> Callable[[], bytes]:
        language, said = translator().current, N_("Line %(line)s: %(why)s")

        def make() -> bytes:
            reasons = {each.line: language(said, line=each.line, why=reason_of(each, language)) for each in seen.faulty}
            return faulty_rows(seen, reasons)

        return make
