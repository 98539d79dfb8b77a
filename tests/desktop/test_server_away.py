"""A server that is away for a while: what is typed is kept here, what is saved goes on, and the window never waits."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from threading import Thread, current_thread, main_thread
from time import monotonic

import pytest
from own_server import copy_database, drop_database, place_of
from PySide6.QtWidgets import QWidget
from slow_link import SlowLink, slow_link
from sqlalchemy import event, make_url

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import DraftSaver, stored_draft
from lifecycle_desk.store.drafts_aside import NAME, aside
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import ServerAway
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.people_shown import person

AWAY = float(os.environ.get("LIFECYCLE_DESK_AWAY", "0.6"))  # seconds; docs/reliability.md tells of 600


@pytest.fixture
def seat(server: str, founded_on_server: Callable[[], str], tmp_path, qtbot) -> Iterator[tuple[AppContext, SlowLink]]:
    name = copy_database(server, founded_on_server())
    url = make_url(place_of(server, name))
    with slow_link(str(url.query["host"]), 5432) as link:
        place = url.set(host="127.0.0.1", port=link.port, query={}).render_as_string(hide_password=False)
        store = open_store(place)
        store.files = tmp_path / "files"
        app = AppContext(UserSession(store, None, authorise))
        yield app, link
        app.close()
        store.close()
    drop_database(server, name)


def test_what_is_typed_is_kept_here_and_what_is_saved_goes_on_when_the_server_is_back(seat, qtbot):
    app, link = seat
    store, told = app.user.store, []
    app.linked.connect(told.append)
    app.look_around()
    app.writes.settle()
    qtbot.waitUntil(lambda: store._external_changes._connection is not None)
    asked: list[Thread] = []
    for each in ("do_connect", "before_cursor_execute"):
        event.listen(store.engine, each, lambda *_: asked.append(current_thread()))
    form = QWidget()
    qtbot.addWidget(form)
    typed = {"name": "Som"}
    draft = DraftSaver(app, "person", lambda: dict(typed), typed.update, form)
    draft.begin("new")

    link.refuses = True
    link.cut()
    qtbot.waitUntil(lambda: told == [False])
    asked.clear()
    typed["name"] = "Somchai"
    draft.keep()
    assert aside(store.files) == {("person", "new"): '{"name": "Somchai"}'}
    saved = []
    app.do(add_person, Person("Nok"), saved.append, saved.append)
    until, typed_last, times = monotonic() + AWAY, "", count(1)
    while monotonic() < until:
        refused = []
        app.run_query(lambda: person(app.user, 1), refused.append, refused.append)
        typed_last = typed["name"] = f"Somchai {next(times)}"
        draft.keep()
        qtbot.wait(300)
        qtbot.waitUntil(lambda answers=refused: bool(answers))
        assert [type(each) for each in refused] == [ServerAway]
        assert stored_draft(store, "person", "new") == f'{{"name": "{typed_last}"}}'
    assert (saved, told) == ([], [False])
    assert asked
    assert main_thread() not in asked, "the window waited"

    link.refuses = False
    qtbot.waitUntil(lambda: told == [False, True] and bool(saved))
    assert saved[0].value.number == 1
    app.writes.settle()
    assert stored_draft(store, "person", "new") == f'{{"name": "{typed_last}"}}'
    assert not (store.files / NAME).exists()
    assert person(app.user, 1).name == "Nok"
    draft.end(drop=False)
