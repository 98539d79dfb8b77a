"""What a life tells of servicing: visits here, elsewhere and at another dealer's; what was set; what was put off."""

from dataclasses import replace
from datetime import date

import pytest
from scheduled import SOLD, YEARLY, record, schedule, visit

from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules import Answered, Condition, ConditionKind, Holds
from lifecycle_desk.cover.rules.conditions import ask_condition
from lifecycle_desk.cover.rules.facts import CarFacts, ServiceVisit
from lifecycle_desk.schedules.rules import SCHEDULE_SET, SERVICED, SNOOZED, Setting, Visits
from lifecycle_desk.schedules.rules.record import done_in, setting_in, snoozed_in
from lifecycle_desk.schedules.usecases.schedules import PUT_OFF, SCHEDULE_CHOSEN, SERVICED_ELSEWHERE
from lifecycle_desk.vehicle.rules.life import ELSEWHERE, RecordedEvent
from lifecycle_desk.vehicle.rules.travel import travelling

DAY = date(2024, 5, 6)
ORDER = {"order": "RO-2024-0001", "serviced": ["visit", "brake_fluid"], "sheet": {"jobs": []}, "totals": {}}


def told(seq, kind, facts, on=DAY):
    return RecordedEvent(seq, on, kind, facts)


@pytest.mark.parametrize(
    ("kind", "facts", "authorised"),
    [
        ("service.order", ORDER, True),
        ("service.order_corrected", ORDER, True),
        (SERVICED, {"serviced": ["visit"], "authorised": False}, False),
        (SERVICED, {"serviced": ["visit"], "authorised": True}, True),
        (SERVICED, {"serviced": ["visit"]}, None),
        (ELSEWHERE, {"dealer": "Other", "kind": "service.order", "facts": ORDER}, None),
        (ELSEWHERE, {"dealer": "Other", "kind": SERVICED, "facts": {"serviced": ["visit"], "authorised": True}}, True),
    ],
)
def test_a_visit_is_told_with_who_did_it(kind, facts, authorised):
    [done] = done_in([told(7, kind, facts)], {7: 30_000})
    assert (done.on, done.km, done.authorised, done.seq) == (DAY, 30_000, authorised, 7)
    assert "visit" in done.codes


def test_an_order_that_names_no_item_is_no_visit_and_a_reading_that_does_not_fit_is_not_its_distance():
    assert done_in([told(7, "service.order", {"order": "RO-2024-0001"})], {}) == ()
    [done] = done_in([told(7, "service.order", ORDER)], {6: 30_000})
    assert done.km is None


def test_the_last_setting_counts_and_a_service_ends_what_was_put_off():
    first = told(3, SCHEDULE_SET, {"schedule": "own", "version": "2024-01-01", "severe": True})
    second = told(5, SCHEDULE_SET, {"severe": False})
    assert setting_in([first]) == Setting("own", date(2024, 1, 1), severe=True)
    assert setting_in([first, second]) == Setting()
    assert setting_in([]) == Setting()
    off = told(6, SNOOZED, {"until": "2024-06-01"})
    assert snoozed_in([off]) == date(2024, 6, 1)
    assert snoozed_in([off, told(8, SNOOZED, {})]) is None
    assert snoozed_in([off, told(9, "service.order", ORDER)]) is None
    assert snoozed_in([off, told(4, "service.order", ORDER)]) == date(2024, 6, 1)
    assert snoozed_in([off, told(9, "service.order", {"order": "RO-2024-0002"})]) == date(2024, 6, 1)


def test_what_was_done_travels_and_who_did_it_does_not():
    facts = {"serviced": ["visit"], "authorised": True, "workshop": "Somchai Garage", "note": "paid in cash"}
    assert travelling(told(7, SERVICED, facts)).facts == {"serviced": ["visit"], "authorised": True}
    assert travelling(told(7, SCHEDULE_SET, {"schedule": "own", "why": "asked"})).facts == {}


def test_distances_on_a_day_are_counted_evenly_and_bounded_by_the_readings_around_it():
    known = record(visit("2023-01-10", 15_000), readings=(("2023-01-10", 15_000), ("2023-04-20", 25_000)))
    assert known.km_on(SOLD) == 0
    assert known.km_on(date(2023, 3, 1)) == 20_000
    assert known.km_on(date(2024, 1, 1)) == 25_000
    assert known.km_between(date(2023, 3, 1)) == (15_000, 25_000)
    assert known.km_between(date(2023, 4, 20)) == (15_000, None)
    assert known.reached(15_001) == date(2023, 4, 20)
    assert record(known_from=DAY).km_on(DAY) == 0


def test_each_event_is_told_with_its_facts():
    facts = {"serviced": ["visit"], "authorised": False, "workshop": "Garage", "note": "late"}
    done = SERVICED_ELSEWHERE.worded(told(7, SERVICED, facts), {})
    assert [str(label).rpartition("\x04")[2] for label, _ in done.facts] == [
        "Service items",
        "Workshop",
        "Authorised workshop",
        "Note",
    ]
    named = SCHEDULE_CHOSEN.worded(told(3, SCHEDULE_SET, {"title": "Ours", "severe": True, "why": "asked"}), {})
    assert named.detail == (Said("Ours"),)
    assert len(named.facts) == 3
    off = PUT_OFF.worded(told(6, SNOOZED, {"until": "2024-06-01", "note": "abroad"}), {})
    assert off.detail == (Said("until %(day)s", day=date(2024, 6, 1)), "abroad")
    assert PUT_OFF.worded(told(6, SNOOZED, {}), {}).detail == ()


BEGAN = date(2025, 6, 1)
YES, NO, NOT_KNOWN = Holds.YES, Holds.NO, Holds.NOT_KNOWN


@pytest.mark.parametrize(
    ("services", "since", "holds"),
    [
        ((), None, YES),
        ((), BEGAN, NOT_KNOWN),
        ((ServiceVisit(date(2025, 7, 1), 60_000, authorised=True),), BEGAN, NOT_KNOWN),
        ((ServiceVisit(date(2024, 7, 1), 40_000, authorised=True),), BEGAN, YES),
        ((ServiceVisit(date(2025, 7, 1), 60_000, authorised=False),), BEGAN, NO),
        ((ServiceVisit(date(2025, 7, 1), 60_000, authorised=None),), None, NOT_KNOWN),
    ],
)
def test_who_serviced_a_car_before_it_came_is_not_known(services, since, holds):
    facts = CarFacts(brand="MG", market="TH", services=services, services_known_from=since)
    condition = Condition(ConditionKind.AUTHORISED_SERVICE)
    assert ask_condition(facts, condition, date(2026, 1, 1), 70_000, SOLD).holds is holds


def test_a_cover_takes_the_answer_of_somebody_before_that_of_the_schedule():
    of = schedule(visits=Visits(every=YEARLY))
    late = record(visit("2023-02-21", 15_000, seq=41))
    facts = CarFacts(brand="MG", market="TH", schedule=of, record=late)
    condition = Condition(ConditionKind.SERVICED_ON_TIME)
    told_late = ask_condition(facts, condition, date(2023, 6, 1), 18_000, SOLD)
    assert (told_late.holds, told_late.seq, told_late.why.facts["n"]) == (NO, 41, 21)
    answered = replace(facts, serviced_on_time=Answered(yes=True, seq=9))
    assert ask_condition(answered, condition, date(2023, 6, 1), 18_000, SOLD).holds is YES
