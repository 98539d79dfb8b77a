"""What a customer owes, as each stage that sells them something tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.tellers import Tellers


@dataclass(frozen=True, slots=True)
class Owed:
    """A debt of a customer: for what (a page and its key, which is its number), since when, how much.

    The amount is below nothing where the dealer owes it to the customer.
    """

    page: str
    number: str
    since: date
    amount: Money


_OWING = Tellers[[Transaction, int], Iterable[Owed]]()
on_owing, owing_tables = _OWING.add, _OWING.tables  # called with the customer's number


def owed_by(user: UserSession, customer: int) -> tuple[Owed, ...]:
    """What a customer owes, the longest first."""
    with user.store.reading() as tx:
        found = [each for told in _OWING.asked(tx, customer) for each in told]
    return tuple(sorted(found, key=lambda each: (each.since, each.number)))
