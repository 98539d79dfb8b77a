"""Clocks in the books: orders move those of what they carried out, and move them back; readings move the day."""

from datetime import date

import pytest
from maintained import as_dict, change, check, dues, row, serviced
from sqlalchemy import text
from workshop import VIN, handed_over, moved, sheet_of, undone

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.schedules.rules import By
from lifecycle_desk.schedules.usecases.schedules import ItemNotScheduled, RecordService, record_service
from lifecycle_desk.stages.service.due.usecases import BookService, book_service
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import correct_repair_order, log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import CorrectRepairOrder, HandOverRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order
from lifecycle_desk.vehicle.usecases.life import (
    ReadOdometer,
    TakeBack,
    read_odometer,
    take_back,
)


def test_an_order_moves_the_clocks_of_exactly_what_it_carried_out(dealer):
    serviced(dealer, date(2026, 3, 20), 18_000, "visit", "cabin_filter")

    assert dues(dealer) == {
        "visit": (date(2027, 3, 20), 38_000),
        "cabin_filter": (date(2027, 3, 20), 38_000),
        "brake_fluid": (date(2027, 3, 31), None),
    }
    serviced(dealer, date(2026, 4, 2), 18_500, "brake_fluid")
    assert dues(dealer)["brake_fluid"] == (date(2028, 4, 2), None)
    assert dues(dealer)["visit"] == (date(2027, 3, 20), 38_000)
    assert check(dealer) == ()


def test_an_order_without_items_of_the_schedule_moves_no_clock(dealer):
    before = dues(dealer)
    handed_over(dealer)
    assert dues(dealer) == before
    assert check(dealer) == ()


def test_an_open_order_moves_no_clock_until_it_is_handed_over(dealer):
    number = book_service(dealer, BookService(VIN)).value.number
    before = dues(dealer)
    moved(dealer, number, IN_WORK, CHECK, READY)
    assert dues(dealer) == before

    order = showing.order(dealer, number)
    jobs = tuple(Job(**{**as_dict(job), "correction": "Done."}) for job in order.order.sheet.jobs)
    change(dealer, number, jobs)
    made = hand_over_repair_order(dealer, HandOverRepairOrder(number=number, odometer_out=Distance(21_000))).value

    assert dues(dealer)["visit"] == (date(2027, 11, 25), 41_000)
    assert dues(dealer)["brake_fluid"] == (date(2028, 11, 25), None)
    assert row(dealer).forecast_on == date(2027, 11, 25)

    undone(dealer, hand_over_repair_order, made)
    assert dues(dealer) == before
    assert row(dealer).forecast_on == date(2026, 3, 31)
    assert check(dealer) == ()


def test_correcting_an_order_moves_its_clocks_back_and_forth(dealer):
    made = serviced(dealer, date(2026, 3, 20), 18_000, "visit", "cabin_filter", "brake_fluid")
    order = showing.order(dealer, made.number).order

    fewer = (Job(**{**as_dict(order.sheet.jobs[0]), "service": ("visit",)}),)
    correct_repair_order(
        dealer,
        CorrectRepairOrder(
            number=made.number,
            revision=order.revision,
            why="The fluid was not replaced",
            on=date(2026, 3, 21),
            **sheet_of(dealer, made.number, jobs=fewer),
        ),
    )

    assert dues(dealer) == {
        "visit": (date(2027, 3, 21), 38_000),
        "cabin_filter": (date(2026, 3, 31), 20_000),
        "brake_fluid": (date(2027, 3, 31), None),
    }
    assert row(dealer).item == "cabin_filter"
    assert check(dealer) == ()


def test_an_order_that_is_taken_back_was_never_there(dealer):
    before = row(dealer)
    made = serviced(dealer, date(2026, 3, 20), 18_000, "visit", "cabin_filter", "brake_fluid")
    assert row(dealer) != before

    undone(dealer, log_repair_order, made)

    assert row(dealer) == before
    assert check(dealer) == ()


def test_a_reading_moves_the_day_that_is_forecast_and_it_stays_until_the_next(dealer, tomorrow):
    read_odometer(dealer, ReadOdometer(VIN, date(2025, 5, 30), Distance(6_010)))  # 100 km a day

    assert (row(dealer).forecast_on, row(dealer).by) == (date(2025, 10, 17), By.KM)
    before = row(dealer)
    tomorrow(date(2027, 1, 1))
    assert row(dealer) == before
    assert check(dealer) == ()


def test_a_reading_that_is_taken_back_moves_it_back(dealer):
    before = row(dealer)
    made = read_odometer(dealer, ReadOdometer(VIN, date(2025, 5, 30), Distance(6_010))).value
    take_back(dealer, TakeBack(made.event, "mistyped"))
    assert row(dealer) == before


def test_a_service_elsewhere_moves_clocks_too_and_is_taken_back(dealer):
    before = dues(dealer)
    made = record_service(
        dealer, RecordService(VIN, date(2026, 3, 1), Distance(17_000), authorised=False, workshop="Somchai Garage")
    ).value

    assert dues(dealer)["visit"] == (date(2027, 3, 1), 37_000)
    assert dues(dealer)["cabin_filter"] == (date(2027, 3, 1), 37_000)
    assert dues(dealer)["brake_fluid"] == before["brake_fluid"]
    take_back(dealer, TakeBack(made.event, "another car's"))
    assert dues(dealer) == before
    assert check(dealer) == ()


def test_an_item_that_no_schedule_has_is_refused_with_its_place(dealer):
    with pytest.raises(ItemNotScheduled) as refused:
        record_service(dealer, RecordService(VIN, date(2026, 3, 1), items=("visit", "flux capacitor")))
    assert refused.value.at == "items[1]"


def test_what_is_kept_wrong_is_found(dealer):
    with dealer.store.writing() as tx:
        tx.connection.execute(text("UPDATE vehicle_due SET forecast_on = '2030-01-01'"))
    assert [each.part for each in check(dealer)] == ["due"]


def test_an_order_keeps_its_items_and_the_check_sees_where_they_differ(dealer):
    made = serviced(dealer, date(2026, 3, 20), 18_000, "visit", "cabin_filter")
    assert showing.order(dealer, made.number).order.sheet.jobs[0].service == ("visit", "cabin_filter")
    with dealer.store.writing() as tx:
        tx.connection.execute(text("DELETE FROM repair_job_item WHERE item = 'visit'"))
    assert [each.part for each in check(dealer)] == ["orders"]
