"""Dumps of a server's books: made of one view of them, read back and compared with it row by row, put where none are.

A dump is one file in the server's own custom format, with the documents in it. What it holds is compared with what the
books hold in the very view that it was made of, so other seats save on meanwhile.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.backup import BackupNotMade, BackupNotWhole
from lifecycle_desk.store.dialect import trigrams_at
from lifecycle_desk.store.pipeline import leave
from lifecycle_desk.store.server_tools import ToolError, Tools
from lifecycle_desk.store.store import Transaction

_COPY = re.compile(rb"COPY (\S+) (\(.*\)) FROM stdin;\n")
_TABLE = re.compile(r"\d+; \d+ \d+ TABLE (\S+) vehicle ")
_ABOUT_SCHEMA = re.compile(r"\d+; \d+ \d+ (?:SCHEMA|EXTENSION|COMMENT|ACL) ")
_MODULUS = 2**256

DumpOfAnotherSchema = objection(
    "DumpOfAnotherSchema",
    N_(
        "The backup is of schema “%(schema)s”, and this database uses “%(here)s”. Restore it with a login that may "
        "create databases, or to a schema called “%(schema)s”."
    ),
    schema=str,
    here=str,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a table has, and a number that any other rows would make another; their order does not count."""

    count: int = 0
    sum: int = 0

    def with_line(self, line: bytes) -> "Rows":
        """One row more."""
        return Rows(self.count + 1, (self.sum + int.from_bytes(sha256(line).digest())) % _MODULUS)


def dump(tx: Transaction, tools: Tools, target: Path) -> None:
    """Write what a reading transaction sees into a file, and refuse the file unless it reads back the same."""
    connection = tx.connection
    leave(connection)
    snapshot, schema = connection.exec_driver_sql("SELECT pg_export_snapshot(), quote_ident(current_schema())").one()
    try:
        tools.run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--schema={schema}",
            f"--snapshot={snapshot}",
            f"--file={target}",
        )
        for table, columns, rows in read_back(tools, target):
            if rows != _rows(_copied(connection, table, columns)):
                raise BackupNotWhole(str(target), f"{table} reads back otherwise")
    except ToolError as error:
        raise BackupNotMade(str(target), str(error)) from error


def read_back(tools: Tools, dumped: Path) -> Iterator[tuple[str, str, Rows]]:
    """The tables in a dump, each with its columns and what its rows are."""
    with tools.speaking("pg_restore", "--data-only", "--file=-", str(dumped)) as said:
        for line in said:
            if found := _COPY.fullmatch(line):
                yield found[1].decode(), found[2].decode(), _rows(iter(said.readline, b"\\.\n"))


def _copied(connection: Connection, table: str, columns: str) -> Iterator[bytes]:
    """The rows of a table as a dump writes them."""
    driver: Any = connection.connection.driver_connection
    rest = b""
    with driver.cursor().copy(f"COPY {table} {columns} TO STDOUT") as copy:
        for block in copy:
            *lines, rest = (rest + bytes(block)).split(b"\n")
            for line in lines:
                yield line + b"\n"


def _rows(lines: Iterable[bytes]) -> Rows:
    found = Rows()
    for line in lines:
        if not line:
            raise ToolError("its end is missing")
        found = found.with_line(line)
    return found


def put_in(engine: Engine, tools: Tools, dumped: Path) -> None:
    """Put a dump into an empty schema in one transaction: all of it or nothing, whatever ends it."""
    listed = _listed(tools, dumped)
    with engine.connect().execution_options(migrates=True) as connection, connection.begin():
        here = str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
        there = _schema_in(listed)
        if there != here:
            raise DumpOfAnotherSchema(there, here)
        trigrams_at(connection)
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder:
        wanted = Path(folder) / "entries"
        wanted.write_text("".join(each for each in listed if not _ABOUT_SCHEMA.match(each)), "utf-8")
        given = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--use-list={wanted}")
        try:
            tools.run("pg_restore", *given, f"--dbname={engine.url.database}", str(dumped))
        except ToolError as error:
            raise BackupNotWhole(str(dumped), str(error)) from error


def schema_of(tools: Tools, dumped: Path) -> str:
    """The schema of the books in a dump."""
    return _schema_in(_listed(tools, dumped))


def _schema_in(listed: list[str]) -> str:
    return next((found[1] for each in listed if (found := _TABLE.match(each))), "")


def _listed(tools: Tools, dumped: Path) -> list[str]:
    """What stands in a dump, an entry a line."""
    try:
        with tools.speaking("pg_restore", "--list", str(dumped)) as said:
            return [each.decode() for each in said]
    except ToolError as error:
        raise BackupNotWhole(str(dumped), str(error)) from error
