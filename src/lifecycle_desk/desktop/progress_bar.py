"""Progress of long work: its name, how far it is, and Cancel; at the foot of the sidebar."""

from typing import override

from PySide6.QtCore import QRect, QSize, Slot

from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush, inset
from lifecycle_desk.desktop.look.parts import IconButton, Label, row
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.tasks import Task


class ProgressBar(Painted):
    """One strip, seen while long work runs."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._running: Task | None = None
        self._share = 0.0
        self.name, self.stop = Label("", "small", "ink2"), IconButton("x", words.STOP)
        self.setSizePolicy(EXPANDING, FIXED)
        self.setLayout(row((self.name, 1), self.stop, gap=4, margins=(20, 2, 8, 6)))
        set_text(self.setAccessibleName, words.PROGRESS)
        self.stop.clicked.connect(self._cancel)
        for queue in (app.writes, app.long):
            queue.started.connect(self._watch)
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(40))

    @Slot(Task)
    def _watch(self, task: Task) -> None:
        if task.name:
            task.stepped.connect(lambda step: self._step(task, step))
            task.ended.connect(lambda: self._rest(task))

    def _step(self, task: Task, step: Step) -> None:
        if self._running is not task:  # Cancel ends what is running, never what waits behind it
            self._running = task
            self.name.set_message(task.name)
            self.show()
        self._share = step.done / step.total if step.total else 0.0
        self.update()

    @Slot()
    def _cancel(self) -> None:
        if self._running:
            self._running.cancel()

    def _rest(self, task: Task) -> None:
        if self._running is task:
            self._running = None
            self.hide()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        foot = QRect(rect.x(), rect.bottom() - 4, rect.width(), 4)
        marks.bar(b, inset(foot, 20, 0, 16), self._share, b.c.accent, 3)
