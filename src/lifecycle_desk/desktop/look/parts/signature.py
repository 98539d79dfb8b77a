"""A pad to sign on with a mouse, a finger or a pen."""

from itertools import pairwise
from typing import override

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.boxes import column, row
from lifecycle_desk.desktop.look.parts.buttons import Button
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted, focused
from lifecycle_desk.desktop.look.theme import theme

type Stroke = tuple[tuple[float, float], ...]

_INK_ON_PAPER = QColor("#161A22")  # paper is white, whatever the window wears


class SignatureSheet(Painted):
    """The sheet under the pen; Delete or Backspace clears it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[list[QPointF]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(EXPANDING, FIXED)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The lines that were drawn, in logical pixels from the top left."""
        return tuple(tuple((point.x(), point.y()) for point in stroke) for stroke in self._strokes)

    def clear(self) -> None:
        """Take all lines away."""
        self._strokes = []
        self.update()
        self.changed.emit()

    def png(self, scale: float = 3.0) -> bytes:
        """The signature as a PNG on a transparent ground; empty when nothing was drawn."""
        if not self._strokes:
            return b""
        image = QImage(self.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        self._ink(painter, _INK_ON_PAPER)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format, the call text
        return bytes(buffer.data().data())

    def _ink(self, painter: QPainter, colour: QColor) -> None:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colour, 2.0, Qt.PenStyle.SolidLine, cap, join))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(_curve(stroke))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(320), theme.u(120))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        can = self.isEnabled()
        b.frame(rect, b.c.field_line if can else b.c.line, t.R_CONTROL, 1, b.c.surface if can else b.c.sunken)
        line = QRect(rect.x() + 16, rect.bottom() - theme.u(28), rect.width() - 32, 1)
        b.hline(line, b.c.field_line)
        self._ink(b.p, QColor(b.c.ink))
        if focused(self):
            b.ring(rect)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append([event.position()])
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._strokes[-1].append(event.position())
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear()
        else:
            super().keyPressEvent(event)


class SignaturePad(Painted):
    """The signer's name, the sheet, and a way to begin anew. Pens arrive as mouse events, which Qt makes of them."""

    changed = Signal()

    def __init__(self, label: UiText) -> None:
        super().__init__()
        self.sheet = SignatureSheet()
        name = Label(label, "small", "ink2")
        name.setBuddy(self.sheet)
        set_text(self.sheet.setAccessibleName, label)
        self._clear = Button(N_("Clear"), "link")
        self._clear.setEnabled(False)
        self._clear.clicked.connect(self.sheet.clear)
        self.sheet.changed.connect(self._changed)
        self.setLayout(column(row((name, 1), self._clear), self.sheet, gap=2))
        self.setFocusProxy(self.sheet)

    def _changed(self) -> None:
        self._clear.setEnabled(not self.is_empty)
        self.changed.emit()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has signed."""
        return not self.sheet.strokes

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The lines that were drawn."""
        return self.sheet.strokes

    def png(self) -> bytes:
        """The signature as a PNG, or nothing."""
        return self.sheet.png()


def _curve(stroke: list[QPointF]) -> QPainterPath:
    """A smooth line through the middles between points; one point is a dot."""
    path = QPainterPath(stroke[0])
    if len(stroke) == 1:
        path.lineTo(stroke[0] + QPointF(0.1, 0))
        return path
    for before, point in pairwise(stroke):
        path.quadTo(before, (before + point) / 2)
    path.lineTo(stroke[-1])
    return path
