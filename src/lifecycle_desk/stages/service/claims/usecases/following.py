"""Following claims: rooms whose rows rest on where a claim stands hear of each of its steps."""

from collections.abc import Callable

from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.store.store import Transaction

type Follows = Callable[[Transaction, Claim], object]

_FOLLOW: list[Follows] = []


def on_claim(follows: Follows) -> None:
    """Register a handler that is called with a claim as it stands after a step, in the step's transaction."""
    _FOLLOW.append(follows)


def followed(tx: Transaction, of: Claim) -> None:
    """Let all rows follow that rest on a claim."""
    for each in _FOLLOW:
        each(tx, of)
