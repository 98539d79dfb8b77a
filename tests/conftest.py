"""What the tests stand on: the checkout, compiled catalogs, Qt without a screen."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from cheap_secrets import prove_cheaply
from compiled_once import share
from house import HOUSE
from hypothesis import HealthCheck, settings
from laid_down import ask_for, upgrade
from lent_databases import lent
from own_server import a_server, copy_database, drop_database, place_of
from pytestqt.qtbot import QtBot
from run_folder import GUARD, choose, run_folder, tidy

from lifecycle_desk.base import clock
from lifecycle_desk.base.collector import collect_due
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import put_together, register
from lifecycle_desk.store import migrations
from lifecycle_desk.store.files import beside
from lifecycle_desk.store.opening import open_store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# How long an example takes says nothing on a shared machine, nor does how long somebody has waited in vain.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
PATIENCE = 60_000  # ms
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    wait.__kwdefaults__["timeout"] = PATIENCE
put_together()  # as every way into the program does
register()
choose()
share()
migrations.upgrade = upgrade
prove_cheaply()
type Fill = Callable[[UserSession], object]  # writes what many tests begin with
gc.disable()  # as in the program: a window's parts may go in its thread only


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Faults first: each forks a process of the size that ours has by then, which doubles with all that comes."""
    items.sort(key=lambda each: each.path.parent.name != "faults")


def pytest_collection_finish() -> None:
    """The tests and all that they import are there to stay, and need not be looked through for garbage again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_runtest_logfinish() -> None:
    """Between two tests, in the thread in which they run."""
    collect_due()


def pytest_unconfigure() -> None:
    """At the very end."""
    _empty_clipboard()
    tidy()


def _empty_clipboard() -> None:
    """What a test gave the clipboard goes while there is a Python.

    Without a window system Qt itself keeps the clipboard, until after the interpreter's end: an object of Python that
    lies there is destroyed then, and takes the process along.
    """
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        if QApplication.instance():
            QApplication.clipboard().clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything of a test is made: whether it is about how stores are made."""
    ask_for(item.path)


@pytest.fixture(scope="session", autouse=True)
def _guard(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A secret of this run's own: what keeps signing keys must not be the person's whose computer this is."""
    ours = run_folder() or tmp_path_factory.mktemp("guard")  # one for all workers: they share what one has made
    os.environ["LIFECYCLE_DESK_GUARD"] = str(ours / GUARD)
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # nor his passwords
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))  # where the log of bugs lies


@pytest.fixture(scope="session", autouse=True)
def _catalogs() -> None:
    """Compiled catalogs; each file is replaced whole, so the workers of one run do not disturb each other."""
    subprocess.run([sys.executable, HOUSE / "packaging/catalogs.py", "compile"], check=True)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL of our own, for the tests that run on both engines."""
    with a_server() as uri:
        yield uri


DEALER = Dealer("Sathorn EV", "TH", "en", labour_rate=115_000)


def _hour() -> datetime:
    """The hour in which a test begins: books are founded at its begin, once for all tests that stand in it."""
    return clock.now().replace(minute=0, second=0)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A Bangkok dealer's new, empty books, founded once an hour and copied for each test."""
    made: dict[datetime, Path] = {}

    def books() -> Path:
        hour = _hour()
        if hour not in made:
            made[hour] = tmp_path_factory.mktemp("founded") / "desk.ldk"
            with clock.standing_at(hour):
                create(made[hour], DEALER).store.close()
        return made[hour]

    return books


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory, founded: Callable[[], Path]) -> Callable[[Fill], Path]:
    """The same books as somebody fills them, filled once an hour and copied for each test."""
    made: dict[tuple[Fill, datetime], Path] = {}

    def books(fill: Fill) -> Path:
        wanted = fill, _hour()
        if wanted not in made:
            place = copied(founded(), tmp_path_factory.mktemp("stocked") / "desk.ldk")
            for user in _at(place):
                fill(user)
            made[wanted] = place
        return made[wanted]

    return books


@pytest.fixture(scope="session")
def founded_on_server(server: str) -> Callable[[], str]:
    """The same as databases of the server, for others to be made from; gives a name."""
    made: dict[datetime, str] = {}

    def books() -> str:
        hour = _hour()
        if hour not in made:
            name = copy_database(server)
            with clock.standing_at(hour):
                create(place_of(server, name), DEALER).store.close()
            made[hour] = name
        return made[hour]

    return books


@pytest.fixture(scope="session")
def stocked_on_server(server: str, founded_on_server: Callable[[], str]) -> Callable[[Fill], str]:
    """The same as databases of the server, for others to be made from; gives a name."""
    made: dict[tuple[Fill, datetime], str] = {}

    def books(fill: Fill) -> str:
        wanted = fill, _hour()
        if wanted not in made:
            name = copy_database(server, founded_on_server())
            for user in _at(place_of(server, name)):
                fill(user)
            made[wanted] = name
        return made[wanted]

    return books


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a new store, on each engine in turn; who asks for `user` finds the books there."""
    is_new = "user" not in request.fixturenames
    if request.param == "postgresql":
        server = request.getfixturevalue("server")
        if is_new:
            name = copy_database(server)
            yield place_of(server, name)
            drop_database(server, name)
        else:
            with lent(server, request.getfixturevalue("founded_on_server")()) as name:
                yield place_of(server, name)
    else:
        file = tmp_path / "desk.ldk"
        yield str(file if is_new else copied(request.getfixturevalue("founded")(), file))


@pytest.fixture
def user(where: str) -> Iterator[UserSession]:
    """A seat at a Bangkok dealer's new, empty books, on each engine in turn."""
    yield from _at(where)


@pytest.fixture
def own_user(tmp_path: Path, founded: Callable[[], Path]) -> Iterator[UserSession]:
    """The same on SQLite alone, for what does not depend on the engine: papers, windows, files."""
    yield from _at(copied(founded(), tmp_path / "desk.ldk"))


@pytest.fixture
def stocked_user(tmp_path: Path, stocked: Callable[[Fill], Path]) -> Iterator[Callable[[Fill], UserSession]]:
    """A session at books on SQLite that somebody filled before they were copied."""
    with ExitStack() as sessions:
        yield lambda fill: sessions.enter_context(_session(copied(stocked(fill), tmp_path / "desk.ldk")))


@pytest.fixture(params=["sqlite", "postgresql"])
def stocked_anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Fill], UserSession]]:
    """The same on each engine in turn."""
    with ExitStack() as sessions:
        if request.param == "postgresql":
            server, stocked = request.getfixturevalue("server"), request.getfixturevalue("stocked_on_server")

            def filled(fill: Fill) -> str:
                return place_of(server, sessions.enter_context(lent(server, stocked(fill))))

        else:
            stocked = request.getfixturevalue("stocked")

            def filled(fill: Fill) -> str:
                return str(copied(stocked(fill), tmp_path / "desk.ldk"))

        yield lambda fill: sessions.enter_context(_session(filled(fill)))


def _at(where: str | Path) -> Iterator[UserSession]:
    made = UserSession(open_store(where), None, authorise)
    yield made
    made.store.close()


_session = contextmanager(_at)


def copied(store: Path, place: Path) -> Path:
    """A closed store with its documents, at another place."""
    shutil.copyfile(store, place)
    if beside(str(store)).exists():
        shutil.copytree(beside(str(store)), beside(str(place)))
    return place


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
