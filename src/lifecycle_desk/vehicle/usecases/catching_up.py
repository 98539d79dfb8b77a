"""Catching up: rows that rooms keep by now, of what stood in a store before they kept them, are made behind the window.

It is no part of an update: what comes of it is told in the chain, and a backup that is only looked at must stay as it
was signed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import batched

from lifecycle_desk.store.store import Store, Transaction, make_ready

AT_ONCE = 50  # things in one transaction, so that no save waits long for them


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What a room has yet to follow: `missing` finds the keys of such things, `follow` brings one of them up."""

    missing: Callable[[Transaction], Sequence[int]]
    follow: Callable[[Transaction, int], object]


_BEHIND: list[CatchUp] = []


def on_catch_up(missing: Callable[[Transaction], Sequence[int]], follow: Callable[[Transaction, int], object]) -> None:
    """Register what a room finds missing in an older store, and how one such thing is brought up."""
    _BEHIND.append(CatchUp(missing, follow))


def catch_up(store: Store) -> int:
    """Bring up what is missing; gives how many things that were. Stopped, it goes on with the next start."""
    if store.protected:
        return 0
    make_ready()  # the rooms register
    count = 0
    for each in _BEHIND:
        with store.reading() as tx:
            missing = each.missing(tx)
        for some in batched(missing, AT_ONCE):
            with store.writing() as tx:
                for key in some:
                    each.follow(tx, key)
            count += len(some)
            store.give_way()
    return count
