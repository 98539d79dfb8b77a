"""Forgetting: where somebody charged and under which name, once they are erased; the energy stays with the car."""

from datetime import UTC, datetime, time

from lifecycle_desk.stages.charging.tables import batches as kept
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import standing
from lifecycle_desk.vehicle.tables import life


def forget_places(work: Work, person: int) -> None:
    """Blank the places, names and remarks of what was charged while a person owned a vehicle."""
    for vin in life.concerning(work, person):
        owned = [
            (each.sets.owner, each.sets.owner_since or each.on)
            for each in standing(life.told(work, vin))
            if each.sets.owner
        ]
        for place, (owner, since) in enumerate(owned):
            if owner == person:
                until = owned[place + 1][1] if place + 1 < len(owned) else None
                begins = datetime.combine(since, time.min, UTC)
                kept.blank(work, vin, begins, datetime.combine(until, time.min, UTC) if until else None)
