"""Differences between the two engines: triggers, bulk rows, the search by pieces of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Text, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from lifecycle_desk.store.by_driver import DriverQuery, at_most
from lifecycle_desk.store.literals import literal
from lifecycle_desk.store.refusals import SearchExtensionMissing
from lifecycle_desk.store.saving_by_driver import is_driven, is_written, run

PIECE = 3  # letters that a trigram needs
NUMBER = 6  # figures from which a number is long: people read off the last six of a VIN
LAST = "\U0010ffff"  # behind every letter: the end of what begins with something

_SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_piece USING fts5(words, content='', contentless_delete=1, tokenize='trigram')",
        "INSERT INTO search_piece(search_piece, rank) VALUES ('secure-delete', 1)",
    ),
    "postgresql": (
        "CREATE TABLE search_piece (rowid bigint PRIMARY KEY, words text NOT NULL)",
        "CREATE INDEX ix_search_piece_words ON search_piece USING gin (words {trigrams}.gin_trgm_ops)",
    ),
}
_TRIGRAMS = text(
    "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace"
    " WHERE extname = 'pg_trgm'"
)
SHARED_BY_ALL = 0x4C44  # the lock of a single key: for what the dealers of a database share
_ENTRIES = "SELECT number, kind, ref, vin, label, by_words, by_tails FROM search_entry JOIN "
_BY_TERM = (
    "SELECT * FROM ({entries}search_term ON number = entry WHERE term >= :{way} AND term < :{way}_ends LIMIT {most})"
    " AS by_{way}"
)
_BY_PIECE = {
    "sqlite": "search_piece ON number = search_piece.rowid WHERE words MATCH :pieces",
    "postgresql": "search_piece ON number = search_piece.rowid WHERE (words LIKE :piece OR words LIKE :tight)",
}
_PAIRS = {
    "sqlite": "SELECT value ->> 0 AS word, value ->> 1 AS number FROM json_each(:pairs)",
    "postgresql": "SELECT value ->> 0 AS word, CAST(value ->> 1 AS bigint) AS number "
    "FROM jsonb_array_elements(CAST(:pairs AS jsonb))",
}
_TEXTS = {
    "sqlite": "SELECT value AS word FROM json_each(:texts)",
    "postgresql": "SELECT word FROM jsonb_array_elements_text(CAST(:texts AS jsonb)) AS each(word)",
}
# Texts that a statement is given as `texts`, a list in JSON.
TEXTS = {name: text(query).columns(word=Text).subquery("asked") for name, query in _TEXTS.items()}
# Pairs of a word and a whole number that a statement is given as `pairs`, a list in JSON; as parameters each would be
# taken apart by the library, and there may be no more of them than some.
PAIRS = {name: text(query).columns(word=Text, number=BigInteger).subquery("asked") for name, query in _PAIRS.items()}

_KEEP = text("INSERT INTO search_piece (rowid, words) VALUES (:entry, :words)")
_FORGET = text("DELETE FROM search_piece WHERE rowid = :entry")


def of_engine[Statement](connection: Connection, each: Mapping[str, Statement]) -> Statement:
    """Which of a statement's wordings the engine of a connection understands."""
    return each[connection.dialect.name]


def trigrams_at(connection: Connection) -> str:
    """The schema that PostgreSQL's trigrams are in, which all dealers of a database share; made where there are none.

    In `public`, which is nobody's: a dealer who leaves must not take the others' search along.
    """
    found: str | None = connection.scalar(_TRIGRAMS)
    if found is None:
        making = "CREATE EXTENSION pg_trgm SCHEMA public"
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SHARED_BY_ALL})")
                connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS public")
                connection.exec_driver_sql(making.replace("EXTENSION", "EXTENSION IF NOT EXISTS"))
        except DBAPIError as error:
            raise SearchExtensionMissing(f"{making};") from error
        found = str(connection.scalar(_TRIGRAMS))
    return found


def search_table(connection: Connection) -> None:
    """Make the table that finds entries by any piece of three letters and more."""
    trigrams = "" if connection.dialect.name == "sqlite" else trigrams_at(connection)
    for statement in _SEARCH[connection.dialect.name]:
        connection.exec_driver_sql(statement.format(trigrams=trigrams))


def find_entries(connection: Connection, tail: str, word: str, tight: str, most: int) -> list[tuple[Any, ...]]:
    """The entries that have a term beginning with `tail` or `word`, or in whose words `word` or `tight` stands.

    Of each its number, kind, key, vehicle and label, and the words and tails that find it. Each way gives at most
    `most`, so that no letter that stands everywhere makes anyone wait. The end of a long number is the likely meaning;
    only where nothing ends so is it sought in the middle.
    """
    bounds = {"tail": tail, "tail_ends": tail + LAST, "word": word, "word_ends": word + LAST}
    found = _by_terms(most).rows(connection, **bounds)
    pieces = [each for each in dict.fromkeys((word, tight)) if len(each) >= PIECE]
    if pieces and not (found and tight.isdecimal() and len(tight) >= NUMBER):
        facts = {"piece": _containing(pieces[0]), "tight": _containing(pieces[-1])}
        if connection.dialect.name == "sqlite":
            facts = {"pieces": " OR ".join('"' + each.replace('"', '""') + '"' for each in pieces)}
        found += _by_piece(of_engine(connection, _BY_PIECE), most).rows(connection, **facts)
    once = {row[0]: row for row in found}
    return sorted(once.values(), key=itemgetter(1, 0), reverse=True)[:most]


