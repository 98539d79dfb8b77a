"""The store of a region: made, opened, brought to the form of this program, and closed.

It lies in one schema of a PostgreSQL (`?schema=` of its address, else `region`). Its form is a number in a table of its
own; each step to the next is a list of statements, run in one transaction under a lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from re import fullmatch
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, func, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, OperationalError

from lifecycle_desk.region.rules.refusals import (
    NoRegionThere,
    RegionFormUnknown,
    RegionNotReached,
    RegionThere,
    SchemaNameWrong,
)
from lifecycle_desk.region.tables import schema
from lifecycle_desk.region.tables.schema import FORM, FORMS, PARTS, REGION

SCHEMA = "region"
_SCHEMA_OF = "schema"
_LOCK = 0x4C445247  # one brings the tables to a form at a time

STEPS: dict[
    int, tuple[str, ...]
] = {}  # by the form that they lead to, in statements; the first form is laid down whole


@dataclass(frozen=True, slots=True)
class RegionStore:
    """The open store of a region; `schema` is the one that its tables lie in."""

    engine: Engine
    schema: str
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

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """The open store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


def create(where: str) -> RegionStore:
    """Lay down the tables of a new region; refuses where there is one."""
    store = _connected(where)
    with _closed_if_refused(store), store.writing() as connection:
        _locked(connection)
        connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{store.schema}"')
        _refuse_region(connection, store)
        lay_down(connection)
    return store


def _refuse_region(connection: Connection, store: RegionStore) -> None:
    if _form(connection) is not None:
        raise RegionThere(store.where)


def lay_down(connection: Connection) -> None:
    """Make all tables in the connection's schema, events in parts by their dealer."""
    REGION.create_all(connection)
    for part in range(PARTS):
        connection.exec_driver_sql(
            f"CREATE TABLE event_{part} PARTITION OF event FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
        )
    connection.execute(insert(FORMS).values(number=FORM))


def open_region(where: str) -> RegionStore:
    """Open a region's store, and bring its tables to the form of this program; refuses where there is none."""
    store = _connected(where)
    with _closed_if_refused(store):
        with store.reading() as connection:
            form = _known_form(connection, store)
        if form < FORM:
            with store.writing() as connection:
                _brought_up(connection)
    return store


def _known_form(connection: Connection, store: RegionStore) -> int:
    form = _form(connection)
    if form is None:
        raise NoRegionThere(store.where)
    if form > FORM:
        raise RegionFormUnknown(form, FORM)
    return form


@contextmanager
def _closed_if_refused(store: RegionStore) -> Iterator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


def _connected(where: str) -> RegionStore:
    url, name = _address(where)
    told = url.render_as_string(hide_password=True)
    engine = create_engine(
        url, pool_size=2, pool_pre_ping=True, connect_args={"options": f"-c search_path={name} -c timezone=UTC"}
    )
    try:
        engine.connect().close()
    except OperationalError as error:
        engine.dispose()
        raise RegionNotReached(told, str(error.orig).strip().splitlines()[0]) from None
    return RegionStore(engine, name, told)


def _address(where: str) -> tuple[Any, str]:
    """The address without the schema that it names, and that schema."""
    try:
        url = make_url(where)
    except ArgumentError:
        raise RegionNotReached(where, "not an address of PostgreSQL") from None
    if url.get_backend_name() != "postgresql":
        raise RegionNotReached(url.render_as_string(hide_password=True), "not an address of PostgreSQL")
    named = url.query.get(_SCHEMA_OF, SCHEMA)
    name = named if isinstance(named, str) else named[-1]
    if not fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise SchemaNameWrong(name)
    return url.difference_update_query([_SCHEMA_OF]).set(drivername="postgresql+psycopg"), name


def _locked(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _form(connection: Connection) -> int | None:
    """The form of the tables that are there; None where there are none."""
    if not inspect(connection).has_table(FORMS.name):
        return None
    return connection.execute(select(func.max(FORMS.c.number))).scalar()


def _brought_up(connection: Connection) -> None:
    _locked(connection)
    for form in range((_form(connection) or 0) + 1, FORM + 1):
        for statement in STEPS[form]:
            connection.exec_driver_sql(statement)
        connection.execute(update(schema.FORMS).values(number=form))
