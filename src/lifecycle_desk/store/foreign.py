"""A table of another program's SQLite file: opened for reading alone, as one that nobody else changes, and bounded.

Nothing that such a file says is run: it must be a table and no view, and what asks for more steps than reading it needs
is cut off. No journal is written beside it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

from lifecycle_desk.store.places import uri_of

MAGIC = b"SQLite format 3\0"
MOST_STEPS, STEPS = 20_000, 100_000  # of SQLite's machine: a table that asks for more is no list of records


class ForeignFileDamaged(Exception):  # noqa: N818 (whoever reads a format says it in that format's words)
    """A file that cannot be read to its end."""


def is_sqlite(path: Path) -> bool:
    """Whether a file is one of SQLite."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def has_unwritten(path: Path) -> bool:
    """Whether changes lie beside a file that are not in it yet."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


class ForeignTable:
    """A table that is open; `columns` are its columns, none where the file has no such table."""

    def __init__(self, path: Path, table: str) -> None:
        self._path, self._table = path, table
        self.columns: frozenset[str] = frozenset()
        self._steps = 0

    def __enter__(self) -> Self:
        from sqlcipher3 import dbapi2

        self._broken = dbapi2.Error, UnicodeDecodeError  # its own messages repeat what stands in the file
        address = uri_of(self._path.resolve(), mode="ro", immutable=True)
        self._connection = dbapi2.connect(address, uri=True)
        self._connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        self._connection.execute("PRAGMA trusted_schema=OFF")
        self._connection.execute("PRAGMA query_only=ON")
        self._connection.set_progress_handler(self._went_on, STEPS)
        try:
            is_table = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
            if self._connection.execute(is_table, (self._table,)).fetchone()[0]:
                told = self._connection.execute(f"PRAGMA table_info({self._table})")
                self.columns = frozenset(row[1] for row in told)
        except self._broken:
            self._connection.close()
            raise ForeignFileDamaged from None
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _went_on(self) -> int:
        self._steps += 1
        return self._steps > MOST_STEPS

    def rows(self, columns: Sequence[str], by: str) -> Iterator[dict[str, Any]]:
        """The rows in the order of a column, with those of some columns that there are; all names are the caller's."""
        wanted = [name for name in columns if name in self.columns]
        asked = f"SELECT {', '.join(wanted)} FROM {self._table} ORDER BY {by}"  # noqa: S608 (names of ours)
        try:
            for row in self._connection.execute(asked):
                yield dict(zip(wanted, row, strict=True))
        except self._broken:
            raise ForeignFileDamaged from None
