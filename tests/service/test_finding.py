"""Orders found again: by number, on the board, in lists, and as what the next one begins with."""

import gc
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event
from workshop import COOLING, LOGGED, OPENED, VIN, moved, opened

from lifecycle_desk.stages.service.orders.rules import states
from lifecycle_desk.stages.service.orders.rules.orders import PayType, key_of
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, IN_WORK, WAITING
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import DropOrderTemplate, OpenRepairOrder, OrderTemplate
from lifecycle_desk.stages.service.orders.usecases.templates import (
    UnknownTemplate,
    drop_order_template,
    save_order_template,
)
from lifecycle_desk.store.by_driver import DriverQuery
from lifecycle_desk.vehicle.usecases.showing import look_for

BY_DRIVER = 8  # statements for what one word means, in all rooms


def test_letters_are_sought_by_few_statements_of_the_driver_and_none_of_the_library(own_shop):
    look_for(own_shop, "press")  # each statement is worded once
    by_library, by_driver = [], []
    event.listen(own_shop.store.engine, "before_cursor_execute", lambda *given: by_library.append(given[2]))
    with own_shop.store.reading() as tx:
        tx.connection.connection.driver_connection.set_trace_callback(by_driver.append)

    look_for(own_shop, "press")

    asked = [each for each in by_driver if not each.startswith(("BEGIN", "ROLLBACK", "--"))]
    assert by_library == []
    assert 0 < len(asked) <= BY_DRIVER, asked


def test_no_statement_is_worded_so_that_sqlite_prepares_it_at_every_letter(own_shop):
    look_for(own_shop, "press")
    worded = [each._wording[0] for each in gc.get_objects() if isinstance(each, DriverQuery) and each._wording]

    assert len(worded) > BY_DRIVER / 2
    assert [each for each in worded if "LIMIT ?" in each or "LIKE ?" in each] == []


def test_orders_are_numbered_by_the_year_in_which_they_are_opened(shop):
    days = [date(2025, 12, 31), date(2026, 1, 5), date(2025, 6, 1), date(2026, 2, 1)]

    numbers = [log_repair_order(shop, replace(LOGGED, on=day)).value.number for day in days]

    assert numbers == ["RO-2025-0001", "RO-2026-0001", "RO-2025-0002", "RO-2026-0002"]
    assert list(showing.Orders(shop).keys()) == [2026_000_002, 2026_000_001, 2025_000_002, 2025_000_001]


@pytest.mark.parametrize("piece", ["RO-2026-0001", "0001", "ro-2026", "6-0001"])
def test_an_order_is_found_by_its_number_and_its_tail(own_shop, piece):
    log_repair_order(own_shop, LOGGED)

    assert [each.ref for each in look_for(own_shop, piece).hits if each.kind == "order"] == ["RO-2026-0001"]


def test_an_order_tells_search_nothing_about_people(shop):
    log_repair_order(shop, LOGGED)

    hit = next(each for each in look_for(shop, "RO-2026-0001").hits if each.kind == "order")
    assert hit.label == "RO-2026-0001 MG4 Electric"
    assert "order" not in [each.kind for each in look_for(shop, "สิริพร").hits]


def test_the_board_has_a_lane_for_each_state_and_todays_handovers(shop, stopped_clock):
    stopped_clock(datetime(2026, 11, 25, 3, tzinfo=UTC))
    log_repair_order(shop, LOGGED)  # yesterday
    log_repair_order(shop, replace(LOGGED, on=date(2026, 11, 25)))
    awaited = replace(COOLING.lines[1], awaited=True)
    soon = datetime(2026, 11, 25, 2, tzinfo=UTC)
    asked = replace(OPENED, jobs=(replace(COOLING, lines=(*COOLING.lines, awaited)),), promised=soon)
    number = opened(shop, asked).number
    moved(shop, number, IN_WORK, WAITING)
    opened(shop, OpenRepairOrder(vin=VIN))

    lanes = {lane.state: lane for lane in showing.board(shop)}

    assert [len(lanes[state].cards) for state in states.LANES] == [1, 0, 1, 0, 0, 1]
    card = lanes[WAITING].cards[0]
    assert (card.line.plate, card.line.model, card.line.owner) == ("3กข 4821", "MG4 Electric", "สิริพร ชัยสิทธิ์")
    assert (card.line.complaint, card.line.technician) == (COOLING.complaint, "Somchai Pradit")
    assert (card.load.hours, card.load.parts, card.load.awaited) == (Decimal("0.6"), 3, 1)
    assert card.load.pays == (PayType.CUSTOMER, PayType.WARRANTY)
    assert card.late
    assert lanes[WAITING].hours == Decimal("0.6")
    waiting = showing.what_waits(shop)
    assert (waiting.open, waiting.late) == (2, 1)
    assert [(each.technician, each.booked) for each in showing.day_of(shop).shares] == [
        ("Somchai Pradit", Decimal("1.2"))  # one that waits, and what was handed over today
    ]


def test_lists_show_some_columns_of_some_orders(shop):
    log_repair_order(shop, LOGGED)
    number = opened(shop).number

    listing = showing.Orders(shop, states.OPEN)
    keys = listing.keys()
    row = listing.rows(keys)[keys[0]]

    assert list(keys) == [key_of(number)]
    assert (row.state, row.owner, row.customer_pays) == (states.BOOKED, "สิริพร ชัยสิทธิ์", None)
    assert [each.state for each in showing.orders_of(shop, VIN)] == [states.BOOKED, HANDED_OVER]


def test_the_last_values_are_those_of_the_latest_order(shop):
    assert showing.last_values(shop) == showing.LastValues("", "", 115_000)

    lines = (replace(COOLING.lines[0], price=99_000),)
    log_repair_order(shop, replace(LOGGED, jobs=(replace(COOLING, lines=lines),)))

    assert showing.last_values(shop) == showing.LastValues("Somchai Pradit", "Nok Kanjana", 99_000)


def test_templates_are_kept_replaced_dropped_and_brought_back(shop):
    saved = save_order_template(shop, OrderTemplate(" Cooling ", (COOLING,))).value
    save_order_template(shop, OrderTemplate("Cooling", (COOLING, COOLING)))
    assert [(each.name, len(each.jobs)) for each in showing.templates(shop)] == [("Cooling", 2)]
    assert saved.jobs[0].lines[0].price == 115_000

    dropped = drop_order_template(shop, DropOrderTemplate("Cooling"))
    assert showing.templates(shop) == ()
    with pytest.raises(UnknownTemplate):
        drop_order_template(shop, DropOrderTemplate("Cooling"))
    undo, asked = drop_order_template.undo(dropped.value)
    undo(shop, asked)
    assert [len(each.jobs) for each in showing.templates(shop)] == [2]
