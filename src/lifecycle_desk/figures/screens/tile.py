"""A figure as a tile: its name, what it came to, twelve months, and how it changed, in words and by sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, PaintedButton, focused, hovered
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.rules.figure import Figure
from lifecycle_desk.figures.rules.readings import Series

SIDE, SPARK, GAP = 12, 76, 8  # px
UP, DOWN = "chevron-up", "chevron-down"


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure changed: the words, the sign beside them, and how good that is.

    A tile is narrow: it shows `amount` and the period, where a change has an amount, and tells the words.
    """

    words: str
    icon: str = ""
    tone: t.Tone = "neutral"
    amount: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class TileText:
    """What a tile shows: the figure in words, its changes and its months; or `why` there is none."""

    value: str = ""
    changes: tuple[Change, ...] = ()
    history: tuple[float, ...] = ()
    why: str = ""


class FigureTile(PaintedButton):
    """One figure; Enter or a click opens its months and its list."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self._title = self._counts = ""
        self.shown = TileText()
        policy = QSizePolicy(EXPANDING, FIXED)
        self.setSizePolicy(policy)
        set_text(self._put_title, figure.title, by=self)
        set_text(self._put_counts, figure.counts, by=self)

    def own(self, series: Iterable[Series]) -> list[Series]:
        """Those of some months that are of its figure."""
        return [each for each in series if each.figure is self.figure]

    def show_figure(self, shown: TileText) -> None:
        """Show what the figure came to."""
        self.shown = shown
        self._tell()

    def _put_title(self, words: str) -> None:
        self._title = words
        self._tell()

    def _put_counts(self, words: str) -> None:
        self._counts = words
        self._tell()

    def _tell(self) -> None:
        said = (f"{self._title} {self.shown.value or self.shown.why}", *(each.words for each in self.shown.changes))
        self.setAccessibleName(translator().current.in_a_row(*said))
        self.setAccessibleDescription(self._counts)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(210), theme.px(18) + 2 * theme.px(19) + theme.px(38) + theme.u(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(150), self.sizeHint().height())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.frame(rect, b.c.line, t.R_CARD, 1, b.c.hover if hovered(self) else b.c.surface)
        inner = rect.adjusted(SIDE, theme.u(8), -SIDE, -theme.u(8))
        b.text(QRect(inner.x(), inner.y(), inner.width(), theme.px(18)), self._title, "medium", b.c.ink2)
        middle = Strip(QRect(inner.x(), inner.y() + theme.px(18), inner.width(), theme.px(38)))
        wide = theme.width(self.shown.value, "title")
        if len(self.shown.history) > 1 and wide + theme.u(SPARK + 16) <= middle.room:  # words before pictures
            marks.sparkline(b, middle.slot_end(SPARK, 8).adjusted(0, 10, -3, -10), self.shown.history, b.c.accent)
        if self.shown.value:
            b.text(middle.rest, self.shown.value, "title")
        else:
            b.text(middle.rest, self.shown.why, "body", b.c.ink2)
        for at, each in enumerate(self.shown.changes):
            self._change(b, Strip(self._line(inner, at)), each)
        if focused(self):
            b.ring(rect, t.R_CARD)

    def _line(self, inner: QRect, at: int) -> QRect:
        top = inner.y() + theme.px(18) + theme.px(38) + at * theme.px(19)
        return QRect(inner.x(), top, inner.width(), theme.px(19))

    @staticmethod
    def _change(b: Brush, line: Strip, change: Change) -> None:
        ink = b.c.ink3 if change.tone == "neutral" else b.c.tone(change.tone)[0]
        if change.icon:
            b.icon(line.slot(t.ICON_SMALL, 4), change.icon, ink, t.ICON_SMALL)
        if change.amount:
            b.text(line.lead(theme.width(change.amount, "small"), GAP), change.amount, "small", ink)
            b.text(line.rest, change.period, "small", b.c.ink3, "end")
        else:
            b.text(line.rest, change.words, "small", ink)

    @override
    def event(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip:
            said = (self._counts, *(each.words for each in self.shown.changes if each.words))
            QToolTip.showText(e.globalPos(), tip("\n".join(said)), self)
            return True
        return super().event(e)


def months_drawn(values: Sequence[float | None]) -> tuple[float, ...]:
    """Months as a line of few pixels shows them: none that is not known at its beginning, others as nothing."""
    known = [at for at, each in enumerate(values) if each is not None]
    return tuple(float(each or 0) for each in values[known[0] :]) if known else ()