@cache
def _by_terms(most: int) -> DriverQuery:
    """The statement that asks for both beginnings at once: each statement costs as much as what it finds."""
    ways = (_BY_TERM.format(entries=_ENTRIES, way=way, most=at_most(most)) for way in ("tail", "word"))
    return DriverQuery(text(" UNION ALL ".join(ways)))


@cache
def _by_piece(joined: str, most: int) -> DriverQuery:
    return DriverQuery(text(f"{_ENTRIES}{joined} LIMIT {at_most(most)}"))


def _containing(piece: str) -> str:
    """The pattern of LIKE for what has a piece in it."""
    return "%" + piece.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"


def save_piece(connection: Connection, entry: int, words: str) -> None:
    """Let an entry be found by pieces of its words."""
    if not is_written(connection, _KEEP, (), {"entry": entry, "words": words}):
        connection.execute(_KEEP, {"entry": entry, "words": words})


def forget_piece(connection: Connection, entry: int) -> None:
    """Let it be found no more."""
    connection.execute(_FORGET, {"entry": entry})


def squeeze_pieces(connection: Connection) -> None:
    """Write the pieces of words anew without those that were taken away, which SQLite only marks as gone."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_piece(search_piece) VALUES ('optimize')")


def append_only(connection: Connection, table: str, only: Sequence[str] = (), once: str = "") -> None:
    """Let rows be added to a table, and nothing else.

    With `only`, these columns are guarded and the others may be changed: words about people, who may be erased. With
    `once`, a condition over `old`, a row is guarded from when that is true: what a long import pours in pieces does
    not count before its last one, and may be taken away until then.
    """
    says, of = f"{table} is append-only", f" OF {', '.join(only)}" if only else ""
    if connection.dialect.name == "sqlite":
        where = f" WHERE {once}" if once else ""
        for change, columns in (("UPDATE", of), ("DELETE", "")):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change}{columns} ON {table} FOR EACH ROW "
                f"BEGIN SELECT RAISE(ABORT, '{says}'){where}; END"
            )
        return
    raised = f"RAISE EXCEPTION '{says}';"
    guarded_row = f"IF {once} THEN {raised} END IF; RETURN CASE TG_OP WHEN 'DELETE' THEN old ELSE new END;"
    for name, event, each, body in (
        ("change", f"UPDATE{of} OR DELETE", "ROW", guarded_row if once else raised),
        ("truncate", "TRUNCATE", "STATEMENT", raised),
    ):
        connection.exec_driver_sql(
            f"CREATE FUNCTION {table}_{name}_is_append_only() RETURNS trigger LANGUAGE plpgsql "
            f"SET search_path = {path_of_triggers(connection)} AS $$ BEGIN {body} END $$"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_{name}_is_append_only()"
        )


_GUARDED = {
    "sqlite": (
        r"SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\_no\_%' ESCAPE '\' "
        "GROUP BY tbl_name HAVING count(*) = 2"
    ),
    "postgresql": (
        "SELECT relname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        r" WHERE tgname LIKE '%\_no\_change' AND tgenabled = 'O' AND relnamespace = current_schema()::regnamespace"
    ),
}
_STRANGE = (
    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql NOT LIKE "
    r"'CREATE TRIGGER ' || tbl_name || '\_no\_% BEFORE % ON ' || tbl_name || "
    r"' FOR EACH ROW BEGIN SELECT RAISE(ABORT, %' ESCAPE '\'"
)


def path_of_triggers(connection: Connection) -> str:
    """Where a function of a trigger looks for tables: in its own schema, whoever's session it runs in.

    The schema of temporary tables is named last: PostgreSQL looks there first where it is not named, and a seat could
    put a table of its own in the place of ours.
    """
    schema: str = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    return f"{schema}, pg_temp"


_FUNCTIONS = text(
    "SELECT quote_ident(proname) FROM pg_proc"
    r" WHERE proname LIKE '%\_is\_append\_only' AND pronamespace = current_schema()::regnamespace"
)


def close_paths_of_triggers(connection: Connection) -> str:
    """Let functions of triggers that were made without a path of their own look in their schema; gives the path."""
    path = path_of_triggers(connection)
    for name in connection.scalars(_FUNCTIONS).all():
        connection.exec_driver_sql(f"ALTER FUNCTION {name}() SET search_path = {path}")
    return path


def guarded(connection: Connection) -> frozenset[str]:
    """The tables that triggers keep append-only."""
    return frozenset(connection.scalars(text(_GUARDED[connection.dialect.name])))


@dataclass(frozen=True, slots=True)
class Appended:
    """What may happen to the rows of an append-only table besides being added; its trigger looks at each row."""

    may_change: tuple[str, ...] = ()
    may_go: bool = False


_APPENDED = text(
    "SELECT relname, tgattr::text <> '' AS narrow, prosrc LIKE '% IF EXISTS %' AS once,"
    " (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute"
    " WHERE attrelid = tgrelid AND attnum > 0 AND NOT attisdropped AND attnum <> ALL (tgattr::int2[])) AS others"
    " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
    r" WHERE tgname LIKE '%\_no\_change' AND relnamespace = current_schema()::regnamespace"
)


def appended(connection: Connection) -> dict[str, Appended]:
    """The append-only tables of a server by name, as their triggers declare them."""
    return {
        row.relname: Appended(tuple(row.others) if row.narrow else (), bool(row.once))
        for row in connection.execute(_APPENDED)
    }


def triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    """The triggers of SQLite that guard: their tables, and as they were made. A server's stay when a table changes."""
    if connection.dialect.name != "sqlite":
        return {}
    found = r"SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\_no\_%' ESCAPE '\'"
    return {name: (table, made) for name, table, made in connection.execute(text(found))}


