"""A sheet that is saved as a draft in the books as one goes, so that another can go on with it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.translator import translator

SAVED = N_("Saved %(at)s")


class SheetSaver(QObject):
    """Saves a sheet once nothing has changed in it for a while, and says when; `read` gives it as a draft.

    `settled` are the ms after the last change; what is refused goes to `failed`, else to the window.
    """

    saved = Signal(object)  # a Result
    announced = Signal(object)  # words: when

    def __init__(
        self,
        app: AppContext,
        command: Command[Any, Any],
        read: Callable[[], Any],
        settled: int,
        parent: QObject,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._command, self._read, self._failed = app, command, read, failed
        self.is_due = False
        app.permits.watch((command,))
        self._timer = QTimer(self, singleShot=True, interval=settled)
        self._timer.timeout.connect(self.save)

    def changed(self) -> None:
        """Note that something is to be saved; what would be refused is not tried, and said where the moment is said."""
        if reason := self._app.permits.reason(self._command):
            self.announced.emit(reason)
            return
        self.is_due = True
        self._timer.start()

    def stop(self) -> None:
        """Save nothing any more: the sheet is told, or another one is shown."""
        self._timer.stop()
        self.is_due = False

    @Slot()
    def save(self) -> None:
        """Save now what has not been saved yet."""
        due = self.is_due
        self.stop()
        if due and (asked := self._read()):
            self._app.do(self._command, asked, self._told, self._failed)

    def _told(self, done: Result[Any]) -> None:
        at = translator().current.formats.local(clock.now()).strftime("%H:%M:%S")
        self.saved.emit(done)
        self.announced.emit(Message(SAVED, at=at))
