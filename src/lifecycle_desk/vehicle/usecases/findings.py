"""Findings of a check: something in the books that is not as it should be, and how each room looks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lifecycle_desk.store.store import Transaction

type Check = Callable[[Transaction], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: in which part, where, and what.

    A finding that is no `damage` is told to people alone: the books faithfully hold a thing that was done wrongly.
    """

    part: str
    where: str
    why: str
    damage: bool = True
