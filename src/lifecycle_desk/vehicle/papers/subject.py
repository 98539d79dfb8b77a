"""What a paper about one vehicle takes, and how papers name the staff who sign them."""

from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.dealership.usecases import staff
NONE = "–"


@dataclass(frozen=True, slots=True)
class OfVehicle:
    """The vehicle that a paper is about, by its VIN."""

    vin: Annotated[str, VIN]


def full_name(user: UserSession, name: str) -> str:
    """A member of staff as papers name them; who is none stands as they were written."""
    return next((each.full_name for each in staff(user) if each.name == name), name)
