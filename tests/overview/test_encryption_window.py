"""Encryption in the window: asked for at the start, switched on and off in the settings, a key that is shown once."""

import shutil
from pathlib import Path

import pytest
from hands import NO_WARNINGS, go, press, rest, shown
from harness import make_store, user_at
from overview_window import overview
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from lifecycle_desk.books.usecases import books, encryption
from lifecycle_desk.commands.sealed_file import opened_file
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.overview.screens.settings.encryption_card import EncryptionCard
from lifecycle_desk.overview.screens.unlocking import Unlocking, unlocked
from lifecycle_desk.store import unlocking

pytestmark = NO_WARNINGS
PHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    store = make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=1)
    user = user_at(store)
    books.back_up(user)
    user.store.close()
    return store


@pytest.fixture
def store(kept, tmp_path, locked):
    shutil.copytree(kept.parent, tmp_path / "books")
    return tmp_path / "books" / "desk.ldk"


@pytest.fixture
def window(store, qapp):
    user = user_at(store)
    yield from shown(overview(user))
    user.store.close()


def card_of(window) -> EncryptionCard:
    card = go(window, "settings", "safety").tabs["safety"].encryption
    settled(window)
    return card


def push(button) -> None:
    button.setFocus()
    press(button, Qt.Key.Key_Space)


def note_of(field) -> str:
    """What is said beside a field."""
    return field.control.accessibleDescription()


def settled(window) -> None:
    for _ in range(3):
        rest(window)
        window.aside.finish()
    rest(window)


def typed(window, card, **words) -> None:
    for name, text in words.items():
        getattr(card, name).set_text(text)
    push(card.confirm)
    settled(window)


def test_records_are_exported_under_a_passphrase_of_the_file_unless_that_is_unticked(window, tmp_path, monkeypatch):
    card = go(window, "settings", "safety").tabs["safety"].records
    asked = []

    def chosen(_parent, _title, proposed, *_):
        asked.append(Path(proposed).name)
        return str(tmp_path / "out"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    for typed_once, typed_again, said in (
        ("short", "short", "at least"),
        (PHRASE, "another one altogether", "The two passphrases differ."),
    ):
        card.passphrase.set_text(typed_once)
        card.again.set_text(typed_again)
        push(card.export)
        assert said in note_of(card.passphrase) + note_of(card.again)
    assert asked == []
    card.again.set_text(PHRASE)
    push(card.export)
    settled(window)
    sealed = tmp_path / "out.jsonl.ldx"
    with opened_file(sealed, PHRASE) as plain:
        whole = plain.read_bytes()
    assert whole.startswith(b"{")
    assert not sealed.read_bytes().startswith(b"{")
    assert (card.passphrase.text, asked[0][-10:]) == ("", ".jsonl.ldx")
    card.seals.tick.click()
    assert not card.passphrase.isVisible()
    push(card.export)
    settled(window)
    assert (tmp_path / "out.jsonl").read_bytes() == whole


def test_records_are_encrypted_changed_and_laid_plain_again_by_the_keyboard(window, store):
    card = card_of(window)
    push(card.encrypt)
    typed(window, card, new=PHRASE, again="another one altogether")
    assert "differ" in note_of(card.again)
    typed(window, card, new="short", again="short")
    assert "12" in note_of(card.new)
    assert not unlocking.is_encrypted(store)
    typed(window, card, new=PHRASE, again=PHRASE)
    assert unlocking.is_encrypted(store)
    recovery = card.code.code.text()
    unlocking.unlock(store, recovery)
    push(card.code.leave)
    settled(window)
    assert card.code.code.text() == ""
    assert not card.on.isHidden()
    assert not card.plain.isHidden()

    push(card.wipe)
    typed(window, card, present="a wrong passphrase")
    assert "does not open" in note_of(card.present)
    assert encryption.encryption(window.app.user).plain
    typed(window, card, present=PHRASE)
    assert encryption.encryption(window.app.user).plain == ()

    push(card.change)
    typed(window, card, present=recovery, new="a new passphrase", again="a new passphrase")
    unlocking.unlock(store, "a new passphrase")
    push(card.here)
    typed(window, card, present="a new passphrase")
    assert encryption.encryption(window.app.user).here
    push(card.ask)
    settled(window)
    assert not encryption.encryption(window.app.user).here
    push(card.decrypt)
    typed(window, card, present="a new passphrase")
    assert not unlocking.is_encrypted(store)
    assert books.check(window.app.user).sound
    assert [card.present.text, card.new.text] == ["", ""]


def test_the_start_asks_for_the_passphrase_until_it_is_right_or_somebody_gives_up(store, qtbot):
    assert unlocked(str(store), Machine(language="en"))  # it is not encrypted
    user = user_at(store)
    encryption.encrypt(user, PHRASE)
    user.store.close()
    for tries, opens in ((["wrong", PHRASE], True), (["wrong", None], False)):
        unlocking._OPEN.clear()
        told = []

        def sit(tries=tries, told=told) -> None:
            tops = [each for each in QApplication.topLevelWidgets() if isinstance(each, Unlocking)]
            asking = next(each for each in tops if each.isVisible())
            for each in tries:
                if each is None:
                    push(asking.leave)
                    return
                asking.typed.set_text(each)
                asking.typed.control.setFocus()
                press(asking.typed.control, Qt.Key.Key_Return)
                qtbot.waitUntil(lambda: asking.typed.is_faulty or asking.opened)
                told.append(note_of(asking.typed))
                asking.typed.clear()

        QTimer.singleShot(50, sit)
        assert unlocked(str(store), Machine(language="en")) is opens
        assert "does not open" in told[0]
        assert unlocking.needs_passphrase(store) is not opens
