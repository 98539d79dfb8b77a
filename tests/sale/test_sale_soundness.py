"""Whatever is told of a car, in whichever order: the tables say what the life tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sale_story import BUYER, VIN, arrival, contract, handing_over, pdi

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.market.market import market
from lifecycle_desk.stages.sale.arrival.usecases import (
    MoveStock,
    PutInStock,
    StorageCheck,
    log_storage_check,
    move_stock,
    put_in_stock,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result
from lifecycle_desk.stages.sale.inspection.usecases import Reinspection, reinspect, save_inspection
from lifecycle_desk.stages.sale.room import ROOM as OF_SALE
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page
from lifecycle_desk.stages.sale.stock.usecases.taking_back import TakeBackSale, take_back_sale_event
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_SALE.offered("checks"))

STEPS = {
    "stock": lambda user, on: put_in_stock(user, PutInStock(VIN, on, "Yard")),
    "check": lambda user, on: log_storage_check(user, StorageCheck(VIN, on, 12_700)),
    "move": lambda user, on: move_stock(user, MoveStock(VIN, on, f"Row {on.day}")),
    "pass": lambda user, on: save_inspection(user, pdi(on)),
    "fail": lambda user, on: save_inspection(user, pdi(on, paint=Result.FAIL)),
    "draft": lambda user, on: save_inspection(user, replace(pdi(on), draft=True)),
    "fix": lambda user, on: reinspect(user, Reinspection(VIN, on, (ItemResult("paint", Result.FIXED),))),
    "sell": lambda user, on: sell_vehicle(user, contract(on=on, price=Money(3_000_000, "AED"))),
    "cancel": lambda user, on: cancel_sale(user, CancelSale(VIN, on, "finance")),
    "register": lambda user, on: register_vehicle(user, RegisterVehicle(VIN, on, "A 12345")),
    "hand over": lambda user, on: hand_over_vehicle(user, handing_over(on=on)),
    "take back": lambda user, on: take_back_sale_event(user, TakeBackSale(told(user, on), "mistake")),
}
steps = st.lists(st.tuples(st.sampled_from(list(STEPS)), st.integers(0, 80)), min_size=5, max_size=14)


def told(user, on: date) -> int:
    """The number of one of the events, by the day."""
    lines = page(user, VIN).lines
    return lines[on.day % len(lines)].told.seq


@given(steps)
@settings(max_examples=15)
def test_the_tables_say_what_the_life_tells(tmp_path_factory, taken):
    # The Emirates: there, both the registration and the handover may move the start of the warranty.
    user = books.create(tmp_path_factory.mktemp("story") / "desk.ldk", Dealer("Desk", "AE", "en"))
    add_person(user, BUYER)
    receive_vehicle(user, arrival())
    for name, days in taken:
        try:
            STEPS[name](user, date(2026, 9, 1) + timedelta(days))
        except Objection:
            assert books.check(user, CHECKS).sound

    shown = sale_page(user, VIN)
    standing = shown.standing
    assert books.check(user, CHECKS).findings == ()
    assert shown.figures.stage is standing.stage
    assert shown.figures.warranty_started_on == market("AE").warranty_start(
        standing.handed_over_on, standing.first_registered_on, "MG"
    )
    assert (shown.contract is None) == (standing.contract is None)
    user.store.close()


def test_an_unsound_step_is_found(own_user, monkeypatch):
    from lifecycle_desk.stages.sale.stock import tables

    receive_vehicle(own_user, arrival())
    monkeypatch.setattr(tables.ROWS, "save", lambda _tx, _vin, _row: None)
    move_stock(own_user, MoveStock(VIN, date(2026, 9, 5), "Elsewhere"))

    assert [each.part for each in books.check(own_user, CHECKS).findings] == ["stock"]


@pytest.mark.parametrize("first", ["hand over", "register"])
def test_nothing_can_be_told_of_a_car_that_never_came(own_user, first):
    with pytest.raises(Objection) as refused:
        STEPS[first](own_user, date(2026, 9, 5))
    assert refused.value.rule == "unknown_vehicle"
