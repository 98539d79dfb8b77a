"""A thin layer over QPainter that knows the tokens and the reading direction; all parts and rows draw with it."""

import re
from math import ceil, floor
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from lifecycle_desk.base.isolates import shown_in_order
from lifecycle_desk.desktop.look import icons
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.theme import theme

type Align = Literal["start", "centre", "end", "figure"]
"""`figure` is at the right in every language: digits are read from the left, so that units stand under units."""

SMOOTH = (  # once: each `|` of Qt's flags costs as much as a short text
    QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
)

ELIDED: set[str] = set()  # what did not fit, noted for the tests that walk every screen in every language
UNTOLD: set[str] = set()  # and of that, what no tooltip has whole
_CUT = "…"
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
# What says nothing before the sign of a cut. In a line from the right, a hyphen would stand before its word.
# Qt keeps the isolates of a part of which it keeps nothing.
_DANGLING = re.compile("[\\s\\-–—,;:،؛/·(]+([\u2066-\u2068]*)…([\u2066-\u2069]*)$")


class Strip:
    """Cuts a rectangle from its start or its end; it never says left or right, so that mirroring costs nothing."""

    def __init__(self, rect: QRect, *, rtl: bool | None = None) -> None:
        self.whole = QRect(rect)
        self._rtl = theme.rtl if rtl is None else rtl
        self._from, self._to = rect.left(), rect.left() + rect.width()

    def lead(self, width: int, gap: float = 0) -> QRect:
        """A measured width from the start; the gap grows with the text size."""
        rect = self._out(self._from, min(self._to, self._from + width))
        self._from += width + theme.u(gap)
        return rect

    def trail(self, width: int, gap: float = 0) -> QRect:
        """A measured width from the end."""
        rect = self._out(max(self._from, self._to - width), self._to)
        self._to -= width + theme.u(gap)
        return rect

    def slot(self, width: float, gap: float = 0) -> QRect:
        """A designed width from the start (an icon, an avatar), which grows with the text size."""
        return self.lead(theme.u(width), gap)

    def slot_end(self, width: float, gap: float = 0) -> QRect:
        """A designed width from the end."""
        return self.trail(theme.u(width), gap)

    @property
    def rest(self) -> QRect:
        """The rectangle left between the two ends."""
        return self._out(self._from, self._to)

    @property
    def room(self) -> int:
        """How wide the rest is."""
        return max(0, self._to - self._from)

    def _out(self, start: int, end: int) -> QRect:
        left, width = self.whole.left(), self.whole.width()
        x = left + (left + width - end) if self._rtl else start
        return QRect(x, self.whole.top(), max(0, end - start), self.whole.height())


def inset(rect: QRect, start: float, top: float = 0, end: float = 0, bottom: float = 0) -> QRect:
    """A rectangle with margins taken off, said by start and end; they grow with the text size."""
    left, right = (end, start) if theme.rtl else (start, end)
    return rect.adjusted(theme.u(left), theme.u(top), -theme.u(right), -theme.u(bottom))


