"""Whether a car was serviced on time: each case says what was done, and which visit was late by how much."""

from datetime import date

import pytest
from scheduled import BELT, BRAKE_FLUID, FILTER, OIL, PADS, SOLD, YEARLY, only, record, schedule, visit

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.schedules.rules import Interval, ScheduleKind, Tolerance, Visits, judged_on_time
from lifecycle_desk.schedules.rules import on_time as words
from lifecycle_desk.schedules.rules.terms import ServiceItem

VISITS = schedule(visits=Visits(every=YEARLY))
FIRST = schedule(visits=Visits(first=Interval(6, 3_500), every=YEARLY))
LENIENT = schedule(visits=Visits(every=YEARLY), tolerance=Tolerance(30, 1_500))
ONLY_TIME = schedule(BRAKE_FLUID)
ONLY_KM = schedule(OIL)
BOTH = schedule(BRAKE_FLUID, visits=Visits(every=YEARLY))
WITH_PADS = schedule(PADS, visits=Visits(every=YEARLY))
SEVERE = schedule(BELT, visits=Visits(every=YEARLY, severe=Interval(6, 10_000)))
ONCE = schedule(visits=Visits(first=Interval(12, 10_000)))
LATER_ITEM = schedule(FILTER)
CAME = date(2025, 6, 1)  # when a used car came into the books
CAME_AT_59 = {"known_from": CAME, "readings": (("2025-06-01", 59_000),)}
CAME_AT_55 = {"known_from": CAME, "readings": (("2025-06-01", 55_000),)}
SEVERELY = {"severe": True}
FEW = {"readings": (("2022-11-01", 18_000), ("2023-03-01", 24_000))}
THREE, SECOND_LATE = (f"2023-01-10@15000 2024-01-{day}@31000 2025-01-05@48000" for day in ("05", "15"))
SINCE, LATE_SINCE = (f"2025-07-01@60000 2026-{day}@70000" for day in ("06-11", "07-11"))


def months(count: int):
    """A schedule whose visits are so many months apart."""
    return schedule(visits=Visits(every=Interval(months=count)))


def read(on: str, km: int):
    """A car with one reading."""
    return {"readings": ((on, km),)}


def done_in(told: str):
    """The visits in "2023-01-10@15000+brake_fluid": a visit with an item; = stands for items alone, ? for no km."""
    for each in told.split():
        day, _, rest = each.partition("@")
        alone = "=" in rest
        km, *codes = rest.replace("=", "+").split("+")
        yield (only if alone else visit)(day, None if km == "?" else int(km), *codes)


