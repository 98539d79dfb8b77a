"""Clocks on jobs: started, stopped, forgotten, dropped, taken back; worked time agrees with the lives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from workshop import COOLING, OPENED, VIN, handed_over, moved, opened, sound, undone

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.stages.service.clocks import tables as clock_rows
from lifecycle_desk.stages.service.clocks.rules import LONGEST, hours_of, worked_minutes
from lifecycle_desk.stages.service.clocks.usecases import (
    DropClock,
    SetHours,
    StartClock,
    StopClock,
    TakeWorkBack,
    drop_clock,
    set_technician_hours,
    start_clock,
    stop_clock,
    take_work_back,
)
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder, HandOverRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import board, day_of, order
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order, hand_over_repair_order
from lifecycle_desk.vehicle.usecases.showing import page

NINE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # nine in Bangkok
SOMCHAI, ANAN = "Somchai Pradit", "Anan Kittisak"
TWO_JOBS = (COOLING, Job(complaint="Squeaks"))


@pytest.fixture
def at(stopped_clock):
    """Puts the clock so many minutes behind nine."""

    def put(minutes: float) -> None:
        stopped_clock(NINE + timedelta(minutes=minutes))

    put(0)
    return put


def refused(call, *asked) -> str:
    with pytest.raises(Objection) as fault:
        call(*asked)
    return fault.value.rule


def worked(user, number):
    return [(each.job, each.technician, each.minutes) for each in order(user, number).worked]


def test_a_clock_tells_how_long_was_worked_and_on_what(shop, at):
    number = opened(shop).number
    started = start_clock(shop, StartClock(number=number, job=1)).value
    at(36)
    stopped = stop_clock(shop, StopClock(SOMCHAI)).value

    assert (started.technician, started.event) == (SOMCHAI, None)
    assert (stopped.number, stopped.job, stopped.minutes) == (number, 1, 36)
    told = page(shop, VIN).lines[-1].told
    assert (told.kind, told.facts["minutes"], told.facts["technician"]) == ("service.job_worked", 36, SOMCHAI)
    assert worked(shop, number) == [(0, SOMCHAI, 36)]
    assert sound(shop)


def test_a_clock_on_another_job_stops_the_one_that_runs_in_the_same_go(shop, at):
    number = opened(shop, OPENED.__class__(**{**sheet(OPENED), "jobs": TWO_JOBS, "vin": VIN})).number
    start_clock(shop, StartClock(number=number, job=1))
    at(10)
    second = start_clock(shop, StartClock(number=number, job=2)).value

    assert (second.minutes, second.job) == (10, 2)
    assert [(each.job, each.technician) for each in order(shop, number).running] == [(1, SOMCHAI)]
    assert worked(shop, number) == [(0, SOMCHAI, 10)]
    assert refused(start_clock, shop, StartClock(number=number, job=2)) == "clock_runs_already"


def sheet(asked):
    return {name: getattr(asked, name) for name in ("odometer_in", "technician")}


def test_two_technicians_work_on_one_job_each_by_a_clock_of_their_own(shop, at):
    number = opened(shop).number
    for who in (SOMCHAI, ANAN):
        start_clock(shop, StartClock(number=number, job=1, technician=who))
    assert [card.at_work for lane in board(shop) for card in lane.cards] == [(ANAN, SOMCHAI)]
    at(5)
    stop_clock(shop, StopClock(ANAN))
    at(9)
    stop_clock(shop, StopClock(SOMCHAI))

    assert worked(shop, number) == [(0, ANAN, 5), (0, SOMCHAI, 9)]


def test_a_clock_that_runs_is_not_stopped_at_a_moment_without_a_zone_and_runs_on(shop, at):
    """What has no zone cannot be compared with the moment at which the clock was started."""
    start_clock(shop, StartClock(number=opened(shop).number, job=1))
    at(30)
    without_zone = (NINE + timedelta(minutes=20)).replace(tzinfo=None)
    assert refused(stop_clock, shop, StopClock(SOMCHAI, at=without_zone)) == "moment_without_zone"
    assert stop_clock(shop, StopClock(SOMCHAI)).value.minutes == 30


def test_a_clock_that_was_forgotten_over_night_asks_when_it_stopped(shop, at):
    number = opened(shop).number
    start_clock(shop, StartClock(number=number, job=1))
    at(17 * 60)

    assert refused(stop_clock, shop, StopClock(SOMCHAI)) == "clock_forgotten"
    for moment in (NINE - timedelta(minutes=1), NINE + timedelta(days=2)):
        assert refused(stop_clock, shop, StopClock(SOMCHAI, moment)) == "stopped_out_of_time"
    assert stop_clock(shop, StopClock(SOMCHAI, NINE + timedelta(hours=8))).value.minutes == 480


def test_worked_time_that_is_taken_back_counts_no_more_and_stays_readable(shop, at):
    number = opened(shop).number
    start_clock(shop, StartClock(number=number, job=1))
    at(30)
    stopped = stop_clock(shop, StopClock(SOMCHAI)).value
    assert refused(take_work_back, shop, TakeWorkBack(stopped.event, " ")) == "reason_missing"
    take_work_back(shop, TakeWorkBack(stopped.event, "wrong car"))

    assert worked(shop, number) == []
    assert sound(shop)
    assert refused(take_work_back, shop, TakeWorkBack(stopped.event, "again")) == "unknown_event"
    steps = [(step.told.kind, step.stands) for step in order(shop, number).steps[-2:]]
    assert steps == [("service.job_worked", False), ("service.job_work_taken_back", True)]


def test_undo_drops_a_clock_that_was_started_and_takes_back_what_was_worked(shop, at):
    number = opened(shop).number
    started = start_clock(shop, StartClock(number=number, job=1)).value
    undone(shop, start_clock, started)
    assert order(shop, number).running == ()
    assert refused(drop_clock, shop, DropClock(SOMCHAI)) == "clock_not_running"

    start_clock(shop, StartClock(number=number, job=1))
    at(3)
    undone(shop, stop_clock, stop_clock(shop, StopClock(SOMCHAI)).value)
    assert worked(shop, number) == []
    assert sound(shop)


def test_an_order_is_not_closed_while_somebody_works_on_it(shop, at):
    number = opened(shop).number
    start_clock(shop, StartClock(number=number, job=1))
    assert refused(cancel_repair_order, shop, CancelRepairOrder(number)) == "clock_still_runs"
    moved(shop, number, IN_WORK, CHECK, READY)
    assert refused(hand_over_repair_order, shop, HandOverRepairOrder(number=number)) == "clock_still_runs"
    at(2)
    stop_clock(shop, StopClock(SOMCHAI))
    hand_over_repair_order(shop, HandOverRepairOrder(number=number))

    assert refused(start_clock, shop, StartClock(number=number, job=1)) == "order_closed"
    assert sound(shop)


@pytest.mark.parametrize(
    ("job", "technician", "rule"),
    [(0, "", "no_such_job"), (2, "", "no_such_job"), (1, "x" * 500, "text_too_long")],
)
def test_a_clock_needs_a_job_that_there_is_and_a_name(shop, at, job, technician, rule):
    number = opened(shop).number
    assert refused(start_clock, shop, StartClock(number=number, job=job, technician=technician)) == rule


def test_a_clock_is_nobodys_where_the_order_names_no_technician(shop, at):
    number = opened(shop, OPENED.__class__(vin=VIN, jobs=(COOLING,))).number
    assert refused(start_clock, shop, StartClock(number=number, job=1)) == "technician_missing"


def test_a_technician_has_one_clock_however_he_is_named(shop, at):
    take_on(shop, Member("somchai", SOMCHAI, Role.TECHNICIAN))
    number = opened(shop).number
    start_clock(shop, StartClock(number=number, job=1, technician="somchai"))

    assert [each.technician for each in order(shop, number).running] == [SOMCHAI]
    at(1)
    assert stop_clock(shop, StopClock("somchai")).value.technician == SOMCHAI


@given(some.integers(0, int(LONGEST.total_seconds())), some.integers(0, 100_000))
def test_minutes_are_whole_and_at_least_one_and_never_less_than_the_time(seconds, later):
    stopped = NINE + timedelta(seconds=seconds)
    minutes = worked_minutes("x", NINE, stopped, stopped + timedelta(seconds=later))

    assert minutes >= 1
    assert 0 <= minutes * 60 - seconds < 60 or (seconds == 0 and minutes == 1)


@pytest.mark.parametrize(
    ("minutes", "hours"), [(1, "0.0"), (3, "0.1"), (6, "0.1"), (9, "0.2"), (36, "0.6"), (93, "1.6"), (480, "8.0")]
)
def test_minutes_become_tenths_of_an_hour_as_the_workshop_counts(minutes, hours):
    assert hours_of(minutes) == Decimal(hours)


def test_the_check_finds_worked_time_that_was_altered_or_is_missing(shop, at):
    number = opened(shop).number
    start_clock(shop, StartClock(number=number, job=1))
    at(30)
    stopped = stop_clock(shop, StopClock(SOMCHAI)).value
    assert sound(shop)
    with shop.store.writing() as tx:
        tx.write(clock_rows.WORKED.update().values(minutes=60))
    assert not sound(shop)
    with shop.store.writing() as tx:
        tx.write(clock_rows.WORKED.update().values(minutes=30))
    assert sound(shop)
    with shop.store.writing() as tx:
        clock_rows.drop(tx, stopped.event)
    assert not sound(shop)


def test_a_day_has_the_hours_that_were_said_for_it_and_else_those_of_every_day(shop):
    take_on(shop, Member("somchai", SOMCHAI, Role.TECHNICIAN))
    on, next_day = date(2026, 11, 26), date(2026, 11, 27)
    first = set_technician_hours(shop, SetHours("somchai", Decimal("7.5"))).value
    away = set_technician_hours(shop, SetHours(SOMCHAI, Decimal(0), on)).value

    def hours(day):
        return [(each.technician, each.hours) for each in day_of(shop, day).shares]

    assert hours(on) == [(SOMCHAI, Decimal(0))]
    assert hours(next_day) == [(SOMCHAI, Decimal("7.5"))]
    undone(shop, set_technician_hours, away)
    undone(shop, set_technician_hours, first)
    assert hours(on) == [(SOMCHAI, Decimal(8))]


@pytest.mark.parametrize("hours", ["-0.1", "24.1", "7.55", "NaN", "Infinity"])
def test_hours_that_no_day_has_are_refused(shop, hours):
    assert refused(set_technician_hours, shop, SetHours("Somchai", Decimal(hours))) == "hours_out_of_range"


def test_what_is_booked_on_a_day_stands_beside_the_hours_by_technician_and_without_one(shop, at):
    promised = NINE + timedelta(hours=5)
    opened(shop, OPENED.__class__(vin=VIN, jobs=(COOLING,), technician=SOMCHAI, promised=promised))
    opened(shop, OPENED.__class__(vin=VIN, jobs=(COOLING,), promised=promised))
    day = day_of(shop)

    assert [(each.technician, each.booked) for each in day.shares] == [(SOMCHAI, Decimal("0.6"))]
    assert (day.nobodys, day.booked, day.hours) == (Decimal("0.6"), Decimal("1.2"), Decimal(8))
    assert day_of(shop, date(2026, 11, 26)).booked == 0


def test_what_was_handed_over_counts_on_that_day_as_what_is_promised_for_it(shop, stopped_clock):
    stopped_clock(NINE)
    tomorrow, promised = date(2026, 11, 26), NINE + timedelta(days=1)
    asked = OPENED.__class__(vin=VIN, odometer_in=OPENED.odometer_in, jobs=(COOLING,), technician=SOMCHAI)
    done = opened(shop, replace(asked, promised=promised)).number
    opened(shop, replace(asked, promised=NINE + timedelta(hours=5)))
    moved(shop, done, IN_WORK, CHECK, READY)
    booked = [(day_of(shop).booked, day_of(shop, tomorrow).booked)]
    hand_over_repair_order(shop, HandOverRepairOrder(number=done, odometer_out=Distance(47_995)))
    booked.append((day_of(shop).booked, day_of(shop, tomorrow).booked))

    assert booked == [(Decimal("0.6"), Decimal("0.6")), (Decimal("1.2"), Decimal(0))]
    assert [(each.technician, each.booked) for each in day_of(shop).shares] == [(SOMCHAI, Decimal("1.2"))]
    stopped_clock(promised)  # the day after, what left yesterday is over
    assert day_of(shop).booked == 0
    assert day_of(shop, NINE.date()).booked == Decimal("1.2")


def test_an_order_that_is_handed_over_keeps_its_worked_time_in_the_records(shop, at):
    done = handed_over(shop)
    assert worked(shop, done.number) == []
    assert sound(shop)
