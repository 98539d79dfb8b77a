"""Charts: time runs from left to right in every language, words stand on the chart, and every point can be read out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, override

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted, focused
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.words import Spoken, tell, tip

type Mark = Literal["dot", "diamond", "hollow"]

_NEAR = 12  # px from a point that still mean it


@dataclass(frozen=True, slots=True)
class Point:
    """One reading; `words` is what is read out of it."""

    x: float
    y: float
    words: str
    mark: Mark = "dot"


@dataclass(frozen=True, slots=True)
class Band:
    """Where readings are expected: for each x the lowest and the highest value."""

    edges: tuple[tuple[float, float, float], ...]
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """What is promised from one x to another."""

    start: float
    end: float
    least: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """An upright line with its words: today, the end of a warranty."""

    x: float
    words: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """All that a trend chart shows, already in words; `ticks` are (value, words)."""

    across: tuple[float, float]
    along: tuple[float, float]
    ticks_across: tuple[tuple[float, str], ...] = ()
    ticks_along: tuple[tuple[float, str], ...] = ()
    points: tuple[Point, ...] = ()
    line: tuple[tuple[float, float], ...] = ()
    forecast: tuple[tuple[float, float], ...] = ()
    forecast_words: str = ""
    bands: tuple[Band, ...] = ()
    floors: tuple[Floor, ...] = ()
    moments: tuple[Moment, ...] = ()


EMPTY = Trend((0, 1), (0, 1))


class TrendChart(Painted):
    """Readings over time with their trend; Left and Right go from point to point, the pointer reads one out.

    `small` is the form for a card: no moments, no floors, no left-out points.
    """

    def __init__(self, name: Spoken, *, tone: t.Tone = "charging", small: bool = False) -> None:
        super().__init__()
        self.shown, self._tone, self._small, self._at = EMPTY, tone, small, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(EXPANDING, FIXED if small else EXPANDING)
        tell(self.setAccessibleName, name)

    def show_trend(self, trend: Trend) -> None:
        """Show other readings."""
        self.shown, self._at = trend, -1
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(280), theme.u(150 if self._small else 360))

    @property
    def _plot(self) -> QRectF:
        words = max((theme.width(words, "caption") for _, words in self.shown.ticks_along), default=0)
        top, end = (6, 6) if self._small else (12, 18)
        return QRectF(self.rect()).adjusted(words + 16, top, -end, -theme.px(24))

    def _place(self, x: float, y: float) -> QPointF:
        plot, (start, end), (low, high) = self._plot, self.shown.across, self.shown.along
        left = plot.left() + (x - start) / ((end - start) or 1) * plot.width()
        return QPointF(left, plot.bottom() - (min(max(y, low), high) - low) / ((high - low) or 1) * plot.height())

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        self._axes(b)
        if not self._small:
            self._floors(b)
            self._moments(b)
        ink = b.c.tone(self._tone)[0]
        for band in self.shown.bands:
            if self._small and band.forecast:
                continue
            self._band(b, band, t.mix(ink, b.c.surface, 0.10 if band.forecast else 0.22))
        for point in self.shown.points:
            if not (self._small and point.mark == "hollow"):
                self._point(b, point, ink)
        self._lines(b, ink)
        if 0 <= self._at < len(self.shown.points):
            self._read_out(b, self.shown.points[self._at], ink)
        if focused(self):
            b.ring(rect)

    def _axes(self, b: Brush) -> None:
        plot = self._plot
        for value, words in self.shown.ticks_along:
            y = self._place(self.shown.across[0], value).y()
            b.fill(QRectF(plot.left(), y, plot.width(), b.hair), b.c.line)
            place = QRect(0, round(y) - 10, round(plot.left()) - 8, 20)
            b.text(place, words, "caption", b.c.ink3, "start" if theme.rtl else "end", ltr=True, elide=False)
        for value, words in self.shown.ticks_across:
            if value > self.shown.across[1]:
                continue
            x = self._place(value, self.shown.along[0]).x()
            b.vline(x, plot.bottom(), 4, b.c.field_line)
            place = QRect(round(x) - 40, round(plot.bottom()) + 5, 80, theme.px(18))
            b.text(place, words, "caption", b.c.ink3, "centre", elide=False)

    def _floors(self, b: Brush) -> None:
        plot, steps = self._plot, []
        for floor in self.shown.floors:
            start, end = self._place(floor.start, floor.least), self._place(floor.end, floor.least)
            ground = QRectF(start.x(), start.y(), end.x() - start.x(), plot.bottom() - start.y())
            b.fill(ground, t.mix(b.c.danger, b.c.surface, 0.045))
            steps += [start, end]
            place = QRect(round(start.x()) + 12, round(start.y()) + 2, round(end.x() - start.x()), theme.px(20))
            b.text(place, floor.words, "small", b.c.danger, "end" if theme.rtl else "start", elide=False)
        b.p.setPen(QPen(QColor(b.c.danger), 1.5))
        b.p.setBrush(Qt.BrushStyle.NoBrush)
        b.p.drawPolyline(QPolygonF(steps))

    def _moments(self, b: Brush) -> None:
        plot = self._plot
        for moment in self.shown.moments:
            x = self._place(moment.x, 0).x()
            style = Qt.PenStyle.DashLine if moment.dashed else Qt.PenStyle.DotLine
            b.p.setPen(QPen(QColor(b.c.ink2 if moment.dashed else b.c.ink3), 1, style))
            b.p.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            self._note(b, QPointF(x, plot.top() + 10), moment.words, b.c.ink2)

    def _note(self, b: Brush, at: QPointF, words: str, ink: str) -> None:
        """Words beside a place, on the side that has the room."""
        width = theme.width(words, "small") + 12
        left = at.x() + 6 if at.x() + width + 6 < self.width() else at.x() - 6 - width
        b.text(QRect(round(left), round(at.y()) - 10, width, 20), words, "small", ink, "centre", elide=False)

    def _band(self, b: Brush, band: Band, ground: str) -> None:
        upper = [self._place(x, high) for x, _, high in band.edges]
        lower = [self._place(x, low) for x, low, _ in reversed(band.edges)]
        b.p.setPen(Qt.PenStyle.NoPen)
        b.p.setBrush(QColor(ground))
        b.p.drawPolygon(QPolygonF(upper + lower))

    def _point(self, b: Brush, point: Point, ink: str) -> None:
        draw_mark(b, self._place(point.x, point.y), point.mark, ink, 1.8 if self._small else 3)

    def _lines(self, b: Brush, ink: str) -> None:
        round_cap = Qt.PenCapStyle.RoundCap
        b.p.setBrush(Qt.BrushStyle.NoBrush)
        b.p.setPen(QPen(QColor(ink), 2, Qt.PenStyle.SolidLine, round_cap))
        b.p.drawPolyline(QPolygonF([self._place(x, y) for x, y in self.shown.line]))
        if self.shown.forecast and not self._small:
            b.p.setPen(QPen(QColor(ink), 1.5, Qt.PenStyle.DashLine))
            path = [self._place(x, y) for x, y in self.shown.forecast]
            b.p.drawPolyline(QPolygonF(path))
            self._note(b, self._clear_of_band(path[-1]), self.shown.forecast_words, ink)
        if self.shown.line:
            here, size = self._place(*self.shown.line[-1]), 4.5
            b.p.setPen(QPen(QColor(b.c.surface), 2))
            b.p.setBrush(QColor(ink))
            b.p.drawEllipse(here, size, size)

    def _clear_of_band(self, end: QPointF) -> QPointF:
        """A place for words that end at a point of the forecast: above its band, which falls towards the end."""
        begin = end.x() - theme.width(self.shown.forecast_words, "small") - theme.u(18)
        edges = [self._place(x, high) for band in self.shown.bands if band.forecast for x, _, high in band.edges]
        above = [edge.y() for edge in edges if edge.x() >= begin]
        return QPointF(end.x(), min([*above, end.y()]) - theme.u(14))

    def _read_out(self, b: Brush, point: Point, ink: str) -> None:
        at = self._place(point.x, point.y)
        b.p.setPen(QPen(QColor(ink), 2))
        b.p.setBrush(Qt.BrushStyle.NoBrush)
        b.p.drawEllipse(at, 7, 7)
        width, height = theme.width(point.words, "small") + 16, theme.px(24)
        x = min(max(4, round(at.x()) - width // 2), self.width() - width - 4)
        y = round(at.y()) - height - 10 if at.y() > height + 14 else round(at.y()) + 12
        box = QRect(x, y, width, height)
        b.frame(box, b.c.line, t.R_CONTROL, ground=b.c.surface)
        b.text(box, point.words, "small", b.c.ink, "centre", elide=False)

    def _go(self, place: int) -> None:
        self._at = min(max(0, place), len(self.shown.points) - 1)
        self.setAccessibleDescription(self.shown.points[self._at].words if self.shown.points else "")
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Home: 0}
        ends = {Qt.Key.Key_End: len(self.shown.points) - 1}
        place = (steps | ends).get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self._go(place)

    def _nearest(self, at: QPointF) -> Point | None:
        def far(point: Point) -> float:
            return (self._place(point.x, point.y) - at).manhattanLength()

        near = min(self.shown.points, key=far, default=None)
        return near if near and far(near) <= _NEAR else None

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            near = self._nearest(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(near.words) if near else "", self)
            return True
        return super().event(event)


def draw_mark(b: Brush, at: QPointF, mark: Mark, ink: str, size: float) -> None:
    """A point of a chart, in the chart or its legend."""
    b.p.setPen(Qt.PenStyle.NoPen)
    b.p.setBrush(QColor(t.mix(ink, b.c.surface, 0.62)))
    match mark:
        case "dot":
            b.p.drawEllipse(at, size, size)
        case "diamond":
            d = size * 1.4
            corners = [QPointF(0, -d), QPointF(d, 0), QPointF(0, d), QPointF(-d, 0)]
            b.p.drawPolygon(QPolygonF([at + corner for corner in corners]))
        case "hollow":
            b.p.setPen(QPen(QColor(b.c.ink3), 1.2))
            b.p.setBrush(QColor(b.c.surface))
            b.p.drawEllipse(at, size, size)


class Legend(Painted):
    """What the marks mean, in reading order; entries are a mark, `line`, `band` or `floor`, with their words."""

    def __init__(self, entries: Sequence[tuple[str, str]] = (), *, tone: t.Tone = "charging") -> None:
        super().__init__()
        self._entries, self._tone = tuple(entries), tone
        self.setSizePolicy(EXPANDING, FIXED)

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show other entries."""
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(words for _, words in self._entries))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(200), theme.px(24))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        strip, ink = Strip(rect), b.c.tone(self._tone)[0]
        for kind, words in self._entries:
            box = strip.slot(18, 6)
            middle = QRectF(box).center()
            match kind:
                case "dot" | "diamond" | "hollow":
                    draw_mark(b, middle, kind, ink, 3)
                case "band":
                    b.fill(QRectF(box.x(), middle.y() - 5, box.width(), 10), t.mix(ink, b.c.surface, 0.22), 2)
                case _:
                    b.p.setPen(QPen(QColor(b.c.danger if kind == "floor" else ink), 2))
                    b.p.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
            strip.lead(b.text(strip.rest, words, "small", b.c.ink2), 20)


