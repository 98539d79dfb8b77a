"""Handlers of batteries: corrections, and the history of one."""

from lifecycle_desk.batteries.usecases import genealogy
from lifecycle_desk.batteries.usecases.tree import BATTERY, battery_history
from lifecycle_desk.vehicle.usecases.life import on_taken_back
from lifecycle_desk.vehicle.usecases.record_history import on_history


def register() -> None:
    """A correction is refused where a later move of the battery could not have happened."""
    on_taken_back(genealogy.heed)
    on_history(BATTERY, battery_history)
