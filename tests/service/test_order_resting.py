"""Nothing of an order is taken back under a claim, and old books in which it was say so."""

import pytest
from claiming import PLAIN, step
from workshop import OPENED, VIN, moved, opened, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim
from lifecycle_desk.stages.service.claims.usecases.requests import BeginClaim
from lifecycle_desk.stages.service.clocks.usecases import StartClock, StopClock, start_clock, stop_clock
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED, CHECK, IN_WORK, READY, OrderEvent
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import Step
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CancelRepairOrder,
    HandOverRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    _come_to,
    cancel_repair_order,
    hand_over_repair_order,
    take_back_order_step,
)


def refused(call, *asked):
    with pytest.raises(Objection) as fault:
        call(*asked)
    return fault.value


@pytest.fixture
def claimed(own_shop):
    """An order that was handed over, and a claim that was submitted of it; their numbers, and the last event."""
    number = opened(own_shop, OPENED.__class__(vin=VIN, jobs=(PLAIN,), odometer_in=OPENED.odometer_in)).number
    moved(own_shop, number, IN_WORK, CHECK, READY)
    handed = hand_over_repair_order(own_shop, HandOverRepairOrder(number=number)).value
    claim = begin_claim(own_shop, BeginClaim(number)).value.number
    return own_shop, number, claim, handed.event


@pytest.mark.parametrize("way", [(), ("SUBMITTED",), ("SUBMITTED", "APPROVED", "PAID"), ("SUBMITTED", "REJECTED")])
def test_an_order_whose_claim_is_under_way_or_paid_is_not_taken_back(claimed, way):
    shop, number, claim, handed = claimed
    for each in way:
        step(shop, claim, ClaimState[each])
    found = refused(take_back_order_step, shop, TakeBackOrderStep(number, handed, "mistake"))

    assert found.rule == "rests_on_this"
    assert {each.name for each in found.later} == {claim}
    assert sound(shop)


def test_an_order_whose_claim_is_cancelled_is_taken_back(claimed):
    shop, number, claim, handed = claimed
    step(shop, claim, ClaimState.SUBMITTED)
    step(shop, claim, ClaimState.CANCELLED)

    assert take_back_order_step(shop, TakeBackOrderStep(number, handed, "mistake")).value.state is READY
    assert sound(shop)


def test_an_order_with_a_claim_is_not_cancelled(own_shop):
    number = opened(own_shop, OPENED.__class__(vin=VIN, jobs=(PLAIN,))).number
    moved(own_shop, number, IN_WORK, CHECK, READY)
    claim = begin_claim(own_shop, BeginClaim(number)).value.number
    moved(own_shop, number, IN_WORK)
    found = refused(cancel_repair_order, own_shop, CancelRepairOrder(number, "no show"))
    assert (found.rule, [each.name for each in found.later]) == ("order_still_needed", [claim])

    step(own_shop, claim, ClaimState.CANCELLED)
    assert cancel_repair_order(own_shop, CancelRepairOrder(number, "no show")).value.state is CANCELLED


def test_a_booking_on_which_somebody_worked_is_not_taken_back_but_cancelled(own_shop):
    made = opened(own_shop)
    start_clock(own_shop, StartClock(number=made.number, job=1))
    stop_clock(own_shop, StopClock("Somchai Pradit"))
    found = refused(take_back_order_step, own_shop, TakeBackOrderStep(made.number, made.event, "mistake"))

    assert [each.what.value for each in found.later] == ["service.job_worked"]
    assert cancel_repair_order(own_shop, CancelRepairOrder(made.number, "no show")).value.state is CANCELLED


def test_the_check_finds_what_earlier_versions_took_back_and_backs_such_books_up(claimed, tmp_path):
    shop, number, claim, handed = claimed
    step(shop, claim, ClaimState.SUBMITTED)
    with shop.store.writing() as tx:  # as it was done before anybody asked what rests on it
        undo = Step(kind=OrderEvent.TAKEN_BACK, why="mistake", corrects=handed)
        _come_to(tx, order_rows.order(tx, number), READY, undo)
    found = books.check(shop)

    (told,) = [each for each in found.findings if each.part == "resting"]
    assert (told.where, told.damage, found.sound) == (str(handed), False, True)
    assert "service.claim_submitted" in told.why
    copy = books.back_up(UserSession(shop.store, None, authorise), books.BackUp(str(tmp_path / "copy.ldk")))
    assert copy.events == found.events
