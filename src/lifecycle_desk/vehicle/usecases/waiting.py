"""Items that wait for a vehicle's next visit, as each stage that has any tells them."""

from collections.abc import Callable, Iterable

from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction

type Waits = Callable[[Transaction, str], Iterable[Said]]

_WAITS: list[Waits] = []
_TABLES: set[str] = set()


def on_waiting(waits: Waits, *tables: str) -> None:
    """A room tells what waits at a vehicle: called with the VIN, it gives a sentence for each thing.

    `tables` are those whose change makes one ask anew.
    """
    _WAITS.append(waits)
    _TABLES.update(tables)


def waiting_tables() -> frozenset[str]:
    """The tables that tell what waits."""
    return frozenset(_TABLES)


def what_waits(user: UserSession, vin: str) -> tuple[Said, ...]:
    """The items that wait for a vehicle's next visit."""
    with user.store.reading() as tx:
        return tuple(each for waits in _WAITS for each in waits(tx, vin))
