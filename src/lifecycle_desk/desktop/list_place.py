"""The place at which one stands in a list, when other rows come: with the same row, or with the next to work on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from lifecycle_desk.desktop.tasks import Task

if TYPE_CHECKING:
    from array import array

    from lifecycle_desk.desktop.long_table import Listing, LongTable

AROUND = 32  # rows on either side that are asked after where a row is gone; it goes with no more at once
FAR = 5_000  # rows down, to which one comes back at once; who stood further down sees the first rows meanwhile
MOST_DONE = 1_000  # rows with which something is done at once


@dataclass(frozen=True, slots=True)
class Standing:
    """The row on which one stands, by its key, and those around it, the nearest first: where one stands later on.

    Nothing was done with those around it. With the row itself something was where it `is_done`.
    """

    key: int
    behind: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    is_done: bool = False

    def among(self, keys: "array[int]") -> int | None:
        """Which row one stands on among other keys: the same one, wherever that is now.

        Where it is gone, or went elsewhere by what was done with it, the next that took its place, since who works
        down a list goes on with that one; at the end of the list the one before.
        """
        here = _row(self.key, keys)
        if here is not None and not self.is_done:
            return here
        behind, before = (next(_rows(around, keys), None) for around in (self.behind, self.before))
        if here is not None and (behind is None or here < behind) and (before is None or before < here):
            return here
        return next((row for row in (behind, before, here) if row is not None), None)


def _row(key: int, keys: "array[int]") -> int | None:
    return keys.index(key) if key in keys else None


def _rows(wanted: Iterable[int], keys: "array[int]") -> Iterator[int]:
    return (row for row in (_row(key, keys) for key in wanted) if row is not None)


class ListPlace(QObject):
    """Where one stands in a table, and with which rows something is being done that may move them or take them away.

    That counts from the moment at which it is asked for until its outcome is shown: what others do, or what time
    does, moves a row and who stands on it alike.
    """

    def __init__(self, table: "LongTable[Any]") -> None:
        super().__init__(table)
        self._table = table
        self._meant = frozenset[int]()  # what an action of the list was begun for: its form may still be open
        self._done = frozenset[int]()
        self._running, self._shown = 0, 0
        self._listing: Listing[Any] | None = None  # of which rows are shown
        self._until: int | None = None  # the change behind which nothing more comes of what was done
        table.app.doing.connect(self._note)

    def mean(self, keys: Iterable[int]) -> None:
        """Somebody begins to do something with some rows."""
        self._meant = frozenset(keys)

    @Slot(Task)
    def _note(self, task: Task) -> None:
        """Something is done: with the rows that are chosen, as far as it is done with rows of this list."""
        table = self._table
        if table.isVisible():
            here = table.current_key()
            chosen = table.chosen_keys(MOST_DONE)
            self._done |= self._meant.union(chosen if here is None else [here, *chosen])
            self._running, self._until = self._running + 1, None
            task.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self._running -= 1
        if not self._running:
            self._until = self._table.changes
            self._forget()

    def show(self, change: int) -> None:
        """The rows are shown as they are since a change."""
        self._shown, self._listing = change, self._table.long.listing
        self._forget()

    def _forget(self) -> None:
        """Forget what was done once its outcome is shown."""
        if self._until is not None and self._shown >= self._until:
            self._done, self._until = frozenset(), None

    def keep_to(self, listing: "Listing[Any]") -> None:
        """The same rows are listed by another listing from now on."""
        self._listing = listing

    @property
    def down(self) -> int:
        """How many rows down one stands in the listing that is shown, as far as that is soon asked for."""
        same = self._table.long.listing is self._listing
        return min(max(self._table.currentIndex().row(), 0), FAR) if same else 0

    def standing(self) -> Standing | None:
        """Where one stands now; in another listing of it only with the same row."""
        index, keys = self._table.currentIndex(), self._table.long.keys
        row = index.row()
        if not index.isValid() or row >= len(keys):
            return None
        if self._table.long.listing is not self._listing:
            return Standing(keys[row])
        behind, before = keys[row + 1 : row + 1 + AROUND], keys[max(row - AROUND, 0) : row][::-1]
        return Standing(keys[row], self._without(behind), self._without(before), is_done=keys[row] in self._done)

    def _without(self, keys: Iterable[int]) -> tuple[int, ...]:
        return tuple(key for key in keys if key not in self._done)
