"""Kinds of fields that the workshop's steps share."""

from datetime import date
from typing import Annotated

from lifecycle_desk.base.objections import N_
from lifecycle_desk.vehicle.rules.kinds import ON, WHY, Day, Text
from lifecycle_desk.vehicle.rules.life import ReasonMissing

LONGEST_MARK = 60  # of a number that a maker gave

OnToday = Annotated[date | None, Day(ON, needed=True)]  # a form says the day; who asks without one means today
Reason = Annotated[str, Text(WHY, needed=True, refuses=ReasonMissing)]
ReasonBack = Annotated[
    str,
    Text(
        WHY,
        hint=N_("The entry stays readable with this reason, and counts no more."),
        needed=True,
        refuses=ReasonMissing,
    ),
]
