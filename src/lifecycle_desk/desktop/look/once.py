"""Doing something once, after what happens now and before it is painted, however often it was asked for meanwhile."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot


class Once(QObject):
    """Does one thing for its parent, as soon as what happens now is over; with the parent it is off.

    By an event to itself: a timer may come behind the picture, which would then be seen as it was before. Who is asked
    for again while he does it does it once more.
    """

    def __init__(self, parent: QObject, do: Callable[[], object]) -> None:
        super().__init__(parent)
        self._do, self._is_asked = do, False

    @Slot()
    def ask(self) -> None:
        """Have it done soon."""
        if not self._is_asked:
            self._is_asked = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    @override
    def customEvent(self, event: QEvent) -> None:
        self._is_asked = False
        self._do()
