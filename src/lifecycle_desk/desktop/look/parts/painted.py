"""The ground of every part: a widget that draws itself with a brush, and the states it can be in."""

from typing import override

from PySide6.QtCore import QEvent, QKeyCombination, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QSizePolicy, QWidget

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.told import TellsCut
from lifecycle_desk.desktop.look.theme import theme

FIXED, PREFERRED, EXPANDING = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding

ENTER = (
    QKeyCombination(Qt.Key.Key_Return),
    QKeyCombination(Qt.Key.Key_Enter),
    QKeyCombination(Qt.KeyboardModifier.KeypadModifier, Qt.Key.Key_Enter),
)

# A specimen shows a state that the pointer and the keyboard cannot bring about on ten parts at once.
SHOWS = "shows"


def hovered(widget: QWidget) -> bool:
    """Whether the pointer is over a part that can be used."""
    return widget.isEnabled() and (widget.underMouse() or widget.property(SHOWS) == "hover")


def focused(widget: QWidget) -> bool:
    """Whether a part has the keyboard."""
    return widget.hasFocus() or widget.property(SHOWS) == "focus"


def surface(area: QAbstractScrollArea) -> QWidget:
    """What scrolls in an area.

    Found by its name: of what `viewport()` gives PySide asks which widget it is, and makes the classes of all that Qt
    has for it, with their enums: 15 ms of the start.
    """
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return area.findChild(QWidget, "qt_scrollarea_viewport", direct) or area.viewport()


def clear_ground(area: QAbstractScrollArea) -> None:
    """Let the card behind show through what scrolls."""
    surface(area).setAutoFillBackground(False)


class Painted(TellsCut, QWidget):
    """A widget that draws itself in `draw(brush, rect)`."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        b = Brush(painter)
        self.draw(b, self.rect())
        painter.end()
        self.tell_cut(b)

    def draw(self, b: Brush, rect: QRect) -> None:
        """Draw the part into a rectangle."""


class PaintedButton(TellsCut, QAbstractButton):
    """A button that draws itself in `draw(brush, rect)`; a click leaves the focus in the work.

    Enter presses it as the space bar does: Qt lets the desktop decide that, and people should not have to know theirs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def event(self, e: QEvent) -> bool:
        if isinstance(e, QShortcutEvent) and not e.isAmbiguous():
            self.click()  # at once: Qt's own shows the press for a tenth of a second first
            return True
        return super().event(e)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.keyCombination() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        b = Brush(painter)
        self.draw(b, self.rect())
        painter.end()
        self.tell_cut(b)

    def draw(self, b: Brush, rect: QRect) -> None:
        """Draw the button into a rectangle."""


class Divider(Painted):
    """A hairline between two parts of a card."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self._upright = upright
        self.setSizePolicy(FIXED if upright else EXPANDING, EXPANDING if upright else FIXED)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if self._upright:
            b.vline(rect.x(), rect.y(), rect.height())
        else:
            b.hline(rect, top=True)


class Backdrop(Painted):
    """A ground for what stands on it: the page behind the cards, the frame round the page."""

    def __init__(self, *, frame: bool = False) -> None:
        super().__init__()
        self._frame = frame

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.frame if self._frame else b.c.page)


class Glyph(Painted):
    """An icon beside words; `beside` is the role of wrapped words, whose first line it keeps to."""

    def __init__(self, icon: str, ink: t.Ink = "ink2", size: int = t.ICON, *, beside: t.Role | None = None) -> None:
        super().__init__()
        self._icon, self._size, self._beside = icon, size, beside
        self._ink: t.Ink = ink
        self.setSizePolicy(FIXED, FIXED)

    def show_icon(self, icon: str, ink: t.Ink) -> None:
        """Show another icon."""
        self._icon, self._ink = icon, ink
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme.u(self._size)
        return QSize(side, flow.pitch(self._beside) if self._beside else side)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.icon(rect, self._icon, b.c.ink_of(self._ink), self._size)
