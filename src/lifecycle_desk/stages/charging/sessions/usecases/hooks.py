"""Handlers of charging."""

from lifecycle_desk.cover.usecases import on_health
from lifecycle_desk.stages.charging.health.usecases.glancing import health_at_a_glance
from lifecycle_desk.stages.charging.health.usecases.health import latest_official
from lifecycle_desk.stages.charging.sessions.usecases.forgetting import charging_held, forget_places
from lifecycle_desk.stages.charging.sessions.usecases.monthly import months_of_charging
from lifecycle_desk.stages.charging.sessions.usecases.retention import PLACES
from lifecycle_desk.stages.charging.sessions.usecases.showing import TABLES
from lifecycle_desk.stages.charging.sessions.usecases.viewing import end_names, foresee
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.erasing import on_erasure
from lifecycle_desk.vehicle.usecases.glance import on_battery
from lifecycle_desk.vehicle.usecases.owners import on_change_of_owner
from lifecycle_desk.vehicle.usecases.retention import on_retention
from lifecycle_desk.vehicle.usecases.summing import on_summaries


def register() -> None:
    """Register charging's handlers."""
    on_erasure(forget_places)
    on_access(charging_held)
    on_retention(PLACES)
    on_health(latest_official)
    on_battery(health_at_a_glance, "charging_health", "cover_rule")
    on_summaries(months_of_charging, *TABLES)
    on_change_of_owner(end_names, foresee)
