"""What is done at the end of a vehicle's life."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.recycling.usecases.certifying import VERBS as CERTIFYING
from lifecycle_desk.stages.recycling.usecases.checking import CHECKS
from lifecycle_desk.stages.recycling.usecases.deciding import VERBS as DECIDING
from lifecycle_desk.stages.recycling.usecases.dismantling import VERBS as DISMANTLING
from lifecycle_desk.stages.recycling.usecases.handing_on import VERBS as HANDING_ON
from lifecycle_desk.stages.recycling.usecases.permits import VERBS as PERMITS
from lifecycle_desk.stages.recycling.usecases.showing import show_end
from lifecycle_desk.stages.recycling.usecases.taking_back import VERBS as TAKING_BACK
from lifecycle_desk.stages.recycling.usecases.taking_over import VERBS as TAKING_OVER

SHOWS = (show_end,)

__all__ = ["CHECKS", "SHOWS", "VERBS"]

VERBS: tuple[Command[Any, Any], ...] = (
    *DECIDING,
    *TAKING_OVER,
    *DISMANTLING,
    *HANDING_ON,
    *CERTIFYING,
    *PERMITS,
    *TAKING_BACK,
)
