"""A car's way from the ship to its owner, on both engines."""

from datetime import date

import pytest
from sale_story import SIGNATURE, VIN, arrival, contract, handing_over, pdi

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.sale.arrival.usecases import (
    MoveStock,
    PutInStock,
    StorageCheck,
    log_storage_check,
    move_stock,
    put_in_stock,
)
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, Result
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.room import ROOM as OF_SALE
from lifecycle_desk.stages.sale.stock.rules import status
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock, counts, sale_page
from lifecycle_desk.stages.sale.stock.usecases.taking_back import TakeBackSale, take_back_sale_event
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.resting import RestsOnThis
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import look_for, page

CHECKS = tuple(OF_SALE.offered("checks"))


def stage(user) -> Stage:
    return page(user, VIN).figures.stage


def sound(user) -> bool:
    return books.check(user, CHECKS).sound


def test_from_the_ship_to_the_owner(arrived):
    stages = [stage(arrived)]
    put_in_stock(arrived, PutInStock(VIN, date(2026, 9, 3), "Yard B, row 4"))
    stages.append(stage(arrived))
    inspected = save_inspection(arrived, pdi()).value
    stages.append(stage(arrived))
    signed = sell_vehicle(arrived, contract()).value
    stages.append(stage(arrived))
    register_vehicle(arrived, RegisterVehicle(VIN, date(2026, 9, 28), "3กข 4821", "DLT Bangkok", "AB-1"))
    handed = hand_over_vehicle(arrived, handing_over()).value
    stages.append(stage(arrived))

    figures = page(arrived, VIN).figures
    assert stages == [Stage.ARRIVED, Stage.IN_STOCK, Stage.READY, Stage.SOLD, Stage.IN_USE]
    assert inspected.state is InspectionState.PASSED
    assert signed.contract == "SC-2026-0001"
    assert (figures.owner, figures.owner_since, figures.plate) == (1, date(2026, 10, 1), "3กข 4821")
    assert (figures.arrived_on, figures.sold_on) == (date(2026, 9, 1), date(2026, 9, 20))
    assert figures.first_registered_on == date(2026, 9, 28)
    assert handed.warranty_started_on == figures.warranty_started_on == date(2026, 10, 1)
    assert figures.odometer_km == 25
    assert sound(arrived)


def test_the_page_shows_everything_as_it_was_told(sold):
    register_vehicle(sold, RegisterVehicle(VIN, date(2026, 9, 28), "3กข 4821", place="Bangkok"))
    hand_over_vehicle(sold, handing_over(receiver="ใจดี (บุตร)"))

    shown = sale_page(sold, VIN.lower())
    assert shown.arrival.said == arrival(vin=VIN, description=shown.arrival.said.description)
    assert shown.stocked.said.location == "Yard B, row 4"
    assert [each.found.state for each in shown.inspections] == [InspectionState.PASSED]
    assert shown.inspections[0].said.results == pdi().results
    assert (shown.contract.buyer.name, shown.contract.agreed.amounts.total) == ("สมชาย ใจดี", Money(98_990_000, "THB"))
    assert shown.registration.said.place == "Bangkok"
    assert shown.handover.said.accessories == ("Floor mats", "Warning triangle")
    assert (shown.handover.said.receiver, shown.handover.said.signature) == ("ใจดี (บุตร)", SIGNATURE)
    assert [type(each) for each in shown.blocks] == [handover.HandedOverAlready]


def test_the_catalogue_completes_what_is_not_described(arrived):
    description = page(arrived, VIN).description

    assert description["energy"] == "BEV"
    assert description["colour"] == "Arctic White"
    assert description["usable_wh"] == 61_700


def test_a_signature_is_gone_with_its_owner_and_the_books_stay_sound(sold):
    hand_over_vehicle(sold, handing_over())
    erase_person(sold, ErasePerson(1, "asked for it"))

    shown = sale_page(sold, VIN)
    assert (shown.handover.said.signature, shown.handover.said.receiver, shown.contract.buyer) == ((), "", None)
    assert sound(sold)
    if path := sold.store.path:
        assert b"[[[0,40]" not in path.read_bytes()


def test_the_list_of_stock_shows_what_waits(ready):
    (line,) = Stock(ready).rows(Stock(ready).keys()).values()

    assert (line.vin, line.name, line.location) == (VIN, "MG4 Electric 64 kWh", "Yard B, row 4")
    assert (line.days, line.next_check_on, line.check_due) == (85, date(2026, 10, 3), True)
    found = counts(ready)
    assert (found[StockList.ALL], found[StockList.READY], found[StockList.CHECK_DUE]) == (1, 1, 1)
    assert (found[StockList.TO_INSPECT], found[StockList.SOLD], found[StockList.QUARANTINE]) == (0, 0, 0)
    for which in StockList:
        assert len(Stock(ready, which).keys()) == counts(ready)[which]


