"""Slices: long work in transactions that end by the clock, so that whoever saves comes in between.

How long a thing takes depends on its car, on the disk and on what else runs, so a slice is not a number of things. At a
file it ends at once when somebody waits to save. A server does not tell that another seat waits: there the clock alone
keeps the slice short.
"""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from lifecycle_desk.store.store import Transaction

LONGEST = 0.1  # seconds that a slice keeps the writer; what one thing takes and the commit come on top


def within_slice[Thing](
    tx: Transaction, things: Iterable[Thing], longest: float | None = None, now: Callable[[], float] = monotonic
) -> Iterator[Thing]:
    """The things that a transaction deals with: one at least, and no more once its time is over or somebody waits.

    What an iterator has left over is for the next transaction.
    """
    ends = now() + (LONGEST if longest is None else longest)
    for each in things:
        yield each
        if now() >= ends or tx.store.writer_waiting:
            return
