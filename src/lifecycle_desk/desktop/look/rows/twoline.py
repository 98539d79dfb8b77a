"""Rows of two lines for lists of anything: vehicles, customers, papers, staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import ChipShown, Row, RowDelegate, State, focus, ground, joined, two_lines
from lifecycle_desk.desktop.look.rows.due import DueDelegate, Heading
from lifecycle_desk.desktop.look.theme import theme

BAR, BAR_WIDTH = 4, 112  # px


@dataclass(frozen=True, slots=True)
class TwoLineRow:
    """A title with its detail, a disc or initials at the start, a value with its remark at the end.

    `share` is drawn as a bar under the value, in place of the remark.
    """

    is_heading: ClassVar[bool] = False
    title: str
    detail: str = ""
    icon: str = ""
    stage: t.Stage | None = None
    initials: str = ""
    chip: ChipShown | None = None
    end: str = ""
    end_detail: str = ""
    tone: t.Tone | None = None
    is_code: bool = False
    disabled: bool = False
    key: object = None
    share: float | None = None
    picture: QPixmap | None = None  # of a person, in place of the initials

    def words(self) -> str:
        """The row as it is read aloud."""
        chip = self.chip.words if self.chip else ""
        return joined(self.title, chip, self.detail, self.end, self.end_detail)


class TwoLineDelegate(RowDelegate):
    """Draws rows of two lines, and headings between them.

    Where a list `ends` with its last row, that has no hairline: the edge of its card follows. Titles over no detail are
    set as text, or the headings between them would be lost.
    """

    def __init__(self, *, ends: bool = False) -> None:
        super().__init__()
        self._ends, self._last = ends, None  # type: tuple[bool, Row | None]
        self._title: t.Role = "medium"
        self._headings = DueDelegate()
        self._headings.setParent(self)

    @override
    def measure(self, rows: Sequence[Row]) -> None:
        self._last = rows[-1] if rows and self._ends else None
        have_details = any(row.detail or row.end_detail for row in rows if isinstance(row, TwoLineRow))
        self._title = "medium" if have_details else "body"

    @override
    def height(self, row: Any) -> int:
        if isinstance(row, Heading):
            return self._headings.height(row)
        return theme.px(t.ROW_TWO, 2) if row.detail or row.end_detail else theme.px(36)

    @override
    def link(self, rect: QRect, row: Any) -> QRect:
        return self._headings.link(rect, row) if isinstance(row, Heading) else QRect()

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, Heading):
            self._headings.draw(b, rect, row, state)
            return
        ground(b, rect, state)
        if row is not self._last:
            b.hline(inset(rect, 56 if row.icon or row.initials else 16), b.c.line)
        strip = Strip(inset(rect, 16, 0, 16))
        if row.picture:
            marks.face(b, strip.slot(28, 12), row.picture, 28)
        elif row.initials:
            marks.avatar(b, strip.slot(28, 12), row.initials, 28)
        elif row.icon:
            marks.stage_disc(b, strip.slot(28, 12), row.stage, row.icon, 28)
        self._start(b, strip.rest, row, self._end(b, strip.rest, row))
        focus(b, rect, state)

    def _end(self, b: Brush, rest: QRect, row: TwoLineRow) -> tuple[int, int]:
        """Draw the value and what stands under it; gives how much each takes of its line."""
        if not (row.end or row.end_detail):
            return 0, 0
        ink = b.c.tone(row.tone)[0] if row.tone else b.c.ink
        bar, most = theme.u(BAR_WIDTH) if row.share is not None else 0, rest.width() // 2
        title = theme.width(row.title, "mono-big" if row.is_code else self._title) + theme.u(12)
        chip = marks.chip_width(row.chip.words, row.chip.icon) + theme.u(8) if row.chip else 0
        first = min(theme.width(row.end, "body", tabular=True) + 2, max(most, rest.width() - title - chip))
        second = min(max(theme.width(row.end_detail, "small", tabular=True), bar) + 2, most)
        place = Strip(rest).trail(max(first, second))
        has_two = bool(row.end_detail) or row.share is not None
        upper, lower = two_lines(place) if has_two else (place, QRect())
        b.text(upper, row.end, "body", b.c.disabled if row.disabled else ink, "end")
        if row.share is None:
            b.text(lower, row.end_detail, "small", b.c.ink3, "end")
        else:
            marks.bar(
                b,
                QRect(lower.x(), lower.center().y(), lower.width(), theme.u(BAR)),
                row.share,
                ink if row.tone else b.c.accent,
            )
        return (first, second) if has_two and row.detail else (max(first, second),) * 2

    def _start(self, b: Brush, rest: QRect, row: TwoLineRow, taken: tuple[int, int]) -> None:
        lines = two_lines(rest) if row.detail else (rest, QRect())
        gap = theme.u(12) if any(taken) else 0
        upper, lower = (Strip(line).lead(line.width() - by - gap) for line, by in zip(lines, taken, strict=True))
        chip = marks.chip_width(row.chip.words, row.chip.icon) + theme.u(8) if row.chip else 0
        room = Strip(upper)
        ink = b.c.disabled if row.disabled else b.c.ink
        title = Strip(upper).lead(max(theme.u(60), upper.width() - chip))
        role: t.Role = "mono-big" if row.is_code else self._title
        room.lead(b.text(title, row.title, role, ink, ltr=row.is_code), 8)
        if row.chip and room.room >= chip - theme.u(8):
            marks.chip(b, room.rest, row.chip.words, row.chip.tone, row.chip.icon)
        b.text(lower, row.detail, "small", b.c.ink3)
