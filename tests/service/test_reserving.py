"""Reservations: what is kept for an order is not given to another, who has it is told, and it is freed by itself."""

from decimal import Decimal

import pytest
from screen import at_the_window
from shelving import FILTER, at_hand, faults, ordered, received
from test_purchasing import NOW, SAIC, came, undone, waiting_order
from test_purchasing import ordered as purchased
from workshop import VIN

from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier
from lifecycle_desk.stages.service.shelf.rules.reserved import (
    MoreThanLineWants,
    ReservedForOthers,
    TakenFromReserved,
)
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.requests import IssuePart, ReservePart
from lifecycle_desk.stages.service.shelf.usecases.reserving import reserve_part
from lifecycle_desk.stages.service.shelf.usecases.showing import part_card


def issued(user, number: str, line: int, code: str = FILTER, **more: object):
    return issue_part(user, IssuePart(code=code, quantity=Decimal(1), order=number, line=line, **more))


def reserved(user, code: str = FILTER) -> list[tuple[str, int]]:
    return [(each.order, each.thousandths) for each in part_card(user, code).reserved]


def test_what_is_reserved_goes_to_its_line_alone_and_is_freed_with_the_order(own_shop):
    received(own_shop, many=2, cost=100)
    first, (line,) = ordered(own_shop, VIN, (FILTER, 2))
    second, (other,) = ordered(own_shop, VIN, (FILTER, 1))
    with pytest.raises(MoreThanLineWants):
        reserve_part(own_shop, ReservePart(code=FILTER, quantity=Decimal(3), order=first, line=line))
    reserve_part(own_shop, ReservePart(code=FILTER, quantity=Decimal(2), order=first, line=line))
    with pytest.raises(ReservedForOthers) as refused:
        issued(own_shop, second, other)
    assert (refused.value.at, str(refused.value.orders)) == ("reserved", first)
    with pytest.raises(ReservedForOthers):
        reserve_part(own_shop, ReservePart(code=FILTER, order=second, line=other))
    issued(own_shop, first, line)
    assert reserved(own_shop) == [(first, 1_000)]
    taken = issued(own_shop, second, other, reserved=True)
    assert TakenFromReserved in {type(each) for each in taken.warnings}
    received(own_shop, many=1, cost=100)
    cancel_repair_order(own_shop, CancelRepairOrder(second, "changed their mind"))
    freed = reserve_part(own_shop, ReservePart(code=FILTER, quantity=Decimal(0), order=first, line=line))
    assert reserved(own_shop) == []
    undone(own_shop, reserve_part, freed)
    assert reserved(own_shop) == [(first, 1_000)]
    assert faults(own_shop) == []


def test_what_was_bought_for_an_order_is_reserved_when_it_comes_until_the_order_ends(own_shop, stopped_clock, qtbot):
    stopped_clock(NOW)
    save_supplier(own_shop, SAIC)
    number = waiting_order(own_shop)
    purchased(own_shop)
    came(own_shop)
    assert reserved(own_shop, "11046127") == [(number, 1_000)]
    other, (line,) = ordered(own_shop, VIN, ("11046127", 1))
    with pytest.raises(ReservedForOthers):
        issued(own_shop, other, line, "11046127")
    with at_the_window(own_shop, qtbot) as hands:
        page = hands.go("part", "11046127")
        hands.until(lambda: page.card and len(page.card.lines) == 2)
        shown = [each.text() for each in page.findChildren(type(page.text))]
        assert any("Reserved for" in each for each in shown)
        cancel_repair_order(own_shop, CancelRepairOrder(number, "sold"))
        assert order(own_shop, number).order.state is CANCELLED
        assert reserved(own_shop, "11046127") == []
        issued(own_shop, other, line, "11046127")
        assert at_hand(own_shop, "11046127")[0] == 0
        assert faults(own_shop) == []
