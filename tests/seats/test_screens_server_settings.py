"""The settings of a server in the window: the place of documents, the access key, the hour of the nightly backup."""

from functools import partial

import pytest
from bucket_server import KEY_ID, SECRET
from hands import (
    NO_WARNINGS,
    OPEN,
    go,
    hear,
    marked,
    nameless,
    out_of_reach,
    press,
    rest,
    said,
    seen,
    shown,
    type_in,
    written,
)
from overview_window import overview
from own_server import WRITER, let_write, place_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import carrying_documents
from lifecycle_desk.books.usecases.carrying_documents import carry_documents, documents_at
from lifecycle_desk.books.usecases.nightly import nightly, set_hour
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.settings import documents_card
from lifecycle_desk.store import buckets
from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.keyrings import SERVICE
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.server_settings import OwnerAloneSets
from lifecycle_desk.vehicle.usecases.documents import attach, content_of

pytestmark = NO_WARNINGS

PAPER = b"%PDF-1.7" + bytes(range(256)) * 4_100
ENTER, TAB, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up


def sat_at(user):
    """A window of a seat, at the settings of the server."""
    for window in shown(overview(user)):
        go(window, "settings", "server")
        yield window


@pytest.fixture
def front(seat):
    return seat("front")


@pytest.fixture
def window(front):
    yield from sat_at(front)


def tab_of(window):
    return window.page().tabs["server"]


def push(button):
    button.window().activateWindow()
    button.setFocus()
    press(button, SPACE)
    rest(button.window())


def choose(window, kind):
    """Open the form and choose a kind of place, by keys alone."""
    card = tab_of(window).documents
    push(card.begin)
    assert QApplication.focusWidget() is card.kind.control
    press(window, DOWN if kind != "folder" else UP, times={"folder": 1, "bucket": 1, "table": 2}[kind])
    assert card.kind.value == kind
    return card


def move_to(window, kind, *typed):
    """Choose a place and type what it asks for, each in the field that Tab leads to; Enter in the last one moves."""
    card = choose(window, kind)
    press(window, TAB)
    if kind == "table":
        assert QApplication.focusWidget() is card.cancel
        press(window, TAB)
        press(window, SPACE)
    else:
        type_in(window, *typed)
        press(window, ENTER)
    return card


def noted(window):
    return [translator().current(each.said) for each in window.app.happened.entries]


def test_documents_move_to_a_share_and_back_by_keys_alone_and_the_bell_tells(window, front, seat, tmp_path):
    which = attach(front, "a.pdf", PAPER).sha256
    share = tmp_path / "share"
    go(window, "settings", "server")
    assert "In the database" in seen(tab_of(window))
    move_to(window, "folder", str(share))
    assert documents_at(front).where == str(share)
    assert any(str(share) in each for each in seen(tab_of(window)))
    assert "1 document" in seen(tab_of(window))
    assert noted(window) == ["Documents moved"]
    assert content_of(seat("office"), which) == PAPER
    move_to(window, "table")
    assert documents_at(front).where == "table"
    assert "In the database" in seen(tab_of(window))
    assert content_of(seat("third"), which) == PAPER


def test_documents_move_to_a_bucket_by_a_key_that_only_the_keyring_keeps(
    window, front, bucket, endpoint, keyring, monkeypatch
):
    monkeypatch.delenv(buckets.SECRET)
    which = attach(front, "a.pdf", PAPER).sha256
    where = f"s3://papers?endpoint={endpoint}"
    card = move_to(window, "bucket", where, KEY_ID, SECRET)
    assert documents_at(front).where == where
    assert bucket[f"{which[:2]}/{which}"] == PAPER
    assert keyring == {(SERVICE, f"{endpoint}/papers"): f"{KEY_ID}\n{SECRET}"}
    push(card.begin)
    assert SECRET not in [*written(window), *said(window)]
    assert card.key.secret.line.echoMode() is QLineEdit.EchoMode.Password
    assert f"In use: {KEY_ID}" in [each.strip("\u2066\u2069") for each in _bare(seen(tab_of(window)))]


def _bare(texts):
    return [each.replace("\u2066", "").replace("\u2069", "").replace("\u200e", "") for each in texts]


def test_a_computer_without_the_key_says_so_and_takes_one_from_anybody_who_sits_there(
    seat, server, bucket, endpoint, keyring, monkeypatch
):
    front = seat("front")
    attach(front, "a.pdf", PAPER)
    where = f"s3://papers?endpoint={endpoint}"
    drained(carry_documents(front, where))
    monkeypatch.delenv(buckets.SECRET)
    buckets.forget_access_keys()
    let_write(front.store)
    writer = replaced_login(front, WRITER)
    for window in sat_at(writer):
        card = tab_of(window).key
        assert card.missing.isVisible()
        assert not tab_of(window).documents.begin.isEnabled()
        card.key.identity.setFocus()
        type_in(window, KEY_ID)
        push(card.save)
        assert card.key.secret.is_faulty
        card.key.secret.setFocus()
        type_in(window, SECRET)
        press(window, ENTER)
        assert card.missing.isHidden()
        assert f"In use: {KEY_ID}" in _bare(seen(card))
        assert (card.key.identity.text, card.key.secret.text) == ("", "")
    assert keyring == {(SERVICE, f"{endpoint}/papers"): f"{KEY_ID}\n{SECRET}"}
    writer.store.close()


