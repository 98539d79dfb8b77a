"""Days in a partner's file: ISO 8601 always, other orders only where the file or the caller leaves no doubt.

A year of the Buddhist era is turned into ours, as Thai computers write 4/3/2569; ISO 8601 knows no such years.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.language.calendars import A_BUDDHIST_YEAR, BUDDHIST_AHEAD
from lifecycle_desk.language.typed_days import EARLIEST, YEARS_AHEAD, DayNotUnderstood, NoSuchDay

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTS = re.compile(r"([0-9]{1,4})([/.\-]) ?([0-9]{1,2})\2 ?([0-9]{1,4})\.?")  # 2026. 3. 15. is Korean
ORDERS = ("dmy", "mdy", "ymd")
YEAR_DIGITS = 4
EXAMPLE = "2026-03-15"


class DayTwoWays(Objection):
    """A date that is two days, and nothing in the file says which."""

    message = N_("“%(given)s” could be %(one)s or %(other)s. Specify with --dates.")
    given: str
    one: date
    other: date


DaysContradict = objection(
    "DaysContradict",
    N_("“%(one)s” and “%(other)s” use different date formats in one file."),
    one=str,
    other=str,
)


def iso_day(text: str) -> date:
    """A day as other programs and the command line name it: 2026-03-15 and nothing else."""
    if not ISO.fullmatch(text):
        raise DayNotUnderstood(text, EXAMPLE)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchDay(text) from None


@dataclass(frozen=True, slots=True)
class Days:
    """How a file's dates are read: `order` is what the caller says or the file itself shows; None is not known."""

    order: str | None

    @property
    def read_as(self) -> dict[str, str]:
        """How they were understood, as an import answers."""
        return {"dates": self.order} if self.order else {}

    def read(self, text: str, today: date) -> date:
        """The day that a text names."""
        made = readings(text)
        if not made:
            raise (NoSuchDay(text) if PARTS.fullmatch(text) else DayNotUnderstood(text, EXAMPLE))
        if self.order and not ISO.fullmatch(text):
            made = {order: day for order, day in made.items() if order == self.order}
            if not made:
                raise NoSuchDay(text)
        if len(different := sorted(set(made.values()))) > 1:
            raise DayTwoWays(text, *different)
        if not EARLIEST <= different[0].year <= today.year + YEARS_AHEAD:
            raise NoSuchDay(text)
        return different[0]


def readings(text: str) -> dict[str, date]:
    """The days that a text can name, by the order of day, month and year; a year has four digits."""
    found = PARTS.fullmatch(text)
    if not found or (found[2] == "-" and len(found[1]) == YEAR_DIGITS and not ISO.fullmatch(text)):
        return {}
    made = {}
    for order in ORDERS:
        parts = dict(zip(order, (found[1], found[3], found[4]), strict=True))
        if len(parts["y"]) == YEAR_DIGITS:
            year = int(parts["y"])
            era = BUDDHIST_AHEAD if year in A_BUDDHIST_YEAR and not ISO.fullmatch(text) else 0
            try:
                made[order] = date(year - era, int(parts["m"]), int(parts["d"]))
            except ValueError:
                continue
    return made


def days_of(cells: Iterable[str], order: str | None) -> Days:
    """How the dates of a file are read: as the caller says, else in the one order in which all of them are days.

    Raises DaysContradict where there is none.
    """
    if order:
        return Days(order)
    left = set(ORDERS)
    asked = ""
    for cell in cells:
        if not ISO.fullmatch(cell) and (can_be := readings(cell)):
            if not left & can_be.keys():
                raise DaysContradict(asked, cell)
            asked = cell if not asked or left - can_be.keys() else asked  # the one that left the fewest orders
            left &= can_be.keys()
    return Days(left.pop() if asked and len(left) == 1 else None)
