"""The bar at the foot of a form, and the steps that say where something stands."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.actions import Actions
from lifecycle_desk.desktop.look.parts.boxes import Item, row
from lifecycle_desk.desktop.look.parts.buttons import Button
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator


class Steps(Painted):
    """Done, here, to come; in a narrow place only the step one is in has its name, in a tight one it stands alone."""

    def __init__(self, names: Sequence[UiText], here: int = 0) -> None:
        super().__init__()
        self._names = [""] * len(names)
        self.here = here
        self.setSizePolicy(QSizePolicy.Policy.Preferred, FIXED)
        for place, name in enumerate(names):
            set_text(partial(self._put, place), name, by=self)
        translator().changed.connect(self._tell)
        self._tell()

    def _put(self, place: int, words: str) -> None:
        self._names[place] = words
        self.updateGeometry()
        self.update()

    def go(self, here: int) -> None:
        """Stand at another step."""
        self.here = here
        self._tell()
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        name = self._names[self.here] if 0 <= self.here < len(self._names) else ""
        words = N_("Step %(place)s of %(count)s: %(name)s")
        self.setAccessibleName(translator().current(words, place=self.here + 1, count=len(self._names), name=name))

    def _wide(self) -> int:
        return sum(theme.width(name, "small-strong") + theme.u(14 + 5 + 16 + 12) for name in self._names)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide(), theme.px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        name = self._names[self.here] if 0 <= self.here < len(self._names) else ""
        return QSize(theme.u(t.ICON_SMALL + 5) + min(theme.width(name, "small-strong"), theme.u(64)), theme.px(24))

    def _shown(self, width: int) -> list[int]:
        """The places of the steps that there is room for: all, or the one that one is in."""
        name = self._names[self.here] if 0 <= self.here < len(self._names) else ""
        room = theme.u(44) * len(self._names) + theme.width(name, "small-strong")
        return [*range(len(self._names))] if width >= room else [self.here]

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip, whole = Strip(rect), rect.width() >= self._wide() - theme.u(24)
        shown = self._shown(rect.width())
        for place, name in enumerate(self._names):
            if place not in shown:
                continue
            if place != shown[0]:
                b.icon(strip.slot(14, 6), "chevron-right", b.c.ink3, 12)
            done, now = place < self.here, place == self.here
            ink = b.c.ok if done else b.c.accent if now else b.c.ink3
            icon = "circle-check" if done else "circle-half-2" if now else "circle-dashed"
            b.icon(strip.slot(t.ICON_SMALL, 5), icon, ink, t.ICON_SMALL)
            if whole or now:
                role: t.Role = "small-strong" if now else "small"
                strip.lead(b.text(strip.rest, name, role, b.c.ink if now else b.c.ink3), 6)


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
        self.missing = Label("", "small", "danger")
        start: list[Item] = [steps] if steps else []
        items: list[Item] = [*start, *extra, None, self.summary, 8, self.missing, 8, Actions(*others, primary)]
        self._end = QSpacerItem(0, 0)
        inner = row(*items, gap=8)
        outer = row(inner, margins=(t.PAGE_MARGIN, 0, t.PAGE_MARGIN, 0), gap=0)
        outer.setStretchFactor(inner, 1)
        outer.addItem(self._end)
        self._outer = outer
        self.setLayout(outer)
        self.setSizePolicy(EXPANDING, FIXED)

    def end_before(self, room: int) -> None:
        """Let the buttons end so much before the page does: where the form above them ends."""
        self._end.changeSize(room, 0)
        self._outer.invalidate()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(t.STICKY_BAR))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.surface)
        b.hline(rect, top=True)
