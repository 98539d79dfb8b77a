"""Which schedule a car is on: the version of the day on which it was sold, unless somebody moved it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.schedules.rules.record import Setting
from lifecycle_desk.schedules.rules.schedule import Schedule
from lifecycle_desk.schedules.rules.terms import ScheduleKind
from lifecycle_desk.vehicle.rules.models import Energy

_KINDS = (ScheduleKind.RULE_OF_THUMB, ScheduleKind.MAKER, ScheduleKind.OWN)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A car as schedules choose it: what it is, where, and on which day it was sold."""

    brand: str
    model: str
    variant: str
    energy: Energy | None
    market: str
    sold_on: date


def chosen(car: Scheduled, setting: Setting, schedules: Iterable[Schedule]) -> Schedule | None:
    """The schedule of a car, if there is one for it.

    One that was set by hand stays, in the version that was set. Else the dealer's own come before the maker's and
    rules of thumb come last, what names the model before what names the brand alone; of those that were in force when
    the car was sold, the latest. A car that is older than all versions has the first.
    """
    known = list(schedules)
    if setting.schedule:
        versions = sorted((each for each in known if each.id == setting.schedule), key=lambda each: each.valid_from)
        named = [each for each in versions if each.valid_from == setting.version]
        if named or versions:
            return (named or versions)[-1]
    fitting = [each for each in known if each.is_of(car.brand, car.model, car.variant, car.energy, car.market)]
    in_force = [each for each in fitting if each.valid_from <= car.sold_on]
    if in_force:
        return max(in_force, key=lambda each: (_rank(each), each.valid_from, each.id))
    return min(fitting, key=lambda each: (each.valid_from, each.id), default=None)


def _rank(each: Schedule) -> tuple[int, bool, bool, bool, bool]:
    return _KINDS.index(each.kind), bool(each.models), bool(each.brands), bool(each.energies), bool(each.markets)
