from itertools import product

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.service.orders.rules.states import (
    MOVES,
    OPEN,
    MoveNeedsMore,
    OrderState,
    check_move,
    check_open,
)

ALLOWED = {
    "booked": "in_work waiting_for_parts",
    "in_work": "waiting_for_parts quality_check booked",
    "waiting_for_parts": "in_work booked",
    "quality_check": "ready in_work waiting_for_parts",
    "ready": "quality_check in_work",
    "handed_over": "",
    "cancelled": "",
}


@pytest.mark.parametrize(("present", "wanted"), list(product(OrderState, OrderState)))
def test_an_order_moves_as_the_workshop_does_and_not_otherwise(present, wanted):
    if wanted in ALLOWED[present].split():
        check_move("RO-2026-0001", present, wanted)
    else:
        with pytest.raises(Objection):
            check_move("RO-2026-0001", present, wanted)


@pytest.mark.parametrize("present", OPEN)
def test_every_open_state_leads_to_the_handover(present):
    reached, new = {present}, {present}
    while new:
        new = {state for each in new for state in MOVES[each]} - reached
        reached |= new

    assert OrderState.HANDED_OVER in reached


def test_handing_over_and_cancelling_are_no_mere_moves():
    with pytest.raises(MoveNeedsMore):
        check_move("RO-2026-0001", OrderState.READY, OrderState.HANDED_OVER)
    with pytest.raises(MoveNeedsMore):
        check_move("RO-2026-0001", OrderState.BOOKED, OrderState.CANCELLED)


@pytest.mark.parametrize("state", OrderState)
def test_only_what_is_final_is_closed(state):
    if state in {OrderState.HANDED_OVER, OrderState.CANCELLED}:
        with pytest.raises(Objection):
            check_open("RO-2026-0001", state)
    else:
        check_open("RO-2026-0001", state)
