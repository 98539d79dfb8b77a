"""Quantities: distances and energies as whole numbers, with the value and unit of their source kept."""

from dataclasses import dataclass
from fractions import Fraction

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import Term

METRES_IN_A_MILE = Fraction(1_609_344, 1000)  # international yard and pound agreement, 1959
FURTHEST_KM = 2_000_000  # no road vehicle's odometer reads more; above it, somebody mistyped


class LengthUnit(Term):
    """What an odometer counts in."""

    KM = "km", C_("unit", "km")
    MILES = "mi", C_("unit", "mi")


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance as its source gave it: Distance(7500, LengthUnit.MILES).km is 12070."""

    value: int
    unit: LengthUnit = LengthUnit.KM

    @property
    def km(self) -> int:
        """Whole kilometres, halves away from zero."""
        if self.unit is LengthUnit.KM:
            return self.value
        return rounded(self.value * METRES_IN_A_MILE / 1000)

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


def in_unit(km: int, unit: LengthUnit) -> int:
    """Kilometres as a market shows them."""
    return km if unit is LengthUnit.KM else rounded(km * 1000 / METRES_IN_A_MILE)
