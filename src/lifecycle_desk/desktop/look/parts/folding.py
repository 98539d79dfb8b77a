"""Rows that break into several lines where their parts have no room beside one another."""

from collections.abc import Callable, Sequence
from typing import override

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem

from lifecycle_desk.desktop.look.parts.spaced import ACROSS, Box, Margins
from lifecycle_desk.desktop.look.theme import theme

MOST_PARTS = 6  # of a line, that stand on a grid: two of four end where one of two does, whatever is between them
BELOW_NOTES = 4  # px from the note of a field to the label of the next one


class FoldingRow(Box):
    """Parts in reading order: in one line as ever, or in as few as hold them, in which nothing stretches but parts.

    What stands behind all that stretches stands at the end of whichever line it comes to. Fields that share a line by
    few shares stand on a grid, so that those of lines above one another begin and end alike.

    What it has reckoned it knows until Qt takes back what its own rows know: a page asks for the same heights dozens of
    times while it is laid out.
    """

    def __init__(self, gap: int, margins: Margins) -> None:
        self._wishes: list[tuple[int, int]] | None = None
        self._heights: dict[int, int] = {}
        super().__init__(ACROSS, gap, margins)

    @override
    def invalidate(self) -> None:
        self._wishes = None
        self._heights.clear()
        super().invalidate()

    def _wished(self) -> list[tuple[int, int]]:
        """The least width of each part that can be seen, and the one that it would rather have in a line of its own."""
        if self._wishes is None:
            self._wishes = [(item.minimumSize().width(), _one_line(item)) for item, _ in self._parts()]
        return self._wishes

    def _parts(self) -> list[tuple[QLayoutItem, int]]:
        """What can be seen of it, each with its stretch; spaces are nothing here."""
        items = [(item, self.stretch(at)) for at in range(self.count()) if (item := self.itemAt(at))]
        return [(item, by) for item, by in items if not item.isEmpty()]

    def _at_end(self) -> list[QLayoutItem]:
        """The parts behind the last one, or the last space, that stretches."""
        last = max((at for at in range(self.count()) if self.stretch(at)), default=self.count())
        return [item for at in range(last + 1, self.count()) if (item := self.itemAt(at))]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The parts in as few lines as hold them; fields in equal ones: five of them 3 + 2, never 4 + 1."""
        lines = self._filled(width)
        if len(lines) > 1 and all(_is_field(item) for item, _ in self._parts()):
            least = max(1, -(-sum(map(len, lines)) // len(lines)))
            equal = self._filled(width, most=least)
            return equal if len(equal) == len(lines) else lines
        return lines

    def _filled(self, width: int, most: int | None = None) -> list[list[tuple[QLayoutItem, int]]]:
        """The parts in lines, each filled as far as it goes before the next one begins."""
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        used = 0
        for item, by in self._parts():
            whole = _one_line(item)  # which takes a line of its own rather than more lines beside others
            wide = max(item.minimumSize().width(), whole if whole <= width else 0)
            if lines[-1] and (used + wide > width or len(lines[-1]) == most):
                lines.append([])
                used = 0
            lines[-1].append((item, by))
            used += wide + self.spacing()
        return lines

    def _fits(self, width: int) -> bool:
        more = sum(max(0, whole - least) for least, whole in self._wished() if whole <= width)
        return width >= super().minimumSize().width() + more

    def _inner(self, width: int) -> int:
        margins = self.contentsMargins()
        return width - margins.left() - margins.right()

    @override
    def minimumSize(self) -> QSize:
        least = super().minimumSize()
        margins = self.contentsMargins()
        widest = max((wide for wide, _ in self._wished()), default=0)
        return QSize(min(least.width(), widest + margins.left() + margins.right()), least.height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        if arg__1 not in self._heights:
            self._heights[arg__1] = self._high(arg__1)
        return self._heights[arg__1]

    def _grid(self, width: int) -> list[int]:
        """The widths of its parts on a grid, the gaps within a wide one among them; none where Qt shares the line."""
        parts, gap = self._parts(), self.spacing()
        shares = [by for _, by in parts]
        spaced = any(item.spacerItem() for at in range(self.count()) if (item := self.itemAt(at)))
        if spaced or len(parts) < 2 or 0 in shares or sum(shares) > MOST_PARTS:  # noqa: PLR2004 (one has all the room)
            return []
        if not any(_is_field(item) for item, _ in parts):
            return []
        one = (width + gap) / sum(shares)  # with its gap
        ends = [round(one * sum(shares[: at + 1])) for at in range(len(parts))]
        widths = [end - begin - gap for begin, end in zip([0, *ends], ends, strict=False)]
        has_room = all(wide >= item.minimumSize().width() for wide, (item, _) in zip(widths, parts, strict=True))
        return widths if has_room else []

    def _high(self, width: int) -> int:
        if self._fits(width) and (widths := self._grid(self._inner(width))):
            margins = self.contentsMargins()
            return _height(self._parts(), widths) + margins.top() + margins.bottom()
        if self._fits(width):
            return super().heightForWidth(width) if super().hasHeightForWidth() else super().sizeHint().height()
        margins, lines = self.contentsMargins(), self._lines(self._inner(width))
        deep = sum(_height(line, self._widths(line, self._inner(width))) for line in lines)
        return deep + sum(self._below(line) for line in lines[:-1]) + margins.top() + margins.bottom()

    def _below(self, line: Sequence[tuple[QLayoutItem, int]]) -> int:
        """The space below a line; fields have some of their own, for their notes."""
        have_notes = all(_is_field(item) for item, _ in line)
        return min(self.spacing(), theme.u(BELOW_NOTES)) if have_notes else self.spacing()

    @override
    def minimumHeightForWidth(self, arg__1: int) -> int:
        return self.heightForWidth(arg__1)

    def _widths(self, line: Sequence[tuple[QLayoutItem, int]], width: int) -> list[int]:
        """How wide each part of a line gets: what it needs, and what is left by their stretch."""
        widths = [item.minimumSize().width() for item, _ in line]
        left, whole = width - sum(widths) - self.spacing() * (len(line) - 1), sum(by for _, by in line)
        for at, (item, by) in enumerate(line):
            more = left * by // whole if whole else max(0, min(item.sizeHint().width() - widths[at], left))
            widths[at] += more
            left -= 0 if whole else more  # without a stretch, who comes first is shortened last
        return widths

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        if self._fits(arg__1.width()):
            super().setGeometry(arg__1)
            if widths := self._grid(self._inner(arg__1.width())):
                self._place(arg__1.marginsRemoved(self.contentsMargins()), widths)
            else:
                self._share_spare()
            return
        QLayout.setGeometry(self, arg__1)  # or back in one line, in the place of before, Qt's row would do nothing
        self._turn()
        rtl = self._rtl
        inner = arg__1.marginsRemoved(self.contentsMargins())
        y, behind = inner.top(), self._at_end()
        for line in self._lines(inner.width()):
            widths, x = self._widths(line, inner.width()), 0
            height, spare = _height(line, widths), inner.width() - sum(widths) - self.spacing() * (len(line) - 1)
            for width, (item, _) in zip(widths, line, strict=True):
                if item in behind:
                    x, spare = x + spare, 0
                left = inner.right() + 1 - x - width if rtl else inner.left() + x
                item.setGeometry(QRect(left, y, width, height))
                x += width + self.spacing()
            y += height + self._below(line)

    def _place(self, inner: QRect, widths: Sequence[int]) -> None:
        """Put the parts of one line at their widths, from where the window is read."""
        x = 0
        for width, (item, _) in zip(widths, self._parts(), strict=True):
            left = inner.right() + 1 - x - width if self._is_rtl() else inner.left() + x
            item.setGeometry(QRect(left, inner.top(), width, inner.height()))
            x += width + self.spacing()

    def _share_spare(self) -> None:
        """Give the first part that is cut what the buttons at the end have no use for, as some of them are folded.

        Qt's row shortens all that can be shorter alike, and buttons fold by their whole width. For the title of a page
        more of them fold: it is shortened last of all.
        """
        parts = [item for item, _ in self._parts()]
        steps = getattr(parts[-1].widget(), "widths", ()) if parts else ()
        cut = next((at for at, item in enumerate(parts[:-1]) if _lacks(item) > 0), None)
        if cut is None or not steps:
            return
        has, lacks = parts[-1].geometry().width(), _lacks(parts[cut])
        room = max(has - lacks, min(steps)) if getattr(parts[cut].widget(), "heads", False) else has
        spare = min(lacks, has - max((each for each in steps if each <= room), default=has))
        if spare <= 0:
            return
        for at, item in enumerate(parts[cut:], cut):
            place = item.geometry()
            wider = spare if at == cut else -spare if item is parts[-1] else 0
            onward = 0 if at == cut else spare
            left = place.x() - onward - wider if self._is_rtl() else place.x() + onward
            item.setGeometry(QRect(left, place.y(), place.width() + wider, place.height()))


def _lacks(item: QLayoutItem) -> int:
    """How much a part is narrower than it would be whole."""
    return item.sizeHint().width() - item.geometry().width()


class HalvedRow(Box):
    """Two halves in one row, of which the first stretches, or in two where it is narrow; below them what else is shown.

    All rows stand as high as `row_height` says, which may change with the size of texts. Whoever holds them must not be
    fixed in height: Qt reserves what is asked for a width, and gives a fixed part no more than its hint.
    """

    def __init__(
        self,
        halves: tuple[QBoxLayout, QBoxLayout],
        below: QBoxLayout,
        is_narrow: Callable[[int], bool],
        row_height: Callable[[], int],
        gap: int,
        margins: Margins,
    ) -> None:
        super().__init__(ACROSS, gap, margins)
        self._first, self._second, self._below = *halves, below
        self._is_narrow, self._row_height = is_narrow, row_height
        for part in (*halves, below):
            self.addLayout(part)

    def rows(self, width: int) -> int:
        """How many rows there are in a width."""
        return 1 + self._is_narrow(width) + (not self._below.isEmpty())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._row_height() * self.rows(arg__1)

    @override
    def minimumHeightForWidth(self, arg__1: int) -> int:
        return self.heightForWidth(arg__1)

    @override
    def minimumSize(self) -> QSize:
        margins, parts = self.contentsMargins(), [each.minimumSize() for each in self._shown()]
        wide = max(each.width() for each in parts) + margins.left() + margins.right()
        return QSize(wide, self._row_height())

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        self._turn()
        inner, rows = arg__1.marginsRemoved(self.contentsMargins()), self.rows(arg__1.width())
        high = inner.height() // rows
        row = QRect(inner.left(), inner.top(), inner.width(), high)
        if self._is_narrow(arg__1.width()):
            self._first.setGeometry(row)
            row.translate(0, high)
            self._second.setGeometry(row)
        else:
            self._beside_one_another(row)
        row.translate(0, high)
        self._below.setGeometry(row)

    def _beside_one_another(self, row: QRect) -> None:
        second = self._second.sizeHint().width()
        first = row.width() - second - self.spacing()
        at = (row.right() + 1 - first, row.left()) if self._is_rtl() else (row.left(), row.right() + 1 - second)
        self._first.setGeometry(QRect(at[0], row.top(), first, row.height()))
        self._second.setGeometry(QRect(at[1], row.top(), second, row.height()))

    def _shown(self) -> list[QBoxLayout]:
        return [each for each in (self._first, self._second, self._below) if not each.isEmpty()]


def _is_field(item: QLayoutItem) -> bool:
    """Whether it is a field of a form, which says below itself what is wrong."""
    return hasattr(item.widget(), "keeps_room")


def _one_line(item: QLayoutItem) -> int:
    """How wide a part is that has all that it holds in one line; 0 where it does not care."""
    return int(getattr(item.widget(), "one_line", 0))


def _height(line: Sequence[tuple[QLayoutItem, int]], widths: Sequence[int]) -> int:
    """How high a line of parts stands."""
    return max(
        item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
        for width, (item, _) in zip(widths, line, strict=True)
    )
