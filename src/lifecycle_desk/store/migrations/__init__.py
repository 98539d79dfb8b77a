"""Migrations: a store is always made and changed by them, whole or not at all."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from lifecycle_desk.store.dialect import triggers
from lifecycle_desk.store.file_format import APPLICATION
from lifecycle_desk.store.reporting import make_views, views_aside
from lifecycle_desk.store.server_rights import grant_again, rights_before
from lifecycle_desk.store.under_lock import call_it_updating

NOTHING, LATEST = "0000", "head"
FOREIGN = "foreign"
FOLDER = Path(__file__).parent


class MigrationError(RuntimeError):
    """A migration broke what it promised; the store is as it was before."""


def revision_of(engine: Engine) -> str:
    """The revision a store stands at; asked without Alembic, whose import costs more than the rest of the start."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables and "vehicle" in tables and _is_marked(connection):
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
        return FOREIGN if tables else NOTHING


def is_foreign_file(engine: Engine) -> bool:
    """Whether a file holds something that is not ours; one that was only marked, and cut off then, is still empty."""
    if engine.dialect.name != "sqlite":
        return False
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return bool(pages) and not _is_marked(connection)


def _is_marked(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return True
    return connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION


def create(engine: Engine) -> None:
    """Mark a new file as ours; what is written into the file itself is written only here."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA application_id={APPLICATION}")
            driver.execute("PRAGMA journal_mode=WAL")


def upgrade(engine: Engine, *, before: Path | None = None, to: str = LATEST, folder: Path = FOLDER) -> None:
    """Bring a store to a revision in one transaction: whole, or not at all.

    `before` is the file of a store that holds something: a copy of it is made and checked first. Foreign keys are
    off while tables are rebuilt, or SQLite deletes the children of a rebuilt parent without a word. The views of
    reporting are away meanwhile: no table that they read could be changed.
    """
    from alembic import command
    from alembic.config import Config

    if before:
        from lifecycle_desk.store.backup import copy_aside

        copy_aside(engine, before)
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))  # its parser expands %
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(migrates=True) as connection:
        driver: Any = connection.connection.driver_connection
        if sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")  # inside a transaction SQLite ignores this
        try:
            with connection.begin():
                given = None if sqlite else rights_before(connection)
                if not sqlite:
                    call_it_updating(connection)
                counted, triggers_before = _counts(connection), triggers(connection)
                config.attributes["connection"] = connection
                with views_aside(connection):
                    command.upgrade(config, to)
                    _put_back(connection, triggers_before)
                    _compare(counted, _counts(connection))
                    if to == LATEST:
                        make_views(connection)
                if given:
                    grant_again(connection, given)
                if sqlite:
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                    if broken:
                        raise MigrationError(f"rows without their parents: {broken[:3]}")
                    revision = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
                    connection.exec_driver_sql(f"PRAGMA user_version={int(revision)}")
        finally:
            if sqlite:
                driver.execute("PRAGMA foreign_keys=ON")


def unmake(engine: Engine) -> None:
    """Take everything away again from a server's database that was empty before."""
    with engine.connect().execution_options(migrates=True) as connection, connection.begin():
        preparer = connection.dialect.identifier_preparer
        for name in inspect(connection).get_table_names():
            connection.exec_driver_sql(f"DROP TABLE {preparer.quote(name)} CASCADE")
        guards = text(
            "SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype"
            " AND pronamespace = current_schema()::regnamespace"
        )
        for name in connection.scalars(guards).all():
            connection.exec_driver_sql(f"DROP FUNCTION {preparer.quote(name)}")


def _put_back(connection: Connection, triggers_before: dict[str, tuple[str, str]]) -> None:
    """Guard again what was guarded: batch mode rebuilds a table and silently drops its triggers."""
    there = triggers(connection)
    for name, (table, made) in triggers_before.items():
        if name not in there and inspect(connection).has_table(table):
            connection.exec_driver_sql(made)


def _counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    preparer = connection.dialect.identifier_preparer
    names = [name for name in inspect(connection).get_table_names() if not name.startswith("search_piece")]
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {preparer.quote(name)}").scalar_one()  # noqa: S608 (names that the database itself gave)
        for name in names
        if name != "alembic_version"
    }


def _compare(before: dict[str, int], after: dict[str, int]) -> None:
    lost = {name: rows for name, rows in before.items() if after.get(name, 0) < rows}
    if lost:
        raise MigrationError(f"rows were lost: {lost}")
