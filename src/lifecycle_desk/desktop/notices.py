"""Notices: toasts for what was done, a bar for what was refused or went wrong; nothing modal."""

from collections.abc import Callable
from functools import singledispatch
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.counter.bug_log import Bug, note_bug
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Toast
from lifecycle_desk.desktop.look.words import Spoken, Words


@singledispatch
def said_of(fact: object) -> Words:
    """What is said of something that went wrong: a refusal in its own sentence, a bug in ours."""
    if not isinstance(fact, BaseException):
        return Words(words.UNEXPECTED)
    return said_of_bug(note_bug(fact))


def said_of_bug(bug: Bug) -> Words:
    """What is said of a bug: that it is in the log, only where it is."""
    return Words(words.UNEXPECTED if bug.is_logged else words.NOT_LOGGED)


@said_of.register
def _(fact: Objection) -> Words:
    return Words(fact.says, **fact.told)


class Notices(QObject):
    """Shows one toast at a time over the window."""

    def __init__(self, over: QWidget, desk: Desk) -> None:
        super().__init__(over)
        self._over, self._desk = over, desk
        self.toast: Toast | None = None
        desk.told.connect(self.tell)
        desk.hinted.connect(self.hint)
        desk.failed.connect(self.fail)

    @Slot(object, object, object)
    def tell(self, said: Spoken, detail: Spoken, undo: Callable[[], object] | None) -> None:
        """Tell what was done."""
        self._show(Toast(self._over, said, detail=detail, undo=undo))

    @Slot(object)
    def hint(self, said: Spoken) -> None:
        """Tell that nothing was done, and what comes first."""
        self._show(Toast(self._over, said, icon="info-circle"))

    @Slot(object)
    def fail(self, fact: Any) -> None:
        """Tell what was refused, or went wrong."""
        if isinstance(fact, Objection) or not isinstance(fact, BaseException):
            self._show(Toast(self._over, said_of(fact), icon="alert-circle"))
            return
        bug = note_bug(fact)
        self._show(Toast(self._over, said_of_bug(bug), icon="alert-circle", copies=bug.details))

    def _show(self, toast: Toast) -> None:
        if self.toast:
            self.toast.go()
        self.toast = toast
        toast.gone.connect(lambda: self._forget(toast))
        toast.rise()

    def _forget(self, toast: Toast) -> None:
        if self.toast is toast:
            self.toast = None
