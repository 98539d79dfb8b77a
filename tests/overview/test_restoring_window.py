"""Restoring from the window: what is proved is said first, what is not is asked for, and the window goes on with it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from hands import LONGEST, NO_WARNINGS, go, nameless, press, rest, seen, shown
from harness import DAY, copied, make_store, opened, user_at, vin, work
from overview_window import overview
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from lifecycle_desk.base.steps import Step
from lifecycle_desk.books.usecases import books
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.books.usecases.putting_back import Why
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.store import backup
from lifecycle_desk.store.manifests import manifest_of
from lifecycle_desk.vehicle.tables import chain, life
from lifecycle_desk.vehicle.usecases.life import Note, note_event

pytestmark = NO_WARNINGS


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Books with a backup beside them, and a customer, a car and two readings since."""
    store = make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=2)
    with opened(store) as user:
        books.back_up(user)
        list(work(user, 80))
    return store


@pytest.fixture
def user(kept, tmp_path) -> Iterator[UserSession]:
    target = copied(kept, tmp_path / "desk.ldk")
    shutil.copytree(backup.folder_of(kept), backup.folder_of(target))
    made = user_at(target)
    yield made
    made.store.close()


@pytest.fixture
def window(user, qapp) -> Iterator[Window]:
    yield from shown(overview(user))


def the_backup(window: Window) -> Path:
    return backup.backups(window.app.user.store.path)[0]


def seals(window: Window) -> dict[int, bytes]:
    with window.app.user.store.reading() as look:
        return dict(chain.seals(look))


def looked_at(window: Window):
    """The card once the backup of the list has been looked at, by keyboard alone."""
    tab = go(window, "settings", "safety").tabs["safety"]
    tab.list.setFocus()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    rest(window)
    return tab.restore


def confirmed(window: Window, qtbot) -> None:
    """Confirm by the key Space, and wait until the window goes on."""
    card = window.page().tabs["safety"].restore
    card.confirm.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.aside.is_going)
    rest(window)


def told(card) -> str:
    """All that the card says."""
    return "\n".join(seen(card))


def test_what_is_proved_and_what_would_be_lost_is_said_and_the_window_goes_on_with_what_was_restored(window, qtbot):
    had, place = seals(window), window.app.user.store.path
    go(window, "today")
    go(window, "reports")
    card = looked_at(window)
    assert card.seen.why is None
    assert card.proved.isVisible()
    assert not card.on_purpose.isVisible()
    said = told(card)
    assert "signed with the known key" in said
    assert "carries the same seal as yours" in said
    assert f"{card.seen.later} of your records would be missing" in said
    assert [each.key for each in card.list.rows.rows] == sorted(had, reverse=True)[: card.seen.later]
    assert vin(80) in card.list.rows.rows[0].detail
    assert "desk.ldk.before-" in said
    assert nameless(card) == []
    before = window.page()

    confirmed(window, qtbot)

    now = seals(window)
    assert now.keys() == set(range(1, card.seen.ends_with + 2))  # and the restore itself
    assert all(now[seq] == had[seq] for seq in range(1, card.seen.ends_with + 1))
    assert window.page() is not before
    assert window.place.page == "settings"
    aside = backup.set_aside(place)
    assert [each.name in window.notices.toast.findChildren(type(card._after))[1].text() for each in aside] == [True]
    failures: list[object] = []
    window.app.failed.connect(failures.append)
    for code in ("ar", "en"):  # what the pages of before still hear does no harm
        window.speak(code)
        rest(window)
    assert failures == []
    with opened(aside[0]) as old:
        assert check(old).events == max(had)
    note_event(window.app.user, Note(vin(0), DAY, "after the restore"))  # the store is open, and writes
    assert check(window.app.user).sound


