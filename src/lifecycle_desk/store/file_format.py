"""The form of a store's file: how it is marked, at which revision its tables stand, how long one waits for another."""

from pathlib import Path

APPLICATION = 0x4C444B31  # "LDK1", in the header of every store of ours
HEAD = max(each.name[:4] for each in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
UNWIPED = ".wiping"  # beside a store: words of somebody who was erased are still to be wiped from its file
PATIENCE = 120  # seconds to wait for other writers, on both engines


def is_later(revision: str, other: str) -> bool:
    """Whether a revision comes after another: by number, and one that is no number of ours after all that are."""
    return _place(revision) > _place(other)


def _place(revision: str) -> tuple[bool, int]:
    counted = revision.isascii() and revision.isdecimal()
    return not counted, int(revision) if counted else 0
