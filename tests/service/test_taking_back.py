"""Steps of an order that are taken back, and by whom."""

import pytest
from workshop import LOGGED, OPENED, VIN, handed_over, kinds, moved, opened, sheet_of, sound, undone

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.stages.service.orders.rules import states
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED, CHECK, HANDED_OVER, IN_WORK, READY, WAITING
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import (
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CancelRepairOrder,
    CorrectRepairOrder,
    HandOverRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    cancel_repair_order,
    hand_over_repair_order,
    move_repair_order,
    take_back_order_step,
)
from lifecycle_desk.vehicle.usecases.showing import page


def test_a_move_is_taken_back_and_no_longer_counts(shop):
    number = opened(shop).number
    made = moved(shop, number, IN_WORK, WAITING)

    back = undone(shop, move_repair_order, made)

    assert back.state is IN_WORK
    assert kinds(shop)[-2:] == [("order_moved", False), ("order_taken_back", True)]
    assert sound(shop)
    with pytest.raises(states.NotTheLastStep):
        undone(shop, move_repair_order, made)


def test_a_handover_is_taken_back_and_the_order_is_open_again(shop):
    back = undone(shop, hand_over_repair_order, handed_over(shop))

    assert back.state is READY
    found = showing.order(shop, back.number)
    assert (found.order.closing_event, found.order.handed_over_on) == (None, None)
    assert page(shop, VIN).figures.odometer_km == 47_990
    assert sound(shop)
    assert hand_over_repair_order(shop, HandOverRepairOrder(number=back.number)).value.state is HANDED_OVER
    assert sound(shop)


@pytest.mark.parametrize("verb", [open_repair_order, log_repair_order])
def test_an_order_just_made_is_taken_back_with_its_reading_and_keeps_its_number(shop, verb):
    made = verb(shop, OPENED if verb is open_repair_order else LOGGED).value

    back = undone(shop, verb, made)

    assert (back.number, back.state) == (made.number, CANCELLED)
    assert page(shop, VIN).figures.odometer_km == 1_000
    assert opened(shop).number.endswith("-0002")
    assert sound(shop)


def test_a_cancelled_order_keeps_its_number_and_comes_back(shop):
    number = opened(shop).number
    made = cancel_repair_order(shop, CancelRepairOrder(number, "no show")).value
    assert showing.order(shop, number).steps[-1].said.why == "no show"

    assert undone(shop, cancel_repair_order, made).state is states.BOOKED
    assert sound(shop)


def test_a_correction_is_not_taken_back(shop):
    number = log_repair_order(shop, LOGGED).value.number
    asked = CorrectRepairOrder(number=number, revision=1, why="x", **sheet_of(shop, number))
    made = correct_repair_order(shop, asked).value

    with pytest.raises(states.NotTheLastStep):
        take_back_order_step(shop, TakeBackOrderStep(number, made.event, "undone"))


def test_a_technician_writes_orders_and_does_not_close_correct_or_reopen_them(shop):
    made = log_repair_order(shop, LOGGED).value
    for name, role in (("boss", Role.MANAGER), ("tech", Role.TECHNICIAN)):
        take_on(shop, Member(name, name, role))
    switch_sign_in(UserSession(shop.store, "boss", shop.authorise), SignIn(on=True))
    tech = UserSession(shop.store, "tech", shop.authorise)

    number = opened(tech).number
    moved(tech, number, IN_WORK, CHECK, READY)
    with pytest.raises(NotAllowed):
        hand_over_repair_order(tech, HandOverRepairOrder(number=number))
    with pytest.raises(NotAllowed):
        log_repair_order(tech, LOGGED)
    with pytest.raises(NotAllowed):
        undone(tech, log_repair_order, made)