def unknown_triggers(connection: Connection) -> tuple[str, ...]:
    """Triggers that no migration of ours made: something in the file that acts on its own."""
    return tuple(connection.scalars(text(_STRANGE))) if connection.dialect.name == "sqlite" else ()


def pour(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    same: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Write many rows as the driver takes them: five times faster than Core's dictionaries.

    `same` is what all of them say besides, by columns; each of it is a literal.
    """
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    names = ", ".join(f'"{column}"' for column in (*columns, *same))
    marks = ", ".join([mark] * len(columns) + [literal(each) for each in same.values()])
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 (names are our own tables and columns, literals plain)
    _write_many(connection, statement, rows)


def _write_many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows and is_driven(connection):
        run(connection, statement, rows, many=True)
    elif rows:
        connection.exec_driver_sql(statement, list(rows))


def add_up(
    connection: Connection, table: str, keys: Sequence[str], added: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Add to the sums of rows by their keys, and begin those that are not there yet; both engines say it alike."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    names = ", ".join(f'"{column}"' for column in (*keys, *added))
    marks, found = ", ".join([mark] * (len(keys) + len(added))), ", ".join(f'"{column}"' for column in keys)
    sums = ", ".join(f'"{each}" = "{table}"."{each}" + excluded."{each}"' for each in added)
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT ({found}) DO UPDATE SET {sums}'  # noqa: S608 (names are our own tables and columns)
    _write_many(connection, statement, rows)


class JsonFact(ColumnElement[Any]):
    """A value within a column of JSON, by its path: as text, or as a whole number."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[str], path: Sequence[str], *, is_whole: bool = False) -> None:
        self.column, self.path, self.is_whole = column, tuple(path), is_whole
        self.type = BigInteger() if is_whole else Text()


@compiles(JsonFact, "sqlite")
def _fact_of_sqlite(fact: JsonFact, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_extract({compiler.process(fact.column, **more)}, '$.{'.'.join(fact.path)}')"


@compiles(JsonFact, "postgresql")
def _fact_of_server(fact: JsonFact, compiler: SQLCompiler, **more: Any) -> str:
    found = f"CAST({compiler.process(fact.column, **more)} AS jsonb) #>> '{{{','.join(fact.path)}}}'"
    return f"CAST({found} AS bigint)" if fact.is_whole else f"({found})"


class Nearest(ColumnElement[int]):
    """The nearest whole number to a product of whole numbers over a divisor, halves away from zero."""

    inherit_cache = False
    type = BigInteger()

    def __init__(self, factors: Sequence[ColumnElement[int]], divisor: int) -> None:
        self.factors, self.divisor = tuple(factors), divisor


@compiles(Nearest, "sqlite")
def _nearest_of_sqlite(nearest: Nearest, compiler: SQLCompiler, **more: Any) -> str:
    product = " * ".join(f"({compiler.process(each, **more)})" for each in nearest.factors)
    whole = f"(2 * abs({product}) + {nearest.divisor}) / {2 * nearest.divisor}"
    return f"CASE WHEN {product} < 0 THEN -({whole}) ELSE {whole} END"


@compiles(Nearest, "postgresql")
def _nearest_of_server(nearest: Nearest, compiler: SQLCompiler, **more: Any) -> str:
    product = " * ".join(f"CAST({compiler.process(each, **more)} AS numeric)" for each in nearest.factors)
    return f"CAST(round({product} / {nearest.divisor}) AS bigint)"
