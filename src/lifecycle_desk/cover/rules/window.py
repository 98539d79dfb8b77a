"""The battery's window: until when its cover runs, by day or by the kilometre that the car's pace will reach first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules.evaluate import Verdict, evaluate
from lifecycle_desk.cover.rules.facts import CarFacts
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import Answer, Open, PartGroup

FURTHEST_DAYS = 36_525  # a century; what a pace reaches later than that has no day


class EndsBy(LabeledEnum):
    """The limit that will end a cover."""

    DAY = "day", C_("cover", "by time")
    KM = "km", C_("cover", "by distance")


@dataclass(frozen=True, slots=True)
class Window:
    """The cover of a battery: its last day and kilometre, inclusive, and the last day to expect at the car's pace.

    `expected_end` is None where neither is known or limited, or where the kilometres are used up already;
    `floor_tenths` is the highest minimum health among the covers in force that have one: below it a claim is possible;
    `floor_rule` is the one that promises it, which need not be the one that runs longest.
    """

    answer: Answer
    ends_on: date | Open | None
    ends_km: int | Open | None
    expected_end: date | None
    ends_by: EndsBy | None
    floor_tenths: int | None
    floor_rule: Rule | None
    rule: Rule

    @property
    def is_weak(self) -> bool:
        """Whether its end or its floor rests on a source that is still to be verified."""
        ends_weakly = self.rule.verify and self.answer is not Answer.NOT_KNOWN
        return ends_weakly or (self.floor_rule is not None and self.floor_rule.verify)


def battery_window(
    facts: CarFacts,
    on: date,
    odometer_km: int | None,
    km_per_day: Fraction | None,
    rules: Iterable[Rule],
) -> Window | None:
    """The window of a car's battery on a day; None where no terms are known or the car has no such battery."""
    verdict = evaluate(facts, PartGroup.BATTERY, on, odometer_km, rules)
    if verdict.by is None:
        return None
    reached = _reached(on, odometer_km, km_per_day, verdict.last_km)
    last = verdict.last_day if isinstance(verdict.last_day, date) else None
    used_up = odometer_km is not None and isinstance(verdict.last_km, int) and odometer_km > verdict.last_km
    if used_up or (last is None and reached is None):
        expected, ends_by = None, None
    elif reached is not None and (last is None or reached < last):
        expected, ends_by = reached, EndsBy.KM
    else:
        expected, ends_by = last, EndsBy.DAY
    floor = _floor(verdict)
    tenths = floor.floor_tenths if floor else None
    return Window(verdict.answer, verdict.last_day, verdict.last_km, expected, ends_by, tenths, floor, verdict.by.rule)


def _reached(on: date, odometer_km: int | None, pace: Fraction | None, last_km: int | Open | None) -> date | None:
    """The last day on which a car at its pace is within the last kilometre; None where it is not foreseeable."""
    if odometer_km is None or not pace or not isinstance(last_km, int) or odometer_km > last_km:
        return None
    days = int((last_km - odometer_km) / pace)
    return on + timedelta(days=days) if days <= FURTHEST_DAYS else None


def _floor(verdict: Verdict) -> Rule | None:
    """The rule with the highest minimum health of the covers that may be in force: below it, it allows a claim."""
    with_floor = [
        each.rule
        for each in verdict.considered
        if each.rule.floor_tenths is not None and each.answer is not Answer.NOT_COVERED
    ]
    return max(with_floor, key=lambda rule: rule.floor_tenths or 0, default=None)
