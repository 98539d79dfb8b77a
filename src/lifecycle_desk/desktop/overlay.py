"""An overlay: a panel over the window, with a scrim behind it, while the window takes nothing in."""

from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.parts import Floating, Scrim
from lifecycle_desk.desktop.look.theme import theme

WIDE = 420  # px of the panel


class Overlay(QObject):
    """A panel that stands over a window, in its upper third, until it is lowered."""

    holds = Signal(bool)  # whether the window takes nothing in

    def __init__(self, over: QWidget, content: QLayout) -> None:
        super().__init__(over)
        self._over, self.is_going = over, False
        self._scrim, self.panel = Scrim(over), Floating(content)
        self.panel.setParent(over)
        over.installEventFilter(self)
        self._show(visible=False)

    def lift(self, focus: QWidget | None = None) -> None:
        """Show the panel, and give the focus to a part of it or to the panel itself."""
        self.is_going = True
        self.holds.emit(True)
        self._place()
        self._show(visible=True)
        (focus or self.panel).setFocus()

    def lower(self) -> None:
        """Take the panel away; the window goes on."""
        self.is_going = False
        self._show(visible=False)
        self.holds.emit(False)

    def _show(self, *, visible: bool) -> None:
        for part in (self._scrim, self.panel):
            part.setVisible(visible)
            part.raise_()

    def _place(self) -> None:
        over, shade = self._over, 2 * marks.SHADE
        self._scrim.setGeometry(over.rect())
        wide = min(theme.u(WIDE) + shade, over.width() - 48)
        self.panel.setFixedWidth(wide)
        deep = self.panel.heightForWidth(wide) if self.panel.hasHeightForWidth() else self.panel.sizeHint().height()
        self.panel.setGeometry(QRect((over.width() - wide) // 2, max(24, (over.height() - deep) // 3), wide, deep))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False
