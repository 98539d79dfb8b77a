"""The first steps: five pages by keyboard alone, and books that are there whole or not at all."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hands import HOSTILE, NO_WARNINGS, OPEN, Marked, nameless, press, seen, shown, type_in
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.money import Money
from lifecycle_desk.books.interchange import records
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise, dealer, market_of
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.market.market import PaperSize, codes
from lifecycle_desk.overview.screens.wizard import Wizard, answers, countries, first_answers, first_run
from lifecycle_desk.overview.screens.wizard.answers import Content, language_in
from lifecycle_desk.overview.screens.wizard.content import ContentPage
from lifecycle_desk.overview.screens.wizard.pages import PlacePage
from lifecycle_desk.proof.usecases.heads import places, sign_head
from lifecycle_desk.proof.usecases.key_chain import told_keys
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.startup_reader import opened_later
from lifecycle_desk.trust.heads import append_to
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.usecases.documents import content_of

pytestmark = NO_WARNINGS
LANGUAGE, MARKET, DEALER, PLACE, CONTENT, WORK = range(6)


@pytest.fixture
def where(tmp_path):
    return tmp_path / "new" / "desk.ldk"


@pytest.fixture
def wizard(where, dressed):
    yield from shown(Wizard(replace(first_answers(str(where), "en"), market="TH")))


def enter(wizard: Wizard, times: int = 1) -> None:
    for _ in range(times):
        press(wizard, Qt.Key.Key_Return)
        QTest.qWait(1)


def finish(qtbot, wizard: Wizard) -> None:
    with qtbot.waitSignal(wizard.ended, timeout=30_000):
        pass


def opened(where: Path | str) -> UserSession:
    return UserSession(open_store(where), None, authorise)


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


def test_each_market_shows_its_money(wizard):
    wizard.go(MARKET)
    shown = {row.key: row.detail for row in wizard.pages[MARKET].countries.list.rows.rows}

    assert set(shown) >= set(codes())
    assert "you enter tax" in shown["KE"]
    assert "1.234,50" in shown["ES"]
    assert "mi" in shown["GB"]
    assert "Letter" in shown["MX"]


def test_a_market_is_chosen_by_the_arrows_or_by_part_of_its_name_in_any_word_without_accents(wizard, monkeypatch):
    monkeypatch.setattr(countries, "own_country", lambda: "MX")
    enter(wizard)
    listed = wizard.pages[MARKET].countries
    wizard.pages[MARKET].show_answers()
    first, *others = [row.title for row in listed.list.rows.rows]
    assert first == "Mexico"
    assert others.index("Åland Islands") < others.index("Albania"), "by the collation of the language"
    press(wizard, Qt.Key.Key_Up)
    assert wizard.answers.market != "TH"
    assert translator().current.customs == wizard.answers.spoken().customs

    for typed, code in (("kingdom", "GB"), ("mÉX", "MX"), ("gb", "GB"), ("emir", "AE")):
        listed.search.line.selectAll()
        type_in(wizard, typed)
        assert (wizard.answers.market, listed.list.current().key) == (code, code)
    enter(wizard)
    assert wizard.here == DEALER


def test_whose_market_has_no_sample_data_is_shown_that_of_another(wizard, monkeypatch):
    monkeypatch.setattr(answers, "example_codes", lambda: ("AE", "GB"))
    for language, code in (("en", "GB"), ("ar", "AE"), ("th", "GB")):
        wizard.answers.language = language
        assert wizard.answers.example == code
    wizard.go(CONTENT)
    assert "United Kingdom" in wizard.pages[CONTENT].cards.cards[Content.EXAMPLE].accessibleName()


def test_a_language_leads_to_its_market_once_that_has_a_pack(monkeypatch):
    monkeypatch.setattr(answers, "own_country", lambda: "XX")
    monkeypatch.setattr(answers, "codes", lambda: ("AE", "GB", "MX"))
    assert {code: first_answers("", code).market for code in ("es", "de", "ar")} == {"es": "MX", "de": "GB", "ar": "AE"}
    monkeypatch.setattr(answers, "codes", lambda: ("DE", "GB"))
    assert first_answers("", "de").market == "DE"


def test_a_dealer_without_a_name_is_asked_for_one(wizard):
    enter(wizard, 3)

    assert wizard.here == DEALER
    assert wizard.pages[DEALER].line.is_faulty
    assert wizard.pages[DEALER].line.line.hasFocus()


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
    qtbot.waitUntil(lambda: wizard.progress.share > 0, timeout=20_000)
    QTest.keyClick(wizard.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.here == CONTENT, timeout=20_000)

    assert wizard.made is None
    assert not where.exists()
    assert list(where.parent.iterdir()) == []


def test_a_place_that_holds_something_is_refused_at_its_field(wizard, where, qtbot):
    where.parent.mkdir()
    where.write_text("a letter to somebody")
    enter(wizard, 2)
    type_in(wizard, "A")
    enter(wizard, 3)
    qtbot.waitUntil(lambda: wizard.here == PLACE, timeout=10_000)

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
    page.server.set_text(address)
    enter(wizard)

    assert wizard.here == PLACE
    assert page.server.is_faulty


def test_a_server_that_does_not_answer_is_told_and_nothing_is_lost(wizard, qtbot):
    enter(wizard, 2)
    type_in(wizard, "A")
    enter(wizard)
    page = wizard.pages[PLACE]
    page.cards.choose("server")
    page.server.set_text("postgresql+psycopg://nobody@127.0.0.1:9/none")
    enter(wizard, 2)
    qtbot.waitUntil(lambda: wizard.here in {PLACE, CONTENT}, timeout=20_000)

    assert wizard.made is None
    assert page.server.is_faulty or wizard.refusal.isVisible()
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


def records_named(wizard, where, user) -> ContentPage:
    """The last page with the records of some books in its field."""
    file = where.parent.parent / "records.jsonl"
    file.write_bytes(b"".join(records.write(user, {})))
    wizard.answers.content = Content.RECORDS
    wizard.go(CONTENT)
    page = wizard.pages[CONTENT]
    page.records.line.setFocus()
    type_in(wizard, str(file))
    return page


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
    qtbot.waitUntil(wizard.refusal.isVisible, timeout=10_000)

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


def test_a_country_without_a_pack_is_begun_with_what_one_enters_of_it(wizard, where, qtbot):
    enter(wizard)
    page = wizard.pages[MARKET]
    type_in(wizard, "keny")
    assert (wizard.answers.market, wizard.answers.country) == ("ZZ", "KE")
    assert page.own.isVisible()
    assert translator().current.formats.money(Money(123450, "KES")) == "Ksh\N{NO-BREAK SPACE}1,234.50"
    page.own.tax_rate.set_text("a lot")
    enter(wizard)
    assert wizard.here == MARKET
    page.own.tax_rate.set_text("16")
    page.own.paper.set_value(PaperSize.LETTER)
    enter(wizard)
    type_in(wizard, "Nairobi EV")
    enter(wizard, 3)
    finish(qtbot, wizard)

    user = opened(where)
    profile, pack = dealer(user.store), market_of(user.store)
    assert (profile.market, profile.time_zone) == ("ZZ", "Africa/Nairobi")
    assert (pack.country, pack.currency, pack.paper, pack.calling_code) == ("KE", "KES", "LETTER", "254")
    assert [(tax.name, tax.percent) for tax in pack.taxes] == [("VAT", 16)]
    assert (pack.languages, pack.time_zone) == (("en",), "Africa/Nairobi")
    assert check(user).sound
    user.store.close()
    early = opened_later(str(where))
    assert early.startup_reader
    assert market_of(early) == pack, "the first picture shows it before the store is open"
    early.close()


def test_who_chooses_a_country_with_a_pack_after_all_answers_nothing_of_his_own(wizard):
    enter(wizard)
    type_in(wizard, "keny")
    wizard.pages[MARKET].countries.search.line.selectAll()
    type_in(wizard, "spain")

    assert (wizard.answers.market, wizard.answers.rules, wizard.answers.zone) == ("ES", (), "")
    assert not wizard.pages[MARKET].own.isVisible()
