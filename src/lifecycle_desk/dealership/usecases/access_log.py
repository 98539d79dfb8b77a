"""Who came in, and what was done to secrets: told as events of the dealer by whoever records events.

The dealership stands below the life of vehicles, where events are recorded; the room there registers the recorder.
Never a secret itself, nor what was typed in its place.
"""

from collections.abc import Callable
from typing import Any

from lifecycle_desk.store.store import Transaction

SIGNED_IN, SIGN_IN_FAILED = "dealer.signed_in", "dealer.sign_in_failed"
SECRET_SET, SECRET_RESET, SECRET_REMOVED = "dealer.secret_set", "dealer.secret_reset", "dealer.secret_removed"
RECOVERY_USED, RECOVERY_RENEWED = "dealer.recovery_used", "dealer.recovery_renewed"
TOLD_FROM, TOLD_EVERY = 3, 10  # wrong tries in a row: the third makes somebody wait, and every tenth after it

type Recorder = Callable[[Transaction, str, dict[str, Any]], object]
_RECORDERS: list[Recorder] = []


def on_access_event(record: Recorder) -> None:
    """Register what records such an event, in the transaction in which it happens."""
    if record not in _RECORDERS:
        _RECORDERS.append(record)


def tell_access(tx: Transaction, kind: str, **facts: Any) -> None:
    """Tell that somebody came in, or that a secret was set, reset or removed."""
    for record in _RECORDERS:
        record(tx, kind, facts)


def is_told(wrong: int) -> bool:
    """Whether so many wrong tries in a row are told; each of them would let anybody fill the books."""
    return wrong == TOLD_FROM or (wrong > TOLD_FROM and wrong % TOLD_EVERY == 0)
