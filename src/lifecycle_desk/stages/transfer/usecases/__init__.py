"""What is done when a vehicle is second-hand."""

from typing import Any

from lifecycle_desk.counter.verbs import Verb
from lifecycle_desk.stages.transfer.rules import ownership_wording
from lifecycle_desk.stages.transfer.usecases.changing_owner import VERBS as CHANGING_OWNER

__all__ = ["VERBS", "ownership_wording"]  # whoever can tell a change of owner can also read it

VERBS: tuple[Verb[Any, Any], ...] = (*CHANGING_OWNER,)
