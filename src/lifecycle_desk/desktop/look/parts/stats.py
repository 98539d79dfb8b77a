"""Figures at a glance: a count that filters the list below it, and what is due next."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.desktop.look import flow, marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts.boxes import EqualGrid, row
from lifecycle_desk.desktop.look.parts.cards import Card
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

SIDE, LINES = 12, 2  # px within a count, at its sides; lines that its words may take


class Stat(PaintedButton):
    """A count: its words, its figure, how it changed, and twelve weeks where the words leave room.

    In a narrow place its words stand in two lines, and so does how it changed.
    """

    def __init__(self, words: UiText, *, tone: t.Tone = "neutral", icon: str = "flag") -> None:
        super().__init__()
        self._tone, self._icon = tone, icon
        self._figure = self._change = ""
        self._history: tuple[float, ...] = ()
        self.setCheckable(True)
        policy = QSizePolicy(EXPANDING, FIXED)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_text(self._put_words, words)

    def count(self, figure: str, change: UiText = "", history: Sequence[float] = ()) -> None:
        """Show a figure, already written, with its change against last week and its history, the oldest first."""
        self._figure, self._history = figure, tuple(history)
        set_text(self._put_change, change)

    def _put_words(self, words: str) -> None:
        self.setText(words)
        self._tell()

    def _put_change(self, words: str) -> None:
        self._change = words
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(translator().current.in_a_row(f"{self.text()} {self._figure}", self._change))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(190), theme.px(86, 2))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), self.sizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        room = arg__1 - theme.u(2 * SIDE + t.ICON + 8)
        more = flow.height(self.text(), "medium", room) - flow.pitch("medium")
        return self.sizeHint().height() + min(more, (LINES - 1) * flow.pitch("medium"))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        c, ink = b.c, b.c.tone(self._tone)[0] if self.isEnabled() else b.c.ink3
        if self.isChecked():
            b.frame(rect, c.accent, t.R_CARD, 1.5, c.surface)
        else:
            b.frame(rect, c.line, t.R_CARD, 1, c.hover if hovered(self) else c.surface)
        inner = inset(rect, SIDE, 10, SIDE, 10)
        deep = theme.px(20) + max(0, rect.height() - self.sizeHint().height())  # figures beside one another agree
        head = Strip(QRect(inner.x(), inner.y(), inner.width(), deep))
        first = theme.px(20)
        icon, words = head.slot(t.ICON, 8), head.rest
        b.icon(QRect(icon.x(), icon.y(), icon.width(), first), self._icon, ink)
        high = max(first, flow.height(self.text(), "medium", words.width()))
        words.setHeight(min(deep, high))
        _in_lines(b, words, self.text(), "medium", c.ink2 if self.isEnabled() else c.ink3)
        top = head.whole.bottom() + 1
        self._foot(b, QRect(inner.x(), top, inner.width(), inner.bottom() - top + 1), ink)
        if focused(self):
            b.ring(rect, t.R_CARD)

    def _foot(self, b: Brush, rect: QRect, ink: str) -> None:
        foot = Strip(rect)
        foot.lead(b.text(foot.rest, self._figure, "figure", b.c.ink if self.isEnabled() else b.c.ink3, elide=False), 8)
        words = theme.width(self._change, "small")
        if len(self._history) > 1 and words + theme.u(92) <= foot.room:  # words before pictures
            marks.sparkline(
                b, foot.slot_end(76, 8).adjusted(0, theme.u(12), -theme.u(3), -theme.u(8)), self._history, ink
            )
        _in_lines(b, foot.rest.translated(0, theme.u(4)), self._change, "small", b.c.ink3)


def _in_lines(b: Brush, rect: QRect, words: str, role: t.Role, ink: str) -> None:
    """Draw words in one line, or in several where they have no room and these are enough."""
    deep = flow.height(words, role, rect.width())
    if theme.width(words, role) <= rect.width() or deep > max(rect.height(), flow.pitch(role)) + 2:
        b.text(rect, words, role, ink)
        return
    above = (rect.height() - deep) // 2
    flow.draw(b.p, rect.adjusted(0, above, 0, 0), words, role, ink)


def stats_strip(stats: Sequence[Stat]) -> EqualGrid:
    """Counts in equal columns."""
    return EqualGrid(stats, least=190, gap=t.CARD_GAP, lines=False)


class Due(Painted):
    """One thing that comes next: what, when, which limit, and how much of the interval is used."""

    def __init__(self, name: UiText, left: UiText, limit: UiText, share: float, tone: t.Tone = "neutral") -> None:
        super().__init__()
        self._texts = ["", "", ""]
        self._share, self._tone = share, tone
        self.setSizePolicy(EXPANDING, FIXED)
        for place, words in enumerate((name, left, limit)):
            if isinstance(words, PlainText):
                self._put(place, words.text)
            else:
                set_text(partial(self._put, place), words, by=self)

    def _put(self, place: int, words: str) -> None:
        self._texts[place] = words
        self.setAccessibleName(translator().current.in_a_row(*self._texts))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(190), theme.px(56, 2))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        name, left, limit = self._texts
        height = theme.px(19)
        top = Strip(QRect(rect.x(), rect.y() + theme.u(5), rect.width(), height))
        width = theme.width(left, "small-strong", tabular=True)
        b.text(top.trail(width, 8), left, "small-strong", b.c.tone(self._tone)[0], "end", elide=False)
        b.text(top.rest, name, "medium")
        b.text(QRect(rect.x(), rect.y() + theme.u(5) + height, rect.width(), height), limit, "small", b.c.ink3)
        marks.bar(
            b,
            QRect(rect.x(), rect.bottom() - theme.u(9), rect.width(), theme.u(6)),
            self._share,
            b.c.mark(self._tone),
            3,
        )


class DueStrip(Card):
    """The next due dates, in equal columns parted by hairlines."""

    def __init__(self, dues: Sequence[Due]) -> None:
        super().__init__(row(EqualGrid(dues, least=190, gap=40), margins=(16, 2, 16, 2)))
        self.setSizePolicy(EXPANDING, FIXED)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
