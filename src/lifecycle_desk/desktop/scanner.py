"""The scanner: a keyboard wedge types a code faster than any hand and ends with Enter; heard on every screen."""

from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

FASTEST_HAND = 35  # ms between two keys; a wedge needs less than 20, hands more than 60
GOES_ON = "enter"  # of a field's property "takes_codes": the code's Enter goes on there, as a hand's does
SHORTEST = 8  # characters; below it a fast double key could pass for a code


class Scanner(QObject):
    """Hears codes of a keyboard wedge before any field does, and lets hands type."""

    scanned = Signal(str)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._code, self._last = "", 0
        application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not watched.isWindowType():
            return False
        quick = self._is_quick(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            code, self._code = self._code, ""
            if quick and len(code) >= SHORTEST:
                self.scanned.emit(code)
                return True
            return False
        text = event.text()
        plain = text.isascii() and text.isprintable() and text and event.modifiers() in _PLAIN
        self._code = (self._code + text if quick else text) if plain else ""
        return False

    def _is_quick(self, event: QKeyEvent) -> bool:
        """Whether no hand pressed a key so soon after the one before.

        It counts when it was pressed, not when it is heard: a window that was busy amid a code hears the rest late.
        """
        before, self._last = self._last, event.timestamp()
        return 0 < before <= self._last < before + FASTEST_HAND


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)
