"""Importing a list of vehicles: looked at whole, with each fault beside its row, before anything is written."""

from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QStackedWidget, QWidget

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.counter.verbs import Done
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    EmptyPage,
    FilterChip,
    InfoBar,
    Label,
    PageTitle,
    Steps,
    StickyBar,
    column,
    hold,
    row,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.words import Plain, Words
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.overview.interchange import (
    ListedRow,
    Preview,
    PreviewRows,
    Which,
    faulty_rows,
    previewed,
    taken_in,
    template,
)
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.vehicle.screens.telling import strung

TITLE, CHOOSE, TEMPLATE = N_("Import vehicles"), N_("Choose a file…"), N_("Save an empty list to fill in…")
ANOTHER, SAVE_FAULTY = N_("Another file…"), N_("Save faulty lines…")
NEXT_FAULT = N_("Next fault")
IMPORT = NN_("Import %(n)s vehicle", "Import %(n)s vehicles")
READING, IMPORTING = N_("Reading the list…"), N_("Importing the list…")
NOTHING_YET = N_("Nothing is written yet.")
IMPORTED = NN_("%(n)s vehicle was imported.", "%(n)s vehicles were imported.")
DETAIL = N_("New: %(new)s, changed: %(changed)s, already here: %(known)s, left out: %(refused)s.")
LINES = NN_("%(n)s line", "%(n)s lines")
READY, SAVED = C_("import", "Ready"), N_("The file is saved.")
CHIPS: dict[Which, tuple[str, t.Tone, str]] = {
    Which.ALL: (C_("import", "All"), "neutral", ""),
    Which.GOOD: (READY, "ok", "circle-check"),
    Which.FAULTY: (N_("Cannot go in"), "danger", "alert-circle"),
}
ORDERS = (
    ("", N_("As the file shows")),
    ("dmy", N_("Day, month, year")),
    ("mdy", N_("Month, day, year")),
    ("ymd", N_("Year, month, day")),
)
COLUMNS = (
    Column(C_("import", "Line"), 56, "end", "small", "ink3"),
    Column(C_("vehicle", "VIN"), 180, role="mono"),
    Column(C_("vehicle", "Vehicle"), 210),
    Column(C_("vehicle", "Plate"), 110),
    Column(C_("vehicle", "Owner"), 150),
    Column(C_("column", "Odometer"), 90, "end"),
    Column(N_("What we make of it")),
)
VIN_AT, NAME_AT, PLATE_AT, OWNER_AT, ODOMETER_AT = range(1, 6)
AT = {"vin": VIN_AT, "original_vin": VIN_AT, "plate": PLATE_AT, "odometer_km": ODOMETER_AT} | {
    **dict.fromkeys(("make", "model", "variant", "model_year", "energy"), NAME_AT),
    **dict.fromkeys(("owner_name", "owner_phone", "owner_language"), OWNER_AT),
}
CSV = "CSV (*.csv *.txt)"


