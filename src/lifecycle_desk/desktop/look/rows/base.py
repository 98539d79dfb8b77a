"""Lists that are painted and yet are read aloud: the model, the delegate and the view that they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from sys import maxsize
from typing import Any, ClassVar, Protocol, override

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.painted import clear_ground
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

type Index = QModelIndex | QPersistentModelIndex

SHOWN = Qt.ItemDataRole.UserRole  # the role under which a model gives the row that a delegate draws
NOWHERE = QModelIndex()
_SELECTED, _HOVERED, _FOCUSED = (
    flag.value
    for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_HasFocus)
)


class Row(Protocol):
    """The content of a row, already in words."""

    is_heading: ClassVar[bool]  # a heading is passed over by the keyboard

    def words(self) -> str:
        """The whole text, as it is read aloud."""


@dataclass(frozen=True, slots=True)
class ChipShown:
    """A chip in a row."""

    words: str
    tone: t.Tone = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The state of a row: chosen, under the pointer, and whether its list has the keyboard."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False

    @classmethod
    def of(cls, option: QStyleOptionViewItem) -> "State":
        """The state that a view hands to its delegate."""
        state = option.state.value  # a plain number: each `&` of Qt's flags costs as much as a short text
        selected = bool(state & _SELECTED)
        return cls(selected, bool(state & _HOVERED), selected and bool(state & _FOCUSED))


def joined(*parts: str) -> str:
    """The parts of a row's text, as a screen reader takes them in."""
    return translator().current.in_a_row(*parts)


def row_data(row: Row, role: int) -> Any:
    """A model's answer for a row: to the eye, to the ear, and to a search by typing."""
    match role:
        case Qt.ItemDataRole.UserRole:
            return row
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
            return row.words()
    return None


