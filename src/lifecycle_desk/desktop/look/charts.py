"""Charts on the screen: a scene painted in the theme of now, of which every stop can be read out; shares and meters."""

from collections.abc import Sequence
from math import ceil
from typing import override

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from lifecycle_desk.base.scene import (
    HEATS,
    SOFT,
    Area,
    Axis,
    Box,
    Charted,
    Frame,
    Letters,
    Mark,
    Part,
    Role,
    Rule,
    Scene,
    Shape,
    Stop,
    Stroke,
    Text,
    Trend,
    laid_out,
)
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, tip
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted, focused
from lifecycle_desk.desktop.look.theme import theme

INSET = 6  # px between the focus frame and what is drawn
_NEAR = 12  # px from a stop that still mean it
_EMPTY = Trend(Axis(0, 1), Axis(0, 1))
_LETTERS: dict[Letters, t.Role] = {Letters.TICK: "caption", Letters.NOTE: "small"}
_TALL = {Letters.TICK: 16, Letters.NOTE: 18}  # px of a line


def inks(c: t.Colours, tone: t.Tone) -> dict[Role, str]:
    """The colour of each role of a scene, on the surface of a card."""
    ink = c.tone(tone)[0]

    pure = {
        Role.GRID: c.line,
        Role.AXIS: c.field_line,
        Role.LABEL: c.ink3,
        Role.NOTE: c.ink2,
        Role.TREND: ink,
        Role.READING: ink,
        Role.LEFT_OUT: c.ink3,
        Role.OFFICIAL: c.ink,
        Role.BAND: ink,
        Role.FORECAST: ink,
        Role.EDGE: ink,
        Role.FLOOR: c.danger,
        Role.PROMISED: c.danger,
        Role.MOMENT: c.ink2,
        Role.FAINT: ink,
        Role.GROUND: c.surface,
        Role.VALUE: c.ink,
        **dict.fromkeys(HEATS, ink),
    }
    return {role: t.mix(each, c.surface, SOFT.get(role, 1.0)) for role, each in pure.items()}


def measure(words: str, letters: Letters) -> tuple[float, float]:
    """How wide words of a chart are, and how tall their line is."""
    width = theme.width(words, _LETTERS[letters], tabular=letters is Letters.TICK)
    return width, theme.px(_TALL[letters])


