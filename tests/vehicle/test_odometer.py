"""The odometer: judged in the order of time, whoever wrote what when."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.dash import offset_told
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, ELSEWHERE
from lifecycle_desk.vehicle.rules.odd_readings import (
    InconsistentReading,
    ReadingJumps,
    ReadingPerhapsInKilometres,
    ReadingPerhapsInMiles,
    ReadingPerhapsMistyped,
)
from lifecycle_desk.vehicle.rules.odometer import (
    OdometerOutOfRange,
    Reading,
    in_time,
    judge,
    kilometres,
    km_per_day,
    odd_readings,
    offset_of_new_cluster,
    true_reading,
)

START = date(2024, 1, 1)


def after(days: int, km: int, segment: int = 0, seq: int = 0) -> Reading:
    return Reading(START + timedelta(days=days), km, segment, seq)


LIFE = [after(0, 12), after(180, 9_800), after(365, 20_400), after(730, 41_000)]

drives = some.lists(some.tuples(some.integers(1, 90), some.integers(0, 400)), min_size=2, max_size=12)


def driven(legs) -> list[Reading]:
    """A life in which the car ran so many km a day for so many days."""
    readings, day, km = [after(0, 5)], 0, 5
    for days, daily in legs:
        day, km = day + days, km + days * daily
        readings.append(after(day, km))
    return readings


@pytest.mark.parametrize(
    ("reading", "odd", "facts"),
    [
        (after(800, 45_000), None, {}),
        (after(270, 15_000), None, {}),
        (after(270, 9_790), None, {}),
        (after(270, 20_410), None, {}),
        (after(-1, 5), None, {}),
        (after(365, 20_400), None, {}),
        (after(270, 9_400), ReadingPerhapsInMiles, {"would_be_km": 15_128, "neighbour_km": 9_800}),
        (after(760, 27_000), ReadingPerhapsInMiles, {"would_be_km": 43_452, "neighbour_km": 41_000}),
        (after(270, 24_140), ReadingPerhapsInKilometres, {"would_be_km": 15_000, "neighbour_km": 20_400}),
        (after(270, 150_000), ReadingPerhapsMistyped, {"would_be_km": 15_000, "neighbour_km": 20_400}),
        (after(270, 1_500), ReadingPerhapsMistyped, {"would_be_km": 15_000, "neighbour_km": 9_800}),
        (after(760, 430_000), ReadingPerhapsMistyped, {"would_be_km": 43_000, "neighbour_km": 41_000}),
        (after(270, 5_000), InconsistentReading, {"neighbour_km": 9_800, "later_km": 20_400}),
        (after(270, 40_000), InconsistentReading, {"neighbour_km": 20_400, "earlier_km": 9_800}),
        (after(735, 60_000), ReadingJumps, {"km_per_day": 3_800, "neighbour_km": 41_000, "later_km": None}),
    ],
)
def test_a_reading_beside_its_neighbours(reading, odd, facts):
    notes = judge(reading, LIFE)
    assert [type(note) for note in notes] == ([odd] if odd else [])
    for note in notes:
        assert note.facts | facts == note.facts
        assert note.facts["km"] == reading.km
        assert note.field == "odometer_km"
        assert "fraud" not in note.message


def test_an_inconsistent_reading_carries_both_neighbours():
    (note,) = judge(after(270, 5_000), LIFE)
    assert note.rule == "inconsistent_reading"
    assert note.facts == {
        "km": 5_000,
        "neighbour_km": 9_800,
        "neighbour_on": START + timedelta(days=180),
        "earlier_km": 9_800,
        "earlier_on": START + timedelta(days=180),
        "later_km": 20_400,
        "later_on": START + timedelta(days=365),
    }


def test_the_first_reading_of_a_life_goes_with_anything():
    assert judge(after(0, 1_999_999), []) == ()


def test_seq_orders_the_readings_of_a_day():
    came = after(100, 5_000, seq=3)
    assert judge(after(100, 4_000, seq=2), [came]) == ()
    (note,) = judge(after(100, 4_000, seq=4), [came])
    assert note.neighbour_km == 5_000
    assert judge(after(100, 4_000), [after(100, 5_000)]) == (), "without seq they are taken to rise"


def test_a_new_cluster_begins_a_segment():
    offsets = {1: offset_of_new_cluster(true_km=41_000, shown_km=0)}
    assert offsets == {1: 41_000}
    assert true_reading(after(800, 2_500, segment=1), offsets) == after(800, 43_500, segment=1)
    assert judge(after(800, 2_500, segment=1), LIFE, offsets) == ()
    assert judge(after(800, 2_500, segment=0), LIFE, offsets) != ()
    (note,) = judge(after(820, 900, segment=1), [*LIFE, after(800, 2_500, segment=1)], offsets)
    assert (note.km, note.neighbour_km) == (41_900, 43_500)


@pytest.mark.parametrize(("shown", "later"), [(12_500, 15_000), (60_000, 62_500)])
def test_a_used_cluster_goes_on_from_what_it_showed(shown, later):
    offsets = {1: offset_of_new_cluster(true_km=41_000, shown_km=shown)}
    assert true_reading(after(800, later, segment=1), offsets) == after(800, 43_500, segment=1)


@pytest.mark.parametrize(
    ("kind", "facts", "told"),
    [
        (CLUSTER_REPLACED, {"segment": 1, "offset_km": 500}, (1, 500)),
        (ELSEWHERE, {"kind": CLUSTER_REPLACED, "facts": {"segment": 2, "offset_km": -7}}, (2, -7)),
        (ELSEWHERE, {"kind": "odometer_read", "facts": {"km": 5}}, None),
        ("odometer_read", {"km": 5}, None),
    ],
)
def test_only_a_replacement_tells_of_a_cluster_here_or_elsewhere(kind, facts, told):
    assert offset_told(kind, facts) == told


def test_a_mistake_on_a_new_cluster_is_explained_by_what_it_showed():
    offsets = {1: 41_000}
    around = [*LIFE, after(760, 2_000, segment=1), after(790, 4_000, segment=1)]
    (note,) = judge(after(775, 30_000, segment=1), around, offsets)
    assert isinstance(note, ReadingPerhapsMistyped)
    assert note.would_be_km == 44_000


def test_a_cluster_of_unknown_offset_is_compared_with_itself_alone():
    assert judge(after(800, 50, segment=1), LIFE) == ()
    (note,) = judge(after(830, 10, segment=1), [*LIFE, after(800, 2_500, segment=1)])
    assert note.neighbour_km == 2_500
    assert judge(after(900, 60_000), [*LIFE, after(800, 50, segment=1)]) == ()


@pytest.mark.parametrize("cluster", [0, 1], ids=["the first cluster", "one of unknown offset"])
def test_of_a_life_the_reading_that_goes_with_fewest_is_odd(cluster):
    run = ((0, 5), (100, 10_000), (200, 110_000), (300, 12_000), (400, 15_000))
    life = [after(days, km, segment=cluster) for days, km in run]
    ((reading, note),) = odd_readings(reversed(life))
    assert reading == after(200, 110_000, segment=cluster)
    assert isinstance(note, ReadingPerhapsMistyped)


@given(drives)
@settings(max_examples=60)
def test_a_life_that_was_driven_is_never_odd_however_it_was_written_down(legs):
    life = driven(legs)
    assert odd_readings(life) == ()
    for place, reading in enumerate(life):
        assert judge(reading, life[:place] + life[place + 1 :]) == ()


@given(drives, some.integers(0, 2_000_000), some.integers(-50, 900), some.randoms())
@settings(max_examples=60)
def test_the_order_of_writing_changes_no_verdict(legs, km, day, dice):
    life, reading = driven(legs), after(day, km)
    shuffled = dice.sample(life, len(life))
    told = [(note.rule, note.facts) for note in judge(reading, life)]
    assert [(note.rule, note.facts) for note in judge(reading, shuffled)] == told
    assert km_per_day(shuffled) == km_per_day(life)
    assert in_time(shuffled) == in_time(life)


@given(drives, some.integers(11, 5_000), some.data())
@settings(max_examples=60)
def test_more_than_the_tolerance_below_an_earlier_reading_is_always_odd(legs, below, data):
    life = driven(legs)
    earlier = data.draw(some.sampled_from(life))
    assert judge(Reading(earlier.on + timedelta(days=1), earlier.km - below), [earlier]) != ()


@given(drives, some.integers(-500_000, 500_000))
@settings(max_examples=40)
def test_a_replaced_cluster_changes_nothing_once_its_offset_is_known(legs, offset):
    life = driven(legs)
    half = len(life) // 2
    replaced = life[:half] + [Reading(each.on, each.km - offset, segment=1) for each in life[half:]]
    assert odd_readings(replaced, {1: offset}) == ()
    assert km_per_day(replaced, {1: offset}) == km_per_day(life)


@pytest.mark.parametrize(
    ("readings", "daily"),
    [
        ([], None),
        ([after(0, 5)], None),
        ([after(0, 0), after(6, 600)], None),
        ([after(0, 0), after(10, 600)], Fraction(60)),
        ([after(0, 0), after(100, 5_000), after(200, 10_000), after(300, 15_000), after(310, 155_000)], Fraction(50)),
        ([after(0, 0), after(1_000, 100_000), after(1_100, 101_000), after(1_200, 102_000)], Fraction(10)),
        ([after(0, 5_000), after(10, 4_000)], Fraction(0)),
    ],
)
def test_km_a_day_is_of_late_and_not_moved_by_one_mistake(readings, daily):
    assert km_per_day(readings) == daily


@pytest.mark.parametrize(
    ("given_distance", "km"),
    [
        (Distance(0), 0),
        (Distance(2_000_000), 2_000_000),
        (Distance(1, LengthUnit.MILES), 2),
        (Distance(7_500, LengthUnit.MILES), 12_070),
        (Distance(1_000_000, LengthUnit.MILES), 1_609_344),
    ],
)
def test_kilometres_of_what_the_source_gave(given_distance, km):
    assert kilometres(given_distance) == km


@pytest.mark.parametrize("beyond", [Distance(-1), Distance(2_000_001), Distance(1_242_743, LengthUnit.MILES)])
def test_what_no_odometer_reads_is_refused(beyond):
    with pytest.raises(OdometerOutOfRange) as refused:
        kilometres(beyond)
    assert refused.value.facts == {"km": beyond.km, "most": 2_000_000}


def test_where_a_cluster_was_replaced_it_is_told_by_what_the_clusters_showed():
    offsets = {0: 0, 1: 60_000}
    before = [Reading(date(2026, 1, 1), 60_000, 0, 1), Reading(date(2026, 2, 1), 900, 1, 2)]
    (note,) = judge(Reading(date(2026, 3, 1), 300, 1, 3), before, offsets)
    said = Language("en").sentence(note).replace("\u00a0", " ")

    assert "300 km on this cluster (60,300 km over all clusters)" in said
    assert "conflicts with 900 km (60,900 km) on" in said
    assert (note.facts["km"], note.facts["neighbour_km"]) == (60_300, 60_900)
    (other,) = judge(Reading(date(2026, 3, 1), 59_000, 0, 3), before[:1])
    assert "cluster" not in Language("en").sentence(other)
