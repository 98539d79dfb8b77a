"""How parts stand together: rows and columns that mirror, even cells, a rail that gives way, pages that scroll."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.actions import MOST, Actions
from lifecycle_desk.desktop.look.parts.fitted import Fitted
from lifecycle_desk.desktop.look.parts.folding import FoldingRow
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, clear_ground
from lifecycle_desk.desktop.look.parts.rail_bar import RailBar
from lifecycle_desk.desktop.look.parts.spaced import ACROSS, DOWN, NONE, Box, Margins, Spaced
from lifecycle_desk.desktop.look.theme import theme

type Item = (
    QWidget | QLayout | int | tuple[QWidget, int] | None
)  # a space in px at 100 %, a widget with its stretch, a stretch

# A cell has got higher or wider; while nothing of them can be seen, Qt does not tell.
_MAY_GROW = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Show})
_TURNS = frozenset({QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange})  # the text's size, or the first side
WIDEST = 232  # px that a cell of equal ones is given for its texts, where they would be cut in more columns


def row(*items: Item, gap: int = 8, margins: Margins = NONE, folds: bool = False) -> Spaced:
    """Parts beside one another in reading order; None stretches, a number is a space, (part, n) stretches by n.

    All distances are those at 100 %, and grow with the size of the text.

    Where fields or buttons have no room in one line they take several, as all parts do of a row that `folds`. A row
    that begins with a page's title is the page's head: of its last buttons three stand there and the others under “…”,
    as do those that have no room.
    """
    if items and getattr(items[0], "heads", False):
        items, folds = _with_actions(items), True
    parts = [each[0] if isinstance(each, tuple) else each for each in items if isinstance(each, QWidget | tuple)]
    if len(parts) == 1:
        _let_stand_alone(parts[0])
    folds |= sum(getattr(each[0] if isinstance(each, tuple) else each, "folds", False) for each in items) > 1
    if folds:
        return _fill(FoldingRow(gap, margins), items)
    return _filled(ACROSS, items, gap, margins)


def _let_stand_alone(part: Item) -> None:
    """Tell a part that has room above itself for the sake of its neighbours that it has none."""
    if alone := getattr(part, "stand_alone", None):
        alone()


def _with_actions(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The same, with the buttons at its end in one part that folds them."""
    at = len(items)
    while at and isinstance(items[at - 1], QAbstractButton):
        at -= 1
    buttons = [each for each in items[at:] if isinstance(each, QAbstractButton)]
    return (*items[:at], Actions(*buttons, most=MOST)) if len(buttons) > 1 else items


def column(*items: Item, gap: int = 8, margins: Margins = NONE) -> Spaced:
    """Parts below one another."""
    for each in items:
        _let_stand_alone(each)
    return _filled(DOWN, items, gap, margins)


def _filled(direction: QBoxLayout.Direction, items: Sequence[Item], gap: int, margins: Margins) -> Spaced:
    even = margins[0] == margins[2]  # of such a one Qt itself asks nothing of Python
    return _fill((Spaced if even else Box)(direction, gap, margins), items)


def _fill(box: Spaced, items: Sequence[Item]) -> Spaced:
    for item in items:
        match item:
            case None:
                box.addStretch(1)
            case int():
                box.add_space(item)
            case QWidget():
                box.addWidget(item)
            case (part, stretch):
                box.addWidget(part, stretch)
            case QLayout():
                box.addLayout(item)
    return box


def wrap(layout: QLayout) -> QWidget:
    """A bare widget that holds a layout."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder


class TextWidth(QObject):
    """Keeps a part at a width, or at most at it, that grows with the size of the text."""

    def __init__(self, part: QWidget, width: int, *, at_most: bool = False) -> None:
        super().__init__(part)
        self._part, self._width, self._at_most = part, width, at_most
        theme.changed.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give the part its width in the text size of now."""
        give = self._part.setMaximumWidth if self._at_most else self._part.setFixedWidth
        give(theme.u(self._width))


