"""Queries by the driver itself: around a small statement the library takes ten times the statement's time.

For what is asked while somebody types. Rows come as the driver gives them, so a query asks for columns whose types it
does not translate: texts and whole numbers.
"""

from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Connection, Dialect, literal_column


def at_most(rows: int) -> ColumnElement[int]:
    """A limit as it stands in a statement: one that is bound makes SQLite prepare the statement anew at each asking."""
    return literal_column(f"{rows:d}")


class DriverQuery:
    """A statement that is worded once and then asked by SQLite's driver; a server is asked by the library."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement: Any = statement
        self._wording: tuple[str, dict[str, Any], tuple[str, ...]] | None = None

    def rows(self, connection: Connection, **facts: Any) -> list[tuple[Any, ...]]:
        """The rows that answer it, within the connection's transaction."""
        if connection.dialect.name == "sqlite":
            driver: Any = connection.connection.driver_connection
            if not driver.in_transaction:
                driver.execute("BEGIN")  # ends with the connection, which goes back to the pool by a rollback
            wording, constants, names = self._wording or self._worded(connection.dialect)
            given = constants | facts
            try:
                found: list[tuple[Any, ...]] = driver.execute(wording, [given[each] for each in names]).fetchall()
            except driver.Error:
                pass  # asked again by the library, which tells errors as everybody here expects them
            else:
                return found
        return [tuple(row) for row in connection.execute(self._statement, facts)]

    def _worded(self, dialect: Dialect) -> tuple[str, dict[str, Any], tuple[str, ...]]:
        compiled: Any = self._statement.compile(dialect=dialect)
        self._wording = str(compiled), dict(compiled.params), tuple(compiled.positiontup)
        return self._wording
