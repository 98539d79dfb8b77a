"""Rows of two lines in a narrow card: a title or a detail that one line would cut takes a second one."""

from collections.abc import Sequence
from typing import Any, override

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import Row, RowList
from lifecycle_desk.desktop.look.rows.twoline import TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme

LINE, GAP = 19, 12  # px from line to line, as the two of a row have it, and before what stands at the end
LINES = 2


class WrappedDelegate(TwoLineDelegate):
    """Draws rows as high as their texts need in the width of the list; a code, and what has a chip, is not broken."""

    def __init__(self, *, ends: bool = False) -> None:
        super().__init__(ends=ends)
        self._wide = 0  # of the list; 0 before it has one
        self._more: dict[Any, int] = {}  # lines that a row takes besides its two

    def fit(self, width: int) -> None:
        """Take another width."""
        self._wide = width
        self.measure([*self._more])

    @override
    def measure(self, rows: Sequence[Row]) -> None:
        super().measure(rows)
        self._more = {each: self._lines_more(each) for each in rows}

    def _lines_more(self, row: Any) -> int:
        if not (self._wide and isinstance(row, TwoLineRow) and row.detail) or row.chip:
            return 0
        strip = Strip(inset(QRect(0, 0, self._wide, theme.px(t.ROW_TWO, LINES)), 16, 0, 16))
        if row.picture or row.initials or row.icon:
            strip.slot(28, 12)
        paper = QPixmap(1, 1)
        painter = QPainter(paper)
        taken = self._end(Brush(painter), strip.rest, row)
        painter.end()
        return sum(map(len, self._broken(row, _beside(strip.rest, taken)))) - LINES

    @override
    def height(self, row: Any) -> int:
        return super().height(row) + self._more.get(row, 0) * theme.px(LINE)

    def _broken(self, row: TwoLineRow, place: QRect) -> tuple[list[str], list[str]]:
        """The lines of the title and of the detail."""
        title = [row.title] if row.is_code else _in_lines(row.title, self._title, place.width())
        return title, _in_lines(row.detail, "small", place.width())

    @override
    def _start(self, b: Brush, rest: QRect, row: TwoLineRow, taken: tuple[int, int]) -> None:
        if not self._more.get(row):
            super()._start(b, rest, row, taken)
            return
        place, high = _beside(rest, taken), theme.px(LINE)
        titles, details = self._broken(row, place)
        top = rest.y() + (rest.height() - high * len(titles + details)) // 2
        line = QRect(place.x(), top, place.width(), high)
        role: t.Role = "mono-big" if row.is_code else self._title
        for each in titles:
            b.text(line, each, role, b.c.disabled if row.disabled else b.c.ink, ltr=row.is_code)
            line.translate(0, high)
        for each in details:
            b.text(line, each, "small", b.c.ink3)
            line.translate(0, high)


class WrappedList(RowList):
    """A list of such rows, which are measured anew in each width."""

    def __init__(self, name: UiText, *, ends: bool = False) -> None:
        self._wrapped = WrappedDelegate(ends=ends)
        super().__init__(name, self._wrapped)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if e.size().width() != e.oldSize().width():
            self._wrapped.fit(e.size().width())
            self.scheduleDelayedItemsLayout()
            self._fit()


def _beside(rest: QRect, taken: tuple[int, int]) -> QRect:
    """What is left of a place beside what stands at its end, in whichever line."""
    return Strip(rest).lead(rest.width() - max(taken) - (theme.u(GAP) if any(taken) else 0))


def _in_lines(words: str, role: t.Role, width: int) -> list[str]:
    """Words in one line, or in the two of which only the second may be cut."""
    if theme.width(words, role) <= width:
        return [words]
    return [each for each in flow.split(words, role, width) if each]
