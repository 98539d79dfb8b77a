"""The tables of a new store, made by the migrations once in each process of a run and laid down again after that.

The migrations take a third of a second, half a second on a server, and always make the same. They run for every store
of the tests that are about them, in programs of their own, and where a store holds anything.
"""

from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from own_server import copy_database, drop_database
from sqlalchemy import URL, Engine
from sqlcipher3 import dbapi2

from lifecycle_desk.store import migrations

MADE_EACH_TIME = {"faults", "test_migrations", "test_older_files", "test_opening", "test_report_views"}
migrate = migrations.upgrade
_one = Lock()


class _Pages:
    """The pages as the migrations made them, once they have; of a server a database, by the server's address."""

    kept: Any = None
    databases: ClassVar[dict[URL, str]] = {}
    wanted = True


def ask_for(test: Path) -> None:
    """Lay down the pages for what stands in this file of tests, or run the migrations each time."""
    _Pages.wanted = MADE_EACH_TIME.isdisjoint({test.parent.name, test.stem})


def upgrade(engine: Engine, *, before: Path | None = None, to: str = "head", folder: Path = migrations.FOLDER) -> None:
    """What `migrations.upgrade` does."""
    is_whole = _Pages.wanted and before is None and to == "head" and folder == migrations.FOLDER
    if not is_whole or not _is_empty(engine):
        migrate(engine, before=before, to=to, folder=folder)
        return
    with _one:
        _lay_pages(engine) if engine.dialect.name == "sqlite" else _lay_database(engine)


def _is_empty(engine: Engine) -> bool:
    schema = "sqlite_schema" if engine.dialect.name == "sqlite" else "pg_tables WHERE schemaname = 'public'"
    with engine.connect() as connection:
        return not connection.exec_driver_sql(f"SELECT count(*) FROM {schema}").scalar_one()  # noqa: S608 (of these two)


def _lay_pages(engine: Engine) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if _Pages.kept:
            _Pages.kept.backup(driver)
        else:
            migrate(engine)
            _Pages.kept = dbapi2.connect(":memory:", check_same_thread=False)
            driver.backup(_Pages.kept)


def _lay_database(engine: Engine) -> None:
    """Put a copy of the database that holds the tables in the place of the empty one."""
    server, ours = engine.url.set(drivername="postgresql", database="postgres"), str(engine.url.database)
    address = server.render_as_string(hide_password=False)
    kept = _Pages.databases.get(server)
    if not kept:
        migrate(engine)
    engine.dispose()  # a database that somebody stands in can be neither copied nor taken away
    if kept:
        drop_database(address, ours)
        copy_database(address, kept, ours)
    else:
        _Pages.databases[server] = copy_database(address, ours)
