"""Rooms that are told of a change when they are shown: of all that is built one page in sixty can be seen."""

from collections.abc import Iterator, Sequence
from weakref import WeakSet

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken, isValid

_ROOMS = WeakSet[QWidget]()


def put_off(room: QWidget) -> None:
    """Tell a room and what is in it of a change only when it is shown: it asks each `Behind` then."""
    _ROOMS.add(room)


class Behind:
    """The rooms that one kind of change has not reached yet."""

    def __init__(self) -> None:
        self._rooms = WeakSet[QWidget]()

    def fall_back(self) -> None:
        """Something has changed: what is hidden by now hears of it later."""
        self._rooms |= {room for room in _ROOMS if isValid(room) and room.isHidden()}

    def catch_up(self, room: QWidget) -> bool:
        """A room is shown; gives whether it has something to hear."""
        is_behind = room in self._rooms
        self._rooms.discard(room)
        return is_behind

    def others(self) -> Iterator[QObject]:
        """All parts outside of these rooms, and what belongs to them."""
        behind = frozenset(self._rooms)
        met: list[QObject] = [each for each in QApplication.topLevelWidgets() if each.parent() is None]
        while met:
            part = met.pop()
            if part not in behind:
                yield part
                met += belonging_to(part)


def belonging_to(part: QObject) -> list[QObject]:
    """The children of a part, each as what it is.

    PySide may know an address that Qt has given to a new child by the name of what lay there before and has gone (the
    item of a layout). Such a name is given up, and the children are named anew.
    """
    met = part.children()
    named: Sequence[Shiboken.Object] = met  # the stub promises what does not always hold
    wrong = [each for each in named if not isinstance(each, QObject)]
    for each in wrong:
        Shiboken.invalidate(each)
    return part.children() if wrong else met
