"""The rules themselves: every file loads, every rule is sourced and sound, and nonsense is refused."""

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest
from cover_cars import MAKERS, NAMED, car
from house import HOUSE

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.cover.rules import (
    Answer,
    Condition,
    ConditionKind,
    EndsBy,
    Health,
    HealthKind,
    Open,
    PartGroup,
    Rule,
    RuleKind,
    Span,
    SpanUnit,
    Start,
    asked_of,
    battery_window,
    check_rule,
    check_rules,
    covers_of,
    durability_steps,
    evaluate,
    published,
    rule_of,
)
from lifecycle_desk.cover.rules.rule import (
    BrandMissing,
    ConditionTwice,
    ConditionWithoutFigure,
    CoverUnusuallyLong,
    DatesReversed,
    DistanceOutOfRange,
    HealthFloorOfOtherPart,
    HealthFloorOutOfRange,
    NoteMissing,
    PartOfPeriodTooLong,
    PeriodOutOfRange,
    RuleNameTaken,
    RuleWithoutName,
    SourceMissing,
    SupersedesNothing,
)
from lifecycle_desk.market.market import Condition as SoldAs
from lifecycle_desk.market.market import codes, market
from lifecycle_desk.vehicle.rules.models import Energy

FILES = sorted((HOUSE / "resources/warranty").glob("*.toml"))
each_rule = pytest.mark.parametrize("rule", published(), ids=lambda rule: rule.id)


def test_all_rules_are_sound_together_and_none_is_odd():
    assert check_rules(published()) == ()
    assert len(published()) >= 120
    assert max(Counter(rule.id for rule in published()).values()) == 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_loads_and_says_what_it_holds(file):
    text = file.read_text("utf-8")
    assert text.startswith("# ")
    assert tomllib.loads(text)


def test_each_file_is_of_one_brand_and_its_sisters():
    for file in FILES:
        content = tomllib.loads(file.read_text("utf-8"))
        if "rules" in content and content.get("kind") != "statutory":
            assert content["brands"]


@each_rule
def test_a_rule_has_a_source_and_dates_and_says_what_is_doubtful(rule):
    assert rule.source
    assert date(1900, 1, 1) < rule.valid_from <= rule.looked_up_on <= date(2027, 1, 1)
    assert bool(rule.note) >= rule.verify
    assert bool(rule.doubts) == rule.verify, "in words that every language has"
    assert rule.markets
    assert all(len(code) == 2 and code.isupper() for code in (*rule.markets, *rule.except_markets))
    assert bool(rule.brands) == (rule.kind is RuleKind.MAKER)


@each_rule
def test_what_is_superseded_is_of_the_same_market(rule):
    for other in rule.supersedes:
        assert set(rule.markets) & set(NAMED[other].markets)
        assert NAMED[other].valid_from < rule.valid_from


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("sold_as", SoldAs)
def test_the_laws_of_the_market_packs_are_told_alike(code, sold_as):
    on, start = date(2026, 6, 1), Start.HANDOVER if sold_as is SoldAs.NEW else Start.RESALE
    laws = [
        rule
        for rule in published()
        if rule.kind is RuleKind.STATUTORY and rule.is_of("", code) and rule.start is start and not rule.valid_until
    ]
    pack = market(code).guarantee_on(on, sold_as)
    if pack is None:
        assert all(law.lasts is Open.NOT_LAID_DOWN for law in laws), "the pack would have to know a period"
        return
    (law,) = laws
    if pack.runs_from == "discovery" or not (pack.months or pack.days):
        assert law.lasts is Open.NOT_LAID_DOWN
    else:
        assert law.lasts == (Span(pack.months) if pack.months else Span(pack.days, SpanUnit.DAYS))
        assert (law.presumed_months, law.agreed_months or None) == (pack.presumed_months, pack.agreed_months)
    assert law.valid_from == pack.valid_from


OWN = Rule(
    id="own-2026",
    kind=RuleKind.DEALER,
    part=PartGroup.BATTERY,
    lasts=Span(96),
    limit=Distance(160_000),
    valid_from=date(2026, 1, 1),
    source="Our contract",
    looked_up_on=date(2026, 1, 1),
    floor_tenths=700,
    conditions=(Condition(ConditionKind.KM_IN_TWELVE_MONTHS, 30_000),),
)


def test_a_dealer_s_own_rule_is_sound_and_evaluated_like_the_others():
    assert check_rule(OWN) == ()
    facts = car("Anything", "AE", "2026-02-01", energy=Energy.BEV)
    verdict = evaluate(facts, PartGroup.BATTERY, date(2026, 6, 1), 9_000, [*published(), OWN])
    assert (verdict.answer, verdict.by.rule) == (Answer.COVERED, OWN)


