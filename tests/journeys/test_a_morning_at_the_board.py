"""A morning at the board: what is due is called and booked, a recall keeps a car, clocks run, a second window helps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from campaign_books import stands, take_in, written
from maintained import OURS, SOLD
from workshop import COOLING, VIN, sound

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.campaigns.rules.status import MustNotBeDriven
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.schedules.rules import DueList
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, keep_schedule
from lifecycle_desk.stages.service.clocks.rules import ClockStillRuns
from lifecycle_desk.stages.service.clocks.usecases import (
    SetHours,
    StartClock,
    StopClock,
    set_technician_hours,
    start_clock,
    stop_clock,
)
from lifecycle_desk.stages.service.due.usecases import BookService, DueCars, book_service, due_car
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, HANDED_OVER, IN_WORK, READY, WAITING
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    ChangeRepairOrder,
    HandOverRepairOrder,
    MoveRepairOrder,
)
from lifecycle_desk.stages.service.orders.usecases.showing import board, day_of, order
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, move_repair_order
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

EIGHT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # eight in Bangkok
SOMCHAI = "Somchai Pradit"


@pytest.fixture
def users(where, stopped_clock) -> Iterator[tuple[UserSession, UserSession]]:
    """Two windows at one dealer's books: an adviser's and a technician's."""
    stopped_clock(EIGHT)
    adviser = create(where, Dealer("Sathorn EV", "TH", "en", labour_rate=115_000, phone="02 000 0199"))
    take_on(adviser, Member("somchai", SOMCHAI, Role.TECHNICIAN))
    take_on(adviser, Member("nok", "Nok Kanjana", Role.ADVISER))
    owner = add_person(adviser, Person("สิริพร ชัยสิทธิ์", phone="089 555 0177", language="th")).value.number
    drained(keep_schedule.steps(adviser, KeepSchedule(OURS)))
    car = AddVehicle(
        VIN, SOLD, Description("MG", "MG4 Electric", "64 kWh", energy=Energy.BEV), "3กข 4821", Distance(10), owner,
        first_registered_on=SOLD,
    )  # fmt: skip
    add_vehicle(adviser, car)
    technician = UserSession(open_store(where), "somchai", authorise)
    adviser.store.look_around()
    yield adviser, technician
    for each in (adviser, technician):
        each.store.close()


def card_of(user: UserSession, number: str):
    return next(card for lane in board(user) for card in lane.cards if card.line.number == number)


def lane_of(user: UserSession, number: str):
    return next(lane.state for lane in board(user) for card in lane.cards if card.line.number == number)


def called_and_booked(adviser: UserSession) -> str:
    """From the day's list to an order that says what the schedule asks."""
    # Eight: the day says what is overdue, with a telephone number beside it.
    overdue = [each for each in today(adviser).dues if each.kind is DueKind.SERVICE_OVERDUE]
    assert [(each.vin, each.phone) for each in overdue] == [(VIN, "089 555 0177")]
    called = due_car(adviser, VIN)
    assert called.language == "th"
    assert "MG4" in called.message(spoken(adviser, "th"))

    # The customer is on the line: the service is booked, and the order says what the schedule asks.
    number = book_service(adviser, BookService(VIN, jobs=called.jobs(spoken(adviser, "en")))).value.number
    booked = order(adviser, number).order
    assert booked.sheet.serviced
    assert booked.sheet.hours == Decimal("1.7")
    assert [each for each in today(adviser).dues if each.kind is DueKind.SERVICE_OVERDUE] == []
    return number


