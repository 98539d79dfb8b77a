"""Confirming: a second person who proves to be there, where one alone may not do something."""

from collections.abc import Callable
from dataclasses import dataclass

from lifecycle_desk.commands.rights import Right
from lifecycle_desk.store.store import Transaction

type Told = Callable[[Transaction, Right, str], object]

_TOLD: list[Told] = []


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Who confirms what is done in a transaction, by short name; it stands in the transaction's `known`."""

    name: str


# Nobody need confirm what is only looked at beforehand: it is asked again when it is done.
LOOKED_AHEAD = SecondPerson("")


def on_confirmation(tell: Told) -> None:
    """Say how it is told that somebody confirmed what another did, in the same transaction."""
    _TOLD.append(tell)


def confirmed(tx: Transaction, right: Right, by: str) -> None:
    """Tell that somebody confirmed the use of a right."""
    for tell in _TOLD:
        tell(tx, right, by)
