"""What events of the sale say of the stock and of the warranty."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Placed:
    """Of an arrival, a storage check, and a car that takes its place or another: where it stands, with its keys."""

    location: str = ""
    keys: int | None = None


@dataclass(frozen=True, slots=True)
class Suspected:
    """Of a car that is sent to quarantine: whether by signs of danger, so that all that is safety must pass again."""

    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Warranty:
    """Both days that may start the warranty, the market's rule, and the day from which it runs."""

    handed_over_on: date | None = None
    first_registered_on: date | None = None
    rule: str | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Of a registration, a handover, and what settles both: the warranty as it follows."""

    warranty: Warranty | None = None


@dataclass(frozen=True, slots=True)
class Plated:
    """Of a registration: the number on the plate, what stands beside it, and the day of the first one."""

    plate: str = ""
    place: str = ""
    first_registered_on: date | None = None
