"""The key of a passphrase takes long to derive by design: in a thread, while the window goes on and may be closed."""

from threading import Event, current_thread, main_thread

import pytest
from first_steps import CONTENT, DEALER, PLACE, WORK, enter, finish, opened
from hands import NO_WARNINGS, press, shown, type_in
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from lifecycle_desk.books.usecases.encryption import new_keys
from lifecycle_desk.overview.screens.unlocking import Unlocking
from lifecycle_desk.store import unlocking
from lifecycle_desk.trust import store_key

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("locked")]

PHRASE = "correct horse battery staple"
TURNS, PATIENCE = 200, 60  # of the event loop while a key is derived; seconds after which a test gives up


class Slow:
    """Deriving takes until `goes_on` is set; each time, in whose thread, and whether it went on by that."""

    def __init__(self):
        self.goes_on, self.threads, self.went_on = Event(), [], []
        self._usual = store_key.secret_of

    def derive(self, passphrase, salt):
        self.threads.append(current_thread())
        self.went_on.append(self.goes_on.wait(PATIENCE))
        return self._usual(passphrase, salt)

    def let_the_window_turn(self, qtbot):
        turns = []
        ticking = QTimer()
        ticking.timeout.connect(lambda: turns.append(len(self.threads)))
        ticking.start()
        qtbot.waitUntil(lambda: turns.count(1) > TURNS)


class LetGo(QObject):
    """Lets what is derived go on as soon as a window is hidden."""

    def __init__(self, window, slow):
        super().__init__(window)
        self._slow = slow
        window.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Hide:
            self._slow.goes_on.set()
        return False


@pytest.fixture
def slow(monkeypatch):
    made = Slow()
    monkeypatch.setattr(store_key, "secret_of", made.derive)
    yield made
    made.goes_on.set()


@pytest.fixture
def store(tmp_path):
    """A place beside which the key file of encrypted records lies: nothing more is asked for the passphrase."""
    place = tmp_path / "desk.ldk"
    unlocking.save_key(place, new_keys(PHRASE).file)
    unlocking._OPEN.clear()
    return place


@pytest.fixture
def asking(store, dressed):
    yield from shown(Unlocking(store))


def give(asking, passphrase):
    asking.typed.line.setFocus()
    type_in(asking, passphrase)
    press(asking, Qt.Key.Key_Return)


def test_the_window_goes_on_while_a_passphrase_is_proved_and_enter_twice_proves_it_once(asking, store, slow, qtbot):
    give(asking, PHRASE)
    press(asking, Qt.Key.Key_Return)
    QTest.keyClick(asking.enter, Qt.Key.Key_Space)
    slow.let_the_window_turn(qtbot)
    type_in(asking, "more")
    assert (asking.enter.text(), asking.typed.line.text()) == ("Unlocking your records…", PHRASE)
    assert unlocking.needs_passphrase(store)
    with qtbot.waitSignal(asking.ended):
        slow.goes_on.set()
    assert asking.opened
    assert not unlocking.needs_passphrase(store)
    assert len(slow.threads) == 1
    assert main_thread() not in slow.threads
    assert asking.typed.line.text() == ""


def test_a_wrong_passphrase_is_told_at_its_field_and_the_next_is_typed_over_it(asking, store, slow, qtbot):
    slow.goes_on.set()
    give(asking, "another one altogether")
    qtbot.waitUntil(lambda: asking.typed.is_faulty)
    assert "does not open" in asking.typed.control.accessibleDescription()
    assert asking.enter.text() == "Unlock"
    assert not asking.refused.isVisible()
    with qtbot.waitSignal(asking.ended):
        give(asking, PHRASE)
    assert asking.opened


def test_a_key_file_that_is_gone_is_told_in_a_bar(asking, store, qtbot):
    unlocking.place_of_key(store).unlink()
    give(asking, PHRASE)
    qtbot.waitUntil(asking.refused.isVisible)
    assert asking.enter.text() == "Unlock"


def test_whoever_gives_up_while_a_passphrase_is_proved_is_rid_of_the_window_at_once_and_opens_nothing(
    asking, store, slow, qtbot
):
    give(asking, PHRASE)
    qtbot.waitUntil(lambda: len(slow.threads) == 1)
    LetGo(asking, slow)
    with qtbot.waitSignal(asking.ended):
        QTest.keyClick(asking.leave, Qt.Key.Key_Space)
    assert slow.went_on == [True]
    QTest.qWait(1)
    assert not asking.opened
    assert unlocking.needs_passphrase(store)


@pytest.fixture
def begun(wizard, slow):
    """The first steps at whose end the key of records that are to be encrypted is being derived."""
    enter(wizard, DEALER)
    type_in(wizard, "สยามวิถี ออโต้")
    enter(wizard)
    place = wizard.pages[PLACE]
    place.encrypt.tick.setChecked(True)
    for field in (place.passphrase, place.again):
        field.line.setFocus()
        type_in(wizard, PHRASE)
    enter(wizard)
    assert wizard.here == CONTENT
    assert slow.threads == []
    enter(wizard)
    assert wizard.here == WORK
    return wizard


def test_the_first_steps_go_on_while_the_key_is_derived_once_and_show_the_recovery_key(begun, where, slow, qtbot):
    enter(begun, 2)
    slow.let_the_window_turn(qtbot)
    assert not where.exists()
    slow.goes_on.set()
    qtbot.waitUntil(lambda: begun.here > WORK)
    recovery = begun.key.text()
    QTimer.singleShot(0, lambda: press(begun, Qt.Key.Key_Return))
    finish(qtbot, begun)
    assert len(slow.threads) == 1
    assert main_thread() not in slow.threads
    for typed in (recovery, PHRASE):
        unlocking._OPEN.clear()
        unlocking.unlock(where, typed)
        opened(where).store.close()


def test_first_steps_that_are_stopped_while_the_key_is_derived_leave_nothing_and_may_begin_anew(
    begun, where, slow, qtbot
):
    qtbot.waitUntil(lambda: len(slow.threads) == 1)
    press(begun, Qt.Key.Key_Tab)
    press(begun, Qt.Key.Key_Space)
    slow.goes_on.set()
    qtbot.waitUntil(lambda: begun.here == CONTENT)
    assert not where.parent.exists() or list(where.parent.iterdir()) == []
    enter(begun)
    qtbot.waitUntil(lambda: begun.here > WORK)
    unlocking._OPEN.clear()
    unlocking.unlock(where, begun.key.text())
    opened(where).store.close()


def test_first_steps_that_are_closed_while_the_key_is_derived_leave_nothing(begun, where, slow, qtbot):
    qtbot.waitUntil(lambda: len(slow.threads) == 1)
    slow.goes_on.set()
    with qtbot.waitSignal(begun.ended):
        begun.close()
    assert begun.made is None
    assert not where.parent.exists() or list(where.parent.iterdir()) == []


def test_a_passphrase_that_is_soon_guessed_is_refused_at_its_field_before_anything_is_derived(wizard, slow):
    enter(wizard, DEALER)
    type_in(wizard, "A")
    enter(wizard)
    place = wizard.pages[PLACE]
    place.encrypt.tick.setChecked(True)
    place.passphrase.set_text("short")
    place.again.set_text("short")
    wizard.go_on()
    assert (wizard.here, place.passphrase.is_faulty) == (PLACE, True)
    assert slow.threads == []
