"""The visible sessions of a car: the present owner's own, and of earlier owners' only sums.

Places, times, costs and names of cards tell where somebody was. They are personal data of the owner of then
(Regulation (EU) 2016/679, articles 4(1) and 5(1)(b) and (c)), and no later owner is shown them. The battery's health
may rest on all sessions, since it names nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lifecycle_desk.stages.charging.sessions.rules.sessions import Session
from lifecycle_desk.vehicle.rules.owners import Period


@dataclass(frozen=True, slots=True)
class View:
    """The present owner's view of a car's sessions: those that began from a moment on; all where nobody had it before.

    The moment is the end of the day on which the car changed hands: on that day itself a session may be either's.
    """

    since: datetime | None = None

    @property
    def changed_on(self) -> date | None:
        """The day on which the car changed hands last."""
        return self.since.date() - timedelta(days=1) if self.since else None

    def shows(self, session: Session) -> bool:
        """Whether a session may be shown with its place, time, cost and name."""
        return self.since is None or session.started_at >= self.since


EVERYTHING = View()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The sums of earlier owners' sessions, and nothing else of them: how many, and Wh."""

    sessions: int = 0
    energy_wh: int = 0


NOTHING_EARLIER = Earlier()


def view_of(owners: Sequence[Period], zone: str) -> View:
    """The view of the last owner; `zone` is the IANA time zone in which days begin and end."""
    if not owners or not owners[-1].after_another:
        return EVERYTHING
    return View(datetime.combine(owners[-1].since + timedelta(days=1), time.min, ZoneInfo(zone)))


def earlier(sessions: Sequence[Session], view: View) -> Earlier:
    """The sums of the sessions that a view hides, over all time: those of a shorter one would tell a day."""
    hidden = [each for each in sessions if not view.shows(each)]
    count = sum(-1 if each.credits else 1 for each in hidden)
    return Earlier(count, sum(each.energy_wh for each in hidden)) if hidden else NOTHING_EARLIER
