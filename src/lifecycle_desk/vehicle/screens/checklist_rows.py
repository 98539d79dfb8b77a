"""The rows of a checklist: each item with what was found at it, painted, and read aloud as a whole."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import marks, states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, focus, ground, joined, two_lines
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import Group, Item
from lifecycle_desk.vehicle.rules.checklists import AnswerTerm, Sign

type Look = tuple[t.Tone, str]

LOOKS: dict[Sign, Look] = {
    Sign.GOOD: states.GOOD,
    Sign.BAD: states.FAILED,
    Sign.MENDED: states.MENDED,
    Sign.DOUBTFUL: states.TO_WATCH,
    Sign.LEFT_OUT: states.LEFT_OUT,
}
OPEN: Look = ("neutral", "circle-dashed")
NARROW = 600
SAFETY, OPTIONAL = C_("inspection", "safety"), C_("inspection", "optional")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFound:
    """An item in a row, beside its name: the answer, a value, a second line, its documents."""

    answer: AnswerTerm | None = None
    value: str = ""
    detail: str = ""
    detail_tone: t.Tone | None = None
    documents: int = 0


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading of a group, with how many of its items have a result."""

    is_heading: ClassVar[bool] = True
    title: str
    count: str
    key: object = None

    def words(self) -> str:
        """The heading as it is read aloud."""
        return joined(self.title, self.count)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item: what to look at, what else is to be known, what was measured and found."""

    is_heading: ClassVar[bool] = False
    key: str
    place: str
    title: str
    detail: str
    detail_tone: t.Tone | None
    value: str
    mark: str
    mark_gives_way: bool
    found: str
    tone: t.Tone
    icon: str
    clips: str

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(f"{self.place} {self.title}", self.found, self.value, self.detail, self.mark, self.clips)


class ChecklistDelegate(RowDelegate):
    """Draws the items of a checklist and the headings of their groups."""

    def __init__(self, answers: Iterable[AnswerTerm]) -> None:
        super().__init__()
        self._answers = tuple(answers)
        self._found = self._value = 0

    @override
    def measure(self, rows: Sequence[Any]) -> None:
        items = [each for each in rows if isinstance(each, ItemRow)]
        words = {each.found for each in items} | {translator().current(each.label) for each in self._answers}
        self._found = max((theme.width(each, "small-strong") for each in words), default=0) + theme.u(24)
        self._value = max((theme.width(each.value, "body", tabular=True) for each in items), default=0)

    @override
    def height(self, row: Any) -> int:
        if row.is_heading:
            return theme.px(30)
        return theme.px(t.ROW_TWO, 2) if row.detail else theme.px(36)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, GroupRow):
            self._heading(b, rect, row)
            return
        ground(b, rect, state)
        b.hline(inset(rect, 52), b.c.line)
        strip = Strip(inset(rect, 16, 0, 16))
        b.text(strip.lead(theme.u(24), 12), row.place, "small", b.c.ink3, "end")
        narrow = _is_narrow(rect)
        verdict = Strip(strip.trail(theme.u(t.ICON) if narrow else self._found, 16))
        ink = b.c.tone(row.tone)[0] if row.found else b.c.ink3
        b.icon(verdict.slot(t.ICON, 6), row.icon, ink)
        if not narrow:
            b.text(verdict.rest, row.found, "small-strong", ink)
        if row.value:
            b.text(strip.trail(self._value, 16), row.value, "body", b.c.ink if row.found else b.c.ink3, "end")
        if row.clips:
            clips = Strip(strip.trail(theme.width(row.clips, "small") + theme.u(20), 12))
            b.icon(clips.slot(14, 4), "paperclip", b.c.ink3, t.ICON_SMALL)
            b.text(clips.rest, row.clips, "small", b.c.ink3)
        self._text(b, strip.rest, row, mark="" if narrow and row.mark_gives_way else row.mark)
        focus(b, rect, state)

    def _heading(self, b: Brush, rect: QRect, row: GroupRow) -> None:
        b.fill(rect, b.c.sunken)
        b.hline(rect)
        strip = Strip(inset(rect, 16, 0, 16))
        b.text(strip.trail(theme.width(row.count, "small", tabular=True), 12), row.count, "small", b.c.ink3, "end")
        b.text(strip.rest, row.title, "small-strong", b.c.ink2)

    @override
    def cut(self, rect: QRect, row: Any) -> list[str]:
        """Texts that a narrow row leaves out, for its tooltip."""
        left_out = [row.mark, row.found] if isinstance(row, ItemRow) and _is_narrow(rect) else []
        return [*super().cut(rect, row), *filter(None, left_out)]

    def _text(self, b: Brush, place: QRect, row: ItemRow, mark: str) -> None:
        upper, lower = two_lines(place) if row.detail else (place, QRect())
        chip = marks.chip_width(mark) + theme.u(8) if mark else 0
        title = Strip(upper)
        width = b.text(title.lead(max(theme.u(60), upper.width() - chip)), row.title, "body", b.c.ink)
        if mark:
            line = Strip(upper)
            line.lead(width, 8)
            marks.chip(b, line.rest, mark)
        ink = b.c.tone(row.detail_tone)[0] if row.detail_tone else b.c.ink3
        b.text(lower, row.detail, "small", ink)


def _is_narrow(rect: QRect) -> bool:
    """Whether there is room for the verdict's icon only: what is to be looked at comes before words about it."""
    return rect.width() < theme.u(NARROW)


def rows_of(
    groups: Iterable[Group], answered: Collection[str], found: Callable[[Item], ItemFound]
) -> list[GroupRow | ItemRow]:
    """The rows of some groups, with how many items of each are answered and what was found at them."""
    language, rows, place = translator().current, list[GroupRow | ItemRow](), 0
    for group in groups:
        done = sum(1 for item in group.items if item.id in answered)
        count = language(N_("%(done)s of %(all)s"), done=done, all=len(group.items))
        rows.append(GroupRow(language(group.group_title), count, group.id))
        for item in group.items:
            place += 1
            rows.append(_row(item, language.formats.number(place), found(item)))
    return rows


def _row(item: Item, place: str, found: ItemFound) -> ItemRow:
    language = translator().current
    tone, icon = LOOKS[found.answer.sign] if found.answer else OPEN
    return ItemRow(
        item.id,
        place,
        language(item.says),
        found.detail,
        found.detail_tone,
        found.value,
        language(SAFETY) if item.safety else "" if item.mandatory else language(OPTIONAL),
        not item.safety,
        language(found.answer.label) if found.answer else "",
        tone,
        icon,
        language.formats.number(found.documents) if found.documents else "",
    )