class Shares(Painted):
    """The parts of a whole as one bar, in reading order; what each part is stands beside it in words."""

    def __init__(self, name: Spoken) -> None:
        super().__init__()
        self._parts: tuple[tuple[float, t.Tone], ...] = ()
        self.setSizePolicy(EXPANDING, FIXED)
        tell(self.setAccessibleName, name)

    def show_parts(self, parts: Sequence[tuple[float, t.Tone]]) -> None:
        """Show other parts, each with its amount."""
        self._parts = tuple(parts)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(120), theme.u(8))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        total = sum(amount for amount, _ in self._parts) or 1
        strip, room = Strip(rect), rect.width() - 2 * (len(self._parts) - 1)
        for amount, tone in self._parts:
            b.fill(strip.lead(max(2, round(room * amount / total)), 2 / theme.scale), b.c.mark(tone), 2)


class Meter(Painted):
    """How much of something is used: hours booked, a battery's charge; over the whole it warns."""

    def __init__(self, name: Spoken, share: float = 0.0, tone: t.Tone = "accent") -> None:
        super().__init__()
        self._share, self._tone = share, tone
        self.setSizePolicy(EXPANDING, FIXED)
        tell(self.setAccessibleName, name)

    def fill(self, share: float) -> None:
        """Show another share, 1 being the whole."""
        self._share = share
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(80), theme.u(6))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        colour = b.c.warn_mark if self._share > 1 else t.mix(b.c.mark(self._tone), b.c.surface, 0.72)
        b.fill(rect, b.c.line, rect.height() / 2)
        done = Strip(rect).lead(round(rect.width() * min(1.0, self._share)))
        if done.width() > 0:
            b.fill(done, colour, rect.height() / 2)