def replaced_login(user, login):
    address = ServerAddress.read(user.store.where)
    return UserSession(open_store(place_of(address.text, address.database, login=login)), None, authorise)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("folder", "papers", "“papers” is no place for documents"),
        ("folder", "table", "“table” is no place for documents"),
        ("folder", "", "Please fill this in."),
        ("folder", "/nowhere/at/all", "cannot be reached from this computer"),
        ("bucket", "/srv/papers", "“/srv/papers” is no place for documents"),
        ("bucket", "s3://papers?endpoint=http://nas.example", "is not encrypted"),
    ],
)
def test_what_is_wrong_with_a_place_stands_under_its_field_in_the_words_of_the_command_line(
    window, front, kind, typed, words
):
    card = choose(window, kind)
    field = card.folder if kind == "folder" else card.address
    field.set_text(typed)
    push(card.confirm)
    assert words in field.control.accessibleDescription()
    assert field.is_faulty
    assert documents_at(front).where == "table"


def test_a_key_that_is_missing_is_asked_for_at_its_own_field(window, front, bucket, endpoint, keyring, monkeypatch):
    monkeypatch.delenv(buckets.SECRET)
    card = move_to(window, "bucket", f"s3://papers?endpoint={endpoint}", "", "")
    assert "asks for an access key on this computer" in card.key.identity.control.accessibleDescription()
    assert documents_at(front).where == "table"


def test_a_move_that_was_cut_off_is_said_and_the_next_one_finishes(window, front, tmp_path, monkeypatch):
    which = attach(front, "a.pdf", PAPER).sha256
    one, other = tmp_path / "one", tmp_path / "other"
    move_to(window, "folder", str(one))
    with monkeypatch.context() as cut:
        cut.setattr(carrying_documents, "_finish", lambda *_: 1 / 0)
        move_to(window, "folder", str(other))
    card = tab_of(window).documents
    assert card.left.isVisible()
    assert (one / which[:2] / which).exists()
    card.folder.set_text(str(other))
    push(card.confirm)
    assert card.left.isHidden()
    assert not (one / which[:2] / which).exists()
    assert content_of(front, which) == PAPER


def test_the_nightly_backup_is_set_and_ended_by_keys_alone(window, front):
    card = tab_of(window).nightly
    push(card.each_night.tick)
    press(window, TAB)
    assert QApplication.focusWidget() is card.hour.control
    card.hour.line.selectAll()
    type_in(window, "23.15")
    press(window, ENTER)
    assert hour_of(front) == "23:15"
    assert any("next nightly backup is due" in each for each in seen(card))
    push(card.each_night.tick)
    push(card.save)
    assert hour_of(front) is None
    assert "No nightly backups." in seen(card)


def hour_of(user):
    with user.store.reading() as tx:
        found = nightly(tx)
    return f"{found.at:%H:%M}" if found else None


def test_another_workstation_shows_at_once_what_was_set(front, seat, qtbot):
    office = seat("office")
    for window in sat_at(office):
        hear(window)
        card = tab_of(window).nightly
        set_hour(front, "23:15")
        qtbot.waitUntil(partial(has, card, "23:15"))
        set_hour(front, None)
        qtbot.waitUntil(partial(has, card, ""))


def has(card, hour):
    """Whether a card shows an hour, or with an empty one none."""
    return card.each_night.checked == bool(hour) and (not hour or card.hour.text == hour)


def test_a_time_that_is_none_stands_under_its_field_and_nothing_is_set(window, front):
    card = tab_of(window).nightly
    push(card.each_night.tick)
    card.hour.set_text("25:00")
    push(card.save)
    assert card.hour.is_faulty
    assert hour_of(front) is None


def test_who_does_not_own_the_tables_sees_what_is_set_and_whom_to_ask(front, tmp_path):
    set_hour(front, "02:00")
    let_write(front.store)
    writer = replaced_login(front, WRITER)
    for window in sat_at(writer):
        tab = tab_of(window)
        assert any("owns the tables" in each for each in seen(tab))
        assert "In the database" in seen(tab)
        assert (tab.nightly.each_night.checked, tab.nightly.hour.text) == (True, "02:00")
        assert not tab.documents.begin.isEnabled()
        assert not tab.nightly.save.isEnabled()
    with pytest.raises(OwnerAloneSets):
        set_hour(writer, None)
    writer.store.close()


def test_only_a_manager_changes_what_holds_for_all(front):
    for name, role in (("malee", Role.MANAGER), ("anan", Role.TECHNICIAN)):
        take_on(front, Member(name, name.title(), role))
    switch_sign_in(front, SignIn(on=True))
    technician, manager = (UserSession(front.store, name, authorise) for name in ("anan", "malee"))
    with pytest.raises(NotAllowed):
        set_hour(technician, "02:00")
    set_hour(manager, "02:00")
    for window in sat_at(technician):
        tab = tab_of(window)
        assert not tab.documents.begin.isEnabled()
        assert tab.documents.begin.reason
        assert not tab.nightly.save.isEnabled()
        assert "In the database" in seen(tab)


def test_every_text_follows_the_language_and_every_control_has_a_name_and_is_reached(window, front, bucket, endpoint):
    move_to(window, "bucket", f"s3://papers?endpoint={endpoint}", "", "")
    tab = tab_of(window)
    push(tab.documents.begin)
    push(tab.nightly.each_night.tick)
    assert nameless(tab) == []
    assert out_of_reach(tab) == []
    translator().set_language(marked(front))
    rest(window)
    data = {"02:00"}  # the echo of the hour
    assert [each for each in seen(tab) if OPEN not in each and endpoint not in each and each not in data] == []


def test_books_in_a_file_have_no_such_section(own_user):
    for window in shown(overview(own_user)):
        page = go(window, "settings", "server")
        assert "server" not in page.chips
        assert "server" not in page.tabs


def test_the_folder_is_chosen_in_the_dialog_of_the_system(window, tmp_path, monkeypatch):
    monkeypatch.setattr(documents_card.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    card = choose(window, "folder")
    push(card.choose)
    assert card.folder.text == str(tmp_path)