class Chart(Painted):
    """A trend, columns, a tree or a heat map; Left and Right go from stop to stop in time, the pointer reads one out.

    `small` is the form for a card, `tall` a height in pixels for one that stands above a list. `chosen` tells the place
    of the stop that was opened: by Enter or two clicks.
    """

    chosen = Signal(int)

    def __init__(self, name: UiText, *, tone: t.Tone = "charging", small: bool = False, tall: int = 0) -> None:
        super().__init__()
        self._tall = tall or (150 if small else 360)
        self._shown: Charted = _EMPTY
        self._tone, self._small, self._at = tone, small, -1
        self._scene: Scene | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(EXPANDING, FIXED if small or tall else EXPANDING)
        set_text(self.setAccessibleName, name)

    def show_chart(self, shown: Charted, tone: t.Tone | None = None) -> None:
        """Show something else, perhaps in another tone."""
        self._shown, self._at, self._scene = shown, -1, None
        self._tone = tone or self._tone
        self.setAccessibleDescription("")
        self.update()

    @property
    def scene(self) -> Scene:
        """The scene in the size, script and size of text of now."""
        inset = theme.px(INSET)
        wide, tall = float(self.width() - 2 * inset), float(self.height() - 2 * inset)
        if self._scene is None or (self._scene.width, self._scene.height) != (wide, tall):
            frame = Frame(wide, tall, measure, theme.scale, small=self._small, right_to_left=theme.rtl)
            self._scene = laid_out(self._shown, frame)
        return self._scene

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(280), theme.u(self._tall))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        scene, colours = self.scene, inks(b.c, self._tone)
        b.p.save()
        b.p.translate(theme.px(INSET), theme.px(INSET))
        for part in scene.parts:
            draw_part(b, part, colours)
        if 0 <= self._at < len(scene.stops):
            self._read_out(b, scene.stops[self._at])
        b.p.restore()
        if focused(self):
            b.ring(rect)

    def _read_out(self, b: Brush, stop: Stop) -> None:
        b.p.setPen(QPen(QColor(b.c.accent), 2))
        b.p.setBrush(Qt.BrushStyle.NoBrush)
        if stop.box:
            b.p.drawRect(_rect(stop.box))
        else:
            b.p.drawEllipse(QPointF(stop.x, stop.y), 7, 7)
        width, height = min(theme.width(stop.words, "small") + 16, round(self.scene.width) - 8), theme.px(24)
        x = min(max(4, round(stop.x) - width // 2), round(self.scene.width) - width - 4)
        over, under = (stop.box.top, stop.box.bottom) if stop.box else (stop.y, stop.y)
        y = round(over) - height - 10 if over > height + 14 else round(under) + 12
        box = QRect(x, y, width, height)
        b.frame(box, b.c.line, t.R_CONTROL, ground=b.c.surface)
        b.text(box.adjusted(8, 0, -8, 0), stop.words, "small", b.c.ink, "centre")

    def _go(self, place: int) -> None:
        stops = self.scene.stops
        self._at = min(max(0, place), len(stops) - 1)
        self.setAccessibleDescription(stops[self._at].words if stops else "")
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Home: 0}
        ends = {Qt.Key.Key_End: len(self.scene.stops) - 1}
        place = (steps | ends).get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self._at < len(self.scene.stops):
            self.chosen.emit(self._at)
        elif place is None:
            super().keyPressEvent(event)
        else:
            self._go(place)

    def _nearest(self, at: QPointF) -> Stop | None:
        def far(stop: Stop) -> float:
            return (QPointF(stop.x, stop.y) - at).manhattanLength()

        within = [each for each in self.scene.stops if each.box and _rect(each.box).contains(at)]
        if within:
            return within[0]
        near = min(self.scene.stops, key=far, default=None)
        return near if near and far(near) <= _NEAR else None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        near = self._nearest(event.position() - QPointF(theme.px(INSET), theme.px(INSET)))
        if near:
            self.chosen.emit(self.scene.stops.index(near))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self._scene = None  # other fonts, or another size of text
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            near = self._nearest(QPointF(event.pos()) - QPointF(theme.px(INSET), theme.px(INSET)))
            QToolTip.showText(event.globalPos(), tip(near.words) if near else "", self)
            return True
        return super().event(event)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


def draw_part(b: Brush, part: Part, colours: dict[Role, str]) -> None:
    """Draw one part of a scene."""
    colour = colours[part.role]
    match part:
        case Area(points):
            b.p.setPen(Qt.PenStyle.NoPen)
            b.p.setBrush(QColor(colour))
            b.p.drawPolygon(_polygon(points))
        case Stroke(points, _, thick, dash):
            b.p.setPen(_pen(colour, thick, dash))
            b.p.setBrush(Qt.BrushStyle.NoBrush)
            b.p.drawPolyline(_polygon(points))
        case Rule(x, y, length, _, upright):
            b.fill(QRectF(x, y, b.hair, length) if upright else QRectF(x, y, length, b.hair), colour)
        case Mark():
            _mark(b, part, colour)
        case Text():
            _text(b, part, colour)


def _polygon(points: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _pen(colour: str, thick: float, dash: Sequence[float] = ()) -> QPen:
    pen = QPen(QColor(colour), thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern([length / thick for length in dash])  # Qt counts in widths of the pen
    return pen


def _mark(b: Brush, mark: Mark, colour: str) -> None:
    at, radius = QPointF(mark.x, mark.y), mark.radius
    b.p.setPen(Qt.PenStyle.NoPen)
    b.p.setBrush(QColor(colour))
    match mark.shape:
        case Shape.DOT:
            b.p.drawEllipse(at, radius, radius)
        case Shape.DIAMOND | Shape.HERE:  # parted from what is below by a rim of the ground
            rim = radius * _RIM
            b.p.setPen(QPen(QColor(b.c.surface), rim))
            inner = radius - rim / 2
            if mark.shape is Shape.HERE:
                b.p.drawEllipse(at, inner, inner)
            else:
                b.p.drawPolygon(_polygon([(mark.x + x * inner, mark.y + y * inner) for x, y in _CORNERS]))
        case Shape.RING:
            b.p.setPen(QPen(QColor(colour), radius * _RIM))
            b.p.setBrush(QColor(b.c.surface))
            inner = radius * (1 - _RIM / 2)
            b.p.drawEllipse(at, inner, inner)


_RIM = 0.36  # of a mark's radius
_CORNERS = ((0, -1), (1, 0), (0, 1), (-1, 0))


def _text(b: Brush, text: Text, colour: str) -> None:
    box = text.box
    rect = QRect(round(box.left), round(box.top), ceil(box.width), round(box.height))
    b.text(rect, text.words, _LETTERS[text.letters], colour, "end" if text.letters is Letters.TICK else "centre")


class Shares(Painted):
    """The parts of a whole as one bar, in reading order; what each part is stands beside it in words."""

    def __init__(self, name: UiText) -> None:
        super().__init__()
        self._parts: tuple[tuple[float, t.Tone], ...] = ()
        self.setSizePolicy(EXPANDING, FIXED)
        set_text(self.setAccessibleName, name)

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

    def __init__(self, name: UiText, share: float = 0.0, tone: t.Tone = "accent") -> None:
        super().__init__()
        self._share, self._tone = share, tone
        self.setSizePolicy(EXPANDING, FIXED)
        set_text(self.setAccessibleName, name)

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
