"""Changes by other programs at the same file: a second window, the command line.

SQLite has a number that every commit moves. Our own commits are taken off around each of them, while nobody else can
write; a neighbour who commits within the microseconds behind our own commit is seen with the next change only. Which
tables he changed nobody knows. A server tells it (`store/notices`).
"""

from typing import TYPE_CHECKING

from lifecycle_desk.store.types import KEPT

if TYPE_CHECKING:  # the library is loaded once the first picture is painted
    from sqlalchemy import Engine

_NUMBER = "PRAGMA data_version"  # changes whenever another connection has committed
BROKEN = -1


class ExternalChanges:
    """Watches a store by a connection of its own; called by who holds the turn to write."""

    def __init__(self, engine: "Engine") -> None:
        # SQLite tells each connection apart, so it must stay the same one; it is never in a transaction.
        self._engine, self._connection = engine, engine.raw_connection()
        self._seen, self._wrote = self._number(), False

    def before_own(self) -> None:
        """Our own transaction holds the lock: what has moved the number since was somebody else."""
        number = self._number()
        self._wrote, self._seen = self._wrote or number != self._seen, number

    def after_own(self) -> None:
        """Our own transaction is committed or undone: its step is not a neighbour's."""
        self._seen = self._number()

    def changed(self) -> frozenset[str]:
        """All tables if somebody else has written since this was asked before, else none."""
        self.before_own()
        wrote, self._wrote = self._wrote, False
        return frozenset(KEPT.tables) if wrote else frozenset()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _number(self) -> int:
        """The number now; one that differs from all after a connection broke: nobody knows who wrote meanwhile."""
        try:
            cursor = self._connection.cursor()
            cursor.execute(_NUMBER)
            number = int(cursor.fetchone()[0])  # type: ignore[index]  # it gives one row
            cursor.close()
        except self._engine.dialect.loaded_dbapi.Error:
            self._connection.invalidate()
            self._connection = self._engine.raw_connection()
            return BROKEN
        return number
