"""Moments and days of a request: a moment says of which place of the world it is, and no day leaves the calendar."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from lifecycle_desk.base.objections import N_, Objection, objection

MomentWithoutZone = objection(
    "MomentWithoutZone", N_("A time needs its UTC offset, for example 2026-03-28T23:10:00+07:00.")
)
# Written as programs write it: other calendars have no such years.
YearOutOfReach = objection("YearOutOfReach", N_("%(on)s cannot be right; check the year."), on=str)

FIRST_YEAR, LAST_YEAR = 1800, 3000  # outside them the sums of months, zones and calendars may end in no day at all
TIMELESS = frozenset({type(None), bool, int, str, bytes, Decimal})  # most of a request; it is walked before each save


def refuse_unsound_times(asked: object) -> None:
    """Refuse what somebody asks if any moment or day in it, however deep, is unsound; with its place."""
    for where, wrong in unsound_times(asked, ""):
        raise wrong.at_field(where)


def unsound_times(value: object, at: str) -> Iterator[tuple[str, Objection]]:
    """The places of moments without a zone and of days far away in a value, and what is wrong: jobs[0].until."""
    kind: type = type(value)
    if isinstance(value, date):
        if wrong := _wrong(value):
            yield at, wrong
    elif names := _fields(kind):
        for name in names:
            if type(one := getattr(value, name)) not in TIMELESS:
                yield from unsound_times(one, f"{at}.{name}" if at else name)
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from unsound_times(one, f"{at}[{place}]")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from unsound_times(one, f"{at}.{name}" if at else str(name))


def _wrong(day: date) -> Objection | None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return YearOutOfReach(day.isoformat())
    return MomentWithoutZone() if isinstance(day, datetime) and day.tzinfo is None else None


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none of anything else."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
