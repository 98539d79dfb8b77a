"""The sheet that the diary shows: its columns by technician, by bay or by day, and the stops of the keyboard."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lifecycle_desk.base.objections import C_
from lifecycle_desk.stages.service.diary.rules.appointments import A_DAY, CANCELLED
from lifecycle_desk.stages.service.diary.rules.load import NO_HOURS, Load, lanes
from lifecycle_desk.stages.service.diary.rules.opening import Opening
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown, DiaryDay

SLOT, AN_HOUR = 30, 60  # minutes


class By(StrEnum):
    """What a column of the diary is."""

    TECHNICIAN = "technician"
    BAY = "bay"
    DAY = "day"


NOBODY, NO_BAY = C_("appointment", "No technician"), C_("appointment", "No bay")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the keyboard can stand in a column: at an appointment, or (0) at a free half-hour."""

    minute: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: whose it is or which day, how full it is, and what stands in it, each in its lane."""

    by: By
    on: date
    name: str
    opening: Opening
    load: Load
    shown: tuple[AppointmentShown, ...]
    lanes: dict[int, tuple[int, int]]
    stops: tuple[Stop, ...]

    def nearest(self, minute: int) -> Stop:
        """The stop that a minute belongs to, or the next one."""
        before = [each for each in self.stops if each.minute <= minute]
        return before[-1] if before else self.stops[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All columns, and from which minute to which they are drawn."""

    by: By
    columns: tuple[SheetColumn, ...]
    first: int = 8 * AN_HOUR
    last: int = 18 * AN_HOUR

    def place_of(self, number: int) -> int | None:
        """The place of the column in which an appointment stands."""
        return next((at for at, each in enumerate(self.columns) if number in each.lanes), None)

    def shown(self, number: int) -> AppointmentShown | None:
        """An appointment by its number."""
        return next((one for each in self.columns for one in each.shown if one.number == number), None)


def sheet_of(days: Sequence[DiaryDay], by: By, also: int = 0) -> Sheet:
    """The sheet of some days: of one day a column for each technician or bay, of more of them one for each day.

    What was cancelled is left out, but for the one that somebody looks for.
    """
    kept = [
        (day, [each for each in day.shown if each.of.state is not CANCELLED or each.number == also]) for day in days
    ]
    first, last = _span(kept)
    if by is By.DAY:
        columns = [_column(by, day, "", day.load.whole, shown, first, last) for day, shown in kept]
    else:
        columns = [each for day, shown in kept[:1] for each in _of_day(day, shown, by, first, last)]
    return Sheet(by, tuple(columns), first, last)


def _span(kept: Sequence[tuple[DiaryDay, list[AppointmentShown]]]) -> tuple[int, int]:
    """From the hour of the earliest opening or appointment to the hour of the last."""
    open_days = [day.opening for day, _ in kept if not day.opening.is_closed]
    starts = [each.opens for each in open_days] + [each.of.start for _, shown in kept for each in shown]
    ends = [each.closes for each in open_days] + [each.of.end for _, shown in kept for each in shown]
    first = min(starts, default=8 * AN_HOUR) // AN_HOUR * AN_HOUR
    last = -(-max(ends, default=18 * AN_HOUR) // AN_HOUR) * AN_HOUR
    return first, min(A_DAY, max(last, first + AN_HOUR))


def _of_day(day: DiaryDay, shown: list[AppointmentShown], by: By, first: int, last: int) -> list[SheetColumn]:
    loads = day.load.technicians if by is By.TECHNICIAN else day.load.bays
    besides = {getattr(each.of, by.value) for each in shown} - {each.name for each in loads} - {""}
    loads = (*loads, *(Load(name, NO_HOURS, NO_HOURS) for name in sorted(besides)))  # no-shows hold no hours
    of: dict[str, list[AppointmentShown]] = {name: [] for name in (*(each.name for each in loads), "")}
    for each in shown:
        of[getattr(each.of, by.value)].append(each)
    made = [_column(by, day, each.name, each, of[each.name], first, last) for each in loads]
    if of[""] or not made:
        held = sum((each.of.hours for each in of[""] if each.of.holds), NO_HOURS)
        made.append(_column(by, day, "", Load("", held, NO_HOURS), of[""], first, last))
    return made


def _column(
    by: By, day: DiaryDay, name: str, load: Load, shown: list[AppointmentShown], first: int, last: int
) -> SheetColumn:
    placed = lanes([each.of for each in shown])
    return SheetColumn(by, day.on, name, day.opening, load, tuple(shown), placed, _stops(shown, first, last))


def _stops(shown: list[AppointmentShown], first: int, last: int) -> tuple[Stop, ...]:
    """Each appointment by its start, and each half-hour that none of them touches."""
    taken = sorted((each.of.start, each.of.end) for each in shown)
    starts = [start for start, _ in taken]
    reach, ends = 0, list[int]()
    for _, end in taken:
        reach = max(reach, end)
        ends.append(reach)
    stops = [Stop(each.of.start, each.number) for each in shown]
    for minute in range(first, last, SLOT):
        before = bisect_left(starts, minute + SLOT)  # those that begin before the half-hour is over
        if not before or ends[before - 1] <= minute:
            stops.append(Stop(minute))
    return tuple(sorted(stops, key=lambda each: (each.minute, each.number))) or (Stop(first),)
