"""Stores as the tests of the command line begin with them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Desk

from lifecycle_desk.base import clock

INIT = ("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en")


@pytest.fixture(scope="session")
def begun(tmp_path_factory) -> Callable[[], Path]:
    """What `init` makes, once for all tests of an hour."""
    made: dict[object, Path] = {}

    def store() -> Path:
        hour = clock.now().replace(minute=0, second=0)
        if hour not in made:
            made[hour] = tmp_path_factory.mktemp("begun") / "desk.ldk"
            with clock.standing_at(hour):
                assert Desk(str(made[hour]))(*INIT).code == 0
        return made[hour]

    return store


@pytest.fixture
def desk(tmp_path, monkeypatch, begun) -> Desk:
    """A Bangkok dealer's new store on SQLite, and a home of its own for the log."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Desk(str(shutil.copyfile(begun(), tmp_path / "desk.ldk")))


@pytest.fixture
def any_desk(where) -> Desk:
    """The same on each engine in turn."""
    made = Desk(where)
    assert made(*INIT).code == 0
    return made
