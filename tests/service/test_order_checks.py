"""The check of the books finds what was changed in orders behind the program's back."""

import pytest
from sqlalchemy import text
from workshop import LOGGED, sound

from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.store.store import Store

CHECKS = tuple(OF_SERVICE.offered("checks"))


def _behind_its_back(store: Store, change: str) -> None:
    with store.engine.connect() as connection:
        connection.execute(text(change))
        connection.commit()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE repair_order SET customer_pays = customer_pays - 1",
        "UPDATE repair_order SET state = 'cancelled'",
        "UPDATE repair_order SET closing_event = NULL",
        "UPDATE repair_order SET handed_over_on = '2026-01-01'",
        "UPDATE repair_order SET odometer_out = 1",
        "UPDATE repair_order SET tax_hundredths = 0",
        "UPDATE repair_line SET price = price + 1 WHERE place = 2",
        "UPDATE repair_line SET pays = 'internal' WHERE place = 2",
        "DELETE FROM repair_line WHERE place = 0",
        "UPDATE repair_job SET correction = 'nothing'",
        "UPDATE repair_job SET complaint = 'nothing'",
    ],
)
def test_check_finds_what_was_changed_behind_the_programs_back(own_shop, change):
    log_repair_order(own_shop, LOGGED)
    assert sound(own_shop)

    _behind_its_back(own_shop.store, change)

    assert [each.part for each in books.check(own_shop, CHECKS).findings] == ["orders"]


def test_check_finds_that_an_order_was_taken_away(own_shop):
    log_repair_order(own_shop, LOGGED)
    log_repair_order(own_shop, LOGGED)

    for table in ("repair_line WHERE order_key", "repair_job WHERE order_key", "repair_order WHERE key"):
        _behind_its_back(own_shop.store, f"DELETE FROM {table} = 2026000001")  # noqa: S608 (constants of this test)

    findings = books.check(own_shop, CHECKS).findings
    assert [(each.part, each.where) for each in findings] == [("orders", "RO-2026-0002")]
