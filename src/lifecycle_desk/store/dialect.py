"""What the two engines say differently: triggers, bulk rows, the search by pieces of words."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, text

PIECE = 3  # letters that a trigram needs

_SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_piece USING fts5(words, content='', contentless_delete=1, tokenize='trigram')",
        "INSERT INTO search_piece(search_piece, rank) VALUES ('secure-delete', 1)",
    ),
    "postgresql": (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE TABLE search_piece (rowid bigint PRIMARY KEY, words text NOT NULL)",
        "CREATE INDEX ix_search_piece_words ON search_piece USING gin (words gin_trgm_ops)",
    ),
}
_FIND = {
    "sqlite": text("SELECT rowid FROM search_piece WHERE words MATCH :piece LIMIT :most"),
    "postgresql": text("SELECT rowid FROM search_piece WHERE words LIKE :piece LIMIT :most"),
}
_KEEP = text("INSERT INTO search_piece (rowid, words) VALUES (:entry, :words)")
_FORGET = text("DELETE FROM search_piece WHERE rowid = :entry")


def search_table(connection: Connection) -> None:
    """Make the table that finds entries by any piece of three letters and more."""
    for statement in _SEARCH[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def find_piece(connection: Connection, piece: str, most: int) -> list[int]:
    """The entries whose words contain a piece of at least three letters."""
    if connection.dialect.name == "sqlite":
        wanted = '"' + piece.replace('"', '""') + '"'
    else:
        wanted = "%" + piece.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
    return list(connection.scalars(_FIND[connection.dialect.name], {"piece": wanted, "most": most}))


def keep_piece(connection: Connection, entry: int, words: str) -> None:
    """Let an entry be found by pieces of its words."""
    connection.execute(_KEEP, {"entry": entry, "words": words})


def forget_piece(connection: Connection, entry: int) -> None:
    """Let it be found no more."""
    connection.execute(_FORGET, {"entry": entry})


def append_only(connection: Connection, table: str) -> None:
    """Let rows be added to a table, and nothing else."""
    if connection.dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} FOR EACH ROW "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    connection.exec_driver_sql(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )


_GUARDED = {
    "sqlite": (
        r"SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\_no\_%' ESCAPE '\' "
        "GROUP BY tbl_name HAVING count(*) = 2"
    ),
    "postgresql": (
        r"SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\_no\_change' AND tgenabled = 'O'"
    ),
}
_STRANGE = (
    "SELECT name FROM sqlite_schema WHERE type = 'view' OR type = 'trigger' AND sql NOT LIKE "
    r"'CREATE TRIGGER ' || tbl_name || '\_no\_% BEFORE % ON ' || tbl_name || "
    r"' FOR EACH ROW BEGIN SELECT RAISE(ABORT, %' ESCAPE '\'"
)


def guarded(connection: Connection) -> frozenset[str]:
    """The tables that triggers keep append-only."""
    return frozenset(connection.scalars(text(_GUARDED[connection.dialect.name])))


def strangers(connection: Connection) -> tuple[str, ...]:
    """Triggers and views that no migration of ours made: something in the file that acts on its own."""
    return tuple(connection.scalars(text(_STRANGE))) if connection.dialect.name == "sqlite" else ()


def pour(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write many rows as the driver takes them: five times faster than Core's dictionaries."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join([mark] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 (names are our own tables and columns)
    if batch := [tuple(row) for row in rows]:
        connection.exec_driver_sql(statement, batch)
