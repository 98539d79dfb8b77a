"""Closing: what waits to be saved is saved before the window goes, and one sees how far that is."""

from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import Message, set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Button, Label, SectionTitle, column, row
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.overlay import Overlay
from lifecycle_desk.desktop.tasks import Task

BRIEF = 0.15  # seconds that nobody notices: a draft and a save or two


class _Share(Painted):
    """How much of it is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(EXPANDING, FIXED)
        set_text(self.setAccessibleName, words.PROGRESS)

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(6))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        marks.bar(b, rect, self.share, b.c.accent, 3)


class Closing(Overlay):
    """Keeps a window open until the writing queue is empty, and closes it then.

    A save that fails keeps it open: the failure is told as at any other time, and closing again means it.
    """

    def __init__(self, over: QWidget, app: AppContext) -> None:
        self.said, self._share, self.stay = SectionTitle(""), _Share(), Button(words.KEEP_OPEN)
        says = Label(words.CLOSES_BY_ITSELF, "body", "ink2", wrap=True)
        content = column(self.said, self._share, says, row(None, self.stay), gap=12, margins=(20, 18, 20, 16))
        super().__init__(over, content)
        self._app, self._saved, self._of, self._failures = app, 0, 0, 0
        self.stay.clicked.connect(self._call_off)
        self.panel.installEventFilter(self)

    def may_close(self) -> bool:
        """Whether all is saved; where it is not, the window is closed later, when it is."""
        writes = self._app.writes
        before = writes.failures
        settled = writes.settle(0 if self.is_going else BRIEF)
        if settled or writes.failures > before:
            self._end()
            return settled and writes.failures == before
        if not self.is_going:
            self._begin()
        return False

    def _begin(self) -> None:
        writes = self._app.writes
        self.is_going, self._saved, self._of, self._failures = True, 0, 0, writes.failures
        writes.started.connect(self._watch)
        for task in writes.open:
            self._watch(task)
        self.lift(self.stay)

    @Slot(Task)
    def _watch(self, task: Task) -> None:
        self._of += 1
        task.ended.connect(self._one_more)
        self._say()

    @Slot()
    def _one_more(self) -> None:
        if not self.is_going:
            return
        self._saved += 1
        self._say()
        if self._app.writes.failures > self._failures:
            self._end()
        elif not self._app.writes.busy:
            self._over.close()

    def _say(self) -> None:
        self.said.set_message(Message(words.STILL_SAVING, place=min(self._saved + 1, self._of), count=self._of))
        self._share.share = self._saved / self._of if self._of else 0.0
        self._share.update()

    @Slot()
    def _call_off(self) -> None:
        self._end()

    def _end(self) -> None:
        """The panel goes: the window closes now, or goes on."""
        if not self.is_going:
            return
        self._app.writes.started.disconnect(self._watch)
        self.lower()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escapes = watched is self.panel and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escapes and event.type() == QEvent.Type.KeyPress:
            self._call_off()
        return super().eventFilter(watched, event)
