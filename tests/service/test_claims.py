"""Claims: begun from an order, every move allowed or refused, what is asked and granted, taken back, and sound."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from claiming import CAMPAIGN, GOODWILL, PLAIN, answered, begun, claim, logged, step, submitted
from hypothesis import given
from hypothesis import strategies as st
from meanwhile import written_meanwhile
from sqlalchemy import text
from workshop import LOGGED, VIN, handed_over, kinds, opened, sound

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.stages.service.claims.rules import answers, creating, states
from lifecycle_desk.stages.service.claims.rules.claim import ClaimKind, claim_key, claim_number
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_EDIT, CLAIM_SETTLE
from lifecycle_desk.stages.service.claims.rules.states import (
    ANSWERS,
    MOVES,
    ClaimMoveNotAllowed,
    ClaimState,
    UnknownClaim,
)
from lifecycle_desk.stages.service.claims.usecases.ahead import claims_ahead
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim
from lifecycle_desk.stages.service.claims.usecases.requests import (
    BeginClaim,
    ClaimStep,
    ClaimStepWhy,
    PayClaim,
    TakeBackClaimStep,
)
from lifecycle_desk.stages.service.claims.usecases.transitions import (
    appeal_claim,
    pay_claim,
    submit_claim,
    take_back_claim_step,
)
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType, TaxCustom
from lifecycle_desk.vehicle.rules.life import ReasonMissing, is_still_told

DRAFT, SUBMITTED, IN_REVIEW, RETURNED, APPROVED, PARTLY, REJECTED, APPEALED, PAID, CLOSED, CANCELLED = ClaimState
WAYS: dict[ClaimState, tuple[ClaimState, ...]] = {
    DRAFT: (),
    SUBMITTED: (SUBMITTED,),
    IN_REVIEW: (SUBMITTED, IN_REVIEW),
    RETURNED: (SUBMITTED, RETURNED),
    APPROVED: (SUBMITTED, APPROVED),
    PARTLY: (SUBMITTED, IN_REVIEW, PARTLY),
    REJECTED: (SUBMITTED, REJECTED),
    APPEALED: (SUBMITTED, REJECTED, APPEALED),
    PAID: (SUBMITTED, PARTLY, PAID),
    CLOSED: (SUBMITTED, APPROVED, PAID, CLOSED),
    CANCELLED: (CANCELLED,),
}
OTHERS = tuple(state for state in ClaimState if state is not DRAFT)


def at(user: UserSession, state: ClaimState) -> str:
    """A claim that came to a state."""
    number = begun(user).number
    for each in WAYS[state]:
        step(user, number, each)
    return number


def test_a_claim_takes_the_warranty_lines_of_an_order_without_its_tax(shop: UserSession):
    made = begun(shop)
    found = claim(shop, made.number)
    assert made.number.startswith("CL-")
    assert made.state is DRAFT
    assert (found.kind, found.job, found.vin, found.repaired_on, found.odometer_km) == (
        *(ClaimKind.WARRANTY, 0, VIN, LOGGED.on, 47_995),
    )
    assert [(line.code, line.amount, line.asked, line.causal) for line in found.sheet.lines] == [
        ("WR-1", 100_000, 100_000, False),
        ("WR-100", 250_000, 250_000, True),
    ]
    assert (found.sheet.cause, found.sheet.correction, found.sheet.causal_part) == (
        *("Window regulator broken.", "Window regulator replaced.", "WR-100"),
    )
    assert made.asked == Money(350_000, "THB")
    assert made.outstanding == Money(0, "THB")
    assert kinds(shop)[-1] == ("claim_begun", True)
    assert sound(shop)


@pytest.mark.parametrize(("amount", "percent", "inclusive", "net"), [
    (10_700, "7", True, 10_000), (10_701, "7", True, 10_001), (10_700, "7", False, 10_700), (0, "7", True, 0),
    (12_345, "20", True, 10_288),
])  # fmt: skip
def test_makers_settle_without_tax(amount, percent, inclusive, net):
    line = Line(kind=LineKind.SUBLET, price=amount)
    assert creating.without_tax(line, TaxCustom("VAT", "", Decimal(percent), inclusive, by_line=False)) == net
    assert creating.without_tax(line, None) == amount


def test_one_claim_is_of_one_job_and_one_payer(shop: UserSession):
    number = logged(shop, PLAIN, GOODWILL, CAMPAIGN)
    with pytest.raises(creating.SayWhichJob) as refused:
        begin_claim(shop, BeginClaim(number))
    assert refused.value.facts["choices"] == "job 1, warranty; job 2, goodwill; job 3, campaign"
    made = [begin_claim(shop, BeginClaim(number, job)).value for job in (1, 2)]
    last = begin_claim(shop, BeginClaim(number)).value  # one is left
    assert [claim(shop, each.number).kind for each in (*made, last)] == [
        *(ClaimKind.WARRANTY, ClaimKind.GOODWILL, ClaimKind.CAMPAIGN),
    ]
    with pytest.raises(creating.NothingToClaim):
        begin_claim(shop, BeginClaim(number))
    with pytest.raises(creating.NothingToClaim):
        begin_claim(shop, BeginClaim(number, 1, PayType.WARRANTY))
    step(shop, made[0].number, CANCELLED)
    assert begin_claim(shop, BeginClaim(number, 1)).value.number  # cancelled lines can be claimed anew
    assert sound(shop)


def test_a_job_is_meant_by_its_own_number_where_that_is_said_and_by_its_place_where_not():
    """The second job of an order may bear the number 1: an order's jobs keep theirs when one is taken out."""
    first, second = (creating.Claimable(at, PayType.WARRANTY, (), job_id) for at, job_id in ((0, 7), (1, 1)))
    meant = {"by number": creating.Meant(job_id=1), "by place": creating.Meant(job=1), "any": creating.Meant()}
    found = {how: (each.is_it(first), each.is_it(second)) for how, each in meant.items()}
    assert found == {"by number": (False, True), "by place": (True, False), "any": (True, True)}


