"""The rows of signing keys: a fingerprint is compared group by group, so it is wrapped between groups and never cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows import ChipShown, RowList
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, focus, ground, joined
from lifecycle_desk.desktop.look.theme import theme

DISC, GAP, LINE = 28, 12, 19  # px; a line of the fingerprint, and the one below it


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key: its fingerprint, where its private part is and since when it signs, and whether it was revoked."""

    is_heading: ClassVar[bool] = False
    key: int
    fingerprint: str
    detail: str
    chip: ChipShown | None = None

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(self.fingerprint, self.chip.words if self.chip else "", self.detail)


class KeyDelegate(RowDelegate):
    """Draws keys, each as high as its fingerprint takes lines in the width of its list."""

    @override
    def height(self, row: Any) -> int:
        view = self.parent()
        width = surface(view).width() if isinstance(view, QAbstractItemView) else 0
        more = len(self._lines(row, self._strip(QRect(0, 0, width, 1), row).room)) - 1
        return theme.px(t.ROW_TWO, 2) + more * theme.px(LINE)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        ground(b, rect, state)
        b.hline(inset(rect, 56))
        marks.stage_disc(b, Strip(inset(rect, t.CARD_MARGIN, 0, t.CARD_MARGIN)).slot(DISC), None, "key", DISC)
        strip, pitch = self._strip(rect, row), theme.px(LINE)
        if row.chip:
            end = Strip(inset(rect, t.CARD_MARGIN, 0, t.CARD_MARGIN)).trail(_chip_width(row))
            marks.chip(b, end, row.chip.words, row.chip.tone, row.chip.icon)
        lines, place = self._lines(row, strip.room), strip.rest
        top = rect.y() + (rect.height() - pitch * (len(lines) + 1)) // 2
        for at, line in enumerate((*lines, row.detail)):
            is_code = at < len(lines)
            where = QRect(place.x(), top + at * pitch, place.width(), pitch)
            b.text(where, line, "medium" if is_code else "small", b.c.ink if is_code else b.c.ink3)
        focus(b, rect, state)

    @staticmethod
    def _strip(rect: QRect, row: KeyRow) -> Strip:
        """What a row has for its texts."""
        strip = Strip(inset(rect, t.CARD_MARGIN, 0, t.CARD_MARGIN))
        strip.slot(DISC, GAP)
        if row.chip:
            strip.trail(_chip_width(row), GAP)
        return strip

    @staticmethod
    def _lines(row: KeyRow, width: int) -> Sequence[str]:
        """The fingerprint in as few lines as hold it, all of as many groups as the first."""
        groups = row.fingerprint.split(" ")
        for count in range(len(groups), 0, -1):
            lines = [" ".join(groups[at : at + count]) for at in range(0, len(groups), count)]
            if len(groups) % count == 0 and all(theme.width(each, "medium") <= width for each in lines):
                return lines
        return groups


class KeyList(RowList):
    """The list of keys, whose rows get higher where it is narrow."""

    def __init__(self, name: UiText) -> None:
        super().__init__(name, KeyDelegate())

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if e.size().width() != e.oldSize().width():
            self._fit()
            self.scheduleDelayedItemsLayout()


def _chip_width(row: KeyRow) -> int:
    return marks.chip_width(row.chip.words, row.chip.icon) if row.chip else 0
