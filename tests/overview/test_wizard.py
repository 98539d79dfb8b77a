"""The first steps: five pages by keyboard alone, and books that are there whole or not at all."""

import json
from functools import partial
from pathlib import Path

import pytest
from first_steps import CONTENT, DEALER, LANGUAGE, MARKET, PLACE, WORK, enter, finish, opened, records_named
from hands import HOSTILE, NO_WARNINGS, OPEN, Marked, nameless, press, seen, type_in
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.overview.screens.wizard import Wizard, answers, first_run
from lifecycle_desk.overview.screens.wizard.answers import Content, language_in
from lifecycle_desk.overview.screens.wizard.pages import PlacePage
from lifecycle_desk.proof.usecases.heads import places, sign_head
from lifecycle_desk.proof.usecases.key_chain import told_keys
from lifecycle_desk.store import unlocking
from lifecycle_desk.trust.heads import append_to
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.usecases.documents import content_of

pytestmark = NO_WARNINGS


def test_five_times_enter_and_a_name_begin_the_books(wizard, where, qtbot):
    enter(wizard, 2)
    assert wizard.here == DEALER
    type_in(wizard, "สยามวิถี ออโต้")
    press(wizard, Qt.Key.Key_Tab)
    type_in(wizard, "99/1 ถนนเทพรักษ์")
    press(wizard, Qt.Key.Key_Tab)
    type_in(wizard, "+66 2 000 0199")
    enter(wizard, 2)
    assert wizard.here == CONTENT
    enter(wizard)
    finish(qtbot, wizard)

    user = opened(where)
    profile = dealer(user.store)
    assert wizard.made == str(where)
    assert (profile.name, profile.market, profile.language) == ("สยามวิถี ออโต้", "TH", "en")
    assert (profile.address, profile.phone) == ("99/1 ถนนเทพรักษ์", "+66 2 000 0199")
    assert check(user).sound
    user.store.close()


def test_a_language_is_spoken_at_once_and_mirrors_the_window(wizard):
    cards = wizard.pages[LANGUAGE].cards.cards
    assert cards["en"].hasFocus()
    for _ in range(8):
        if cards["ar"].isChecked():
            break
        press(wizard, Qt.Key.Key_Down)

    assert translator().current.code == "ar"
    assert theme.rtl
    assert wizard.steps.mapTo(wizard, wizard.steps.rect().center()).x() > wizard.width() // 2


def test_each_language_shows_a_day_and_a_number_of_its_own(wizard):
    shown = [card.accessibleName() for card in wizard.pages[LANGUAGE].cards.cards.values()]

    assert len(set(shown)) == len(shown)
    assert all("1,234.50" in each for each in shown)


def test_a_dealer_without_a_name_is_asked_for_one(wizard):
    enter(wizard, 3)

    assert wizard.here == DEALER
    assert wizard.pages[DEALER].line.is_faulty
    assert wizard.pages[DEALER].line.line.hasFocus()


