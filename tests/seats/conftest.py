"""Seats at the books of one server: each a computer of its own name, with a secret and folders of its own."""

import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from bucket_server import KEY_ID, SECRET, a_bucket_server
from own_server import copy_database, drop_database, place_of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.store import buckets
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


@pytest.fixture(scope="module")
def stored():
    """A store that speaks S3."""
    with a_bucket_server() as server:
        yield server


@pytest.fixture
def endpoint(stored) -> str:
    return stored.endpoint


@pytest.fixture
def bucket(stored, monkeypatch):
    """An empty bucket of it, whose access key the environment has."""
    stored.buckets["papers"] = {}
    monkeypatch.setenv(buckets.KEY_ID, KEY_ID)
    monkeypatch.setenv(buckets.SECRET, SECRET)
    buckets.forget_access_keys()
    yield stored.buckets["papers"]
    buckets.forget_access_keys()


@pytest.fixture
def keyring(monkeypatch):
    """What this computer's keyring holds, by service and name: nothing at first."""
    held = {}
    ring = SimpleNamespace(
        get_password=lambda service, name: held.get((service, name)),
        set_password=lambda service, name, password: held.update({(service, name): password}),
        get_keyring=lambda: SimpleNamespace(priority=5),
    )
    monkeypatch.setitem(sys.modules, "keyring", ring)
    return held
