"""What is painted is heard: a brush that notes what it writes, and a widget shown for it."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme


def shown(qtbot, widget, width=900):
    """A widget in its theme, in sight."""
    theme.dress(widget)
    qtbot.addWidget(widget)
    widget.resize(width, 300)
    widget.show()
    widget.activateWindow()
    QApplication.processEvents()
    return widget


class Hearing(Brush):
    """A brush that notes what it writes, and how many hairlines it draws."""

    def __init__(self, painter: QPainter) -> None:
        super().__init__(painter)
        self.wrote: list[str] = []
        self.lines = 0

    def hline(self, *how: Any, **more: Any) -> None:
        self.lines += 1
        super().hline(*how, **more)

    def text(self, rect: QRect, words: str, *how: Any, **more: Any) -> int:
        self.wrote.append(words)
        return super().text(rect, words, *how, **more)
