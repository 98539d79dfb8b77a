"""The store of a region: made, opened, and brought to the form of this program.

It lies in one schema of a PostgreSQL (`?schema=` of its address, else `region`). Its form is a number in a table of its
own; each step to the next adds columns and tables, in one transaction under a lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select, update

from lifecycle_desk.region.rules.refusals import (
    NoRegionThere,
    RegionFormUnknown,
    RegionNotReached,
    RegionThere,
    SchemaNameWrong,
)
from lifecycle_desk.region.tables.schema import EVENT, FORM, FORMS, PARTS, REGION, UNREAD
from lifecycle_desk.region.tables.summing import lay_down, wait_in_turn
from lifecycle_desk.store.own_schema import (
    NotReachedError,
    OwnSchema,
    SchemaNameError,
    add_columns,
    add_tables,
    connected,
    is_there,
    make_all,
    one_at_a_time,
)

SCHEMA = "region"
_LOCK = 0x4C445247  # one brings the tables to a form at a time

type RegionStore = OwnSchema


@dataclass(frozen=True, slots=True)
class _Step:
    """What comes with a form: columns of tables that are there, and tables."""

    columns: tuple[Column[Any], ...] = ()
    tables: tuple[Table[Any], ...] = ()


STEPS: dict[int, _Step] = {2: _Step((FORMS.c.name,), (UNREAD,))}  # by the form that they lead to; the first is whole


def create(where: str) -> RegionStore:
    """Lay down the tables of a new region; refuses where there is one."""
    store = _connected(where)
    with _closed_if_refused(store), store.writing() as connection:
        one_at_a_time(connection, _LOCK)
        store.make(connection)
        if _form(connection) is not None:
            raise RegionThere(store.where)
        make_all(connection, REGION, {EVENT.name: PARTS})
        lay_down(connection)
        connection.execute(insert(FORMS).values(number=FORM))
    return store


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


def _connected(where: str) -> RegionStore:
    try:
        return connected(where, SCHEMA)
    except NotReachedError as error:
        raise RegionNotReached(error.place, error.why) from None
    except SchemaNameError as error:
        raise SchemaNameWrong(str(error)) from None


@contextmanager
def _closed_if_refused(store: RegionStore) -> Iterator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


def _form(connection: Connection) -> int | None:
    """The form of the tables that are there; None where there are none."""
    return connection.execute(select(func.max(FORMS.c.number))).scalar() if is_there(connection, FORMS) else None


def _known_form(connection: Connection, store: RegionStore) -> int:
    form = _form(connection)
    if form is None:
        raise NoRegionThere(store.where)
    if form > FORM:
        raise RegionFormUnknown(form, FORM)
    return form


def _brought_up(connection: Connection) -> None:
    one_at_a_time(connection, _LOCK)
    for form in range((_form(connection) or 0) + 1, FORM + 1):
        add_columns(connection, STEPS[form].columns)
        add_tables(connection, STEPS[form].tables)
        connection.execute(update(FORMS).values(number=form))
    wait_in_turn(connection)
    lay_down(connection)  # sums that are younger than the region: pages are filled before anybody sums
