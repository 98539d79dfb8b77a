"""What comes due: counted beside a calendar that is walked day by day, and in the cases that people ask about."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scheduled import BELT, BRAKE_FLUID, FILTER, OIL, PADS, SOLD, YEARLY, only, record, schedule, visit

from lifecycle_desk.schedules.rules import (
    VISIT,
    By,
    Done,
    Interval,
    Item,
    Record,
    Visits,
    VisitSize,
    after,
    clocks_of,
    dues_of,
    planned,
)
from lifecycle_desk.vehicle.rules.odometer import Reading

A_DAY = timedelta(days=1)
DAYS = some.dates(date(2000, 1, 1), date(2030, 12, 31))
INTERVALS = some.builds(Interval, some.none() | some.integers(1, 60), some.none() | some.integers(500, 60_000)).filter(
    bool
)


def walked(start: date, months: int) -> date:
    """Some months later by a calendar that is walked day by day: each month has one day that is the start's own."""
    day = start
    while months:
        day += A_DAY
        last_of_month = (day + A_DAY).month != day.month
        months -= day.day == start.day or (last_of_month and day.day < start.day)
    return day


@given(start=DAYS, months=some.integers(0, 130))
def test_months_are_counted_as_people_count_them(start, months):
    assert after(start, months) == walked(start, months)


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2023-03-31", 1, "2023-04-30"),
        ("2023-05-05", 0, "2023-05-05"),
    ],
)
def test_a_month_that_lacks_the_day_ends_with_its_last(start, months, day):
    assert after(date.fromisoformat(start), months) == date.fromisoformat(day)


def simulated(interval: Interval, since: date, km: int, last: Reading, pace: Fraction) -> date | None:
    """The first day on which an interval is over, by walking day by day from when it began."""
    by_time = walked(since, interval.months) if interval.months else None
    day = since
    for _ in range(40_000):
        run = last.km + pace * (day - last.on).days if day >= last.on else last.km
        by_km = interval.km is not None and day >= last.on and run >= km + interval.km
        if (by_time and day >= by_time) or by_km:
            return day
        day += A_DAY
    return None


@given(
    interval=INTERVALS,
    since=DAYS,
    km=some.integers(0, 200_000),
    run=some.integers(0, 50_000),
    days=some.integers(0, 700),
    pace=some.fractions(0, 250, max_denominator=20),
)
def test_what_is_due_is_the_day_that_a_walk_through_the_calendar_finds(interval, since, km, run, days, pace):
    last = Reading(since + timedelta(days=days), km + run, seq=9)
    known = Record(
        begins=since - timedelta(days=900),
        known_from=since - timedelta(days=900),
        done=(Done(since, km, frozenset({VISIT})),),
        readings=(Reading(since, km), last) if days else (Reading(since, km + run),),
        pace=pace,
    )
    last = known.readings[-1]

    [due] = dues_of(schedule(visits=Visits(every=interval)), known)

    expected = simulated(interval, since, km, last, pace)
    assert due.on == (walked(since, interval.months) if interval.months else None)
    assert due.at_km == (km + interval.km if interval.km else None)
    if expected is not None:
        assert due.forecast == expected


def test_whichever_comes_first_makes_it_due_and_says_so():
    of = schedule(visits=Visits(every=YEARLY))
    slow = record(visit("2023-01-31", 10_000), readings=(("2023-01-31", 10_000), ("2023-03-02", 10_300)), pace=10)
    fast = record(visit("2023-01-31", 10_000), readings=(("2023-01-31", 10_000), ("2023-03-02", 13_000)), pace=100)

    [by_time], [by_km] = dues_of(of, slow), dues_of(of, fast)

    assert (by_time.forecast, by_time.by) == (date(2024, 1, 31), By.DATE)
    assert (by_km.forecast, by_km.by) == (date(2023, 3, 2) + timedelta(days=170), By.KM)
    assert (by_time.on, by_time.at_km) == (by_km.on, by_km.at_km) == (date(2024, 1, 31), 30_000)


def test_a_reading_beyond_the_distance_tells_the_day():
    known = record(readings=(("2022-06-01", 9_000), ("2022-09-01", 20_400), ("2022-10-01", 24_000)), pace=100)
    [due] = dues_of(schedule(visits=Visits(every=YEARLY)), known)
    assert (due.forecast, due.by) == (date(2022, 9, 1), By.KM)


def test_a_car_that_stands_still_is_due_by_time_and_an_item_by_distance_alone_not_at_all():
    known = record(readings=(("2022-06-01", 900),), pace=0)
    oil, visits = dues_of(schedule(OIL, visits=Visits(every=YEARLY)), known)[::-1]
    assert visits.forecast == date(2023, 1, 31)
    assert (oil.code, oil.forecast, oil.at_km, oil.by) == ("engine_oil", None, 10_000, By.KM)


def test_an_item_has_a_clock_of_its_own():
    of = schedule(BRAKE_FLUID, visits=Visits(every=YEARLY))
    dues = {each.code: each for each in dues_of(of, record(visit("2023-01-15", 15_000), visit("2024-01-10", 29_000)))}
    assert dues[VISIT].forecast == date(2025, 1, 10)
    assert dues["brake_fluid"].forecast == date(2024, 1, 31)

    replaced = record(visit("2023-01-15", 15_000), visit("2024-01-10", 29_000, "brake_fluid"))
    dues = {each.code: each for each in dues_of(of, replaced)}
    assert dues["brake_fluid"].forecast == date(2026, 1, 10)


