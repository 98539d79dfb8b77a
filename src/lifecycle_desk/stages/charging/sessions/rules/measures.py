"""Measures of charging as forms ask them: kilowatt-hours, states of charge, degrees; kept in Wh and in tenths."""

from functools import partial
from typing import Annotated

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import CELSIUS, KWH, PERCENT
from lifecycle_desk.commands.kinds import WHY, Amount, One, Text, Whole
from lifecycle_desk.stages.charging.sessions.rules.sessions import FULL, LONGEST_TEXT, MOST_WH, WARMEST, Current
from lifecycle_desk.vehicle.rules.life import ReasonMissing

_energy = partial(Whole, most=MOST_WH, per=1000, unit=KWH)
_share = partial(Whole, most=FULL, per=10, unit=PERCENT)

STARTED, ENDED = C_("charging", "Started"), C_("charging", "Ended")

AtMeter = Annotated[int | None, _energy(N_("Energy at the meter (kWh)"))]
IntoBattery = Annotated[int | None, _energy(N_("Energy into the battery (kWh)"))]
OfFirstPart = Annotated[int, _energy(N_("Energy of the first part (kWh)"), least=1, needed=True)]
ChargeBefore = Annotated[int | None, _share(N_("Start state of charge"))]
ChargeAfter = Annotated[int | None, _share(N_("End state of charge"))]
ChargeThen = Annotated[int | None, _share(N_("State of charge at that time"))]
Outside = Annotated[
    int | None, Whole(N_("Outside temperature (°C)"), least=-WARMEST, most=WARMEST, per=10, unit=CELSIUS)
]
Flowed = Annotated[Current | None, One(C_("charging", "Current"), terms=Current, none=C_("charging", "not known"))]
Cost = Annotated[Money | None, Amount(C_("charging", "Cost"))]
PlaceName = Annotated[str, Text(C_("charging", "Location"), longest=LONGEST_TEXT)]
City = Annotated[str, Text(C_("charging", "City"), longest=LONGEST_TEXT)]
Reason = Annotated[str, Text(WHY, needed=True, refuses=ReasonMissing)]
