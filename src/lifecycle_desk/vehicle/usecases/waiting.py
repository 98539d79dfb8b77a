"""Items that wait for a vehicle's next visit, as each stage that has any tells them."""

from collections.abc import Iterable

from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.tellers import Tellers

_WAITING = Tellers[[Transaction, str], Iterable[Said]]()
on_waiting, waiting_tables = (
    _WAITING.add,
    _WAITING.tables,
)  # called with the VIN


def what_waits(user: UserSession, vin: str) -> tuple[Said, ...]:
    """The items that wait for a vehicle's next visit."""
    with user.store.reading() as tx:
        return tuple(each for told in _WAITING.asked(tx, vin) for each in told)