class Brush:
    """Draws texts, icons and grounds in the theme of now; `cut` lists the texts that it had to shorten."""

    def __init__(self, painter: QPainter) -> None:
        self.p = painter
        self.c = theme.c
        self.cut: list[str] = []
        self.ratio = painter.device().devicePixelRatioF()  # device pixels per logical pixel
        painter.setRenderHints(SMOOTH)

    def text(
        self,
        rect: QRect,
        words: str,
        role: t.Role = "body",
        colour: str = "",
        align: Align = "start",
        *,
        ltr: bool = False,
        elide: bool = True,
    ) -> int:
        """Draw one line, centred in height, and give its width; `ltr` is for VINs, codes and plates."""
        if not words or rect.width() <= 0:
            return 0
        tabular = align in {"end", "figure"}  # a column of figures
        metrics = theme.metrics(role, tabular=tabular)
        width = theme.width(words, role, tabular=tabular)
        given, words = words, words if ltr else shown_in_order(words)
        if elide and width > rect.width() + 1:
            self._note(given)
            mode = Qt.TextElideMode.ElideMiddle if ltr else Qt.TextElideMode.ElideRight
            words = metrics.elidedText(words, mode, rect.width())
            words = _DANGLING.sub(rf"{_CUT}\1\2", words)
            width = theme.width(words, role, tabular=tabular)
        self.p.setFont(theme.font(role, tabular=tabular))
        self.p.setPen(QColor(colour or self.c.ink))
        right = not ltr and right_to_left(words)
        self.p.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        self.p.drawText(QPointF(_x(rect, width, align), self._baseline(rect, metrics.capHeight())), words)
        return min(width, rect.width())

    def _baseline(self, rect: QRect, capitals: int) -> float:
        # Capitals of the first font stand in the middle: by AlignVCenter one Thai letter lifts its whole line.
        y = rect.top() + (rect.height() + capitals) / 2
        return round(y * self.ratio) / self.ratio

    def _note(self, words: str) -> None:
        ELIDED.add(words)
        self.cut.append(words)
        on = self.p.device()
        if isinstance(on, QWidget) and not _tells(on):
            UNTOLD.add(words)

    def icon(self, rect: QRect, name: str, colour: str = "", size: float = t.ICON) -> None:
        """Draw an icon in the middle of a rectangle."""
        side = theme.u(size)
        drawn = icons.pixmap(name, colour or self.c.ink2, side, self.ratio)
        middle = QRectF(rect).center()
        x, y = (round((at - side / 2) * self.ratio) / self.ratio for at in (middle.x(), middle.y()))
        self.p.drawPixmap(QPointF(x, y), drawn)

    def snap(self, rect: QRect | QRectF, *, inside: bool = False) -> QRectF:
        """The rectangle on whole device pixels; at 125 and 150 % neighbours otherwise show a seam."""
        to_screen = self.p.deviceTransform()
        box = to_screen.mapRect(QRectF(rect))
        first, last = (_up, _down) if inside else (_nearest, _nearest)
        left, top = first(box.left()), first(box.top())
        width, height = max(1, last(box.right()) - left), max(1, last(box.bottom()) - top)
        return to_screen.inverted()[0].mapRect(QRectF(left, top, width, height))

    @property
    def hair(self) -> float:
        """The thickness of a hairline: whole device pixels, never 1.5."""
        return max(1, int(self.ratio)) / self.ratio

    def fill(self, rect: QRect | QRectF, colour: str, radius: float = 0) -> None:
        """Fill a ground; without a radius its edges are hard."""
        if radius:
            self.p.setPen(Qt.PenStyle.NoPen)
            self.p.setBrush(QColor(colour))
            self.p.drawRoundedRect(QRectF(rect), radius, radius)
            return
        if self.ratio == 1 and isinstance(rect, QRect):  # on whole pixels as it is: a tenth of a list's painting
            self.p.fillRect(rect, QColor(colour))
            return
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.p.fillRect(self.snap(rect), QColor(colour))
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def frame(self, rect: QRect | QRectF, colour: str, radius: float = 0, width: float = 1, ground: str = "") -> None:
        """Draw an edge inside a rectangle, and its ground if one is given; a width of 1 is a hairline."""
        width = self.hair if width == 1 else width
        self.p.setPen(QPen(QColor(colour), width))
        self.p.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        half = width / 2
        box = self.snap(rect, inside=True).adjusted(half, half, -half, -half)
        self.p.drawRoundedRect(box, max(0, radius - half), max(0, radius - half))

    def hline(self, rect: QRect, colour: str = "", *, top: bool = False) -> None:
        """Draw a hairline along the foot of a rectangle, or its top."""
        hair = self.hair
        y = rect.top() if top else rect.top() + rect.height() - hair
        line = QRect(rect.left(), int(y), rect.width(), 1) if hair == 1 else QRectF(rect.left(), y, rect.width(), hair)
        self.fill(line, colour or self.c.line)

    def vline(self, x: float, top: float, height: float, colour: str = "") -> None:
        """Draw an upright hairline."""
        self.fill(QRectF(x, top, self.hair, height), colour or self.c.line)

    def disc(self, rect: QRect, colour: str, diameter: float) -> None:
        """Fill a disc in the middle of a rectangle."""
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(QColor(colour))
        self.p.drawEllipse(QRectF(rect).center(), diameter / 2, diameter / 2)

    def ring(self, rect: QRect | QRectF, radius: float = t.R_CONTROL, *, gap: bool = False) -> None:
        """Draw the focus: 2 px inside the edge; `gap` parts it from a ground in the accent's own colour."""
        self.frame(rect, self.c.accent, radius, 2)
        if gap:
            self.frame(QRectF(rect).adjusted(2, 2, -2, -2), self.c.surface, radius - 2, 1.5)


def _tells(widget: QWidget) -> bool:
    """Whether a widget, or the list whose ground it is, has a tooltip with what was cut."""
    above = widget.parentWidget()
    is_of_rows = isinstance(above, QAbstractItemView) and not isinstance(above, QHeaderView)
    return is_of_rows or getattr(widget, "tells_cut", False) or getattr(above, "tells_cut", False)


def right_to_left(words: str) -> bool:
    """Whether a text is set from the right.

    In a right-to-left interface: when it holds such a letter; else when it begins with one. So `Niran W.` and
    `93.4 % ± 1.8` stay as they are.
    """
    strong = ["\u0590" <= letter <= "\u08ff" for letter in words if letter.isalpha()]
    return any(strong) if theme.rtl else bool(strong) and strong[0]


def stands_upright(words: str) -> bool:
    """Whether a text has Chinese letters, which are written downwards as they are and never turned."""
    return _CHINESE.search(words) is not None


def _x(rect: QRect, width: float, align: Align) -> float:
    if align == "centre":
        return rect.left() + (rect.width() - width) / 2
    at_left = align != "figure" and align == ("end" if theme.rtl else "start")
    return rect.left() if at_left else rect.left() + rect.width() - width


def _nearest(value: float) -> int:
    """The nearest pixel; of two as near always the lower one.

    `round` takes the even one, and at 150 % every hairline whose place is odd gets two pixels.
    """
    return floor(value + 0.501)


def _up(value: float) -> int:
    return ceil(value - 0.01)


def _down(value: float) -> int:
    return floor(value + 0.01)
