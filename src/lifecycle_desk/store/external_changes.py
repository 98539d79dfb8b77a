"""Changes by other programs at the same store: a second window, the command line, another user of a server.

Both engines have a number that every commit moves. Our own commits are taken off around each of them, while nobody
else can write; a neighbour who commits within the microseconds behind our own commit is seen with the next change only.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the library is loaded once the first picture is painted
    from sqlalchemy import Engine

# SQLite: changes whenever another connection has committed. PostgreSQL: the transaction that will be the next one.
_NUMBER = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
}

BROKEN = -1


class ExternalChanges:
    """Watches a store by a connection of its own; called by who holds the turn to write."""

    def __init__(self, engine: "Engine") -> None:
        # SQLite tells each connection apart, so it must stay the same one; it is never in a transaction.
        self._engine, self._connection = engine, engine.raw_connection()
        self._asked = _NUMBER[engine.dialect.name]
        self._seen, self._wrote = self._number(), False

    def before_own(self) -> None:
        """Our own transaction holds the lock: what has moved the number since was somebody else."""
        number = self._number()
        self._wrote, self._seen = self._wrote or number != self._seen, number

    def after_own(self) -> None:
        """Our own transaction is committed or undone: its step is not a neighbour's."""
        self._seen = self._number()

    def wrote(self) -> bool:
        """Whether somebody else has written since this was asked before."""
        self.before_own()
        told, self._wrote = self._wrote, False
        return told

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _number(self) -> int:
        """The number now; one that differs from all after a connection broke: nobody knows who wrote meanwhile."""
        try:
            cursor = self._connection.cursor()
            cursor.execute(self._asked)
            number = int(cursor.fetchone()[0])  # type: ignore[index]  # both statements give one row
            cursor.close()
            self._connection.rollback()  # or a server's view of the store would stay as it was
        except self._engine.dialect.loaded_dbapi.Error:
            self._connection.invalidate()
            self._connection = self._engine.raw_connection()
            return BROKEN
        return number
