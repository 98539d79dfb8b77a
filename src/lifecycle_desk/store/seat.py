"""The seat: which computer, and which person's account on it, works with the books of a server."""

import platform
from dataclasses import dataclass
from hashlib import sha256

from lifecycle_desk.store.own_secret import own_secret
from lifecycle_desk.store.store import Store

MARK_DIGITS, LONGEST_NAME = 12, 60


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: a mark that no other one has and that says nothing of it, and its computer's name for people."""

    mark: str = ""
    name: str = ""


NO_SEAT = Seat()  # a file's books have one seat, wherever the file is opened


def seat_of(store: Store) -> Seat:
    """The seat that this process is at these books."""
    return NO_SEAT if store.path else Seat(own_mark(), computer_name())


def own_mark() -> str:
    """The mark of this computer's account, at whichever server."""
    return sha256(b"seat " + own_secret()).hexdigest()[:MARK_DIGITS]


def computer_name() -> str:
    """What this computer is called."""
    return platform.node()[:LONGEST_NAME]
