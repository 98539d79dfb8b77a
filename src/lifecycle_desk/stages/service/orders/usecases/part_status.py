"""Where the parts of an order are: told by the capability that orders them, which stands above and registers here."""

from collections.abc import Callable, Mapping

from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.store.store import Transaction

type Tells = Callable[[Transaction, int], Mapping[int, PartStatus]]

_TELLS: list[Tells] = []


def on_parts(tells: Tells) -> None:
    """Register who tells where the parts of an order are: called with its key, by the numbers of its lines."""
    _TELLS.append(tells)


def parts_of(tx: Transaction, key: int) -> dict[int, PartStatus]:
    """Where the parts of an order are, by the numbers of its lines."""
    return {line: status for tells in _TELLS for line, status in tells(tx, key).items()}
