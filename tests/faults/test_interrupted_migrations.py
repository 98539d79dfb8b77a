"""A migration is cut off at its steps, in a long run at each: the store is the old one, and the next try succeeds."""

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from harness import FACTOR, checked, copied, ended, in_child, state
from sqlalchemy import event
from sqlcipher3 import dbapi2

from lifecycle_desk.store import migrations
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.file_format import HEAD

TRIED = int(HEAD) + 1
APART = max(1, round(1 / FACTOR))  # steps from one kill to the next
FAILS_APART = max(1, APART // 2)  # and from one failure by an exception to the next
REVISION = Path(__file__).parent / "revisions" / "tried.py"


class CutOffError(RuntimeError):
    """What stands for anything that may go wrong."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The migrations of the program with one more."""
    made = tmp_path_factory.mktemp("later") / "migrations"
    shutil.copytree(migrations.FOLDER, made, ignore=shutil.ignore_patterns("__pycache__"))
    text = REVISION.read_text("utf-8").replace('"TRIED", "HEAD"', f'"{TRIED:04}", "{HEAD}"')
    (made / "versions" / f"{TRIED:04}_tried.py").write_text(text, "utf-8")
    return made


def migrate(store: Path, folder: Path, at: int = 0, cut: Callable[[], Any] = lambda: None) -> int:
    """Migrate a store, cut off before its statement number `at`; gives how many statements there were."""
    engine = connect(store)
    count = 0

    def counting(*_given: object) -> None:
        nonlocal count
        count += 1
        if count == at:
            cut()

    event.listen(engine, "before_cursor_execute", counting)
    try:
        migrations.upgrade(engine, folder=folder)
    finally:
        engine.dispose()
    return count


def contents(store: Path) -> tuple[str, int, tuple[str, ...], dict[str, list[Any]]]:
    """The revision, the version in the header, what is made, and every row."""
    with closing(dbapi2.connect(str(store))) as raw:
        made = raw.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        tables = [name for name, sql in made if sql and sql.startswith("CREATE TABLE") and "search_piece" not in name]
        rows = {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}  # noqa: S608 (its own names)
        rows.pop("alembic_version")
        revision = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        version = raw.execute("PRAGMA user_version").fetchone()[0]
    # A rebuilt table's constraints come in any order, so their words are compared, not their text.
    words = tuple(f"{name} {' '.join(sorted((sql or '').replace(',', ' ').split()))}" for name, sql in made)
    return revision, version, words, rows


def switch_off() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise CutOffError


def test_a_migration_keeps_rows_children_and_guards(base, tmp_path, folder):
    store = copied(base, tmp_path / "desk.ldk")
    _, _, _, before = contents(store)
    migrate(store, folder)
    revision, version, made, after = contents(store)

    assert (revision, version) == (f"{TRIED:04}", TRIED)
    assert len(after["event"]) == len(before["event"]) > 0
    assert {row[0]: row[1] for row in after["tried"]}
    assert sum(each.startswith("event_no_") for each in made) == 2
    assert all("STRICT" in each for each in made if each.startswith(("vehicle ", "event ")))
    assert state(store).sound


def test_a_migration_that_fails_at_any_step_leaves_the_old_store_and_succeeds_next_time(
    base, tmp_path, folder, reliability
):
    store = copied(base, tmp_path / "desk.ldk")
    before = contents(store)
    steps = migrate(copied(base, tmp_path / "whole.ldk"), folder)
    tried = range(1, steps + 1, FAILS_APART)
    for step in tried:
        with pytest.raises(CutOffError):
            migrate(store, folder, step, fail)
        assert contents(store) == before, step
    assert checked(store) == "sound"
    migrate(store, folder)
    assert contents(store) == contents(tmp_path / "whole.ldk")
    reliability(migration_failed_at=f"{len(tried)}/{steps} steps", migration_half=0)


def test_a_kill_at_any_step_of_a_migration_leaves_the_old_store(base, tmp_path, folder, reliability):
    store = copied(base, tmp_path / "desk.ldk")
    before = contents(store)
    steps = migrate(copied(base, tmp_path / "whole.ldk"), folder)
    tried = range(1, steps + 1, APART)
    for step in tried:
        child = in_child(lambda at=store, n=step: migrate(at, folder, n, switch_off))
        assert ended(child) == -signal.SIGKILL
        now = contents(store)
        assert now == before, step
    migrate(store, folder)
    assert contents(store) == contents(tmp_path / "whole.ldk")
    assert state(store).sound
    reliability(migration_killed_at=f"{len(tried)}/{steps} steps")


def test_the_step_that_gives_identities_leaves_the_older_file_wherever_it_breaks_off(tmp_path):
    older = Path(__file__).parents[1] / "store" / "files" / "revision-0005.ldk"
    store = copied(older, tmp_path / "desk.ldk")
    before = contents(store)
    steps = migrate(copied(older, tmp_path / "whole.ldk"), migrations.FOLDER)
    assert contents(tmp_path / "whole.ldk") != before  # else there is nothing to break off
    for step in range(1, steps + 1, 4 * FAILS_APART):
        with pytest.raises(CutOffError):
            migrate(store, migrations.FOLDER, step, fail)
        assert contents(store) == before, step
    migrate(store, migrations.FOLDER)
    assert contents(store) == contents(tmp_path / "whole.ldk")


def test_the_step_that_folds_payments_into_rows_leaves_the_older_file_wherever_it_breaks_off(tmp_path):
    made = Path(__file__).parents[1] / "store" / "files" / "revision-0025.ldk"
    older = copied(made, tmp_path / "older.ldk")
    with closing(dbapi2.connect(str(older))) as raw:  # as a store of the form before held the same payments
        for statement in ("DROP VIEW report_payment", "DROP TABLE order_payment", "PRAGMA user_version = 24"):
            raw.execute(statement)
        raw.execute("UPDATE alembic_version SET version_num = '0024'")
        raw.commit()
    before, (_, _, _, rows) = contents(older), contents(made)
    assert len({row[-1] for row in rows["order_payment"]}) == 2  # some were voided
    steps = migrate(copied(older, tmp_path / "whole.ldk"), migrations.FOLDER)
    assert contents(tmp_path / "whole.ldk")[3]["order_payment"] == rows["order_payment"]

    store = copied(older, tmp_path / "desk.ldk")
    for step in range(1, steps + 1, FAILS_APART):
        with pytest.raises(CutOffError):
            migrate(store, migrations.FOLDER, step, fail)
        assert contents(store) == before, step
    migrate(store, migrations.FOLDER)
    assert contents(store) == contents(tmp_path / "whole.ldk")


def test_the_step_that_lets_a_line_be_taxed_otherwise_leaves_the_older_file_wherever_it_breaks_off(tmp_path):
    older = Path(__file__).parents[1] / "store" / "files" / "revision-0025.ldk"
    store = copied(older, tmp_path / "desk.ldk")
    before = contents(store)
    steps = migrate(copied(older, tmp_path / "whole.ldk"), migrations.FOLDER)
    with closing(dbapi2.connect(str(tmp_path / "whole.ldk"))) as raw:
        assert raw.execute("SELECT count(*), count(taxing) FROM repair_line").fetchone() == (76, 0)
        assert raw.execute("SELECT sum(tax_work_only), count(tax_reduced_hundredths) FROM repair_order").fetchone() == (
            0,
            0,
        )
    for step in range(1, steps + 1, FAILS_APART):
        with pytest.raises(CutOffError):
            migrate(store, migrations.FOLDER, step, fail)
        assert contents(store) == before, step
    migrate(store, migrations.FOLDER)
    assert contents(store) == contents(tmp_path / "whole.ldk")
