"""What the tests do to be quick changes nothing of what they find."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import laid_down
import psycopg
import pytest
from lent_databases import lent
from own_server import copy_database, drop_database, place_of
from sqlcipher3 import dbapi2

from lifecycle_desk.store import migrations
from lifecycle_desk.store.opening import open_store

SAID_OF_THE_FILE = ("application_id", "user_version", "journal_mode", "auto_vacuum", "encoding", "page_size")


def test_a_store_that_is_laid_down_is_the_one_that_the_migrations_make(tmp_path, monkeypatch):
    laid = [tmp_path / f"{number}.ldk" for number in range(2)]  # the first one may be what is kept
    for each in laid:
        open_store(each, new=True).close()
    monkeypatch.setattr(migrations, "upgrade", laid_down.migrate)
    open_store(tmp_path / "made.ldk", new=True).close()

    made = told(tmp_path / "made.ldk")
    assert made["integrity_check"] == [("ok",)]
    assert len(made["tables"]) > 100
    for each in laid:
        assert told(each) == made


@pytest.fixture
def databases(server: str) -> Iterator[list[str]]:
    names = [copy_database(server) for _ in range(3)]
    yield names
    for each in names:
        drop_database(server, each)


def test_so_is_a_store_on_a_server(server, databases, monkeypatch):
    for each in databases:
        if each is databases[-1]:
            monkeypatch.setattr(migrations, "upgrade", laid_down.migrate)
        open_store(place_of(server, each), new=True).close()

    *laid, made = (told_by_server(server, each) for each in databases)
    assert len(made["columns"]) > 500
    assert made["triggers"]
    assert laid == [made, made]
    some = {"ix_event_kind_seq"}  # `index_of_some` leaves it to the migration to say so to a server
    assert {name for name, definition in made["indexes"] if " WHERE " in definition} == some


def test_a_database_that_is_lent_holds_again_what_it_held_or_is_dropped(server, founded_on_server):
    with lent(server, founded_on_server()) as first:
        before = told_by_server(server, first)
        with psycopg.connect(server, dbname=first) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("DELETE FROM event")
            connection.execute("UPDATE dealer SET name = 'Another'")
            connection.execute("INSERT INTO search_piece VALUES (1, 'left over')")
        connection = psycopg.connect(server, dbname=first)  # of somebody who has not let go
        connection.execute("SELECT * FROM dealer FOR UPDATE")
        assert told_by_server(server, first) != before

    with lent(server, founded_on_server()) as second:
        assert (second, told_by_server(server, second)) == (first, before)
        with psycopg.connect(server, dbname=second) as connection:
            connection.execute("ALTER TABLE event DISABLE TRIGGER event_no_change")

    with lent(server, founded_on_server()) as third:
        assert third != second
        assert told_by_server(server, third) == before


def told_by_server(server: str, database: str) -> dict[str, list[tuple]]:
    """The same of a database: columns, what must hold of them, indexes, functions and triggers, each row."""
    asked = {
        "columns": "SELECT table_name, ordinal_position, column_name, data_type, is_nullable, collation_name, "
        "column_default, is_identity FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
        "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    }
    with psycopg.connect(server, dbname=database) as connection:
        found = {name: connection.execute(query).fetchall() for name, query in asked.items()}
        tables = sorted({name for name, *_ in found["columns"]})
        return found | {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}  # noqa: S608 (names that the server itself gave)


def told(store: Path) -> dict[str, list[tuple]]:
    """All that a file says: its marks, what is in its schema, each row."""
    with closing(dbapi2.connect(str(store))) as raw:

        def asked(query: str) -> list[tuple]:
            return raw.execute(query).fetchall()

        schema = asked("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
        tables = [name for kind, name, _, made in schema if kind == "table" and "VIRTUAL" not in made]
        marks = {name: asked(f"PRAGMA {name}") for name in (*SAID_OF_THE_FILE, "integrity_check")}
        return marks | {"tables": schema} | {name: asked(f'SELECT * FROM "{name}"') for name in tables}  # noqa: S608 (names that the file itself gave)
