"""Moving the records in the settings: to a server and back, with what was moved where told before anything else."""

import psycopg
import pytest
from hands import NO_WARNINGS, go, press, rest, seen, shown
from overview_window import overview
from own_server import copy_database, drop_database, place_of
from PySide6.QtCore import Qt

from lifecycle_desk.app import _usual
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.machine import Machine, read_machine, write_machine
from lifecycle_desk.overview.screens.settings import moving_card
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.places import own_place

pytestmark = NO_WARNINGS


@pytest.fixture
def place(server, founded_on_server):
    """A schema in which nothing is, beside a dealer's books."""
    name = copy_database(server, founded_on_server())
    with psycopg.connect(server, dbname=name, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA empty_one AUTHORIZATION dealer_a")
    yield place_of(server, name, "empty_one")
    drop_database(server, name)


def push(button) -> None:
    button.setFocus()
    press(button, Qt.Key.Key_Space)


def panel_of(window) -> moving_card.MovedPanel | None:
    return next(iter(window.findChildren(moving_card.MovedPanel)), None)


def in_window(user, does) -> list[Machine]:
    kept: list[Machine] = []
    for window in shown(overview(user)):
        window._remember = kept.append
        card = go(window, "settings", "safety").tabs["safety"].moving
        push(card.begin)
        does(window, card)
    user.store.close()
    return kept


def test_records_move_to_a_server_and_back_and_the_window_takes_nothing_in_afterwards(
    own_user, place, tmp_path, monkeypatch, qtbot
):
    begun, before = [], own_user.store.where
    monkeypatch.setattr(moving_card, "open_in_window", begun.append)

    def to_server(window, card) -> None:
        card.server.host.set_text(place.replace("empty_one", "dealer_a"))
        push(card.confirm)
        qtbot.waitUntil(lambda: "is there already" in told(window))
        card.server.schema.set_text("empty_one")
        push(card.confirm)
        qtbot.waitUntil(lambda: panel_of(window) is not None)
        assert before in told(window)
        assert not window.stack.isEnabled()
        assert not begun
        push(panel_of(window).reopen)

    kept = in_window(own_user, to_server)
    assert (kept[0].store, kept[0].moved) == (place, True)
    assert begun == [place]

    back = tmp_path / "back.ldk"

    def to_file(window, card) -> None:
        card.file.set_text(str(back))
        push(card.confirm)
        qtbot.waitUntil(lambda: panel_of(window) is not None)
        push(panel_of(window).reopen)

    kept = in_window(UserSession(open_store(place), None, authorise), to_file)
    assert kept[0].store == str(back)
    assert begun == [place, str(back)]
    assert back.exists()


def told(window) -> str:
    rest(window)
    return "\n".join(seen(window))


def test_the_next_start_opens_the_place_that_records_moved_to_although_the_old_file_is_there(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    usual = str(own_place())
    own_place().parent.mkdir(parents=True)
    own_place().write_bytes(b"books")
    file = tmp_path / "machine.toml"
    write_machine(file, Machine(store="postgresql://noi@h/desk", moved=True))
    assert _usual(usual, read_machine(file)) == "postgresql://noi@h/desk"
    assert _usual("elsewhere.ldk", read_machine(file)) == "elsewhere.ldk"  # who names a place gets it
    assert _usual(usual, Machine(store="another.ldk")) == usual
    assert _usual(usual, Machine()) == usual
