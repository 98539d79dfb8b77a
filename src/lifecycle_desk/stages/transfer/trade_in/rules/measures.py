"""What several steps of second-hand ask or tell: keys, the place, why an entry is taken back."""

from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.stages.transfer.condition.rules.condition import MOST_KEYS, MeasureImpossible
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


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Which kind of entry was taken back."""

    kind: str
