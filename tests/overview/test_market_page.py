"""Settings, Market: what the pack decides with its sources, and the dealer's own rules over it, by keyboard."""

from datetime import date, time, timedelta

import pytest
from hands import CTRL, NO_WARNINGS, go, press, seen, shown, type_in
from overview_window import overview
from PySide6.QtCore import Qt

from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.cover.usecases import rules_in_force
from lifecycle_desk.dealership.rules import ReasonMissing
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.dealership.usecases.market_rules import MarketRules, SetRule, set_market_rule
from lifecycle_desk.language import Language
from lifecycle_desk.market.market import Condition, market
from lifecycle_desk.market.own_rules import (
    RESET,
    GuaranteeShorter,
    RuleFixed,
    RuleKind,
    RuleValueUnknown,
    ShorterThanLaw,
    check_guarantee,
)
from lifecycle_desk.overview.usecases.market_page import _taxes, decided
from lifecycle_desk.vehicle.usecases.record_history import record_history
from lifecycle_desk.vehicle.usecases.retention import law_in_force

pytestmark = NO_WARNINGS


@pytest.fixture
def tab(own_user, qapp):
    for window in shown(overview(own_user)):
        yield go(window, "settings", "market").tabs["market"]


def choose(tab, key):
    keys = [row.key for row in tab.list.rows.rows]
    tab.list.setCurrentIndex(tab.list.rows.index(keys.index(key), 0))


def test_a_rule_of_ones_own_is_set_by_keyboard_told_in_the_history_and_reset(tab, qtbot):
    user = tab.app.user
    choose(tab, "tax")
    assert "7% VAT" in "\n".join(seen(tab))
    assert "Source: ประมวลรัษฎากร" in "\n".join(seen(tab))
    tab.typed.line.setFocus()
    type_in(tab, "10 VAT")
    press(tab, Qt.Key.Key_Return, CTRL)
    assert tab.why.is_faulty, "a reason is asked for"
    tab.why.line.setFocus()
    type_in(tab, "Royal decree")
    press(tab, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: market_of(user.store).tax_on(today_at(user))[0].percent == 10)
    qtbot.waitUntil(lambda: "Your reason: Royal decree" in "\n".join(seen(tab)))
    assert "Your own rule" in tab.list.current().words()
    qtbot.waitUntil(lambda: not tab.why.text and not tab._submission.running)

    tab.why.line.setFocus()
    type_in(tab, "It was a mistake")
    assert tab.reset.isVisible()
    tab.reset.click()
    assert not tab.why.is_faulty
    qtbot.waitUntil(lambda: market_of(user.store).tax_on(today_at(user))[0].percent == 7)
    changes = [each for entry in record_history(user, "market_rule", "tax").entries for each in entry.changes]
    assert {each.label for each in changes} == {"market\x04Value", "Reason"}
    assert check(user).sound


def test_a_row_says_what_has_no_source_or_a_weak_one_and_what_is_fixed(tab):
    rows = {row.key: row for row in tab.list.rows.rows}
    assert rows["end"].chip.words == "No source found"
    assert rows["tax"].chip.words == "To be verified"
    assert rows["retention"].chip is None
    choose(tab, "end")
    assert "No source was found: Lifecycle Desk claims nothing here." in seen(tab)
    choose(tab, "currency")
    assert not tab.save.isVisible()
    choose(tab, "paper")
    assert tab.choice.isVisible()
    assert not tab.typed.isVisible()


@pytest.mark.parametrize(
    ("code", "shown"), [("TH", "7% VAT"), ("ID", "12% VAT (Vehicles), 11% VAT (Workshop)"), ("QA", "No source found")]
)
def test_the_rates_of_a_market_stand_in_one_row_with_what_each_is_on(code, shown):
    pack = market(code)
    found = MarketRules(pack, (), pack, None, date(2026, 12, 1))
    row = _taxes(found)
    assert (Language("en").spoken(row.value) if row.value else "No source found") == shown
    assert row.sources


