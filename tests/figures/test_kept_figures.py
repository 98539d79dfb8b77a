"""Figures are kept within the transaction that changes them: worked out by hand here, and equal to a recount."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from figures_told import findings, told

from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.figures import tables
from lifecycle_desk.figures.rules.figure import Dimension
from lifecycle_desk.figures.rules.periods import period_of
from lifecycle_desk.figures.usecases.keeping import count_figures, forget, is_counted, uncounted
from lifecycle_desk.figures.usecases.reading import added_by, figure_named, figures_of, series_of, things_of
from lifecycle_desk.stages.service.clocks.usecases import SetHours, set_technician_hours
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY, WAITING
from lifecycle_desk.stages.service.orders.usecases.orders import (
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CorrectRepairOrder,
    HandOverRepairOrder,
    LogRepairOrder,
    MoveRepairOrder,
    OpenRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    hand_over_repair_order,
    move_repair_order,
    take_back_order_step,
)
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

MG, BYD = "LSJWH4095PN000001", "LGXCE4CB7R0000001"
NOVEMBER = period_of("2026-11")


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def two_cars(user):
    """A dealer with two cars in use."""
    return _with_cars(user)


@pytest.fixture
def own_cars(own_user):
    """The same on SQLite alone."""
    return _with_cars(own_user)


def _with_cars(user):
    owner = add_person(user, Person("Siriporn Chaisit")).value.number
    for vin, make, model in ((MG, "MG", "MG4"), (BYD, "BYD", "Atto 3")):
        add_vehicle(user, AddVehicle(vin, date(2026, 1, 2), Description(make, model), owner=owner))
    return user


def labour(hours, price, code="A-1", pays=PayType.CUSTOMER, technician=""):
    return Line(
        kind=LineKind.LABOUR, text="x", code=code, hours=Decimal(hours), price=price, pays=pays, technician=technician
    )


def part(price, pays=PayType.CUSTOMER):
    return Line(kind=LineKind.PART, text="p", code="P-1", quantity=Decimal(1), price=price, pays=pays)


def log(user, vin, on, *lines, technician="Anan"):
    job = Job(complaint="c", cause="c", correction="done", lines=lines)
    asked = LogRepairOrder(vin=vin, on=on, odometer_in=Distance(10_000), technician=technician, jobs=(job,))
    return log_repair_order(user, asked).value


def kept(user):
    """All that is kept, without how far it was counted."""
    with user.store.reading() as tx:
        return (
            sorted(map(tuple, tx.ask(tables.PART.select()))),
            sorted(tuple(row) for row in tx.ask(tables.SUM.select()) if row.amount or row.things),
        )


def test_turnover_hours_and_rate_are_told_by_who_pays_and_by_technician(two_cars):
    log(two_cars, MG, date(2026, 11, 3), labour("1.5", 107_000), part(53_500, PayType.WARRANTY))
    log(two_cars, BYD, date(2026, 11, 20), labour("0.5", 107_000, technician="Somchai"), technician="Anan")
    log(two_cars, BYD, date(2026, 10, 1), labour(1, 214_000))
    # 1.5 h and 0.5 h at 1,070 baht, a part of 535: a Thai workshop's prices are without the tax.
    assert told(two_cars, "turnover") == {"customer": 160_500 + 53_500, "warranty": 53_500}
    by_brand = figures_of(two_cars, NOVEMBER, Dimension.BRAND, [figure_named("turnover")]).readings
    assert {(each.sort, each.group): each.now for each in by_brand if each.now} == {
        ("customer", "BYD"): 53_500,
        ("customer", "MG"): 160_500,
        ("warranty", "MG"): 53_500,
    }
    assert told(two_cars, "hours_sold") == {"": 2}
    assert told(two_cars, "hours_sold", by=Dimension.TECHNICIAN) == {"Anan": Fraction(3, 2), "Somchai": Fraction(1, 2)}
    assert told(two_cars, "effective_rate") == {"": 107_000}
    assert told(two_cars, "visits") == {"": 2}
    reading = figures_of(two_cars, NOVEMBER, None, [figure_named("hours_sold")]).readings[0]
    assert (reading.before, reading.year_before, reading.change) == (1, 0, 1)
    assert findings(two_cars) == []


def test_a_correction_moves_exactly_its_own_months_and_taking_back_leaves_nothing(two_cars):
    done = log(two_cars, MG, date(2026, 11, 3), labour(1, 107_000))
    found = order(two_cars, done.number).order
    sheet = {each.name: getattr(found.sheet, each.name) for each in fields(OrderSheet)}
    more = {"number": done.number, "revision": found.revision, "why": "other month", "on": date(2026, 10, 30)}
    correct_repair_order(two_cars, CorrectRepairOrder(**sheet, **more))
    assert told(two_cars, "visits") == {"": 0}
    assert told(two_cars, "visits", "2026-10") == {"": 1}
    assert findings(two_cars) == []


def test_what_is_undone_takes_its_figures_with_it(two_cars):
    before = kept(two_cars)
    done = log(two_cars, MG, date(2026, 11, 3), labour(1, 107_000))
    assert kept(two_cars) != before
    take_back_order_step(two_cars, TakeBackOrderStep(done.number, done.event, "wrong car"))
    assert kept(two_cars) == before
    assert findings(two_cars) == []


def test_days_in_the_workshop_and_for_parts_follow_from_the_steps(own_cars):
    with clock.standing_at(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        job = Job(complaint="c", cause="c", correction="done", lines=(labour(1, 107_000),))
        number = open_repair_order(own_cars, OpenRepairOrder(vin=MG, jobs=(job,), technician="Anan")).value.number
    for day, state in ((4, IN_WORK), (5, WAITING), (11, IN_WORK), (12, CHECK), (12, READY)):
        with clock.standing_at(datetime(2026, 11, day, 9, tzinfo=UTC)):
            move_repair_order(own_cars, MoveRepairOrder(number, state))
    with clock.standing_at(datetime(2026, 11, 13, 9, tzinfo=UTC)):
        hand_over_repair_order(own_cars, HandOverRepairOrder(number=number, odometer_out=Distance(10_010)))
    assert told(own_cars, "days_in_workshop") == {"": 9}
    assert told(own_cars, "waited_for_parts") == {"": 1}
    assert told(own_cars, "days_for_parts") == {"": 6}
    assert findings(own_cars) == []


def test_a_car_that_comes_back_within_30_days_for_the_same_is_a_comeback_of_the_first_visit(own_cars):
    log(own_cars, MG, date(2026, 10, 1), labour(1, 107_000, "BRAKE"))
    log(own_cars, MG, date(2026, 10, 31), labour(1, 107_000, "BRAKE"), technician="Somchai")  # the 30th day
    log(own_cars, MG, date(2026, 11, 20), labour(1, 107_000, "OIL"))  # for something else
    log(own_cars, BYD, date(2026, 10, 1), labour(1, 107_000, "BRAKE"))
    log(own_cars, BYD, date(2026, 11, 1), labour(1, 107_000, "BRAKE"))  # the 31st day
    assert told(own_cars, "comebacks", "2026-10") == {"": Fraction(100, 3)}
    assert told(own_cars, "comebacks", "2026-10", Dimension.TECHNICIAN) == {"Anan": 50, "Somchai": 0}
    assert told(own_cars, "comebacks") == {"": 0}
    assert findings(own_cars) == []


def test_levels_stand_as_they_came_until_the_end_of_a_period(own_cars):
    assert told(own_cars, "cars_by_stage") == {Stage.IN_USE: 2}
    assert told(own_cars, "cars_by_stage", "2025-12") == {}
    assert told(own_cars, "cars_by_stage", by=Dimension.MODEL) == {Stage.IN_USE: 1}


def test_a_car_that_is_called_otherwise_takes_its_figures_along(own_cars):
    log(own_cars, MG, date(2026, 11, 3), labour(1, 107_000))
    describe_vehicle(own_cars, Describe(MG, Description("MG", "MG5")))
    assert told(own_cars, "visits", by=Dimension.MODEL) == {"MG5": 1}
    assert findings(own_cars) == []


def test_hours_present_are_those_of_open_days_and_of_who_worked(own_cars):
    log(own_cars, MG, date(2026, 11, 3), labour(1, 107_000))
    found = told(own_cars, "hours_present", by=Dimension.TECHNICIAN)
    assert list(found) == ["Anan"]
    assert found["Anan"] > 0
    assert found["Anan"] % 8 == 0
    assert told(own_cars, "utilisation") == {"": Fraction(100) / found["Anan"]}


def test_hours_present_count_somebody_once_who_is_named_shortly_and_in_full(own_cars):
    take_on(own_cars, Member("anan", "Anan Suksri", Role.TECHNICIAN))
    set_technician_hours(own_cars, SetHours("anan", Decimal(2)))
    log(own_cars, MG, date(2026, 11, 3), labour(1, 107_000, technician="anan"))
    alone = told(own_cars, "hours_present")
    log(own_cars, MG, date(2026, 11, 4), labour(1, 107_000, technician="Anan Suksri"))
    assert alone == told(own_cars, "hours_present")
    assert told(own_cars, "hours_present", by=Dimension.TECHNICIAN) == {"Anan Suksri": alone[""]}
    assert alone[""] % 2 == 0
    assert alone[""] < 2 * 31


def test_the_list_behind_a_figure_names_what_made_it(own_cars):
    done = log(own_cars, MG, date(2026, 11, 3), labour(1, 107_000), part(53_500))
    things = things_of(own_cars, figure_named("turnover"), NOVEMBER)
    assert [(each.source, each.key, each.vin, each.amount) for each in things] == [("order", done.number, MG, 160_500)]


def test_the_list_behind_a_level_names_what_was_there_at_the_end_of_the_period(own_cars):
    things = things_of(own_cars, figure_named("cars_by_stage"), NOVEMBER)
    assert sorted((each.vin, each.sort, each.on) for each in things) == [
        (BYD, Stage.IN_USE, date(2026, 1, 2)),
        (MG, Stage.IN_USE, date(2026, 1, 2)),
    ]
    assert things_of(own_cars, figure_named("cars_by_stage"), period_of("2025")) == ()


def test_each_thing_is_told_by_what_it_adds(own_cars):
    log(own_cars, MG, date(2026, 11, 3), labour("1.5", 100_000))
    for name, unit, number in (("hours_sold", "hours", Fraction(3, 2)), ("effective_rate", "money", 150_000)):
        (thing,) = things_of(own_cars, figure_named(name), NOVEMBER)
        told_as, adds = added_by(figure_named(name), thing)
        assert (told_as.unit, adds) == (unit, number)
    (visit,) = things_of(own_cars, figure_named("visits"), NOVEMBER)
    assert added_by(figure_named("visits"), visit)[1] == 1


def test_a_figure_month_by_month_has_every_month(own_cars):
    log(own_cars, MG, date(2026, 9, 3), labour(1, 107_000))
    log(own_cars, MG, date(2026, 11, 3), labour(2, 107_000))
    (found,) = series_of(own_cars, [figure_named("hours_sold")], NOVEMBER.last, 4)
    assert found.values == (None, 1, None, 2)


def test_a_count_of_a_store_of_before_comes_to_what_was_kept_and_goes_on_after_a_stop(two_cars):
    for day in (1, 8, 20):
        log(two_cars, MG, date(2026, 11, day), labour(1, 107_000))
        log(two_cars, BYD, date(2026, 10, day), labour("0.3", 99_999))
    before = kept(two_cars)
    _forget(two_cars)
    assert not is_counted(two_cars.store)
    assert kept(two_cars) == ([], [])
    steps = count_figures(two_cars)
    next(steps)
    steps.close()  # the window is closed amid
    drained(count_figures(two_cars))
    assert is_counted(two_cars.store)
    assert kept(two_cars) == before
    assert findings(two_cars) == []


def test_what_is_saved_while_a_store_is_counted_is_counted_once(two_cars, monkeypatch):
    monkeypatch.setattr("lifecycle_desk.figures.usecases.keeping.CARS", 1)
    log(two_cars, MG, date(2026, 11, 1), labour(1, 107_000))
    _forget(two_cars)
    steps = count_figures(two_cars)
    for _ in range(6):
        next(steps)
    log(two_cars, MG, date(2026, 11, 2), labour(1, 107_000))
    log(two_cars, BYD, date(2026, 11, 2), labour(1, 107_000))
    for _ in steps:
        pass
    assert told(two_cars, "visits") == {"": 3}
    assert findings(two_cars) == []


def test_what_another_program_forgets_is_left_to_the_count_that_comes(own_cars):
    log(own_cars, MG, date(2026, 11, 1), labour(1, 107_000))
    elsewhere = replace(own_cars, store=open_store(own_cars.store.path))
    _forget(elsewhere)
    elsewhere.store.close()
    log(own_cars, MG, date(2026, 11, 2), labour(1, 107_000))
    assert kept(own_cars) == ([], [])
    drained(count_figures(own_cars))
    assert (told(own_cars, "visits"), findings(own_cars)) == ({"": 2}, [])


def test_rules_that_changed_are_counted_anew(own_cars):
    log(own_cars, MG, date(2026, 11, 1), labour(1, 107_000))
    before = kept(own_cars)
    with own_cars.store.writing() as tx:
        tables.save_state(tx, "order", 0, None)  # as an earlier version left it
        assert [each.name for each in uncounted(tx)] == ["order"]
    drained(count_figures(own_cars))
    assert kept(own_cars) == before


def test_a_check_finds_what_another_tool_changed(own_cars):
    log(own_cars, MG, date(2026, 11, 1), labour(1, 107_000))
    with own_cars.store.writing() as tx:
        tx.write(tables.SUM.update().where(tables.SUM.c.measure == "order.hours").values(amount=11))
    assert [each.why for each in findings(own_cars)] == ["the sum differs from its parts"]
    with own_cars.store.writing() as tx:
        tx.write(tables.PART.update().where(tables.PART.c.measure == "order.hours").values(amount=11))
    assert [each.why for each in findings(own_cars)] == ["what is kept differs from what it contributes"]


def _forget(user):
    with user.store.writing() as tx:
        forget(tx)
