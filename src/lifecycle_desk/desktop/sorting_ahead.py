"""Sorting ahead: a long list ranks its texts while nobody waits, and a column at whose head somebody points."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from lifecycle_desk.desktop.column_values import ColumnValues, Ranked, TextOrders
    from lifecycle_desk.desktop.long_table import LongTable

DWELL = 60  # ms on a column after which it is meant
IDLE = 500  # ms after which a list that somebody looks at ranks its texts
LONG = 5_000  # rows; fewer are sorted before anybody notices


class SortAhead(QObject):
    """Reads and ranks the column at which somebody points, or on whose head the keyboard stands.

    Ordering texts by a language costs most of a sort, so the texts of a long list are ordered once for each language
    before anybody asks, in the queue that keeps house; what comes later is only put in. Who sorts meanwhile waits for
    the rest of that order, instead of having it made a second time.
    """

    def __init__(self, table: "LongTable[Any]") -> None:
        super().__init__(table)
        self._table, self._column = table, -1
        self._ordered: TextOrders | None = None  # those that were ordered, or are being
        self._wait = QTimer(self, singleShot=True, interval=DWELL)
        self._wait.timeout.connect(self._rank)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._order_texts)
        table.counted.connect(lambda _count: self._idle.start())

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

    @Slot()
    def _order_texts(self) -> None:
        """Order the texts of each column, a piece of work for each, so that no other waits long behind it."""
        from lifecycle_desk.desktop.column_values import HasValues, ranked_texts

        table, long = self._table, self._table.long
        keys, listing = long.keys, long.listing
        if not table.isVisible() or len(keys) < LONG or not isinstance(listing, HasValues):
            return
        values = table.values
        if self._ordered is values.orders:
            return
        self._ordered = values.orders
        for each in long.columns:
            if not each.extra:
                work = partial(ranked_texts, listing, each.key, keys, values.orders)
                table.app.run_background(work, partial(self._came, values, each.key))

    def _came(self, values: "ColumnValues[Any]", name: str, ranked: "Ranked | None") -> None:
        """Hand it to the reading thread, which alone touches what is held; rows that changed since are read anew."""
        if ranked is not None and values is self._table.values:
            self._table.app.run_query(partial(values.take, name, ranked), _wait_for_the_click)


def _wait_for_the_click(_: object) -> None:
    """What was ranked serves whoever sorts by it."""
