"""Seats at the books of one server: each a computer of its own name, with a secret and folders of its own."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from own_server import copy_database, drop_database, place_of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store.opening import open_store


@pytest.fixture
def address(server, founded_on_server):
    """A dealer's new books on the server."""
    name = copy_database(server, founded_on_server())
    yield place_of(server, name, login="postgres")  # who may make databases and logins
    drop_database(server, name)


@pytest.fixture
def seat(address, tmp_path, monkeypatch):
    """Another seat at the same books each time: a computer of its own name, with a secret and folders of its own."""
    with ExitStack() as opened:

        def sit(name):
            use(name)
            store = open_store(address)
            opened.callback(store.close)
            return UserSession(store, None, authorise)

        def use(name):
            monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / name))
            monkeypatch.setenv("LIFECYCLE_DESK_GUARD", str(tmp_path / name / "guard"))
            monkeypatch.setattr("platform.node", lambda: name)

        sit.use = use
        yield sit


@pytest.fixture
def founder(seat, tmp_path):
    """The seat that has the dealer's secret: it was made where the books of all tests are founded."""
    place = Path(os.environ["LIFECYCLE_DESK_GUARD"])
    shutil.copytree(place.with_name(f"{place.name}.dealers"), tmp_path / "front" / "guard.dealers")
    return seat("front")
