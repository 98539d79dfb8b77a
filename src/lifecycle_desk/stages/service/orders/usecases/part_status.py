"""Where the parts of an order are: told by the capability that orders them, which stands above and registers here."""

from collections.abc import Callable, Collection, Mapping, Sequence

from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.tellers import Tellers

type Tells = Callable[[Transaction, int], Mapping[int, PartStatus]]

_TELLS: list[Tells] = []
_LATE = Tellers[[Transaction, Sequence[int]], Collection[int]]()
on_late_parts, late_tables = _LATE.add, _LATE.tables  # called with the keys of orders that await parts


def on_parts(tells: Tells) -> None:
    """Register who tells where the parts of an order are: called with its key, by the numbers of its lines."""
    _TELLS.append(tells)


def parts_of(tx: Transaction, key: int) -> dict[int, PartStatus]:
    """Where the parts of an order are, by the numbers of its lines."""
    return {line: status for tells in _TELLS for line, status in tells(tx, key).items()}


def awaiting_late_parts(tx: Transaction, keys: Sequence[int]) -> frozenset[int]:
    """Those of some orders for which a part is late: its promised day has passed."""
    return frozenset(key for told in _LATE.asked(tx, keys) for key in told) if keys else frozenset()
