"""What is done from a car's arrival to its handover."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.sale.rules import travel, wording
from lifecycle_desk.stages.sale.usecases.arriving import VERBS as ARRIVING
from lifecycle_desk.stages.sale.usecases.checking import CHECKS
from lifecycle_desk.stages.sale.usecases.handing_over import VERBS as HANDING_OVER
from lifecycle_desk.stages.sale.usecases.holding import contracts_held
from lifecycle_desk.stages.sale.usecases.inspecting import VERBS as INSPECTING
from lifecycle_desk.stages.sale.usecases.selling import VERBS as SELLING
from lifecycle_desk.stages.sale.usecases.taking_back import VERBS as TAKING_BACK
from lifecycle_desk.stages.sale.usecases.together import VERBS as TOGETHER
from lifecycle_desk.vehicle.usecases.people import on_access


def _register() -> None:
    """What a sale wants to be asked for."""
    on_access(contracts_held)


REGISTERS = (_register,)

# Whoever can tell of a sale can also read it and let it travel: wordings and what travels come along.
__all__ = ["CHECKS", "REGISTERS", "VERBS", "travel", "wording"]

VERBS: tuple[Command[Any, Any], ...] = (*ARRIVING, *INSPECTING, *SELLING, *HANDING_OVER, *TAKING_BACK, *TOGETHER)