def test_where_one_reads_leftwards_the_key_of_back_points_to_the_right(wizard):
    enter(wizard, 2)
    translator().set_language(Language("ar"))
    assert wizard.back.keys == "Alt+Right"
    press(wizard, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert wizard.here == MARKET


def test_back_keeps_what_was_typed(wizard):
    enter(wizard, 2)
    type_in(wizard, HOSTILE)
    press(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.here == MARKET
    enter(wizard)

    assert wizard.pages[DEALER].line.text == HOSTILE


def test_whoever_only_looks_around_needs_no_name(wizard, where, qtbot, monkeypatch):
    monkeypatch.setattr(answers, "fill", partial(answers.fill, vehicles=3))  # the usual number takes seconds
    enter(wizard, 2)
    QTest.keyClick(wizard.pages[DEALER].look_around, Qt.Key.Key_Space)
    assert (wizard.here, wizard.answers.content) == (PLACE, Content.EXAMPLE)
    enter(wizard, 2)
    assert wizard.here == WORK
    finish(qtbot, wizard)

    user = opened(where)
    assert check(user).vehicles == 3
    user.store.close()


def test_who_changes_his_mind_at_the_end_is_asked_for_the_name(wizard):
    enter(wizard, 2)
    QTest.keyClick(wizard.pages[DEALER].look_around, Qt.Key.Key_Space)
    enter(wizard)
    wizard.pages[CONTENT].cards.choose(Content.EMPTY)
    enter(wizard)

    assert wizard.here == DEALER
    assert wizard.pages[DEALER].line.is_faulty


def test_cancel_leaves_nothing_behind_and_asks_again(wizard, where, qtbot):
    wizard.answers.content = Content.EXAMPLE
    wizard.go(CONTENT)
    enter(wizard)
    qtbot.waitUntil(lambda: wizard.progress.share > 0)
    QTest.keyClick(wizard.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.here == CONTENT)

    assert wizard.made is None
    assert not where.exists()
    assert list(where.parent.iterdir()) == []


def test_a_place_that_holds_something_is_refused_at_its_field(wizard, where, qtbot):
    where.parent.mkdir()
    where.write_text("a letter to somebody")
    enter(wizard, 2)
    type_in(wizard, "A")
    enter(wizard, 3)
    qtbot.waitUntil(lambda: wizard.here == PLACE)

    assert wizard.pages[PLACE].path.is_faulty
    assert where.read_text() == "a letter to somebody"


@pytest.mark.parametrize("address", ["", "my server", "mysql://a/b", "postgresql://"])
def test_what_is_no_server_is_refused_at_its_field(wizard, address):
    enter(wizard, 2)
    type_in(wizard, "A")
    enter(wizard)
    page = wizard.pages[PLACE]
    assert isinstance(page, PlacePage)
    page.cards.choose("server")
    assert page.server.isVisible()
    assert not page.path.isVisible()
    page.server.host.set_text(address)
    enter(wizard)

    assert wizard.here == PLACE
    assert page.server.host.is_faulty


def test_a_server_that_does_not_answer_is_told_and_nothing_is_lost(wizard, qtbot):
    enter(wizard, 2)
    type_in(wizard, "A")
    enter(wizard)
    page = wizard.pages[PLACE]
    page.cards.choose("server")
    page.server.host.set_text("postgresql+psycopg://nobody@127.0.0.1:9/none")
    enter(wizard)
    qtbot.waitUntil(page.server.refused.isVisible)

    assert wizard.here == PLACE
    assert wizard.made is None
    assert "not available" in "\n".join(seen(page.server))
    assert wizard.answers.name == "A"


def test_a_logo_comes_onto_the_papers(wizard, where, tmp_path, qtbot):
    logo = tmp_path / "logo.png"
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(logo))
    enter(wizard, 2)
    type_in(wizard, "A")
    wizard.pages[DEALER].logo.set_text(str(logo))
    enter(wizard, 3)
    finish(qtbot, wizard)

    user = opened(where)
    assert content_of(user, dealer(user.store).logo) == logo.read_bytes()
    user.store.close()


def test_a_logo_that_is_not_there_is_told_at_its_field(wizard, tmp_path):
    enter(wizard, 2)
    type_in(wizard, "A")
    wizard.pages[DEALER].logo.set_text(str(tmp_path / "none.png"))
    enter(wizard)

    assert wizard.here == DEALER
    assert wizard.pages[DEALER].logo.is_faulty


def test_records_show_their_signer_and_come_in_once_the_fingerprint_was_compared(wizard, where, own_user, qtbot):
    page = records_named(wizard, where, own_user)
    with own_user.store.reading() as tx:
        public = fingerprint(told_keys(tx)[-1].public)
    said = "\n".join(seen(page))
    assert dealer(own_user.store).name in said
    assert public in said
    assert "which is not known here" in said
    enter(wizard)
    assert wizard.here == CONTENT
    assert page.compared.is_faulty
    assert not where.exists()
    page.compared.tick.setFocus()
    press(wizard, Qt.Key.Key_Space)
    enter(wizard)
    finish(qtbot, wizard)

    user = opened(where)
    assert check(user).head == check(own_user).head
    user.store.close()


def test_a_key_that_heads_of_lost_books_know_at_the_place_is_known(wizard, where, own_user, qtbot):
    with own_user.store.writing() as tx:
        head = sign_head(tx)
        tx.afterwards.clear()
    where.parent.mkdir()
    append_to(places(where)[0], [head])
    page = records_named(wizard, where, own_user)
    assert "which is known here" in "\n".join(seen(page))
    assert not page.compared.isVisible()
    enter(wizard)
    finish(qtbot, wizard)
    opened(where).store.close()


def test_records_that_nobody_signed_are_taken_on_purpose_alone_and_altered_ones_never(wizard, where, own_user, qtbot):
    page = records_named(wizard, where, own_user)
    file = Path(page.records.text)
    lines = file.read_bytes().splitlines(keepends=True)
    end = json.loads(lines[-1])
    forged = json.dumps(end | {"sha256": "0" * 64}, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    file.write_bytes(b"".join([*lines[:-1], forged]))
    enter(wizard)
    assert wizard.refusal.isVisible()
    assert "its signature does not hold" in "\n".join(seen(wizard))
    bare = json.dumps(end | {"key": None, "signature": None}, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    file.write_bytes(b"".join([*lines[:-1], bare]))
    enter(wizard)
    assert page.on_purpose.is_faulty
    assert "Tick the box to import these records without a signature." in "\n".join(seen(page))
    page.on_purpose.tick.setFocus()
    press(wizard, Qt.Key.Key_Space)
    enter(wizard)
    finish(qtbot, wizard)
    opened(where).store.close()


def test_records_that_are_none_are_refused_and_leave_nothing(wizard, where, tmp_path, qtbot):
    wizard.answers.content = Content.RECORDS
    wizard.go(CONTENT)
    enter(wizard)
    assert wizard.pages[CONTENT].records.is_faulty
    file = tmp_path / "letter.txt"
    file.write_text("a letter")
    wizard.pages[CONTENT].records.set_text(str(file))
    enter(wizard)
    qtbot.waitUntil(wizard.refusal.isVisible)

    assert not where.exists()


def test_every_text_follows_the_language(wizard):
    for here in range(WORK):
        wizard.go(here)
        translator().set_language(Marked("en", language_in("en", "TH").customs))
        data = {"Lifecycle Desk"} | {card.text() for card in wizard.pages[LANGUAGE].cards.cards.values()}
        assert [text for text in seen(wizard) if OPEN not in text and text not in data] == []


def test_every_control_has_a_name_and_no_label_takes_markup(wizard):
    for here in range(WORK):
        wizard.go(here)
        assert nameless(wizard) == []
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in wizard.findChildren(Label))


def test_who_closes_the_window_gets_no_books(where, dressed):

    def close() -> None:
        next(each for each in QApplication.topLevelWidgets() if isinstance(each, Wizard)).close()

    QTimer.singleShot(50, close)
    assert first_run(str(where), Machine(language="en")) is None
    assert not where.exists()


def test_the_first_run_gives_the_place_and_the_language_of_this_computer(where, dressed):

    def answer() -> None:
        wizard = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Wizard) and each.isVisible())
        wizard.pages[DEALER].line.set_text("A")
        for _ in range(5):
            wizard.go_on()

    QTimer.singleShot(50, answer)
    made, machine = first_run(str(where), Machine(language="th", page="order", key="RO-1"))
    assert made == str(where)
    assert (machine.language, machine.store, machine.page) == ("th", str(where), "today")
    translator().set_language(Language("en"))


