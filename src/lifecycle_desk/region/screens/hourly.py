"""Giving to the region every hour behind the window, where one is set; trouble is told once, not every hour."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message

HOUR = 3_600_000  # milliseconds
NOT_GIVEN = N_("Records could not be given to the region")
DISAGREES = N_("The region has other records")


class HourlyGiving(QObject):
    """Gives at once and then every hour, for as long as the window is there."""

    def __init__(self, app: AppContext, window: QObject) -> None:
        super().__init__(window)
        self._app = app
        self._told = ""  # the rule of the trouble that was told last
        self._timer = QTimer(self, interval=HOUR)
        self._timer.timeout.connect(self.give)
        self._timer.start()

    def give(self) -> None:
        """Give what the region does not have yet, beside all else."""
        self._app.aside.start(_given(self._app.user), self._done, self._failed)

    def _done(self, done: "Result[Any] | None") -> None:
        if done is None:
            return
        for each in done.warnings:
            self._tell(DISAGREES, each)
        if not done.warnings:
            self._told = ""

    def _failed(self, fact: Exception) -> None:
        if isinstance(fact, Objection):
            self._tell(NOT_GIVEN, fact)
        else:
            self._app.failed.emit(fact)

    def _tell(self, said: str, why: Objection) -> None:
        if why.rule != self._told:
            self._told = why.rule
            self._app.happened.note(said, Message(why.message, **why.told), icon="alert-circle")


def _given(user: UserSession) -> "Steps[Result[Any] | None]":
    from lifecycle_desk.region.interchange.sending import is_set, own_giving  # they know the database

    yield Step(0)
    if user.store.protected or not is_set(user):
        return None
    return (yield from own_giving(user))


def give_hourly(app: AppContext, window: QObject) -> HourlyGiving:
    """Begin to give."""
    made = HourlyGiving(app, window)
    made.give()
    return made
