"""The conditions of a cover and the facts that show them: what is missing is not known, unless another fact decides."""

from dataclasses import replace
from datetime import date

import pytest
from cover_cars import MAKERS, NAMED, car

from lifecycle_desk.cover.rules import (
    Answer,
    Answered,
    CarFacts,
    Condition,
    ConditionKind,
    Health,
    HealthKind,
    Holds,
    Owner,
    PartGroup,
    Question,
    ServiceVisit,
    Shown,
    Start,
    TwelveMonths,
    Use,
    covers_of,
    evaluate,
    published,
)
from lifecycle_desk.cover.rules.conditions import ask_condition
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import Reading

OMODA = car("Omoda", "ZA", "2024-01-01", "C5", Energy.ICE)
ENGINE_ONLY = (NAMED["omoda_jaecoo-za-engine"],)
ON = date(2030, 6, 1)


def of_the_engine(**changed):
    """The test of each condition of the engine's ten years, where something of the car is otherwise."""
    verdict = evaluate(replace(OMODA, **changed), PartGroup.ENGINE, ON, 90_000, ENGINE_ONLY)
    return verdict, {each.asked: each for each in verdict.by.tests}


@pytest.mark.parametrize(
    ("changed", "asked", "holds", "seq", "answer"),
    [
        ({}, "first_owner_only", "yes", 3, "covered"),
        ({"owners": None}, "first_owner_only", "not_known", None, "not_known"),
        ({"owners": ()}, "first_owner_only", "yes", None, "covered"),
        (
            {"owners": (Owner(date(2024, 1, 1), 3), Owner(date(2027, 5, 1), 40))},
            "first_owner_only",
            "no",
            40,
            "not_covered",
        ),
        (
            {"owners": (Owner(date(2024, 1, 1), 3), Owner(date(2027, 5, 1), 40, keeps_first=True))},
            "first_owner_only",
            "yes",
            3,
            "covered",
        ),
        (
            {"owners": (Owner(date(2024, 1, 1), 3), Owner(ON, 40))},  # on the very day
            "first_owner_only",
            "no",
            40,
            "not_covered",
        ),
        (
            {"owners": (Owner(date(2024, 1, 1), 3), Owner(date(2031, 5, 1), 40))},
            "first_owner_only",
            "yes",
            3,
            "covered",
        ),
        ({"use": Use.COMMERCIAL, "use_seq": 8}, "private_use_only", "no", 8, "not_covered"),
        ({"use": Use.NOT_KNOWN}, "private_use_only", "not_known", None, "not_known"),
        ({"use": Use.PRIVATE, "use_seq": 7}, "private_use_only", "yes", 7, "covered"),
        ({"serviced_on_time": None}, "serviced_on_time", "not_known", None, "not_known"),
        ({"serviced_on_time": Answered(yes=False, seq=12)}, "serviced_on_time", "no", 12, "not_covered"),
        ({"services": None}, "authorised_service", "not_known", None, "not_known"),
        (
            {"services": (ServiceVisit(date(2025, 1, 1), 9_000, authorised=True, seq=20),)},
            "authorised_service",
            "yes",
            20,
            "covered",
        ),
        (
            {"services": (ServiceVisit(date(2025, 1, 1), 9_000, authorised=False, seq=20),)},
            "authorised_service",
            "no",
            20,
            "not_covered",
        ),
        (
            {"services": (ServiceVisit(date(2025, 1, 1), 9_000, authorised=None, seq=20),)},
            "authorised_service",
            "not_known",
            20,
            "not_known",
        ),
        (
            {"services": (ServiceVisit(date(2030, 6, 2), 9_000, authorised=False, seq=20),)},
            "authorised_service",
            "yes",
            None,
            "covered",
        ),
    ],
)
def test_each_condition_is_answered_with_the_event_that_shows_it(changed, asked, holds, seq, answer):
    verdict, tests = of_the_engine(**changed)
    told = tests[ConditionKind.of(asked)]
    assert (told.holds, told.seq) == (Holds.of(holds), seq)
    assert verdict.answer is Answer.of(answer)


