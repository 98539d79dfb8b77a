"""Setting up a server: the schema of a dealer's books, its roles, and the rights of each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from lifecycle_desk.store.addresses import address_of
from lifecycle_desk.store.dialect import trigrams_at
from lifecycle_desk.store.engine import connect_server
from lifecycle_desk.store.opening import refusal_of
from lifecycle_desk.store.passwords import without_password
from lifecycle_desk.store.server_rights import (
    OwnerAloneGrants,
    grant_reader,
    grant_writer,
    hand_over,
    may_migrate,
    quoted,
    refuse_missing,
)
from lifecycle_desk.store.store import Store

_HAS_BOOKS = text("SELECT 1 FROM pg_tables WHERE schemaname = :schema AND tablename = 'event'")
_HAS_ROLE = text("SELECT 1 FROM pg_roles WHERE rolname = :role")


def prepare(where: str, owner: str, writers: Sequence[str] = (), readers: Sequence[str] = ()) -> str:
    """Make the schema of an address and the roles that are missing; gives the schema's name.

    A role that is made is no login: those who work are given one each, which is a member of it. Where books are
    there already, the roles are given their rights in them.
    """
    address = address_of(without_password(where))
    schema, engine = address.schema or "public", connect_server(address)
    try:
        with changing(engine, where) as connection:
            for role in (owner, *writers, *readers):
                if not connection.scalar(_HAS_ROLE, {"role": role}):
                    connection.exec_driver_sql(f"CREATE ROLE {quoted(connection, role)}")
            holder = quoted(connection, owner)
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {holder}")
            trigrams_at(connection)
            for role in (*writers, *readers):
                connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {quoted(connection, role)}")
            if connection.scalar(_HAS_BOOKS, {"schema": schema}):
                _give(connection, owner, writers, readers)
    finally:
        engine.dispose()
    return schema


def give(store: Store, owner: str | None, writers: Sequence[str], readers: Sequence[str]) -> None:
    """Hand the books to an owner, and give roles their rights in them."""
    with changing(store.engine, store.where) as connection:
        may, holder = may_migrate(connection)
        if not may:  # PostgreSQL only warns whoever grants what is not his to give
            raise OwnerAloneGrants(holder)
        refuse_missing(connection, filter(None, (owner, *writers, *readers)))
        _give(connection, owner, writers, readers)


def _give(connection: Connection, owner: str | None, writers: Sequence[str], readers: Sequence[str]) -> None:
    if owner:
        hand_over(connection, owner)
    for each in writers:
        grant_writer(connection, each)
    for each in readers:
        grant_reader(connection, each)


@contextmanager
def changing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that changes what is in a database, all of it or nothing; what fails is told as a refusal."""
    try:
        with engine.connect().execution_options(migrates=True) as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        raise refusal_of(error, where) from error