def test_a_first_run_with_sample_data_begins_with_the_tour(where, dressed):

    def answer() -> None:
        wizard = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Wizard) and each.isVisible())
        wizard.pages[DEALER].line.set_text("A")
        wizard.answers.content = Content.EXAMPLE
        wizard.made = str(where)
        wizard.ended.emit()

    QTimer.singleShot(50, answer)
    _, machine = first_run(str(where), Machine(language="en"))
    assert (machine.page, machine.key) == ("help", "first_hour")


def test_records_begin_encrypted_where_that_is_chosen_and_the_recovery_key_is_shown_before_the_end(
    wizard, where, qtbot
):
    enter(wizard, 2)
    type_in(wizard, "สยามวิถี ออโต้")
    enter(wizard)
    page = wizard.pages[PLACE]
    page.encrypt.tick.setChecked(True)
    page.passphrase.set_text("correct horse battery")
    page.again.set_text("another horse battery")
    wizard.go_on()
    assert wizard.here == PLACE
    page.again.set_text("correct horse battery")
    wizard.go_on()
    assert wizard.here == CONTENT
    wizard.go_on()
    qtbot.waitUntil(lambda: wizard.here > WORK)
    recovery = wizard.key.text()
    assert wizard.made == str(where)
    finish_by_enter(qtbot, wizard)
    unlocking._OPEN.clear()
    unlocking.unlock(where, recovery)
    opened(where).store.close()
    assert unlocking.is_encrypted(where)


def finish_by_enter(qtbot, wizard) -> None:
    with qtbot.waitSignal(wizard.ended):
        press(wizard, Qt.Key.Key_Return)


def test_where_titles_have_no_room_beside_one_another_cards_stand_below_one_another_and_explain_all(wizard):
    wizard.go(PLACE)
    cards = wizard.pages[PLACE].cards.cards
    here, server = cards["file"], cards["server"]
    for width, is_beside in ((1366, True), (683, False)):
        wizard.resize(width, 768)
        QTest.qWait(1)
        assert (here.y() == server.y()) == is_beside, width
        ELIDED.clear()
        wizard.grab()
        assert not {here.title, server.title} & {*ELIDED}, width
        assert all(each.height() >= each.heightForWidth(each.width()) for each in (here, server))