class ImportPage(PageWidget):
    """Three steps: the file, the look at it, the import."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._preview = desk, None  # type: Desk, Preview | None
        self._path: Path | None = None
        self.steps = Steps([C_("import", "File"), C_("import", "Check"), C_("import", "Done")])
        self.choose = Button(CHOOSE, "primary", icon="file-import", keys="Ctrl+O")
        self.refusal = InfoBar("", tone="danger", icon="alert-circle")
        self._facts = Label("", "small", "ink2", fixed=True)
        self.order = ChoiceField(N_("Dates are written"), ORDERS)
        self.chips = {which: FilterChip(name, icon=icon, tone=tone) for which, (name, tone, icon) in CHIPS.items()}
        self._group = QButtonGroup(self)
        self.next_fault = Button(NEXT_FAULT, "quiet", icon="chevron-down", keys="F8")
        nothing = PreviewRows(Preview(Path(), Taken("", ""), ()), Which.ALL)
        self.table = LongTable(TITLE, nothing, COLUMNS, cells, desk)
        self.go_in = Button(IMPORT, "primary", keys="Ctrl+Return", n=0)
        self.another, self.save_faulty = Button(ANOTHER), Button(SAVE_FAULTY, icon="download")
        self._stack = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show_file()

    def _lay_out(self) -> None:
        save = Button(TEMPLATE, "link", icon="download")
        save.clicked.connect(self._save_template)
        sentence = N_(
            "Drop a list of vehicles here (CSV, one a row). It is read and checked before anything is written."
        )
        empty = EmptyPage(N_("Bring your list"), sentence, self.choose, (save,), stages=("sale", "service", "transfer"))
        for chip in self.chips.values():
            self._group.addButton(chip)
        self.order.setFixedWidth(200)
        filters = row(*self.chips.values(), None, self.order, 8, self.next_fault)
        table = Card(column(self.table, gap=0, margins=(1, 1, 1, 1)))
        bar = StickyBar(self.go_in, self.another, self.save_faulty, extra=(Label(NOTHING_YET, "small", "ink2"),))
        inner = column(filters, (table, 1), gap=10, margins=(24, 0, 24, 14))
        checked = hold(column((hold(inner), 1), bar, gap=0))
        for part in (empty, checked):
            self._stack.addWidget(part)
        self._refused = hold(row((self.refusal, 1), margins=(24, 0, 24, 0)))
        head = row(PageTitle(TITLE), 16, self.steps, None, self._facts, margins=(24, 14, 24, 0))
        self.setLayout(column(hold(head), self._refused, (self._stack, 1), gap=14))

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.another.clicked.connect(self._choose)
        self.save_faulty.clicked.connect(self._save_faulty)
        self.next_fault.clicked.connect(self._next_fault)
        self.go_in.clicked.connect(self._import)
        self.order.chosen.connect(self._read_again)
        for which, chip in self.chips.items():
            chip.toggled.connect(partial(self._filter, which))
        speech().changed.connect(self._say)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._show_file)

    @override
    def first_focus(self) -> QWidget | None:
        return self.table if self._preview else self.choose

    @Slot()
    def _show_file(self) -> None:
        """Begin anew."""
        self._preview = None
        self._refused.hide()
        self.steps.go(0)
        self._facts.say(Plain(""))
        self._stack.setCurrentIndex(0)
        self.choose.setEnabled(True)

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, speech().voice(TITLE), QDir.homePath(), CSV)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Look at a file."""
        if path != self._path:
            self.order.set_value("")
        self._path = path
        self.choose.setEnabled(False)
        steps = previewed(self._desk.seat, path, str(self.order.value or "") or None)
        task = self._desk.run(steps, self._came, self._failed, READING)
        task.ended.connect(lambda: self.choose.setEnabled(True))

    @Slot()
    def _read_again(self) -> None:
        if self._path and self._preview:
            self.read(self._path)

    def _failed(self, fact: Exception) -> None:
        self._show_file()
        if isinstance(fact, OSError):
            fact = FileNotReadable(self._path.name if self._path else "")
        self.refusal.say(said_of(fact))
        self._refused.show()

    def _came(self, preview: Preview) -> None:
        self._preview = preview
        self._refused.hide()
        self.steps.go(1)
        self._stack.setCurrentIndex(1)
        self.order.setVisible(any("dates" in row.cells or _has_days(row) for row in preview.lines.values()))
        self.save_faulty.setVisible(bool(preview.faulty))
        self.next_fault.setVisible(bool(preview.faulty))
        self.go_in.setEnabled(preview.good > 0)
        self.chips[Which.ALL].setChecked(True)
        self._filter(Which.ALL, on=True)
        self._say()
        self.table.setFocus()

    @Slot()
    def _say(self) -> None:
        self.table.long.refresh_words()
        if not self._preview:
            return
        voice, taken = speech().voice, self._preview.taken
        faulty = len(taken.refused)
        for which, count in ((Which.ALL, taken.rows), (Which.GOOD, taken.rows - faulty), (Which.FAULTY, faulty)):
            self.chips[which].count(voice.formats.number(count))
        orders = {code: voice(words) for code, words in ORDERS}
        read_as = [orders.get(each, each.upper()) for name, each in taken.read_as.items() if name != "delimiter"]
        self._facts.say(Plain(strung(taken.file, voice(LINES, n=taken.rows), *read_as)))
        self.go_in.say(Words(IMPORT, n=self._preview.good))

    def _filter(self, which: Which, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        if on and self._preview:
            self.table.show_listing(PreviewRows(self._preview, which))

    @Slot()
    def _next_fault(self) -> None:
        """Go to the next row that cannot go in, and from the last one to the first."""
        if not self._preview or not self._preview.faulty:
            return
        lines = [each.line for each in self._preview.faulty]
        here = self.table.current_key() or 0
        wanted = next((line for line in lines if line > here), lines[0])
        place = self.table.long.row_of(wanted)
        if place is None:
            self.chips[Which.ALL].setChecked(True)
        else:
            self.table.setCurrentIndex(self.table.long.index(place, 0))
        self.table.setFocus()

    @Slot()
    def _import(self) -> None:
        if not self._preview:
            return
        self.go_in.setEnabled(False)
        steps = taken_in(self._desk.seat, self._preview.path, str(self.order.value or "") or None)
        task = self._desk.run(steps, self._imported, name=IMPORTING)
        task.ended.connect(lambda: self.go_in.setEnabled(True))

    def _imported(self, done: Done[Taken]) -> None:
        taken = done.made
        facts = {"new": taken.new, "changed": taken.changed, "known": taken.known, "refused": len(taken.refused)}
        self._desk.tell(Words(IMPORTED, n=taken.new + taken.changed), Words(DETAIL, **facts))
        self.steps.go(2)
        self._show_file()
        self._desk.go("vehicles")

    @Slot()
    def _save_faulty(self) -> None:
        if not self._preview:
            return
        voice = speech().voice
        reasons = {each.line: voice.sentence(each.fault.why) for each in self._preview.faulty if each.fault}
        self._save_as(f"{self._preview.path.stem}-faulty.csv", faulty_rows(self._preview, reasons))

    @Slot()
    def _save_template(self) -> None:
        self._save_as("vehicles.csv", template())

    def _save_as(self, name: str, content: bytes) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, speech().voice(TITLE), QDir.home().filePath(name), CSV)
        if chosen:
            self._desk.look(lambda: write_whole(Path(chosen), content), lambda _: self._desk.tell(SAVED))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.read(Path(files[0]))


