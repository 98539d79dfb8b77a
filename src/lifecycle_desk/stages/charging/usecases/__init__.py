"""What is done with charging sessions: recorded from files, assigned, put right, undone, shown and checked."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.charging.rules import travel, wording
from lifecycle_desk.stages.charging.usecases.by_hand import VERBS as BY_HAND
from lifecycle_desk.stages.charging.usecases.changing import VERBS as OF_BATCHES
from lifecycle_desk.stages.charging.usecases.checks import CHECKS as OF_BATCHES_AND_LIVES
from lifecycle_desk.stages.charging.usecases.currents import VERBS as OF_CURRENTS
from lifecycle_desk.stages.charging.usecases.forgetting import charging_held, forget_places
from lifecycle_desk.stages.charging.usecases.health import VERBS as OF_HEALTH
from lifecycle_desk.stages.charging.usecases.health import latest_official, show_health
from lifecycle_desk.stages.charging.usecases.inbox import VERBS as OF_THE_INBOX
from lifecycle_desk.stages.charging.usecases.mappings import VERBS as OF_MAPPINGS
from lifecycle_desk.stages.charging.usecases.tariffs import VERBS as OF_TARIFFS
from lifecycle_desk.stages.charging.usecases.viewing import CHECKS as OF_VIEWS
from lifecycle_desk.stages.charging.usecases.viewing import end_names, foresee
from lifecycle_desk.vehicle.usecases.books import Check
from lifecycle_desk.vehicle.usecases.cover import on_health
from lifecycle_desk.vehicle.usecases.owners import on_change_of_owner
from lifecycle_desk.vehicle.usecases.people import on_access, on_erasure


def _register() -> None:
    """What charging wants to be asked for."""
    on_erasure(forget_places)
    on_access(charging_held)
    on_health(latest_official)
    on_change_of_owner(end_names, foresee)


REGISTERS = (_register,)

VERBS: tuple[Command[Any, Any], ...] = (
    *BY_HAND,
    *OF_THE_INBOX,
    *OF_BATCHES,
    *OF_TARIFFS,
    *OF_HEALTH,
    *OF_CURRENTS,
    *OF_MAPPINGS,
)

CHECKS: tuple[Check, ...] = (*OF_BATCHES_AND_LIVES, *OF_VIEWS)

SHOWS = (show_health,)

# Whoever can tell of charging can also read it and let it travel: wordings and what travels come along.
__all__ = ["CHECKS", "REGISTERS", "SHOWS", "VERBS", "travel", "wording"]
