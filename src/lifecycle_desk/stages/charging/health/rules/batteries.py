"""The batteries of all cars: which of them are to be watched, and when."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum

NO_DAY = date(9999, 12, 31)


class BatteryList(LabeledEnum):
    """Some batteries of the books."""

    TO_WATCH = "to_watch", C_("batteries", "To watch")
    ALL = "all", C_("batteries", "All")
    WITHOUT = "without", C_("batteries", "No figure yet")


class Lack(LabeledEnum):
    """Why a battery of the list has no figure, as far as what is kept tells it; its page says more."""

    NO_RECORDS = "no_records", N_("no figure yet: no charging records")
    UNCOUNTED = "uncounted", N_("no figure yet: calculating")
    NOT_WHEN_NEW = "not_when_new", N_("no figure yet: energy when new not known")
    TOO_LITTLE = "too_little", N_("no figure yet: sessions not conclusive")


def lack(as_of: date | None, usable_wh: int | None, *, has_records: bool) -> Lack:
    """Why a battery without a figure has none, by the day of its last count and the energy of a new one."""
    if not has_records:
        return Lack.NO_RECORDS
    if usable_wh is None:
        return Lack.NOT_WHEN_NEW
    return Lack.UNCOUNTED if as_of is None else Lack.TOO_LITTLE


@dataclass(frozen=True, slots=True)
class Outlook:
    """The outlook of a battery within the window of its cover: its end, the floor, and when that may be crossed.

    `crosses_on` is the earliest day inside the window on which the 95 % interval passes the floor, `likely_on` the day
    on which its middle does; None is not inside the window, or not known.
    """

    ends_on: date | None = None
    floor: int | None = None
    crosses_on: date | None = None
    likely_on: date | None = None
    is_over: bool = False

    @property
    def watch_on(self) -> date:
        """The day that orders a list of what is to be watched."""
        return self.crosses_on or (None if self.is_over else self.ends_on) or NO_DAY
