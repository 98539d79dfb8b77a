"""The battery handed over: what its record must say, and what no record can."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import KG, KWH, PERCENT, VOLT
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.commands.kinds import Exact, Whole
from lifecycle_desk.stages.recycling.end.rules.entries import check_between
from lifecycle_desk.stages.recycling.end.rules.measures import out_of_range

MOST_CODES = 50
MOST_KG, MOST_WH, MOST_MILLIVOLTS, MOST_PERCENT = 5_000, 1_000_000, 1_500_000, 200


class HealthMethod(LabeledEnum):
    """How the state of health was found."""

    CAR = "car", C_("health method", "Read from the car")
    CAPACITY_TEST = "capacity_test", C_("health method", "Capacity test")
    SESSIONS = "sessions", C_("health method", "Estimated from charging sessions")
    OTHER = "other", C_("health method", "Other")


# A battery that has no name cannot be followed.
NoBatteryCode = objection("NoBatteryCode", N_("Enter the battery code as shown on the pack."), "codes")
CodeTwice = objection("CodeTwice", N_("Battery %(code)s appears twice in the record."), "codes", code=str)
BatteryGoneAlready = objection(
    "BatteryGoneAlready", N_("Battery %(code)s was handed over on %(on)s."), "codes", code=str, on=date
)
NoTractionBattery = objection("NoTractionBattery", N_("This vehicle has no high-voltage battery to hand over."), "vin")
ConsigneeUnpermitted = objection(
    "ConsigneeUnpermitted",
    N_("The consignee’s permit %(number)s expired on %(until)s."),
    "permit_until",
    number=str,
    until=date,
)
AssessedLater = objection(
    "AssessedLater",
    N_("The condition is dated %(assessed)s, after the handover on %(on)s."),
    "assessed_on",
    assessed=date,
    on=date,
)
HandoverUnsigned = objection(
    "HandoverUnsigned",
    N_("The record is not signed by both on the screen: let both sign the printed record."),
    "signature",
)
BatteryNotHandedOver = objection(
    "BatteryNotHandedOver", N_("The high-voltage battery has not been handed over."), "vin"
)

Mass = Annotated[
    Decimal | None,
    Exact(N_("Mass"), most=MOST_KG, unit=KG, refuses=out_of_range),
]
NominalEnergy = Annotated[
    int | None,  # Wh
    Whole(
        N_("Nominal energy"),
        per=1000,
        most=MOST_WH,
        unit=KWH,
        refuses=out_of_range,
    ),
]
Charge = Annotated[
    int | None,
    Whole(N_("State of charge"), most=100, unit=PERCENT, refuses=out_of_range),
]
Voltage = Annotated[
    int | None,  # mV
    Whole(N_("Voltage"), per=1000, most=MOST_MILLIVOLTS, unit=VOLT, refuses=out_of_range),
]
Health = Annotated[
    Decimal | None,
    Exact(N_("State of health"), most=MOST_PERCENT, unit=PERCENT, refuses=out_of_range),
]


@dataclass(frozen=True, slots=True)
class Gone:
    """Of a hand-over: which batteries went, and what for."""

    codes: tuple[str, ...]
    fate: Fate


def check_codes(codes: tuple[str, ...]) -> None:
    """Refuse a record that names no battery, or one twice."""
    if not codes:
        raise NoBatteryCode
    check_between(len(codes), 1, MOST_CODES, "codes")
    for place, code in enumerate(codes):
        if code in codes[:place]:
            raise CodeTwice(code)
