"""The words of a battery's life: its status, where it is, what it is handed over for, and what moves are impossible."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import Kilograms
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.vehicle.rules.models import Chemistry


class BatteryStatus(LabeledEnum):
    """The status of a battery in the very words of Regulation (EU) 2023/1542, Annex XIII, point 4(c)."""

    ORIGINAL = "original", C_("battery status", "Original")
    REPURPOSED = "repurposed", C_("battery status", "Repurposed")
    REUSED = "re-used", C_("battery status", "Re-used")
    REMANUFACTURED = "remanufactured", C_("battery status", "Remanufactured")
    WASTE = "waste", C_("battery status", "Waste")


SECOND_LIVES = (BatteryStatus.REUSED, BatteryStatus.REPURPOSED, BatteryStatus.REMANUFACTURED)


class Whereabouts(LabeledEnum):
    """Where a battery is; the last three are its end as a thing of its own."""

    IN_CAR = "in_car", C_("battery", "In the car")
    PART = "part", C_("battery", "Part of another battery")
    OUT = "taken_out", C_("battery", "Removed")
    HANDED_OVER = "handed_over", C_("battery", "Handed over")
    BROKEN_UP = "broken_up", C_("battery", "Split into parts")
    BECAME = "became", C_("battery", "Became another battery")
    RECYCLED = "recycled", C_("battery", "Recycled")

    @property
    def is_gone(self) -> bool:
        """Whether the battery is no longer there as a thing of its own."""
        return self in {Whereabouts.BROKEN_UP, Whereabouts.BECAME, Whereabouts.RECYCLED}

    @property
    def is_loose(self) -> bool:
        """Whether it lies by itself, here or with whom it was handed to."""
        return self in {Whereabouts.OUT, Whereabouts.HANDED_OVER}


class Relation(LabeledEnum):
    """How two batteries belong together."""

    CONTAINS = "contains", C_("battery", "Contains")
    BECAME = "became", C_("battery", "Became")


class Fate(LabeledEnum):
    """The operations that a battery is handed over for: Regulation (EU) 2023/1542, Article 3."""

    REUSE = "re-use", C_("battery fate", "Re-use")
    PREPARED_FOR_REUSE = "preparation_for_re-use", C_("battery fate", "Preparation for re-use")
    REPURPOSING = "repurposing", C_("battery fate", "Repurposing")
    PREPARED_FOR_REPURPOSING = "preparation_for_repurposing", C_("battery fate", "Preparation for repurposing")
    REMANUFACTURING = "remanufacturing", C_("battery fate", "Remanufacturing")
    RECYCLING = "recycling", C_("battery fate", "Recycling")
    DISPOSAL = "disposal", C_("battery fate", "Disposal")

    @property
    def of_waste(self) -> bool:
        """Whether it is done with waste batteries only: what is prepared for use again was waste before."""
        return self in {
            Fate.PREPARED_FOR_REUSE, Fate.PREPARED_FOR_REPURPOSING, Fate.RECYCLING, Fate.DISPOSAL,
        }  # fmt: skip


def operation(status: BatteryStatus, before: BatteryStatus) -> Fate:
    """The operation that gives a battery a second life, by its status before.

    Source: Regulation (EU) 2023/1542, Article 3(1): preparation for re-use and preparation for repurposing start from
    a waste battery, re-use and repurposing from one that is not waste.
    """
    was_waste = before is BatteryStatus.WASTE
    if status is BatteryStatus.REUSED:
        return Fate.PREPARED_FOR_REUSE if was_waste else Fate.REUSE
    if status is BatteryStatus.REPURPOSED:
        return Fate.PREPARED_FOR_REPURPOSING if was_waste else Fate.REPURPOSING
    return Fate.REMANUFACTURING


@dataclass(frozen=True, slots=True)
class BatteryFacts:
    """A battery as it was made: `code` of GB/T 34014 or the maker's own, empty where it has none.

    `nominal_wh` in Wh, `mass_g` in g, `serial` is the maker's, `passport` the identifier of its EU battery passport.
    """

    code: str = ""
    kind: ProductType = ProductType.PACK
    chemistry: Chemistry | None = None
    nominal_wh: int | None = None
    mass_g: int | None = None
    serial: str = ""
    passport: str = ""


@dataclass(frozen=True, slots=True)
class BatteryPart:
    """A part as it was made, and the code of the whole that holds it; empty: the battery itself."""

    battery: BatteryFacts
    inside: str = ""


UnknownBattery = objection(
    "UnknownBattery", N_("Battery %(code)s is not recorded yet: add it first."), "code", code=str
)
BatteryKnown = objection("BatteryKnown", N_("Battery %(code)s is already recorded."), "code", code=str)
BatteryOfOtherKind = objection(
    "BatteryOfOtherKind", N_("%(code)s is recorded as: %(kind)s."), "code", code=str, kind=ProductType
)
BatteryGone = objection(
    "BatteryGone", N_("Battery %(code)s is no longer there (%(where)s)."), "code", code=str, where=Whereabouts
)
BatteryAway = objection(
    "BatteryAway", N_("Battery %(code)s has been handed over and is no longer here."), "code", code=str
)
BatteryInACar = objection(
    "BatteryInACar", N_("Battery %(code)s is in vehicle %(vin)s: remove it first."), "code", code=str, vin=str
)
BatteryInAWhole = objection(
    "BatteryInAWhole",
    N_("Battery %(code)s is part of %(whole)s: remove it first."),
    "code",
    code=str,
    whole=str,
)
BatteryIsOut = objection(
    "BatteryIsOut", N_("Battery %(code)s is not in a vehicle or in another battery."), "code", code=str
)
BatteryWithoutParts = objection(
    "BatteryWithoutParts", N_("No parts are recorded for battery %(code)s."), "code", code=str
)
BatteryNoPart = objection(
    "BatteryNoPart",
    N_("%(part)s %(code)s cannot be part of: %(whole)s."),
    "code",
    code=str,
    part=ProductType,
    whole=ProductType,
)
BatteryItsOwnAncestor = objection(
    "BatteryItsOwnAncestor", N_("Battery %(code)s cannot be its own origin."), "code", code=str
)
BatteryTwice = objection("BatteryTwice", N_("Battery %(code)s is listed twice."), "code", code=str)
OnlyPacksInCars = objection(
    "OnlyPacksInCars",
    N_("Only a battery pack can be installed in a vehicle; %(code)s is: %(kind)s."),
    "code",
    code=str,
    kind=ProductType,
)
CarHasBattery = objection(
    "CarHasBattery", N_("Vehicle %(vin)s has battery %(code)s: remove it first."), "code", code=str, vin=str
)
NoSecondLife = objection(
    "NoSecondLife",
    N_("A second life is re-use, repurposing or remanufacturing, not: %(status)s."),
    "status",
    status=BatteryStatus,
)
# What is repurposed or remanufactured gets a code of its own, and the old one is kept (GB/T 34014-2017).
SecondLifeUncoded = objection(
    "SecondLifeUncoded",
    N_("A repurposed or remanufactured battery needs a new code; the old one is kept."),
    "new_code",
)
NoBatteryNamed = objection("NoBatteryNamed", N_("Choose a battery."), "code")
# The parts weigh more than the whole that they are in: one of the masses is wrong.
PartsHeavierThanWhole = objection(
    "PartsHeavierThanWhole",
    N_("The parts of %(code)s together weigh more (%(parts)s) than the whole (%(whole)s)."),
    "mass_g",
    code=str,
    parts=Kilograms,
    whole=Kilograms,
)
# A second life has a passport of its own, linked to the first (Regulation (EU) 2023/1542, Article 77(7)).
PassportNotNew = objection(
    "PassportNotNew",
    N_("The passport of %(code)s belongs to the original battery; a second life needs a new one."),
    "passport",
    code=str,
)
# The new passport is not told yet; the original one is linked in any case.
PassportOfSecondLifeMissing = objection(
    "PassportOfSecondLifeMissing", N_("The new battery passport of %(code)s is not recorded yet."), "passport", code=str
)
# What is coded anew has the 19 characters of a second life, with an R before the last (GB/T 34014-2017).
CodeOfFirstLife = objection(
    "CodeOfFirstLife",
    N_("%(code)s is not a second-life code: those have 19 characters with R before the last one."),
    "new_code",
    code=str,
)
NowhereToPutIn = objection("NowhereToPutIn", N_("Enter either the vehicle or the battery it goes into."), "into")
