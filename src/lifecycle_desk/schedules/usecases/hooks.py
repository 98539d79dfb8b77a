"""What maintenance is called for: events of a life."""

from lifecycle_desk.schedules.usecases import due
from lifecycle_desk.vehicle.usecases.following import on_told


def register() -> None:
    """What is due of a car follows each event of its life."""
    on_told(due.heard)
