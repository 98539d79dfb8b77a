"""Records: everything that is kept, as rows that another store can take in; and the schema that describes them.

Rows come table by table, parents before children, so that each refers only to earlier ones; what is counted from
other rows is left out and made anew. Both ways stream: a store of any size passes in constant memory.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Select, Table, Text, collate, insert, or_, select
from sqlalchemy.exc import DBAPIError, OperationalError

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, KEPT, SINCE, Flag, IsoDay, UtcTime

BATCH = 2_000
VEHICLE = "vehicle"
MOST = 2**63  # what a whole number of either database holds

RecordNotUnderstood = objection(
    "RecordNotUnderstood", N_("%(type)s is not a known record type, or has a missing or extra field."), type=str
)


def stored_tables() -> list[Table[Any]]:
    """The tables whose rows are records, parents first."""
    return [each for each in KEPT.sorted_tables if not each.info.get(DERIVED)]


# Rows that the database itself refuses: two of one number, or one that refers to nothing.
RecordsDoNotFit = objection(
    "RecordsDoNotFit", N_("The records of type %(type)s are inconsistent: %(why)s"), type=str, why=str
)


def rows_of(tx: Transaction, table: Table[Any], *only: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    """The rows of a table, or only some, as plain values; by primary key, text in the order of its code points."""
    server = tx.connection.dialect.name == "postgresql"
    order = [collate(each, "C") if server and _is_text(each) else each for each in table.primary_key.columns]
    query = select(table).where(*only).order_by(*order)
    columns = list(table.columns)
    for row in tx.connection.execute(query, execution_options={"yield_per": BATCH}):
        yield {column.name: _plain(value) for column, value in zip(columns, row, strict=True)}


def rows_of_vehicle(tx: Transaction, vin: str) -> Iterator[tuple[Table[Any], dict[str, Any]]]:
    """The rows of one vehicle: its own, those that refer to it, and those that these refer to."""
    wanted = {each.name: only for each in stored_tables() if (only := _of_vehicle(each, vin)) is not None}
    for table in stored_tables():
        only = wanted.get(table.name)
        if only is None:
            only = _referred_to(table, wanted)
        if only is not None:
            yield from ((table, row) for row in rows_of(tx, table, only))


def _of_vehicle(table: Table[Any], vin: str) -> ColumnElement[bool] | None:
    """The condition by which a row belongs to a vehicle: it names the vehicle, or a row that is the vehicle's."""
    if table.name == VEHICLE:
        own: ColumnElement[bool] = table.c.vin == vin
        return own
    for key in table.foreign_keys:
        if key.column.table.name == VEHICLE:
            return key.parent == vin
    for key in table.foreign_keys:
        parent = key.column.table
        if parent is not table and (only := _of_vehicle(parent, vin)) is not None:
            return key.parent.in_(select(key.column).where(only))
    return None


def _referred_to(table: Table[Any], wanted: dict[str, ColumnElement[bool]]) -> ColumnElement[bool] | None:
    """The condition by which a row of another table is needed: a row of the vehicle refers to it."""
    referring: list[tuple[Column[Any], Select[Any]]] = [
        (key.column, select(key.parent).where(wanted[child.name], key.parent.is_not(None)))
        for child in stored_tables()
        if child.name in wanted
        for key in child.foreign_keys
        if key.column.table is table
    ]
    return or_(*(column.in_(query) for column, query in referring)) if referring else None


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, Text)


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if hasattr(value, "tzinfo"):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if hasattr(value, "isoformat") else value


def _kept(column: Column[Any], value: Any) -> Any:
    """A value as its column keeps it, from JSON."""
    if value is None:
        if not column.nullable:
            raise TypeError(column.name)
        return None
    _check(value, _python_type(column))
    made = value
    if isinstance(column.type, LargeBinary):
        made = b64decode(value, validate=True)
    elif isinstance(column.type, IsoDay | UtcTime):
        made = column.type.process_result_value(value, None)  # type: ignore[arg-type]  # our own types need no dialect
    if _plain(made) != value:  # 20260102 would be read, and be given out as 2026-01-02
        raise ValueError(value)
    return made


def _check(value: Any, wanted: type) -> None:
    """Refuse a value of another type (True is no number here), and what not every database keeps."""
    if type(value) is not wanted:
        raise TypeError(value)
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError(value)
    if isinstance(value, int) and not -MOST <= value < MOST:
        raise ValueError(value)


def _python_type(column: Column[Any]) -> type:
    """The JSON type of a column."""
    match column.type:
        case IsoDay() | UtcTime() | LargeBinary():
            return str
        case Flag():
            return bool
    return int if column.type.python_type is int else str


def put_row(table: Table[Any], given: dict[str, Any]) -> dict[str, Any]:
    """A row as its table takes it; refuses one that does not fit. Of an earlier form it lacks what came later."""
    later = {column.name: None for column in table.columns if SINCE in column.info}
    given = later | given
    if given.keys() != {column.name for column in table.columns}:
        raise RecordNotUnderstood(table.name)
    try:
        return {column.name: _kept(column, given[column.name]) for column in table.columns}
    except (ValueError, TypeError, AttributeError):
        raise RecordNotUnderstood(table.name) from None


def place_of(table: Table[Any], row: dict[str, Any]) -> tuple[Any, ...]:
    """Where a row stands among those of its table when it is given out: by primary key, text by its bytes."""
    keys = (row[column.name] for column in table.primary_key.columns)
    return tuple(each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each for each in keys)


def put_older_row(table: Table[Any], given: dict[str, Any]) -> dict[str, Any]:
    """A row of an earlier form, which lacks what came later; refuses one with a field that no form has."""
    columns = {column.name: column for column in table.columns}
    try:
        return {name: _kept(columns[name], value) for name, value in given.items()}
    except (KeyError, ValueError, TypeError, AttributeError):
        raise RecordNotUnderstood(table.name) from None


def pour_rows(tx: Transaction, rows: Iterable[tuple[Table[Any], dict[str, Any]]]) -> Iterator[int]:
    """Write rows in the order in which they come; gives how many are written, batch by batch."""
    batch: list[dict[str, Any]] = []
    of: Table[Any] | None = None
    written = 0
    for table, row in rows:
        if batch and (table is not of or len(batch) >= BATCH):
            written += _pour(tx, of, batch)
            batch = []
            yield written
        of = table
        batch.append(row)
    yield written + _pour(tx, of, batch)


def _pour(tx: Transaction, table: Table[Any] | None, batch: list[dict[str, Any]]) -> int:
    if table is not None and batch:
        try:
            tx.write(insert(table), *batch)
        except OperationalError:  # the disk, not the rows
            raise
        except DBAPIError as error:
            raise RecordsDoNotFit(table.name, str(error.orig)) from error
    return len(batch)


def schema_of(table: Table[Any]) -> dict[str, Any]:
    """The JSON Schema of one kind of record."""
    return {
        "type": "object",
        "properties": {"type": {"const": table.name}} | {each.name: _schema(each) for each in table.columns},
        "required": ["type", *sorted(each.name for each in table.columns if SINCE not in each.info)],
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
