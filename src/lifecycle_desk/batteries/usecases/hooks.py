"""Handlers of batteries: corrections."""

from lifecycle_desk.batteries.usecases import genealogy
from lifecycle_desk.vehicle.usecases.life import on_taken_back


def register() -> None:
    """A correction is refused where a later move of the battery could not have happened."""
    on_taken_back(genealogy.heed)
