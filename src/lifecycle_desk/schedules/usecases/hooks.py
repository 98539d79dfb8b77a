"""Handlers of maintenance: events of a life."""

from lifecycle_desk.schedules.usecases import due
from lifecycle_desk.vehicle.usecases.following import on_told


def register() -> None:
    """Let the due dates of a car follow each event of its life."""
    on_told(due.heard)
