"""Tables: a sunken head, rows of 32 px on hairlines, codes in the typewriter face, verdicts with their reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, override

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, in_words, tip
from lifecycle_desk.desktop.look.paint import Align, Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.painted import clear_ground, surface
from lifecycle_desk.desktop.look.rows.base import NOWHERE, SHOWN, Index, State, joined
from lifecycle_desk.desktop.look.rows.head import AIR, TableHead, cell_rect
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in pixels (0 takes the rest), and how its cells are set.

    `value` gives what a row holds there, as a number, a day or an amount: by it the column sorts, is summed where
    `sums` says so (or how the sum is written), and goes into a spreadsheet; without it the words of the cell do. `rank`
    orders what has an order that is not its words'. `id` is what it is remembered and asked for by; `extra` ones are
    shown when chosen. In a table that is too narrow for all, those that name a turn give way, the lowest first
    (`gives_way`), as long as a name is cut in one without; that one stays, however narrow it gets. Of a column that
    takes the rest `least` px are kept before all others are whole: so much of a text says whom or what it is about.
    """

    title: UiText
    width: int = 0
    align: Align = "start"
    role: t.Role = "body"
    ink: t.Ink = "ink"
    id: str = ""
    value: Callable[[Any], Any] | None = None
    rank: Callable[[Any], Any] | None = None
    sums: bool | Callable[[Any], str] = False
    extra: bool = False
    gives_way: int = 0
    least: int = 150

    @property
    def set_at(self) -> Align:
        """Where its cells and its title stand: figures, which end a row of words, have their units in line."""
        return "figure" if self.align == "end" else self.align

    @property
    def key(self) -> str:
        """What it is remembered by: its id, or its title as it is written in the source."""
        return self.id or (self.title if isinstance(self.title, str) else str(self.title))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with more than its text: a chip, a verdict with its icon, a tint for what is wrong in it.

    `hint` is what a list has no room for: it is shown where one points, and read out after the text.
    """

    text: str
    tone: t.Tone | None = None
    icon: str = ""
    is_chip: bool = False
    tint: t.Tone | None = None
    hint: str = ""

    @property
    def read_out(self) -> str:
        """All that it says, for who cannot see it."""
        return joined(self.text, self.hint)


class TableModel(QAbstractTableModel):
    """A short table, all of whose rows are there; each row is as many texts or cells as there are columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Sequence[str | Cell], ...] = ()
        translator().changed.connect(self._say_heads)

    def show(self, rows: Sequence[Sequence[str | Cell]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @Slot()
    def _say_heads(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def shown_at(self, row: int, column: int) -> str | Cell:
        """The cell of a row and a column."""
        return self.rows[row][column]

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return cell
            case Qt.ItemDataRole.DisplayRole:
                return cell.text if isinstance(cell, Cell) else cell
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.read_out if isinstance(cell, Cell) else cell
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return in_words(self.columns[section].title)


def shown_in(model: QAbstractItemModel) -> Callable[[int, int], object]:
    """What a model shows at a row and a column.

    A model of ours is asked itself: an index of Qt for each cell, and the way through Qt to the same answer, cost as
    much as a short text that is drawn.
    """
    own: Callable[[int, int], object] | None = getattr(model, "shown_at", None)
    return own or (lambda row, column: _shown(model.index(row, column)))


def _shown(index: Index) -> object:
    shown = index.data(SHOWN)
    return index.data() if shown is None else shown  # a model of others has only texts


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a table, from `Cell`s or from any model's own texts."""

    def __init__(self, columns: Sequence[Column], head: TableHead, parent: QTableView) -> None:
        super().__init__(parent)
        self._columns, self._head, self._view = columns, head, parent

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._draw(Brush(painter), option.rect, index, State.of(option))
        painter.restore()

    def _draw(self, b: Brush, rect: QRect, index: Index, state: State) -> None:
        self._ground(b, rect, chosen=state.selected)
        self._draw_cell(b, rect, _shown(index), index.column(), self._head.outer(index.column()))
        if state.selected and self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            b.p.setClipRect(rect)  # each cell draws its part of the ring round the row
            b.ring(self._row(rect).adjusted(2, 1, -2, -1))

    def draw_rows(self, b: Brush, region: QRegion) -> None:
        """Draw the rows that a region touches, each in one go.

        Qt would ask for each cell by itself, and every asking hands Python's lock over several times: beside long work
        a whole list then waits a hundred times for its turn.
        """
        view, head, model = self._view, self._head, self._view.model()
        area, seen = region.boundingRect(), head.seen()
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        if first < 0 or not seen:
            return
        spans = [(at, head.sectionViewportPosition(at), head.sectionSize(at), head.outer(at)) for at in seen]
        touched = [each for each in spans if each[1] <= area.right() and each[1] + each[2] > area.left()]
        left, wide = min(at for _, at, _, _ in spans), sum(width for _, _, width, _ in spans)
        shown_at, selection = shown_in(model), view.selectionModel()
        current = view.currentIndex().row() if view.hasFocus() else -1
        for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
            line = QRect(left, view.rowViewportPosition(row), wide, view.rowHeight(row))
            if not region.intersects(line):
                continue
            chosen = selection.isSelected(model.index(row, seen[0]))
            self._ground(b, line, chosen=chosen)
            for at, x, width, outer in touched:
                place = QRect(x, line.y(), width, line.height())
                self._draw_cell(b, place, shown_at(row, at), at, outer)
            if chosen and row == current:
                b.ring(line.adjusted(2, 1, -2, -1))

    @staticmethod
    def _ground(b: Brush, rect: QRect, *, chosen: bool) -> None:
        if chosen:
            b.fill(rect, b.c.selected)
        b.hline(rect)

    def _draw_cell(self, b: Brush, rect: QRect, shown: object, column: int, outer: tuple[bool, bool]) -> None:
        cell = shown if isinstance(shown, Cell) else Cell(str(shown or ""))
        place = cell_rect(rect, *outer)
        if cell.tint:
            b.fill(b.snap(inset(place, -5, 4, -5, 5)), b.c.tone(cell.tint)[1], t.R_CHIP)
        self._cell(b, place, cell, self._columns[column])

    def _row(self, rect: QRect) -> QRect:
        head = self._head
        ends = [head.sectionViewportPosition(head.logicalIndex(at)) for at in (0, head.count() - 1)]
        return QRect(min(ends), rect.y(), head.length(), rect.height())

    def _cell(self, b: Brush, place: QRect, cell: Cell, column: Column) -> None:
        ink = b.c.tone(cell.tint or cell.tone or "neutral")[0]
        if not (cell.tone or cell.tint):
            ink = b.c.ink_of(column.ink)
        if cell.is_chip:
            marks.chip(b, place, cell.text, cell.tone or "neutral", cell.icon, column.set_at)
            return
        is_figure = column.set_at == "figure"  # stands at the right in every language, and so does not its icon
        if cell.icon and is_figure:  # directly before its figure, however wide the column is
            place = place.adjusted(max(0, place.width() - self._words_and_icon(cell, column)), 0, 0, 0)
        strip = Strip(place, rtl=False if is_figure else None)
        if cell.icon:
            b.icon(strip.slot(t.ICON, 6), cell.icon, ink if cell.tone else b.c.ink2)
        words_ink = b.c.ink2 if cell.tone == "ok" else ink  # what is well is said quietly
        role: t.Role = "small" if cell.icon and cell.tone else column.role
        b.text(strip.rest, cell.text, role, words_ink, column.set_at, ltr=t.TYPE[role].mono)

    def width(self, shown: object, column: int) -> int:
        """How wide a column must be for a cell to be whole."""
        air = sum(theme.u(t.CARD_MARGIN if outer else AIR) for outer in self._head.outer(column))
        return self.contents(shown, column) + air

    def contents(self, shown: object, column: int) -> int:
        """How wide what stands in a cell is, without the air beside it; 0 where nothing does."""
        cell = shown if isinstance(shown, Cell) else Cell(str(shown or ""))
        if cell.is_chip:
            return marks.chip_width(cell.text, cell.icon) + 2
        return self._words_and_icon(cell, self._columns[column]) if cell.text or cell.icon else 0

    @staticmethod
    def _words_and_icon(cell: Cell, column: Column) -> int:
        role: t.Role = "small" if cell.icon and cell.tone else column.role
        words = theme.width(cell.text, role, tabular=column.align == "end")
        return words + (theme.u(t.ICON + 6) if cell.icon else 0) + 2

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        paper = QPixmap(1, 1)
        painter = QPainter(paper)
        brush = Brush(painter)
        if index.isValid():
            self._draw(brush, option.rect, index, State())
        painter.end()
        cell = index.data(SHOWN) if index.isValid() else None
        hint = [cell.hint] if isinstance(cell, Cell) and cell.hint else []
        QToolTip.showText(event.globalPos(), tip("\n".join([*brush.cut, *hint])), view)
        return True


class _Measures(QObject):
    """Keeps the heights of rows and the widths of columns in step with script and text size."""

    def __init__(self, view: QTableView, columns: Sequence[Column], head: TableHead) -> None:
        super().__init__(view)
        self._view, self._columns, self._head = view, columns, head
        view.installEventFilter(self)
        self.take()

    def take(self) -> None:
        """Measure anew."""
        self._view.verticalHeader().setDefaultSectionSize(theme.px(t.ROW))
        for i, column in enumerate(self._columns):
            if width := self._head.widths.get(i, column.width):
                self._head.resizeSection(i, theme.u(width))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.take()
        return super().eventFilter(watched, event)


def dress_table(view: QTableView, columns: Sequence[Column], head: TableHead | None = None) -> None:
    """Give any table view with a model the look of our tables, with these columns."""
    head = head or TableHead(columns)
    view.setItemDelegate(CellDelegate(columns, head, view))
    view.setHorizontalHeader(head)
    for i, column in enumerate(columns):
        stretch = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
        head.setSectionResizeMode(i, stretch)
    head.setHighlightSections(False)
    view.verticalHeader().hide()
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setTabKeyNavigation(False)  # Tab leaves the table, as it leaves every part
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    clear_ground(view)
    for before in view.findChildren(_Measures):  # of columns that it showed before, with a head that is gone
        view.removeEventFilter(before)
        before.deleteLater()
    _Measures(view, columns, head)


class WholeRowsTable(QTableView):
    """A table that scrolls by whole rows: what is left under the last that fits stays empty, so that none is sliced.

    It paints its rows itself, where they are drawn by cells of ours.
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_fitting = False

    @property
    def whole_height(self) -> int:
        """How high all rows are together with what stands over the columns."""
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().sizeHint().height() + rows

    @override
    def updateGeometries(self) -> None:
        """Take from the rows' ground what is left over; Qt gives it all of the height each time."""
        if self._is_fitting:
            return
        self._is_fitting = True
        super().updateGeometries()
        high, room = self.verticalHeader().defaultSectionSize(), surface(self).height()
        bar, left_over = self.verticalScrollBar(), room % high
        bar.setSingleStep(high)
        if bar.maximum() and left_over and room > high:
            at_end = bar.value() == bar.maximum()
            edges = self.viewportMargins()
            self.setViewportMargins(edges.left(), edges.top(), edges.right(), left_over)
            bar.setPageStep(room - left_over)
            bar.setMaximum(bar.maximum() + left_over)
            if at_end:
                bar.setValue(bar.maximum())
        self._is_fitting = False

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        delegate = self.itemDelegate()
        if not isinstance(delegate, CellDelegate) or self.model() is None:
            super().paintEvent(e)
            return
        painter = QPainter(surface(self))
        try:
            delegate.draw_rows(Brush(painter), e.region())
        finally:  # a fault of one cell's words must not leave a painter on a surface that Qt goes on with
            painter.end()