def test_after_the_first_owner_the_vehicle_s_cover_remains_and_the_verdict_lists_both():
    sold_on = replace(OMODA, owners=(Owner(date(2024, 1, 1), 3), Owner(date(2027, 5, 1), 40)))
    verdict = evaluate(sold_on, PartGroup.ENGINE, date(2028, 1, 1), 90_000, MAKERS)
    assert verdict.answer is Answer.COVERED
    assert verdict.by.rule.id == "omoda_jaecoo-za-vehicle"
    engine = next(each for each in verdict.considered if each.rule.id == "omoda_jaecoo-za-engine")
    assert engine.answer is Answer.NOT_COVERED
    assert engine.deciding.seq == 40


@pytest.mark.parametrize(("on", "holds"), [("2025-03-15", Holds.YES), ("2025-03-16", Holds.NOT_KNOWN)])
def test_a_contract_may_have_shortened_what_the_law_gives_of_a_used_car_after_a_year(on, holds):
    facts = car("BYD", "DE", "2021-03-15", "Seal", Energy.BEV, resold_on=Shown(date(2024, 3, 15), 30))
    verdict = evaluate(facts, PartGroup.DRIVE_UNIT, date.fromisoformat(on), 90_000, [NAMED["law-eu-used"]])
    assert {each.asked: each.holds for each in verdict.by.tests}[Question.AGREED_PERIOD] is holds


def test_a_later_owner_in_china_falls_back_to_what_every_car_has():
    first = car("BYD", "CN", "2021-01-01", "Han", Energy.BEV)
    later = replace(first, owners=(Owner(date(2021, 1, 1), 3), Owner(date(2023, 1, 1), 30)))
    assert evaluate(first, PartGroup.BATTERY, date(2029, 6, 1), 90_000, MAKERS).by.rule.id == "byd-cn-cells"
    assert evaluate(later, PartGroup.BATTERY, date(2028, 12, 31), 90_000, MAKERS).by.rule.id == "byd-cn-battery"
    assert evaluate(later, PartGroup.BATTERY, date(2029, 1, 1), 90_000, MAKERS).answer is Answer.NOT_COVERED


SEAL = car("BYD", "DE", "2024-03-15", "Seal", Energy.BEV)


@pytest.mark.parametrize(
    ("changed", "on", "km", "answer", "deciding"),
    [
        ({"warranty_started_on": None}, "2026-06-01", 10_000, "not_known", Question.START),
        ({"warranty_started_on": None}, "2026-06-01", 250_001, "not_covered", Question.LAST_KM),
        ({}, "2026-06-01", None, "not_known", Question.LAST_KM),
        ({}, "2032-03-15", None, "not_covered", Question.LAST_DAY),
        (
            {"readings": (Reading(date(2026, 5, 1), 250_001, seq=50),)},
            "2026-06-01",
            None,
            "not_covered",
            Question.LAST_KM,
        ),
        ({"readings": (Reading(date(2026, 5, 1), 90_000, seq=50),)}, "2026-06-01", None, "not_known", Question.LAST_KM),
        ({"readings": (Reading(date(2026, 7, 1), 250_000, seq=50),)}, "2026-06-01", None, "covered", None),
        ({"model": ""}, "2026-06-01", 10_000, "not_known", Question.MODEL),
        ({"model": ""}, "2032-03-15", 10_000, "not_covered", Question.LAST_DAY),
        ({"sold_on": None, "handed_over_on": None}, "2026-06-01", 10_000, "covered", None),
    ],
)
def test_what_is_missing_is_not_known_unless_another_fact_decides(changed, on, km, answer, deciding):
    rules = (NAMED["byd-europe-battery-2025"],)
    verdict = evaluate(replace(SEAL, **changed), PartGroup.BATTERY, date.fromisoformat(on), km, rules)
    assert verdict.answer is Answer.of(answer)
    assert (verdict.by.deciding.asked if verdict.by.deciding else None) is deciding


