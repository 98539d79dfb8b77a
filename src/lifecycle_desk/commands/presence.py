"""Presence: which rooms there are, and whether each has registered its hooks.

Erasing, giving out and handing on ask every room; one that nobody loaded would be passed over without a word. The
program's assembly says which rooms are expected, and loads each.
"""

from collections.abc import Iterable

from lifecycle_desk.base.objections import N_, objection

RoomsMissing = objection(
    "RoomsMissing",
    N_("This is not done while parts of the program are missing: %(rooms)s. Start the program again."),
    rooms=str,
)


class _Rooms:
    """The rooms of this process."""

    expected: tuple[str, ...] = ()
    present: frozenset[str] = frozenset()


def expect(rooms: Iterable[str]) -> None:
    """Say which rooms the program has."""
    _Rooms.expected = tuple(rooms)


def come_in(room: str) -> None:
    """A room is loaded, and has registered all that it wants to be asked for."""
    _Rooms.present |= {room}


def refuse_incomplete() -> None:
    """Refuse what must ask every room where one is missing, or where nobody has said which there are."""
    missing = [each for each in _Rooms.expected if each not in _Rooms.present]
    if missing or not _Rooms.expected:
        raise RoomsMissing(", ".join(missing) or "*")
