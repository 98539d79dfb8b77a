"""Records: everything that is kept, as rows that another store can take in; and the schema that describes them.

Rows come table by table, parents before children, so that each refers only to earlier ones; what is counted from
other rows is left out and made anew. Both ways stream: a store of any size passes in constant memory.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, insert, select

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.store.store import Work
from lifecycle_desk.store.types import DERIVED, KEPT, Flag, IsoDay, UtcTime

BATCH = 2_000


class RecordNotUnderstood(Objection):
    """A row that no table of ours has."""

    says = N_("%(type)s is not a kind of record, or lacks a field, or has one too many.")
    type: str


def kept_tables() -> list[Table[Any]]:
    """The tables whose rows are records, parents first."""
    return [each for each in KEPT.sorted_tables if not each.info.get(DERIVED)]


def rows_of(work: Work, table: Table[Any]) -> Iterator[dict[str, Any]]:
    """The rows of a table as plain values, by primary key."""
    query = select(table).order_by(*table.primary_key.columns)
    columns = list(table.columns)
    for row in work.connection.execution_options(yield_per=BATCH).execute(query):
        yield {column.name: _plain(value) for column, value in zip(columns, row, strict=True)}


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if hasattr(value, "tzinfo"):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if hasattr(value, "isoformat") else value


def _kept(column: Column[Any], value: Any) -> Any:
    """A value as its column keeps it, from JSON."""
    if isinstance(column.type, LargeBinary) and value is not None:
        return b64decode(value, validate=True)
    if isinstance(column.type, IsoDay | UtcTime | Flag):
        return column.type.process_result_value(value, None)  # type: ignore[arg-type]  # our own types need no dialect
    return value


def put_row(table: Table[Any], given: dict[str, Any]) -> dict[str, Any]:
    """A row as its table takes it; refuses one that does not fit."""
    if given.keys() != {column.name for column in table.columns}:
        raise RecordNotUnderstood(table.name)
    try:
        return {column.name: _kept(column, given[column.name]) for column in table.columns}
    except (ValueError, TypeError, AttributeError):
        raise RecordNotUnderstood(table.name) from None


def pour_rows(work: Work, rows: Iterable[tuple[Table[Any], dict[str, Any]]]) -> Iterator[int]:
    """Write rows in the order in which they come; gives how many are written, batch by batch."""
    batch: list[dict[str, Any]] = []
    of: Table[Any] | None = None
    written = 0
    for table, row in rows:
        if batch and (table is not of or len(batch) >= BATCH):
            written += _pour(work, of, batch)
            batch = []
            yield written
        of = table
        batch.append(row)
    yield written + _pour(work, of, batch)


def _pour(work: Work, table: Table[Any] | None, batch: list[dict[str, Any]]) -> int:
    if table is not None and batch:
        work.write(insert(table), *batch)
    return len(batch)


def schema_of(table: Table[Any]) -> dict[str, Any]:
    """The JSON Schema of one kind of record."""
    return {
        "type": "object",
        "properties": {"type": {"const": table.name}} | {each.name: _schema(each) for each in table.columns},
        "required": ["type", *sorted(each.name for each in table.columns)],
        "additionalProperties": False,
    }


def _schema(column: Column[Any]) -> dict[str, Any]:
    match column.type:
        case IsoDay():
            kind: dict[str, Any] = {"type": "string", "format": "date"}
        case UtcTime():
            kind = {"type": "string", "format": "date-time"}
        case Flag():
            kind = {"type": "boolean"}
        case LargeBinary():
            kind = {"type": "string", "contentEncoding": "base64"}
        case other:
            kind = {"type": "integer" if other.python_type is int else "string"}
    return kind | {"type": [kind["type"], "null"]} if column.nullable else kind
