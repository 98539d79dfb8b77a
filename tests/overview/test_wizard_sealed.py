"""Encrypted records in the first steps: their passphrase is proved in a thread, and the window goes on meanwhile."""

from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from first_steps import CONTENT, enter, finish, opened, records_named
from hands import NO_WARNINGS, press, type_in
from PySide6.QtCore import Qt, QTimer

from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands import sealed_file

pytestmark = NO_WARNINGS

RIGHT, WRONG = "correct horse battery staple", "another one altogether"
TURNS, PATIENCE = 200, 60  # of the event loop while a file is opened; seconds after which a test gives up


@pytest.fixture
def page(wizard, where, own_user):
    """The last page, with an encrypted file of records named in it."""
    shown = records_named(wizard, where, own_user)
    assert not shown.passphrase.isVisible()
    plain = Path(shown.records.text)
    file = plain.with_name("records.jsonl.ldx")
    file.write_bytes(b"".join(sealed_file.sealed_file([plain.read_bytes()], RIGHT)))
    plain.unlink()
    shown.records.set_text(str(file))
    assert shown.passphrase.isVisible()
    return shown


def give(wizard, page, passphrase):
    page.passphrase.line.setFocus()
    page.passphrase.line.selectAll()
    type_in(wizard, passphrase)
    enter(wizard)


def test_encrypted_records_ask_for_their_passphrase_and_a_wrong_one_is_said_beside_it(
    wizard, where, page, own_user, qtbot
):
    enter(wizard)
    assert "Enter its passphrase" in page.passphrase.control.accessibleDescription()
    give(wizard, page, WRONG)
    qtbot.waitUntil(lambda: "the passphrase is wrong" in page.passphrase.control.accessibleDescription())
    assert not page.compared.isVisible()
    give(wizard, page, RIGHT)
    qtbot.waitUntil(lambda: page.compared.is_faulty)
    page.compared.tick.setFocus()
    press(wizard, Qt.Key.Key_Space)
    enter(wizard)
    finish(qtbot, wizard)
    user = opened(where)
    assert check(user).head == check(own_user).head
    user.store.close()


@pytest.fixture
def slow(monkeypatch):
    """Proving a passphrase takes until the event is set; in whose thread is kept."""
    goes_on, threads, usual = Event(), [], sealed_file.secret_of

    def proved(passphrase, salt):
        threads.append(current_thread())
        goes_on.wait(PATIENCE)
        return usual(passphrase, salt)

    monkeypatch.setattr(sealed_file, "secret_of", proved)
    yield goes_on, threads
    goes_on.set()


def test_the_window_goes_on_while_a_file_is_opened_and_then_goes_where_enter_was_pressed_for(wizard, page, slow, qtbot):
    goes_on, threads = slow
    turns = []
    ticking = QTimer()
    ticking.timeout.connect(lambda: turns.append(len(threads)))
    ticking.start()
    give(wizard, page, RIGHT)
    qtbot.waitUntil(lambda: turns.count(1) > TURNS)
    assert wizard.next.text() == "Opening the file…"
    assert page.sealed.is_opening
    assert not page.compared.is_faulty
    goes_on.set()
    qtbot.waitUntil(lambda: page.compared.is_faulty)
    assert wizard.next.text() == "Import records"
    assert threads
    assert main_thread() not in threads
    assert len(threads) == 1  # nobody waits twice for the same


def test_whoever_types_another_passphrase_meanwhile_goes_nowhere_by_the_one_before(wizard, page, slow, qtbot):
    goes_on, threads = slow
    give(wizard, page, WRONG)
    qtbot.waitUntil(lambda: len(threads) == 1)
    page.passphrase.line.setFocus()
    page.passphrase.line.selectAll()
    type_in(wizard, RIGHT)
    assert wizard.next.text() == "Import records"
    goes_on.set()
    press(wizard, Qt.Key.Key_Tab)
    qtbot.waitUntil(page.compared.isVisible)
    assert not page.compared.is_faulty
    assert wizard.here == CONTENT


def test_a_window_that_is_closed_while_a_file_is_opened_ends(wizard, page, slow, qtbot):
    goes_on, threads = slow
    give(wizard, page, RIGHT)
    qtbot.waitUntil(lambda: len(threads) == 1)
    goes_on.set()
    with qtbot.waitSignal(wizard.ended):
        wizard.close()
    assert wizard.made is None
