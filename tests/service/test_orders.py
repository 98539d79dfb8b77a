"""Repair orders: opened, logged, changed, moved, closed and corrected, each step told in the life of the car."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from workshop import COOLING, LOGGED, OPENED, VIN, VISIT, handed_over, kinds, moved, opened, sheet_of, sound

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.orders.rules import states
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, HANDED_OVER, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases import showing
from lifecycle_desk.stages.service.orders.usecases.orders import (
    change_repair_order,
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    AttachToOrder,
    CancelRepairOrder,
    ChangeRepairOrder,
    CorrectRepairOrder,
    HandOverRepairOrder,
    LogRepairOrder,
    OpenRepairOrder,
    OrderDone,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    attach_to_order,
    cancel_repair_order,
    hand_over_repair_order,
)
from lifecycle_desk.vehicle.rules.life import UnknownVehicle
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle_file.usecases import shown


def test_a_logged_visit_stands_in_the_life_with_its_number_reading_and_price(shop):
    done = log_repair_order(shop, replace(LOGGED, vin=VIN.lower()))

    assert done.value == OrderDone("RO-2026-0001", VIN, HANDED_OVER, 1, done.value.event, Money(267_072, "THB"))
    assert done.warnings == ()
    event = shown(shop, VIN)["events"][-1]
    assert (event["kind"], event["on"], event["odometer_km"]) == ("service.order", VISIT, 47_995)
    assert event["facts"]["order"] == "RO-2026-0001"
    assert event["paid"] == Money(267_072, "THB")
    assert page(shop, VIN).figures.odometer_km == 47_995
    assert sound(shop)


def test_an_order_reads_back_as_it_was_written(shop):
    promised = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    painted = Line(
        kind=LineKind.SUBLET,
        text="ทาสี / رش / 喷漆",
        supplier="Bangna Paint",
        price=250_000,
        discount=Decimal("12.5"),
        pays=PayType.INSURANCE,
    )
    jobs = (COOLING, Job(complaint="scratch", cause="gate", correction="painted", lines=(painted,)))
    asked = replace(LOGGED, jobs=jobs, promised=promised, language="ar", note="Keys at the desk.", customer=1)

    found = showing.order(shop, log_repair_order(shop, asked).value.number)

    kept = found.order.sheet
    assert (kept.promised, kept.language, kept.note, kept.customer) == (promised, "ar", "Keys at the desk.", 1)
    assert kept.lines[0].price == 115_000  # the dealer's own rate
    assert kept.jobs[1] == jobs[1]
    assert (found.car.plate, found.customer.name, found.language) == ("3กข 4821", "สิริพร ชัยสิทธิ์", "ar")
    assert found.totals.of(PayType.INSURANCE).gross == Money(234_063, "THB")
    assert found.revisions[found.order.closing_event] == kept


def test_an_order_goes_through_the_workshop_and_each_move_is_in_the_life(shop):
    made = handed_over(shop)

    assert (made.state, made.customer_pays) == (HANDED_OVER, Money(267_072, "THB"))
    assert [kind for kind, _ in kinds(shop)] == [
        "order_booked",
        "order_odometer_read",
        "order_moved",
        "order_moved",
        "order_moved",
        "order",
    ]
    found = showing.order(shop, made.number)
    assert [each.said.state for each in found.steps] == [
        states.BOOKED, None, IN_WORK, CHECK, READY, HANDED_OVER,
    ]  # fmt: skip
    assert found.moves == ()
    assert sound(shop)


def test_an_order_is_for_the_owner_unless_it_says_who_brings_the_vehicle(shop):
    assert showing.order(shop, opened(shop).number).order.sheet.customer == 1


@pytest.mark.parametrize(
    ("asked", "rule", "at"),
    [
        (replace(OPENED, vin="LRW3E7FA0RC000001"), "unknown_vehicle", "vin"),
        (replace(OPENED, vin="LSJWH4O95PN000001"), "vin_has_wrong_letter", "vin"),
        (replace(OPENED, customer=99), "unknown_person", "customer"),
        (replace(OPENED, on=date(2999, 1, 1)), "day_in_the_future", "on"),
        (replace(OPENED, documents=("0" * 64,)), "document_missing", "documents[0]"),
        (replace(OPENED, odometer_in=Distance(3_000_000)), "odometer_out_of_range", "odometer_in"),
        (replace(OPENED, jobs=(replace(COOLING, complaint="x" * 2_001),)), "text_too_long", "jobs[0].complaint"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_takes_no_number(own_shop, asked, rule, at):
    with pytest.raises(Objection) as objection:
        opened(own_shop, asked)

    assert (objection.value.rule, objection.value.at) == (rule, at)
    assert opened(own_shop).number.endswith("-0001")
    assert sound(own_shop)


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        (replace(OPENED, promised=datetime(2020, 1, 1, tzinfo=UTC)), {"promised_in_the_past"}),
        (replace(OPENED, odometer_in=Distance(900)), {"reading_perhaps_in_miles"}),
        (replace(OPENED, odometer_out=Distance(40_000)), {"odometer_out_lower"}),
    ],
)
def test_what_is_odd_is_done_and_told(own_shop, asked, rules):
    assert rules <= {each.rule for each in open_repair_order(own_shop, asked).warnings}


def test_a_second_open_order_of_a_vehicle_is_told(shop):
    first = opened(shop)

    assert open_repair_order(shop, OpenRepairOrder(vin=VIN)).warnings[0].facts == {"number": first.number}


def test_a_change_of_what_somebody_else_changed_is_refused_and_says_who(shop):
    made = opened(shop)
    other = UserSession(shop.store, "nok", shop.authorise)
    change_repair_order(other, ChangeRepairOrder(number=made.number, revision=1, **sheet_of(shop, made.number)))

    stale = ChangeRepairOrder(number=made.number, revision=1, **sheet_of(shop, made.number, note="mine"))
    with pytest.raises(states.OrderChangedMeanwhile) as objection:
        change_repair_order(shop, stale)

    assert objection.value.facts["who"] == "nok"
    assert showing.order(shop, made.number).order.sheet.note == ""
    assert change_repair_order(shop, replace(stale, revision=2)).value.revision == 3


def test_a_changed_odometer_corrects_the_reading_that_was_told(shop):
    made = opened(shop, replace(OPENED, odometer_in=Distance(479_900)))
    sheet = sheet_of(shop, made.number, odometer_in=Distance(47_990))
    change_repair_order(shop, ChangeRepairOrder(number=made.number, revision=1, **sheet))

    assert page(shop, VIN).figures.odometer_km == 47_990
    assert kinds(shop)[1:] == [("order_odometer_read", False), ("order_odometer_read", True)]
    assert sound(shop)


def test_a_closed_order_is_neither_changed_nor_moved_nor_cancelled(shop):
    number = log_repair_order(shop, LOGGED).value.number

    with pytest.raises(states.OrderClosed):
        change_repair_order(shop, ChangeRepairOrder(number=number, revision=1, **sheet_of(shop, number)))
    with pytest.raises(states.MoveNotAllowed):
        moved(shop, number, IN_WORK)
    with pytest.raises(states.MoveNotAllowed):
        cancel_repair_order(shop, CancelRepairOrder(number))
    with pytest.raises(states.MoveNotAllowed):
        hand_over_repair_order(shop, HandOverRepairOrder(number=number))


def test_a_closed_order_is_corrected_by_another_event_and_its_first_version_stays_readable(shop):
    made = log_repair_order(shop, LOGGED).value
    dearer = replace(COOLING, lines=(*COOLING.lines, Line(kind=LineKind.SUNDRIES, text="Oil", price=10_000)))
    sheet = sheet_of(shop, made.number, jobs=(dearer,), odometer_out=Distance(47_999))
    asked = CorrectRepairOrder(number=made.number, revision=1, why="Oil forgotten", **sheet)

    corrected = correct_repair_order(shop, asked).value

    assert (corrected.state, corrected.customer_pays) == (HANDED_OVER, Money(277_772, "THB"))
    found = showing.order(shop, made.number)
    assert found.order.sheet.jobs[0].lines[-1].text == "Oil"
    assert [len(each.lines) for each in found.revisions.values()] == [3, 4]
    assert [(each.stands, each.said.why) for each in found.steps] == [(False, ""), (True, "Oil forgotten")]
    assert page(shop, VIN).figures.odometer_km == 47_999
    assert page(shop, VIN).lines[-1].told.corrects == made.event
    assert sound(shop)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"why": " "}, "reason_missing"),
        ({"revision": 7}, "order_changed_meanwhile"),
        ({"number": "RO-1999-0001"}, "unknown_order"),
        ({"jobs": ()}, "job_missing"),
    ],
)
def test_a_correction_is_refused(own_shop, changes, refusal):
    number = log_repair_order(own_shop, LOGGED).value.number
    asked = CorrectRepairOrder(number=number, revision=1, why="x", **sheet_of(own_shop, number))

    with pytest.raises(Objection) as objection:
        correct_repair_order(own_shop, replace(asked, **changes))
    assert objection.value.rule == refusal


def test_an_open_order_is_changed_and_not_corrected(shop):
    number = opened(shop).number

    with pytest.raises(states.OrderNotClosed):
        correct_repair_order(shop, CorrectRepairOrder(number=number, revision=1, why="x", **sheet_of(shop, number)))


def test_nothing_is_handed_over_before_it_is_ready_and_written_up(shop):
    number = opened(shop, replace(OPENED, jobs=(replace(COOLING, correction=""),))).number
    with pytest.raises(states.MoveNotAllowed):
        hand_over_repair_order(shop, HandOverRepairOrder(number=number))
    moved(shop, number, IN_WORK, CHECK, READY)

    with pytest.raises(Objection) as objection:
        hand_over_repair_order(shop, HandOverRepairOrder(number=number))

    assert objection.value.at == "jobs[0].correction"
    assert showing.order(shop, number).order.state is READY


def test_documents_are_named_by_events_and_shown_with_the_order(shop):
    photo, bill = attach(shop, "sensor.png", b"\x89PNG\r\n\x1a\n1"), attach(shop, "bill.txt", b"paid")
    number = opened(shop, replace(OPENED, documents=(photo.sha256,))).number
    attach_to_order(shop, AttachToOrder(number, (bill.sha256,)))

    assert [each.name for each in showing.order(shop, number).documents] == ["sensor.png", "bill.txt"]
    with pytest.raises(Objection):
        attach_to_order(shop, AttachToOrder(number, ("f" * 64,)))
    assert sound(shop)


def test_what_the_customer_said_is_gone_from_the_life_once_the_customer_is_erased(shop):
    number = log_repair_order(shop, LOGGED).value.number
    open_number = opened(shop).number
    moved(shop, open_number, IN_WORK, CHECK, READY)

    erase_person(shop, ErasePerson(1, "asked for it"))

    found = showing.order(shop, number)
    assert found.customer is None
    assert [job.complaint for job in found.revisions[found.order.closing_event].jobs] == [""]
    assert COOLING.complaint not in str(shown(shop, VIN))
    made = hand_over_repair_order(shop, HandOverRepairOrder(number=open_number)).value
    assert made.state is HANDED_OVER
    assert sound(shop)


def test_an_unknown_vehicle_is_refused_before_anything_is_written(shop):
    with pytest.raises(UnknownVehicle):
        log_repair_order(shop, LogRepairOrder(vin="LRW3E7FA0RC000001", jobs=(COOLING,)))

    assert list(showing.Orders(shop).keys()) == []
