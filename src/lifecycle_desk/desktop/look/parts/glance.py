"""Facts at a glance: each a label, a value and what qualifies it, and each a way to the page that says more."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolTip

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.boxes import EqualGrid
from lifecycle_desk.desktop.look.parts.cards import ink_of
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

LEAST = 150  # px of one fact, below which six stand in two rows of three
LINE = 19  # px from line to line


class Glance(PaintedButton):
    """A fact that opens the page which says more; a verdict has an icon and a tone beside its words."""

    def __init__(self, label: UiText) -> None:
        super().__init__()
        self._texts = ["", "", ""]
        self._tone: t.Tone | None = None
        self._icon = ""
        self.setSizePolicy(EXPANDING, FIXED)
        set_text(partial(self._put, 0), label, by=self)

    def show_fact(self, value: UiText, note: UiText = "", look: tuple[t.Tone, str] | None = None) -> None:
        """Show another value, what qualifies it, and how a verdict looks."""
        self._tone, self._icon = look or (None, "")
        set_text(partial(self._put, 1), value, by=self)
        set_text(partial(self._put, 2), note, by=self)
        self.updateGeometry()

    def _put(self, place: int, words: str) -> None:
        self._texts[place] = words
        self.setAccessibleName(translator().current.in_a_row(*self._texts))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, str, str]:
        """Label, value and what qualifies it, as they are shown."""
        label, value, note = self._texts
        return label, value, note

    @property
    def look(self) -> tuple[t.Tone | None, str]:
        """Tone and icon of the verdict."""
        return self._tone, self._icon

    def _lines(self, width: int) -> int:
        """How many lines what qualifies it takes in a width: two where one would cut it."""
        mark = theme.u(t.ICON_SMALL + 5) if self._icon else 0
        return 2 if theme.width(self._texts[2], "small") > width - mark + 1 else 1

    @property
    def text_width(self) -> int:
        """How wide it has to be for its value to stand whole, and what qualifies that in two lines."""
        _, value, note = self._texts
        mark = theme.u(t.ICON_SMALL + 5) if self._icon and note else 0
        return max(theme.width(value, "strong") + 2, mark + flow.in_two_lines(note, "small"))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return (2 + self._lines(arg__1)) * theme.px(LINE) + theme.u(8)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(LEAST), 3 * theme.px(LINE) + theme.u(8))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(80), self.sizeHint().height())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        height, top = theme.px(LINE), rect.y() + theme.u(4)
        places = [QRect(rect.x(), top + line * height, rect.width(), height) for line in range(len(self._texts))]
        label, value, note = self._texts
        b.text(places[0], label, "small", b.c.ink3)
        width = b.text(places[1], value, "strong", b.c.accent if hovered(self) and self.isEnabled() else b.c.ink)
        foot, ink = Strip(places[2]), b.c.ink_of(ink_of(self._tone))
        if self._icon and note:
            b.icon(foot.slot(t.ICON_SMALL, 5), self._icon, ink, t.ICON_SMALL)
        if self._lines(rect.width()) == 1:
            b.text(foot.rest, note, "small", ink)
        else:
            self._wrap(b, foot.rest, note, ink)
        if focused(self):
            line = Strip(places[1]).lead(width)
            b.fill(QRect(line.x(), line.bottom() - 1, line.width(), 2), b.c.accent)

    def _wrap(self, b: Brush, first: QRect, note: str, ink: str) -> None:
        """Draw what qualifies it in two lines, of which the second is cut where it does not end there."""
        begun, rest = flow.split(note, "small", first.width())
        b.text(first, begun, "small", ink)
        b.text(first.translated(0, first.height()), rest, "small", ink)

    @override
    def event(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip:
            QToolTip.showText(e.globalPos(), tip("\n".join(self.cut())), self)
            return True
        return super().event(e)

    def cut(self) -> list[str]:
        """The texts that have no room."""
        paper = QPixmap(1, 1)
        brush = Brush(QPainter(paper))
        self.draw(brush, self.rect())
        brush.p.end()
        return brush.cut


def glance_strip(facts: Sequence[Glance]) -> EqualGrid:
    """Facts in equal columns parted by hairlines: six, or three and three."""
    return EqualGrid(facts, least=LEAST, gap=20, apart=6)
