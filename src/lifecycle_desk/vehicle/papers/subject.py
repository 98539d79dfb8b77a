"""The subject of a paper about one vehicle."""

from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.commands.options import VIN

NONE = "–"  # stands where nothing is known


@dataclass(frozen=True, slots=True)
class OfVehicle:
    """The vehicle that a paper is about, by its VIN."""

    vin: Annotated[str, VIN]
