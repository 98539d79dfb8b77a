"""Serial numbers of parts that come, scanned or typed one by one; Enter takes each, Backspace the last one back."""

import re
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import LineField
from lifecycle_desk.desktop.scanner import GOES_ON
from lifecycle_desk.stages.service.shelf.rules.parts import LONGEST_WORDS

SERIALS, HINT = C_("stock", "Serial numbers"), N_("Scan or type each, then Enter.")
TAKEN = N_("%(count)s entered: %(serials)s")
PARTING = re.compile(r"[;,\s]+")


class SerialsField(LineField):
    """Serial numbers, of which the next is typed; those that were taken stand under it."""

    def __init__(self) -> None:
        self._taken: list[str] = []
        super().__init__(SERIALS, mono=True, hint=HINT, longest=LONGEST_WORDS * 10)
        self.line.setProperty("takes_codes", GOES_ON)
        self.line.on_enter(self._take)
        self.line.installEventFilter(self)

    @property
    @override
    def value(self) -> tuple[str, ...]:
        """All of them, with what is typed and not taken yet."""
        return (*self._taken, *filter(None, PARTING.split(self.text)))

    @override
    def draft_value(self) -> list[str]:
        return list(self.value)

    @override
    def restore(self, saved: object) -> None:
        self._taken = [each for each in saved if isinstance(each, str)] if isinstance(saved, (list, tuple)) else []
        self.set_text("")
        self._say()

    @Slot()
    def _take(self) -> None:
        """Take what is typed: one number, or several that were pasted."""
        self._taken, pasted = list(self.value), bool(self.text)
        if pasted:
            self.set_text("")
        self._say()

    def _say(self) -> None:
        if self._taken:
            self._show("echo", Message(TAKEN, count=len(self._taken), serials=tuple(self._taken)))
        else:
            self.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in the empty line takes the last number back into it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Backspace or self.line.text() or not self._taken:
            return False
        self.line.setText(self._taken.pop())
        self._say()
        return True
