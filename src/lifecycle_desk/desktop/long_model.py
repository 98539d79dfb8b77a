"""The model of a long list: all its keys, and its rows by page as they are asked for."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, override

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Slot

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look.messages import in_words
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.rows.base import NOWHERE, Index, joined
from lifecycle_desk.desktop.translator import translator

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.rows.head import Mark

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


class LongModel[Row](QAbstractTableModel):
    """A listing as Qt asks for it; `cells` words a row in the language of now."""

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
        self._page = lru_cache(maxsize=PAGES)(self._fetch)
        translator().changed.connect(self.refresh_words)

    def show_keys(self, keys: "array[int]") -> None:
        """Show another set of keys."""
        self.beginResetModel()
        self._keys = keys
        self._page.cache_clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, of no rows until other keys are shown."""
        self.beginResetModel()
        self.columns, self._keys = tuple(columns), array("q")
        self._page.cache_clear()
        self.endResetModel()

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
        self._page.cache_clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))

    def _fetch(self, page: int) -> list[Sequence[str | Cell]]:
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        rows = self.listing.rows(keys)
        gone = ("",) * len(self.columns)
        return [self.cells(rows[key]) if key in rows else gone for key in keys]

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
        page, row = divmod(index.row(), PAGE)
        cell = self._page(page)[row][index.column()]
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
