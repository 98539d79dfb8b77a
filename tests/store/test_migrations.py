"""Migrations: the head is what the tables say, each one is whole or not at all, and no row is lost."""

from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from sqlalchemy import inspect

import lifecycle_desk
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.store import migrations
from lifecycle_desk.store.dialect import guarded
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.file_format import HEAD
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.types import APPEND_ONLY, KEPT
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

for module in walk_packages(lifecycle_desk.__path__, "lifecycle_desk."):
    if ".tables" in module.name:
        import_module(module.name)


@pytest.fixture
def made(where):
    store = open_store(where, new=True)
    yield store
    store.close()


def test_the_head_is_what_the_tables_say(made):
    found = inspect(made.engine)

    for table in KEPT.sorted_tables:
        columns = {each["name"]: each for each in found.get_columns(table.name)}
        assert columns.keys() == set(table.columns.keys()), table.name
        for column in table.columns:
            assert columns[column.name]["nullable"] == column.nullable, f"{table.name}.{column.name}"
        assert {each["name"] for each in found.get_indexes(table.name) if not each.get("duplicates_constraint")} == {
            each.name for each in table.indexes
        }, table.name
        parents = {
            (tuple(each["constrained_columns"]), each["referred_table"]) for each in found.get_foreign_keys(table.name)
        }
        assert parents == {
            (tuple(each.column_keys), each.referred_table.name) for each in table.foreign_key_constraints
        }, table.name


def test_every_table_of_sqlite_is_strict_and_every_life_is_guarded(made):
    with made.reading() as tx:
        assert guarded(tx.connection) == {name for name, table in KEPT.tables.items() if table.info.get(APPEND_ONLY)}
        if made.path:
            listed = tx.connection.exec_driver_sql("PRAGMA table_list").all()
            strict = {row[1] for row in listed if row[5]}
            assert strict >= set(KEPT.tables)


STEP = """
from alembic import op
from sqlalchemy import Column, Text

revision, down_revision = "{number}", "{before}"


def upgrade():
{body}
"""
ADD = "    op.add_column('vehicle', Column('paint', Text))"
REBUILD = """
    how = 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'
    with op.batch_alter_table('vehicle', recreate=how) as batch:
        batch.add_column(Column('trim', Text))
    with op.batch_alter_table('event', recreate=how) as batch:
        batch.add_column(Column('place', Text))
"""
AFTER = [f"{int(HEAD) + more:04}" for more in (1, 2, 3)]  # the migrations that the tests add
LOSE = "    op.execute('DELETE FROM search_term')"


def write_step(folder, number, body):
    """A migration more."""
    step = STEP.format(number=number, before=f"{int(number) - 1:04}", body=body)
    (folder / "versions" / f"{number}.py").write_text(step)


@pytest.fixture
def later(tmp_path):
    """Two migrations more, one of which rebuilds a parent and an append-only table."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((migrations.FOLDER / "env.py").read_text())
    for each in (migrations.FOLDER / "versions").glob("*.py"):
        (folder / "versions" / each.name).write_text(each.read_text())
    write_step(folder, AFTER[0], ADD)
    write_step(folder, AFTER[1], REBUILD)
    return folder


@pytest.fixture
def older(where):
    user = books.create(where, Dealer("Sathorn EV", "TH", "en"))
    add_vehicle(user, AddVehicle("LSJWH4095PN000001", date(2026, 1, 2)))
    user.store.close()
    return where


def test_a_migration_keeps_every_row_and_puts_the_guards_back(older, later):
    engine = connect(older)
    migrations.upgrade(engine, folder=later)

    assert migrations.revision_of(engine) == AFTER[1]
    with engine.connect() as connection:
        assert "event" in guarded(connection)
        assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar() == 2
        assert {"paint", "trim"} <= {each["name"] for each in inspect(connection).get_columns("vehicle")}
    engine.dispose()


def test_a_migration_that_loses_rows_is_undone(older, later):
    write_step(later, AFTER[2], LOSE)
    engine = connect(older)
    with pytest.raises(migrations.MigrationError):
        migrations.upgrade(engine, folder=later)

    assert migrations.revision_of(engine) == HEAD
    engine.dispose()
    store = open_store(older)
    store.close()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_checked_copy_is_made_before_a_store_is_migrated(older, later, tmp_path):
    engine = connect(older)
    migrations.upgrade(engine, before=Path(older), folder=later)
    engine.dispose()

    copies = list(Path(f"{older}.backups").glob("before-migration-*.ldk"))
    assert len(copies) == 1
    assert migrations.revision_of(connect(copies[0])) == HEAD
