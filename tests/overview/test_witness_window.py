"""Witnesses and the dealer's activity in Settings, by keyboard and with real files."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from forging import Forger
from hands import HOSTILE, NO_WARNINGS, OPEN, go, marked, markup, nameless, press, rest, seen, shown
from harness import copied, make_store, opened, user_at, work
from overview_window import overview
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.books.usecases import books, putting_back
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.keys import RotateKey
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.settings.history import cells
from lifecycle_desk.proof.usecases.heads import WitnessHead, places, sign_head, witness_head
from lifecycle_desk.proof.usecases.keys import rotate_key
from lifecycle_desk.store import backup
from lifecycle_desk.trust.heads import heads_in, read
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.people import add_person

pytestmark = NO_WARNINGS


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=2)


@pytest.fixture
def user(kept, tmp_path) -> Iterator[UserSession]:
    made = user_at(copied(kept, tmp_path / "desk.ldk"))
    yield made
    made.store.close()


@pytest.fixture
def window(user, qapp) -> Iterator[Window]:
    yield from shown(overview(user))


def card_of(window: Window):
    return go(window, "settings", "safety").tabs["safety"].witnesses


def pressed(window: Window, button) -> None:
    button.setFocus()
    press(window, Qt.Key.Key_Space)
    rest(window)


def test_since_when_nobody_outside_has_the_entries_is_shown_and_a_folder_becomes_a_witness(
    window, tmp_path, monkeypatch
):
    stick = tmp_path / f"stick {HOSTILE.replace('/', '')}"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    card = card_of(window)
    assert "missing records could go unnoticed" in "\n".join(seen(card))
    pressed(window, card.send)
    assert card.well.isVisible()
    assert [each.title for each in card.list.rows.rows] == [str(stick)]
    file = next(stick.iterdir())
    last = max(head.seq for head in heads_in(file))

    list(work(window.app.user, 80))
    rest(window)
    since = "\n".join(seen(card))
    assert f"{books.check(window.app.user).events - last} records since" in since
    assert "unwitnessed" in since

    with window.app.user.store.writing() as each_day:
        sign_head(each_day)  # goes to every witness that can be reached
    card.look()
    rest(window)
    assert card.well.isVisible()
    stick.rename(tmp_path / "pulled out")
    pressed(window, card.copy)  # and hears of the change
    go(window, "today")
    card = card_of(window)
    card.look()
    rest(window)
    assert card.list.rows.rows[0].chip.words == "Not connected"
    pressed(window, card.forget)
    assert [*card.list.rows.rows] == []
    assert not card.list.isVisible()
    assert (tmp_path / "pulled out").is_dir()
    assert (nameless(card), markup(card)) == ([], [])


def test_the_text_for_a_mail_is_the_signed_head(window):
    card = card_of(window)
    pressed(window, card.copy)
    head = read(QGuiApplication.clipboard().text())
    assert head is not None
    assert head.holds
    assert head.seq == books.check(window.app.user).events


def test_a_tail_that_was_cut_off_is_found_by_the_file_of_a_witness(user, qapp, tmp_path, monkeypatch, qtbot):
    stick = tmp_path / "stick"
    stick.mkdir()
    file = Path(witness_head(user, WitnessHead(str(stick))).value.file)
    away = shutil.copyfile(file, tmp_path / "mail.txt")
    store = user.store.path
    user.store.close()
    with Forger(store) as forger:
        last = forger.raw.execute("SELECT max(seq) FROM event").fetchone()[0]
        forger.do("DELETE FROM event WHERE seq = ?", last)
        forger.do("DELETE FROM signed_head")
        forger.do("DELETE FROM witness")
    for place in places(store):
        place.unlink(missing_ok=True)
    with opened(store) as cut:
        window = overview(cut)
        window.show()
        tab = go(window, "settings", "safety").tabs["safety"]
        pressed(window, tab.check)
        assert "heads" not in {each.detail.split(" ")[0] for each in tab.findings.rows.rows}  # nothing here tells it
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(away), ""))
        pressed(window, tab.witnesses.check)
        assert tab.faulty.isVisible()
        assert [each.title for each in tab.findings.rows.rows if each.detail.startswith("heads")] != []
        letter = tmp_path / "letter.txt"
        letter.write_text("Dear all")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(letter), ""))
        pressed(window, tab.witnesses.check)
        assert "contains no signature to compare" in "\n".join(seen(window))
        window.close()


def test_the_dealers_activity_says_who_did_what_and_when(user, qapp, qtbot):
    books.back_up(user)
    place = user.store.path
    user.store.close()
    putting_back.restore(backup.backups(place)[0], place, by="noi")
    with opened(place) as again:
        rotate_key(replace(again, staff="noi"), RotateKey("the old computer was sold"))
        add_person(again, Person(f"Somchai {HOSTILE}"))
        window = overview(again)
        window.show()
        listing = go(window, "settings", "history").tabs["history"].table.long.listing
        english = translator().current
        rows = [*listing.rows(listing.keys()).values()]
        shown = {english.spoken(worded(each.event, each.names).title): each for each in rows}
        assert shown["Backup restored"].event.by == "noi"
        assert "the old computer was sold" in cells(shown["New signing key"])[3]
        assert cells(shown["Customer data recorded"])[3] == f"Somchai {HOSTILE}"
        translator().set_language(marked(again))
        rest(window)
        assert all(OPEN in cells(each)[2].text for each in rows)
        window.close()
