"""Kinds of fields that the workshop's steps share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, override

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import ON, WHY, Day, Exact, Text
from lifecycle_desk.vehicle.rules.life import ReasonMissing

LONGEST_WORDS = 200
LONGEST_MARK = 60  # of a number that a maker gave

FigureOutOfSteps = objection(
    "FigureOutOfSteps",
    N_("%(given)s is not possible here: enter more than %(low)s, at most %(high)s, in steps of %(step)s."),
    given=str,
    low=Decimal,
    high=Decimal,
    step=Decimal,
)
FigureMissing = objection(
    "FigureMissing", N_("A line of this type (%(kind)s) needs this value."), kind=LabeledEnum | None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Exact):
    """A number above nothing with so many decimal `places` at most; a database has it as a whole number of steps."""

    places: int

    @override
    def check(self, value: Decimal | None, at: str) -> None:
        """Refuse a figure that is needed and missing, that is too high, or finer than its step."""
        if value is None and self.needed:
            raise FigureMissing(self.only).at_field(at)
        if value is None or (not value and not self.needed):
            return
        is_possible = value.is_finite() and 0 < value <= self.most
        if not is_possible or int(value.normalize().as_tuple().exponent) < -self.places:
            step = Decimal(1).scaleb(-self.places)
            raise FigureOutOfSteps(str(value)[:40], Decimal(0), Decimal(self.most), step).at_field(at)


@dataclass(frozen=True, slots=True)
class Name(Text):
    """The name of somebody who works here, whom a form completes."""


OnToday = Annotated[date | None, Day(ON, needed=True)]  # a form says the day; who asks without one means today
Reason = Annotated[str, Text(WHY, needed=True, refuses=ReasonMissing)]
ReasonBack = Annotated[
    str,
    Text(
        WHY,
        hint=N_("The record stays readable with this reason, but no longer counts."),
        needed=True,
        refuses=ReasonMissing,
    ),
]
