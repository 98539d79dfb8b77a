"""Presence: which rooms there are, their offers, and whether each has registered its hooks.

Erasing, giving out and handing on ask every room; one that nobody loaded would be passed over without a word. The
program's assembly says which rooms are expected, and loads each.
"""

from collections.abc import Iterable
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.commands.room import Room

RoomsMissing = objection(
    "RoomsMissing",
    N_("Parts of the program are missing (%(rooms)s), so this cannot be done. Please restart Lifecycle Desk."),
    rooms=NamesInText,
)


class _Rooms:
    """The rooms of this process."""

    expected: tuple[Room, ...] = ()
    present: frozenset[str] = frozenset()


def expect(rooms: Iterable[Room]) -> None:
    """Say which rooms the program has."""
    _Rooms.expected = tuple(rooms)


def rooms() -> tuple[Room, ...]:
    """The rooms of the program."""
    return _Rooms.expected


def come_in(room: str) -> None:
    """A room is loaded, and has registered all that it wants to be asked for."""
    _Rooms.present |= {room}


def offered(kind: str) -> list[Any]:
    """The offers of all rooms of a kind: "commands", "checks", "reports", "readers", "writers", "pages", "pictures"."""
    return [each for room in rooms() if getattr(room, kind) for each in room.offered(kind)]


def refuse_incomplete() -> None:
    """Refuse what must ask every room where one is missing, or where nobody has said which there are."""
    missing = [each.name for each in _Rooms.expected if each.name not in _Rooms.present]
    if missing or not _Rooms.expected:
        raise RoomsMissing(in_text(missing) or "*")
