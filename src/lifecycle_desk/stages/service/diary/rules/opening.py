"""When the workshop is open: the market's usual hours, its holidays, and what the dealer says otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.market.working_days import WorkCalendar

A_DAY = 24 * 60

HoursTheWrongWayRound = objection("HoursTheWrongWayRound", N_("The workshop cannot close before it opens."), "closes")
WeekdayUnknown = objection("WeekdayUnknown", N_("A weekday is a number from 1 (Monday) to 7."), "weekday")


@dataclass(frozen=True, slots=True)
class Span:
    """From one minute of a day to another; both the same where it is closed."""

    opens: int
    closes: int


CLOSED = Span(0, 0)
NO_SPANS: Mapping[int, Span] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day on which the dealer is closed, or open otherwise, and why."""

    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """When the workshop is open on a day; `why` names the holiday or the reason, `expected` days are not announced."""

    opens: int
    closes: int
    why: str = ""
    expected: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether nobody works."""
        return self.opens == self.closes

    @property
    def minutes(self) -> int:
        """How long it is open."""
        return self.closes - self.opens


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that says when the dealer is open: his own weekdays and days over what is `usual` in the market."""

    usual: Callable[[date], Span]
    calendar: WorkCalendar | None = None
    weekdays: Mapping[int, Span] = NO_SPANS
    days: Mapping[date, DaySaid] = field(default_factory=dict)

    def on(self, day: date) -> Opening:
        """When the workshop is open on a day: what he says of it, else closed on holidays, else by the weekday."""
        if said := self.days.get(day):
            return Opening(said.span.opens, said.span.closes, said.why)
        holidays = self.calendar.holidays if self.calendar else ()
        holiday = next((each for each in holidays if each.on == day), None)
        if holiday:
            return Opening(0, 0, holiday.name, holiday.expected)
        span = self.weekdays.get(day.isoweekday()) or self.usual(day)
        return Opening(span.opens, span.closes)


def minute_of(at: time) -> int:
    """The minute of a day."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    """The time of day of a minute; midnight at the end is told as the last minute."""
    return time(*divmod(min(minute, A_DAY - 1), 60))


def check_span(span: Span) -> None:
    """Refuse hours that no day has."""
    if not 0 <= span.opens <= span.closes <= A_DAY:
        raise HoursTheWrongWayRound
