"""The car from its five sides on the screen: parts are gone over by arrow keys, marks are set by a key or a click."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Painted
from lifecycle_desk.desktop.look.parts.painted import focused
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.condition.rules.diagram import Point, Zone, diagram
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark

MARK, REMOVE, EDIT = N_("Mark damage"), N_("Remove mark"), N_("Edit")
KEYS: dict[DamageKind, str] = {
    DamageKind.SCRATCH: "S",
    DamageKind.DENT: "D",
    DamageKind.STONE_CHIP: "C",
    DamageKind.CRACK: "K",
    DamageKind.CORROSION: "R",
    DamageKind.REPAINTED: "P",
    DamageKind.BROKEN: "B",
    DamageKind.MISSING: "M",
    DamageKind.WORN: "W",
    DamageKind.HAIL: "H",
}
DIRECTIONS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
FIRST = ("left", "left_front_door")  # where whoever walks round a car begins
INSET, NAMES = 10, 18  # px round the drawing, and below it for the names of the lower views
RADIUS = 9  # px of a mark
_GROUNDS = {"glass": 0.16, "lamp": 0.02, "wheel": 0.28}  # how much of the quiet ink lies on the ground of a part


class CarDrawing(Painted):
    """The drawing with its marks; it is never mirrored, for the left side of a car is its left side everywhere."""

    set_wanted = Signal(object, object, object)  # a Zone, a point or None, a DamageKind or None
    picked = Signal(int)  # the place of a mark
    went = Signal()
    removed = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[DamageMark, ...] = ()
        self.here: Zone = diagram().zone(*FIRST) or diagram().zones[0]
        self.chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_text(self.setAccessibleName, N_("Vehicle drawing from five sides"))
        for kind, key in KEYS.items():
            # A shortcut, not a key press: Qt finds the letter on keyboards of other scripts too.
            self._listen(key, kind.label, partial(self._set, kind))
        for key in ("Return", "Enter", "Space"):
            self._listen(key, MARK, partial(self._set, None))
        for key in ("Del", "Backspace"):
            self._listen(key, REMOVE, self.removed.emit)
        self._listen("F2", EDIT, self.edited.emit)
        translator().changed.connect(self._tell)
        self._tell()

    def _listen(self, key: str, words: str, call: Callable[[], object]) -> None:
        listen(self, key, words, call, Qt.ShortcutContext.WidgetShortcut)

    def _set(self, kind: DamageKind | None) -> None:
        self.set_wanted.emit(self.here, None, kind)

    def show_marks(self, marks: Sequence[DamageMark], chosen: int) -> None:
        """Show other marks; one of them is chosen, and one stands on its part, or none."""
        self._marks, self.chosen = tuple(marks), chosen
        if 0 <= chosen < len(marks):
            self.here = diagram().zone(marks[chosen].view, marks[chosen].part) or self.here
        self._tell()
        self.update()

    def stand_on(self, zone: Zone) -> None:
        """Stand on a part."""
        self.here = zone
        self._tell()
        self.update()
        self.went.emit()

    def _tell(self) -> None:
        """Say aloud which part one stands on, and how many marks it has."""
        language, part = translator().current, self.here.part
        view = next(each for each in diagram().views if each.id == self.here.view)
        n = sum(1 for each in self._marks if each.part == part.id)
        count = language(NN_("%(n)s mark", "%(n)s marks"), n=n)
        self.setAccessibleDescription(
            language.labelled(language(view.says), language.in_a_row(language(part.says), count))
        )

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        inset, drawing = theme.u(INSET), diagram()
        return round((arg__1 - 2 * inset) * drawing.height / drawing.width) + 2 * inset + theme.px(NAMES)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(620), self.heightForWidth(theme.u(620)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(360), self.heightForWidth(theme.u(360)))

    def _frame(self) -> tuple[float, float, float]:
        """The scale, and where the drawing begins."""
        drawing, inset = diagram(), theme.u(INSET)
        wide, tall = self.width() - 2 * inset, self.height() - 2 * inset - theme.px(NAMES)
        scale = max(0.05, min(wide / drawing.width, tall / drawing.height))
        return scale, (self.width() - drawing.width * scale) / 2, inset + (tall - drawing.height * scale) / 2

    def on_screen(self, at: Point) -> QPointF:
        """A point of the drawing on this widget."""
        scale, left, top = self._frame()
        return QPointF(left + at[0] * scale, top + at[1] * scale)

    def _in_drawing(self, at: QPointF) -> Point:
        scale, left, top = self._frame()
        return ((at.x() - left) / scale, (at.y() - top) / scale)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        for view in diagram().views:
            for zone in view.zones:
                self._zone(b, zone)
            for line in view.lines:
                b.p.setPen(QPen(QColor(b.c.field_line), 1))
                b.p.setBrush(Qt.BrushStyle.NoBrush)
                b.p.drawPolyline(self._polygon(line))
            foot = self.on_screen((view.at[0], view.at[1] + view.size[1]))
            wide = self._frame()[0] * view.size[0]
            name = QRect(round(foot.x()), round(foot.y()), round(wide), theme.px(16))
            b.text(name, translator().current(view.says), "caption", b.c.ink3, "centre")
        if focused(self):  # above the others, so that no neighbour lies over its edge
            self._zone(b, self.here)
        for place, mark in enumerate(self._marks):
            self._mark(b, place, mark)
        if focused(self):
            b.ring(rect, t.R_CARD)

    def _zone(self, b: Brush, zone: Zone) -> None:
        here = zone is self.here and focused(self)
        ground = t.mix(b.c.ink3, b.c.surface, _GROUNDS.get(zone.part.group, 0.07))
        b.p.setPen(QPen(QColor(b.c.accent if here else b.c.field_line), 2 if here else 1))
        b.p.setBrush(QColor(b.c.accent_soft if here else ground))
        b.p.drawPolygon(self._polygon(zone.points))

    def _polygon(self, points: Sequence[Point]) -> QPolygonF:
        return QPolygonF([self.on_screen(each) for each in points])

    def _mark(self, b: Brush, place: int, mark: DamageMark) -> None:
        at, radius = self.on_screen((mark.x, mark.y)), theme.u(RADIUS)
        b.p.setPen(QPen(QColor(b.c.surface), 1.5))
        b.p.setBrush(QColor(b.c.danger))
        b.p.drawEllipse(at, radius, radius)
        if place == self.chosen:
            b.p.setPen(QPen(QColor(b.c.accent), 2))
            b.p.setBrush(Qt.BrushStyle.NoBrush)
            b.p.drawEllipse(at, radius + 3, radius + 3)
        box = QRectF(at.x() - 2 * radius, at.y() - radius, 4 * radius, 2 * radius).toRect()
        b.text(box, translator().current.formats.number(place + 1), "small-strong", b.c.surface, "centre")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = DIRECTIONS.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
            return
        self.stand_on(diagram().beside(self.here, direction))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._in_drawing(event.position())
        near = self._mark_at(event.position())
        if near is not None:
            self.picked.emit(near)
        elif zone := diagram().zone_at(at):
            self.stand_on(zone)
            self.set_wanted.emit(zone, at, None)

    def _mark_at(self, at: QPointF) -> int | None:
        """The topmost mark at a point."""
        for place in reversed(range(len(self._marks))):
            mark = self._marks[place]
            if (self.on_screen((mark.x, mark.y)) - at).manhattanLength() <= theme.u(RADIUS) * 1.4:
                return place
        return None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
