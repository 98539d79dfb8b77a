"""Rows of a file on their way in that are no sessions and no fault, and what is wrong with what is said of a file."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_, Objection

OPEN, EMPTY, FUEL = "open", "empty", "fuel"


class NameTwice(Objection):
    """A map that says two cars for one name."""

    message = N_("Line %(line)s of the map names another car for “%(name)s”.")
    field = "map"
    line: int
    name: str


class MapNamesUnknownCar(Objection):
    """A map that names a car which is not in the books."""

    message = N_("Line %(line)s of the map names %(vin)s, which is not in the books.")
    field = "map"
    line: int
    vin: str


class CurrencyUnknown(Objection):
    """A currency that is no code of three letters."""

    message = N_("“%(given)s” is no currency: give its code of three letters, such as EUR.")
    field = "currency"
    given: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is none of ours, and no fault: OPEN (no end yet), EMPTY (no energy), FUEL (no charging)."""

    line: int
    reason: str
