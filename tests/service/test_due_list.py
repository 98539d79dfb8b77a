"""The list of what is due: whom to call, put off, booked as an order, and when reminders stop."""

from datetime import date
from decimal import Decimal

import pytest
from maintained import OTHER, SOLD, check, row, serviced
from workshop import VIN, undone

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.rules import DueList
from lifecycle_desk.schedules.usecases.schedules import SnoozeDue, SnoozeOutOfRange, snooze_due
from lifecycle_desk.schedules.usecases.snoozing import SnoozeSeveral, UndoSnoozes, snooze_several, undo_snoozes
from lifecycle_desk.stages.recycling.end.usecases.deciding import (
    RecordExport,
    RecordFound,
    RecordTheft,
    record_export,
    record_found,
    record_theft,
)
from lifecycle_desk.stages.service.due import usecases as listed
from lifecycle_desk.stages.service.due.usecases import (
    BookService,
    DueCars,
    ListDue,
    book_service,
    due_car,
    due_counts,
    list_due,
)
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import TakeInTrade, take_in_trade
from lifecycle_desk.vehicle.rules.life import UnknownEvent, UnknownVehicle
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    RecordOwner,
    add_vehicle,
    record_owner,
)
from lifecycle_desk.vehicle.usecases.people import Person, add_person
from lifecycle_desk.vehicle_file.usecases import shown

THIRD = "LGXCE4CB3R0000077"


def test_a_reminder_is_put_off_and_comes_back_by_itself(dealer, tomorrow):
    snooze_due(dealer, SnoozeDue(VIN, date(2026, 12, 9), "is abroad"))
    assert due_counts(dealer)[DueList.SNOOZED] == 1
    assert due_counts(dealer)[DueList.OVERDUE] == 0
    assert list(DueCars(dealer, DueList.SNOOZED).keys())
    assert check(dealer) == ()

    tomorrow(date(2026, 12, 9))

    assert due_counts(dealer)[DueList.SNOOZED] == 0
    assert due_counts(dealer)[DueList.OVERDUE] == 1


def test_snoozed_cars_stand_behind_all_others_the_soonest_to_come_back_first(own_dealer):
    car = Description("BYD", "Seal", energy=Energy.BEV)
    for vin in (OTHER, THIRD):
        add_vehicle(own_dealer, AddVehicle(vin, SOLD, car, None, Distance(5), first_registered_on=SOLD))
    with own_dealer.store.reading() as tx:
        numbers = {vin: schedule_rows.due(tx, vin).number for vin in (VIN, OTHER, THIRD)}
    by_day = list(DueCars(own_dealer).keys())
    assert by_day[0] == numbers[VIN]
    snooze_due(own_dealer, SnoozeDue(VIN, date(2026, 12, 9)))
    snooze_due(own_dealer, SnoozeDue(THIRD, date(2026, 12, 2)))
    expected = [numbers[OTHER], numbers[THIRD], numbers[VIN]]
    assert list(DueCars(own_dealer).keys()) == expected
    assert [list(DueCars(own_dealer).keys(most)) for most in (1, 2)] == [expected[:1], expected[:2]]
    assert [each.vin for each in list_due(own_dealer, ListDue()).value.cars] == [OTHER, THIRD, VIN]


def test_a_reminder_is_taken_up_again_by_hand_by_undoing_and_by_a_service(dealer):
    made = snooze_due(dealer, SnoozeDue(VIN, date(2026, 12, 9))).value
    snooze_due(dealer, SnoozeDue(VIN, None))
    assert row(dealer).snoozed_until is None
    snooze_due(dealer, SnoozeDue(VIN, date(2026, 12, 24)))
    undo, asked = snooze_due.undo(made)
    undo(dealer, asked)
    assert row(dealer).snoozed_until == date(2026, 12, 24)
    serviced(dealer, date(2026, 11, 25), 18_000, "visit")
    assert row(dealer).snoozed_until is None


@pytest.mark.parametrize("until", [date(2026, 11, 25), date(2026, 11, 1), date(2027, 11, 27)])
def test_a_reminder_is_not_put_off_into_the_past_or_for_ever(dealer, until):
    with pytest.raises(SnoozeOutOfRange):
        snooze_due(dealer, SnoozeDue(VIN, until))


def test_reminders_stop_for_a_car_that_leaves_the_market_and_begin_again_if_it_did_not(dealer):
    made = record_export(dealer, RecordExport(VIN, date(2026, 11, 20), "LA", "EX-1")).value
    assert row(dealer) is None
    assert due_car(dealer, VIN) is None
    assert shown(dealer, VIN)["due"] == []
    undo, asked = record_export.undo(made)
    undo(dealer, asked)
    assert row(dealer) is not None
    assert check(dealer) == ()


def test_reminders_stop_for_a_car_that_was_stolen_until_it_is_found(dealer):
    record_theft(dealer, RecordTheft(VIN, date(2026, 11, 20), "Thonglor police", "77/2569"))
    assert row(dealer) is None
    record_found(dealer, RecordFound(VIN, date(2026, 11, 23), "78/2569"))
    assert row(dealer) is not None


def test_reminders_stop_for_a_car_that_its_owner_gives_in_payment(dealer):
    take_in_trade(dealer, TakeInTrade(VIN, date(2026, 11, 20), Distance(18_000)))
    assert row(dealer) is None
    assert check(dealer) == ()