class LeastHeight(QObject):
    """Keeps a part at least at a height that grows with the text, with so many lines of it."""

    def __init__(self, part: QWidget, height: int, lines: int = 1) -> None:
        super().__init__(part)
        self._part, self._height, self._lines = part, height, lines
        theme.changed.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give the part its height in the text size of now."""
        self._part.setMinimumHeight(theme.px(self._height, self._lines))


class EqualGrid(QWidget):
    """Equal cells in a row, parted by hairlines, in as many rows as they need.

    Six cells stand 6, 3 + 3, 2 + 2 + 2 or one below the other, never 4 + 2. Each row is as high as its highest cell;
    `apart` is the distance of two rows. No cell is narrower than `least`, nor than the texts of any cell that says how
    wide they are (`text_width`), up to WIDEST; without `least`, nor than the widest would be.
    """

    def __init__(
        self,
        cells: Sequence[QWidget],
        *,
        least: int | None = 150,
        gap: int = 32,
        apart: int = t.CARD_GAP,
        lines: bool = True,
    ) -> None:
        super().__init__()
        self.cells = tuple(cells)
        self._least, self._beside, self._below, self._lines = least, gap, apart, lines
        for cell in self.cells:
            cell.setParent(self)
        policy = QSizePolicy(EXPANDING, PREFERRED)  # Fixed would keep the height of one row
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_cells(self, cells: Sequence[QWidget]) -> None:
        """Show other cells in the same places."""
        for cell in self.cells:
            cell.setVisible(cell in cells)
        self.cells = tuple(cells)
        for cell in self.cells:
            cell.setParent(self)
            cell.show()
        self.updateGeometry()
        self._place()

    def in_a_row(self, width: int) -> int:
        """How many cells stand in a row of some width."""
        count = max(1, len(self.cells))
        fit = max(1, min(count, (width + self._gap) // (self._least_width() + self._gap)))
        return -(-count // -(-count // fit))

    def _least_width(self) -> int:
        if self._least is not None:
            wanted = max((getattr(cell, "text_width", 0) for cell in self.cells), default=0)
            return max(theme.u(self._least), min(wanted, theme.u(WIDEST)))
        return max((cell.sizeHint().width() for cell in self.cells), default=0)

    def _cell_height(self) -> int:
        return max((cell.sizeHint().height() for cell in self.cells), default=0)

    def _rows(self, width: int) -> list[tuple[range, int]]:
        """The rows in a width: the places of the cells of each, and the columns that share it."""
        count = self.in_a_row(width)
        return [(range(at, min(at + count, len(self.cells))), count) for at in range(0, len(self.cells), count)]

    def _heights(self, width: int) -> list[int]:
        """How high each row is in a width of the whole."""
        return [
            max(_height(self.cells[at], self._across(width, self._column(at - row[0], count), count)[1]) for at in row)
            for row, count in self._rows(width)
        ]

    def _across(self, width: int, at: int, count: int) -> tuple[int, int]:
        """Where one of so many columns from the left begins in a width of the whole, and how wide it is.

        Columns differ by a pixel, and for one less than it has a text may take a line more.
        """
        step = (width + self._gap) / count
        x = round(at * step)
        return x, max(0, round((at + 1) * step) - self._gap - x)

    @property
    def _gap(self) -> int:
        return theme.u(self._beside)

    @property
    def _apart(self) -> int:
        return theme.u(self._below)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        heights = self._heights(arg__1)
        return sum(heights) + max(0, len(heights) - 1) * self._apart

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._least_width() * len(self.cells), self._cell_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(self._least or 0), self._cell_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _TURNS:
            self.updateGeometry()
            self._place()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _MAY_GROW:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        heights = self._heights(self.width())
        for down, (row, count) in enumerate(self._rows(self.width())):
            for at in row:
                x, wide = self._across(self.width(), self._column(at - row[0], count), count)
                self.cells[at].setGeometry(x, self._top(heights, down), wide, heights[down])

    def _column(self, place: int, count: int) -> int:
        """In which column from the left the cell of a place in its row stands."""
        return count - 1 - place if self._from_right() else place

    def _top(self, heights: Sequence[int], row: int) -> int:
        return sum(heights[:row]) + row * self._apart

    def _from_right(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lines:
            return
        painter = QPainter(self)
        b, heights = Brush(painter), self._heights(self.width())
        for down, (row, count) in enumerate(self._rows(self.width())):
            step = (self.width() + self._gap) / count
            for across in range(1, len(row)):
                at = count - across if self._from_right() else across
                b.vline(round(at * step) - self._gap / 2 - 1, self._top(heights, down) + 2, heights[down] - 4)
        painter.end()


class FilledGrid(EqualGrid):
    """The same in rows of as many cells each: ten stand 5 + 5, in five rows of 2 or in ten, never 3 + 3 + 4."""

    @override
    def in_a_row(self, width: int) -> int:
        fit, count = super().in_a_row(width), len(self.cells)
        return next(each for each in range(fit, 0, -1) if count % each == 0)


def _height(cell: QWidget, width: int) -> int:
    return cell.heightForWidth(width) if cell.hasHeightForWidth() else cell.sizeHint().height()


class Scroll(QScrollArea):
    """A scrolling area for a form or a rail that may be longer than its place.

    It scrolls across only where nothing in it gives way any more.
    """

    def __init__(self, layout: QLayout, *, bar: bool = True) -> None:
        super().__init__()
        self.holder = holder = wrap(layout)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if not bar:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        clear_ground(self)
        holder.setAutoFillBackground(False)


class SideScroll(Scroll):
    """What scrolls down alone: it is never narrower than what stands in it."""

    @override
    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.holder.minimumSizeHint().width() + bar, super().minimumSizeHint().height())


class Rail(Scroll):
    """The column at the end of a page, 260 to 320 px wide; `margin` is what it holds of the page's margin behind it."""

    def __init__(self, *cards: QWidget, width: int = t.RAIL, margin: int = 0) -> None:
        super().__init__(column(*cards, None, gap=t.CARD_GAP, margins=(0, 0, margin, 0)), bar=False)
        self._rail, self._margin = width, margin
        self._is_below = self._is_whole = False
        self._wide = 0  # px beside the work; 0 before it stands beside any
        self._bar = RailBar(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @property
    def least_width(self) -> int:
        """How narrow it may be beside the work: no word of a card is cut for it."""
        cards, whole = self.holder.minimumSizeHint().width(), theme.u(self._rail + self._margin)
        return min(whole, max(theme.u(t.RAIL_LEAST + self._margin), cards))

    def become_wide(self, room: int) -> None:
        """Take the room that there is, up to its whole width."""
        wide = max(self.least_width, min(room, theme.u(self._rail + self._margin)))
        if wide != self._wide:
            self._wide = wide
            self.updateGeometry()

    def stand_whole(self, *, below: bool) -> None:
        """Be as high as the cards, as on a page that scrolls: below the work, as wide as the page, or beside it."""
        if not self._is_whole or below != self._is_below:
            self._is_whole, self._is_below = True, below
            policy = QSizePolicy(EXPANDING if below else FIXED, PREFERRED if below else EXPANDING)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.updateGeometry()

    @override
    def event(self, arg__1: QEvent) -> bool:
        if arg__1.type() == QEvent.Type.LayoutRequest and self._is_whole:
            self.updateGeometry()  # a card has grown: nothing here scrolls that would take it up
        return super().event(arg__1)

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._bar.follow()

    @override
    def hasHeightForWidth(self) -> bool:
        return self._is_whole

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return _height(self.holder, arg__1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide or theme.u(self._rail + self._margin), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        high = self.holder.minimumSizeHint().height() if self._is_whole else 0
        return QSize(self.least_width if self._is_below else self.sizeHint().width(), high)


class Columns(Fitted, QWidget):
    """The work at the start, a rail at the end; the rail goes where the work would get narrower than `least`.

    `show_rail()` brings it back over a narrow page, and takes it away again. On a page that `scrolls` as a whole it
    stands below the work instead: nothing there is out of reach without a key. Beside it the rail scrolls with it.
    """

    def __init__(
        self, work: QWidget, rail: Rail, *, least: int = 760, gap: int = t.COLUMN_GAP, scrolls: bool = False
    ) -> None:
        super().__init__()
        self.work, self.rail, self._least, self._wanted = work, rail, least, False
        self.scrolls, self._box = scrolls, row((work, 1), rail, gap=gap)
        self.setLayout(self._box)

    @property
    def has_room(self) -> bool:
        """Whether work and rail stand side by side."""
        return self.width() >= theme.u(self._least) + self.rail.least_width + theme.u(t.COLUMN_GAP)

    def show_rail(self) -> None:
        """Bring the rail over a narrow page, or take it away."""
        self._wanted = not self._wanted
        self._fit()

    def _fit(self) -> None:
        if self.has_room:  # between its least and its whole width it has what the work leaves
            self.rail.become_wide(self.width() - theme.u(self._least + t.COLUMN_GAP))
        if self.scrolls:
            below = not self.has_room
            self.rail.stand_whole(below=below)
            self._box.setDirection(DOWN if below else ACROSS)
            return
        self.rail.setVisible(self.has_room or self._wanted)
        self.work.setVisible(self.has_room or not self._wanted)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a card of the rail wants more room, or less
            self._fit()
        return super().event(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(300), super().minimumSizeHint().height())
