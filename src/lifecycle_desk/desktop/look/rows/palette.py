"""Rows of the palette: what was found with the matching letters marked, and the key that does the same."""

from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, joined
from lifecycle_desk.desktop.look.theme import theme


@dataclass(frozen=True, slots=True)
class PaletteHeading:
    """The heading of a group of hits."""

    is_heading: ClassVar[bool] = True
    title: str

    def words(self) -> str:
        """The heading as it is read aloud."""
        return self.title


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One hit; `match` says from which letter to which the title agrees with what was typed."""

    is_heading: ClassVar[bool] = False
    title: str
    detail: str = ""
    icon: str = "car"
    tone: t.Tone | None = None
    match: tuple[int, int] = (0, 0)
    keys: str = ""
    is_code: bool = False
    key: object = None

    def words(self) -> str:
        """The hit as it is read aloud."""
        return joined(self.title, self.detail, self.keys)


class PaletteDelegate(RowDelegate):
    """Draws hits and their headings."""

    @override
    def height(self, row: Any) -> int:
        return theme.px(28 if isinstance(row, PaletteHeading) else 40)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, PaletteHeading):
            b.text(inset(rect, 20, 6, 20), row.title, "caption", b.c.ink3)
            return
        box = inset(rect, 8, 1, 8, 1)
        if state.selected or state.hovered:
            b.fill(box, b.c.selected if state.selected else b.c.hover, t.R_CONTROL)
        strip = Strip(inset(box, 12, 0, 12))
        b.icon(strip.slot(18, 12), row.icon, b.c.tone(row.tone)[0] if row.tone else b.c.ink2, 18)
        if state.selected:
            marks.key(b, strip.slot_end(24, 8), "↵")
        elif row.keys:
            words = keys_shown(row.keys)
            b.text(strip.trail(theme.width(words, "small"), 8), words, "small", b.c.ink3, "end", ltr=True, elide=False)
        self._title(b, strip, row)
        b.text(strip.rest, row.detail, "small", b.c.ink3)

    def _title(self, b: Brush, strip: Strip, row: PaletteRow) -> None:
        role: t.Role = "mono-big" if row.is_code else "medium"
        place = strip.lead(min(theme.width(row.title, role), strip.room), 12)
        start, end = row.match
        from_left = row.is_code or not theme.rtl  # a code reads from the left in every language
        if end > start and from_left:
            before, hit = theme.width(row.title[:start], role), theme.width(row.title[start:end], role)
            height = theme.u(19)
            mark = QRect(place.x() + before - 1, place.y() + (place.height() - height) // 2, hit + 2, height)
            b.fill(mark, b.c.warn_soft, 3)
        b.text(place, row.title, role, ltr=row.is_code)
