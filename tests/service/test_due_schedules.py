"""Which schedule a car is on: versions keep their cars, cars are moved by hand, covers ask for it."""

from dataclasses import replace
from datetime import date

import pytest
from maintained import OURS, check, dues, row, serviced
from workshop import VIN, undone

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.cover.usecases import CoverOf, KeepRule, keep_cover_rule, vehicle_cover
from lifecycle_desk.schedules.rules import By, DueList, Interval, Visits
from lifecycle_desk.schedules.usecases.schedules import (
    KeepSchedule,
    MoveCars,
    RecordService,
    ScheduleNameTaken,
    SetSchedule,
    UnknownSchedule,
    VersionTooEarly,
    keep_schedule,
    move_cars,
    record_service,
    schedules_known,
    servicing_of,
    set_schedule,
)
from lifecycle_desk.stages.service.due.usecases import due_counts
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.vehicle.usecases.life import (
    TakeBack,
    take_back,
)


def test_a_new_car_is_due_after_its_first_year(dealer):
    found = row(dealer)
    assert (found.item, found.forecast_on, found.due_km, found.by) == ("visit", date(2026, 3, 31), 20_000, By.DATE)
    assert (found.schedule, found.version) == ("mg4-ours", date(2020, 1, 1))
    assert dict(due_counts(dealer)) == {
        DueList.OVERDUE: 1,
        DueList.SOON: 0,
        DueList.LATER: 0,
        DueList.SNOOZED: 0,
    }
    assert check(dealer) == ()


def test_a_car_stays_on_the_version_with_which_it_was_sold_unless_it_is_moved(dealer):
    newer = replace(OURS, valid_from=date(2026, 11, 25), visits=Visits(every=Interval(6, 10_000)))
    drained(keep_schedule.steps(dealer, KeepSchedule(newer)))

    assert row(dealer).version == date(2020, 1, 1)
    assert dues(dealer)["visit"] == (date(2026, 3, 31), 20_000)

    made = set_schedule(dealer, SetSchedule(VIN, "mg4-ours", why="asked by the owner")).value
    assert row(dealer).version == date(2026, 11, 25)
    assert dues(dealer)["visit"] == (date(2025, 9, 30), 10_000)

    take_back(dealer, TakeBack(made.event, "undone"))
    assert row(dealer).version == date(2020, 1, 1)
    assert [(each.schedule.valid_from, each.is_last) for each in schedules_known(dealer)[:2]] == [
        (date(2026, 11, 25), True),
        (date(2020, 1, 1), False),
    ]
    assert check(dealer) == ()


def test_all_cars_of_earlier_versions_are_moved_at_once_and_keep_their_severe_use(dealer):
    set_schedule(dealer, SetSchedule(VIN, severe=True))
    newer = replace(OURS, valid_from=date(2026, 11, 25), visits=Visits(every=Interval(6, 10_000)))
    drained(keep_schedule.steps(dealer, KeepSchedule(newer)))
    assert [each.earlier for each in schedules_known(dealer)[:2]] == [1, 0]

    made = drained(move_cars.steps(dealer, MoveCars("mg4-ours", why="new booklet"))).value

    assert (made.version, made.cars) == (date(2026, 11, 25), 1)
    assert row(dealer).version == date(2026, 11, 25)
    assert servicing_of(dealer, VIN).record.severe
    assert drained(move_cars.steps(dealer, MoveCars("mg4-ours"))).value.cars == 0
    assert check(dealer) == ()


def test_a_version_that_would_move_cars_that_are_sold_is_refused(dealer):
    for day in (date(2020, 1, 1), date(2026, 11, 24)):
        with pytest.raises(VersionTooEarly):
            drained(keep_schedule.steps(dealer, KeepSchedule(replace(OURS, valid_from=day))))
    with pytest.raises(ScheduleNameTaken):
        drained(keep_schedule.steps(dealer, KeepSchedule(replace(OURS, id="rule-of-thumb-bev"))))


def test_a_schedule_that_there_is_not_is_refused(dealer):
    for name, version in (("nobody-s", None), ("mg4-ours", date(2021, 1, 1))):
        with pytest.raises(UnknownSchedule):
            set_schedule(dealer, SetSchedule(VIN, name, version))


def test_severe_use_is_set_by_hand(dealer):
    severe = replace(OURS, id="mg4-severe", visits=replace(OURS.visits, severe=Interval(6, 10_000)))
    drained(keep_schedule.steps(dealer, KeepSchedule(severe)))
    set_schedule(dealer, SetSchedule(VIN, "mg4-severe", severe=True))
    assert dues(dealer)["visit"] == (date(2025, 9, 30), 10_000)


def test_a_cover_asks_the_schedule_and_the_orders(dealer):
    rule = {
        "id": "own-engine", "part": "vehicle", "months": 84, "km": "unlimited", "brands": ["MG"],
        "conditions": ["serviced_on_time", "authorised_service"], "valid_from": "2020-01-01", "source": "ours",
        "looked_up_on": "2026-11-25",
        "start": "first_registration",
    }  # fmt: skip
    keep_cover_rule(dealer, KeepRule(rule))
    assert asked(dealer) == {"serviced_on_time": "no", "authorised_service": "yes"}  # due in March, now it is November

    made = serviced(dealer, date(2026, 3, 20), 18_000, "visit", "cabin_filter")
    assert asked(dealer) == {"serviced_on_time": "yes", "authorised_service": "yes"}

    undone(dealer, log_repair_order, made)
    record_service(dealer, RecordService(VIN, date(2026, 4, 3), Distance(18_000), authorised=False))
    assert asked(dealer) == {"serviced_on_time": "no", "authorised_service": "no"}
    [late] = [each for each in conditions(dealer) if each.condition == "serviced_on_time"]
    assert late.why["facts"]["n"] == "3"


def conditions(user):
    part = vehicle_cover(user, CoverOf(VIN, PartGroup.VEHICLE)).value.parts[0]
    [rule] = [each for each in part.rules if each.rule == "own-engine"]
    return rule.conditions


def asked(user):
    names = ("serviced_on_time", "authorised_service")
    return {each.condition: each.holds for each in conditions(user) if each.condition in names}
