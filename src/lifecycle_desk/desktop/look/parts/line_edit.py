"""The line to type in: the one control that the first picture has."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import right_to_left
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED
from lifecycle_desk.desktop.look.theme import theme

_THIN = "\N{THIN SPACE}"

_COMES_BACK = {  # the line is the one that is typed in, once a menu or another window is gone
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


def asks_for_undo(event: QEvent) -> bool:
    """Whether a control is asked if it wants the key of Undo for itself."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    return event.matches(QKeySequence.StandardKey.Undo)


def _beside_caret(words: str) -> str:
    """Words that the caret does not cover: Qt leaves it room at the left alone."""
    if not (words and theme.rtl):
        return words
    return f"{_THIN}{words}" if right_to_left(words) else f"{words}{_THIN}"


class LineEdit(QLineEdit):
    """A line to type in, at the start side in every language: Qt would let digits jump to the left in Arabic."""

    def __init__(self, *, role: t.Role = "body") -> None:
        super().__init__()
        self._role: t.Role = role
        self._keeps_enter, self._placeholder = False, ""
        self.setSizePolicy(EXPANDING, FIXED)
        self._dress()

    def on_enter(self, call: Callable[[], object]) -> None:
        """Let Enter do something of its own here, of which no page hears."""
        self._keeps_enter = True
        self.returnPressed.connect(call)

    def _dress(self) -> None:
        side = Qt.AlignmentFlag.AlignRight if theme.rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        if self.font() != theme.font(self._role):
            self.setFont(theme.font(self._role))
        super().setPlaceholderText(_beside_caret(self._placeholder))

    @override
    def setPlaceholderText(self, arg__1: str) -> None:
        self._placeholder = arg__1
        super().setPlaceholderText(_beside_caret(arg__1))

    @override
    def placeholderText(self) -> str:
        return self._placeholder

    @override
    def setText(self, arg__1: str | None) -> None:
        """Put a text in; one that is longer than the line shows how it begins, where Qt would show its end."""
        super().setText(arg__1)
        if not self.hasFocus():
            self.setCursorPosition(0)

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if arg__1.reason() != Qt.FocusReason.MouseFocusReason and not self.hasSelectedText():
            self.end(False)  # who types on goes on at the end

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        if arg__1.reason() not in _COMES_BACK:
            self.setCursorPosition(0)

    @override
    def event(self, arg__1: QEvent) -> bool:
        if asks_for_undo(arg__1) and not self.isUndoAvailable():
            return False  # nothing typed to take back: the key is the window's, which undoes the last thing done
        return super().event(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        super().keyPressEvent(arg__1)
        if self._keeps_enter and arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            arg__1.accept()  # Qt ignores it, and whoever has the keyboard by now would be taken for who was asked

    @override
    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() == QEvent.Type.StyleChange:
            self._dress()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(160), theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(48), theme.px(t.CONTROL))
