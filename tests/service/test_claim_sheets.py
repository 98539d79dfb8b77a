"""What is written on a claim: changed while it may be, its lines, split and codes; its parts, authorised before."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from claiming import GOODWILL, PLAIN, begun, changed, claim, step, submitted, with_line
from hypothesis import given
from hypothesis import strategies as st
from workshop import sound

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.claims.rules import states, validation
from lifecycle_desk.stages.service.claims.rules.checks import AskedTooMuch, SplitNotWhole, TroubleCodeMalformed
from lifecycle_desk.stages.service.claims.rules.claim import Split, makers_share
from lifecycle_desk.stages.service.claims.rules.states import ClaimChangedMeanwhile, ClaimSent, ClaimState, PartState
from lifecycle_desk.stages.service.claims.usecases.creating import change_claim
from lifecycle_desk.stages.service.claims.usecases.parts import authorise_claim, move_claim_part
from lifecycle_desk.stages.service.claims.usecases.requests import AuthoriseClaim, ChangeClaim, MoveClaimPart

DRAFT, SUBMITTED, IN_REVIEW, RETURNED, APPROVED, PARTLY, REJECTED, APPEALED, PAID, CLOSED, CANCELLED = ClaimState


def test_what_was_submitted_is_no_longer_changed(shop: UserSession):
    number = submitted(shop).number
    with pytest.raises(ClaimSent):
        changed(shop, number, cause="Another")
    step(shop, number, RETURNED)
    changed(shop, number, cause="Window regulator broken at the rivet.")
    assert sound(shop)
    step(shop, number, SUBMITTED)
    assert claim(shop, number).sheet.cause == "Window regulator broken at the rivet."
    assert sound(shop)


def test_what_was_written_anew_and_then_cancelled_is_sound(shop: UserSession):
    number = submitted(shop).number
    step(shop, number, RETURNED)
    changed(shop, number, cause="Anew", lines=claim(shop, number).sheet.lines[:1])
    assert sound(shop)
    step(shop, number, CANCELLED)
    assert sound(shop)
    other = begun(shop, on=date(2026, 11, 20)).number
    step(shop, other, SUBMITTED)
    move_claim_part(shop, MoveClaimPart(number=other, line=2, state=PartState.SENT, reference="WB-3"))
    step(shop, other, RETURNED)
    changed(shop, other, lines=claim(shop, other).sheet.lines[1:])
    step(shop, other, SUBMITTED)
    part = claim(shop, other).status.parts
    assert {line: (each.state, each.reference) for line, each in part.items()} == {1: (PartState.SENT, "WB-3")}
    assert sound(shop)


def test_a_stale_change_overwrites_nothing(shop: UserSession):
    number = begun(shop).number
    changed(shop, number, cause="Mine")
    with pytest.raises(ClaimChangedMeanwhile):
        change_claim(shop, ChangeClaim(number=number, revision=1, cause="Theirs"))
    assert claim(shop, number).sheet.cause == "Mine"


def test_lines_are_taken_off_and_neither_added_nor_changed(shop: UserSession):
    number = begun(shop).number
    lines = claim(shop, number).sheet.lines
    for wrong in ((*lines, lines[0]), (lines[1], lines[0]), (replace(lines[0], amount=1, asked=1), lines[1])):
        with pytest.raises(validation.LinesDiffer):
            changed(shop, number, lines=wrong)
    assert changed(shop, number, lines=lines[1:]).asked == Money(250_000, "THB")


@pytest.mark.parametrize(("given", "kept"), [
    ("p0aa6-00", "P0AA6-00"), ("C0123", "C0123"), (" B16A1-23 ", "B16A1-23"), ("U0100", "U0100"), ("", ""),
])  # fmt: skip
def test_trouble_codes_are_kept_as_the_standard_writes_them(shop: UserSession, given, kept):
    number = begun(shop).number
    with_line(shop, number, 1, trouble_code=given)
    assert claim(shop, number).sheet.lines[1].trouble_code == kept


@pytest.mark.parametrize("given", ["P4000", "X0123", "P0AA", "P0AA6-0", "P0AA6_00", "P0AAG", "0AA6"])
def test_other_texts_are_no_trouble_codes(shop: UserSession, given):
    number = begun(shop).number
    with pytest.raises(TroubleCodeMalformed) as refused:
        with_line(shop, number, 1, trouble_code=given)
    assert refused.value.at == "lines[1].trouble_code"


def test_no_more_is_asked_than_the_order_came_to(shop: UserSession):
    number = begun(shop).number
    with pytest.raises(AskedTooMuch):
        with_line(shop, number, 0, asked=100_001)
    assert with_line(shop, number, 0, asked=90_000).asked == Money(340_000, "THB")


def test_goodwill_is_split_and_what_is_asked_follows(shop: UserSession):
    number = begun(shop, GOODWILL).number
    split = Split(maker=Decimal("66.67"), dealer=Decimal(20), customer=Decimal("13.33"))
    made = changed(shop, number, split=split)
    assert [line.asked for line in claim(shop, number).sheet.lines] == [133_339, 22_223]
    assert made.asked == Money(155_562, "THB")
    assert claim(shop, number).sheet.split == split
    for wrong in (("50", "20", "20"), ("101", "-1", "0"), ("33.333", "33.333", "33.334")):
        maker, dealer, customer = map(Decimal, wrong)
        unequal = Split(maker=maker, dealer=dealer, customer=customer)
        with pytest.raises((SplitNotWhole, validation.ShareOutOfSteps)):
            changed(shop, number, split=unequal)
    with pytest.raises(validation.OnlyGoodwillIsSplit):
        changed(shop, begun(shop, PLAIN).number, split=split)


@given(st.integers(0, 10**10), st.integers(0, 10_000))
def test_the_makers_share_is_never_off_by_more_than_half_a_minor_unit(amount, hundredths):
    split = Split(maker=Decimal(hundredths) / 100, dealer=Decimal(0), customer=100 - Decimal(hundredths) / 100)
    assert abs(makers_share(amount, split) * 10_000 - amount * hundredths) * 2 <= 10_000


def test_replaced_parts_are_kept_asked_for_and_sent(shop: UserSession):
    number = submitted(shop).number
    part = claim(shop, number).status.parts
    assert {line: each.state for line, each in part.items()} == {2: PartState.KEPT}
    assert part[2].until is None  # of this brand no limit is known
    today = part[2].since

    def move(state: PartState, **more: object) -> PartState:
        move_claim_part(shop, MoveClaimPart(number=number, line=2, state=state, **more))
        return claim(shop, number).status.parts[2].state

    move(PartState.KEPT, until=today + timedelta(days=30))
    with pytest.raises(states.PartStillKept):
        move(PartState.SCRAPPED)
    assert move(PartState.REQUESTED) is PartState.REQUESTED
    with pytest.raises(states.PartMoveNotAllowed):
        move(PartState.SCRAPPED)
    assert move(PartState.SENT, reference="WB-9") is PartState.SENT
    assert move(PartState.RECEIVED) is PartState.RECEIVED
    found = claim(shop, number).status
    assert (found.parts[2].reference, found.parts[2].until) == ("WB-9", today + timedelta(days=30))
    assert found.state is SUBMITTED
    with pytest.raises(states.NotKept):
        move_claim_part(shop, MoveClaimPart(number=number, line=1, state=PartState.SENT))
    assert sound(shop)


@pytest.mark.parametrize(("present", "wanted"), [*product(PartState, PartState)], ids=lambda state: state.value)
def test_each_move_of_a_part_is_made_or_refused(present, wanted):
    allowed = wanted in states.PART_MOVES[present]
    if allowed:
        states.check_part_move(1, present, wanted, None, date(2026, 1, 1))
    else:
        with pytest.raises(states.PartMoveNotAllowed):
            states.check_part_move(1, present, wanted, None, date(2026, 1, 1))


def test_an_authorisation_is_written_down(shop: UserSession):
    number = begun(shop).number
    with pytest.raises(states.ReferenceMissing):
        authorise_claim(shop, AuthoriseClaim(number, " ", 1))
    authorise_claim(shop, AuthoriseClaim(number, "PA-1", 300_000))
    found = claim(shop, number).status.authorisation
    assert found is not None
    assert (found.reference, found.amount) == ("PA-1", 300_000)
    assert sound(shop)
