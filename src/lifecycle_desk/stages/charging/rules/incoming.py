"""Rows of a file on their way in: those that are sessions, and those that are none and no fault."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.stages.charging.rules.sessions import Session

OPEN, EMPTY, FUEL = "open", "empty", "fuel"


class NameTwice(Objection):
    """A map that says two cars for one name."""

    says = N_("Line %(line)s of the map names another car for “%(name)s”.")
    field = "map"
    line: int
    name: str


class MapNamesUnknownCar(Objection):
    """A map that names a car which is not in the books."""

    says = N_("Line %(line)s of the map names %(vin)s, which is not in the books.")
    field = "map"
    line: int
    vin: str


class CurrencyUnknown(Objection):
    """A currency that is no code of three letters."""

    says = N_("“%(given)s” is no currency: give its code of three letters, such as EUR.")
    field = "currency"
    given: str


@dataclass(frozen=True, slots=True)
class Read:
    """A row that is understood: its physical line (or record, from 1) and its session."""

    line: int
    session: Session


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is none of ours, and no fault: OPEN (no end yet), EMPTY (no energy), FUEL (no charging)."""

    line: int
    reason: str
