"""One order line in a row of cells: typed in from left to right, read exactly, drawn as a row of a table."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, override

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush, inset
from lifecycle_desk.desktop.look.parts import Fitted, IconButton, Painted, row
from lifecycle_desk.desktop.look.parts.folding import HalvedRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineText
from lifecycle_desk.stages.service.line_cover.screens.cell import CoverCell
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType, figure_of
from lifecycle_desk.stages.service.orders.rules.validation import LONGEST_TEXT
from lifecycle_desk.stages.service.orders.screens.looks import KINDS as LINE_KINDS
from lifecycle_desk.stages.service.orders.screens.looks import PAYERS
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import (
    DescriptionCell,
    FigureCell,
    PickCell,
    TextCell,
    frame_cell,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.drafts import draft_of, write_draft
from lifecycle_desk.stages.service.orders.screens.sheet.lines.fold import LineFold
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import (
    COLUMNS,
    EDGE,
    GAP,
    KINDS,
    LINE_END,
    WIDTHS,
    Pricing,
    cover_width,
    is_narrow,
    read_figure,
    shown_price,
    typed_cell,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.list_cell import ListCell
from lifecycle_desk.stages.service.orders.screens.sheet.lines.marks import line_marks, show_marks
from lifecycle_desk.stages.service.orders.screens.sheet.lines.menu import line_menu
from lifecycle_desk.stages.service.orders.screens.sheet.lines.offers import take_offer
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import (
    AmountLabel,
    CampaignMark,
    TaxMark,
    UnitLabel,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.reading import line_in, reckoned_in

MORE = N_("More about this line")


class LineRow(Fitted, Painted):
    """A line that is being written; what it was given beside its cells it keeps."""

    edited = Signal()
    fitted = Signal()  # it has other room, or says something else of its cover
    entered = Signal(object)  # a cell has the keyboard
    onward = Signal()  # Enter on the last cell
    removed = Signal()
    core_offered = Signal(object)  # minor units: what is charged for the core of the part that was taken; 0 for none
    core_back = Signal()  # the core that the line bills came back
    stepped = Signal(int, int)  # so many rows on, in a column

    def __init__(self, pricing: Callable[[], Pricing], kind: LineKind = LineKind.LABOUR) -> None:
        super().__init__()
        self.pricing, self.base, self.fold = pricing, Line(kind=kind), LineFold()
        of, pays = KINDS["kind"], KINDS["pays"]
        self.kind = PickCell(of.label, of.hint, LINE_KINDS, WIDTHS["kind"], as_chip=False)
        self.pays = ListCell(pays.label, pays.hint, PAYERS, WIDTHS["pays"], as_chip=True)
        picked = {"kind": self.kind, "pays": self.pays}
        self.text = DescriptionCell(KINDS["text"].label, KINDS["text"].hint)
        self.typed_cells = {
            name: self.text if name == "text" else typed_cell(name, width)
            for name, width in COLUMNS.items()
            if name not in picked
        }
        self.code = self.typed_cells["code"]
        self.figure, self.price = self.typed_cells["figure"], self.typed_cells["price"]
        self.cover, self._has_cover = CoverCell(WIDTHS["cover"]), True
        self.unit, self.amount = UnitLabel(), AmountLabel()
        self.more = IconButton("dots", MORE, size=WIDTHS["more"])
        keeping = self.more.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # the columns stand under their titles, also where one only reads
        self.more.setSizePolicy(keeping)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Menu key opens it from every cell
        self.marks = line_marks()
        self.taxed, self.campaign, self.is_filled = (
            TaxMark(),
            CampaignMark(),
            False,
        )  # by what was offered: nothing is left to be typed
        columns = [picked.get(name) or self.typed_cells[name] for name in COLUMNS]
        self.cells: tuple[TextCell | PickCell, ...] = (*columns, self.cover, *self.fold.cells.values())
        self._lay_out(columns)
        self.kind.choose(kind)
        self._connect()
        self._follow_kind()

    def _lay_out(self, columns: list[TextCell | PickCell]) -> None:
        at = columns.index(self.figure)
        done = row(*columns[: at - 1], (self.text, 1), self.taxed, self.campaign, *self.marks.values(), gap=GAP)
        paid = row(None, self.figure, self.unit, *columns[at + 1 :], self.cover, self.amount, self.more, gap=GAP)
        below = self.fold.layout()
        self.setLayout(HalvedRow((done, paid), below, is_narrow, partial(theme.px, t.ROW), GAP, (EDGE, 0, LINE_END, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _connect(self) -> None:
        for cell in self.cells:
            cell.installEventFilter(self)
            if isinstance(cell, TextCell):
                set_text(cell.setAccessibleName, cell.name)
                cell.changed.connect(self._changed)
                cell.setMaxLength(LONGEST_TEXT)
        for named in (self.code, self.text):
            named.changed.connect(partial(self._offer, named))
        for pick in (self.kind, self.pays):
            pick.picked.connect(self._picked)
        self.kind.lettered.connect(partial(self._go, self.code))
        self.kind.typed.connect(self._type_code)
        self.cover.picked.connect(self._changed)
        self.more.clicked.connect(self._menu)
        translator().changed.connect(self.text.follow_language)
        translator().changed.connect(self._reckon)

    # What stands in it ------------------------------------------------------------------------------------------

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        folded = self.fold.cells.values() if self.fold.is_shown else ()
        return not any(cell.typed for cell in (*self.typed_cells.values(), *folded))

    def show_line(self, line: Line, words: LineText | None = None) -> None:
        """Show a line that is kept; `words` are the catalogue's where they are known."""
        self.base = line
        self.kind.choose(line.kind)
        self.pays.choose(line.pays)
        self.cover.choose_group(line.group)
        figure = getattr(line, figure_of(line.kind) or "hours")
        shown = {
            "figure": "" if figure is None else translator().current.formats.number(figure),
            "price": shown_price(line, self.pricing().currency),
        }
        for name, cell in self.all_typed.items():
            cell.setText(shown[name] if name in shown else getattr(line, name))
        self.text.show_words(words or self.pricing().texts.of(line))
        for cell in self.all_typed.values():
            cell.setCursorPosition(0)  # a long text is read from its beginning
        self._follow_kind()

    def call_by_catalogue(self) -> None:
        """Show what is kept in the words of the catalogue, where they are known by now."""
        if (words := self.pricing().texts.of(self.as_written)).texts:
            self.text.show_words(words)

    @property
    def as_written(self) -> Line:
        """The line by its words alone: what kind it is, its code and what it says."""
        return Line(kind=self.kind_now, code=self.code.typed, text=self.text.typed)

    @property
    def all_typed(self) -> dict[str, TextCell]:
        """The cells that are typed, by the fields that they hold."""
        return self.typed_cells | self.fold.cells

    def take_number(self, number: int | None) -> None:
        """Be the line of that number."""
        self.base = replace(self.base, id=number)

    def typed(self) -> dict[str, Any]:
        """The typed texts, as a draft stores them."""
        return draft_of(self)

    def write(self, draft: Mapping[str, Any]) -> None:
        """Bring back what a draft kept, also one of an older program."""
        write_draft(self, draft)
        self._follow_kind()

    def line(self, at: str = "line") -> Line:
        """The line that stands here; refuses what cannot be read, beside its place."""
        return line_in(self, at)

    def has(self, name: str) -> bool:
        """Whether lines of this kind have a field."""
        return KINDS[name].only in {None, self.kind_now}

    @property
    def payer(self) -> PayType:
        """The line's payer."""
        return PayType.of(self.pays.option.value)

    @property
    def kind_now(self) -> LineKind:
        """The kind that is chosen."""
        return LineKind.of(self.kind.option.value)

    def reckoned(self) -> Line | None:
        """The line with its price, as far as it can be reckoned already."""
        return reckoned_in(self)

    # What happens to it -----------------------------------------------------------------------------------------

    @Slot()
    def _changed(self) -> None:
        self._reckon()
        self.edited.emit()

    @Slot(object)
    def _picked(self, _: object) -> None:
        self._follow_kind()
        self.edited.emit()

    def _follow_kind(self) -> None:
        """Fit the row to its kind: hours have their unit, sublet work and sundries are priced as a whole."""
        self.figure.setEnabled(bool(figure_of(self.kind_now)))
        self.figure.setPlaceholderText("1" if self.kind_now is LineKind.PART else "")
        show_marks(self.marks, self.base, self.has, self.pricing().parts.get(self.base.id or 0))
        self.fold.follow(self.kind_now)
        self.taxed.show_taxing(self.base.taxing)
        self.updateGeometry()
        self.campaign.show_number(self.base.campaign if self.payer is PayType.CAMPAIGN else "")
        self._reckon()

    @Slot()
    def _reckon(self) -> None:
        formats, pricing = translator().current.formats, self.pricing()
        rate = (
            ""
            if pricing.rate is None or self.kind_now is not LineKind.LABOUR
            else formats.amount(Money(pricing.rate, pricing.currency))
        )
        self.price.setPlaceholderText(rate)
        line = self.reckoned()
        self._show_unit()
        self.amount.show_text(
            formats.amount(Money(line.amount, pricing.currency)) if line and not self.is_blank else ""
        )
        self._fit()  # the title over the cover is wider in another language
        self.judge()

    def _show_unit(self) -> None:
        """Hours have their unit, by how many they are as far as they can be read."""
        hours = None
        with suppress(Objection):
            hours = read_figure(self.figure.typed, self.kind_now)["hours"]
        self.unit.show_hours(hours, shown=self.kind_now is LineKind.LABOUR)
        if isinstance(self.figure, FigureCell):
            self.figure.show_unit(self.unit.text())

    def judge(self) -> None:
        """Say whether the line is covered, as far as it is written."""
        judge, words = self.pricing().judge, self.as_written
        about_something = words.code or words.text or self.cover.part
        verdict = judge.judged(replace(words, group=self.cover.part)) if judge and about_something else None
        self.cover.show_verdict(verdict if verdict and verdict.matters_to(self.payer) else None)
        self.fitted.emit()

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        for cell in self.cells:
            if isinstance(cell, TextCell):
                cell.setReadOnly(not live)
            else:
                cell.live = live
        self.more.setVisible(live)

    def cell_of(self, field: str) -> TextCell | PickCell:
        """The cell that a rule's field is about."""
        about: dict[str, TextCell | PickCell] = {
            **self.all_typed,
            **dict.fromkeys(("hours", "quantity"), self.figure),
            "discount": self.price,
            **dict.fromkeys(("pays", "campaign"), self.pays),
            "kind": self.kind,
            "group": self.cover,
        }
        if field in self.fold.cells:
            self._unfold()
        return about.get(field, self.text)

    def _unfold(self) -> None:
        self.fold.open_up(self.pricing().technicians)
        self._follow_kind()

    @Slot()
    def _menu(self) -> None:
        line_menu(self).open_under(self.more)

    def ask(self, name: str) -> None:
        """Ask below the row for what is seldom said."""
        self._unfold()
        self._go(self.fold.cells[name])

    def mark(self, name: str, on: bool) -> None:  # noqa: FBT001 (of a menu's entry)
        """Say what is special about it, or that it is not."""
        own = self.base if self.base.kind is self.kind_now else Line(kind=self.kind_now, id=self.base.id)
        marked: dict[str, Any] = {name: on}
        self.base = replace(own, **marked)
        self._follow_kind()
        self.edited.emit()

    def carry_out(self, number: str, on: bool) -> None:  # noqa: FBT001 (of a menu's entry)
        """Say which campaign it carries out, or that it does none."""
        self.base = replace(self.base, campaign=number if on else "")
        self._follow_kind()
        self.edited.emit()

    def tax_as(self, taxing: Taxing | None) -> None:
        """Say how it is taxed; None is the usual rate."""
        self.base = replace(self.base, taxing=taxing)
        self._follow_kind()
        self.edited.emit()

    def _go(self, cell: QWidget) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)

    def _type_code(self, letters: str) -> None:
        """Letters typed on the kind that mean none of them are the beginning of the code."""
        self.code.setFocus()
        self.code.insert(letters)
        self._changed()

    # The keyboard -----------------------------------------------------------------------------------------------

    def _offer(self, cell: TextCell) -> None:
        self.is_filled = False
        if offers := self.pricing().offers:
            offers.ask(cell, self.kind_now, partial(take_offer, self))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusIn:
                if watched is self.kind and self.is_blank and _is_forward(event):
                    self._go(self.code)  # what is typed next is the code; Shift+Tab goes to the kind
                self.entered.emit(watched)
                if watched is self.cover:
                    self.fitted.emit()
                self.update()
            case QEvent.Type.FocusOut:
                if isinstance(watched, TextCell) and (offers := self.pricing().offers):
                    offers.leave(watched)
                self.update()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        at = next(place for place, cell in enumerate(self.cells) if cell is watched)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not control:
                self._next(at)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1, at)
            case Qt.Key.Key_Delete if self.kind.live and (control or isinstance(watched, PickCell)):
                self.removed.emit()
            case Qt.Key.Key_Menu if self.kind.live:
                self._menu()
            case Qt.Key.Key_F10 if shift and self.kind.live:
                self._menu()
            case _:
                return False
        return True

    def _next(self, at: int) -> None:
        """On to the next cell that can be filled in; from the last one to the next line."""
        after = (each for each in self.cells[at + 1 :] if each is not self.cover)  # proposed by itself: Tab goes there
        cell = next((each for each in after if each.isEnabled()), None)
        if cell and not (self.is_filled and self.cells[at] is self.figure):
            self._go(cell)
        else:
            self.onward.emit()

    # The look ---------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        self.cover.be_wide(cover_width(self.width()) if self._has_cover else 0)
        self.fitted.emit()

    def show_cover(self, *, is_seen: bool) -> None:
        """Have room for the cell of cover, or none; it keeps its place in the way of Tab."""
        if is_seen != self._has_cover:
            self._has_cover = is_seen
            self._fit()

    @property
    def lacks_room(self) -> bool:
        """Whether what is done would be cut beside a cell of cover."""
        taken = 0 if self._has_cover else theme.u(cover_width(self.width()))
        return not is_narrow(self.width()) and self.text.lacks_room(self.text.width() - taken)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        here = next((cell for cell in self.cells if cell.hasFocus()), None)
        if here:
            b.fill(rect, b.c.selected)
        b.hline(inset(rect, 0))
        for cell in (each for each in self.cells if not each.isHidden()):
            frame_cell(b, cell, is_here=cell is here)


def _is_forward(event: QEvent) -> bool:
    """Whether the keyboard came by Tab."""
    return isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.TabFocusReason
