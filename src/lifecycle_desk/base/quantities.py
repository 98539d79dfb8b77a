"""Quantities: distances, pressures and other measures, kept with the value and unit of their source.

A fact that people read is one of these and never a bare number: the language writes it in the unit of the market.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Annotated

from lifecycle_desk.base.money import rounded

METRES_IN_A_MILE = Fraction(1_609_344, 1000)  # international yard and pound agreement, 1959
KILOPASCALS_IN_A_PSI = Fraction(6_894_757, 1_000_000)  # NIST Special Publication 811 (2008), appendix B.8
# The signs of the units that the program itself names; a percentage is in a unit like any other.
PERCENT, DAY, HOUR, MINUTE, SECOND = "%", "d", "h", "min", "s"
KWH, KW, VOLT, OHM_PER_VOLT, CELSIUS = "kWh", "kW", "V", "Ω/V", "°C"
KG, MM, NM, MB, GB = "kg", "mm", "Nm", "MB", "GB"
FURTHEST_KM = 2_000_000  # no road vehicle's odometer reads more; above it, somebody mistyped


class LengthUnit(StrEnum):
    """The units that odometers count in."""

    KM = "km"
    MILES = "mi"


class PressureUnit(StrEnum):
    """The units of a market's tyre gauges."""

    KPA = "kPa"
    BAR = "bar"
    PSI = "psi"


# What one of a unit is in the unit that the program keeps: kilometres, kilopascals.
_IN_KEPT: dict[str, tuple[str, Fraction]] = {
    LengthUnit.KM.value: (LengthUnit.KM.value, Fraction(1)),
    LengthUnit.MILES.value: (LengthUnit.KM.value, METRES_IN_A_MILE / 1000),
    PressureUnit.KPA.value: (PressureUnit.KPA.value, Fraction(1)),
    PressureUnit.BAR.value: (PressureUnit.KPA.value, Fraction(100)),
    PressureUnit.PSI.value: (PressureUnit.KPA.value, KILOPASCALS_IN_A_PSI),
}
# As many decimals as bring a written value back to the whole kilometre or kilopascal that it was written for.
_DECIMALS = {PressureUnit.PSI.value: 1, PressureUnit.BAR.value: 2}


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


@dataclass(frozen=True, slots=True)
class Shown:
    """A distance as an odometer shows it: in its own unit, with the market's beside it where that is another."""

    distance: Distance


def shown(distance: Distance | None) -> Shown | None:
    """A reading that may not be known, as an odometer shows it."""
    return None if distance is None else Shown(distance)


@dataclass(frozen=True, slots=True)
class Pressure:
    """A pressure in whole kilopascals, as it is kept."""

    kilopascals: int | Decimal

    def __str__(self) -> str:
        return f"{self.kilopascals} {PressureUnit.KPA}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A value that was measured or is a limit, in a unit by its sign: 12.5 V, 92.7 %; of lengths and pressures any.

    `digits` fixes its decimals; without them it has as many as the value carries.
    """

    value: Decimal | int
    unit: str
    digits: int | None = None

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its sign, as a fact of a sentence: what a measure in it is written in."""

    sign: str


class Lasting(int):
    """The `n` of a message that tells a time by its words, “5 hours overdue”: a line never ends between the two.

    A number like any other but for that, so that each language keeps the words that it has.
    """

    __slots__ = ()


def percent(value: Decimal | int, digits: int | None = None) -> Measure:
    """A percentage, which is a measure like any other: percent(Decimal("92.7")) is 92.7 of a hundred."""
    return Measure(value, PERCENT, digits)


def told_in(text: str, *, unit: str) -> Measure | str:
    """A number that was told as a text, with its unit; what is none stays: “…” stands for one that is too long."""
    return Measure(Decimal(text), unit) if text.lstrip("-").replace(".", "", 1).isdecimal() else text


# Facts that other programs read as the bare number that they are kept as, and people as what they are.
Kilometres = Annotated[int, Distance]
Kilopascals = Annotated[int, Pressure]
Percentage = Annotated[Decimal, percent]
WholePercentage = Annotated[int, percent]
Kilograms = Annotated[Decimal, partial(Measure, unit=KG)]
KilowattHours = Annotated[Decimal, partial(Measure, unit=KWH)]
Volts = Annotated[Decimal, partial(Measure, unit=VOLT)]
NewtonMetres = Annotated[Decimal, partial(Measure, unit=NM)]
Millimetres = Annotated[int, partial(Measure, unit=MM)]
Seconds = Annotated[int, partial(Measure, unit=SECOND)]
Megabytes = Annotated[int, partial(Measure, unit=MB)]
KilowattHoursAsText = Annotated[str, partial(told_in, unit=KWH)]
PercentageAsText = Annotated[str, partial(told_in, unit=PERCENT)]
CelsiusAsText = Annotated[str, partial(told_in, unit=CELSIUS)]


def in_unit(km: int, unit: LengthUnit) -> int:
    """Kilometres as a market shows them."""
    return km if unit is LengthUnit.KM else rounded(km * 1000 / METRES_IN_A_MILE)


def of_one_kind(given: str, wanted: str) -> bool:
    """Whether a value in the one unit can be told in the other."""
    return given == wanted or (given in _IN_KEPT and wanted in _IN_KEPT and _IN_KEPT[given][0] == _IN_KEPT[wanted][0])


def converted(value: Decimal, given: str, wanted: str) -> Decimal:
    """A value in another unit of its kind; in the units that are kept whole, since a gauge shows no more.

    36 psi are 248 kPa, 248 kPa are 36.0 psi. Raises KeyError for units of two kinds.
    """
    if given == wanted:
        return value
    if not of_one_kind(given, wanted):
        raise KeyError(wanted)
    places = _DECIMALS.get(wanted, 0)
    scaled = Fraction(value) * _IN_KEPT[given][1] / _IN_KEPT[wanted][1] * 10**places
    return Decimal(rounded(scaled)).scaleb(-places)


def plain_number(value: Decimal) -> Decimal:
    """An exact number in its one spelling: no zeros behind the point, no exponent."""
    spelt = value.normalize()
    return spelt.quantize(Decimal(1)) if int(spelt.as_tuple().exponent) > 0 else spelt
