"""Stores as the tests of the command line begin with them."""

import pytest
from command_line import Desk


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    """A Bangkok dealer's new store on SQLite, and a home of its own for the log."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Desk(str(tmp_path / "desk.ldk"))
    assert made("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en").code == 0
    return made


@pytest.fixture
def any_desk(where) -> Desk:
    """The same on each engine in turn."""
    made = Desk(where)
    assert made("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en").code == 0
    return made
