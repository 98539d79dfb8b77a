"""What the papers of the sale are about, and how those who sign them are named."""

from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import staff

NONE = "–"


@dataclass(frozen=True, slots=True)
class OfVehicle:
    """The vehicle that a paper is about, by its VIN."""

    vin: str


def full_name(user: UserSession, name: str) -> str:
    """A member of staff as papers name them; who is none stands as they were written."""
    return next((each.full_name for each in staff(user) if each.name == name), name)
