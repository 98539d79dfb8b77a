"""The bar at the foot of a form, and the steps that say where something stands."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, override

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.base.milestones import Milestone, Reached, named, reached_before
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import show_tip
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.actions import Actions
from lifecycle_desk.desktop.look.parts.buttons import Button
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.parts.spaced import ACROSS, Box
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

LEAST_NAME = 16  # px: less than that of a name says nothing
CHEVRON, AFTER_MARK, APART = 12, 5, 6  # px of the sign between two steps, behind the mark of one, and behind a name
PARTS_GAP = 16  # px between the parts of a bar


def look_of(reached: Reached, *, here: bool) -> tuple[str, Literal["ok", "accent", "ink3"]]:
    """The icon of a step, and its ink."""
    if reached is Reached.DONE:
        return "circle-check", "ok"
    if reached is Reached.NOT_NEEDED:
        return "minus", "ink3"
    return ("circle-half-2", "accent") if here else ("circle-dashed", "ink3")


class Steps(Painted):
    """Done, here, to come; where not all names have room, those of the step one is in and of the next one stand.

    Others stand beside them as far as there is room: those that come, then those that are done. In a narrow place the
    step one is in alone has its name, in a tight one it stands alone; where there is no room for that, its icon says
    how far it is. The tooltip says all steps in words. A step that is open has its name of before,
    also where a later one is done: see `Milestone`.
    """

    def __init__(self, way: Sequence[Milestone], here: int = 0) -> None:
        super().__init__()
        self._way, self.names = tuple(way), [""] * len(way)
        self.here, self.reached = 0, reached_before(here, len(way))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, FIXED)
        translator().changed.connect(self._tell)
        self.go(here)

    def go(self, here: int, reached: Sequence[Reached] | None = None) -> None:
        """Stand at another step; behind the last one all is done. All before it are done, unless it is told."""
        self.reached = list(reached or reached_before(here, len(self._way)))
        self.here = max(0, min(here, len(self._way) - 1))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        speak = translator().current
        self.names = [speak(name) for name in named(self._way, self.reached)]
        words = N_("Step %(place)s of %(count)s: %(name)s")
        said = speak(words, place=self.here + 1, count=len(self.names), name=self.names[self.here])
        self.setAccessibleName(said)
        show_tip(self, "\n".join((said, *self.names)))  # where there is no room for some names
        self.updateGeometry()
        self.update()

    @property
    def _next(self) -> int:
        """The next step that is open; the one that one is in where there is none."""
        after = range(self.here + 1, len(self.names))
        return next((place for place in after if self.reached[place] is Reached.OPEN), self.here)

    @property
    def _ways(self) -> list[tuple[Sequence[int], set[int]]]:
        """How they give way, the widest first: the places that are shown, and those of them that have their name."""
        every, here = range(len(self.names)), self.here
        return [(every, {*every}), (every, {here, self._next}), (every, {here}), ([here], {here}), ([here], set())]

    def _filled(self, shown: Sequence[int], have_names: set[int], room: int) -> set[int]:
        """The names for which there is room: with those of here and next as many others as can stand whole."""
        named_now = set(have_names)
        if self.here in have_names and self._next in have_names:
            for place in (*range(self.here + 1, len(shown)), *reversed(range(self.here))):
                if self._wide(shown, more := named_now | {place}) <= room:
                    named_now = more
        return named_now

    def _wide(self, shown: Sequence[int], have_names: AbstractSet[int]) -> int:
        marks = len(shown) * (theme.u(t.ICON_SMALL) + theme.u(AFTER_MARK)) + (len(shown) - 1) * theme.u(CHEVRON)
        names = sum(theme.width(self.names[place], self._role(place)) for place in have_names)
        return marks + (len(shown) - 1) * theme.u(APART) + len(have_names) * theme.u(APART) + names

    def _role(self, place: int) -> t.Role:
        return "small-strong" if place == self.here else "small"

    @property
    def widths(self) -> Sequence[int]:
        """How wide they are with all names, with those of here and next, of here, with that alone, and nameless."""
        return [self._wide(*way) for way in self._ways]

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.widths[0], theme.px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.widths[-1], theme.px(24))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip = Strip(rect)
        shown, have_names = next(
            (way for way in self._ways if self._wide(*way) <= rect.width()), ([self.here], {self.here})
        )
        have_names = self._filled(shown, have_names, rect.width())
        for place in shown:
            if place != shown[0]:
                b.icon(strip.slot(CHEVRON, APART), "chevron-right", b.c.ink3, CHEVRON)
            now = place == self.here
            icon, tone = look_of(self.reached[place], here=now)
            ink = {"ok": b.c.ok, "accent": b.c.accent, "ink3": b.c.ink3}[tone]
            b.icon(strip.slot(t.ICON_SMALL, AFTER_MARK), icon, ink, t.ICON_SMALL)
            if place in have_names and strip.room > theme.u(LEAST_NAME):
                ink = b.c.ink if now else b.c.ink3
                strip.lead(b.text(strip.rest, self.names[place], self._role(place), ink), APART)


class _BarRow(Box):
    """The parts of a bar: steps and what is extra at the start; at the end the sum, what is missing, what to do.

    Where they have no room, the steps keep the names of here and next, the second things to do fold, the next step
    loses its name, the one that one is in stands alone and then without its own; only then is shortened what is
    missing. Qt's row would take the same from each of them.
    """

    def __init__(self, start: Sequence[QWidget], summary: Label, missing: Label, actions: Actions) -> None:
        super().__init__(ACROSS, margins=(t.PAGE_MARGIN, 0, t.PAGE_MARGIN, 0))
        self._parts: tuple[QWidget, ...] = (*start, summary, missing, actions)
        self._start, self._missing, self._actions = len(start), missing, actions
        self.room_after = 0  # px between the last button and the end of the bar
        for part in self._parts:
            self.addWidget(part)

    def _shown(self) -> list[QWidget]:
        return [each for each in self._parts if not each.isHidden()]

    def _ways(self) -> Iterator[tuple[QWidget, int]]:
        """The parts that can be narrower, in the order in which they give way, each with how wide it is then."""
        steps = [each for each in self._shown() if isinstance(each, Steps)]
        for each in steps:
            yield each, each.widths[1]
        for width in self._actions.widths[1:]:
            yield self._actions, width
        for each in steps:
            yield from ((each, width) for width in each.widths[2:])

    def _widths(self, room: int) -> dict[QWidget, int]:
        shown = self._shown()
        widths = {each: each.sizeHint().width() for each in shown}
        room -= theme.u(PARTS_GAP) * (len(shown) - 1)
        for part, width in self._ways():
            if sum(widths.values()) > room:
                widths[part] = min(widths[part], width)
        for part in (self._missing, *shown):
            over = max(0, sum(widths.values()) - room)
            widths[part] = max(min(widths[part], part.minimumSizeHint().width()), widths[part] - over)
        return widths

    @override
    def minimumSize(self) -> QSize:
        least, margins = [each.minimumSizeHint() for each in self._shown()], self.contentsMargins()
        wide = sum(each.width() for each in least) + theme.u(PARTS_GAP) * (len(least) - 1)
        return QSize(wide + margins.left() + margins.right(), max(each.height() for each in least))

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        inner = arg__1.marginsRemoved(self.contentsMargins())
        widths, strip = self._widths(inner.width() - self.room_after), Strip(inner, rtl=self._is_rtl())
        strip.trail(self.room_after)
        for at, part in enumerate(self._parts):
            if part in widths and at < self._start:
                self._put(part, strip.lead(widths[part]))
                strip.lead(theme.u(PARTS_GAP))
        for part in reversed(self._parts[self._start :]):
            if part in widths:
                self._put(part, strip.trail(widths[part]))
                strip.trail(theme.u(PARTS_GAP))

    def _put(self, part: QWidget, place: QRect) -> None:
        high = min(place.height(), part.sizeHint().height())
        part.setGeometry(place.x(), place.y() + (place.height() - high) // 2, place.width(), high)


class StickyBar(Painted):
    """The foot of a form: steps at the start, what it comes to, what is missing, the second and the first thing to do.

    Any of them can be left out; `summary` and `missing` are labels that a form writes to. In a narrow place the second
    things to do are in a menu under “…”.
    """

    def __init__(
        self, primary: Button, *others: Button, steps: Steps | None = None, extra: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        self.steps, self.primary = steps, primary
        self.summary = Label("", "medium", fixed=True)
        self.missing = Label("", "small", "ink2")  # nobody has made a mistake yet: faults stand at their fields
        start = ([steps] if steps else []) + [*extra]
        self._parts = _BarRow(start, self.summary, self.missing, Actions(*others, primary))
        self.setLayout(self._parts)
        self.setSizePolicy(EXPANDING, FIXED)

    def end_before(self, room: int) -> None:
        """Let the buttons end so much before the page does: where the form above them ends."""
        self._parts.room_after = room
        self._parts.invalidate()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(t.STICKY_BAR))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.surface)
        b.hline(rect, top=True)
