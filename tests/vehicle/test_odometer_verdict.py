"""The verdict on an odometer: what a life's readings come to, and that a mistake is suspected before anything else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.odometer import Reading, ReadingSource
from lifecycle_desk.vehicle.rules.odometer_verdict import (
    Integrity,
    evidence,
    judged,
    limits_on,
    source_of,
)
from lifecycle_desk.vehicle.usecases.clusters import ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    ReadOdometer,
    TakeBack,
    add_vehicle,
    read_odometer,
    take_back,
)
from lifecycle_desk.vehicle.usecases.odometer import odometer_page, odometer_verdict

VIN, START, TODAY = "LGXCE4CB7R0000001", date(2022, 3, 1), date(2026, 3, 1)
NEVER_SAID = ("fraud", "rollback", "manipulat", "tamper", "clock", "cheat")


def verdict(*readings: tuple[int, int], on: date = TODAY, unit: LengthUnit = LengthUnit.KM, began: date | None = START):
    """The verdict on readings that were taken some days after the start, in the order in which they were told."""
    made = [
        (RecordedEvent(n, START + timedelta(days=day), "vehicle.odometer_read", {}, odometer=Distance(value, unit)))
        for n, (day, value) in enumerate(readings, 1)
    ]
    found = [Reading(each.on, each.odometer.km, seq=each.seq) for each in made]
    return judged(evidence(made, found), began, on)


def words(of) -> str:
    return " ".join(f"{each.message} {dict(each.facts)}" for each in of.why)


# Cases ------------------------------------------------------------------------------------------------------------

EVERY_YEAR = ((0, 12), (365, 15_000), (730, 30_100), (1095, 44_900), (1440, 60_000))


@pytest.mark.parametrize(
    ("readings", "integrity"),
    [
        ((), Integrity.TOO_LITTLE),
        (((10, 100),), Integrity.TOO_LITTLE),
        (EVERY_YEAR, Integrity.CONSISTENT),
        (((0, 12), (1440, 60_000)), Integrity.WITH_GAPS),  # nearly four years without a reading
        (((0, 12), (365, 15_000)), Integrity.WITH_GAPS),  # none for three years until today
        (((0, 12), (365, 15_000), (730, 14_995), (1095, 30_000)), Integrity.CONSISTENT),  # 5 km back: a test bench
        (((0, 12), (365, 15_000), (730, 18_640), (1095, 45_000)), Integrity.CONSISTENT),  # miles, yet it fits
        (((0, 12), (365, 35_000), (730, 43_496), (1095, 90_000), (1440, 69_000)), Integrity.EXPLAINED),  # miles
        (((0, 12), (365, 15_000), (730, 301_000), (1095, 44_900)), Integrity.EXPLAINED),  # a digit too many
        (((0, 12), (365, 15_000), (730, 3_010), (1095, 44_900)), Integrity.EXPLAINED),  # a digit too few
        (((0, 12), (365, 85_000), (730, 60_000), (1095, 61_000), (1440, 62_000)), Integrity.INCONSISTENT),
    ],
)
def test_what_readings_come_to(readings, integrity):
    found = verdict(*readings)

    assert found.integrity is integrity
    assert not any(each in words(found).casefold() for each in NEVER_SAID)


def test_the_longest_gap_is_told_and_named_only_where_it_is_longer_than_tests_are_apart():
    found = verdict((0, 12), (365, 15_000), (1095, 44_900), on=START + timedelta(days=1100))
    assert (found.longest_gap.since, found.longest_gap.days) == (START + timedelta(days=365), 730)
    assert found.integrity is Integrity.CONSISTENT

    longer = verdict((0, 12), (365, 15_000), (1097, 44_900), on=START + timedelta(days=1100))
    assert longer.integrity is Integrity.WITH_GAPS
    assert longer.why[-1].facts == {"since": date(2023, 3, 1), "until": date(2025, 3, 2)}


def test_a_new_car_may_have_no_reading_for_four_years():
    assert verdict((1400, 60_000), (1440, 61_000)).integrity is Integrity.CONSISTENT
    assert verdict((1465, 60_000), (1470, 61_000), on=START + timedelta(days=1480)).integrity is Integrity.WITH_GAPS
    assert verdict((1465, 60_000), (1470, 61_000), on=START + timedelta(days=1480), began=None).integrity is (
        Integrity.CONSISTENT
    )


def test_an_inconsistent_reading_carries_the_verdict_and_the_others_do_not():
    found = verdict((0, 12), (365, 85_000), (730, 60_000), (1095, 61_000), (1440, 62_000))

    (seq,) = found.carried_by
    odd = next(each for each in found.readings if each.reading.seq == seq)
    assert odd.true_km == 85_000
    assert odd.odd.rule == "inconsistent_reading"


def test_readings_in_miles_among_kilometres_are_converted_and_that_is_said():
    made = [
        RecordedEvent(1, START, "vehicle.odometer_read", {}, odometer=Distance(50_000)),
        RecordedEvent(2, START + timedelta(days=300), "service.order", {}, odometer=Distance(40_000, LengthUnit.MILES)),
    ]
    found = judged(evidence(made, [Reading(e.on, e.odometer.km, seq=e.seq) for e in made]), START, date(2023, 3, 1))

    assert found.integrity is Integrity.EXPLAINED
    assert found.carried_by == (2,)


@pytest.mark.parametrize(
    ("kind", "facts", "source"),
    [
        ("vehicle.odometer_read", {"source": "export_doc"}, ReadingSource.EXPORT_DOCUMENT),
        ("vehicle.odometer_read", {"source": "telematics"}, ReadingSource.TELEMATICS),
        ("vehicle.cluster_replaced", {}, ReadingSource.SERVICE),
        ("vehicle.added", {}, ReadingSource.OWNER),
        ("sale.handed_over", {}, ReadingSource.SALE),
        ("sale.inspected", {}, ReadingSource.INSPECTION),
        ("charging.recorded", {}, ReadingSource.TELEMATICS),
        ("service.order", {}, ReadingSource.SERVICE),
        ("transfer.owner_changed", {}, ReadingSource.SALE),
        ("vehicle.told_elsewhere", {"kind": "sale.inspected", "facts": {}}, ReadingSource.INSPECTION),
    ],
)
def test_every_reading_says_where_it_comes_from(kind, facts, source):
    assert source_of(RecordedEvent(1, START, kind, facts)) is source


def test_the_limits_are_dated_and_sourced():
    assert limits_on(date(2026, 1, 1)).source.startswith("Directive 2014/45/EU")
    assert limits_on(date(2010, 1, 1)).source.startswith("Directive 96/96/EC")


# Properties -------------------------------------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.integers(20, 400), st.integers(5, 200)), min_size=4, max_size=12)
EVEN = st.lists(st.tuples(st.integers(60, 400), st.integers(45, 55)), min_size=4, max_size=12)


def driven(steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Readings of a car that runs some km a day for some days at a time."""
    day, km, found = 0, 1_000, [(0, 1_000)]
    for days, pace in steps:
        day, km = day + days, km + days * pace
        found.append((day, km))
    return found


