"""What a customer owes, as each stage that sells them something tells it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Owed:
    """A debt of a customer: for what (a page and its key, which is its number), since when, how much.

    The amount is below nothing where the dealer owes it to the customer.
    """

    page: str
    number: str
    since: date
    amount: Money


type Owes = Callable[[Transaction, int], Iterable[Owed]]

_OWES: list[Owes] = []
_TABLES: set[str] = set()


def on_owing(owes: Owes, *tables: str) -> None:
    """A room tells what a customer owes, by the customer's number.

    `tables` are those whose change makes one ask anew.
    """
    _OWES.append(owes)
    _TABLES.update(tables)


def owing_tables() -> frozenset[str]:
    """The tables that tell what customers owe."""
    return frozenset(_TABLES)


def owed_by(user: UserSession, customer: int) -> tuple[Owed, ...]:
    """What a customer owes, the longest first."""
    with user.store.reading() as tx:
        found = [each for owes in _OWES for each in owes(tx, customer)]
    return tuple(sorted(found, key=lambda each: (each.since, each.number)))