def test_a_claim_waits_for_the_end_of_the_work(shop: UserSession):
    with pytest.raises(creating.OrderNotReady):
        begin_claim(shop, BeginClaim(opened(shop).number))
    assert begin_claim(shop, BeginClaim(handed_over(shop).number)).value.state is DRAFT


def test_numbers_have_no_gaps_and_are_read_back(shop: UserSession):
    numbers = [begun(shop).number for _ in range(3)]
    keys = [claim_key(each) for each in numbers]
    assert keys == [keys[0], keys[0] + 1, keys[0] + 2]
    assert [claim_key(each) for each in ("CL-2026-001", "RO-2026-0001", "CL-", "", "CL-x-1")] == [None] * 5
    with pytest.raises(UnknownClaim):
        claim(shop, "CL-2026-0009")


@given(st.integers(1, 9999), st.integers(1, 999_999))
def test_every_key_has_one_number(year, of_year):
    assert claim_key(claim_number(year * 1_000_000 + of_year)) == year * 1_000_000 + of_year


def may_move(present: ClaimState, wanted: ClaimState) -> bool:
    """Whether a step is one of the moves, or another answer in place of the last one."""
    return wanted in MOVES[present] or (present in ANSWERS and wanted in ANSWERS)


@pytest.mark.parametrize(
    ("present", "wanted"),
    [each for each in product(ClaimState, OTHERS) if may_move(*each)],
    ids=lambda state: state.value,
)
def test_each_move_is_made(own_shop: UserSession, present: ClaimState, wanted: ClaimState):
    number = at(own_shop, present)
    assert claim(own_shop, number).state is present
    assert step(own_shop, number, wanted).state is wanted
    assert sound(own_shop)


@pytest.mark.parametrize("present", ClaimState, ids=lambda state: state.value)
def test_each_other_move_is_refused_and_changes_nothing(own_shop: UserSession, present: ClaimState):
    number = at(own_shop, present)
    before = claim(own_shop, number)
    assert before.state is present
    for wanted in (each for each in OTHERS if not may_move(present, each)):
        with pytest.raises(ClaimMoveNotAllowed) as refused:
            step(own_shop, number, wanted)
        assert refused.value.facts == {"number": number, "present": present, "wanted": wanted}
        assert claim(own_shop, number) == before
    assert sound(own_shop)


