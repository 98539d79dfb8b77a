"""Soundness: what the database itself says of a store, and whether its guards still stand."""

from collections.abc import Iterator

from sqlalchemy import func, select

from lifecycle_desk.store.dialect import guarded, unknown_triggers
from lifecycle_desk.store.records import stored_tables
from lifecycle_desk.store.reporting import unknown_views
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import APPEND_ONLY, KEPT

type Fault = tuple[str, str, str]


def file_faults(tx: Transaction) -> Iterator[Fault]:
    """SQLite's complaints about its file: part, where, why. A server looks after its own files."""
    if tx.connection.dialect.name == "sqlite":
        for query in ("PRAGMA integrity_check(10)", "PRAGMA foreign_key_check"):
            for row in tx.connection.exec_driver_sql(query):
                if row[0] != "ok":
                    yield "file", "", " ".join(map(str, row))


def guard_faults(tx: Transaction) -> Iterator[Fault]:
    """Append-only tables that are guarded no more, and what acts in the file on its own."""
    safe = guarded(tx.connection)
    for table in KEPT.tables.values():
        if table.info.get(APPEND_ONLY) and table.name not in safe:
            yield "guards", table.name, "not append-only any more"
    for name in (*unknown_triggers(tx.connection), *unknown_views(tx.connection)):
        yield "guards", name, "made by another program"


def rows_by_table(tx: Transaction) -> dict[str, int]:
    """How many rows each kind of record has."""
    tables = stored_tables()
    return {each.name: tx.connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables}
