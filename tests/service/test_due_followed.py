"""Whatever is told of a car, in whatever order, what is kept as due is what its whole life comes to."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from maintained import check, row, serviced
from workshop import VIN, undone

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.usecases.due import due_row
from lifecycle_desk.schedules.usecases.schedules import (
    RecordService,
    SetSchedule,
    SnoozeDue,
    record_service,
    set_schedule,
    snooze_due,
)
from lifecycle_desk.stages.service.due.usecases import DueCars
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import ReadOdometer, TakeBack, read_odometer, take_back

BEGUN = date(2025, 4, 1)
DAYS = some.integers(0, 600).map(lambda days: BEGUN + timedelta(days=days))
KM = some.integers(0, 60_000)
ITEMS = some.lists(some.sampled_from(["visit", "brake_fluid", "cabin_filter"]), unique=True, min_size=1)
DEEDS = some.one_of(
    some.tuples(some.just("order"), DAYS, KM, ITEMS),
    some.tuples(some.just("order taken back"), DAYS, KM, ITEMS),
    some.tuples(some.just("elsewhere"), DAYS, KM, ITEMS),
    some.tuples(some.just("elsewhere taken back"), DAYS, KM, ITEMS),
    some.tuples(some.just("reading"), DAYS, KM, some.just([])),
    some.tuples(some.just("snooze"), DAYS, KM, some.just([])),
    some.tuples(some.just("severe"), DAYS, KM, some.just([])),
)


def do(user, what: str, on: date, km: int, items: list[str]) -> None:
    match what:
        case "order":
            serviced(user, on, km, *items)
        case "order taken back":
            undone(user, log_repair_order, serviced(user, on, km, *items))
        case "elsewhere" | "elsewhere taken back":
            made = record_service(user, RecordService(VIN, on, Distance(km), tuple(items))).value
            if "back" in what:
                take_back(user, TakeBack(made.event, "mistaken"))
        case "reading":
            read_odometer(user, ReadOdometer(VIN, on, Distance(km)))
        case "snooze":
            snooze_due(user, SnoozeDue(VIN, date(2026, 12, 1) + timedelta(days=km % 200)))
        case "severe":
            set_schedule(user, SetSchedule(VIN, severe=km % 2 == 0))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=some.lists(DEEDS, max_size=6))
def test_the_row_is_what_the_whole_life_comes_to(own_dealer, deeds):
    for deed in deeds:
        try:
            do(own_dealer, *deed)
        except Objection as objection:
            raise AssertionError(objection.rule) from objection
        with own_dealer.store.reading() as tx:
            assert schedule_rows.due(tx, VIN) == due_row(tx, VIN)
    assert check(own_dealer) == ()


def test_an_owner_who_is_erased_is_called_no_more_and_the_car_stays_due(own_dealer):
    before = row(own_dealer)
    erase_person(own_dealer, ErasePerson(1, "asked for it"))
    assert row(own_dealer) == before
    cars = DueCars(own_dealer)
    [line] = cars.rows(cars.keys()).values()
    assert (line.owner, line.phone) == (None, "")
    assert check(own_dealer) == ()
