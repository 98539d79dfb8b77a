"""A schema of its own on a PostgreSQL, for tables that are no dealer's store: a region's.

Here stands what PostgreSQL says in its own way, so that whoever keeps such tables writes no SQL: transactions of one
schema, tables in parts, streams of rows, and rows that give way to, replace or add to those that are there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Table,
    bindparam,
    func,
    inspect,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateColumn

from lifecycle_desk.store.addresses import AddressUnreadableError, ServerAddress
from lifecycle_desk.store.engine import engine_at
from lifecycle_desk.store.refusals import SchemaNameUnusable


class NotReachedError(Exception):
    """An address that leads to no PostgreSQL: what it is as it may be told, and why."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(place, why)
        self.place, self.why = place, why


class SchemaNameError(Exception):
    """A name that no schema may have here: it would have to be quoted wherever somebody types it."""


@dataclass(frozen=True, slots=True)
class OwnSchema:
    """A schema of a server, open: `where` is its address without the password."""

    engine: Engine
    name: str
    where: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment and changes nothing."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at its end, or rolled back by whatever is raised."""
        with self.engine.begin() as connection:
            yield connection

    def make(self, connection: Connection) -> None:
        """Make the schema, unless it is there."""
        connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{self.name}"')

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """The open schema."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


def connected(where: str, otherwise: str) -> OwnSchema:
    """A schema of a server by its address, which may name it (`?schema=`); else by another name.

    Another computer must prove which one it is, as for a dealer's books.
    """
    try:
        read = ServerAddress.read(where)
    except AddressUnreadableError:
        raise NotReachedError("…", "not an address of PostgreSQL") from None
    except SchemaNameUnusable as unusable:
        raise SchemaNameError(str(unusable.facts["schema"])) from None
    address = replace(read, schema=read.schema or otherwise)
    engine = engine_at(address, "-ctimezone=UTC", size=2)
    try:
        engine.connect().close()
    except OperationalError as error:
        engine.dispose()
        raise NotReachedError(address.text, str(error.orig).strip().splitlines()[0]) from None
    return OwnSchema(engine, address.schema, address.text)


def one_at_a_time(connection: Connection, number: int) -> None:
    """Wait for whoever holds a number, and hold it until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def is_there(connection: Connection, table: Table[Any]) -> bool:
    """Whether the schema has a table."""
    return inspect(connection).has_table(table.name)


def add_columns(connection: Connection, columns: Iterable[Column[Any]]) -> None:
    """Add columns to tables that are there; what may not be empty needs a default."""
    for each in columns:
        described = CreateColumn(each).compile(connection)
        connection.exec_driver_sql(f"ALTER TABLE {each.table.name} ADD COLUMN {described}")


def add_tables(connection: Connection, tables: Iterable[Table[Any]]) -> None:
    """Make tables that are not there yet."""
    for each in tables:
        each.create(connection, checkfirst=True)


# Tables in parts ------------------------------------------------------------------------------------------------------


def parts_by(column: str) -> dict[str, Any]:
    """What a table says that lies in parts by the hash of a column."""
    return {"postgresql_partition_by": f"HASH ({column})"}


def make_all(connection: Connection, tables: MetaData, parts: Mapping[str, int]) -> None:
    """Make tables, those in parts with so many."""
    tables.create_all(connection)
    for name, count in parts.items():
        for part in range(count):
            connection.exec_driver_sql(
                f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH (MODULUS {count}, REMAINDER {part})"
            )


# Rows -----------------------------------------------------------------------------------------------------------------


def is_any_of(column: Column[Any], name: str) -> ColumnElement[bool]:
    """Whether a column is one of some values that a statement is given by a name, however many."""
    return column == func.any(bindparam(name, type_=postgresql.ARRAY(column.type)))


def stream(connection: Connection, table: Table[Any], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as they are made, without holding them."""
    driver: Any = connection.connection.driver_connection
    names = ", ".join(f'"{each}"' for each in columns)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def add_or_leave(connection: Connection, table: Table[Any], *rows: Mapping[str, Any]) -> int:
    """Write rows; of those whose key is there, the one that is there stays. Gives how many were written."""
    statement = postgresql.insert(table).on_conflict_do_nothing()
    return connection.execute(statement, list(rows)).rowcount if rows else 0


def add_or_replace(connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in place of those with the same key."""
    add = postgresql.insert(table)
    keys = [each.name for each in table.primary_key]
    changed = {each.name: add.excluded[each.name] for each in table.columns if each.name not in keys}
    if rows:
        connection.execute(add.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))


def add_up(connection: Connection, table: Table[Any], sums: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows, or add their sums to those with the same key."""
    add = postgresql.insert(table)
    keys = [each.name for each in table.primary_key]
    added = {name: table.c[name] + add.excluded[name] for name in sums}
    if rows:
        connection.execute(add.on_conflict_do_update(index_elements=keys, set_=added), list(rows))
