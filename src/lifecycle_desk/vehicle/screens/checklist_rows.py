"""The rows of a checklist: each item with what was found at it, painted, and read aloud as a whole."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import flow, marks, states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, focus, ground, joined
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
MARK = 24  # px of the line of a mark that has no room beside the title
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
    found: str
    tone: t.Tone
    icon: str
    clips: str

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(f"{self.place} {self.title}", self.found, self.value, self.detail, self.mark, self.clips)


class _Places:
    """Where the parts of an item's row stand, from its start and its end; what is between them is its text's.

    In a narrow list what was measured stands `under` the title, on the line of its mark.
    """

    def __init__(self, rect: QRect, row: ItemRow, found: int, value: int) -> None:
        strip = Strip(inset(rect, 16, 0, 16))
        self.number = strip.lead(theme.u(24), 12)
        is_narrow = _is_narrow(rect.width())
        self.under = row.value if is_narrow else ""
        self.verdict = strip.trail(theme.u(t.ICON) if is_narrow else found, 16)
        self.value = strip.trail(value, 16) if row.value and not is_narrow else QRect()
        self.clips = strip.trail(theme.width(row.clips, "small") + theme.u(20), 12) if row.clips else QRect()
        self.text = strip.rest


class _Lines:
    """How an item's text breaks in a width: nothing of it is cut.

    Its mark stands behind the title where that is one line and leaves room, else on a line of its own.
    """

    def __init__(self, row: ItemRow, width: int, under: str = "") -> None:
        wide = theme.width(row.title, "body")
        self.title = flow.height(row.title, "body", width)
        self.is_beside = bool(row.mark) and wide + theme.u(8) + marks.chip_width(row.mark) <= width and not under
        self.mark = theme.px(MARK) if under or (row.mark and not self.is_beside) else 0
        self.detail = flow.height(row.detail, "small", width) if row.detail else 0
        self.all = self.title + self.mark + self.detail

    def height(self) -> int:
        """How high the row stands: as one of one or of two lines, and what there is more."""
        one, two = flow.pitch("body"), flow.pitch("small") if self.detail else 0
        plain = theme.px(t.ROW_TWO, 2) if self.detail else theme.px(36)
        return plain + self.all - one - two


class ChecklistDelegate(RowDelegate):
    """Draws the items of a checklist and the headings of their groups; a text takes as many lines as it needs."""

    def __init__(self, answers: Iterable[AnswerTerm]) -> None:
        super().__init__()
        self._answers = tuple(answers)
        self._found = self._value = self._width = 0

    def fit(self, width: int) -> bool:
        """Take the width of the list, by which texts break; whether it is another one."""
        before, self._width = self._width, width
        return before != width

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
        places = self._places(QRect(0, 0, self._width, 1), row)
        return _Lines(row, places.text.width(), places.under).height()

    def _places(self, rect: QRect, row: ItemRow) -> _Places:
        return _Places(rect, row, self._found, self._value)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, GroupRow):
            self._heading(b, rect, row)
            return
        ground(b, rect, state)
        b.hline(inset(rect, 52), b.c.line)
        places = self._places(rect, row)
        b.text(places.number, row.place, "small", b.c.ink3, "end")
        verdict, ink = Strip(places.verdict), b.c.tone(row.tone)[0] if row.found else b.c.ink3
        b.icon(verdict.slot(t.ICON, 6), row.icon, ink)
        if not _is_narrow(rect.width()):
            b.text(verdict.rest, row.found, "small-strong", ink)
        b.text(places.value, row.value, "body", b.c.ink if row.found else b.c.ink3, "end")
        if row.clips:
            clips = Strip(places.clips)
            b.icon(clips.slot(14, 4), "paperclip", b.c.ink3, t.ICON_SMALL)
            b.text(clips.rest, row.clips, "small", b.c.ink3)
        self._text(b, places.text, row, places.under)
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
        left_out = [row.found] if isinstance(row, ItemRow) and _is_narrow(rect.width()) else []
        return [*super().cut(rect, row), *filter(None, left_out)]

    def _text(self, b: Brush, place: QRect, row: ItemRow, under: str) -> None:
        lines = _Lines(row, place.width(), under)
        top = place.y() + (place.height() - lines.all) // 2
        title = QRect(place.x(), top, place.width(), lines.title)
        flow.draw(b.p, title, row.title, "body", b.c.ink)
        below = QRect(place.x(), top + lines.title, place.width(), lines.mark)
        line = Strip(title if lines.is_beside else below)
        if under:
            b.text(below, under, "small", b.c.ink3, "end" if row.mark else "start")
        if lines.is_beside:
            line.lead(theme.width(row.title, "body"), 8)
        if row.mark:
            marks.chip(b, line.rest, row.mark)
        if row.detail:
            ink = b.c.tone(row.detail_tone)[0] if row.detail_tone else b.c.ink3
            below = QRect(place.x(), top + lines.title + lines.mark, place.width(), lines.detail)
            flow.draw(b.p, below, row.detail, "small", ink)


def _is_narrow(width: int) -> bool:
    """Whether there is room for the verdict's icon only: what is to be looked at comes before words about it."""
    return width < theme.u(NARROW)


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
        language(found.answer.label) if found.answer else "",
        tone,
        icon,
        language.formats.number(found.documents) if found.documents else "",
    )
