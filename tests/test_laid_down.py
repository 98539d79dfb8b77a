"""What the tests do to be quick changes nothing of what they find."""

from contextlib import closing
from pathlib import Path

import laid_down
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


def told(store: Path) -> dict[str, list[tuple]]:
    """All that a file says: its marks, what is in its schema, each row."""
    with closing(dbapi2.connect(str(store))) as raw:

        def asked(query: str) -> list[tuple]:
            return raw.execute(query).fetchall()

        schema = asked("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
        tables = [name for kind, name, _, made in schema if kind == "table" and "VIRTUAL" not in made]
        marks = {name: asked(f"PRAGMA {name}") for name in (*SAID_OF_THE_FILE, "integrity_check")}
        return marks | {"tables": schema} | {name: asked(f'SELECT * FROM "{name}"') for name in tables}  # noqa: S608 (names that the file itself gave)
