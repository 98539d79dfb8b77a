"""The first look: what the first picture shows, read by the driver before the library that opens a store is loaded.

Reads only, and only a file that is ours, whole and of today's form; of any other it knows nothing, and who asked opens
the store in the one way that says what is wrong.
"""

import struct
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desk.store.file_format import APPLICATION, HEAD
from lifecycle_desk.store.files import beside, is_write_protected
from lifecycle_desk.store.places import is_server, is_shared
from lifecycle_desk.store.refusals import StoreUnusable
from lifecycle_desk.store.store import Store
from lifecycle_desk.store.unlocking import PENDING, begins_with, key_file, key_of, open_file

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlcipher3.dbapi2 import Connection

A_MOMENT = 2  # seconds; a file that is not to be read at once is opened in the usual way
HEADER = 100  # bytes; SQLite, "Database File Format", 1.3


class StartupReader:
    """Rows of a store by the driver: plain values as they are kept."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def rows(
        self,
        table: str,
        columns: Sequence[str],
        *,
        among: tuple[str, Sequence[int] | Sequence[str]] | None = None,
        latest: Sequence[str] = (),
        most: int = -1,
    ) -> list[tuple[Any, ...]]:
        """Some columns of a table, where one is among some values; the latest by others first, at most so many."""
        for name in (table, *columns, *latest, *(among[:1] if among else ())):
            if not str(name).isidentifier():
                raise ValueError(f"no name of a column: {name!r}")
        asked = f"SELECT {', '.join(f'[{each}]' for each in columns)} FROM {table}"  # noqa: S608 (names of ours, looked at above)
        values = list(among[1]) if among else []
        if among:
            asked += f" WHERE {among[0]} IN ({', '.join('?' * len(values))})"
        if latest:
            asked += f" ORDER BY {', '.join(f'{each} DESC' for each in latest)}"
        from sqlcipher3 import dbapi2

        try:
            found: list[tuple[Any, ...]] = self._connection.execute(f"{asked} LIMIT ?", (*values, most)).fetchall()
        except dbapi2.Error as error:
            raise StoreUnusable(str(error)) from error
        return found


def opened_later(where: str) -> Store | None:
    """The store at a place, to be opened when it is first used; None where it must be opened to know what it is."""
    look = first_look(where)
    return Store(where, beside(where), partial(_engine_of, where), look) if look else None


def _engine_of(where: str) -> "Engine":
    from lifecycle_desk.store.opening import engine_of  # brings the library

    return engine_of(where)


def first_look(where: str) -> StartupReader | None:
    """A first look into the books at a place; None where they must be opened to know what they are."""
    if is_server(where) or not _is_ours(Path(where)) or is_write_protected(Path(where)):
        return None
    from sqlcipher3 import dbapi2

    with suppress(dbapi2.Error):
        connection = open_file(where, mode="rw", timeout=A_MOMENT, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA query_only=ON")
        form = "SELECT version_num FROM alembic_version"
        if _is_whole(connection, Path(where)) and connection.execute(form).fetchall() == [(HEAD,)]:
            return StartupReader(connection)
        connection.close()
    return None


def _is_ours(path: Path) -> bool:
    """Whether the header of a file is that of a whole store of ours, asked of the file itself.

    That of an encrypted store cannot be read so: its key says whose it is, and `_is_whole` looks further.
    """
    try:
        if is_shared(path) or not path.is_file() or path.with_name(path.name + PENDING).exists():
            return False
        if key := key_of(path):
            return begins_with(path) == key.id
        with path.open("rb") as file:
            header = file.read(HEADER)
        if len(header) < HEADER:
            return False
        page, pages, mark = (*struct.unpack_from(">H", header, 16), *struct.unpack_from(">I", header, 28),
                             *struct.unpack_from(">I", header, 68))  # fmt: skip
        size = 65_536 if page == 1 else page
        return bool(mark == APPLICATION and path.stat().st_size >= size * pages)
    except OSError:
        return False


def _is_whole(connection: "Connection", path: Path) -> bool:
    """Whether an encrypted store is ours and reaches to its end; of a plain one the header has told it."""
    journal = path.with_name(path.name + "-wal")
    if key_file(path) is None or (journal.exists() and journal.stat().st_size):
        return True
    pages, size, ours = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "page_size", "application_id")
    )
    return bool(ours == APPLICATION and path.stat().st_size >= pages * size)
