"""Sorting ahead: who points at the head of a long list is about to sort it, and then waits for less."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from lifecycle_desk.desktop.long_table import LongTable

DWELL = 60  # ms on a column after which it is meant
LONG = 5_000  # rows; fewer are sorted before anybody notices


class SortAhead(QObject):
    """Reads and ranks the column at which somebody points, or on whose head the keyboard stands."""

    def __init__(self, table: "LongTable[Any]") -> None:
        super().__init__(table)
        self._table, self._column = table, -1
        self._wait = QTimer(self, singleShot=True, interval=DWELL)
        self._wait.timeout.connect(self._rank)

    @Slot(int)
    def aim(self, column: int) -> None:
        """A column is pointed at; -1 for none."""
        self._column = column
        if column >= 0:
            self._wait.start()
        else:
            self._wait.stop()

    @Slot()
    def _rank(self) -> None:
        from lifecycle_desk.desktop.column_values import HasValues  # behind the first picture

        long, keys = self._table.long, self._table.long.keys
        if len(keys) < LONG or self._column >= len(long.columns) or not isinstance(long.listing, HasValues):
            return
        values, listing, columns, column = self._table.values, long.listing, long.columns, self._column
        self._table.app.run_query(lambda: values.ranks(listing, columns, column, keys), _wait_for_the_click)


def _wait_for_the_click(_: object) -> None:
    """What was ranked serves whoever sorts by it."""
