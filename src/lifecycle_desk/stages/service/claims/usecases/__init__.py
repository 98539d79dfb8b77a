"""Use cases of warranty claims: begun from an order, submitted, answered, paid, closed, shown and checked."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.service.claims.usecases.checking import CHECKS as OF_CLAIMS
from lifecycle_desk.stages.service.claims.usecases.creating import COMMANDS as OF_BEGINNING
from lifecycle_desk.stages.service.claims.usecases.parts import COMMANDS as OF_PARTS
from lifecycle_desk.stages.service.claims.usecases.sums import CHECKS as OF_SUMS
from lifecycle_desk.stages.service.claims.usecases.transitions import COMMANDS as OF_MOVING

COMMANDS: tuple[Command[Any, Any], ...] = (*OF_BEGINNING, *OF_MOVING, *OF_PARTS)
CHECKS = (*OF_CLAIMS, *OF_SUMS)

__all__ = ["CHECKS", "COMMANDS"]
