"""Idleness: nobody has touched mouse or keys for so many minutes, whatever the program itself was doing."""

from typing import override

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
MINUTE = 60_000  # ms


class Idle(QObject):
    """Tells once that nobody has touched anything for a while; 0 minutes never tells."""

    fell = Signal()

    def __init__(self, parent: QObject, minutes: int) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.fell)
        self.wait(minutes)
        running = QApplication.instance()
        if running is not None:
            running.installEventFilter(self)

    def wait(self, minutes: int) -> None:
        """From now on wait so many minutes."""
        self._timer.setInterval(minutes * MINUTE)
        self._timer.start() if minutes else self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHED and self._timer.interval():
            self._timer.start()
        return False
