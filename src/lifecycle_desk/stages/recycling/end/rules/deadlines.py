"""Deadlines at the end of a life: what is due by which day, what is late, what was kept, as dated data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.recycling.end.rules.dated import lines_of, read
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

REPORTED = "recycling.reported"
DEPOLLUTED = "depolluted"  # no event by itself: the day on which the last mandatory item was answered


class Unit(StrEnum):
    """The unit of a deadline."""

    DAYS = "days"
    WORKING_DAYS = "working_days"


class State(LabeledEnum):
    """How a deadline stands."""

    OPEN = "open", C_("deadline", "Due")
    LATE = "late", C_("deadline", "Overdue")
    KEPT = "kept", C_("deadline", "Met")
    MISSED = "missed", C_("deadline", "Completed late")


DeadlineUnknown = objection(
    "DeadlineUnknown", N_("This vehicle has no open deadline %(deadline)s."), "deadline", deadline=str
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Dated):
    """A rule: so many days after an event something must have happened; `text` is a message.

    `until` is the event that keeps it; where none does, a report to the authority (`recycling.reported`).
    """

    id: str
    text: str
    markets: tuple[str, ...]
    after: str
    until: str = REPORTED
    within: int
    unit: Unit

    def ends(self, since: date, market: str) -> tuple[date, bool]:
        """The last day, and whether it is sure: False where holidays of the time are not known or not announced."""
        if self.unit is Unit.DAYS:
            return since + timedelta(days=self.within), True
        calendar = calendar_of(market)
        if calendar is None:
            return since + timedelta(days=self.within * 7 // 5), False
        last = calendar.after(since, self.within)
        return last, calendar.is_sure(since, last)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of one vehicle: from which event's day, until when, and when it was kept."""

    deadline: Deadline
    event: int
    since: date
    due_on: date
    sure: bool
    done_on: date | None
    state: State

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in {State.OPEN, State.LATE}


@dataclass(frozen=True, slots=True)
class ReportTold:
    """Of a report to an authority: which deadline it keeps, and from which event that ran."""

    deadline: str
    event: int


@cache
def rules_of(market: str) -> tuple[Deadline, ...]:
    """The deadlines of a market."""
    found = (read(Deadline, each, unit=Unit) for each in lines_of("deadlines")["deadlines"])
    return tuple(one for one in found if market in one.markets)


def dues(
    events: Iterable[RecordedEvent], market: str, today: date, depolluted_on: date | None = None
) -> tuple[Due, ...]:
    """The deadlines of one vehicle by its life, due, late and kept; the most pressing first."""
    told = effective_events(events)
    found = [
        _due(rule, each, told, market, today, depolluted_on)
        for rule in rules_of(market)
        for each in told
        if each.kind == rule.after and rule.holds_on(each.on)
    ]
    return tuple(sorted(found, key=lambda each: (not each.waits, each.due_on, each.deadline.id)))


def _due(
    rule: Deadline,
    event: RecordedEvent,
    told: list[RecordedEvent],
    market: str,
    today: date,
    depolluted_on: date | None,
) -> Due:
    last, sure = rule.ends(event.on, market)
    done_on = depolluted_on if rule.until == DEPOLLUTED else _stored_on(rule, event, told)
    if done_on is None:
        state = State.LATE if today > last else State.OPEN
    else:
        state = State.KEPT if done_on <= last else State.MISSED
    return Due(rule, event.seq, event.on, last, sure, done_on, state)


def _stored_on(rule: Deadline, event: RecordedEvent, told: list[RecordedEvent]) -> date | None:
    """The day of the first event that keeps it; a report names the deadline and the event that began it."""
    if rule.until == REPORTED:
        stored = ReportTold(rule.id, event.seq)
        days = [each.on for each in told if each.kind == REPORTED and each.facts_as(ReportTold) == stored]
    else:
        days = [each.on for each in told if each.kind == rule.until and each.on >= event.on]
    return min(days, default=None)