@pytest.mark.parametrize(
    ("changed", "objection", "field"),
    [
        ({"id": ""}, RuleWithoutName, "id"),
        ({"id": "Own rule"}, RuleWithoutName, "id"),
        ({"id": "-own"}, RuleWithoutName, "id"),
        ({"kind": RuleKind.MAKER}, BrandMissing, "brands"),
        ({"kind": RuleKind.MAKER, "brands": (" ",)}, BrandMissing, "brands"),
        ({"source": " "}, SourceMissing, "source"),
        ({"verify": True}, NoteMissing, "note"),
        ({"lasts": Span(0)}, PeriodOutOfRange, "months"),
        ({"lasts": Span(601)}, PeriodOutOfRange, "months"),
        ({"lasts": Span(3_661, SpanUnit.DAYS)}, PeriodOutOfRange, "months"),
        ({"limit": Distance(0)}, DistanceOutOfRange, "km"),
        ({"limit": Distance(2_000_001)}, DistanceOutOfRange, "km"),
        ({"limit": Distance(1_300_000, LengthUnit.MILES)}, DistanceOutOfRange, "km"),
        ({"floor_tenths": 0}, HealthFloorOutOfRange, "minimum_health"),
        ({"floor_tenths": 1_000}, HealthFloorOutOfRange, "minimum_health"),
        ({"part": PartGroup.DRIVE_UNIT}, HealthFloorOfOtherPart, "minimum_health"),
        ({"valid_until": date(2025, 12, 31)}, DatesReversed, "valid_until"),
        ({"sold_from": date(2026, 2, 1), "sold_until": date(2026, 1, 31)}, DatesReversed, "sold_until"),
        ({"first_months_unlimited": 97}, PartOfPeriodTooLong, "first_months_unlimited"),
        ({"first_months_unlimited": -1}, PeriodOutOfRange, "first_months_unlimited"),
        ({"presumed_months": 97}, PartOfPeriodTooLong, "presumed_months"),
        ({"agreed_months": 97}, PartOfPeriodTooLong, "agreed_months"),
        ({"conditions": (Condition(ConditionKind.KM_IN_TWELVE_MONTHS),)}, ConditionWithoutFigure, "conditions"),
        ({"conditions": (Condition(ConditionKind.KM_IN_TWELVE_MONTHS, 0),)}, ConditionWithoutFigure, "conditions"),
        ({"conditions": (Condition(ConditionKind.FIRST_OWNER_ONLY, 5),)}, ConditionWithoutFigure, "conditions"),
        ({"conditions": (Condition(ConditionKind.FIRST_OWNER_ONLY),) * 2}, ConditionTwice, "conditions"),
        ({"supersedes": ("own-2026",)}, SupersedesNothing, "supersedes"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field(changed, objection, field):
    with pytest.raises(objection) as refused:
        check_rule(replace(OWN, **changed))
    assert refused.value.at == field


@pytest.mark.parametrize("changed", [{"lasts": Span(241)}, {"limit": Distance(1_000_001)}])
def test_what_is_beyond_all_makers_is_noted(changed):
    (odd,) = check_rule(replace(OWN, **changed))
    assert isinstance(odd, CoverUnusuallyLong)


def test_rules_together_need_names_of_their_own_and_supersede_what_there_is():
    with pytest.raises(RuleNameTaken):
        check_rules([OWN, OWN])
    with pytest.raises(SupersedesNothing):
        check_rules([replace(OWN, supersedes=("own-2025",))])


@pytest.mark.parametrize(
    ("changed", "mistake"),
    [
        ({"monhts": 12}, ValueError),
        ({"part": "wheel"}, ValueError),
        ({"months": "for ever"}, ValueError),
        ({"valid_from": "2026-01-01"}, TypeError),
        ({"energies": ["diesel"]}, ValueError),
        ({"conditions": ["nice_owner"]}, ValueError),
    ],
)
def test_a_mistake_in_a_file_is_not_read_over(changed, mistake):
    entry = {
        "id": "a-b",
        "part": "battery",
        "months": 96,
        "miles": 100_000,
        "valid_from": date(2026, 1, 1),
        "looked_up_on": date(2026, 1, 1),
        "source": "Booklet",
        "markets": ["BENELUX"],
        "minimum_health_percent": "72.5",
    }
    rule = rule_of(entry, {"BENELUX": ("BE", "NL", "LU")})
    assert (rule.markets, rule.limit) == (("BE", "NL", "LU"), Distance(100_000, LengthUnit.MILES))
    assert rule.floor_tenths == 725
    with pytest.raises(mistake):
        rule_of(entry | changed, {})


def test_the_covers_of_a_car_as_other_programs_read_them():
    covers = covers_of(car("BYD", "ES", "2024-03-15", "Seal", Energy.BEV), date(2026, 6, 1), 40_000, published())
    told = [(each.part.value, each.until, each.until_km, each.minimum_health_percent) for each in covers]
    assert told == [
        ("vehicle", date(2030, 3, 14), 150_000, None),
        ("battery", date(2032, 3, 14), 250_000, Decimal(70)),
        ("drive_unit", date(2032, 3, 14), 150_000, None),
        ("corrosion", date(2036, 3, 14), Open.UNLIMITED, None),
    ]
    assert all(each.in_force for each in covers)
    assert covers[1].why.message == "Covered until %(day)s or %(km)s."
    assert covers[1].why.facts == {"day": date(2032, 3, 14), "km": Distance(250_000)}


def test_the_battery_is_told_even_where_only_the_vehicle_s_terms_hold_it():
    covers = covers_of(car("MG", "ES", "2024-03-15", "MG4", Energy.BEV), date(2026, 6, 1), 40_000, MAKERS)
    assert [(each.part.value, each.rule.id) for each in covers] == [
        ("vehicle", "mg-es-vehicle"),
        ("battery", "mg-es-vehicle"),
    ]


@pytest.mark.parametrize(
    ("on", "km", "pace", "expected", "by", "answer"),
    [
        ("2026-06-01", 40_000, None, "2032-03-14", EndsBy.DAY, Answer.COVERED),
        ("2026-06-01", 40_000, Fraction(40), "2032-03-14", EndsBy.DAY, Answer.COVERED),
        ("2026-06-01", 40_000, Fraction(300), "2028-05-01", EndsBy.KM, Answer.COVERED),
        ("2026-06-01", 40_000, Fraction(0), "2032-03-14", EndsBy.DAY, Answer.COVERED),
        ("2032-03-13", 249_900, Fraction(100), "2032-03-14", EndsBy.DAY, Answer.COVERED),  # both on one day
        ("2026-06-01", 250_000, Fraction(100), "2026-06-01", EndsBy.KM, Answer.COVERED),
        ("2026-06-01", 250_001, Fraction(100), None, None, Answer.NOT_COVERED),
        ("2032-03-15", 90_000, Fraction(30), "2032-03-14", EndsBy.DAY, Answer.NOT_COVERED),
        ("2026-06-01", None, Fraction(100), "2032-03-14", EndsBy.DAY, Answer.NOT_KNOWN),
    ],
)
def test_the_window_ends_by_day_or_by_the_kilometres_at_the_pace(on, km, pace, expected, by, answer):
    facts = car(
        "BYD", "DE", "2024-03-15", "Seal", Energy.BEV, health=Health(938, HealthKind.ESTIMATED, date(2026, 5, 1))
    )
    window = battery_window(facts, date.fromisoformat(on), km, pace, MAKERS)
    assert (window.ends_on, window.ends_km) == (date(2032, 3, 14), 250_000)
    assert window.expected_end == (date.fromisoformat(expected) if expected else None)
    assert (window.ends_by, window.answer) == (by, answer)
    assert window.floor_tenths == (None if answer is Answer.NOT_COVERED else 700)
    assert window.floor_rule == (None if answer is Answer.NOT_COVERED else window.rule)


@pytest.mark.parametrize(("market", "energy"), [("MX", Energy.BEV), ("DE", Energy.ICE)])
def test_no_window_without_terms_or_without_a_battery(market, energy):
    facts = replace(car("BYD", market, "2024-03-15", "Seal", energy))
    assert battery_window(facts, date(2026, 6, 1), 1, None, MAKERS) is None


@pytest.mark.parametrize(
    ("regulation", "category", "on", "km", "tenths"),
    [
        ("UN GTR 22", "1-1", "2028-03-14", 100_000, 800),
        ("UN GTR 22", "1-1", "2028-03-15", 100_000, 700),
        ("UN GTR 22", "1-2", "2028-03-14", 100_001, 700),
        ("UN GTR 22", "1-2", "2031-03-14", 160_000, 700),
        ("UN GTR 22", "1-2", "2031-03-15", 1, None),
        ("UN GTR 22", "2", "2024-01-01", 1, None),
        ("Euro 7", "M1", "2028-03-14", 100_000, 800),
        ("Euro 7", "M1", "2030-01-01", 90_000, 720),
        ("Euro 7", "N1", "2028-03-14", 100_000, 750),
        ("Euro 7", "N1", "2030-01-01", 160_001, None),
        ("Euro 7", "N1", "2030-01-01", 160_000, 670),
    ],
)
def test_what_regulations_ask_of_a_battery_s_type(regulation, category, on, km, tenths):
    step = asked_of(regulation, category, date(2023, 3, 15), date.fromisoformat(on), km)
    assert (step.floor_tenths if step else None) == tenths


def test_every_step_of_durability_has_its_source():
    assert {step.regulation for step in durability_steps()} == {"UN GTR 22", "Euro 7"}
    assert all(len(step.source) > 10 and bool(step.note) >= step.verify for step in durability_steps())


def test_a_thousand_cars_are_looked_over_in_a_moment():
    facts = car("BYD", "ES", "2024-03-15", "Seal", Energy.BEV)
    begun = process_time()
    for _ in range(1_000):
        covers_of(facts, date(2026, 6, 1), 40_000, published())
    assert process_time() - begun < 5