def test_what_nothing_proves_is_restored_on_purpose_alone(window, qtbot):
    file = the_backup(window)
    manifest_of(file).write_text(json.dumps(json.loads(manifest_of(file).read_text("utf-8")) | {"signature": ""}))
    card = looked_at(window)
    assert card.seen.why is Why.UNSIGNED
    assert "This backup cannot be verified: its manifest is not signed." in told(card)
    assert not card.confirm.isEnabled()
    assert card.on_purpose.tick.hasFocus()
    press(window, Qt.Key.Key_Space)
    assert card.confirm.isEnabled()
    confirmed(window, qtbot)
    assert len(seals(window)) == card.seen.ends_with + 1


def test_a_broken_manifest_and_a_file_that_is_no_backup_are_sentences(window, tmp_path, monkeypatch):
    file = the_backup(window)
    manifest_of(file).write_text("{")
    tab = go(window, "settings", "safety").tabs["safety"]
    before = seals(window)
    letter = tmp_path / "letter.ldk"
    letter.write_text("a letter")
    own = window.app.user.store.path
    cut = tmp_path / "cut.ldk"
    cut.write_bytes(file.read_bytes()[:-5_000])
    said = {}
    for chosen in (file, letter, own, cut):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, chosen=chosen: (str(chosen), ""))
        tab.restore.from_file.setFocus()
        press(window, Qt.Key.Key_Space)
        rest(window)
        said[chosen.name] = told(tab.restore)
    assert "cannot be verified: its manifest is damaged" in said[file.name]
    assert "letter.ldk is not a complete backup" in said["letter.ldk"]
    assert "contains the records you have open" in said["desk.ldk"]
    assert "cut.ldk is not a complete backup" in said["cut.ldk"]
    assert seals(window) == before


@contextmanager
def other_program(store: Path) -> Iterator[None]:
    """Another program that has a store open."""
    opens = "from lifecycle_desk.books.usecases.opening import open_books; import sys; open_books(sys.argv[1]); "
    asked = [sys.executable, "-c", f"{opens}print('open', flush=True); sys.stdin.read()", str(store)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "open\n"
        yield
        child.communicate()


def test_a_second_program_that_has_the_store_open_refuses_it_and_the_window_keeps_its_store(user, window, qtbot):
    card = looked_at(window)
    had, page = seals(window), window.page()
    where = user.store.path
    with other_program(where):
        confirmed(window, qtbot)
        assert "is open in another window or program" in told(card)
        assert window.page() is page
        assert seals(window) == had
        assert backup.set_aside(where) == []
        list(work(window.app.user, 81))  # it still saves


def test_a_full_disk_in_the_middle_leaves_the_present_store_in_place_and_open(window, qtbot, monkeypatch):
    """What is stood in for is the disk: it takes the new file, and refuses to let it have the store's name."""
    card = looked_at(window)
    had, real = seals(window), Path.replace

    def fails(path: Path, target: Path) -> Path:
        if path.name.endswith(".part") and Path(target).name == "desk.ldk":
            raise OSError(28, "No space left on device")
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fails)
        confirmed(window, qtbot)
    assert "could not be restored: No space left on device. Your records are unchanged." in told(card)
    assert seals(window) == had
    assert backup.set_aside(window.app.user.store.path) == []
    list(work(window.app.user, 82))


def test_what_was_being_saved_is_in_the_store_that_is_kept(window, qtbot):
    looked_at(window)
    place = window.app.user.store.path
    window.app.do(note_event, Note(vin(0), DAY, "saved at the last moment"))
    confirmed(window, qtbot)
    with opened(backup.set_aside(place)[0]) as old, old.store.reading() as look:
        assert [each.facts["text"] for each in life.told(look, vin(0)) if each.kind == "vehicle.noted"] == [
            "saved at the last moment"
        ]


def test_nothing_is_begun_while_long_work_runs(window, qtbot):
    card = looked_at(window)
    had = seals(window)
    go_on = Event()

    def slow():
        yield Step(0)
        go_on.wait(LONGEST)

    window.app.run_long(slow())
    card.confirm.setFocus()
    QTest.keyClick(card.confirm, Qt.Key.Key_Space)
    assert not window.aside.is_going
    go_on.set()
    rest(window)
    assert "Another task is still running" in told(card)
    assert seals(window) == had
