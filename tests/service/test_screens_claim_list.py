"""The list of claims in the window: what its chips list and count, what is reached from it, how old a claim is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from claiming import answered, begun, claim, step, submitted
from screen import Hands, at_the_window
from sqlalchemy import text

from lifecycle_desk.base.ageing import AgeBand
from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.rows.head import Mark
from lifecycle_desk.stages.service.claims.rules.states import APPROVED, CANCELLED, CLOSED, DRAFT, RETURNED, SUBMITTED
from lifecycle_desk.stages.service.claims.screens.listing import COLUMNS, ClaimsPage, cells
from lifecycle_desk.stages.service.claims.usecases.ahead import claims_ahead
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, Claims, ageing, ages_on, claim_counts


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_chips_say_what_they_list_open_closed_and_all(hands: Hands, own_shop: UserSession):
    gone, left = submitted(own_shop).number, begun(own_shop).number
    step(own_shop, gone, CANCELLED)
    page = hands.go("claims")
    hands.until(lambda: page.chips.counts.get(ClaimList.ALL) == 2)
    shown = {value: (chip.text(), page.chips.counts.get(value)) for value, chip in page.chips.chips.items()}
    assert shown[None] == ("Open", 1)
    assert shown[ClaimList.DONE] == ("Closed", 1)
    assert shown[ClaimList.ALL] == ("All", 2)
    listed = {which: list(Claims(own_shop, which).keys()) for which in (None, ClaimList.DONE, ClaimList.ALL)}
    keys = [claim(own_shop, number).key for number in (gone, left)]
    assert listed == {None: keys[1:], ClaimList.DONE: keys[:1], ClaimList.ALL: sorted(keys, reverse=True)}
    page.body.field.setText(gone)  # letters leave less of a list, and never more
    hands.until(lambda: page.chips.counts == {None: 0, ClaimList.DONE: 1, ClaimList.ALL: 1} | _none_else(page))
    page.chips.choose(ClaimList.ALL)
    hands.until(lambda: page.body.table.long.rowCount() == 1)


def _none_else(page: ClaimsPage) -> dict[ClaimList, int]:
    return dict.fromkeys(set(ClaimList) - {ClaimList.DONE, ClaimList.ALL}, 0)


def _several(user: UserSession) -> dict[str, str]:
    """A draft, and by the days on which they were sent one that was approved, one that came back, one that is out."""
    made = {state: begun(user).number for state in ("submitted", "returned", "draft", "approved")}
    with user.store.writing() as tx:
        for state, sent in (("approved", "2026-09-01"), ("returned", "2026-10-01"), ("submitted", "2026-11-01")):
            tx.connection.execute(
                text("UPDATE warranty_claim SET submitted_on = :sent, state = :state WHERE key = :key"),
                {"sent": sent, "state": state, "key": claim(user, made[state]).key},
            )
    return made


def test_open_claims_begin_with_what_is_to_be_sent_then_the_longest_out_and_the_head_says_so(
    hands: Hands, own_shop: UserSession
):
    made = _several(own_shop)
    page = hands.go("claims")
    table = page.body.table
    hands.until(lambda: table.long.rowCount() == 4)
    listed = Claims(own_shop)
    rows = listed.rows(listed.keys())
    in_order = [made[state] for state in ("draft", "approved", "returned", "submitted")]
    assert [rows[key].number for key in table.long.keys] == in_order
    days = next(at for at, each in enumerate(table.long.columns) if each.title == C_("claim", "Days"))
    assert table.head.marks == {days: Mark(down=True)}
    assert not table.isColumnHidden(days)
    page.chips.choose(ClaimList.ALL)  # these stand by their numbers
    assert table.head.marks == {}


def today_less(user: UserSession, days: int) -> str:
    """A day so many before today, as it is stored."""
    with user.store.reading() as tx:
        return (today(tx) - timedelta(days=days)).isoformat()


def test_the_cards_of_the_manufacturer_count_what_the_chips_of_their_names_count(own_shop: UserSession):
    _several(own_shop)
    (counts, _), ahead = claim_counts(own_shop), claims_ahead(own_shop)
    of_cards = {ClaimList.WITH_MAKER: ahead.with_maker.count, ClaimList.TO_BE_PAID: ahead.to_be_paid.count}
    assert of_cards == {which: counts[which] for which in of_cards} == dict.fromkeys(of_cards, 1)


def test_the_row_of_a_draft_and_its_card_say_alike_for_how_long_it_is_one(hands: Hands, own_shop: UserSession):
    number = begun(own_shop).number
    with own_shop.store.writing() as tx:
        asked = {"since": today_less(own_shop, 101), "key": claim(own_shop, number).key}
        tx.connection.execute(text("UPDATE warranty_claim SET since = :since WHERE key = :key"), asked)
    page = hands.go("claims")
    hands.until(lambda: page.notes.to_do.list.rows.rows)
    (line,) = Claims(own_shop, ClaimList.TO_SEND).rows([claim(own_shop, number).key]).values()
    (row,) = page.notes.to_do.list.rows.rows
    state, days = cells(line)[3:5]
    assert (state.text, state.tone) == (row.end, row.tone) == ("Draft for 101 days", "danger")
    assert days == ""  # by which the rows stand, from their submission on


def test_a_chip_that_lists_one_status_is_called_by_its_word(own_shop: UserSession):
    _several(own_shop)
    counts, _ = claim_counts(own_shop)
    for which, state in ((ClaimList.TO_SEND, DRAFT), (ClaimList.RETURNED, RETURNED)):
        listed = Claims(own_shop, which)
        (row,) = listed.rows(listed.keys()).values()
        assert (row.state, which.label, counts[which]) == (state, state.label, 1)


def test_closed_claims_can_be_reached_where_none_is_open(hands: Hands, own_shop: UserSession):
    step(own_shop, submitted(own_shop).number, CANCELLED)
    page = hands.go("claims")
    hands.until(lambda: page.chips.counts.get(ClaimList.DONE) == 1)
    hands.until(lambda: not page.body.is_empty)
    page.chips.choose(ClaimList.DONE)
    hands.until(lambda: page.body.table.long.rowCount() == 1)


def test_where_a_claim_stands_is_called_status_as_in_other_lists_and_remembered_as_before():
    titles = {str(each.title).partition("\x04")[2] for each in COLUMNS}
    assert "Status" in titles
    assert "State" not in titles
    assert C_("claim", "State") in {each.key for each in COLUMNS}  # who sorted by it still does


def test_days_of_a_claim_are_red_once_they_are_long_and_only_while_it_is_open(own_shop: UserSession):
    key = claim(own_shop, submitted(own_shop).number).key
    (line,) = Claims(own_shop).rows([key]).values()
    days = [cells(replace(line, days=count))[4] for count in (60, 61, 90, 91)]
    assert [getattr(each, "tone", None) for each in days] == [None, "warn", "warn", "danger"]
    assert cells(replace(line, days=400, state=CLOSED))[4] == "400"


def test_a_claim_that_was_never_sent_has_no_days_in_the_list_however_long_it_is_a_draft(own_shop: UserSession):
    keys = [claim(own_shop, each(own_shop).number).key for each in (submitted, begun)]
    sent, draft = (replace(Claims(own_shop).rows([key])[key], days=101) for key in keys)
    days = next(each for each in COLUMNS if each.title == C_("claim", "Days"))
    assert (cells(draft)[4], days.value(draft)) == ("", None)
    assert (cells(sent)[4].text, days.value(sent)) == ("101", 101)


def test_the_ages_are_counted_from_the_submission(own_shop: UserSession):
    submitted(own_shop)
    other = begun(own_shop, on=date(2026, 11, 20)).number
    step(own_shop, other, SUBMITTED)
    answered(own_shop, other, APPROVED)
    found = ageing(own_shop)
    assert [(each.band, each.count) for each in found] == [*zip(AgeBand, (2, 0, 0, 0), strict=True)]
    with own_shop.store.reading() as tx:
        for days, place in ((30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3)):
            later = ages_on(tx, today(tx) + timedelta(days=days))
            assert [each.count for each in later] == [2 if at == place else 0 for at in range(4)], days


def test_the_workshop_is_a_link_in_the_heads_of_the_lists_of_money_and_has_no_key(hands: Hands, own_shop: UserSession):
    submitted(own_shop)
    forms = {}
    for name in ("claims", "outstanding", "payments"):
        page = hands.go(name)
        hands.settle()
        head = [each for each in page.findChildren(Button) if each.text() == "Open workshop"]
        forms[name] = {(each.kind, each.keys) for each in head if not page.body.empty.isAncestorOf(each)}
    assert forms == {name: {("link", "")} for name in forms}