def test_a_morning_at_the_board(users, tmp_path, stopped_clock):
    adviser, technician = users

    number = called_and_booked(adviser)
    booked = order(adviser, number).order

    # A file of the maker comes with the post: the car that stands outside must not be driven.
    recalled = {"campaign_no": "MG-1", "title": "Battery", "do_not_drive": "yes", "vin": VIN}
    take_in(adviser, written(tmp_path / "recall.csv", recalled))
    assert [each.number for each in card_of(adviser, number).campaigns] == ["MG-1"]

    # The technician has half a day, and begins.
    set_technician_hours(adviser, SetHours(SOMCHAI, Decimal(4), EIGHT.date()))
    promised = EIGHT + timedelta(hours=5)
    sheet = replace(booked.sheet, technician=SOMCHAI, promised=promised, odometer_in=Distance(21_000))
    change(adviser, number, sheet)
    assert [(each.technician, each.booked, each.hours) for each in day_of(adviser).shares] == [
        (SOMCHAI, Decimal("1.7"), Decimal(4))
    ]
    heard = []
    adviser.store.heard.append(heard.append)
    move_repair_order(technician, MoveRepairOrder(number, IN_WORK))
    start_clock(technician, StartClock(number=number, job=1))
    adviser.store.look_around()
    assert heard  # the adviser's board hears of it
    assert lane_of(adviser, number) is IN_WORK
    assert card_of(adviser, number).at_work == (SOMCHAI,)

    # The campaign is written onto the order; a part of it is awaited.
    recall = replace(
        COOLING, lines=tuple(replace(each, pays=PayType.CAMPAIGN, campaign="MG-1") for each in COOLING.lines)
    )
    awaited = replace(recall, lines=(*recall.lines[:1], replace(recall.lines[1], awaited=True)))
    done = tuple(replace(each, correction="Done by the schedule.") for each in sheet.jobs)
    change(adviser, number, replace(sheet, jobs=(*done, awaited)))
    recall = replace(recall, id=order(adviser, number).order.sheet.jobs[-1].id)  # from now on it is this job
    move_repair_order(adviser, MoveRepairOrder(number, WAITING))
    assert (card_of(adviser, number).load.parts, card_of(adviser, number).load.awaited) == (2, 1)

    # Noon: it is late, and says so; the part has come, the clock is stopped, the work goes on.
    stopped_clock(EIGHT + timedelta(hours=6))
    assert card_of(adviser, number).late
    assert stop_clock(technician, StopClock("somchai")).value.minutes == 360
    change(adviser, number, replace(sheet, jobs=(*done, recall)))
    for state in (IN_WORK, CHECK, READY):
        move_repair_order(adviser, MoveRepairOrder(number, state))

    # It leaves only when nobody works on it and the campaign is carried out.
    start_clock(technician, StartClock(number=number, job=2))
    with pytest.raises(ClockStillRuns):
        hand_over_repair_order(adviser, HandOverRepairOrder(number=number, odometer_out=Distance(21_002)))
    stopped_clock(EIGHT + timedelta(hours=6, minutes=12))
    stop_clock(technician, StopClock(SOMCHAI))
    change(adviser, number, replace(sheet, jobs=(*done, replace(COOLING, id=recall.id))))
    with pytest.raises(MustNotBeDriven):
        hand_over_repair_order(adviser, HandOverRepairOrder(number=number, odometer_out=Distance(21_002)))
    change(adviser, number, replace(sheet, jobs=(*done, recall)))
    hand_over_repair_order(adviser, HandOverRepairOrder(number=number, odometer_out=Distance(21_002)))

    # What the order says has moved what is due, done the campaign, and left nothing to call about today.
    assert lane_of(adviser, number) is HANDED_OVER
    assert stands(adviser, VIN) == {"MG-1": "done"}
    assert DueCars(adviser, DueList.OVERDUE).keys().tolist() == []
    due = next(iter(DueCars(adviser).rows(DueCars(adviser).keys()).values())).due
    assert due.due_on >= date(2026, 12, 1)
    assert [(each.job, each.minutes) for each in order(adviser, number).worked] == [(0, 360), (1, 12)]
    assert sound(adviser)


def change(user: UserSession, number: str, sheet) -> None:
    asked = {name: getattr(sheet, name) for name in ("odometer_in", "adviser", "technician", "promised", "jobs")}
    revision = order(user, number).order.revision
    change_repair_order(user, ChangeRepairOrder(number=number, revision=revision, **asked))
