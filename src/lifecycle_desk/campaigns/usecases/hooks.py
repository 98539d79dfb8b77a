"""Handlers of campaigns: events of a life."""

from lifecycle_desk.campaigns.usecases import standing
from lifecycle_desk.vehicle.usecases.following import on_told


def register() -> None:
    """Where a car stands in campaigns follows each event of its life."""
    on_told(standing.follow)
