"""What waits for a vehicle's next visit, as each stage that keeps something of the kind tells it."""

from collections.abc import Callable, Iterable

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.wording import Said

type Waits = Callable[[Work, str], Iterable[Said]]

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


def what_waits(seat: Seat, vin: str) -> tuple[Said, ...]:
    """What waits for a vehicle's next visit."""
    with seat.store.reading() as work:
        return tuple(each for waits in _WAITS for each in waits(work, vin))
