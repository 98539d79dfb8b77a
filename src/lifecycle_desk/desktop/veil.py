"""The veil: a page that is told to show something else shows nothing until that has come."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look.parts import Backdrop
from lifecycle_desk.desktop.tasks import Task


class Veil(Backdrop):
    """Lies over the pages while what was asked for one is on its way: else it would show another car, or zeros."""

    lifted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.setParent(over)
        self._over, self._coming = over, set[Task]()
        over.installEventFilter(self)
        self.hide()

    @property
    def hides(self) -> bool:
        """Whether the page is not to be seen yet."""
        return not self.isHidden()

    def wait_for(self, tasks: Sequence[Task], *, hides: bool) -> None:
        """Wait until some look-ups have been heard; `hides` lays the veil over the page until then."""
        self._coming = set(tasks)
        for task in tasks:
            task.ended.connect(partial(self._heard, task))
        self.setVisible(hides and bool(tasks))
        self.setGeometry(self._over.rect())
        self.raise_()

    def _heard(self, task: Task) -> None:
        if task not in self._coming:
            return  # of a page that was left meanwhile
        self._coming.discard(task)
        if not self._coming:
            self.hide()
            self.lifted.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False
