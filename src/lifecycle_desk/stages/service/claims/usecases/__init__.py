"""What is done with warranty claims: begun from an order, submitted, answered, paid, closed, shown and checked."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.service.claims.usecases.checking import CHECKS as OF_CLAIMS
from lifecycle_desk.stages.service.claims.usecases.creating import VERBS as OF_BEGINNING
from lifecycle_desk.stages.service.claims.usecases.parts import VERBS as OF_PARTS
from lifecycle_desk.stages.service.claims.usecases.sums import CHECKS as OF_SUMS
from lifecycle_desk.stages.service.claims.usecases.transitions import VERBS as OF_MOVING

VERBS: tuple[Command[Any, Any], ...] = (*OF_BEGINNING, *OF_MOVING, *OF_PARTS)
CHECKS = (*OF_CLAIMS, *OF_SUMS)

__all__ = ["CHECKS", "VERBS"]
