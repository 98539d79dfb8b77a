"""The line under a field: a hint, an echo, a warning or a fault."""

from typing import Literal, override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts.boxes import row
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, PREFERRED, Glyph
from lifecycle_desk.desktop.look.theme import theme

AIR = 4  # px between it and the label of the field below

type Level = Literal["", "hint", "echo", "warning", "fault"]

_NOTES: dict[Level, tuple[t.Ink, str]] = {
    "": ("ink3", ""),
    "hint": ("ink3", ""),
    "echo": ("ink2", "check"),
    "warning": ("warn", "alert-triangle"),
    "fault": ("danger", "alert-circle"),
}


class NoteLine(QWidget):
    """The line under a control; its room is kept, so that nothing jumps when it speaks.

    Only what one line cannot hold takes a second one: the remedy must not be cut.
    """

    def __init__(self, *, keeps_room: bool = True) -> None:
        super().__init__()
        self.keeps_room = keeps_room
        self.glyph = Glyph("check", "ink3", t.ICON_SMALL, beside="small")
        self.label = Label("", "small", "ink3", wrap=True)
        inner = row(self.glyph, (self.label, 1), gap=5, margins=(0, 0, 0, 0 if keeps_room else AIR))
        inner.setAlignment(self.glyph, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inner)  # which says how high it stands: Qt asks a widget with a layout nothing but its layout
        policy = QSizePolicy(EXPANDING, PREFERRED)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.glyph.hide()
        self.label.setVisible(keeps_room)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(80), theme.px(20) if self.keeps_room else theme.u(AIR))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_note(self, level: Level, words: UiText) -> None:
        """Show a note of some level."""
        ink, icon = _NOTES[level]
        self.label.paint_in(ink)
        self.label.set_message(words)
        self.label.setVisible(self.keeps_room or bool(self.label.text()))
        self.glyph.show_icon(icon or "check", ink)
        self.glyph.setVisible(bool(icon))
