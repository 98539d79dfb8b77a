"""Where the open purchase orders of a supplier are, and for when they are promised."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lifecycle_desk.base.quantities import Lasting
from lifecycle_desk.desktop.look import states
from lifecycle_desk.stages.service.purchasing.rules.purchases import BACK_ORDER, ORDERED, Purchase, PurchaseLine
from lifecycle_desk.stages.service.purchasing.screens.looks import DAYS_LATE, STATES, state_of_purchase
from lifecycle_desk.stages.service.purchasing.usecases.part_status import ORDERED_FOR, SHIPPED_FOR

TODAY, SOON, LATER, GONE = date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 9), date(2026, 11, 25)


def line(number: int, **facts) -> PurchaseLine:
    return PurchaseLine(id=number, code=f"P-{number}", quantity=Decimal(2), **facts)


@pytest.mark.parametrize(
    ("lines", "message", "facts", "look"),
    [
        ([line(1, promised=LATER), line(2, promised=SOON)], ORDERED_FOR, {"day": SOON}, STATES[ORDERED]),
        ([line(1, promised=SOON, shipped_on=GONE)], SHIPPED_FOR, {"day": SOON}, states.ON_THE_WAY),
        ([line(1, promised=SOON, shipped_on=GONE), line(2)], ORDERED_FOR, {"day": SOON}, STATES[ORDERED]),
        ([line(1)], ORDERED.label, {}, STATES[ORDERED]),
        ([line(1, promised=SOON, arrived=Decimal(1))], BACK_ORDER.label, {}, STATES[BACK_ORDER]),
        ([line(1, promised=GONE), line(2, promised=SOON)], DAYS_LATE, {"n": Lasting(5)}, states.OVERDUE),
        ([line(1, promised=GONE, arrived=Decimal(2)), line(2)], ORDERED.label, {}, STATES[ORDERED]),
    ],
)
def test_an_open_order_tells_its_state_and_the_first_day_for_which_it_is_promised(lines, message, facts, look):
    of = Purchase(
        key=20260001, supplier=1, currency="THB", ordered_on=GONE, lines=tuple(lines), changed_at=datetime.now(UTC)
    )
    words, shown = state_of_purchase(of, TODAY)

    assert (words.message, dict(words.facts)) == (message, facts)
    assert shown == look
