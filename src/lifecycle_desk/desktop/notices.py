"""Notices: toasts for what was done, a bar for what was refused or went wrong; nothing modal."""

from collections.abc import Callable, Sequence
from functools import partial, singledispatch
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.bug_log import Bug, note_bug
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import InfoBar, Toast
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.store.refusals import ServerAway


@singledispatch
def said_of(fact: object) -> Message:
    """The message of a failure: a refusal in its own sentence, a bug in ours."""
    if not isinstance(fact, BaseException):
        return Message(words.UNEXPECTED)
    return said_of_bug(note_bug(fact))


def said_of_bug(bug: Bug) -> Message:
    """The message of a bug: it says that the bug is in the log only where it is."""
    return Message(words.UNEXPECTED if bug.is_logged else words.NOT_LOGGED)


@said_of.register
def _(fact: Objection) -> Message:
    return Message(fact.message, **fact.told)


def refused_in(bar: InfoBar, fact: Exception, app: AppContext) -> bool:
    """Say a refusal in a bar of its page, and give whether it was one; any other failure is a bug, told as bugs are."""
    if not isinstance(fact, Objection):
        app.failed.emit(fact)
        return False
    bar.set_message(said_of(fact))
    bar.show()
    return True


class Notices(QObject):
    """Shows one toast at a time over the window."""

    def __init__(self, over: QWidget, app: AppContext) -> None:
        super().__init__(over)
        self._over, self._app = over, app
        self.toast: Toast | None = None
        app.told.connect(self.tell)
        app.hinted.connect(self.hint)
        app.failed.connect(self.fail)

    @Slot(object, object, object, object)
    def tell(
        self, said: UiText, detail: UiText, undo: Callable[[], object] | None, then: Sequence[PaletteCommand] = ()
    ) -> None:
        """Tell what was done, what one would do next, and how it is undone."""
        offers = [(each.words, each.icon, each.keys, partial(each.run, self._app)) for each in then]
        self._show(Toast(self._over, said, detail=detail, undo=undo, offers=offers))

    @Slot(object)
    def hint(self, said: UiText) -> None:
        """Tell that nothing was done, and what comes first."""
        self._show(Toast(self._over, said, icon="info-circle"))

    @Slot(object)
    def fail(self, fact: Any) -> None:
        """Tell what was refused, or went wrong; that a server is away stands in the window all the time."""
        if isinstance(fact, ServerAway):
            return
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