@given(STEPS)
@settings(max_examples=80)
def test_a_car_that_is_driven_is_consistent_whatever_the_order_of_telling(steps):
    told = driven(steps)
    last = START + timedelta(days=told[-1][0])

    assert verdict(*told, on=last).integrity in {Integrity.CONSISTENT, Integrity.WITH_GAPS}
    turned = verdict(*told[::-1], on=last)
    assert [each.true_km for each in turned.readings] == [km for _, km in told]
    assert turned.integrity is verdict(*told, on=last).integrity


@given(EVEN, st.data())
@settings(max_examples=80)
def test_one_mistake_of_unit_or_digit_is_never_called_inconsistent(steps, data):
    told = driven(steps)
    place = data.draw(st.integers(1, len(told) - 2))
    wrong = data.draw(st.sampled_from([lambda km: round(km / 1.609344), lambda km: km // 10]))
    day, km = told[place]
    told[place] = (day, wrong(km))

    assert verdict(*told, on=START + timedelta(days=told[-1][0])).integrity is not Integrity.INCONSISTENT


@given(EVEN, st.integers(25, 45))
@settings(max_examples=80)
def test_an_odometer_that_lost_a_share_and_runs_on_is_inconsistent(steps, percent):
    told = driven([*steps, (100, 50), (100, 50)])
    low = told[-1][1] * percent // 100  # neither a tenth nor 1 : 1.609 of what was due
    told += [(told[-1][0] + 10 * n, low + 500 * n) for n in (1, 2)]

    found = verdict(*told, on=START + timedelta(days=told[-1][0]))
    assert found.integrity is Integrity.INCONSISTENT
    assert found.carried_by


# In the books -----------------------------------------------------------------------------------------------------


@pytest.fixture
def car(own_user, stopped_clock):
    stopped_clock(datetime(2026, 3, 1, 12, tzinfo=UTC))
    add_vehicle(own_user, AddVehicle(VIN, START, odometer=Distance(12), first_registered_on=START))
    for on, km in ((date(2023, 3, 1), 15_000), (date(2024, 3, 1), 30_000)):
        read_odometer(own_user, ReadOdometer(VIN, on, Distance(km)))
    return own_user


def test_a_replaced_cluster_explains_readings_that_begin_anew(car):
    replace_cluster(car, ReplaceCluster(VIN, date(2024, 6, 1), Distance(35_000), Distance(0), "display dead"))
    read_odometer(car, ReadOdometer(VIN, date(2025, 6, 1), Distance(15_200)))
    found = odometer_verdict(car, VIN)

    assert found.integrity is Integrity.EXPLAINED
    assert [each.true_km for each in found.readings] == [12, 15_000, 30_000, 35_000, 50_200]
    assert [each.new_cluster for each in found.readings] == [False, False, False, True, False]


def test_the_same_reading_without_the_cluster_is_explained_by_nothing_and_a_correction_takes_it_out(car):
    made = read_odometer(car, ReadOdometer(VIN, date(2025, 6, 1), Distance(17_200))).value
    assert odometer_verdict(car, VIN).integrity is Integrity.INCONSISTENT
    assert odometer_verdict(car, VIN, date(2024, 12, 31)).integrity is Integrity.CONSISTENT  # before it was read
    take_back(car, TakeBack(made.event, "another car's"))
    assert odometer_verdict(car, VIN).integrity is Integrity.CONSISTENT


def test_the_page_names_the_car_its_pace_and_the_source_of_each_reading(car):
    read_odometer(car, ReadOdometer(VIN, date(2024, 9, 1), Distance(37_500)))
    page = odometer_page(car, VIN.lower())

    assert page.vin == VIN
    assert [each.source for each in page.verdict.readings] == [ReadingSource.OWNER, *[ReadingSource.SERVICE] * 3]
    assert 40 < page.km_per_day < 42
