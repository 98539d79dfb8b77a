"""Importing any file by its reader: its rows as they stand with what is said of each, before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import Slot

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.offers import Choices, Reader
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.looking import Looked, SeenRow, SeenRows, Which, faulty_rows, looked, taken_in, template
from lifecycle_desk.vehicle.screens.importing.choices import TableChoices
from lifecycle_desk.vehicle.screens.importing.page import BringingPage
from lifecycle_desk.vehicle.screens.importing.preview import (
    LINE_AT,
    ORDERS,
    READY,
    STOPPED,
    STOPPED_AMID,
    VERDICT_AT,
    Wording,
    ready,
    refused,
)

KINDS = (
    Kind(Which.GOOD, READY, "ok", "circle-check"),
    Kind(Which.FAULTY, N_("Rejected"), "danger", "alert-circle"),
)
GO_IN = NN_("Import %(n)s row", "Import %(n)s rows")
IMPORTED = NN_("%(n)s row imported", "%(n)s rows imported")
DETAIL = N_("New: %(new)s, changed: %(changed)s, already here: %(known)s, skipped: %(refused)s.")
TEMPLATE = N_("Save an empty template…")
MOST_SHOWN = 5  # columns of a file that are shown
NARROW, WIDE, LETTER = 80, 240, 9  # pixels of a column, and of a letter
ABOUT_NOW = 400  # rows through which is looked for columns that say something
PLAIN_TEXT = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True)
class Shown:
    """How the rows of a kind are shown: columns between the line and the verdict, and what each says of a row.

    `at` is the place of the file's own columns among them, for the tint of a faulty cell; `go_in` and `imported` are by
    number.
    """

    kind: str
    columns: tuple[Column, ...]
    cells: Callable[[SeenRow], Sequence[str]]
    at: Mapping[str, int] = field(default_factory=dict)
    go_in: str = GO_IN
    imported: str = IMPORTED


def as_they_stand(seen: Looked) -> Shown:
    """The columns of a file that say something, as they stand in it."""
    rows = list(seen.lines.values())[:ABOUT_NOW]
    telling = [name for name in seen.header if any(row.cells.get(name) for row in rows)][:MOST_SHOWN]
    return Shown(
        seen.reader.kind,
        tuple(
            Column(PlainText(name), _width(name, rows), gives_way=len(telling) - place if place else 0)
            for place, name in enumerate(telling)
        ),
        lambda row: [row.cells.get(name, "") for name in telling],
        {name: place for place, name in enumerate(telling, 1)},
    )


def _width(name: str, rows: Sequence[SeenRow]) -> int:
    longest = max((len(row.cells.get(name, "")) for row in rows), default=0)
    return min(WIDE, max(NARROW, LETTER * (max(longest, len(name)) + 2)))


class TableImportPage(BringingPage[Looked]):
    """A file on its way in, of whichever of some kinds it is; `shown` says how rows of a kind are shown."""

    def __init__(
        self,
        app: AppContext,
        says: Wording,
        readers: Sequence[Reader],
        shown: Sequence[Shown],
        *,
        template_of: str = "",
    ) -> None:
        self.readers = {each.kind: each for each in readers}
        self.choices = TableChoices(app)
        self.kind: str | None = None  # as a person says; None leaves it to the file
        self._shown, self._now = {each.kind: each for each in shown}, Shown("", (), lambda _: ())
        save = Button(TEMPLATE, "link", icon="download")
        columns = (LINE_AT, *next(iter(shown), self._now).columns, VERDICT_AT)
        table = LongTable(says.title, SeenRows(None), columns, self.cells, app)
        super().__init__(app, says, KINDS, table, choices=self.choices, links=(save,) if template_of else ())
        save.clicked.connect(lambda: self.save_template(self.readers[template_of]))
        self.choices.changed.connect(self._chosen)

    def kinds_of(self, path: Path) -> tuple[str, ...]:
        """The kinds that a file can be, the most likely first."""
        raise NotImplementedError

    def choices_now(self) -> Choices:
        """How a file is read now."""
        return self.choices.now

    @override
    def look_at(self, path: Path) -> Steps[Looked]:
        yield Step(0)
        kinds = self.kinds_of(path)
        kind = self.kind or kinds[0]
        made = yield from looked(self.app.user, self.readers[kind], path, self.choices_now())
        made.kinds = kinds
        return made

    @override
    def listing(self, seen: Looked, which: object) -> Listing[SeenRow]:
        return SeenRows(seen, which if isinstance(which, Which) else None)

    def cells(self, row: SeenRow) -> tuple[str | Cell, ...]:
        """A row as the table shows it: the faulty cell tinted, the reason at the end."""
        given: list[str | Cell] = [translator().current.formats.number(row.line), *self._now.cells(row)]
        if row.fault is None:
            return (*given, ready())
        place = self._now.at.get(row.fault.field or "")
        if place is not None:
            text = str(given[place]) or row.cells.get(row.fault.field or "", "")
            given[place] = Cell(text or "–", "danger", tint="danger")
        return (*given, refused(translator().current.sentence(row.fault.why)))

    @override
    def read_as(self, seen: Looked) -> Sequence[str]:
        language = translator().current
        said = [language(seen.reader.title)] if len(self.readers) > 1 else []
        read_as = seen.taken.read_as
        said += [read_as["encoding"].upper()] if "encoding" in read_as else []
        return said + [language(ORDERS[order]) for order in (read_as.get("dates"),) if order in ORDERS]

    @override
    def offer_choices(self, seen: Looked | None) -> None:
        if seen is None:
            self.choices.forget()
            return
        self.choices.offer(seen, self.readers)
        self.show_as(self._shown.get(seen.reader.kind) or as_they_stand(seen))
        self.stopped = STOPPED_AMID if seen.reader.by_parts else STOPPED

    def show_as(self, shown: Shown) -> None:
        """Show rows with the columns of their kind."""
        self._now = shown
        self.says = replace(self.says, go_in=shown.go_in)
        self.show_columns((LINE_AT, *shown.columns, VERDICT_AT))

    @Slot()
    def _chosen(self) -> None:
        kind = self.choices.kind.value
        if self.path and isinstance(kind, str):
            self.kind = kind
        if self.seen:
            self.read_again()

    @override
    def read(self, path: Path) -> None:
        if path != self.path:
            self.kind = None
        super().read(path)

    @override
    def read_as_kind(self, path: Path, kind: str | None, mapping: Any = None) -> None:
        self.offer_choices(None)
        self.path, self.kind = path, kind
        super().read(path)

    @override
    def take_in(self, seen: Looked) -> Steps[Result[Taken]]:
        return taken_in(self.app.user, seen)

    @override
    def taken(self, done: Result[Taken]) -> str:
        taken = done.value
        facts = {"new": taken.new, "changed": taken.changed, "known": taken.known, "refused": len(taken.refused)}
        back = self.seen.reader.undo(taken) if self.seen else None
        undo = self.app.undone_by(*back) if back else None
        self.app.show_toast(Message(self._now.imported, n=taken.new + taken.changed), Message(DETAIL, **facts), undo)
        return self.seen_on()

    def seen_on(self) -> str:
        """The page on which one sees what came in."""
        return self.seen.reader.seen_on if self.seen else ""

    @override
    def faulty_name(self, seen: Looked) -> str:
        return f"{seen.path.stem}-faulty{seen.path.suffix if seen.path.suffix.casefold() in PLAIN_TEXT else '.csv'}"

    @override
    def faulty_file(self, seen: Looked) -> Callable[[], bytes]:
        said = translator().current.sentence
        return lambda: faulty_rows(seen, {each.line: said(each.fault.why) for each in seen.faulty if each.fault})

    def save_template(self, reader: Reader) -> None:
        """Save an empty list of one of our own formats where a person says."""
        self.save_as(f"{reader.kind}.csv", lambda: template(reader))
