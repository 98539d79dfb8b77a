"""An answer that was corrected, and money that differs from what was granted, until somebody writes it off."""

from datetime import date

import pytest
from claiming import answered, claim, step, submitted
from workshop import OPENED, VISIT, moved, opened, sheet_of, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.service.claims.rules.states import APPROVED, PAID, PARTLY, ClaimState
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, Claims, ageing, claim_counts
from lifecycle_desk.stages.service.claims.usecases.requests import ClaimStep, PayClaim, TakeBackClaimStep, WriteOffClaim
from lifecycle_desk.stages.service.claims.usecases.transitions import (
    answer_claim,
    close_claim,
    pay_claim,
    take_back_claim_step,
    write_off_claim,
)
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import correct_repair_order, log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CorrectRepairOrder,
    HandOverRepairOrder,
    LogRepairOrder,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order


def refused(call, *asked):
    with pytest.raises(Objection) as fault:
        call(*asked)
    return fault.value.rule


@pytest.fixture
def shop(own_shop):
    """One engine is enough."""
    return own_shop


def test_an_answer_that_was_corrected_and_then_undone_returns_to_the_state_that_it_had(shop):
    number = submitted(shop).number
    first = answered(shop, number, APPROVED)
    second = answered(shop, number, PARTLY, (1, 40_000, "0.4 h"))
    back = take_back_claim_step(shop, TakeBackClaimStep(number, second.event, "undone")).value

    assert (back.state, back.granted, back.outstanding) == (APPROVED, first.granted, first.outstanding)
    assert claim(shop, number).status.since == claim(shop, number).status.answered_on
    third = answered(shop, number, PARTLY, (1, 50_000, "0.5 h"))  # and may be corrected again
    undo, asked = answer_claim.undo(third)
    assert undo(shop, asked).value.state is APPROVED
    assert step(shop, number, PAID).state is PAID
    assert sound(shop)


def test_a_payment_that_differs_stays_outstanding_until_it_is_paid_or_written_off(shop):
    number = submitted(shop).number
    granted = answered(shop, number, APPROVED).granted
    paid = pay_claim(shop, PayClaim(number, granted.minor - 700)).value

    assert paid.outstanding.minor == 700
    assert list(Claims(shop, ClaimList.TO_BE_PAID).keys()) == [claim(shop, number).key]
    assert list(Claims(shop, ClaimList.DONE).keys()) == []
    counts, open_ones = claim_counts(shop)
    assert (counts[ClaimList.TO_BE_PAID], counts[ClaimList.DONE], open_ones) == (1, 0, 1)
    assert sum(each.owed.minor for each in ageing(shop)) == 700
    assert refused(close_claim, shop, ClaimStep(number)) == "difference_outstanding"
    assert refused(write_off_claim, shop, WriteOffClaim(number, " ")) == "reason_missing"

    more = pay_claim(shop, PayClaim(number, 200)).value  # some of it comes after all
    assert (more.outstanding.minor, claim(shop, number).status.paid) == (500, granted.minor - 500)
    off = write_off_claim(shop, WriteOffClaim(number, "bank charges")).value
    assert (off.outstanding.minor, off.state, claim(shop, number).status.written_off) == (0, PAID, 500)
    assert refused(write_off_claim, shop, WriteOffClaim(number, "again")) == "nothing_to_write_off"
    counts, open_ones = claim_counts(shop)
    assert (counts[ClaimList.TO_BE_PAID], counts[ClaimList.DONE], open_ones) == (0, 1, 0)
    assert sound(shop)

    undo, asked = write_off_claim.undo(off)
    assert undo(shop, asked).value.outstanding.minor == 500
    write_off_claim(shop, WriteOffClaim(number, "bank charges"))
    assert close_claim(shop, ClaimStep(number)).value.state is ClaimState.CLOSED
    assert sound(shop)


def test_more_money_than_was_granted_is_outstanding_below_nothing(shop):
    number = submitted(shop).number
    granted = answered(shop, number, APPROVED).granted
    paid = pay_claim(shop, PayClaim(number, granted.minor + 100)).value

    assert paid.outstanding.minor == -100
    assert refused(pay_claim, shop, PayClaim(number, 5)) == "claim_move_not_allowed"
    assert write_off_claim(shop, WriteOffClaim(number, "their rounding")).value.outstanding.minor == 0
    assert sound(shop)


def test_a_handover_is_not_dated_before_the_opening_of_its_order(shop):
    number = opened(shop, OPENED.__class__(vin=OPENED.vin, jobs=OPENED.jobs, on=VISIT)).number
    moved(shop, number, IN_WORK, CHECK, READY)
    early = date(2026, 11, 23)
    assert refused(hand_over_repair_order, shop, HandOverRepairOrder(number=number, on=early)) == (
        "handed_over_before_opened"
    )
    hand_over_repair_order(shop, HandOverRepairOrder(number=number, on=VISIT))
    asked = CorrectRepairOrder(number=number, revision=5, why="x", on=early, **sheet_of(shop, number))
    assert refused(correct_repair_order, shop, asked) == "handed_over_before_opened"


def test_a_visit_that_was_logged_whole_moves_to_the_right_day_as_a_whole(shop):
    made = log_repair_order(shop, LogRepairOrder(vin=OPENED.vin, jobs=OPENED.jobs, on=VISIT)).value
    early = date(2026, 11, 20)
    asked = CorrectRepairOrder(number=made.number, revision=1, why="x", on=early, **sheet_of(shop, made.number))
    correct_repair_order(shop, asked)

    found = order(shop, made.number).order
    assert (found.opened_on, found.handed_over_on) == (early, early)
    assert sound(shop)
