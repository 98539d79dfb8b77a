"""Following: rooms that keep rows which follow from a vehicle's life are told of every event in it."""

from collections.abc import Callable

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event

type Follows = Callable[[Transaction, str, Event | None], object]

_FOLLOW: list[Follows] = []


def on_told(follows: Follows) -> None:
    """Register a handler that lets a room's rows follow, in the transaction of the event.

    It is called with the vehicle and the event, or None where many came at once; it should look at the event first and
    ask nothing of the store for one that cannot matter.
    """
    _FOLLOW.append(follows)


def followed(tx: Transaction, vin: str, event: Event | None) -> None:
    """Let all rows follow that rest on a life in which something was told."""
    for each in _FOLLOW:
        each(tx, vin, event)
