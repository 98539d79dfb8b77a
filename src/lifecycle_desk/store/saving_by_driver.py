"""What a save writes and asks, by the driver of a file: around a row the library takes four times what the row takes.

A statement that comes again is worded by the library, once for the names that it is given, and values are made by the
library's own types. Whoever listens to statements hears of these too, and an error is the library's. What the library
does more than that for a statement, it does itself; and so it does all at a server.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError

type Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of a row: by its name, made by its type, or the same in all rows."""

    name: str | None
    made: Callable[[Any], Any] | None
    constant: Any


@dataclass(frozen=True, slots=True)
class _Wording:
    """A statement as the driver takes it, the values of a row in their order, whether its answers need no types."""

    text: str
    values: tuple[_Value, ...]
    is_plain: bool

    def row(self, facts: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values of a row."""
        return tuple([
            each.constant
            if each.name is None
            else facts[each.name]
            if each.made is None
            else each.made(facts[each.name])
            for each in self.values
        ])  # fmt: skip


_WORDED: WeakKeyDictionary[Executable, dict[tuple[Names, bool], _Wording | None]] = WeakKeyDictionary()
_CONTEXT = SimpleNamespace(execution_options={})  # for who listens: there is none of the library's own


def is_driven(connection: Connection) -> bool:
    """Whether statements may go by the driver: in a file, and where the library has begun a transaction."""
    return connection.dialect.name == "sqlite" and connection.in_transaction()


def is_written(
    connection: Connection, statement: Executable, rows: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]
) -> bool:
    """Write some rows, or one by its facts; False where nothing was done and the library has to."""
    if not is_driven(connection):
        return False
    names, many = tuple(rows[0] if rows else facts), len(rows) > 1
    wording = _wording(connection, statement, names, many=many)
    if wording is None or (many and any(each.keys() != rows[0].keys() for each in rows)):
        return False
    try:
        given = [wording.row(each) for each in rows] if many else wording.row(rows[0] if rows else facts)
    except Exception:  # noqa: BLE001 (nothing is done yet: the library makes the same values, and says what is wrong)
        return False
    run(connection, wording.text, given, many=many)
    return True


def rows_of(connection: Connection, statement: Executable, facts: Mapping[str, Any]) -> list[tuple[Any, ...]] | None:
    """The rows that answer a statement; None where the library has to ask, since their types are no driver's."""
    wording = _wording(connection, statement, tuple(facts), many=False) if is_driven(connection) else None
    return run(connection, wording.text, wording.row(facts), many=False) if wording and wording.is_plain else None


def run(connection: Connection, statement: str, given: Any, *, many: bool) -> list[tuple[Any, ...]]:
    """Let the driver do a statement within the connection's transaction, which was begun; gives its rows."""
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor()
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, cursor, statement, given, _CONTEXT, many)
    try:
        (cursor.executemany if many else cursor.execute)(statement, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    except driver.Error as error:  # never done again by the library: SQLite may have ended the transaction
        dialect = connection.dialect
        raise DBAPIError.instance(statement, given, error, driver.Error, dialect=dialect) from error
    for hear in connection.dispatch.after_cursor_execute:
        hear(connection, cursor, statement, given, _CONTEXT, many)
    cursor.close()
    return found


def _wording(connection: Connection, statement: Executable, names: Names, *, many: bool) -> _Wording | None:
    worded, key = _WORDED.get(statement), (names, many)
    if worded is None:  # it may have been built for this one time, and the library has such in its own cache
        _WORDED[statement] = {}
        return None
    if key not in worded:
        worded[key] = _worded(connection, statement, names, many=many)
    return worded[key]


def _worded(connection: Connection, statement: Any, names: Names, *, many: bool) -> _Wording | None:
    compiled = statement.compile(dialect=connection.dialect, column_keys=sorted(names), for_executemany=many)
    more = (
        compiled.post_compile_params,
        compiled.literal_execute_params,
        compiled.insert_prefetch,
        compiled.update_prefetch,
        compiled.escaped_bind_names,
        compiled.effective_returning,
        statement.get_execution_options(),
    )
    made, binds, wanted = compiled._bind_processors, compiled.binds, compiled.positiontup  # noqa: SLF001 (the library's own way to make values, which has no public name)
    if any(more) or any(each not in names and binds[each].required for each in wanted):
        return None
    asked = getattr(statement, "selected_columns", ())
    is_plain = bool(asked) and not any(each.type.result_processor(connection.dialect, None) for each in asked)
    values = tuple(_value(each, binds[each], made.get(each), names) for each in wanted)
    return _Wording(str(compiled), values, is_plain)


def _value(name: str, bind: Any, made: Any, names: Names) -> _Value:
    if name in names:
        return _Value(name, made, None)
    said = bind.effective_value
    return _Value(None, None, made(said) if made else said)