def test_a_storage_check_puts_the_next_one_a_month_off(ready):
    log_storage_check(ready, StorageCheck(VIN, date(2026, 10, 31), 12_700, 50, 260, moved=True))
    move_stock(ready, MoveStock(VIN, date(2026, 11, 2), "Showroom"))

    (line,) = Stock(ready).rows(Stock(ready).keys()).values()
    assert (line.next_check_on, line.check_due, line.location) == (date(2026, 11, 30), False, "Showroom")
    assert sale_page(ready, VIN).checks[0].said.tyre_kpa == 260
    assert sound(ready)


def test_a_car_that_is_handed_over_leaves_the_stock(sold):
    hand_over_vehicle(sold, handing_over())

    assert list(Stock(sold).keys()) == []
    with pytest.raises(handover.HandedOverAlready):
        move_stock(sold, MoveStock(VIN, date(2026, 11, 2), "Showroom"))
    assert "vehicle" in [each.kind for each in look_for(sold, "ใจดี").hits]


def test_a_cancelled_sale_frees_the_car_and_keeps_its_number(sold):
    cancel_sale(sold, CancelSale(VIN, date(2026, 9, 25), "finance refused"))
    figures = page(sold, VIN).figures
    again = sell_vehicle(sold, contract(on=date(2026, 9, 30))).value

    assert (figures.stage, figures.sold_on) == (Stage.READY, None)
    assert again.contract == "SC-2026-0002"
    assert sound(sold)


def test_steps_are_taken_back_from_the_last_to_the_first(sold):
    handed = hand_over_vehicle(sold, handing_over()).value
    sale = sale_page(sold, VIN).contract.seq
    with pytest.raises(RestsOnThis) as refused:
        take_back_sale_event(sold, TakeBackSale(sale, "wrong buyer"))
    assert [each.event for each in refused.value.later] == [handed.event]

    take_back_sale_event(sold, TakeBackSale(handed.event, "wrong day"))
    figures = page(sold, VIN).figures
    assert (figures.stage, figures.owner, figures.warranty_started_on) == (Stage.SOLD, None, None)
    assert figures.handed_over_on is None
    take_back_sale_event(sold, TakeBackSale(sale, "wrong buyer"))
    assert (stage(sold), page(sold, VIN).figures.sold_on) == (Stage.READY, None)
    assert sound(sold)
    assert hand_over_again(sold).handed_over_on == date(2026, 10, 1)


def hand_over_again(user):
    sell_vehicle(user, contract())
    hand_over_vehicle(user, handing_over())
    return page(user, VIN).figures


def test_what_is_taken_back_is_not_taken_back_twice_and_arrivals_stay(sold):
    checked = log_storage_check(sold, StorageCheck(VIN, date(2026, 10, 3), 12_700)).value.event
    take_back_sale_event(sold, TakeBackSale(checked, "other car"))
    with pytest.raises(life.EventCorrected):
        take_back_sale_event(sold, TakeBackSale(checked, "again"))
    with pytest.raises(status.NotTakenBack):
        take_back_sale_event(sold, TakeBackSale(sale_page(sold, VIN).arrival.seq, "never came"))
    with pytest.raises(life.ReasonMissing):
        take_back_sale_event(sold, TakeBackSale(checked, " "))
    assert sound(sold)


def test_every_undo_leaves_what_was_there(ready):
    before = (page(ready, VIN).figures, sale_page(ready, VIN).standing)
    for verb, asked in (
        (log_storage_check, StorageCheck(VIN, date(2026, 10, 3), 12_700)),
        (move_stock, MoveStock(VIN, date(2026, 10, 4), "Showroom")),
        (save_inspection, pdi(date(2026, 10, 5), paint=Result.FAIL)),
        (register_vehicle, RegisterVehicle(VIN, date(2026, 10, 6), "3กข 4821")),
        (sell_vehicle, contract(on=date(2026, 10, 7))),
    ):
        undo, request = verb.undo(verb(ready, asked).value)
        undo(ready, request)
        assert (page(ready, VIN).figures, sale_page(ready, VIN).standing) == before
    assert sound(ready)


def test_an_entry_that_comes_late_is_settled(arrived):
    """The car was inspected on the 10th, the yard writes on the 25th that it came to stock on the 20th."""
    put_in_stock(arrived, PutInStock(VIN, date(2026, 9, 20), "Yard B"))
    save_inspection(arrived, pdi())

    assert stage(arrived) is Stage.READY
    assert [each.told.kind for each in page(arrived, VIN).lines][-1] == "sale.settled"
    assert sound(arrived)


def test_the_check_finds_a_row_that_says_something_else(sold):
    from sqlalchemy import text

    with sold.store.writing() as tx:
        tx.connection.execute(text("UPDATE sale_stock SET location = 'elsewhere'"))
        tx.connection.execute(text("UPDATE sale_contract SET ordinal = 2"))

    assert {(each.part, each.where) for each in books.check(sold, CHECKS).findings} == {
        ("stock", VIN),
        ("contracts", "SC-2026-0001"),
    }


def test_odometers_are_judged_on_their_way_in(sold):
    done = hand_over_vehicle(sold, handing_over(odometer=Distance(2)))

    assert [isinstance(each, OddReading) for each in done.warnings] == [True]
