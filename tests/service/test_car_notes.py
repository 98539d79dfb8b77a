"""What an adviser is told of a vehicle above its order: the last visit, declined work, what is due, open campaigns."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hands import seen
from screen import Hands, at_the_window
from workshop import LOGGED, VIN, opened

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.usecases.car_notes import car_notes
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import orders_of
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        yield found


def test_the_last_visit_is_told_at_the_next_form_and_not_at_itself(hands, own_shop):
    assert car_notes(own_shop, VIN).last is None
    first = log_repair_order(own_shop, LOGGED).value
    form = hands.go("order_form", VIN)
    hands.until(form.advice.isVisible)
    assert first.number in " ".join(seen(form.advice))
    assert car_notes(own_shop, VIN, besides=first.number).last is None
    second = opened(own_shop)
    page = hands.go("order", second.number)
    hands.until(lambda: first.number in " ".join(seen(page.sheet.notes)))
    assert second.number not in " ".join(seen(page.sheet.notes))


def test_an_order_that_is_open_is_told_before_a_second_one_is_written_and_is_no_visit(hands, own_shop):
    first = opened(own_shop)
    form = hands.go("order_form", VIN)
    hands.until(form.advice.isVisible)
    assert f"The vehicle has another open repair order: {first.number}." in seen(form.advice)
    assert car_notes(own_shop, VIN).last is None
    assert car_notes(own_shop, VIN, besides=first.number).open is None


def test_a_cancelled_order_is_no_visit(own_shop):
    cancel_repair_order(own_shop, CancelRepairOrder(opened(own_shop).number))
    assert orders_of(own_shop, VIN)[0].state is CANCELLED
    notes = car_notes(own_shop, VIN)
    assert (notes.last, notes.open) == (None, None)


def test_what_is_overdue_and_what_is_due_soon_are_told_apart_by_the_day(own_dealer, tomorrow):
    with own_dealer.store.reading() as tx:
        vin, due_on = tx.connection.exec_driver_sql(
            "SELECT vin, forecast_on FROM vehicle_due WHERE forecast_on IS NOT NULL ORDER BY forecast_on"
        ).first()
    on = date.fromisoformat(due_on)
    for day, told in (
        (on - timedelta(60), (False, False)),
        (on - timedelta(5), (False, True)),
        (on + timedelta(1), (True, False)),
    ):
        tomorrow(day)
        notes = car_notes(own_dealer, vin)
        due = {each.forecast for each in (*notes.overdue, *notes.soon)}
        assert (on in {each.forecast for each in notes.overdue}, on in {each.forecast for each in notes.soon}) == told
        assert due <= {each for each in due if each <= day + timedelta(30)}
