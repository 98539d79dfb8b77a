"""The list of stock as the screens ask for it, and a sale to somebody who is new."""

from dataclasses import replace
from datetime import date

import pytest
from sale_story import BUYER, VIN, arrival, contract, pdi

from lifecycle_desk.stages.sale.arrival.usecases import StorageCheck, log_storage_check, receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import (
    CancelSale,
    SellToNew,
    cancel_sale,
    sell_to_new_buyer,
    sell_vehicle,
)
from lifecycle_desk.stages.sale.inspection.rules import Result
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.stock.rules.rights import SELL
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.screens.listing import COLUMNS
from lifecycle_desk.stages.sale.stock.usecases.listing import StockBy, Waiting, waiting
from lifecycle_desk.stages.sale.stock.usecases.showing import counts, sale_page
from lifecycle_desk.vehicle.rules.contract import PriceNotPositive
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.usecases.messaging import About, addressees
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.people_shown import People

OTHER = "LGXCE4CB7R0000001"
NIRAN = replace(BUYER, name="Niran Wongsakul")


def vins(listing: StockBy) -> list[str]:
    return [each.line.vin for each in listing.rows(listing.keys()).values()]


def test_a_few_letters_find_cars_of_a_list_and_of_no_other(arrived):
    receive_vehicle(arrived, arrival(vin=OTHER, on=date(2026, 11, 20)))

    assert sorted(vins(StockBy(arrived))) == sorted([VIN, OTHER])
    assert vins(StockBy(arrived, text="PN000001")) == [VIN]
    assert vins(StockBy(arrived, StockList.READY, "PN000001")) == []
    assert list(StockBy(arrived).keys(1)) == list(StockBy(arrived).keys())[:1]


def test_a_sold_car_names_its_buyer(sold):
    (found,) = StockBy(sold).rows(StockBy(sold).keys()).values()

    assert (found.buyer, found.plate) == (BUYER.name, "")


def test_a_car_waits_by_its_check_its_open_or_failed_inspection_or_its_quarantine(arrived):
    assert waiting(arrived) == Waiting(1, overdue=1)
    log_storage_check(arrived, StorageCheck(VIN, date(2026, 11, 24)))
    assert waiting(arrived) == Waiting(0, overdue=0)

    save_inspection(arrived, replace(pdi(), results=pdi().results[:3], draft=True))
    assert counts(arrived)[StockList.WAITING] == 1
    save_inspection(arrived, pdi(paint=Result.FAIL))
    assert counts(arrived)[StockList.WAITING] == 1
    save_inspection(arrived, pdi())
    assert waiting(arrived) == Waiting(0, overdue=0)


def test_a_check_that_is_due_today_is_not_overdue(arrived):
    log_storage_check(arrived, StorageCheck(VIN, date(2026, 10, 25)))

    assert waiting(arrived) == Waiting(1, overdue=0)


def test_a_sale_to_somebody_new_is_both_or_neither(ready):
    with pytest.raises(PriceNotPositive):
        sell_to_new_buyer(ready, SellToNew(contract(price=contract().price.times(0)), NIRAN))
    assert len(People(ready).keys()) == 1

    made = sell_to_new_buyer(ready, SellToNew(contract(), NIRAN)).value
    assert sale_page(ready, VIN).contract.buyer == NIRAN
    assert made.contract == "SC-2026-0001"


def test_whoever_may_sell_may_take_in_customers():
    assert SELL.roles <= PERSON_EDIT.roles


def test_messages_about_a_car_go_to_its_buyer_while_it_is_sold_and_else_to_nobody(ready):
    assert addressees(ready, [About(VIN)]) == [None]
    sell_vehicle(ready, contract())
    other = add_person(ready, Person("Somebody Else", phone="090 555 0100")).value.number
    (found,) = addressees(ready, [About(VIN)])
    assert (found.name, found.phone) == (BUYER.name, BUYER.phone)
    assert [each.name for each in addressees(ready, [About(VIN, other), About(VIN)])] == ["Somebody Else", BUYER.name]
    cancel_sale(ready, CancelSale(VIN, date(2026, 9, 21), "changed his mind"))
    assert addressees(ready, [About(VIN)]) == [None]


def test_in_a_narrow_list_of_stock_the_vin_goes_before_place_and_days():
    turns = sorted((each for each in COLUMNS if each.gives_way), key=lambda each: each.gives_way)
    assert [str(each.title).rpartition("\x04")[2] for each in turns] == ["Sold to", "VIN", "Location", "Days in stock"]
