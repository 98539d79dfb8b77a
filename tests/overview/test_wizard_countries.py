"""The first steps in any country: the list that is searched, sample data from elsewhere, and rules of one's own."""

from first_steps import CONTENT, DEALER, MARKET, enter, finish, opened
from hands import NO_WARNINGS, press, type_in
from PySide6.QtCore import Qt

from lifecycle_desk.base.money import Money
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import PaperSize, codes
from lifecycle_desk.overview.screens.wizard import answers, countries, first_answers
from lifecycle_desk.overview.screens.wizard.answers import Content
from lifecycle_desk.store.startup_reader import opened_later

pytestmark = NO_WARNINGS


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
