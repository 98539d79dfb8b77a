"""What is done in the workshop: repair orders opened, moved, handed over, corrected; codes read out; all checked."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.service.rules import travel, wording
from lifecycle_desk.stages.service.usecases.approving import VERBS as OF_APPROVING
from lifecycle_desk.stages.service.usecases.checks import CHECKS as OF_ORDERS_CHECKED
from lifecycle_desk.stages.service.usecases.claims import CHECKS as OF_CLAIMS_CHECKED
from lifecycle_desk.stages.service.usecases.claims import VERBS as OF_CLAIMS
from lifecycle_desk.stages.service.usecases.clocks import CHECKS as OF_CLOCKS_KEPT
from lifecycle_desk.stages.service.usecases.clocks import VERBS as OF_CLOCKS
from lifecycle_desk.stages.service.usecases.copies import CHECKS as OF_VEHICLES_NAMED
from lifecycle_desk.stages.service.usecases.diagnosis import VERBS as OF_DIAGNOSIS
from lifecycle_desk.stages.service.usecases.due import VERBS as OF_DUE
from lifecycle_desk.stages.service.usecases.estimates import advice_waits
from lifecycle_desk.stages.service.usecases.forgetting import (
    claims_held,
    diagnoses_held,
    estimates_held,
    forget_words,
    orders_held,
)
from lifecycle_desk.stages.service.usecases.inspecting import VERBS as OF_INSPECTING
from lifecycle_desk.stages.service.usecases.line_cover import VERBS as OF_COVER
from lifecycle_desk.stages.service.usecases.orders import VERBS as OF_ORDERS
from lifecycle_desk.stages.service.usecases.templates import VERBS as OF_TEMPLATES
from lifecycle_desk.stages.service.usecases.transitions import VERBS as OF_MOVING
from lifecycle_desk.vehicle.usecases.people import on_access, on_erasure
from lifecycle_desk.vehicle.usecases.waiting import on_waiting


def _register() -> None:
    """What the workshop wants to be asked for."""
    on_erasure(forget_words)
    for held in (orders_held, diagnoses_held, estimates_held, claims_held):
        on_access(held)
    on_waiting(advice_waits, "service_advice")


REGISTERS = (_register,)

CHECKS = (*OF_ORDERS_CHECKED, *OF_VEHICLES_NAMED, *OF_CLOCKS_KEPT, *OF_CLAIMS_CHECKED)
VERBS: tuple[Command[Any, Any], ...] = (
    *OF_ORDERS,
    *OF_MOVING,
    *OF_TEMPLATES,
    *OF_DIAGNOSIS,
    *OF_APPROVING,
    *OF_INSPECTING,
    *OF_CLOCKS,
    *OF_COVER,
    *OF_CLAIMS,
    *OF_DUE,
)

__all__ = [
    "CHECKS",
    "REGISTERS",
    "VERBS",
    "travel",
    "wording",
]  # whoever can tell of an order can also read it: the wordings come along
