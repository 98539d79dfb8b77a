"""Idleness: nobody has touched mouse or keys for so many minutes, whatever the program itself was doing."""

from collections.abc import Callable
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
    """Tells once that nobody has touched anything for so many minutes as are set now; 0 minutes never tells."""

    fell = Signal()

    def __init__(self, parent: QObject, minutes: Callable[[], int]) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.fell)
        self._minutes = minutes
        self.begin_anew()
        running = QApplication.instance()
        if running is not None:
            running.installEventFilter(self)

    def begin_anew(self) -> None:
        """Count from now on."""
        minutes = self._minutes()
        self._timer.start(minutes * MINUTE) if minutes else self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHED:
            self.begin_anew()
        return False
