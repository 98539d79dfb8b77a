"""The heads of tables: small and quiet titles; those of long lists sort, and are moved and sized by mouse and keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import tip
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows.head_lines import LATER_LINE, lines_in, narrowest
from lifecycle_desk.desktop.look.theme import theme

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.rows.table import Column

MARK = 26  # px for how the rows are sorted
AIR = 8  # px beside what stands in a cell
LEAST, STEP, GRIP = 44, 16, 3  # px: the narrowest column, what a key adds to it, and how near its edge it is pulled
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside the title of a column by which rows are sorted; `place` only where there are several keys."""

    down: bool
    place: int = 0


def cell_rect(rect: QRect, first: bool, last: bool, edge: int = t.CARD_MARGIN) -> QRect:  # noqa: FBT001 (of a pair)
    """The place of what stands in a cell; outer ones keep the card's margin, so that a table stands under its title."""
    return inset(rect, edge if first else AIR, 0, edge if last else AIR)


class TableHead(QHeaderView):
    """The titles of the columns, aligned as their cells are; one that is cut is told whole where one points."""

    tells_cut = True

    def __init__(self, columns: Sequence["Column"]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.columns = columns
        self.marks: Mapping[int, Mark] = {}
        self.widths: dict[int, int] = {}  # px at 100 % that somebody chose in place of a column's own
        self.lines = 1  # in which it stands: as many as the longest of its titles takes

    def outer(self, column: int) -> tuple[bool, bool]:
        """Whether a column is the first, and whether it is the last, of those that are seen."""
        count = self.count()
        return self._first_seen(range(count)) == column, self._first_seen(range(count - 1, -1, -1)) == column

    def _first_seen(self, places: Iterable[int]) -> int | None:
        """The first column that is seen at some places; each cell asks, so no list is made of all."""
        for at in places:
            if not self.isSectionHidden(column := self.logicalIndex(at)):
                return column
        return None

    def seen(self) -> list[int]:
        """The columns that are seen, in their order."""
        placed = (self.logicalIndex(at) for at in range(self.count()))
        return [each for each in placed if not self.isSectionHidden(each)]

    def title(self, column: int) -> str:
        """The title of a column, in the language of now."""
        return str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")

    def title_width(self, column: int, lines: int = 1) -> int:
        """How wide the title of a column is without the air beside it, with what says how rows are sorted by it."""
        sorted_by, role, words = self._mark_width(column), self._role(column), self.title(column)
        return (theme.width(words, role) if lines == 1 else narrowest(words, role)) + sorted_by + 2

    def _role(self, column: int) -> t.Role:
        return "small-strong" if column in self.marks else "small"

    def _mark_width(self, column: int) -> int:
        return theme.u(MARK) if column in self.marks else 0

    def stand_in(self, lines: int) -> None:
        """Stand in so many lines."""
        if lines != self.lines:
            self.lines = lines
            self.geometriesChanged.emit()  # by which the table gives it another height
            if table := self.parentWidget():
                table.updateGeometry()

    def is_cut(self, column: int) -> bool:
        """Whether a column is too narrow for its title, in as many lines as the head has."""
        words, role = self.title(column), self._role(column)
        room = cell_rect(QRect(0, 0, self.sectionSize(column), 1), *self.outer(column)).width()
        room -= self._mark_width(column)
        parts = lines_in(words, role, room) if self.lines > 1 else (words,)
        return any(theme.width(each, role) > room + 1 for each in parts)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self.logicalIndexAt(event.pos())
            cut = column >= 0 and self.is_cut(column)
            QToolTip.showText(event.globalPos(), tip(self.title(column)) if cut else "", self)
            return True
        return super().viewportEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, self.height_of(self.lines))

    @staticmethod
    def height_of(lines: int) -> int:
        """How high a head of so many lines is."""
        return theme.px(t.HEAD + LATER_LINE * (lines - 1), lines)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        self.draw(Brush(painter), rect, logicalIndex)
        painter.restore()

    def draw(self, b: Brush, rect: QRect, column: int) -> None:
        """Draw a title, and how the rows are sorted by it."""
        b.fill(rect, b.c.sunken)
        words, place = self.title(column), Strip(cell_rect(rect, *self.outer(column)))
        mark, align, role = self.marks.get(column), self.columns[column].set_at, self._role(column)
        if not words:
            return
        room = place.room - self._mark_width(column)
        parts = lines_in(words, role, room) if self.lines > 1 else (words,)
        if mark and align == "start":  # the mark stands behind the title, wherever the column ends
            width = max(theme.width(each, role) for each in parts) + 1
            place = Strip(Strip(place.rest).lead(min(width + theme.u(MARK), place.room)))
        if mark and mark.place:
            b.text(place.slot_end(8, 1), str(mark.place), "caption", b.c.ink2, "end", elide=False)
        if mark:
            b.icon(place.slot_end(12, 3), "chevron-down" if mark.down else "chevron-up", b.c.ink, 12)
        pitch = theme.px(LATER_LINE)
        top = place.rest.y() + (place.rest.height() - pitch * len(parts)) // 2
        for at, part in enumerate(parts):
            line = QRect(place.rest.x(), top + at * pitch, place.rest.width(), pitch)
            if align == "figure":  # above figures, but words: in figures’ letters a hyphen is wider than was measured
                line.setLeft(line.right() + 1 - min(line.width(), theme.width(part, role)))
            b.text(line, part, role, b.c.ink if mark else b.c.ink2, "centre" if align == "centre" else "start")