class Rows(QAbstractListModel):
    """A short list, all of whose rows are there."""

    def __init__(self, rows: Sequence[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return row_data(self.rows[index.row()], role) if index.isValid() else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class RowDelegate(QStyledItemDelegate):
    """Draws rows; a link in a row can be pressed, and what was cut is told in a tooltip."""

    link_pressed = Signal(object)  # the row whose link was pressed

    def measure(self, rows: Sequence[Row]) -> None:
        """Find how wide the columns of some rows must be; called whenever rows, script or text size change."""

    def height(self, row: Any) -> int:
        """How high a row stands."""
        raise NotImplementedError

    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        """Draw a row."""
        raise NotImplementedError

    def link(self, rect: QRect, row: Any) -> QRect:
        """Where the link of a row stands; empty without one."""
        _ = rect, row
        return QRect()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height(index.data(SHOWN)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.draw(Brush(painter), option.rect, index.data(SHOWN), State.of(option))
        painter.restore()

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        cut = self.cut(option.rect, index.data(SHOWN)) if index.isValid() else []
        QToolTip.showText(event.globalPos(), tip("\n".join(cut)), view)
        return True

    def cut(self, rect: QRect, row: Any) -> list[str]:
        """The texts that a row must shorten in a rectangle."""
        paper = QPixmap(1, 1)
        painter = QPainter(paper)
        brush = Brush(painter)
        self.draw(brush, rect, row, State())
        painter.end()
        return brush.cut

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        released = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if released and isinstance(event, QMouseEvent) and self._hits(event.position().toPoint(), option, index):
            self.link_pressed.emit(index.data(SHOWN))
            return True
        return super().editorEvent(event, model, option, index)

    def _hits(self, at: QPoint, option: QStyleOptionViewItem, index: Index) -> bool:
        return self.link(option.rect, index.data(SHOWN)).contains(at)


class RowList(QListView):
    """A list of painted rows with a name; Enter or a double click opens a row."""

    opened = Signal(object)

    def __init__(self, name: UiText, delegate: RowDelegate, rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.rows = Rows(rows, self)
        self.delegate = delegate
        self._most: int | None = None  # rows as high as which it stands; else as high as its place
        delegate.measure(rows)
        delegate.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(delegate)
        dress_list(self)
        set_text(self.setAccessibleName, name)
        self.activated.connect(self._open)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was chosen by its key stays chosen."""
        kept = getattr(self.current(), "key", None)
        self.delegate.measure(rows)
        self.rows.show(rows)
        keys = [getattr(each, "key", None) for each in rows]
        if kept is not None and kept in keys:
            self.setCurrentIndex(self.rows.index(keys.index(kept), 0))
        self._fit()

    def stand_whole(self, most: int = maxsize) -> None:
        """Stand as high as the rows do, or as so many of them; the others are scrolled to."""
        self._most = most
        self._fit()

    def _fit(self) -> None:
        if self._most is not None:
            rows = sum(self.delegate.height(each) for each in self.rows.rows[: self._most])
            self.setFixedHeight((rows or theme.px(t.ROW_TWO, 2)) + 2)

    def height_of_rows(self, most: int) -> int:
        """How high all rows are together; counted up to a height."""
        high = 0
        for each in self.rows.rows:
            high += self.delegate.height(each)
            if high >= most:
                return most
        return high

    def change_rows(self, rows: Sequence[Row]) -> None:
        """Show as many other rows, each as high as the one in its place: only what reads otherwise is painted anew.

        The model tells nothing of it: Qt lays out and paints all rows of a list in which one has changed.
        """
        before, self.rows.rows = self.rows.rows, tuple(rows)
        for at, (old, new) in enumerate(zip(before, self.rows.rows, strict=True)):
            if old != new:
                self.update(self.rows.index(at))

    def current(self) -> Any:
        """The row that is chosen, or None."""
        return self.currentIndex().data(SHOWN) if self.currentIndex().isValid() else None

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(SHOWN))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._go_to_first()  # Qt aims at the very first row, and stays where it is if that is a heading
            return
        super().keyPressEvent(event)
        keep_enter(event)

    def _go_to_first(self) -> None:
        """Stand on the first row that is no heading, with what is above it."""
        first = next((at for at, each in enumerate(self.rows.rows) if not each.is_heading), None)
        if first is not None:
            self.setCurrentIndex(self.rows.index(first, 0))
            self.scrollToTop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.delegate.measure(self.rows.rows)
            self._fit()
            self.scheduleDelayedItemsLayout()  # rows are higher in another script or text size


class WholeRowList(RowList):
    """A list that ends with a whole row where it is seen first: what has no room below that stays empty.

    A heading is not that row: over an empty strip it would read as the heading of a group without a row.
    """

    _is_fitting = False

    @override
    def updateGeometries(self) -> None:
        """Take from the place of the rows what is left over."""
        if self._is_fitting:
            return
        self._is_fitting = True
        super().updateGeometries()
        edges = self.viewportMargins()
        left_over = self._left_over(self.viewport().height() + edges.bottom())
        if left_over != edges.bottom():
            self.setViewportMargins(edges.left(), edges.top(), edges.right(), left_over)
            super().updateGeometries()
        self._is_fitting = False

    def _left_over(self, room: int) -> int:
        """How much of a room is left below the last row that has a whole place in it; none where all have one."""
        end = last = 0
        for row in self.rows.rows:
            end += self.delegate.height(row)
            if end > room:
                return room - last if last else 0
            if not row.is_heading:
                last = end
        return 0


def keep_enter(event: QKeyEvent) -> None:
    """Let no page hear of an Enter that opened a row: Qt ignores it, and what was opened may have the keyboard."""
    if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        event.accept()


def dress_list(view: QListView) -> None:
    """Give a list view the look of a list of painted rows."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    clear_ground(view)


def ground(b: Brush, rect: QRect, state: State, radius: float = 0) -> None:
    """The ground of a row in its state."""
    if state.selected:
        b.fill(rect, b.c.selected, radius)
    elif state.hovered:
        b.fill(rect, b.c.hover, radius)


def focus(b: Brush, rect: QRect, state: State) -> None:
    """The ring of the row that has the keyboard."""
    if state.focused:
        b.ring(rect.adjusted(2, 1, -2, -1))


def two_lines(rect: QRect) -> tuple[QRect, QRect]:
    """The places of a title and its detail in the middle of a rectangle."""
    height = theme.px(19)
    middle = rect.y() + rect.height() // 2
    upper = QRect(rect.x(), middle - height + 1, rect.width(), height)
    return upper, upper.translated(0, height - 1)
