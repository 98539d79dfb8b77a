"""Rows of a file on their way in that are no sessions and no fault, and what is wrong with what is said of a file."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_, objection

OPEN, EMPTY, FUEL = "open", "empty", "fuel"

NameTwice = objection(
    "NameTwice", N_("Line %(line)s of the map assigns “%(name)s” to another vehicle."), "map", line=int, name=str
)
MapNamesUnknownCar = objection(
    "MapNamesUnknownCar",
    N_("Line %(line)s of the map contains %(vin)s, which is not one of your vehicles."),
    "map",
    line=int,
    vin=str,
)
CurrencyUnknown = objection(
    "CurrencyUnknown",
    N_("“%(given)s” is not a currency: use a three-letter code such as EUR."),
    "currency",
    given=str,
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is none of ours, and no fault: OPEN (no end yet), EMPTY (no energy), FUEL (no charging)."""

    line: int
    reason: str