def test_the_days_and_readings_are_shown_by_their_events():
    facts = replace(SEAL, readings=(Reading(date(2026, 5, 30), 41_000, seq=50),))
    verdict = evaluate(facts, PartGroup.BATTERY, date(2026, 6, 1), 41_000, MAKERS)
    shown = {each.asked: each.seq for each in verdict.by.tests}
    assert (shown[Question.SALE_DAY], shown[Question.START], shown[Question.LAST_DAY]) == (1, 3, 3)
    assert shown[Question.LAST_KM] == 50


@pytest.mark.parametrize(
    ("changed", "first_day"),
    [
        ({}, "2024-03-01"),
        ({"first_registered_on": None}, None),
        ({"first_registered_on": Shown(date(2024, 2, 1), 2)}, "2024-02-01"),
    ],
)
def test_terms_that_run_from_the_first_registration(changed, first_day):
    facts = replace(car("MG", "ES", "2024-03-01"), **changed)
    considered = evaluate(facts, PartGroup.VEHICLE, ON, 1_000, [NAMED["mg-es-vehicle"]]).by
    assert considered.starts_on == (date.fromisoformat(first_day) if first_day else None)


@pytest.mark.parametrize(
    ("start", "handover", "registration", "first_day"),
    [
        ("earlier_of_handover_and_registration", 9, 5, 5),
        ("earlier_of_handover_and_registration", 9, None, 9),
        ("earlier_of_handover_and_registration", None, None, None),
        ("later_of_handover_and_registration", 9, 5, 9),
        ("later_of_handover_and_registration", 9, None, None),
        ("handover", 9, 5, 9),
        ("handover", None, 5, None),
        ("first_registration", 9, 5, 5),
        ("market", 9, 5, None),
    ],
)
def test_each_rule_of_the_start(start, handover, registration, first_day):
    shown = {
        "handed_over_on": Shown(date(2024, 3, handover)) if handover else None,
        "first_registered_on": Shown(date(2024, 3, registration)) if registration else None,
    }
    rule = replace(NAMED["mg-es-vehicle"], start=Start.of(start))
    considered = evaluate(CarFacts(brand="MG", market="ES", **shown), PartGroup.VEHICLE, ON, 1, [rule]).by
    assert considered.starts_on == (date(2024, 3, first_day) if first_day else None)


def years(*km_a_year: int, first: date = date(2024, 1, 1)) -> tuple[Reading, ...]:
    """A reading at the start and at each anniversary."""
    km, readings = 0, [Reading(first, 0, seq=1)]
    for year, run in enumerate(km_a_year, start=1):
        km += run
        readings.append(Reading(first.replace(year=first.year + year), km, seq=1 + year))
    return tuple(readings)


ACROSS_YEARS = (Reading(date(2024, 6, 1), 2_000, seq=4), Reading(date(2025, 5, 30), 33_000, seq=5))


@pytest.mark.parametrize(
    ("readings", "on", "km", "window", "holds", "seq"),
    [
        (years(20_000, 30_000, 29_000), "2027-01-01", 79_000, "rolling", "yes", 4),
        (years(20_000, 30_001), "2026-01-01", 50_001, "rolling", "not_known", None),
        ((), "2024-12-31", 30_001, "rolling", "no", None),
        ((), "2024-12-31", 30_000, "rolling", "yes", None),
        ((), "2025-06-30", 45_600, "rolling", "not_known", None),
        ((), "2025-06-30", 44_000, "rolling", "yes", None),
        (ACROSS_YEARS, "2025-06-01", 33_000, "rolling", "no", 5),
        (ACROSS_YEARS, "2025-06-01", 33_000, "anniversary", "yes", 5),
        ((Reading(date(2024, 12, 31), 30_001, seq=4),), "2025-06-01", 31_000, "anniversary", "no", 4),
        ((), "2024-01-01", None, "rolling", "not_known", None),
        ((Reading(date(2024, 2, 1), 50, seq=4),), "2030-01-01", None, "rolling", "yes", 4),
    ],
)
def test_kilometres_in_twelve_months(readings, on, km, window, holds, seq):
    condition = Condition(ConditionKind.KM_IN_TWELVE_MONTHS, 30_000, TwelveMonths.of(window))
    facts = car("BYD", "CN", "2024-01-01", readings=readings)
    told = ask_condition(facts, condition, date.fromisoformat(on), km, date(2024, 1, 1))
    assert (told.holds, told.seq) == (Holds.of(holds), seq)


