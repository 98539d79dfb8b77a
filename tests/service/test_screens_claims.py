"""Claims in the window by keys: begun on an order, written, submitted, answered, paid; refused beside the field."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from claiming import GOODWILL, PLAIN, answered, begun, changed, claim, logged, step, submitted
from hands import CTRL, ENTER, HOSTILE, OPEN, marked, markup, nameless, out_of_reach, said, seen, unsaid
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from screen import ESCAPE, Hands, at_the_window
from workshop import handed_over, opened, sound

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.limits import Wants, published_limits
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.claims.screens.listing import ClaimsPage
from lifecycle_desk.stages.service.claims.screens.page import OneClaimPage
from lifecycle_desk.stages.service.claims.tables.lists import LIMITS
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, Claims
from lifecycle_desk.stages.service.claims.usecases.requests import BeginClaim, PayClaim
from lifecycle_desk.stages.service.claims.usecases.transitions import pay_claim

DRAFT, SUBMITTED, IN_REVIEW, RETURNED, APPROVED, PARTLY, REJECTED, APPEALED, PAID, CLOSED, CANCELLED = ClaimState


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def page_of(hands: Hands, number: str) -> OneClaimPage:
    page = hands.go("claim", number)
    assert isinstance(page, OneClaimPage)
    hands.until(lambda: page.shown)
    return page


def typed(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def state(user: UserSession, number: str) -> ClaimState:
    return claim(user, number).state


def test_a_claim_is_begun_beside_its_order(hands: Hands, own_shop: UserSession):
    number = logged(own_shop, PLAIN, GOODWILL)
    page = hands.go("order", number)
    hands.until(lambda: len(page.claims.buttons) == 2)
    page.claims.buttons[0].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: hands.went and hands.went[-1].page == "claim")
    begun_number = hands.went[-1].key
    assert state(own_shop, begun_number) is DRAFT
    page = hands.go("order", number)
    hands.until(lambda: page.claims.buttons and page.claims.buttons[0].text() == begun_number)
    assert len(page.claims.buttons) == 2  # a link to the one, a button for the other


def test_an_order_in_work_offers_no_claim(hands: Hands, own_shop: UserSession):
    page = hands.go("order", opened(own_shop).number)
    hands.settle()
    assert page.claims.isHidden()


def test_it_is_written_and_submitted_by_keys(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    changed(own_shop, number, cause="")
    page = page_of(hands, number)
    assert hands.focus is page.sheet["cause"].lines
    assert any("The cause is missing" in text for text in seen(page))
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.sheet["cause"].is_faulty)
    assert state(own_shop, number) is DRAFT
    page.sheet["cause"].lines.setFocus()
    typed("Rivet broken.")
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is SUBMITTED)
    hands.until(lambda: page.shown.claim.state is SUBMITTED)
    assert claim(own_shop, number).sheet.cause == "Rivet broken."
    assert page.sheet["cause"].lines.isReadOnly()
    assert not page.sheet["causal_part"].line.accessibleDescription()  # no hint where nobody can type
    assert not page.save.isVisible()


def test_what_is_typed_is_saved_with_its_lines(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    page = page_of(hands, number)
    first = page.sheet.lines.rows[0]
    first.asked.line.setFocus()
    first.asked.line.selectAll()
    typed("900")
    page.sheet.lines.rows[1].named["trouble_code"].line.setFocus()
    typed("p0aa6")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: claim(own_shop, number).sheet.lines[0].asked == 90_000)
    assert claim(own_shop, number).sheet.lines[1].trouble_code == "P0AA6"
    hands.until(lambda: not page.save.isEnabled())


def test_a_text_that_is_no_trouble_code_is_refused_beside_its_field(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    page = page_of(hands, number)
    page.sheet.lines.rows[1].named["trouble_code"].line.setFocus()
    typed("banana")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: page.sheet.lines.rows[1].named["trouble_code"].is_faulty)


def test_goodwill_is_split_in_the_window(hands: Hands, own_shop: UserSession):
    number = begun(own_shop, GOODWILL).number
    page = page_of(hands, number)
    assert page.sheet.shares[0].isVisible()
    for field, text in zip(page.sheet.shares, ("60", "40", ""), strict=True):
        field.line.setFocus()
        typed(text)
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: claim(own_shop, number).sheet.split)
    hands.until(lambda: page.sheet.lines.rows[0].asked.text == "1,199.99")
    assert page.sheet.lines.rows[0].asked.line.isReadOnly()
    assert not page_of(hands, begun(own_shop, PLAIN).number).sheet.shares[0].isVisible()


def test_the_answer_the_money_and_the_end_by_keys(hands: Hands, own_shop: UserSession):
    number = submitted(own_shop).number
    page = page_of(hands, number)
    hands.press(ENTER, CTRL)
    assert page.panel.entry is not None
    fields = page.panel.entry.fields
    fields["state"].set_value(PARTLY)
    fields["lines[0].granted"].line.setFocus()
    typed("400")
    fields["lines[0].reason"].line.setFocus()
    typed("0.4 h")
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is PARTLY)
    assert claim(own_shop, number).status.granted_sum == 290_000
    hands.until(lambda: page.shown.claim.state is PARTLY and page.primary.isVisible())
    hands.press(ENTER, CTRL)
    assert page.panel.entry.fields["amount"].text == "2,900.00"
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is PAID)
    hands.until(lambda: page.shown.claim.state is PAID and page.primary.isVisible())
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is CLOSED)
    hands.until(lambda: not page.primary.isVisible())
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: state(own_shop, number) is PAID)
    assert sound(own_shop)


def test_money_that_differs_is_written_off_with_a_reason_before_the_claim_is_closed(
    hands: Hands, own_shop: UserSession
):
    number = submitted(own_shop).number
    answered(own_shop, number, APPROVED)
    pay_claim(own_shop, PayClaim(number, claim(own_shop, number).status.granted_sum - 500))
    page = page_of(hands, number)
    hands.until(lambda: page.primary.text() == "Write off difference…")
    hands.press(ENTER, CTRL)
    assert "฿5.00 between the amounts approved and paid" in said(page.panel)
    typed("bank charges")
    hands.press(ENTER, CTRL)
    hands.until(lambda: claim(own_shop, number).status.written_off == 500)
    hands.until(lambda: page.primary.isVisible() and page.primary.text() == "Close")
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is CLOSED)
    assert sound(own_shop)


def test_an_answer_that_does_not_fit_stays_open_with_its_fault(hands: Hands, own_shop: UserSession):
    number = submitted(own_shop).number
    page = page_of(hands, number)
    hands.press(ENTER, CTRL)
    page.panel.entry.fields["state"].set_value(PARTLY)
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.panel.entry.fields["state"].is_faulty)
    hands.press(ESCAPE)
    assert page.panel.entry is None
    assert state(own_shop, number) is SUBMITTED


def test_a_replaced_part_is_moved_beside_its_line(hands: Hands, own_shop: UserSession):
    number = submitted(own_shop).number
    page = page_of(hands, number)
    page.sheet.lines.buttons[2].setFocus()
    hands.press(Qt.Key.Key_Space)
    page.panel.entry.fields["state"].set_value(PartState.REQUESTED)
    hands.press(ENTER, CTRL)
    hands.until(lambda: claim(own_shop, number).status.parts[2].state is PartState.REQUESTED)


def test_what_else_can_be_done_stands_in_the_menu(hands: Hands, own_shop: UserSession):
    number = submitted(own_shop).number
    page = page_of(hands, number)
    said = [words for words, *_ in page._choices(page.shown)]
    assert said == [
        "Manufacturer is reviewing",
        "Manufacturer’s authorisation…",
        "Void last step…",
        "Own limit…",
        "Cancel claim…",
    ]
    page._choices(page.shown)[2][1]()
    page.panel.entry.fields["why"].line.setFocus()
    typed("by mistake")
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is DRAFT)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.until(lambda: hands.went and hands.went[-1].page == "reports")
    assert hands.went[-1].key == f"warranty-claim:{number}"


def test_an_answer_that_sends_back_keeps_no_amounts(hands: Hands, own_shop: UserSession):
    number = submitted(own_shop).number
    page = page_of(hands, number)
    hands.press(ENTER, CTRL)
    fields = page.panel.entry.fields
    assert fields["state"].choice.count() == 4
    fields["lines[0].granted"].line.setFocus()
    typed("400")
    fields["state"].set_value(RETURNED)
    fields["why"].set_text("The photo is missing.")
    hands.press(ENTER, CTRL)
    hands.until(lambda: state(own_shop, number) is RETURNED)
    assert claim(own_shop, number).status.granted == {}


def test_an_authorisation_begins_with_what_is_asked_and_needs_its_number(hands: Hands, own_shop: UserSession):
    number = submitted(own_shop).number
    page = page_of(hands, number)
    page._choices(page.shown)[1][1]()
    fields = page.panel.entry.fields
    assert fields["amount"].text == "3,500.00"
    hands.press(ENTER, CTRL)
    hands.until(lambda: fields["reference"].is_faulty)
    fields["reference"].set_text("AU-7")
    fields["amount"].set_text("")
    hands.press(ENTER, CTRL)
    hands.until(lambda: fields["amount"].is_faulty)
    fields["amount"].set_text("3000")
    hands.press(ENTER, CTRL)
    hands.until(lambda: claim(own_shop, number).status.authorisation)
    assert claim(own_shop, number).status.authorisation.amount == 300_000


def test_a_limit_of_ones_own_is_kept_from_its_form(hands: Hands, own_shop: UserSession):
    page = page_of(hands, submitted(own_shop).number)
    page._choices(page.shown)[3][1]()
    fields = page.panel.entry.fields
    assert fields["make"].text == "MG"
    fields["wants"].set_value(Wants.PARTS_KEPT)
    fields["days"].set_text("45")
    hands.press(ENTER, CTRL)
    hands.until(lambda: fields["source"].is_faulty)
    fields["source"].set_text("Letter of the maker")
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.panel.entry is None)
    with own_shop.store.reading() as tx:
        kept = [entry for _name, entry in LIMITS.all(tx)]
    assert [(each["wants"], each["days"], each["brands"]) for each in kept] == [("parts_kept", 45, ["MG"])]


def test_what_people_wrote_is_never_markup(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    changed(own_shop, number, cause=HOSTILE, causal_part=HOSTILE)
    page = page_of(hands, number)
    assert page.sheet["cause"].text == HOSTILE
    assert not markup(page)
    listed = hands.go("claims")
    hands.settle()
    assert not markup(listed)


def test_the_list_shows_each_claim_and_what_is_outstanding(hands: Hands, own_shop: UserSession):
    first, second = begun(own_shop).number, begin_claim(own_shop, BeginClaim(handed_over(own_shop).number)).value.number
    step(own_shop, first, SUBMITTED)
    page = hands.go("claims")
    assert isinstance(page, ClaimsPage)
    hands.until(lambda: page.body.table.long.rowCount() == 2)
    hands.until(lambda: page.chips.counts.get(ClaimList.TO_SEND) == 1)
    words = seen(page)
    assert any("฿3,500.00" in text for text in words)
    page.chips.choose(ClaimList.WITH_MAKER)
    hands.until(lambda: page.body.table.long.rowCount() == 1)
    page.body.table.setFocus()
    hands.press(ENTER)
    hands.until(lambda: hands.went and hands.went[-1].key == first)
    assert second != first


def test_claims_are_found_by_number_order_and_plate(own_shop: UserSession):
    made = begun(own_shop)
    for text, found in ((made.number, 1), (made.number.lower(), 1), (made.order, 1), ("4821", 1), ("9999", 0)):
        assert len(Claims(own_shop, ClaimList.ALL, text).keys()) == found, text
    assert len(Claims(own_shop, ClaimList.DONE, made.number).keys()) == 0


def test_an_empty_list_teaches_to_begin(hands: Hands):
    page = hands.go("claims")
    hands.settle()
    assert page.body.is_empty
    assert not any("Outstanding" in words for words in seen(page))  # of nothing there is nothing outstanding
    page.body.empty.primary.click()
    assert hands.went[-1].page == "service"


@pytest.mark.parametrize("code", ["en", "ar", "th", "zh_CN", "es"])
def test_every_page_is_shown_in_every_language(own_shop: UserSession, qtbot, code: str):
    number = submitted(own_shop).number
    with at_the_window(own_shop, qtbot, spoken(own_shop, code)) as hands:
        page = page_of(hands, number)
        hands.go("claims")
        hands.settle()
        assert page.shown is not None
        assert translator().current.code == code


PLACES = ("claims", "claim", "answered")
DATA = (
    *("LSJWH4095PN000001", "MG4 Electric", "64 kWh", "MG", "RO-", "CL-", "VAT", "THB", "3กข", "WR-1", "WR-100"),
    *("Window regulator", "Replace", PLAIN.complaint, "0.4 h"),
)


def place(hands: Hands, user: UserSession, which: str):
    """A page of claims, by its name: the list, a draft, one that was answered."""
    number = begun(user).number
    other = begun(user, on=date(2026, 11, 20)).number
    step(user, other, SUBMITTED)
    step(user, other, PARTLY)
    if which == "claims":
        shown = hands.go("claims")
        hands.until(lambda: shown.body.table.long.rowCount() == 2)
        return shown
    return page_of(hands, number if which == "claim" else other)


@pytest.mark.parametrize("which", PLACES)
def test_every_word_follows_the_language_at_once(hands: Hands, own_shop: UserSession, which: str):
    shown = place(hands, own_shop, which)
    translator().set_language(marked(own_shop))
    hands.settle()
    assert any(OPEN in each for each in said(shown))
    assert not unsaid(shown, DATA)


@pytest.mark.parametrize("which", PLACES)
def test_every_control_can_be_reached_and_has_a_name(hands: Hands, own_shop: UserSession, which: str):
    shown = place(hands, own_shop, which)
    assert not nameless(shown)
    assert not out_of_reach(shown)


def test_what_was_typed_comes_back_after_the_page_was_left(hands: Hands, own_shop: UserSession):
    number, other = begun(own_shop).number, begun(own_shop, on=date(2026, 11, 20)).number
    page = page_of(hands, number)
    page.sheet["cause"].lines.setFocus()
    typed("Half a thought ")
    page.sheet.lines.rows[1].named["trouble_code"].line.setFocus()
    typed("P0AA6")
    page_of(hands, other)
    page.sheet["cause"].lines.setFocus()
    hands.settle()
    assert not page._is_touched
    again = page_of(hands, number)
    hands.until(lambda: again.sheet["cause"].text.startswith("Half a thought "))
    assert again.sheet.lines.rows[1].named["trouble_code"].text == "P0AA6"
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: claim(own_shop, number).sheet.cause.startswith("Half a thought"))
    page_of(hands, other)
    once_more = page_of(hands, number)
    hands.settle()
    assert not once_more._is_touched


def test_a_limit_of_the_dealers_own_is_written_beside_a_claim(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    page = page_of(hands, number)
    next(call for words, call, _ in page._choices(page.shown) if words == "Own limit…")()
    fields = page.panel.entry.fields
    fields["valid_from"].set_text("2026-01-01")
    fields["above"].line.setFocus()
    typed("3000")
    fields["source"].line.setFocus()
    hands.press(ENTER, CTRL)
    hands.until(lambda: fields["source"].is_faulty)  # nothing is wanted without somebody who wants it
    typed("Circular 26-3")
    hands.press(ENTER, CTRL)
    hands.until(lambda: any(each.source == "Circular 26-3" for each in page.shown.limits))
    assert [each.rule for each in page.shown.checked.missing] == ["authorisation_missing"]


def test_a_limit_is_shown_with_its_source_and_that_this_is_to_be_verified(hands: Hands, own_shop: UserSession):
    card = page_of(hands, begun(own_shop).number).limits
    card.show_page(SimpleNamespace(limits=published_limits()[:1]))
    shown = [each.text() for each in card.findChildren(QLabel)]
    assert shown[1:] == ["Technical report", "GWM South Africa, wiki of the dealer system · To be verified"]


def test_the_cards_under_the_claims_say_what_each_waits_for(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    notes = hands.go("claims").notes
    notes.look()
    hands.until(lambda: notes.to_do.list.rows.rows)
    (to_do,) = notes.to_do.list.rows.rows
    assert (to_do.key.key, to_do.detail.startswith("Complete and submit")) == (number, True)
    assert to_do.title.startswith(f"{number} · 3กข 4821 · ")  # as in the list: the plate before the model
    assert notes.with_maker.list.rows.rows == notes.parts.list.rows.rows == ()
    step(own_shop, number, SUBMITTED)
    notes.look()
    hands.until(lambda: notes.with_maker.list.rows.rows and not notes.to_do.list.rows.rows)
    (waiting,) = notes.with_maker.list.rows.rows
    assert (waiting.key.key, waiting.detail.startswith("Submitted")) == (number, True)
