"""Giving to the region every hour behind the window, where one is set; trouble is told once, not every hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.pages import PaletteCommand

HOUR = 3_600_000  # milliseconds
NOT_GIVEN = N_("Records could not be given to the region")
DISAGREES = N_("The region has other records")
LATE = N_("The region does not confirm your records")
SINCE = N_("Unconfirmed since %(since)s")


@dataclass(frozen=True, slots=True)
class _Given:
    """The outcome of giving: what was odd, and since when records wait for a receipt for too long."""

    warnings: tuple[Objection, ...] = ()
    late_since: datetime | None = None


class HourlyGiving(QObject):
    """Gives at once and then every hour, for as long as the window is there."""

    def __init__(self, app: AppContext, window: QObject, then: Sequence[PaletteCommand] = ()) -> None:
        super().__init__(window)
        self._app, self._then = app, then
        self._told = ""  # the trouble that was told last
        self._timer = QTimer(self, interval=HOUR)
        self._timer.timeout.connect(self.give)
        self._timer.start()

    def give(self) -> None:
        """Give what the region does not have yet, beside all else."""
        self._app.aside.start(_given(self._app.user), self._done, self._failed)

    def _done(self, done: _Given) -> None:
        for each in done.warnings:
            self._tell(each.rule, DISAGREES, Message(each.message, **each.told))
        if done.late_since:
            self._tell("late", LATE, Message(SINCE, since=done.late_since))
        if not done.warnings and not done.late_since:
            self._told = ""

    def _failed(self, fact: Exception) -> None:
        if isinstance(fact, Objection):
            self._tell(fact.rule, NOT_GIVEN, Message(fact.message, **fact.told))
        else:
            self._app.failed.emit(fact)

    def _tell(self, rule: str, said: str, why: UiText) -> None:
        if rule != self._told:
            self._told = rule
            self._app.happened.note(said, why, icon="alert-circle", then=self._then)


def _given(user: UserSession) -> Steps[_Given]:
    from lifecycle_desk.region.interchange.sending import is_set, own_giving  # they know the database
    from lifecycle_desk.region.usecases.own_region import own_region

    yield Step(0)
    if user.store.protected or not is_set(user):
        return _Given()
    done = yield from own_giving(user)
    found = own_region(user)
    return _Given(done.warnings, found.waiting_since if found.is_late else None)


def give_hourly(app: AppContext, window: QObject, then: Sequence[PaletteCommand] = ()) -> HourlyGiving:
    """Begin to give; `then` is where one looks when there is trouble."""
    made = HourlyGiving(app, window, then)
    made.give()
    return made