def health(tenths: int, kind: HealthKind = HealthKind.OFFICIAL, on: date = date(2026, 5, 1)) -> Health:
    return Health(tenths, kind, on, 60)


@pytest.mark.parametrize(
    ("state", "on", "answer", "possible"),
    [
        (health(699), "2026-06-01", Answer.COVERED, Holds.YES),
        (health(700), "2026-06-01", Answer.COVERED, Holds.NO),
        (health(938), "2026-06-01", Answer.COVERED, Holds.NO),
        (health(699, HealthKind.ESTIMATED), "2026-06-01", Answer.COVERED, Holds.NOT_KNOWN),
        (health(938, HealthKind.ESTIMATED), "2026-06-01", Answer.COVERED, Holds.NOT_KNOWN),
        (None, "2026-06-01", Answer.COVERED, Holds.NOT_KNOWN),
        (health(699), "2026-04-30", Answer.COVERED, Holds.NOT_KNOWN),
        (health(699), "2032-03-15", Answer.NOT_COVERED, Holds.NO),
    ],
)
def test_lost_capacity_is_claimed_only_below_the_floor_measured_officially_and_while_the_cover_runs(
    state, on, answer, possible
):
    verdict = evaluate(replace(SEAL, health=state), PartGroup.BATTERY, date.fromisoformat(on), 41_000, MAKERS)
    assert (verdict.answer, verdict.claim_possible) == (answer, possible)


@pytest.mark.parametrize(
    ("tenths", "on", "km", "possible"),
    [
        (849, "2022-06-01", 40_000, Holds.YES),
        (850, "2022-06-01", 40_000, Holds.NO),
        (849, "2023-01-01", 40_000, Holds.NO),
        (849, "2022-06-01", 50_001, Holds.NO),
        (749, "2026-12-31", 100_000, Holds.YES),
        (749, "2027-01-01", 100_000, Holds.NO),
    ],
)
def test_of_several_floors_the_one_in_force_counts(tenths, on, km, possible):
    facts = car("BYD", "CN", "2021-01-01", "Han", health=health(tenths, on=date(2022, 1, 1)))
    assert evaluate(facts, PartGroup.BATTERY, date.fromisoformat(on), km, MAKERS).claim_possible is possible


@pytest.mark.parametrize("part", [PartGroup.VEHICLE, PartGroup.DRIVE_UNIT])
def test_other_parts_have_no_claim_for_capacity(part):
    assert evaluate(SEAL, part, date(2026, 6, 1), 41_000, MAKERS).claim_possible is None


def test_a_car_without_a_traction_battery_has_no_cover_of_one():
    verdict = evaluate(car("MG", "ES", "2024-03-01", "ZS", Energy.ICE), PartGroup.BATTERY, ON, 1_000, MAKERS)
    assert (verdict.answer, verdict.considered) == (Answer.NOT_KNOWN, ())


LAW = published()


