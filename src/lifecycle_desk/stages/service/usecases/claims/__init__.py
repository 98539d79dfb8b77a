"""What is done with warranty claims: begun from an order, submitted, answered, paid, closed, shown and checked."""

from typing import Any

from lifecycle_desk.counter.verbs import Verb
from lifecycle_desk.stages.service.usecases.claims.beginning import VERBS as OF_BEGINNING
from lifecycle_desk.stages.service.usecases.claims.checking import CHECKS as OF_CLAIMS
from lifecycle_desk.stages.service.usecases.claims.moving import VERBS as OF_MOVING
from lifecycle_desk.stages.service.usecases.claims.parts import VERBS as OF_PARTS
from lifecycle_desk.stages.service.usecases.claims.sums import CHECKS as OF_SUMS

VERBS: tuple[Verb[Any, Any], ...] = (*OF_BEGINNING, *OF_MOVING, *OF_PARTS)
CHECKS = (*OF_CLAIMS, *OF_SUMS)

__all__ = ["CHECKS", "VERBS"]
