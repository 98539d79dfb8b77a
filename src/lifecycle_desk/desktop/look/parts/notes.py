"""The line under a field: a hint, an echo, a warning or a fault."""

from typing import TYPE_CHECKING, Literal, override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, PREFERRED, Glyph
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from collections.abc import Callable

GAP, AIR = 5, 4  # px; the latter between it and the label of the field below

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

    What is kept is a line, or as many as its hint and the echo that is expected need in its width. What is longer than
    that takes more: the remedy must not be cut. One that speaks of faults alone takes no room before its first word and
    keeps it from then on: that came when somebody saved, and may not go while somebody mends it.
    """

    def __init__(self, *, keeps_room: bool = True, apart: int = AIR) -> None:
        super().__init__()
        self.keeps_room, self._apart = keeps_room, apart  # px that stay free where no room is kept
        self.expected: Callable[[], str] | None = None  # an echo as long as they get, in the language of now
        self.glyph = Glyph("check", "ink3", t.ICON_SMALL, beside="small")
        self.label = Label("", "small", "ink3", wrap=True)
        self._hint, self._sample = "", ("", "")
        for each in (self.glyph, self.label):
            each.setParent(self)  # in no layout: of one, Qt would ask the height, and not of this line
        policy = QSizePolicy(EXPANDING, PREFERRED)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for each in (self.glyph, self.label):
            each.hide()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        said = self.label.heightForWidth(arg__1 - self._mark()) + theme.u(AIR) if self.label.text() else 0
        return max(self._room(), said, self._kept(arg__1))

    def _mark(self) -> int:
        """The room of the mark before the words."""
        return 0 if self.glyph.isHidden() else self.glyph.sizeHint().width() + theme.u(GAP)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        mark, side = self._mark(), self.glyph.sizeHint()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.glyph.setGeometry(self.width() - side.width() if rtl else 0, 0, side.width(), side.height())
        self.label.setGeometry(0 if rtl else mark, 0, max(0, self.width() - mark), self.height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._place()

    def _room(self) -> int:
        return flow.pitch("small") + theme.u(AIR) if self.keeps_room else theme.u(self._apart)

    def _kept(self, width: int) -> int:
        """The room of what may come back into it: the hint, and an echo with its mark."""
        deep = flow.height(self._hint, "small", width) if self._hint else 0
        if sample := self._echo():
            deep = max(deep, flow.height(sample, "small", width - self.glyph.sizeHint().width() - theme.u(GAP)))
        return deep + theme.u(AIR) if deep else 0

    def _echo(self) -> str:
        """The echo that is expected, in the language of now."""
        code = translator().current.code
        if self.expected and self._sample[0] != code:
            self._sample = code, self.expected()
        return self._sample[1]

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(80), theme.px(20) if self.keeps_room else theme.u(self._apart))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hint(self, words: UiText) -> None:
        """Keep the room of a hint, whatever stands there meanwhile."""
        set_text(self._keep_hint, words, by=self)

    def _keep_hint(self, text: str) -> None:
        if text != self._hint:
            self._hint = text
            self.updateGeometry()

    def show_note(self, level: Level, words: UiText) -> None:
        """Show a note of some level."""
        self.keeps_room = self.keeps_room or words != ""
        ink, icon = _NOTES[level]
        self.label.paint_in(ink)
        self.label.set_message(words)
        self.label.setVisible(words != "")
        self.glyph.show_icon(icon or "check", ink)
        self.glyph.setVisible(bool(icon))
        self._place()
        self.updateGeometry()