def test_every_state_is_reached_and_only_two_end_it():
    assert set(WAYS) == set(ClaimState)
    assert {state for state in ClaimState if state.is_final} == {CLOSED, CANCELLED}
    assert {wanted for moves in MOVES.values() for wanted in moves} == set(OTHERS)


# state -> what is outstanding of 350,000 asked and 290,000 granted
@pytest.mark.parametrize(("state", "owed"), [
    (DRAFT, 0), (SUBMITTED, 350_000), (IN_REVIEW, 350_000), (RETURNED, 350_000), (APPROVED, 350_000),
    (PARTLY, 290_000), (REJECTED, 0), (APPEALED, 350_000), (PAID, 0), (CLOSED, 0), (CANCELLED, 0),
])  # fmt: skip
def test_what_is_outstanding_follows_from_the_state(own_shop: UserSession, state: ClaimState, owed: int):
    assert claim(own_shop, at(own_shop, state)).status.outstanding == owed


def test_an_answer_says_what_is_granted_of_each_line(shop: UserSession):
    number = submitted(shop).number
    made = answered(
        shop, number, PARTLY, (1, 40_000, "0.4 h is the standard time"), maker_number="M-77", why="Time", on=None
    )
    assert (made.granted, made.outstanding) == (Money(290_000, "THB"), Money(290_000, "THB"))
    standing = claim(shop, number).status
    assert [(line, each.amount, each.reason) for line, each in standing.granted.items()] == [
        (1, 40_000, "0.4 h is the standard time"),
        (2, 250_000, ""),
    ]
    assert standing.maker_number == "M-77"
    again = answered(shop, number, APPROVED)  # the answer was typed wrong
    assert again.granted == Money(350_000, "THB")
    assert [kind for kind in kinds(shop) if "answered" in kind[0]] == [
        *(("claim_answered", False), ("claim_answered", True)),
    ]
    assert pay_claim(shop, PayClaim(number)).value.state is PAID
    with pytest.raises(ClaimMoveNotAllowed):
        answered(shop, number, PARTLY, (1, 0, ""))
    assert sound(shop)


@pytest.mark.parametrize(("state", "lines", "why"), [
    (PARTLY, (), answers.AnswerDoesNotFit),
    (PARTLY, ((1, 0, ""), (2, 0, "")), answers.AnswerDoesNotFit),
    (APPROVED, ((1, 1, ""),), answers.AnswerDoesNotFit),
    (REJECTED, ((1, 1, ""),), answers.AnswerDoesNotFit),
    (PARTLY, ((1, 100_001, ""),), answers.GrantedTooMuch),
    (PARTLY, ((3, 1, ""),), states.NoSuchClaimLine),
    (PARTLY, ((0, 1, ""),), states.NoSuchClaimLine),
    (PARTLY, ((1, -1, ""),), answers.AmountBelowNothing),
    (PAID, (), answers.NoAnswer),
    (DRAFT, (), answers.NoAnswer),
])  # fmt: skip
def test_an_answer_whose_amounts_do_not_go_with_it_is_refused(shop: UserSession, state, lines, why):
    number = submitted(shop).number
    with pytest.raises(why):
        answered(shop, number, state, *lines)
    assert claim(shop, number).state is SUBMITTED


def test_other_money_than_was_granted_is_noted(shop: UserSession):
    number = submitted(shop).number
    answered(shop, number, APPROVED)
    done = pay_claim(shop, PayClaim(number, 349_000))
    assert [type(each) for each in done.warnings] == [answers.PaidOtherwise]
    assert claim(shop, number).status.paid == 349_000


def test_an_appeal_says_why(shop: UserSession):
    number = at(shop, REJECTED)
    with pytest.raises(ReasonMissing):
        appeal_claim(shop, ClaimStepWhy(number, " "))


