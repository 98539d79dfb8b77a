"""Payments beside an order: one choice as the car is handed over, a part paid later, a payment voided."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import CTRL, ENTER
from screen import ESCAPE, Hands, at_the_window
from workshop import COOLING, VIN, moved

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.payments.rules import PaidBy

NUMBER = "RO-2026-0001"


@pytest.fixture
def hands(own_shop: UserSession, qtbot, stopped_clock) -> Iterator[Hands]:
    stopped_clock(datetime(2026, 11, 25, 6, 0, tzinfo=UTC))
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,)))
    moved(own_shop, NUMBER, IN_WORK, CHECK, READY)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_the_handover_records_the_payment_and_the_card_beside_it_shows_and_voids_it(hands, own_shop):
    page = hands.go("order", f"{NUMBER}/hand-over")
    hands.until(page.panel.isVisible)
    choice = page.panel.paid_by
    assert choice.value is None
    choice.set_value("cash")
    hands.press(ESCAPE)
    page.primary.click()
    hands.until(page.panel.isVisible)
    assert choice.value is None  # what was chosen before is not chosen again
    choice.set_value("instant:PromptPay")
    hands.press(ENTER, CTRL)
    hands.until(lambda: [each.means for each in order(own_shop, NUMBER).settlement.payments] == ["PromptPay"])
    card = page.cards.payments
    hands.until(lambda: len(card.voids) == 1)

    card.voids[0].click()
    hands.until(lambda: card.panel.isVisible() and card.panel.entry)
    card.panel.entry.fields["why"].set_text("Another order")
    card.panel.save.click()
    hands.until(lambda: order(own_shop, NUMBER).settlement.payments == ())
    hands.until(lambda: not card.voids)

    card.record.click()
    hands.until(lambda: card.panel.isVisible() and card.panel.entry)
    fields = card.panel.entry.fields
    assert fields["amount"].value == order(own_shop, NUMBER).settlement.open
    fields["amount"].set_text("1,000.00")
    fields["paid_by"].set_value("cash")
    card.panel.save.click()
    hands.until(lambda: order(own_shop, NUMBER).settlement.paid == Money(100_000, "THB"))
    (paid,) = order(own_shop, NUMBER).settlement.payments
    assert (paid.paid_by, paid.means) == (PaidBy.CASH, "")
