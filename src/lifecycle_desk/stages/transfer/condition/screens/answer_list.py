"""Test drive, high-voltage system and accessories: a list that is worked off by the keyboard, one letter an item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.rows import RowList
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, focus, ground, joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import Group
from lifecycle_desk.stages.transfer.condition.rules.condition import Answer, ItemAnswer, answers_of

LOOKS: dict[Answer, tuple[t.Tone, str]] = {
    Answer.PASS: ("ok", "circle-check"),
    Answer.PRESENT: ("ok", "circle-check"),
    Answer.FAIL: ("danger", "alert-circle"),
    Answer.MISSING: ("danger", "alert-circle"),
    Answer.NOT_DONE: ("neutral", "minus"),
}
OPEN: tuple[t.Tone, str] = ("neutral", "circle-dashed")
KEYS = ("P", "F", "N")  # the good answer, the bad one, not done
SAFETY = C_("inspection", "safety")


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The heading of a group, with how many of its items have an answer."""

    is_heading: ClassVar[bool] = True
    title: str
    count: str
    key: object = None

    def words(self) -> str:
        """The heading as it is read aloud."""
        return joined(self.title, self.count)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with its answer."""

    is_heading: ClassVar[bool] = False
    key: str
    group: str
    title: str
    mark: str
    found: str
    tone: t.Tone
    icon: str

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(self.title, self.found, self.mark)


class AnswerDelegate(RowDelegate):
    """Draws items and the headings of their groups."""

    def __init__(self) -> None:
        super().__init__()
        self._found = 0

    @override
    def measure(self, rows: Sequence[Any]) -> None:
        words = [translator().current(each.label) for each in Answer]
        self._found = max(theme.width(each, "small-strong") for each in words) + theme.u(24)

    @override
    def height(self, row: Any) -> int:
        return theme.px(28 if row.is_heading else t.ROW)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        if isinstance(row, GroupHead):
            b.fill(rect, b.c.sunken)
            b.hline(rect)
            strip = Strip(inset(rect, 16, 0, 16))
            count = strip.trail(theme.width(row.count, "small", tabular=True), 12)
            b.text(count, row.count, "small", b.c.ink3, "end")
            b.text(strip.rest, row.title, "small-strong", b.c.ink2)
            return
        ground(b, rect, state)
        b.hline(inset(rect, 16), b.c.line)
        strip = Strip(inset(rect, 16, 0, 16))
        verdict = Strip(strip.trail(self._found, 16))
        ink = b.c.tone(row.tone)[0] if row.found else b.c.ink3
        b.icon(verdict.slot(t.ICON, 6), row.icon, ink)
        b.text(verdict.rest, row.found, "small-strong", ink)
        chip = marks.chip_width(row.mark) + theme.u(8) if row.mark else 0
        title = Strip(strip.rest)
        width = b.text(title.lead(max(theme.u(60), strip.room - chip)), row.title, "body", b.c.ink)
        if row.mark:
            line = Strip(strip.rest)
            line.lead(width, 8)
            marks.chip(b, line.rest, row.mark)
        focus(b, rect, state)


class AnswerList(RowList):
    """The items with their answers; P, F and N decide and go on to the next."""

    changed = Signal()

    def __init__(self) -> None:
        self.answers: dict[str, ItemAnswer] = {}
        self._groups: tuple[Group, ...] = ()
        super().__init__(N_("Test drive and equipment"), AnswerDelegate())
        for place, key in enumerate(KEYS):
            # A shortcut, not a key press: Qt finds the letter on keyboards of other scripts too.
            self._listen(key).activated.connect(lambda place=place: self.decide(place))
        for key in ("Del", "Backspace"):
            self._listen(key).activated.connect(self._forget)
        translator().changed.connect(self._show)

    def _listen(self, key: str) -> QShortcut:
        return QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetShortcut)

    def show_all(self, groups: Sequence[Group], answers: Iterable[ItemAnswer]) -> None:
        """Show the list of another car."""
        self._groups, self.answers = tuple(groups), {each.item: each for each in answers}
        self._show()
        self.stand_on(self.next_open() or next(iter(self.order()), ""))

    def order(self) -> list[str]:
        """All items in the order of the list."""
        return [item.id for group in self._groups for item in group.items]

    def next_open(self) -> str:
        """The first item without an answer; empty where all have one."""
        return next((each for each in self.order() if each not in self.answers), "")

    def read(self) -> tuple[ItemAnswer, ...]:
        """The answers in the order of the list."""
        return tuple(self.answers[each] for each in self.order() if each in self.answers)

    def stand_on(self, item: str) -> None:
        """Go to an item."""
        for place, each in enumerate(self.rows.rows):
            if isinstance(each, ItemLine) and each.key == item:
                self.setCurrentIndex(self.rows.index(place, 0))

    def decide(self, place: int) -> None:
        """Write the good answer, the bad one or none down, and go on to the next item."""
        here = self.current()
        if not isinstance(here, ItemLine):
            return
        self.answers[here.key] = ItemAnswer(here.key, answers_of(here.group)[place])
        self._show()
        order = self.order()
        following = order.index(here.key) + 1
        self.stand_on(order[min(following, len(order) - 1)])
        self.changed.emit()

    def _forget(self) -> None:
        here = self.current()
        if isinstance(here, ItemLine) and here.key in self.answers:
            del self.answers[here.key]
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        rows: list[GroupHead | ItemLine] = []
        language = translator().current
        for group in self._groups:
            done = sum(1 for item in group.items if item.id in self.answers)
            count = language(N_("%(done)s of %(all)s"), done=done, all=len(group.items))
            rows.append(GroupHead(language(group.group_title), count, group.id))
            for item in group.items:
                found = self.answers.get(item.id)
                tone, icon = LOOKS[found.answer] if found else OPEN
                says = language(found.answer.label) if found else ""
                mark = language(SAFETY) if item.safety else ""
                rows.append(ItemLine(item.id, group.id, language(item.says), mark, says, tone, icon))
        same = [getattr(each, "key", None) for each in self.rows.rows] == [each.key for each in rows]
        if not same:
            self.show_rows(rows)
            return
        self.delegate.measure(rows)
        self.rows.rows = tuple(rows)
        self.rows.dataChanged.emit(self.rows.index(0, 0), self.rows.index(len(rows) - 1, 0))