# what it shows, schedule, what was done, now, km now, the rest of the record, yes / no / not known, days late, km late
CASES = [
    # nothing due yet
    ("no service is due in the first year", VISITS, "", "2022-12-31", 9_000, {}, True, 0, 0),
    ("the day on which it is due is on time", VISITS, "", "2023-01-31", 9_000, {}, True, 0, 0),
    ("the kilometre at which it is due is on time", VISITS, "", "2022-12-31", 20_000, {}, True, 0, 0),
    ("a day later it is missed", VISITS, "", "2023-02-01", 9_000, {}, False, 1, 0),
    ("a kilometre later it is missed", VISITS, "", "2022-12-31", 20_001, {}, False, 0, 1),
    ("missed for a year", VISITS, "", "2024-01-31", 9_000, {}, False, 365, 0),
    # one visit
    ("done on the last day", VISITS, "2023-01-31@15000", "2023-06-01", 18_000, {}, True, 0, 0),
    ("done long before", VISITS, "2022-06-01@5000", "2023-05-31", 18_000, {}, True, 0, 0),
    ("done a day late", VISITS, "2023-02-01@15000", "2023-06-01", 18_000, {}, False, 1, 0),
    ("done three weeks late", VISITS, "2023-02-21@15000", "2023-06-01", 18_000, {}, False, 21, 0),
    ("done 2,500 km late", VISITS, "2022-11-01@22500", "2023-06-01", 24_000, {}, False, 0, 2_500),
    ("done at the last kilometre", VISITS, "2022-11-01@20000", "2023-06-01", 24_000, {}, True, 0, 0),
    ("late by days says so though it is late by km", VISITS, "2023-02-03@21000", "2023-06-01", 24_000, {}, False, 3, 0),
    # the next is counted from the last
    ("the second counts from the first", VISITS, "2022-06-01@5000", "2023-06-01", 20_000, {}, True, 0, 0),
    ("the second missed by a day", VISITS, "2022-06-01@5000", "2023-06-02", 20_000, {}, False, 1, 0),
    ("the second missed by km", VISITS, "2022-06-01@5000", "2023-05-01", 25_001, {}, False, 0, 1),
    ("three on time", VISITS, THREE, "2025-12-01", 60_000, {}, True, 0, 0),
    ("the second of three late", VISITS, SECOND_LATE, "2025-12-01", 60_000, {}, False, 5, 0),
    ("the first late one is told", VISITS, "2023-02-10@15000 2024-03-15@31000", "2024-12-01", 40_000, {}, False, 10, 0),
    ("one left out", VISITS, "2023-01-10@15000 2025-01-10@34000", "2025-06-01", 40_000, {}, False, 366, 0),
    ("a later visit does not count", VISITS, "2023-01-10@15000", "2022-12-01", 9_000, {}, True, 0, 0),
    ("before it was done it was missed", VISITS, "2023-03-10@15000", "2023-02-05", 9_000, {}, False, 5, 0),
    # months as people count them
    ("thirteen months after 31 January end with February", months(13), "", "2023-02-28", 1, {}, True, 0, 0),
    ("and no later", months(13), "", "2023-03-01", 1, {}, False, 1, 0),
    ("a leap year has the 29th", months(25), "", "2024-02-29", 1, {}, True, 0, 0),
    ("one month from 31 January", months(1), "", "2022-02-28", 1, {}, True, 0, 0),
    ("one month and a day", months(1), "", "2022-03-01", 1, {}, False, 1, 0),
    # the first visit
    ("the first within half a year", FIRST, "2022-07-31@3000", "2023-07-31", 9_000, {}, True, 0, 0),
    ("the first late by a day", FIRST, "2022-08-01@3000", "2022-12-31", 9_000, {}, False, 1, 0),
    ("the first late by 500 km", FIRST, "2022-06-01@4000", "2022-12-31", 9_000, {}, False, 0, 500),
    ("the first missed", FIRST, "", "2022-08-10", 3_000, {}, False, 10, 0),
    ("the second has a year", FIRST, "2022-06-01@3000", "2023-06-01", 23_000, {}, True, 0, 0),
    ("what follows the first is not published", ONCE, "2023-01-20@9000", "2027-01-01", 99_000, {}, True, 0, 0),
    ("the first at ten thousand", ONCE, "2022-11-20@10400", "2027-01-01", 99_000, {}, False, 0, 400),
    # tolerance
    ("within thirty days", LENIENT, "2023-03-02@15000", "2023-06-01", 18_000, {}, True, 0, 0),
    ("beyond thirty days by one", LENIENT, "2023-03-03@15000", "2023-06-01", 18_000, {}, False, 1, 0),
    ("within 1,500 km", LENIENT, "2022-12-01@21500", "2023-06-01", 22_000, {}, True, 0, 0),
    ("beyond 1,500 km by one", LENIENT, "2022-12-01@21501", "2023-06-01", 22_000, {}, False, 0, 1),
    ("not done, within thirty days", LENIENT, "", "2023-03-02", 15_000, {}, True, 0, 0),
    ("not done, beyond thirty days", LENIENT, "", "2023-03-04", 15_000, {}, False, 2, 0),
    ("tolerance does not add up", LENIENT, "2023-03-02@15000 2024-04-01@30000", "2024-06-01", 32_000, {}, True, 0, 0),
    # items with a clock of their own
    ("brake fluid within two years", ONLY_TIME, "", "2024-01-31", 200_000, {}, True, 0, 0),
    ("brake fluid missed by a day", ONLY_TIME, "", "2024-02-01", 1, {}, False, 1, 0),
    ("brake fluid replaced", ONLY_TIME, "2024-01-30@40000=brake_fluid", "2026-01-30", 90_000, {}, True, 0, 0),
    ("a visit does not move its clock", ONLY_TIME, "2024-01-30@40000", "2024-02-10", 41_000, {}, False, 10, 0),
    ("done without the fluid", BOTH, "2023-01-15@15000 2024-01-10@30000", "2024-03-01", 32_000, {}, False, 30, 0),
    ("both were done", BOTH, "2023-01-15@15000 2024-01-10@30000+brake_fluid", "2024-03-01", 32_000, {}, True, 0, 0),
    ("the fluid alone moves no visit", BOTH, "2023-01-15@15000=brake_fluid", "2023-03-01", 18_000, {}, False, 29, 0),
    ("oil by kilometres alone", ONLY_KM, "", "2030-01-01", 10_000, {}, True, 0, 0),
    ("oil missed", ONLY_KM, "", "2022-02-01", 10_200, {}, False, 0, 200),
    ("oil changed late", ONLY_KM, "2022-09-01@11000=engine_oil", "2022-12-01", 15_000, {}, False, 0, 1_000),
    ("oil changed in time", ONLY_KM, "2022-09-01@9900=engine_oil", "2022-12-01", 19_900, {}, True, 0, 0),
    ("an item of visits is missed", WITH_PADS, "2023-01-10@15000", "2023-02-10", 16_000, {}, False, 10, 0),
    ("and done with them", WITH_PADS, "2023-01-10@15000+brake_pads", "2023-02-10", 16_000, {}, True, 0, 0),
    ("a filter in time", LATER_ITEM, "2024-07-31@39000=air_filter", "2026-07-31", 79_000, {}, True, 0, 0),
    ("a filter late", LATER_ITEM, "2024-08-02@39000=air_filter", "2026-07-31", 79_000, {}, False, 2, 0),
    # severe use
    ("severe use halves the time", SEVERE, "", "2022-08-01", 5_000, SEVERELY, False, 1, 0),
    ("in normal use it is not due yet", SEVERE, "", "2022-08-01", 5_000, {}, True, 0, 0),
    ("the belt is due in severe use alone", schedule(BELT), "", "2030-01-01", 70_001, SEVERELY, False, 0, 1),
    ("the belt is never due in normal use", schedule(BELT), "", "2030-01-01", 300_000, {}, True, 0, 0),
    ("oil in severe use", ONLY_KM, "2022-05-01@5000=engine_oil", "2022-12-01", 10_001, SEVERELY, False, 0, 1),
    # kilometres that are not known
    ("nobody knows how far it ran", VISITS, "", "2022-12-31", None, {}, None, 0, 0),
    ("but the day shows it", VISITS, "", "2023-02-02", None, {}, False, 2, 0),
    ("time alone needs no kilometres", ONLY_TIME, "", "2023-02-02", None, {}, True, 0, 0),
    ("a later reading shows it", VISITS, "2023-01-10@?", "2023-06-01", 19_000, read("2023-03-01", 17_000), True, 0, 0),
    ("an earlier one too", VISITS, "2022-12-10@?", "2023-06-01", 26_000, read("2022-11-01", 20_700), False, 0, 700),
    ("readings around it leave it open", VISITS, "2022-12-10@?", "2023-06-01", 26_000, FEW, None, 0, 0),
    ("none after it", VISITS, "2022-12-10@?", "2023-01-01", 19_000, read("2022-11-01", 18_000), None, 0, 0),
    # a car that came into the books later
    ("what was before is not known", VISITS, "", "2025-07-01", 60_000, CAME_AT_59, None, 0, 0),
    ("a year without a service since it came is missed", VISITS, "", "2026-06-02", 62_000, CAME_AT_59, False, 1, 0),
    ("all visits told by others", VISITS, THREE, "2025-12-01", 60_000, CAME_AT_55, True, 0, 0),
    ("one of them not told", VISITS, "2023-01-10@15000 2025-01-05@48000", "2025-12-01", 60_000, CAME_AT_55, None, 0, 0),
    ("since it came one was late", VISITS, LATE_SINCE, "2026-08-01", 71_000, CAME_AT_59, False, 10, 0),
    ("since it came all were on time", VISITS, SINCE, "2026-08-01", 71_000, CAME_AT_59, None, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "done", "now", "km", "more", "yes", "days", "over"),
    [each[1:] for each in CASES],
    ids=[each[0] for each in CASES],
)
def test_the_verdict_says_whether_it_was_on_time_and_by_how_much_it_was_not(of, done, now, km, more, yes, days, over):
    told = judged_on_time(of, record(*done_in(done), **more), date.fromisoformat(now), km)

    assert (told.yes, told.days_late, told.km_late) == (yes, days, over)