def test_papers_may_be_kept_longer_than_the_law_and_never_shorter(own_user):
    def keep(years):
        set_market_rule(own_user, SetRule(RuleKind.RETENTION, today_at(own_user), years, "The auditor"))

    with pytest.raises(ShorterThanLaw):
        keep("4")
    keep("10")
    with own_user.store.reading() as tx:
        law = law_in_force(tx)
        assert (law.years, law.source) == (10, "The auditor")
    row = next(each for each in decided(own_user) if each.key == "retention")
    assert (row.value.facts["n"], row.own.reason) == (10, "The auditor")


def test_what_is_no_rule_is_refused_at_its_field_and_a_rule_to_come_is_told(own_user):
    on = today_at(own_user)
    for asked, refused in (
        (SetRule(RuleKind.CURRENCY, on, "EUR", "why not"), RuleFixed),
        (SetRule(RuleKind.PAPER, on, "A5", "why not"), RuleValueUnknown),
        (SetRule(RuleKind.PAPER, on, "LETTER", "  "), ReasonMissing),
    ):
        with pytest.raises(refused):
            set_market_rule(own_user, asked)
    done = set_market_rule(own_user, SetRule(RuleKind.PAPER, date(2999, 1, 1), "LETTER", "A new printer"))
    row = next(each for each in decided(own_user) if each.key == "paper")
    assert (row.own, row.to_come.value, market_of(own_user.store).paper) == (None, "LETTER", "A4")
    undo, back = set_market_rule.undo(done.value)
    undo(own_user, back)
    assert next(each for each in decided(own_user) if each.key == "paper").to_come is None
    set_market_rule(own_user, SetRule(RuleKind.PAPER, on, RESET, "As it was"))
    assert market_of(own_user.store).paper == "A4"


def test_guarantees_and_opening_hours_are_ruled_by_the_dealer_and_followed(own_user):
    today = today_at(own_user)
    set_market_rule(own_user, SetRule(RuleKind.OPENING_HOURS, today, "1-5 8:00-18:00; 6 09:00-13:00", "As on our door"))
    set_market_rule(own_user, SetRule(RuleKind.GUARANTEE_NEW, today, "36", "Our lawyer"))
    pack = market_of(own_user.store)
    day = today + timedelta(days=(5 - today.weekday()) % 7 + 7)  # a Saturday
    assert (pack.opening_hours_on(day).closes, pack.opening_hours_on(day + timedelta(days=1))) == (time(13), None)
    assert pack.guarantee_on(today, Condition.NEW).months == 36
    assert pack.guarantee_on(today - timedelta(days=1), Condition.NEW).months == 12, "cars sold before keep theirs"
    rows = {each.key: each for each in decided(own_user)}
    assert (rows["guarantee_new"].sources, rows["guarantee_used"].own) == (("Our lawyer",), None)
    with own_user.store.reading() as tx:
        (rule,) = [each for each in rules_in_force(tx) if each.id.startswith("own-")]
    assert (rule.kind.value, rule.lasts.count, rule.markets, rule.valid_from) == ("statutory", 36, ("TH",), today)

    wrong = (
        "1-5",
        "6-1 08:00-12:00",
        "1-3 08:00-12:00; 3 13:00-17:00",
        "1 18:00-08:00",
        "8 08:00-12:00",
        "1 25:00-26:00",
    )
    for each in wrong:
        with pytest.raises(RuleValueUnknown):
            set_market_rule(own_user, SetRule(RuleKind.OPENING_HOURS, today, each, "x"))


def test_a_guarantee_is_never_ruled_shorter_than_the_law_gives_it():
    german = market("DE").guarantee_on(date(2026, 1, 1), Condition.NEW)
    with pytest.raises(GuaranteeShorter) as refused:
        check_guarantee(RuleKind.GUARANTEE_NEW, 12, market("DE"), date(2026, 1, 1))
    assert refused.value.n == german.months == 24
