"""What a list's columns hold, whole: asked of the listing at once where it offers that, else read row by row.

Only the reading thread asks. What was read is kept until a table of the list changes: then others are begun, and who
reads at that moment goes on with the old ones; the order of their texts is handed on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QCollator

from lifecycle_desk.desktop.collating import TextOrder
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.ordering import Value, arranged, ranks
from lifecycle_desk.desktop.remembered import Order

if TYPE_CHECKING:
    from array import array

AT_ONCE = 500  # rows read in one go
FEW = 2_000  # keys that are read row by row even where all could be asked for


class Readable[Row](Protocol):
    """What values are read from: the rows of some keys."""

    def rows(self, keys: Sequence[int]) -> Mapping[int, Row]:
        """The rows of some keys."""
        ...


class Keyed[Row](Readable[Row], Protocol):
    """A listing: its keys, and the rows of some."""

    def keys(self, first: int | None = None) -> "array[int]":
        """All keys, or the first ones."""
        ...


@runtime_checkable
class HasValues(Protocol):
    """A listing that gives a column of all its rows in one statement."""

    def values(self, column: str) -> Mapping[int, Value] | None:
        """What each row sorts by in a column, by its key; None where it is to be read row by row."""
        ...


class TextOrders(dict[str, TextOrder]):
    """The order of the texts of each column, by its key; what they were before still serves when rows change.

    Threads share it: who asks for an order that another one is making waits for it instead of making it too.
    """

    def __init__(self, collate: Callable[[], QCollator]) -> None:
        super().__init__()
        self.collate = collate

    def __missing__(self, column: str) -> TextOrder:
        return self.setdefault(column, TextOrder(self.collate()))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A column of texts that was read and ranked while nobody waited."""

    values: dict[int, Value]
    ranks: dict[int, int]


def ranked_texts(listing: HasValues, name: str, keys: "array[int]", orders: TextOrders) -> Ranked | None:
    """A column of all rows with its ranks, read in any thread; None where it holds no texts."""
    found = listing.values(name) or {}
    if not isinstance(next(filter(None, found.values()), None), str):
        return None
    values = {**dict.fromkeys(keys), **found}
    return Ranked(values, ranks(values, orders[name]))


class ColumnValues[Row]:
    """The values of columns and their ranks, by key."""

    def __init__(self, cells: Callable[[Row], Sequence[str | Cell]], orders: "TextOrders") -> None:
        self._cells, self.orders = cells, orders
        self._held: dict[str, dict[int, Value]] = {}
        self._ranks: dict[str, dict[int, int]] = {}
        self._own: tuple[Keyed[Row], array[int]] | None = None  # the listing read last, and its keys in its own order

    def arranged(
        self,
        listing: "Keyed[Row]",
        columns: Sequence[Column],
        order: Sequence[Order],
        own: "array[int] | None" = None,
    ) -> "array[int]":
        """All keys of a listing in the order that is asked for; `own` are its keys as it gives them, where known."""
        if self._own is None or self._own[0] is not listing:
            self._own = listing, listing.keys() if own is None else own
        keys, at = self._own[1], {each.key: place for place, each in enumerate(columns)}
        by = [(each, at[each.column]) for each in order if each.column in at]
        return arranged(keys, [(self.ranks(listing, columns, place, keys), each.down) for each, place in by])

    def ranks(
        self, listing: Readable[Row], columns: Sequence[Column], at: int, keys: "array[int]"
    ) -> Mapping[int, int]:
        """The ranks of some keys in a column."""
        name, values = columns[at].key, self.values(listing, columns, at, keys)
        if name not in self._ranks:
            self._ranks[name] = ranks(values, self.orders[name])
        return self._ranks[name]

    def take(self, name: str, ranked: "Ranked") -> None:
        """Hold a column that was ranked elsewhere, unless it is held already."""
        if name not in self._held:
            self._held[name], self._ranks[name] = ranked.values, ranked.ranks

    def values(
        self, listing: Readable[Row], columns: Sequence[Column], at: int, keys: "array[int]"
    ) -> Mapping[int, Value]:
        """What some keys, and maybe others, hold in a column."""
        name = columns[at].key
        held = self._held.setdefault(name, {})
        missing = [key for key in keys if key not in held] if held else keys
        if not missing:
            return held
        self._ranks.pop(name, None)
        if len(missing) > FEW and isinstance(listing, HasValues):
            found = listing.values(name)
            if found is not None:  # what it leaves out is empty
                held.update(dict.fromkeys(missing))
                held.update(found)
                return held
        of = sorted_by(columns, at, self._cells)
        for start in range(0, len(missing), AT_ONCE):
            some = missing[start : start + AT_ONCE]
            rows = listing.rows(some)
            held.update({key: of(rows[key]) if key in rows else None for key in some})
        return held


def sorted_by(
    columns: Sequence[Column], at: int, cells: Callable[[Any], Sequence[str | Cell]]
) -> Callable[[Any], Value]:
    """What a row sorts by in a column: what the column says, or the words of its cell."""
    column = columns[at]
    return column.rank or column.value or (lambda row: words_of(cells(row)[at]))


def words_of(cell: str | Cell) -> str:
    """The words of a cell."""
    return cell.text if isinstance(cell, Cell) else cell
