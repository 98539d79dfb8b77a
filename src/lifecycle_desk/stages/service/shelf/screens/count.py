"""Counting a storage place by scanner or keys; differences stand beside each part before anything is written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, override

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    Label,
    LineField,
    PageTitle,
    ReadField,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import Cell, Column, LineTable
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.scanner import GOES_ON, SHORTEST
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number
from lifecycle_desk.stages.service.orders.rules.orders import QUANTITY
from lifecycle_desk.stages.service.shelf.usecases.counting import (
    CountDifference,
    CountSheet,
    count_parts,
    count_sheet,
)
from lifecycle_desk.stages.service.shelf.usecases.requests import ONE_PIECE, Counted, CountParts, StockCounted
from lifecycle_desk.vehicle.screens.event_text import join

if TYPE_CHECKING:
    from decimal import Decimal

    from lifecycle_desk.desktop.look import tokens as t

TITLE, SAVE = N_("Count parts"), N_("Save count")
PLACE_HINT = N_("The place whose parts you count, as its label says.")
CODE_HINT = N_("Scan or type a part number, then Enter. Scanning it again counts one more.")
COUNTED, MISSING = N_("Counted"), N_("Not counted yet")
DONE, NOTHING = N_("Count saved: %(more)s more, %(fewer)s fewer"), N_("Scan the first part.")
UNKNOWN = N_("Not in the catalogue")
WIDTHS = (
    Column(N_("Part number"), 150, role="mono"),
    Column(C_("order line", "Description")),
    Column(C_("stock", "Recorded"), 110, "end", ink="ink2"),
    Column(COUNTED, 100, "end"),
    Column(C_("stock", "Difference"), 100, "end"),
    Column(C_("stock", "Value"), 120, "end", ink="ink2"),
)


class StockCountPage(PageWidget):
    """A count of one place; nothing is written before it is saved."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._lines, self._sheet = app, list[Counted](), None  # type: tuple[AppContext, list[Counted], CountSheet | None]
        self.place = LineField(C_("stock", "Storage place"), hint=PLACE_HINT, longest=200)
        self.code = LineField(N_("Part number"), mono=True, hint=CODE_HINT, longest=200)
        self.batch = LineField(C_("stock", "Batch"), mono=True, longest=200)
        self.serial = LineField(C_("stock", "Serial number"), mono=True, longest=200)
        self.quantity = ReadField(QUANTITY, lambda text: (read_number(text, translator().current, 3).value, ""))
        self.table, self.missing = LineTable(COUNTED, WIDTHS), LineTable(MISSING, WIDTHS[:3])
        self.none = Label(NOTHING, "body", "ink3")
        self.save, self.clear = Button(SAVE, "primary", keys="Ctrl+Return"), Button(N_("Start again"), icon="refresh")
        self.print = Button(N_("Print count list"), icon="printer", keys="Ctrl+P")
        self.bar = StickyBar(self.save, self.clear, self.print)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        for each in (self.place, self.code, self.quantity):
            each.line.setProperty("takes_codes", GOES_ON)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        asked = row((self.place, 2), (self.code, 3), (self.quantity, 1), (self.batch, 1), (self.serial, 2), gap=16)
        self._counted = Card(column(SectionTitle(COUNTED), self.none, self.table, gap=6, margins=(16, 10, 16, 12)))
        self._left = Card(column(SectionTitle(MISSING), self.missing, gap=6, margins=(16, 10, 16, 12)))
        form = Card(column(asked, margins=(16, 10, 16, 8)))
        work = column(form, self._counted, self._left, None, gap=12, margins=(24, 0, 24, 16))
        head = row(PageTitle(TITLE), None, margins=(24, 14, 24, 0))
        whole = column(head, (PageScroll(work), 1), gap=10)
        self.setLayout(column((wrap(whole), 1), self.bar, gap=0))

    def _connect(self) -> None:
        self.place.on_enter(self.code.line.setFocus)
        self.place.line.editingFinished.connect(self._look)
        self.code.on_enter(self._named)
        self.quantity.on_enter(self._taken)
        self.save.clicked.connect(self._save)
        self.clear.clicked.connect(self._start_again)
        self.print.clicked.connect(lambda: self._app.go("reports", f"count-list:{self.place.text}"))
        self._app.permits.need(count_parts, self.save)
        self._submission.saved.connect(self._saved)
        translator().changed.connect(self._show)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"place": self.place, "lines": self.code, "serials": self.serial, "quantity": self.quantity}

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key and key != self.place.text and not self._lines:
            self.place.set_text(key)
        self._look()

    @override
    def first_focus(self) -> QWidget | None:
        return self.code.line if self.place.text else self.place.line

    # Counting ---------------------------------------------------------------------------------------------------

    @Slot()
    def _named(self) -> None:
        """A part was named: one piece of it, unless another quantity is typed."""
        if not self.code.text:
            return
        if not self.quantity.text:
            self.quantity.set_text(translator().current.formats.plain_number(ONE_PIECE))
        self.quantity.line.setFocus()
        self.quantity.line.selectAll()

    @Slot()
    def _taken(self) -> None:
        """The quantity stands: its line is counted. A scanner that names the next part instead counts one of this."""
        scanned = self.quantity.text if not _is_number(self.quantity.text) else ""
        if scanned:
            self.quantity.set_text(translator().current.formats.plain_number(ONE_PIECE))
        if not self.quantity.validate() or self.quantity.value is None:
            return
        quantity = cast("Decimal", self.quantity.value)
        line = Counted(code=self.code.text, quantity=quantity, batch=self.batch.text, serial=self.serial.text)
        self._add(line)
        for each in (self.quantity, self.batch, self.serial):
            each.set_text("")
        self.code.set_text(scanned)
        self.code.line.setFocus()
        if scanned:
            self._named()

    def _add(self, line: Counted) -> None:
        """Count some pieces; more of the same are added to those that were counted."""
        if not tight(line.code):
            return
        for at, each in enumerate(self._lines):
            if _which(each) == _which(line) and not line.serial:
                self._lines[at] = replace(each, quantity=each.quantity + line.quantity)
                break
        else:
            self._lines.append(line)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Ask what the ledger says of what was counted; nothing is written."""
        user, asked = self._app.user, self._asked()
        self._app.run_query(lambda: count_sheet(user, asked), self._came)

    def _asked(self) -> CountParts:
        return CountParts(place=self.place.text, lines=tuple(self._lines))

    def _came(self, sheet: CountSheet) -> None:
        self._sheet = sheet
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._lines[-1:] = []
            self._look()
            return
        super().keyPressEvent(event)

    # What it shows ----------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        sheet = self._sheet
        self.none.setVisible(not self._lines)
        self.table.setVisible(bool(self._lines))
        self.save.setEnabled(bool(self._lines))
        self.clear.setVisible(bool(self._lines))
        self._left.setVisible(bool(sheet and sheet.missing))
        self.print.setVisible(bool(self.place.text))
        if sheet is None:
            return
        self.table.show_lines([_counted(each, sheet.currency) for each in reversed(sheet.lines)])
        self.missing.show_lines([_missing(each) for each in sheet.missing])

    # What is done -----------------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._submission.submit(count_parts, self._asked, SAVE)

    @Slot(object)
    def _saved(self, done: Result[StockCounted]) -> None:
        said = Message(DONE, more=done.value.more, fewer=done.value.fewer)
        self._app.show_toast(said, undo=self._app.way_back(cast("Result[Any]", done)))
        self._start_again()

    @Slot()
    def _start_again(self) -> None:
        self._lines.clear()
        for each in (self.code, self.quantity, self.batch, self.serial):
            each.set_text("")
        self.code.line.setFocus()
        self._look()


def _is_number(text: str) -> bool:
    """Whether a quantity was typed: a part number is longer, or has letters."""
    return len(text) < SHORTEST and not any(each.isalpha() for each in text)


def _which(line: Counted) -> tuple[str, str, str]:
    return tight(line.code), line.batch, line.serial


def _counted(each: CountDifference, currency: str) -> Sequence[str | Cell]:
    """A line of the count: what is missing is red, what is too much is told too."""
    say = translator().current
    number, off = say.formats.number, each.difference
    tone: t.Tone | None = None if not off else "danger" if off < 0 else "warn"
    name = each.text_in(say.code)
    text = name if each.is_known else join(name, say(UNKNOWN))
    return (
        each.code,
        Cell(text, "warn", "alert-triangle") if not each.is_known else text,
        number(each.there),
        number(each.counted),
        Cell(number(off), tone, "alert-triangle", tint=tone) if tone else number(off),
        say.formats.in_list(Money(each.value, currency)) if each.value else "",
    )


def _missing(each: CountDifference) -> Sequence[str | Cell]:
    say = translator().current
    return each.code, each.text_in(say.code), say.formats.number(each.there)