def test_the_first_visit_and_the_first_time_of_an_item_have_their_own_intervals():
    of = schedule(FILTER, PADS, visits=Visits(first=Interval(6, 3_500), every=YEARLY))
    dues = {each.code: (each.on, each.at_km) for each in dues_of(of, record())}
    assert dues == {
        VISIT: (date(2022, 7, 31), 3_500),
        "brake_pads": (date(2022, 7, 31), 3_500),
        "air_filter": (date(2024, 7, 31), 40_000),
    }
    after_first = {each.code: (each.on, each.at_km) for each in dues_of(of, record(visit("2022-07-15", 3_000)))}
    assert after_first[VISIT] == (date(2023, 7, 15), 23_000)


def test_severe_use_shortens_and_adds():
    of = schedule(OIL, BELT, visits=Visits(first=Interval(12, 20_000), every=YEARLY, severe=Interval(6, 10_000)))
    normal = {each.code: (each.first, each.every) for each in clocks_of(of)}
    severe = {each.code: (each.first, each.every) for each in clocks_of(of, severe=True)}
    assert set(normal) == {VISIT, "engine_oil"}
    assert severe == {
        VISIT: (Interval(6, 10_000), Interval(6, 10_000)),
        "engine_oil": (Interval(km=5_000), Interval(km=5_000)),
        "timing_belt": (Interval(km=70_000), Interval(km=70_000)),
    }


def test_what_is_not_published_is_not_due():
    once = schedule(visits=Visits(first=Interval(12, 10_000)))
    assert dues_of(once, record())
    assert dues_of(once, record(visit("2023-01-10", 9_000))) == ()


def test_visits_take_turns_in_their_size():
    of = Visits(every=YEARLY, sizes=("small", "medium", "small", "large"))
    assert [of.size(each) for each in (1, 2, 3, 4, 5)] == [
        VisitSize.SMALL,
        VisitSize.MEDIUM,
        VisitSize.SMALL,
        VisitSize.LARGE,
        VisitSize.SMALL,
    ]
    assert Visits(every=YEARLY, sizes=("A", "B")).size(2) == "B"
    assert Visits(every=YEARLY).size(3) is None


def test_what_was_done_before_a_used_car_came_is_taken_to_be_done():
    came = record(known_from=date(2025, 6, 1), readings=(("2025-06-01", 61_000),), pace=40)
    dues = {each.code: each for each in dues_of(schedule(BRAKE_FLUID, OIL, visits=Visits(every=YEARLY)), came)}
    assert (dues[VISIT].on, dues[VISIT].at_km, dues[VISIT].guessed) == (date(2026, 1, 31), 80_000, True)
    assert (dues["brake_fluid"].on, dues["brake_fluid"].guessed) == (date(2026, 1, 31), True)
    assert dues["engine_oil"].at_km == 70_000


def test_a_used_car_that_has_not_come_to_its_first_visit_is_not_guessed():
    came = record(known_from=date(2022, 6, 1), readings=(("2022-06-01", 3_000),))
    [due] = dues_of(schedule(visits=Visits(every=YEARLY)), came)
    assert (due.on, due.at_km, due.guessed, due.number) == (date(2023, 1, 31), 20_000, False, 1)


@given(
    done=some.lists(some.tuples(some.integers(0, 1_500), some.integers(0, 90_000)), max_size=5),
    interval=INTERVALS,
)
def test_each_time_that_it_is_done_its_clock_begins_anew(done, interval):
    times = sorted(dict(done).items())
    known = record(*(only(str(SOLD + timedelta(days=days)), km, "brake_fluid") for days, km in times))
    dues = dues_of(schedule(Item(code="brake_fluid", every=interval), BRAKE_FLUID_TOO), known)
    due = next(each for each in dues if each.code == "brake_fluid")
    days, km = times[-1] if times else (0, 0)
    begun = SOLD + timedelta(days=days)
    assert due.on == (walked(begun, interval.months) if interval.months else None)
    assert due.at_km == (km + interval.km if interval.km else None)
    assert due.number == len(times) + 1
    other = next(each for each in dues if each.code == "coolant")
    assert (other.on, other.since) == (walked(SOLD, 48), None)


BRAKE_FLUID_TOO = Item(code="coolant", every=Interval(months=48))


def test_with_a_visit_is_done_what_would_be_due_before_the_middle_to_the_next():
    of = schedule(BRAKE_FLUID, PADS, Item(code="coolant", every=Interval(months=20)), visits=Visits(every=YEARLY))
    dues = dues_of(of, record(visit("2023-01-15", 15_000, "brake_pads")))

    together = [each.code for each in planned(of, dues, date(2023, 12, 20))]

    # the visit is due on 15 January 2024, the fluid on 31 January; the coolant was due in September 2023
    assert together == ["coolant", VISIT, "brake_pads", "brake_fluid"]
    soon = [each.code for each in planned(of, dues, date(2023, 9, 1))]
    assert soon == ["coolant"]


def test_items_that_go_with_visits_come_with_the_visit_alone():
    of = schedule(PADS, BRAKE_FLUID, visits=Visits(every=YEARLY))
    dues = dues_of(of, record(visit("2023-12-15", 15_000, "brake_pads")))
    assert [each.code for each in planned(of, dues, date(2024, 1, 20))] == ["brake_fluid"]


def test_nothing_is_planned_where_nothing_is_due():
    assert planned(schedule(BELT), (), date(2024, 1, 20)) == ()
