"""The diary: booked, moved, confirmed, missed, undone; overbooking is told and an arrival opens the order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from campaign_books import take_in, written
from workshop import VIN, with_car

from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.clocks.usecases import SetHours, set_technician_hours
from lifecycle_desk.stages.service.diary.rules.appointments import (
    ARRIVED,
    BOOKED,
    CANCELLED,
    CONFIRMED,
    NO_SHOW,
    AppointmentChangedMeanwhile,
    AppointmentFixed,
    AppointmentInThePast,
    AppointmentMoveNotAllowed,
    NotYetTheDay,
    UnknownAppointment,
    WorkKind,
)
from lifecycle_desk.stages.service.diary.rules.load import (
    BayTaken,
    ClosedFor,
    ClosedThen,
    CourtesyCarTaken,
    OutsideOpeningHours,
    TechnicianBusy,
    TechnicianOverbooked,
)
from lifecycle_desk.stages.service.diary.rules.resources import ResourceKind
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT
from lifecycle_desk.stages.service.diary.usecases.arriving import OrderGoesOn, jobs_at_arrival, mark_arrived
from lifecycle_desk.stages.service.diary.usecases.booking import (
    book_appointment,
    cancel_appointment,
    change_appointment,
    confirm_appointment,
    mark_no_show,
    move_appointment,
    reopen_appointment,
)
from lifecycle_desk.stages.service.diary.usecases.checks import CHECKS
from lifecycle_desk.stages.service.diary.usecases.listing import (
    AppointmentList,
    Appointments,
    ListAppointments,
    appointment_counts,
    list_appointments,
    still_to_come,
)
from lifecycle_desk.stages.service.diary.usecases.requests import (
    BookAppointment,
    CancelAppointment,
    ChangeAppointment,
    ConfirmAppointment,
    MarkArrived,
    MarkNoShow,
    MoveAppointment,
    ReopenAppointment,
)
from lifecycle_desk.stages.service.diary.usecases.setup import (
    SaveResource,
    SetOpeningHours,
    save_resource,
    set_opening_hours,
)
from lifecycle_desk.stages.service.diary.usecases.showing import (
    appointment_card,
    appointments_of_car,
    booking_form,
    diary_days,
)
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK, OrderState
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.vehicle.rules.people import Person, PersonErased
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.usecases.access import ExportPerson, export_person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.waiting import what_waits

TUESDAY, NOW = date(2026, 11, 24), datetime(2026, 11, 24, 3, tzinfo=UTC)  # 10:00 in Bangkok
AT_NINE = BookAppointment(
    on=TUESDAY, start=540, tenths=15, work=WorkKind.REPAIR, vin=VIN, technician="somchai", note="Blows warm air"
)


@pytest.fixture
def diary(stocked_anywhere, stopped_clock) -> UserSession:
    """A workshop with a technician, a bay and a courtesy car, on a Tuesday morning."""
    stopped_clock(NOW)
    return stocked_anywhere(_diary)


def _diary(user: UserSession) -> None:
    shop = with_car(user)
    take_on(shop, Member("somchai", "Somchai Pradit", Role.TECHNICIAN))
    save_resource(shop, SaveResource(ResourceKind.BAY, " Bay  1 "))
    save_resource(shop, SaveResource(ResourceKind.COURTESY_CAR, "MG 3 กข 1"))


def booked(user, asked=AT_NINE, **changes):
    return book_appointment(user, replace(asked, **changes))


def told(done) -> list[type]:
    return [type(each) for each in done.warnings]


def undone(user, command, done):
    back, asked = command.undo(done.value)
    return back(user, asked)


def of(user, number=1):
    return appointment_card(user, number).shown.of


def sound(user) -> bool:
    return books.check(user, CHECKS).findings == ()


def test_an_appointment_takes_the_owner_and_the_technicians_name_and_stands_in_its_day(diary):
    done = booked(diary)
    assert (done.value.number, done.value.state, done.warnings) == (1, BOOKED, ())
    page = diary_days(diary, TUESDAY)
    (shown,) = page.days[0].shown
    assert (shown.customer, shown.plate, shown.of.technician) == ("สิริพร ชัยสิทธิ์", "3กข 4821", "Somchai Pradit")
    (load,) = page.days[0].load.technicians
    assert (load.name, load.booked, load.present, load.is_over) == ("Somchai Pradit", Decimal("1.5"), 8, False)
    assert (page.today, page.minute) == (TUESDAY, 600)
    assert [each.number for each in appointments_of_car(diary, VIN)] == [1]
    assert sound(diary)


def test_overbooking_and_double_booking_are_told_and_never_refused(diary):
    booked(diary, bay="Bay 1", courtesy_car="MG 3 กข 1", tenths=50)
    second = booked(diary, start=600, bay="Bay 1", courtesy_car="MG 3 กข 1", tenths=40)
    assert told(second) == [TechnicianBusy, BayTaken, CourtesyCarTaken, TechnicianOverbooked]
    assert second.warnings[3].booked == Decimal("9.0")
    assert all(each.meets for each in diary_days(diary, TUESDAY).days[0].shown)


def test_closed_days_and_hours_outside_opening_are_told(diary):
    assert told(booked(diary, start=420)) == [OutsideOpeningHours]
    assert told(booked(diary, on=date(2026, 11, 29), technician="")) == [ClosedThen]
    new_year = booked(diary, on=date(2027, 1, 1), technician="")
    assert told(new_year)[0] is ClosedFor
    assert told(booked(diary, on=date(2026, 11, 23)))[0] is AppointmentInThePast


def test_a_technician_who_is_away_is_overbooked_by_the_first_hour(diary):
    set_technician_hours(diary, SetHours("somchai", Decimal(0), TUESDAY))
    assert told(booked(diary)) == [TechnicianOverbooked]


def test_a_move_is_told_and_undone_and_what_is_over_stays_where_it_was(diary):
    booked(diary)
    moved = move_appointment(diary, MoveAppointment(number=1, start=606, on=date(2026, 11, 25), technician=""))
    assert (of(diary).start, of(diary).technician, of(diary).revision) == (606, "", 2)
    undone(diary, move_appointment, moved)
    assert (of(diary).on, of(diary).start, of(diary).technician) == (TUESDAY, 540, "Somchai Pradit")
    cancel_appointment(diary, CancelAppointment(1))
    with pytest.raises(AppointmentFixed):
        move_appointment(diary, MoveAppointment(number=1, start=0))
    assert sound(diary)


def test_an_edit_of_an_older_version_is_refused_and_one_is_undone_whole(diary):
    booked(diary)
    asked = ChangeAppointment(
        number=1, revision=1, on=TUESDAY, start=600, tenths=20, work=WorkKind.TYRES, vin=VIN, note="Winter tyres"
    )
    done = change_appointment(diary, asked)
    assert (of(diary).work, of(diary).note) == (WorkKind.TYRES, "Winter tyres")
    with pytest.raises(AppointmentChangedMeanwhile):
        change_appointment(diary, asked)
    undone(diary, change_appointment, done)
    assert (of(diary).work, of(diary).note, of(diary).tenths) == (WorkKind.REPAIR, "Blows warm air", 15)


def test_states_go_their_way_and_back(diary):
    made = booked(diary)
    confirmed = confirm_appointment(diary, ConfirmAppointment(1))
    assert confirmed.value.state is CONFIRMED
    missed = mark_no_show(diary, MarkNoShow(1))
    assert missed.value.state is NO_SHOW
    assert undone(diary, mark_no_show, missed).value.state is CONFIRMED
    assert undone(diary, confirm_appointment, confirmed).value.state is BOOKED
    gone = undone(diary, book_appointment, made)
    assert gone.value.state is CANCELLED
    assert undone(diary, cancel_appointment, gone).value.state is BOOKED
    with pytest.raises(AppointmentMoveNotAllowed):
        reopen_appointment(diary, ReopenAppointment(1, BOOKED))
    assert sound(diary)


def test_nobody_misses_an_appointment_that_is_still_to_come_and_no_shows_are_counted(diary):
    booked(diary, on=TUESDAY + timedelta(days=1))
    with pytest.raises(NotYetTheDay):
        mark_no_show(diary, MarkNoShow(1))
    for number in (2, 3):
        booked(diary)
        mark_no_show(diary, MarkNoShow(number))
    assert appointment_card(diary, 1).shown.no_shows == 2
    assert diary_days(diary, TUESDAY).days[0].load.whole.booked == 0


def test_an_arrival_opens_the_order_with_all_that_is_known_and_is_undone_with_it(diary):
    booked(diary)
    done = mark_arrived(diary, MarkArrived(1))
    assert done.value.state is ARRIVED
    sheet = order(diary, done.value.order).order.sheet
    assert (sheet.technician, [job.complaint for job in sheet.jobs]) == ("Somchai Pradit", ["Blows warm air"])
    assert sheet.customer is not None
    assert sheet.promised == datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    assert undone(diary, mark_arrived, done).value.state is BOOKED
    assert order(diary, done.value.order).order.state is OrderState.CANCELLED
    assert of(diary).order_key is None
    assert sound(diary)


def test_an_arrival_whose_order_went_on_is_not_undone(diary):
    booked(diary)
    done = mark_arrived(diary, MarkArrived(1))
    move_repair_order(diary, MoveRepairOrder(done.value.order, IN_WORK))
    with pytest.raises(OrderGoesOn):
        undone(diary, mark_arrived, done)
    assert of(diary).state is ARRIVED


def test_a_car_that_nobody_knows_arrives_without_an_order_and_with_one_once_it_is_known(diary):
    booked(diary, vin=None, car="กท 55", customer=Person("Anan", phone="081 555 0199"))
    assert appointment_card(diary, 1).owner.name == "Anan"
    assert mark_arrived(diary, MarkArrived(1)).value.order == ""
    booked(diary, vin=None, car="กท 55", technician="")
    assert mark_arrived(diary, MarkArrived(2, VIN)).value.order == "RO-2026-0001"
    booked(diary, work=WorkKind.DELIVERY)
    assert mark_arrived(diary, MarkArrived(3)).value.order == ""
    booked(diary, on=date(2026, 11, 25))
    with pytest.raises(NotYetTheDay):
        mark_arrived(diary, MarkArrived(4))


def test_a_car_tells_that_it_is_expected(diary):
    booked(diary, on=date(2026, 11, 26))
    booked(diary, on=date(2026, 11, 20))
    (said,) = what_waits(diary, VIN)
    assert said.facts["day"] == date(2026, 11, 26)


def test_an_erased_customer_leaves_no_words_in_the_diary_and_is_given_them_before(diary):
    booked(diary, car="Anan's own", customer=Person("Anan"))
    who = of(diary).customer
    given = export_person(diary, ExportPerson(who)).value.held["appointments"]
    assert given[0]["note"] == "Blows warm air"
    erase_person(diary, ErasePerson(who, "asked for it"))
    assert (of(diary).note, of(diary).car, appointment_card(diary, 1).owner) == ("", "", None)
    with pytest.raises(PersonErased):
        booked(diary, customer=who)
    assert sound(diary)


def test_lists_hold_what_they_say_and_letters_find_cars_and_people(diary):
    booked(diary)
    booked(diary, on=date(2026, 11, 25), vin=None, car="x")
    booked(diary, on=date(2026, 11, 20), vin=None, car="y")
    confirm_appointment(diary, ConfirmAppointment(2))
    mark_no_show(diary, MarkNoShow(3))
    lists = {which: list(Appointments(diary, which).keys()) for which in AppointmentList}
    assert lists == {
        AppointmentList.TODAY: [1],
        AppointmentList.TOMORROW: [2],
        AppointmentList.COMING: [1, 2],
        AppointmentList.UNCONFIRMED: [1],
        AppointmentList.NO_SHOWS: [3],
        AppointmentList.CANCELLED: [],
        AppointmentList.ALL: [2, 1, 3],
    }
    counts, whole = appointment_counts(diary)
    assert {which: len(found) for which, found in lists.items()} == counts
    assert whole == 2  # to come
    assert list(Appointments(diary).keys()) == [1, 2]
    assert list(Appointments(diary, None, "4821").keys()) == [1]
    assert Appointments(diary).rows([2])[2].car == "x"
    assert still_to_come(diary).expected == 1


def test_other_programs_list_the_diary_with_the_load_of_each_day(diary):
    booked(diary, tenths=90)
    found = list_appointments(diary, ListAppointments(TUESDAY, date(2026, 11, 29))).value
    assert [each.number for each in found.appointments] == [1]
    assert [each.overbooked for each in found.days[:2]] == [("Somchai Pradit",), ()]
    assert (found.days[-1].opens, found.days[-1].closes) == (0, 0)
    assert list_appointments(diary, ListAppointments(TUESDAY, technician="Anan")).value.appointments == ()


def test_hours_and_resources_are_the_dealers_own_and_undone(diary):
    done = set_opening_hours(diary, SetOpeningHours(weekday=2, opens=600, closes=720))
    assert diary_days(diary, TUESDAY).days[0].opening.opens == 600
    undone(diary, set_opening_hours, done)
    assert diary_days(diary, TUESDAY).days[0].opening.opens == 480
    done = set_opening_hours(diary, SetOpeningHours(on=TUESDAY, opens=0, closes=0, why="Outing"))
    assert diary_days(diary, TUESDAY).days[0].opening.why == "Outing"
    undone(diary, set_opening_hours, done)
    assert not diary_days(diary, TUESDAY).days[0].opening.is_closed
    save_resource(diary, SaveResource(ResourceKind.BAY, "Bay 1", active=False))
    assert (booking_form(diary).bays, booking_form(diary).courtesy_cars) == ((), ("MG 3 กข 1",))


def test_whoever_books_may_name_a_customer_and_an_appointment_must_be_there(diary):
    assert set(DIARY_EDIT.roles) <= set(PERSON_EDIT.roles)
    with pytest.raises(UnknownAppointment):
        confirm_appointment(diary, ConfirmAppointment(99))


def test_an_arrival_takes_the_order_that_is_booked_already_and_its_undo_leaves_that_alone(diary):
    number = open_repair_order(diary, OpenRepairOrder(vin=VIN)).value.number
    booked(diary)
    done = mark_arrived(diary, MarkArrived(1))
    assert (done.value.order, done.value.opened) == (number, False)
    undone(diary, mark_arrived, done)
    assert order(diary, number).order.state is OrderState.BOOKED
    move_repair_order(diary, MoveRepairOrder(number, IN_WORK))
    assert mark_arrived(diary, MarkArrived(1)).value.order == "RO-2026-0002"


def test_the_work_of_a_campaign_is_written_in_the_readers_language_and_by_other_programs_in_the_dealers(
    diary, tmp_path
):
    row = {"campaign_no": "MG-1", "title": "Battery", "remedy": "A new hose", "vin": VIN}
    told = {"campaign_no": "MG-1", "language": "th", "title": "แบตเตอรี่", "remedy": "เปลี่ยนท่อ"}
    take_in(diary, written(tmp_path / "c.csv", row, told))
    booked(diary, work=WorkKind.CAMPAIGN, campaign="MG-1", note="")

    jobs = jobs_at_arrival(diary, 1, Language("th"), "th")
    assert [(job.complaint, job.cause) for job in jobs] == [("แบตเตอรี่", "เปลี่ยนท่อ")]
    opened = order(diary, mark_arrived(diary, MarkArrived(1)).value.order).order.sheet.jobs
    assert [(job.complaint, job.cause) for job in opened] == [("Battery", "A new hose")]
