"""Rows that no life tells of: staff, the dealer's profile, keys, rules and templates. Their changes are told by digest.

A transaction that changes a row of such a table tells, as its last event, the digest of every row that it changed. So
a row that is changed with another tool is seen, and named, like an event that was.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Table

from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.proof.usecases.key_chain import FOUNDED, ROWS_TOLD
from lifecycle_desk.store import records, types
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import canonical
from lifecycle_desk.vehicle.rules.facts import RowsTold, TableTold
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.record_fields import SINGLE, changes_of, fields_called
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.recording import record_event

DIGITS = 32  # of a row's digest: 128 bits
type Digests = dict[str, str]


def told_tables() -> list[Table[Any]]:
    """The tables whose changes are told so."""
    return [each for each in types.KEPT.sorted_tables if each.info.get(types.TOLD)]


def changes(tx: Transaction, names: set[str]) -> dict[str, Any]:
    """The changes of some tables to tell: of each the digests of new or changed rows, None for rows that are gone."""
    told = last_told(tx)
    found: dict[str, Any] = {}
    for table in told_tables():
        if table.name in names:
            before, now = told.get(table.name, {}), digests(tx, table, _columns(table))
            moved: dict[str, str | None] = {key: each for key, each in now.items() if before.get(key) != each}
            moved |= dict.fromkeys(before.keys() - now.keys())
            if moved or table.name not in told:
                found[table.name] = {"columns": _columns(table), "rows": moved}
    return found


def tell_changes(tx: Transaction) -> None:
    """Tell what a transaction changed beside the lives; nothing where it changed none of these tables."""
    names = {name for name in tx.touched if name in types.KEPT.tables and types.KEPT.tables[name].info.get(types.TOLD)}
    if names and not tx.retold and (changed := changes(tx, names)):
        fields = _fields_changed(tx, changed)
        facts = {"tables": changed} | ({"fields": fields} if fields else {})
        record_event(tx, Event(None, today(tx), ROWS_TOLD, facts))


def _fields_changed(tx: Transaction, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a transaction changed, by table and key; whoever reads still sees what they held before."""
    with tx.store.reading() as as_before:
        return {
            name: rows
            for name, each in changed.items()
            if fields_called(name) and (rows := _rows_changed(as_before, tx, types.KEPT.tables[name], each["rows"]))
        }


def _rows_changed(
    as_before: Transaction, tx: Transaction, table: "Table[Any]", moved: Mapping[str, str | None]
) -> dict[str, Any]:
    before, now = _by_key(as_before, table, moved), _by_key(tx, table, moved)
    if table.name in SINGLE:  # a row that is called otherwise is still the same
        before, now, moved = {"": next(iter(before.values()), {})}, {"": next(iter(now.values()), {})}, {"": None}
    told = {key: changes_of(table.name, before.get(key), now.get(key)) for key in moved}
    return {key: each for key, each in told.items() if each}


def _by_key(tx: Transaction, table: "Table[Any]", wanted: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    rows = ((_key(table, row), row) for row in records.rows_of(tx, table))
    return {key: row for key, row in rows if key in wanted}


def _key(table: "Table[Any]", row: Mapping[str, Any]) -> str:
    return " ".join(str(row[each.name]) for each in table.primary_key.columns)


def tell_untold(tx: Transaction) -> None:
    """Tell all rows of tables that were never told: those of books that an earlier version kept."""
    told = last_told(tx)
    untold = {each.name for each in told_tables() if each.name not in told}
    if untold and (rows := changes(tx, untold)):
        record_event(tx, Event(None, today(tx), ROWS_TOLD, {"tables": rows}))


def last_told(tx: Transaction) -> dict[str, Digests]:
    """The digests of all rows as they were told last, by table and key."""
    found: dict[str, Digests] = {}
    for tables in _tables_told(tx):
        for name, said in tables.items():
            rows = found.setdefault(name, {})
            for key, digest in said.rows.items():
                if digest is None:
                    rows.pop(key, None)
                else:
                    rows[key] = digest
    return found


def _tables_told(tx: Transaction) -> Iterator[Mapping[str, TableTold]]:
    for told, _, _ in chain.told_by(tx, (FOUNDED, ROWS_TOLD), []):
        yield told.facts_as(RowsTold).tables


def columns_told(tx: Transaction) -> dict[str, list[str]]:
    """The columns of each table that its digests are of: a later version may have more."""
    return {name: said.columns for tables in _tables_told(tx) for name, said in tables.items()}


def digests(tx: Transaction, table: "Table[Any]", columns: list[str]) -> Digests:
    """The digest of every row of a table over some of its columns, by the row's key."""
    return {_key(table, row): _digest({name: row.get(name) for name in columns}) for row in records.rows_of(tx, table)}


def _digest(row: dict[str, Any]) -> str:
    return sha256(canonical(row)).hexdigest()[:DIGITS]


def _columns(table: "Table[Any]") -> list[str]:
    return [each.name for each in table.columns if not each.info.get(types.UNTOLD)]


def wrong_rows(tx: Transaction) -> Iterator[tuple[str, str, str]]:
    """Rows that differ from what was told of them last: table, key, what is wrong."""
    told, columns = last_told(tx), columns_told(tx)
    for table in told_tables():
        if table.name not in told:
            continue
        before, now = told[table.name], digests(tx, table, columns[table.name])
        for key in sorted(before.keys() | now.keys()):
            if before.get(key) != now.get(key):
                why = "is gone" if key not in now else "differs from what was told" if key in before else "was not told"
                yield table.name, key, f"the row {why}"


def untold(tx: Transaction) -> list[str]:
    """The tables that hold rows of which nothing was told yet."""
    told = last_told(tx)
    return [each.name for each in told_tables() if each.name not in told and next(records.rows_of(tx, each), None)]