def test_a_step_is_not_dated_before_the_one_it_follows(shop: UserSession):
    made = begun(shop)
    yesterday = claim(shop, made.number).begun_on - timedelta(days=1)
    with pytest.raises(states.StepBeforeLast):
        submit_claim(shop, ClaimStep(made.number, yesterday))


@pytest.mark.parametrize("state", [state for state in ClaimState if WAYS[state]], ids=lambda state: state.value)
def test_the_last_step_is_taken_back_and_stays_readable(own_shop: UserSession, state: ClaimState):
    number = begun(own_shop).number
    for each in WAYS[state][:-1]:
        step(own_shop, number, each)
    before = claim(own_shop, number)
    made = step(own_shop, number, WAYS[state][-1])
    assert made.event is not None
    take_back_claim_step(own_shop, TakeBackClaimStep(number, made.event, "by mistake"))
    after = claim(own_shop, number)
    assert replace(after.status, last_event=0) == replace(before.status, last_event=0)
    assert kinds(own_shop)[-2:] == [(kinds(own_shop)[-2][0], False), ("claim_taken_back", True)]
    with pytest.raises(states.NotTheLastClaimStep):
        take_back_claim_step(own_shop, TakeBackClaimStep(number, made.event, "again"))
    assert sound(own_shop)


def test_a_claim_just_begun_is_cancelled_when_it_is_taken_back(shop: UserSession):
    done = begin_claim(shop, BeginClaim(logged(shop)))
    undo, asked = begin_claim.undo(done.value)
    undo(shop, asked)
    assert claim(shop, done.value.number).state is CANCELLED
    assert sound(shop)


@pytest.mark.parametrize("spoilt", [
    "UPDATE warranty_claim SET outstanding = outstanding + 1",
    "UPDATE warranty_claim SET state = 'paid'",
    "UPDATE warranty_claim SET asked = asked + 1",
    "UPDATE warranty_claim SET cause = 'Another'",
    "UPDATE warranty_claim SET alias = 'x'",
    "UPDATE warranty_claim SET repaired_on = '2020-01-01'",
    "UPDATE warranty_claim_line SET granted = granted - 1 WHERE place = 0",
    "UPDATE warranty_claim_line SET asked = asked - 1 WHERE place = 0",
    "UPDATE warranty_claim_line SET part_state = 'sent' WHERE place = 1",
    "DELETE FROM warranty_claim_line WHERE place = 1",
    "UPDATE warranty_claim SET key = key + 1",
])  # fmt: skip
def test_the_check_sees_what_was_spoilt(own_shop: UserSession, spoilt: str):
    answered(own_shop, submitted(own_shop).number, PARTLY, (1, 40_000, ""))
    assert sound(own_shop)
    with own_shop.store.writing(None) as tx:
        tx.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        if "key = key" in spoilt:
            tx.connection.execute(text("UPDATE warranty_claim_line SET claim_key = claim_key + 1"))
        tx.connection.execute(text(spoilt))
    assert not sound(own_shop)


def test_a_claim_goes_on_when_the_car_is_destroyed():
    assert all(is_still_told(each.value) for each in states.ClaimEvent)


def test_who_claims_and_who_settles():
    assert CLAIM_EDIT.roles == {Role.ADVISER, Role.WARRANTY, Role.MANAGER}
    assert CLAIM_SETTLE.roles == {Role.ADVISER, Role.WARRANTY, Role.MANAGER}


def test_a_refused_step_changes_nothing(shop: UserSession):
    number = begun(shop).number
    before = claim(shop, number)
    with pytest.raises(Objection):
        pay_claim(shop, PayClaim(number))
    assert claim(shop, number) == before


def test_no_claim_that_moves_meanwhile_is_missed_or_seen_twice(own_shop: UserSession):
    number = begun(own_shop).number
    with written_meanwhile(own_shop, lambda: step(own_shop, number, SUBMITTED)):
        found = claims_ahead(own_shop)
    assert [each.number for each in found.to_do.claims] == [number]
    assert (found.to_do.count, found.with_maker.claims, found.with_maker.count) == (1, (), 0)
    after = claims_ahead(own_shop)
    assert ([each.number for each in after.with_maker.claims], after.to_do.claims) == ([number], ())
