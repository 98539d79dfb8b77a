"""The tables of a new store, made by the migrations once in each process of a run and laid down again after that.

The migrations take a tenth of a second and always make the same pages. They run for every store in `tests/store` and
`tests/faults`, which are about them, in programs of their own, on PostgreSQL, and wherever a store holds anything.
"""

from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from lifecycle_desk.store import migrations

MADE_EACH_TIME = ("store", "faults")  # folders of tests
migrate = migrations.upgrade
_one = Lock()


class _Pages:
    """The pages as the migrations made them, once they have."""

    kept: Any = None
    wanted = True


def ask_for(test: Path) -> None:
    """Lay down the pages for what stands in this file of tests, or run the migrations each time."""
    _Pages.wanted = test.parent.name not in MADE_EACH_TIME


def upgrade(engine: Engine, *, before: Path | None = None, to: str = "head", folder: Path = migrations.FOLDER) -> None:
    """What `migrations.upgrade` does."""
    is_whole = _Pages.wanted and before is None and to == "head" and folder == migrations.FOLDER
    if not is_whole or engine.dialect.name != "sqlite":
        migrate(engine, before=before, to=to, folder=folder)
        return
    with _one, engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            migrate(engine, before=before, to=to, folder=folder)
        elif _Pages.kept:
            _Pages.kept.backup(driver)
        else:
            migrate(engine)
            _Pages.kept = dbapi2.connect(":memory:", check_same_thread=False)
            driver.backup(_Pages.kept)
