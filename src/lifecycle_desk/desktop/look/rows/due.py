"""Rows of what is due: which vehicle, why, whom to call, how late, and the one thing to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import Row, RowDelegate, State, focus, ground, joined, two_lines
from lifecycle_desk.desktop.look.theme import theme

# In a narrow list the reason stays; whom to call and the next step are a key away.
_WITH_STEP, _WITH_PERSON, _LONGEST_REASON = 400, 640, 220
# Of a row, for whom to call: at least, and before the longest step is whole. It takes as much as the longest name needs
# where no reason is cut for it.
_LEAST_PERSON, _PERSON = 0.14, 0.165
_MOST_ROWS = 0.75  # of those that say whom to call
# The longest step of all rows is cut before every row loses its own; beside that a button has an icon and a key.
# Beside whom to call it is cut less.
_LEAST_STEP, _STEP_BESIDE, _LONGEST_STEP, _STEP_SIGNS = 150, 170, 220, 74


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group with its count; `more` is the link that shows the whole group."""

    is_heading: ClassVar[bool] = True
    title: str
    count: str = ""
    more: str = ""
    key: object = None

    def words(self) -> str:
        """The heading as it is read aloud."""
        return joined(self.title, self.count, self.more)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due. `name` is the plate, or a VIN with `is_code`; `left` how late or how soon it is."""

    is_heading: ClassVar[bool] = False
    name: str
    model: str
    reason: str
    detail: str = ""
    person: str = ""
    phone: str = ""
    left: str = ""
    tone: t.Tone = "neutral"
    stage: t.Stage | None = None
    icon: str = "tool"
    step: str = ""
    step_icon: str = "arrow-right"
    is_code: bool = False
    key: object = None

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(self.name, self.model, self.reason, self.detail, self.person, self.phone, self.left, self.step)


def _longest_reason(rows: Sequence[DueRow]) -> int:
    return max((theme.width(row.reason, "medium") for row in rows), default=0) + 4


class DueDelegate(RowDelegate):
    """Draws due rows in columns, which are those of all rows of its list."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._step = self._reason = self._called = self._mostly = self._who = 0

    @override
    def measure(self, rows: Sequence[Row]) -> None:
        due = [row for row in rows if isinstance(row, DueRow)]
        left = [theme.width(row.left, "small-strong", tabular=True) for row in due]
        step = [theme.width(row.step, "medium") for row in due if row.step]
        self._left = max(left, default=0) + 4
        self._reason = min(_longest_reason(due), theme.u(_LONGEST_REASON))
        with_person = [row for row in due if row.person or row.phone]
        reasons = sorted(_longest_reason([row]) for row in with_person)
        self._called = max(reasons, default=0)
        self._mostly = reasons[int(len(reasons) * _MOST_ROWS)] if reasons else 0
        self._who = max(map(self._name_wide, with_person), default=0)
        self._step = max(step) + theme.u(_STEP_SIGNS) if step else 0

    @override
    def height(self, row: Any) -> int:
        return theme.px(34) if isinstance(row, Heading) else theme.px(t.ROW_TWO, 2)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, Heading):
            self._heading(b, rect, row)
        else:
            self._due(b, rect, row, state)

    def _heading(self, b: Brush, rect: QRect, row: Heading) -> None:
        strip = Strip(inset(rect, 16, 4, 16))
        width = theme.width(row.more, "small")
        b.text(strip.trail(width, 8), row.more, "small", b.c.accent, "end", elide=False)
        strip.lead(b.text(strip.rest, row.title, "strong"), 8)
        b.text(strip.rest, row.count, "body", b.c.ink3)
        b.hline(rect)

    @override
    def link(self, rect: QRect, row: Any) -> QRect:
        if isinstance(row, Heading):
            return Strip(inset(rect, 16, 4, 16)).trail(theme.width(row.more, "small")) if row.more else QRect()
        wide = rect.width() - theme.u(28 + 12 + 2 * t.CARD_MARGIN)
        return self._button(rect, wide) if row.step and self._step_room(wide) else QRect()

    def _name(self, wide: int) -> int:
        return max(int(wide * 0.185), min(theme.u(84), wide // 3))

    def _name_wide(self, row: DueRow) -> int:
        return max(theme.width(row.person, "body"), theme.width(row.phone, "small")) + 1

    def _columns(self, wide: int) -> tuple[int, int]:
        """How wide the next step and whom to call stand, in every row of the list; 0 where there is no room for one.

        No reason is cut for them. Where not both have room beside the longest reason of a row that has them, they have
        it beside the reasons of most such rows; else the step comes first. A row whose own reason is longer goes
        without whom to call.
        """
        gap, has_person = theme.u(12), bool(self._who) and wide >= theme.u(_WITH_PERSON)
        free = wide - self._name(wide) - self._left - 3 * gap  # for reason, whom to call and step
        shortest = min(self._step, theme.u(_STEP_BESIDE))
        for longest in (self._called, self._mostly):
            both = free - gap - min(longest, self._reason)
            if has_person and both >= shortest + int(wide * _LEAST_PERSON):
                person = min(int(wide * _PERSON), both - shortest)
                step = min(self._step, both - person)
                return step, max(person, min(self._who, free - gap - longest - step))
        person, rest = int(wide * _PERSON) if has_person else 0, free - self._reason
        if wide < theme.u(_WITH_STEP) or rest < min(self._step, theme.u(_LEAST_STEP)):
            return 0, person
        return min(self._step, theme.u(_LONGEST_STEP), rest), person

    def _step_room(self, wide: int) -> int:
        """How wide the next step stands; 0 where there is no room for it."""
        return self._columns(wide)[0]

    def _calls(self, row: DueRow, room: int, person: int) -> bool:
        """Whether a row says whom to call: a car that is nobody's yet leaves the room to the reason."""
        beside, reason = room - theme.u(12) - person, theme.width(row.reason, "medium") + 1
        return person > 0 and bool(row.person or row.phone) and beside >= min(reason, self._reason)

    def _button(self, rect: QRect, wide: int) -> QRect:
        place = Strip(inset(rect, 16, 0, 16)).trail(self._step_room(wide))
        height = theme.px(28)
        return QRect(place.x(), rect.y() + (rect.height() - height) // 2, place.width(), height)

    def _due(self, b: Brush, rect: QRect, row: DueRow, state: State) -> None:
        c = b.c
        ground(b, rect, state)
        b.hline(inset(rect, 56), c.selected if state.selected else c.line)
        strip = Strip(inset(rect, 16, 0, 16))
        marks.stage_disc(b, strip.slot(28, 12), row.stage, row.icon, 28)
        wide = strip.room
        self._two(b, strip.lead(self._name(wide), 12), row.name, row.model, "mono-big" if row.is_code else "medium")
        step, person = self._columns(wide)
        if step:
            strip.trail(step, 12)
        left = strip.trail(self._left, 12)
        if self._calls(row, strip.room, person):
            place, spare = strip.trail(person, 12), self._left - theme.width(row.left, "small-strong", tabular=True) - 4
            over = min(max(0, spare), max(0, self._name_wide(row) - person))  # where this row's time is a short one
            self._two(b, place.adjusted(-over * theme.rtl, 0, over * (not theme.rtl), 0), row.person, row.phone, "body")
        self._two(b, strip.rest, row.reason, row.detail, "medium")
        b.text(left, row.left, "small" if row.tone == "neutral" else "small-strong", c.tone(row.tone)[0], "end")
        if step and row.step:
            self._draw_step(b, self._button(rect, wide), row, state)
        focus(b, rect, state)

    def _two(self, b: Brush, place: QRect, first: str, second: str, role: t.Role) -> None:
        upper, lower = two_lines(place)
        b.text(upper, first, role, b.c.ink, ltr=role == "mono-big")
        b.text(lower, second, "small", b.c.ink3)

    def _draw_step(self, b: Brush, box: QRect, row: DueRow, state: State) -> None:
        """The next step: a quiet word, and in the chosen row a button with its key, where the word leaves it room."""
        c, inner = b.c, Strip(inset(box, 10, 0, 10))
        if state.selected:
            b.frame(box, t.mix(c.field_line, c.surface, 0.55), t.R_CONTROL, 1, c.surface)
        b.icon(inner.slot(t.ICON, 6), row.step_icon, c.accent if state.selected else c.ink2)
        if state.selected:
            if theme.width(row.step, "medium") + theme.u(22 + 6) <= inner.room:  # no step is cut by being chosen
                marks.key(b, inner.slot_end(22, 6), "↵")
            b.text(inner.rest, row.step, "medium", c.accent)
        else:
            b.text(inner.rest, row.step, "body", c.ink2)