class SortHead(TableHead):
    """A head that takes the keyboard: Enter sorts, Shift adds a key, Ctrl sizes, Ctrl and Shift move a column."""

    sort_wanted = Signal(int, bool)  # a column, and whether as one more key
    menu_wanted = Signal(QPoint)  # where, on the screen
    fit_wanted = Signal(int)
    left = Signal()  # the keyboard goes to the rows
    stood_on = Signal(int)
    aimed = Signal(int)  # a column that the mouse is over or the keyboard stands on; -1 for none

    def __init__(self, columns: Sequence["Column"]) -> None:
        super().__init__(columns)
        self._here = self._hovered = -1
        self._freed: tuple[int, int] | None = None  # a column at whose edge somebody pulls, and its width until then
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(LEAST)
        self.sectionClicked.connect(self._clicked)
        self.sectionHandleDoubleClicked.connect(self.fit_wanted)

    def stand_on(self, column: int) -> None:
        """Stand on a column with the keyboard."""
        self._here = column
        self.stood_on.emit(column)
        self.aimed.emit(column)
        surface(self).update()

    @property
    def here(self) -> int:
        """The column that the keyboard stands on."""
        seen = self.seen()
        return self._here if self._here in seen else seen[0] if seen else -1

    @Slot(int)
    def _clicked(self, column: int) -> None:
        self._here = column
        self.sort_wanted.emit(column, bool(QGuiApplication.keyboardModifiers() & SHIFT))

    def free(self, column: int) -> None:
        """Let a column that took the rest have a width of its own, that which it has now."""
        if self.sectionResizeMode(column) == QHeaderView.ResizeMode.Stretch:
            width = self.sectionSize(column)
            self.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.resizeSection(column, width)
            rest = (self.sectionResizeMode(each) == QHeaderView.ResizeMode.Stretch for each in self.seen())
            self.setStretchLastSection(not any(rest))

    def put(self, column: int, width: int) -> None:
        """Give a column a width."""
        self.free(column)
        self.resizeSection(column, max(width, LEAST))

    @override
    def draw(self, b: Brush, rect: QRect, column: int) -> None:
        super().draw(b, rect, column)
        if column == self._hovered:
            b.fill(Strip(rect).slot_end(1).adjusted(0, 6, 0, -6), b.c.field_line)
        if self.hasFocus() and column == self.here:
            b.ring(rect.adjusted(2, 2, -2, -2))

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        at = e.position().toPoint().x()
        for column in self.seen():  # whoever pulls at the edge of one that takes the rest means to size it
            start, end = self.sectionViewportPosition(column), self.sectionViewportPosition(column)
            end += self.sectionSize(column)
            edge = start if theme.rtl else end
            takes_rest = self.sectionResizeMode(column) == QHeaderView.ResizeMode.Stretch
            if takes_rest and abs(at - edge) <= GRIP and column != self.seen()[-1]:
                self._freed = column, self.sectionSize(column)
                self.free(column)
        super().mousePressEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        freed, self._freed = self._freed, None
        if freed and self.sectionSize(freed[0]) == freed[1]:  # nobody pulled: it takes the rest again
            self.setStretchLastSection(False)
            self.setSectionResizeMode(freed[0], QHeaderView.ResizeMode.Stretch)

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(e.position().toPoint()))
        super().mouseMoveEvent(e)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, column: int) -> None:
        if column != self._hovered:
            self._hovered = column
            self.aimed.emit(column)
            surface(self).update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in ENTER and self.here >= 0:
            self.sort_wanted.emit(self.here, bool(held & SHIFT))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            onward = (key == Qt.Key.Key_Right) != theme.rtl
            self._aside(1 if onward else -1, held)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.seen():
            self.stand_on(self.seen()[0 if key == Qt.Key.Key_Home else -1])
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Escape}:
            self.left.emit()
        elif key == Qt.Key.Key_Asterisk and self.here >= 0:
            self.fit_wanted.emit(self.here)
        else:
            event.ignore()

    def _aside(self, by: int, held: Qt.KeyboardModifier) -> None:
        """To the column beside; with Ctrl it gets wider or narrower, with Ctrl and Shift it changes places."""
        seen, here = self.seen(), self.here
        if here < 0:
            return
        if held & CTRL and not held & SHIFT:
            self.put(here, self.sectionSize(here) + by * theme.u(STEP))
            return
        beside = seen.index(here) + by
        if not 0 <= beside < len(seen):
            return
        if held & CTRL:
            self.moveSection(self.visualIndex(here), self.visualIndex(seen[beside]))
            self.stand_on(here)
        else:
            self.stand_on(seen[beside])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.stand_on(self.here)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        surface(self).update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key:
            self._here = self.logicalIndexAt(event.pos())
        at = QPoint(self.sectionViewportPosition(max(self.here, 0)) + 8, self.height())
        self.menu_wanted.emit(self.mapToGlobal(at) if by_key else event.globalPos())
