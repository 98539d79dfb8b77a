"""The least energy that went into a battery by its sessions; regenerated energy stands in no session."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lifecycle_desk.stages.charging.health.rules.efficiency import efficiency, likely_current
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session


@dataclass(frozen=True, slots=True)
class Throughput:
    """Wh that came into a battery by `sessions` from a day to a moment; of `by_meter` of them only a meter tells."""

    wh: int
    sessions: int
    by_meter: int
    first: date
    until: datetime

    @property
    def last(self) -> date:
        """The day on which the last of them ended, by the clocks that it is told in."""
        return self.until.date()


def throughput(sessions: Iterable[Session]) -> Throughput | None:
    """The energy that some sessions of one battery brought in, each charge once; None where none did.

    A session that a credit took back brought in nothing. Where the car does not tell its intake, the meter's energy
    counts less the usual losses, and of an unknown current those of AC, which are the larger.
    """
    counted = [each for group in _overlapping(_standing(sessions)) for each in _fullest(group)]
    if not counted:
        return None
    return Throughput(
        sum(map(_came_in, counted)),
        len(counted),
        sum(not each.battery_wh for each in counted),
        counted[0].day,
        max(map(_ended, counted)),
    )


def _standing(sessions: Iterable[Session]) -> list[Session]:
    """The sessions with energy that no credit took back, by time."""
    given = list(sessions)
    backs = {(each.source, each.credits) for each in given if each.credits}
    standing = [
        each for each in given if not each.credits and (each.source, each.key) not in backs and _came_in(each) > 0
    ]
    return sorted(standing, key=lambda each: (each.started_at, each.source, each.key))


def _overlapping(sessions: Iterable[Session]) -> Iterator[list[Session]]:
    """Sessions by time, in groups that overlap: a car charges once at a time, whoever tells of it."""
    group: list[Session] = []
    until: datetime | None = None
    for each in sessions:
        if until and each.started_at >= until:
            yield group
            group, until = [], None
        group.append(each)
        until = max(until, _ended(each)) if until else _ended(each)
    if group:
        yield group


def _fullest(group: list[Session]) -> list[Session]:
    """The sessions of the one source that tells the most of a charge."""
    by_source: dict[str, list[Session]] = {}
    for each in group:
        by_source.setdefault(each.source, []).append(each)
    return max(by_source.values(), key=lambda told: sum(map(_came_in, told)))


def _came_in(session: Session) -> int:
    if session.battery_wh:
        return session.battery_wh
    return round((session.meter_wh or 0) * efficiency(session, likely_current(session) or Current.AC))


def _ended(session: Session) -> datetime:
    return session.ended_at or session.started_at + timedelta(minutes=1)
