"""Deadlines: working days by each market's calendar, and what is due, late or kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.market.market import codes
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.recycling.end.rules.deadlines import State, dues, rules_of
from lifecycle_desk.vehicle.rules.life import RecordedEvent

CODES = ("CN", *codes())


def told(seq: int, on: date, kind: str, **facts) -> RecordedEvent:
    return RecordedEvent(seq, on, kind, facts)


@pytest.mark.parametrize("code", CODES)
def test_every_calendar_covers_three_years_with_its_source(code):
    found = calendar_of(code)
    assert (found.code, found.covers_from, found.covers_to) == (code, date(2025, 1, 1), date(2027, 12, 31))
    assert found.source
    assert len(found.read or found.source) > 40
    assert {each.on.year for each in found.holidays} == {2025, 2026, 2027}
    assert len({each.on for each in found.holidays}) == len(found.holidays)


@pytest.mark.parametrize(
    ("code", "day", "works"),
    [
        ("GB", date(2026, 12, 25), False),
        ("GB", date(2026, 12, 28), False),  # Boxing Day falls on a Saturday
        ("GB", date(2026, 12, 29), True),
        ("TH", date(2026, 4, 13), False),
        ("TH", date(2026, 12, 7), False),  # in lieu of 5 December
        ("AE", date(2026, 12, 2), False),
        ("AE", date(2026, 12, 4), True),  # a Friday, worked since 2022
        ("MX", date(2026, 11, 16), False),
        ("ES", date(2026, 12, 8), False),
        ("CN", date(2026, 10, 1), False),
        ("CN", date(2026, 10, 10), True),  # a Saturday that is worked for the Golden Week
        ("SA", date(2026, 11, 27), False),  # a Friday
        ("SA", date(2026, 11, 29), True),  # a Sunday
        ("RU", date(2025, 11, 1), True),  # a Saturday that is worked for the bridge of 3 November
        ("RU", date(2026, 1, 9), False),
        ("UZ", date(2026, 12, 12), True),  # a Saturday that is worked for New Year's Eve
        ("HU", date(2026, 8, 21), False),  # a bridge, for which 8 August is worked
        ("IL", date(2026, 9, 21), False),  # Yom Kippur
        ("NO", date(2026, 5, 14), False),  # Ascension Day
        ("ZA", date(2026, 8, 10), False),  # Women's Day falls on a Sunday
    ],
)
def test_days_off_are_those_that_were_announced(code, day, works):
    assert calendar_of(code).is_working(day) is works


def test_working_days_skip_weekends_and_holidays():
    british = calendar_of("GB")
    assert british.after(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert british.after(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert calendar_of("CN").after(date(2026, 9, 30), 3) == date(2026, 10, 10)


@pytest.mark.parametrize(
    ("code", "since", "n", "last"),
    [
        ("RU", date(2025, 12, 30), 5, date(2026, 1, 16)),  # off from 31 December to 11 January
        ("SA", date(2026, 3, 16), 3, date(2026, 3, 25)),  # Eid al-Fitr from Thursday to Tuesday
        ("IL", date(2026, 9, 10), 1, date(2026, 9, 14)),  # Friday, Saturday, New Year
        ("HU", date(2026, 8, 6), 2, date(2026, 8, 8)),  # a Saturday that is worked
        ("DE", date(2026, 12, 23), 3, date(2026, 12, 29)),
        ("KZ", date(2026, 3, 20), 1, date(2026, 3, 26)),  # Nowruz, moved on from its weekend
        ("TR", date(2026, 5, 26), 1, date(2026, 6, 1)),  # four days of Eid al-Adha and a Sunday
        ("CL", date(2026, 9, 17), 1, date(2026, 9, 21)),
        ("NZ", date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day falls on a Saturday
        ("BR", date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_a_deadline_in_working_days_is_that_of_the_countrys_own_calendar(code, since, n, last):
    assert calendar_of(code).after(since, n) == last


@settings(max_examples=40)
@given(st.sampled_from(CODES), st.dates(date(2024, 6, 1), date(2028, 6, 1)), st.integers(1, 40))
def test_a_deadline_ends_on_a_working_day_after_just_so_many(code, since, n):
    found = calendar_of(code)
    last = found.after(since, n)
    between = [since + timedelta(days=each) for each in range(1, (last - since).days + 1)]
    assert found.is_working(last)
    assert sum(map(found.is_working, between)) == n


def test_what_is_only_expected_is_not_sure():
    emirates = calendar_of("AE")
    assert emirates.is_sure(date(2026, 11, 1), date(2026, 12, 31))
    assert not emirates.is_sure(date(2027, 3, 1), date(2027, 3, 20))
    assert not emirates.is_sure(date(2027, 12, 1), date(2028, 1, 5))


def test_every_rule_has_a_source_and_a_market():
    for code in CODES:
        for rule in rules_of(code):
            assert rule.source
            assert len(rule.read or rule.source) > 30
            assert rule.within > 0


def test_china_wants_fifteen_working_days_after_the_battery_is_handed_over():
    gone = told(4, date(2026, 9, 24), "recycling.battery_handed_over")
    (due,) = dues([gone], "CN", date(2026, 10, 9))
    assert (due.deadline.id, due.due_on, due.state) == ("CN-battery", date(2026, 10, 22), State.OPEN)
    (late,) = dues([gone], "CN", date(2026, 10, 23))
    assert late.state is State.LATE
    report = told(5, date(2026, 10, 20), "recycling.reported", deadline="CN-battery", event=4)
    (kept,) = dues([gone, report], "CN", date(2026, 11, 25))
    assert (kept.state, kept.waits) == (State.KEPT, False)


def test_a_report_of_another_event_keeps_nothing():
    events = [
        told(4, date(2026, 9, 24), "recycling.battery_handed_over"),
        told(5, date(2026, 9, 28), "recycling.reported", deadline="CN-battery", event=3),
    ]
    assert [each.state for each in dues(events, "CN", date(2026, 11, 25))] == [State.LATE]


def test_britain_wants_the_certificate_within_seven_days():
    taken = told(2, date(2026, 11, 9), "recycling.taken_over")
    (due,) = dues([taken], "GB", date(2026, 11, 16))
    assert (due.due_on, due.state) == (date(2026, 11, 16), State.OPEN)
    done = told(3, date(2026, 11, 18), "recycling.destroyed")
    (missed,) = dues([taken, done], "GB", date(2026, 11, 25))
    assert missed.state is State.MISSED


def test_italy_wants_ten_working_days_for_depollution_and_thirty_days_for_the_register():
    taken = told(2, date(2026, 12, 23), "recycling.taken_over")
    depolluted, register = dues([taken], "IT", date(2027, 1, 8))
    assert (depolluted.due_on, depolluted.sure, depolluted.state) == (date(2027, 1, 11), True, State.OPEN)
    assert (register.due_on, register.state) == (date(2027, 1, 22), State.OPEN)


def test_brazil_counts_ten_three_and_five_working_days_over_christmas():
    taken = told(2, date(2026, 12, 18), "recycling.taken_over")
    (open_one,) = dues([taken], "BR", date(2026, 12, 20))
    assert (open_one.deadline.id, open_one.due_on) == ("BR-dismantling", date(2027, 1, 5))
    after = dues([taken, told(3, date(2026, 12, 23), "recycling.destroyed")], "BR", date(2026, 12, 24))
    assert {each.deadline.id: each.due_on for each in after} == {
        "BR-dismantling": date(2027, 1, 5),
        "BR-notice": date(2026, 12, 29),
        "BR-parts": date(2026, 12, 31),
    }


def test_a_rule_of_before_its_time_asks_nothing():
    assert dues([told(1, date(2018, 7, 31), "vehicle.battery_replaced")], "CN", date(2018, 12, 1)) == ()
    assert dues([told(1, date(2018, 8, 1), "vehicle.battery_replaced")], "CN", date(2018, 12, 1)) != ()