def test_there_are_many_cases():
    assert len(CASES) >= 60


def test_the_words_name_the_visit_its_days_and_the_event():
    told = judged_on_time(VISITS, record(visit("2023-02-21", 15_000, seq=41)), date(2023, 6, 1), 18_000)

    assert told.seq == 41
    assert told.why.message == words.DAYS_LATE
    assert dict(told.why.facts) == {
        "item": ServiceItem.VISIT,
        "due": date(2023, 1, 31),
        "day": date(2023, 2, 21),
        "n": 21,
    }


def test_the_words_of_a_visit_that_was_late_by_km_name_both_distances():
    told = judged_on_time(VISITS, record(visit("2022-11-01", 22_500, seq=41)), date(2023, 6, 1), 24_000)

    facts = dict(told.why.facts)
    assert (facts["due"], facts["km"], facts["over"]) == (Distance(20_000), Distance(22_500), Distance(2_500))


def test_without_a_schedule_or_with_a_rule_of_thumb_nothing_is_judged():
    thumb = schedule(BRAKE_FLUID, kind=ScheduleKind.RULE_OF_THUMB)
    for of, says in ((None, words.NO_SCHEDULE), (thumb, words.RULE_OF_THUMB)):
        told = judged_on_time(of, record(), date(2030, 1, 1), 300_000)
        assert (told.yes, told.why.message) == (None, says)


def test_what_was_done_on_time_is_shown_by_the_last_visit():
    told = judged_on_time(VISITS, record(visit("2023-01-10", 15_000, seq=7)), date(2023, 6, 1), 18_000)
    assert (told.yes, told.seq, told.why.message) == (True, 7, words.ON_TIME)

    nothing = judged_on_time(VISITS, record(), SOLD, 0)
    assert (nothing.yes, nothing.seq, nothing.why.message) == (True, None, words.NOTHING_DUE)
