"""The cards from which one is chosen, and the steps beside them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import Painted, PaintedButton
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PREFERRED, focused, hovered
from lifecycle_desk.desktop.look.parts.spaced import Grid
from lifecycle_desk.desktop.look.rows.base import two_lines
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

CARD, STEP = 60, 40
IN = 16  # px inside the edges of a card
STEP_OF = N_("Step %(place)s of %(count)s: %(name)s")


class ChoiceCard(PaintedButton):
    """One answer: a title, a line that explains it, and the mark that it is chosen."""

    def __init__(self, title: UiText, detail: UiText = "", *, icon: str = "") -> None:
        super().__init__()
        self._detail, self._icon = "", icon
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(EXPANDING, PREFERRED)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.entitle(title)
        self.explain(detail)

    def entitle(self, title: UiText) -> None:
        """Change the title."""
        set_text(self._put_title, title)

    def explain(self, detail: UiText) -> None:
        """Change the line that explains."""
        set_text(self._put_detail, detail)

    def _put_title(self, words: str) -> None:
        self.setText(words.replace("&", "&&"))  # a name is no place for a key
        self._told()

    def _put_detail(self, words: str) -> None:
        self._detail = words
        self._told()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            e.ignore()  # Space chooses; Enter goes on, which is the window's
            return
        super().keyPressEvent(e)

    @property
    def title(self) -> str:
        """The title as it is read."""
        return self.text().replace("&&", "&")

    def _told(self) -> None:
        self.setAccessibleName(translator().current.in_a_row(self.title, self._detail))
        self.updateGeometry()
        self.update()

    @property
    def _beside(self) -> int:
        """What stands beside its words: the margins, the icon and the mark."""
        return 2 * IN + 18 + 8 + (20 + 12 if self._icon else 0)

    @property
    def title_width(self) -> int:
        """How wide it is with its whole title."""
        return theme.width(self.title, "section") + self._beside

    @override
    def heightForWidth(self, arg__1: int) -> int:
        lines = flow.height(self._detail, "small", max(1, arg__1 - self._beside)) // flow.pitch("small")
        return theme.px(CARD, 2) + max(0, lines - 1) * flow.pitch("small")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(220), theme.px(CARD, 2))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(150), self.sizeHint().height())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        c, on = b.c, self.isChecked()
        ground = c.accent_soft if on else c.hover if hovered(self) else c.surface
        b.frame(rect, c.accent if on else t.mix(c.field_line, c.surface, 0.55), t.R_CARD, 1.5 if on else 1, ground)
        strip = Strip(rect.adjusted(IN, 0, -IN, 0))
        if self._icon:
            b.icon(strip.slot(20, 12), self._icon, c.accent if on else c.ink2, 20)
        self._mark(b, strip.slot_end(18, 8), on=on)
        room = strip.rest
        lines = flow.height(self._detail, "small", room.width()) if self._detail else 0
        further = max(0, lines - flow.pitch("small"))
        upper, lower = two_lines(room.adjusted(0, 0, 0, -further)) if self._detail else (room, QRect())
        b.text(upper, self.title, "section", c.ink)
        flow.draw(b.p, lower.adjusted(0, 0, 0, further), self._detail, "small", c.ink2 if on else c.ink3)
        if focused(self):
            b.ring(rect, t.R_CARD)

    def _mark(self, b: Brush, place: QRect, *, on: bool) -> None:
        side = theme.u(16)
        ring = QRect(place.center().x() - side // 2, place.center().y() - side // 2, side, side)
        b.frame(ring, b.c.accent if on else b.c.field_line, side / 2, 1.5, b.c.accent if on else b.c.surface)
        if on:
            b.disc(ring, b.c.on_accent, theme.u(6))


class Cards[Value](QWidget):
    """Cards of which one is chosen: by a click, by the arrow keys, by Space."""

    chosen = Signal(object)

    def __init__(self, cards: Iterable[tuple[Value, ChoiceCard]], *, columns: int = 1) -> None:
        super().__init__()
        self.cards = dict(cards)
        self._columns, self._stand = columns, 0
        self._group, self._grid = QButtonGroup(self), Grid(t.CARD_GAP)
        for value, card in self.cards.items():
            self._group.addButton(card)
            card.toggled.connect(partial(self._toggled, value))
        self._place()
        self.setLayout(self._grid)

    def _place(self) -> None:
        """Let the cards stand in columns that have room for their titles: else below one another."""
        wide = (self.width() - (self._columns - 1) * theme.u(t.CARD_GAP)) // self._columns
        has_room = all(card.title_width <= wide for card in self.cards.values())
        stand = self._columns if has_room else 1
        if stand != self._stand:
            self._stand = stand
            for place, card in enumerate(self.cards.values()):
                self._grid.addWidget(card, place // stand, place % stand)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._place()
        return super().event(event)

    @property
    def value(self) -> Value | None:
        """The chosen value."""
        return next((value for value, card in self.cards.items() if card.isChecked()), None)

    def choose(self, value: Value) -> None:
        """Choose one."""
        self.cards[value].setChecked(True)

    def focus(self) -> QWidget:
        """The card that the keyboard begins with: the chosen one."""
        value = self.value
        return self.cards[value] if value is not None else next(iter(self.cards.values()))

    def _toggled(self, value: Value, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        if on:
            self.chosen.emit(value)


class StepList(Painted):
    """The steps one below the other: done, here, to come."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names, self.here = tuple(names), 0
        self.setSizePolicy(EXPANDING, FIXED)
        translator().changed.connect(self._tell)
        self._tell()

    def go(self, here: int) -> None:
        """Stand at another step."""
        self.here = here
        self._tell()

    @Slot()
    def _tell(self) -> None:
        language = translator().current
        name = language(self._names[self.here])
        self.setAccessibleName(language(STEP_OF, place=self.here + 1, count=len(self._names), name=name))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(200), theme.px(STEP) * len(self._names))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        for place, name in enumerate(self._names):
            line = QRect(rect.x(), rect.y() + place * theme.px(STEP), rect.width(), theme.px(STEP))
            self._draw_step(b, line, place, translator().current(name))

    def _draw_step(self, b: Brush, rect: QRect, place: int, name: str) -> None:
        c, done, here = b.c, place < self.here, place == self.here
        if here:
            b.fill(rect.adjusted(8, 2, -8, -2), c.accent_soft, t.R_CONTROL)
        strip = Strip(rect.adjusted(20, 0, -20, 0))
        mark = strip.slot(22, 10)
        if done:
            b.icon(mark, "circle-check", c.ok, 18)
        else:
            b.disc(mark, c.accent if here else t.mix(c.ink3, c.frame, 0.18), theme.u(20))
            number = translator().current.formats.number(place + 1)
            b.text(mark, number, "caption", c.on_accent if here else c.ink2, "centre", elide=False)
        b.text(strip.rest, name, "strong" if here else "body", c.ink if here else c.ink2 if done else c.ink3)