class FileNotReadable(Objection):
    """A file that the system does not give."""

    says = N_("%(name)s cannot be read.")
    name: str


def _has_days(listed: ListedRow) -> bool:
    """Whether a row tells a day that is not written as the standard says."""
    days = (listed.cells.get(name, "") for name in ("arrived_on", "sold_on", "first_registered_on"))
    return any("/" in each or "." in each for each in days)


def cells(listed: ListedRow) -> tuple[str | Cell, ...]:
    """A row as the table shows it: the faulty cell tinted, the reason at the end."""
    given = listed.cells
    name = " ".join(filter(None, (given.get(each, "") for each in ("make", "model", "variant"))))
    shown: list[str | Cell] = [
        speech().voice.formats.number(listed.line),
        given.get("vin", ""),
        name,
        given.get("plate", ""),
        given.get("owner_name", ""),
        given.get("odometer_km", ""),
    ]
    if listed.fault is None:
        return (*shown, Cell(speech().voice(READY), "ok", "circle-check"))
    place = AT.get(listed.fault.field or "")
    if place is not None:
        text = str(shown[place]) or given.get(listed.fault.field or "", "")
        shown[place] = Cell(text or "–", "danger", tint="danger")
    return (*shown, Cell(speech().voice.sentence(listed.fault.why), "danger", "alert-circle"))
