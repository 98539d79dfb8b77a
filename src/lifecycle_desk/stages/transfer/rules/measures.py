"""Measures of a used car that several forms of second-hand ask: its keys, its place, from whom and to whom it goes."""

from typing import Annotated

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.stages.transfer.rules.condition import MOST_KEYS, MeasureImpossible
from lifecycle_desk.vehicle.rules.kinds import WHY, Text, Whole
from lifecycle_desk.vehicle.rules.life import ReasonMissing

PLACE = C_("stock", "Place")
Place = Annotated[str, Text(PLACE)]
Keys = Annotated[int | None, Whole(C_("vehicle", "Keys"), most=MOST_KEYS, refuses=MeasureImpossible)]
KeyCards = Annotated[int | None, Whole(N_("Key cards"), most=MOST_KEYS, refuses=MeasureImpossible)]
WhyBack = Annotated[
    str,
    Text(WHY, N_("The entry stays readable with this reason, and counts no more."), needed=True, refuses=ReasonMissing),
]