def test_a_car_that_changes_hands_is_the_next_owners_to_bring(dealer):
    buyer = add_person(dealer, Person("Nok Kanjana", phone="089 555 0199")).value.number
    record_owner(dealer, RecordOwner(VIN, buyer, date(2026, 11, 1)))
    assert due_car(dealer, VIN).owner.name == "Nok Kanjana"


def test_booking_opens_an_order_with_items_hours_parts_and_torques(dealer):
    made = book_service(dealer, BookService(VIN)).value

    [job] = showing.order(dealer, made.number).order.sheet.jobs
    assert job.complaint == "Minor service no. 1"
    assert job.cause == "MG4, by the booklet\nCabin filter: Replace; Brake fluid: Replace (Bleed screws 10 Nm)"
    assert job.service == ("visit", "cabin_filter", "brake_fluid")
    assert [(line.kind, line.code, line.hours, line.price) for line in job.lines] == [
        (LineKind.LABOUR, "", Decimal("1.2"), 115_000),
        (LineKind.LABOUR, "", Decimal("0.5"), 115_000),
        (LineKind.PART, "DOT4-1", None, 45_000),
    ]
    assert due_car(dealer, VIN).line.order == made.number
    assert undone(dealer, book_service, made).state == "cancelled"


def test_booking_takes_only_the_items_that_are_meant_and_refuses_where_nothing_is_asked_for(dealer):
    made = book_service(dealer, BookService(VIN, items=("brake_fluid",))).value
    [job] = showing.order(dealer, made.number).order.sheet.jobs
    assert (job.complaint, job.service) == ("Brake fluid: Replace", ("brake_fluid",))
    add_vehicle(dealer, AddVehicle(OTHER, SOLD, Description("Unheard", "Of")))
    with pytest.raises(listed.NothingDue):
        book_service(dealer, BookService(OTHER))


def test_the_list_finds_by_letters_and_shows_whom_to_call(dealer):
    cars = DueCars(dealer, text="4821")
    [line] = cars.rows(cars.keys()).values()
    assert (line.owner, line.phone, line.days) == ("สิริพร ชัยสิทธิ์", "089 555 0177", -239)
    assert list(DueCars(dealer, text="nothing").keys()) == []


def test_show_tells_what_is_due_with_the_reason(dealer):
    found = {each["what"]: each for each in shown(dealer, VIN)["due"]}
    assert (found["visit"]["on"], found["visit"]["at_km"]) == (date(2026, 3, 31), 20_000)
    assert (found["brake_fluid"]["on"], found["brake_fluid"]["at_km"]) == (date(2027, 3, 31), None)
    assert found["visit"]["why"].facts["n"] == 12


def test_the_list_is_given_to_other_programs_with_its_counts(dealer):
    found = list_due(dealer, ListDue(DueList.OVERDUE)).value
    [car] = found.cars
    assert (car.vin, car.what, car.on, car.at_km, car.expected_on, car.days) == (
        VIN,
        "visit",
        date(2026, 3, 31),
        20_000,
        date(2026, 3, 31),
        -239,
    )
    assert found.counts == {"overdue": 1, "soon": 0, "later": 0, "snoozed": 0}
    assert list_due(dealer, ListDue(DueList.SOON)).value.cars == ()


@pytest.mark.parametrize(
    ("today", "which"),
    [
        (date(2026, 2, 28), DueList.LATER),
        (date(2026, 3, 1), DueList.SOON),
        (date(2026, 3, 31), DueList.SOON),
        (date(2026, 4, 1), DueList.OVERDUE),
    ],
)
def test_a_car_moves_from_list_to_list_as_days_go_by_and_nothing_is_written(dealer, tomorrow, today, which):
    kept = row(dealer)
    tomorrow(today)
    assert [each for each, count in due_counts(dealer).items() if count] == [which]
    assert row(dealer) == kept


def test_reminders_of_several_cars_are_put_off_and_undone_as_one(dealer):
    until = date(2026, 12, 9)
    car = Description("BYD", "Seal", energy=Energy.BEV)
    add_vehicle(dealer, AddVehicle(OTHER, SOLD, car, "1กข 1", Distance(5), first_registered_on=SOLD))
    done = snooze_several(dealer, SnoozeSeveral((VIN, OTHER, VIN), until, "closed over the holidays"))
    assert len(done.value.events) == 2
    assert due_counts(dealer)[DueList.SNOOZED] == 2
    assert check(dealer) == ()

    undone(dealer, snooze_several, done.value)

    assert due_counts(dealer)[DueList.SNOOZED] == 0
    assert check(dealer) == ()


def test_of_several_reminders_all_are_put_off_or_none(dealer):
    with pytest.raises(UnknownVehicle):
        snooze_several(dealer, SnoozeSeveral((VIN, "LSJWH4095PN999999"), date(2026, 12, 9)))
    assert due_counts(dealer)[DueList.SNOOZED] == 0
    with pytest.raises(SnoozeOutOfRange):
        snooze_several(dealer, SnoozeSeveral((VIN,), date(2030, 12, 9)))


def test_undoing_put_off_reminders_touches_no_other_event(dealer):
    with pytest.raises(UnknownEvent):
        undo_snoozes(dealer, UndoSnoozes((1,)))
