"""Owners: who owned a vehicle from when until when, as its life tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.vehicle.rules.facts import OwnerTold
from lifecycle_desk.vehicle.rules.life import NOBODY, Part, RecordedEvent, effective_events


@dataclass(frozen=True, slots=True)
class Period:
    """An owner's time with a vehicle, from a day until the day on which the next owner's begins; None is still.

    `person` is a person's number and `event` the one that told of it. `after_another` says that somebody owned the
    vehicle before, whether the books know them or not; `keeps_first` that this owner is the spouse of the one before,
    to whom makers let the rights of a first owner pass.
    """

    person: int
    since: date
    until: date | None
    event: int
    after_another: bool = False
    keeps_first: bool = False


def periods(events: Iterable[RecordedEvent]) -> tuple[Period, ...]:
    """The periods of ownership that a life tells, the first first; one who is told twice in a row is one owner.

    Where an ownership ends and nobody's begins, as with a car that a dealer takes in, no period follows.
    """
    changes: list[RecordedEvent] = []
    for each in effective_events(events):
        if each.sets.owner is not None and (not changes or changes[-1].sets.owner != each.sets.owner):
            changes.append(each)
    days = [each.sets.owner_since or each.on for each in changes]
    ends = [*days[1:], None][: len(days)]
    return tuple(
        Period(
            each.sets.owner or 0,
            since,
            until,
            each.seq,
            place > 0 or each.part is Part.TRANSFER,
            each.facts_as(OwnerTold).to_spouse,
        )
        for place, (each, since, until) in enumerate(zip(changes, days, ends, strict=True))
        if each.sets.owner != NOBODY
    )
