"""Owners: what ends when a vehicle changes hands, as each stage that keeps something of its owner tells it."""

from collections.abc import Callable, Iterable
from datetime import date

from lifecycle_desk.base.said import Said
from lifecycle_desk.store.store import Transaction

type Ends = Callable[[Transaction, str, date, int], object]
type Foresees = Callable[[Transaction, str, date], Iterable[Said]]

_ENDS: list[Ends] = []
_FORESEES: list[Foresees] = []


def on_change_of_owner(ends: Ends, foresees: Foresees | None = None) -> None:
    """Register a handler that ends what belongs to an owner when the vehicle becomes another's.

    `ends` is called with vehicle, the new owner's first day and the number of the event, in the transaction of the
    event.
    Its rows should count only while that event does, since a change may be taken back. `foresees` tells beforehand what
    would end.
    """
    _ENDS.append(ends)
    if foresees:
        _FORESEES.append(foresees)


def owner_changed(tx: Transaction, vin: str, on: date, event: int) -> None:
    """Let everything end that was the earlier owner's."""
    for end in _ENDS:
        end(tx, vin, on, event)


def what_ends(tx: Transaction, vin: str, on: date) -> tuple[Said, ...]:
    """The things that would end if the vehicle became another's on a day."""
    return tuple(each for foresee in _FORESEES for each in foresee(tx, vin, on))
