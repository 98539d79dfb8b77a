"""Long lists: all keys are held, rows are fetched by page when they are painted."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol, override

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QTableView

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.rows import Cell, Column, dress_table
from lifecycle_desk.desktop.look.rows.base import NOWHERE, Index
from lifecycle_desk.desktop.look.rows.table import in_words
from lifecycle_desk.desktop.translator import translator

PAGE, PAGES = 64, 48


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
        self.listing, self.columns, self._cells, self._keys = listing, tuple(columns), cells, array("q")
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

    def row_of(self, key: int) -> int | None:
        """Where a key stands."""
        return self._keys.index(key) if key in self._keys else None

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
        return [self._cells(rows[key]) if key in rows else gone for key in keys]

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
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return in_words(self.columns[section].title)


_ASKED = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.AccessibleTextRole})


class LongTable[Row](QTableView):
    """A list that refreshes when a table it shows has changed and it can be seen; Enter opens a row."""

    opened = Signal(int)  # the key of a row
    counted = Signal(int)  # how many rows there are

    def __init__(
        self,
        name: UiText,
        listing: Listing[Row],
        columns: Sequence[Column],
        cells: Callable[[Row], Sequence[str | Cell]],
        app: AppContext,
    ) -> None:
        super().__init__()
        self._app, self._stale = app, True
        self.long = LongModel(listing, columns, cells, self)
        self.setModel(self.long)
        dress_table(self, columns)
        set_text(self.setAccessibleName, name)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.activated.connect(self._open)
        app.changed.connect(self._heard)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; its cells come with the next listing."""
        if self.long.columns == tuple(columns):
            return
        self.long.show_columns(columns)
        dress_table(self, self.long.columns)
        self.horizontalHeader().show()  # one that is set later stays hidden

    def show_listing(self, listing: Listing[Row]) -> None:
        """Show another listing of the same rows: filtered, or of another stage."""
        self.long.listing = listing
        self._stale = True
        if self.isVisible():
            self._first_page()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & self.long.listing.tables)
        if self._stale and self.isVisible():
            self._refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._first_page()

    def _first_page(self) -> None:
        """The first page at once, so that there is something to look at; all keys behind it."""
        self._show(self.long.listing.keys(PAGE))
        self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        listing = self.long.listing
        self._app.run_query(listing.keys, lambda keys: self._came(listing, keys))

    def _came(self, listing: Listing[Row], keys: "array[int]") -> None:
        if listing is self.long.listing:
            self._show(keys)
            self.counted.emit(len(keys))

    def _show(self, keys: "array[int]") -> None:
        """Show other keys; who stood on a row stays on it."""
        index = self.currentIndex()
        kept = self.long.key_at(index.row()) if index.isValid() and index.row() < self.long.rowCount() else None
        self.long.show_keys(keys)
        row = self.long.row_of(kept) if kept is not None else None
        if row is not None:
            self.setCurrentIndex(self.long.index(row, 0))
        elif len(keys):
            self.setCurrentIndex(self.long.index(0, 0))

    def current_key(self) -> int | None:
        """The key of the row that one stands on."""
        index = self.currentIndex()
        return self.long.key_at(index.row()) if index.isValid() else None

    def chosen_keys(self, most: int) -> list[int]:
        """The keys of the chosen rows from the top, no more than some: of a million rows nobody waits for all."""
        chosen: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]  # a QList
        ends = sorted((part.top(), part.bottom()) for part in chosen)
        rows = dict.fromkeys(row for top, bottom in ends for row in range(top, min(bottom, top + most) + 1))
        return [self.long.key_at(row) for row in list(rows)[:most]]

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.long.key_at(index.row()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.chosen_as_text())
            return
        super().keyPressEvent(event)

    def chosen_as_text(self) -> str:
        """The chosen rows as a spreadsheet takes them: cells parted by tabs."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        columns = range(self.long.columnCount())
        return "\n".join(
            "\t".join(str(self.long.data(self.long.index(row, each)) or "") for each in columns) for row in rows
        )

    @override
    def selectAll(self) -> None:
        """One range over all rows; Qt's own asks row by row."""
        last = self.long.index(self.long.rowCount() - 1, self.long.columnCount() - 1)
        everything = QItemSelection(self.long.index(0, 0), last)
        self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)
