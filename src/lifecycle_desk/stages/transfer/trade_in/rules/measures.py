"""What several steps of second-hand ask or tell: keys, the place."""

from typing import Annotated

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.kinds import Text, Whole
from lifecycle_desk.stages.transfer.condition.rules.condition import MOST_KEYS, MeasureImpossible

PLACE = C_("stock", "Location")
Place = Annotated[str, Text(PLACE)]
Keys = Annotated[int | None, Whole(C_("vehicle", "Keys"), most=MOST_KEYS, refuses=MeasureImpossible)]
KeyCards = Annotated[int | None, Whole(N_("Key cards"), most=MOST_KEYS, refuses=MeasureImpossible)]
