"""The model of a long list: all its keys, and its rows by page as they are asked for."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, override

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal, Slot

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.list_place import Standing
from lifecycle_desk.desktop.look.messages import in_words
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.rows.base import NOWHERE, Index, joined
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.rows.head import Mark

type Words = Sequence[str | Cell]

PAGE, PAGES = 64, 48
ASCENDING, DESCENDING = C_("sorted", "ascending"), C_("sorted", "descending")


class Listing[Row](Protocol):
    """The content of a list: all its keys in order, the rows of some keys, and the tables whose change it hears."""

    @property
    def tables(self) -> frozenset[str]:
        """The tables that it shows."""
        ...

    def keys(self, first: int | None = None) -> "array[int]":
        """All keys, or the first ones."""
        ...

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """The rows of some keys."""
        ...


@dataclass(frozen=True, slots=True)
class InSight:
    """Which rows of a list are in sight: from which one on, how many, and the one that stays in its place among them.

    `stands` says on which of them one stands, `below` how far that is below the first.
    """

    first: int
    count: int
    stands: Standing | None = None
    below: int = 0

    def read[Row](self, listing: Listing[Row], keys: "array[int]") -> dict[int, Row | None]:
        """The rows that will be in sight among other keys, with the rest of their pages; None for what is not there.

        Asked off the GUI thread, where a list would else ask while it paints.
        """
        row = self.stands.among(keys) if self.stands else None
        first = self.first if row is None else row - self.below
        first = max(0, min(first, len(keys) - self.count))
        some = keys[first // PAGE * PAGE : ((first + self.count - 1) // PAGE + 1) * PAGE]
        return {**dict.fromkeys(some), **listing.rows(some)} if some else {}


class _Page[Row]:
    """Some rows of a list, each put into words when it is first shown: most of a page is seldom seen."""

    def __init__(self, rows: Sequence[Row | None], cells: "Callable[[Row | None], Words]") -> None:
        self._rows, self._cells = rows, cells
        self._worded: list[Words | None] = [None] * len(rows)

    def __getitem__(self, place: int) -> "Words":
        worded = self._worded[place]
        if worded is None:
            worded = self._worded[place] = self._cells(self._rows[place])
        return worded


class LongModel[Row](QAbstractTableModel):
    """A listing as Qt asks for it; `cells` words a row in the language of now."""

    came = Signal()  # keys, or rows of the same keys, were shown as they are now

    def __init__(
        self,
        listing: Listing[Row],
        columns: Sequence[Column],
        cells: Callable[[Row], Sequence[str | Cell]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.listing, self.columns, self.cells, self._keys = listing, tuple(columns), cells, array("q")
        self.marks: Mapping[int, Mark] = {}
        self._read: Mapping[int, Row | None] = {}
        self._page = lru_cache(maxsize=PAGES)(self._fetch)
        translator().changed.connect(self.refresh_words)

    def show_keys(self, keys: "array[int]", read: "Mapping[int, Row | None] | None" = None) -> None:
        """Show another set of keys; `read` holds the rows of some, None where there is none, and spares asking."""
        self.beginResetModel()
        self._keys = keys
        self._forget(read)
        self.endResetModel()
        self.came.emit()

    def show_changed(self, read: "Mapping[int, Row | None]", rows: Iterable[int]) -> None:
        """Show the same keys whose rows may be other ones now: of some places, what reads otherwise is told of.

        Others are not in sight, and are asked for anew when they are.
        """
        before = {row: self._words(row) for row in rows}
        self._forget(read)
        last = len(self.columns) - 1
        for row, words in before.items():
            if self._words(row) != words:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
        self.came.emit()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, of no rows until other keys are shown."""
        self.beginResetModel()
        self.columns, self._keys = tuple(columns), array("q")
        self._forget()
        self.endResetModel()

    def _forget(self, read: "Mapping[int, Row | None] | None" = None) -> None:
        """Forget all pages; those rows that were read just now serve the next."""
        self._read = read or {}
        self._page.cache_clear()

    def key_at(self, row: int) -> int:
        """The key of a row."""
        return self._keys[row]

    @property
    def keys(self) -> "array[int]":
        """All keys in their order, not to be changed."""
        return self._keys

    def row_of(self, key: int) -> int | None:
        """Where a key stands."""
        return self._keys.index(key) if key in self._keys else None

    def rows_of(self, keys: Sequence[int]) -> list[int]:
        """Where some keys stand, from the top; what is no longer there is left out."""
        wanted = set(keys)
        return [row for row, key in enumerate(self._keys) if key in wanted]

    @Slot()
    def refresh_words(self) -> None:
        """Say headings and values anew."""
        self._forget()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))

    def _fetch(self, page: int) -> _Page[Row]:
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        lacking = [key for key in keys if key not in self._read]
        rows: Mapping[int, Row | None] = {**self._read, **self.listing.rows(lacking)} if lacking else self._read
        return _Page([rows.get(key) for key in keys], self._in_words)

    def _in_words(self, row: Row | None) -> Words:
        return ("",) * len(self.columns) if row is None else self.cells(row)

    def _words(self, row: int) -> Words:
        page, place = divmod(row, PAGE)
        return self._page(page)[place]

    def shown_at(self, row: int, column: int) -> str | Cell:
        """The cell of a row and a column."""
        return self._words(row)[column]

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ASKED or not index.isValid():
            return None
        cell = self.shown_at(index.row(), index.column())
        if role == Qt.ItemDataRole.UserRole:
            return cell
        if not isinstance(cell, Cell):
            return cell
        return cell.read_out if role == Qt.ItemDataRole.AccessibleTextRole else cell.text

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return in_words(self.columns[section].title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.head_read_out(section)
        return None

    def head_read_out(self, column: int) -> str:
        """The title of a column, and how the rows are sorted by it, for who cannot see it."""
        title, mark = in_words(self.columns[column].title), self.marks.get(column)
        return joined(title, translator().current(DESCENDING if mark.down else ASCENDING)) if mark else title


_ASKED = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.AccessibleTextRole})
