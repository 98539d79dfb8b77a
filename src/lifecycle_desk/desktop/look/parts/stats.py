"""Figures at a glance: a count that filters the list below it, and what is due next."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize

from lifecycle_desk.desktop.look import flow, marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.boxes import EqualGrid, row
from lifecycle_desk.desktop.look.parts.cards import Card
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator


class Stat(PaintedButton):
    """A count: its words, its figure, how it changed, and twelve weeks where the words leave room."""

    def __init__(self, words: UiText, *, tone: t.Tone = "neutral", icon: str = "flag") -> None:
        super().__init__()
        self._tone, self._icon = tone, icon
        self._figure = self._change = ""
        self._history: tuple[float, ...] = ()
        self.setCheckable(True)
        self.setSizePolicy(EXPANDING, FIXED)
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
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(190), theme.px(86, 2))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(120), self.sizeHint().height())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        c, ink = b.c, b.c.tone(self._tone)[0] if self.isEnabled() else b.c.ink3
        if self.isChecked():
            b.frame(rect, c.accent, t.R_CARD, 1.5, c.surface)
        else:
            b.frame(rect, c.line, t.R_CARD, 1, c.hover if hovered(self) else c.surface)
        inner = rect.adjusted(14, 10, -14, -10)
        head = Strip(QRect(inner.x(), inner.y(), inner.width(), theme.px(20)))
        b.icon(head.slot(t.ICON, 8), self._icon, ink)
        b.text(head.rest, self.text(), "medium", c.ink2 if self.isEnabled() else c.ink3)
        top = head.whole.bottom() + 1
        self._foot(b, QRect(inner.x(), top, inner.width(), inner.bottom() - top + 1), ink)
        if focused(self):
            b.ring(rect, t.R_CARD)

    def _foot(self, b: Brush, rect: QRect, ink: str) -> None:
        foot = Strip(rect)
        foot.lead(b.text(foot.rest, self._figure, "figure", b.c.ink if self.isEnabled() else b.c.ink3, elide=False), 8)
        words = theme.width(self._change, "small")
        if len(self._history) > 1 and words + theme.u(92) <= foot.room:  # words before pictures
            marks.sparkline(b, foot.slot_end(76, 8).adjusted(0, 12, -3, -8), self._history, ink)
        place = foot.rest.translated(0, theme.u(4))
        deep = flow.height(self._change, "small", place.width())
        if words <= place.width() or deep > rect.height():
            b.text(place, self._change, "small", b.c.ink3)
        else:  # what it says stands at its end: “longest 37 days overdue”
            middle = QRect(place.x(), rect.y() + (rect.height() - deep) // 2, place.width(), deep)
            flow.draw(b.p, middle, self._change, "small", b.c.ink3)


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
        top = Strip(QRect(rect.x(), rect.y() + 5, rect.width(), height))
        width = theme.width(left, "small-strong", tabular=True)
        b.text(top.trail(width, 8), left, "small-strong", b.c.tone(self._tone)[0], "end", elide=False)
        b.text(top.rest, name, "medium")
        b.text(QRect(rect.x(), rect.y() + 5 + height, rect.width(), height), limit, "small", b.c.ink3)
        marks.bar(b, QRect(rect.x(), rect.bottom() - 9, rect.width(), 6), self._share, b.c.mark(self._tone), 3)


class DueStrip(Card):
    """The next due dates, in equal columns parted by hairlines."""

    def __init__(self, dues: Sequence[Due]) -> None:
        super().__init__(row(EqualGrid(dues, least=190, gap=40), margins=(16, 2, 16, 2)))
        self.setSizePolicy(EXPANDING, FIXED)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
