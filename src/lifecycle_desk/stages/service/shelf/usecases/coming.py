"""What of parts is on order: told by the capability that orders them, which stands above and registers here."""

from collections.abc import Mapping

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.tellers import Tellers

_COMING = Tellers[[Transaction], Mapping[str, int]]()
on_coming, coming_tables = _COMING.add, _COMING.tables


def coming(tx: Transaction) -> dict[str, int]:
    """What is on order for the store and for repair orders in thousandths, by the numbers of parts."""
    found: dict[str, int] = {}
    for told in _COMING.asked(tx):
        for key, many in told.items():
            found[key] = found.get(key, 0) + many
    return found