@pytest.mark.parametrize(
    ("market", "changed", "on", "answer", "rule"),
    [
        ("ES", {}, "2024-06-01", "covered", "law-es-new-2022"),
        ("ES", {}, "2026-03-01", "covered", "law-es-new-2022"),
        ("ES", {}, "2026-03-02", "not_known", "law-es-new-2022"),
        ("ES", {}, "2027-03-01", "not_known", "law-es-new-2022"),
        ("ES", {"use": Use.COMMERCIAL}, "2024-06-01", "not_known", None),
        ("GB", {}, "2024-09-01", "covered", "law-gb-new"),
        ("GB", {}, "2024-09-02", "not_known", "law-gb-new"),
        ("GB", {}, "2030-03-01", "not_known", "law-gb-new"),
        ("GB", {}, "2030-03-02", "not_known", None),
        ("MX", {}, "2024-05-29", "covered", "law-mx-new"),
        ("MX", {}, "2024-05-30", "not_known", None),
        ("BR", {}, "2024-05-29", "covered", "law-br-new"),
        ("CL", {}, "2024-08-31", "covered", "law-cl-new"),
        ("ZA", {}, "2024-08-31", "covered", "law-za-new"),
        ("DE", {}, "2025-03-01", "covered", "law-eu-new"),
        ("DE", {}, "2025-03-02", "not_known", "law-eu-new"),
        ("FR", {}, "2026-03-01", "covered", "law-fr-new"),
        ("AE", {}, "2024-06-01", "not_known", "law-ae-new"),
        ("TH", {}, "2024-06-01", "not_known", "law-th-new"),
        ("ES", {"resold_on": Shown(date(2028, 5, 1), 80)}, "2029-05-01", "covered", "law-es-used-2022"),
        ("ES", {"resold_on": Shown(date(2028, 5, 1), 80)}, "2029-05-02", "not_known", "law-es-used-2022"),
        ("DE", {"resold_on": Shown(date(2028, 5, 1), 80)}, "2029-05-01", "covered", "law-eu-used"),
    ],
)
def test_what_the_law_gives_where_no_maker_s_terms_are_known(market, changed, on, answer, rule):
    facts = replace(car("Nobody", market, "2024-03-01"), **changed)
    verdict = evaluate(facts, PartGroup.VEHICLE, date.fromisoformat(on), 10_000, LAW)
    assert verdict.answer is Answer.of(answer)
    assert rule is None or verdict.by.rule.id == rule


def test_the_maker_s_cover_carries_the_answer_and_the_law_s_is_listed_beside_it():
    verdict = evaluate(car("MG", "ES", "2024-03-01"), PartGroup.VEHICLE, date(2024, 6, 1), 10_000, LAW)
    assert verdict.by.rule.id == "mg-es-vehicle"
    assert {each.rule.id for each in verdict.considered if each.answer is Answer.COVERED} == {
        "mg-es-vehicle",
        "law-es-new-2022",
    }


@pytest.mark.parametrize("on", ["2024-08-01", "2025-03-01", "2029-12-31", "2031-01-01"])
def test_a_limitation_period_is_no_guarantee(on):
    facts, day = car("Nobody", "GB", "2024-03-01"), date.fromisoformat(on)
    verdict = evaluate(facts, PartGroup.VEHICLE, day, 10_000, LAW)
    shown = covers_of(facts, day, 10_000, LAW)

    assert verdict.ends[0] in ({None, date(2024, 9, 1)} if on < "2024-09-02" else {None})
    assert not any(isinstance(each.until, date) and each.until > date(2024, 9, 1) for each in shown)
    assert not any("2030" in str(fact) for each in shown for fact in each.why.facts.values())


def test_a_law_without_a_period_leaves_an_ended_warranty_ended():
    facts = car("MG", "TH", "2016-03-01")
    assert evaluate(facts, PartGroup.VEHICLE, date(2026, 6, 1), 90_000, LAW).answer is Answer.NOT_COVERED


def test_the_law_looks_at_wearing_parts_too():
    facts = car("MG", "ES", "2024-03-01")
    assert evaluate(facts, PartGroup.WEAR, date(2024, 6, 1), 10_000, LAW).by.rule.id == "law-es-new-2022"
