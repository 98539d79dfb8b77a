"""Grades, limits and offers: what they come to, and that more damage never makes a better car."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trade_story import MARKS, ON, answers, sheet, tyres

from lifecycle_desk.base.money import CurrenciesMixed, Money
from lifecycle_desk.commands.kinds import AmountNegative
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.transfer.appraisal.rules import CostLine, ValueMissing, offer_of, suggested
from lifecycle_desk.stages.transfer.condition.rules.condition import (
    Answer,
    Axle,
    Brake,
    DotNotUnderstood,
    Electric,
    Season,
    Wheel,
    dot_day,
)
from lifecycle_desk.stages.transfer.condition.rules.diagram import DIRECTIONS, diagram
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade, graded, grades
from lifecycle_desk.stages.transfer.condition.rules.limits import FoundKind, limits, ohms_per_volt
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind, DamageMark, place_of_next
from lifecycle_desk.stages.transfer.condition.usecases import found_in, graded_now

ZONES = diagram().zones
marks = st.builds(
    lambda zone, kind, size: DamageMark(zone.view, zone.part.id, kind, size, *map(round, zone.centre)),
    st.sampled_from(ZONES),
    st.sampled_from(DamageKind),
    st.integers(1, 6_000),
)


def kinds(asked, market: str = "TH") -> set[FoundKind]:
    found = found_in(asked, checklist("condition", asked.on), market)
    return {each.kind for each in found} - {FoundKind.HEALTH}  # told of every battery, and a reason below 90 % only


def test_a_car_without_findings_is_very_good():
    found = graded_now(sheet(marks=()), "TH")
    assert (found.grade, found.points, found.reasons) == (Grade.A, 0, ())


def test_a_grade_names_all_that_costs_points_the_heaviest_first():
    found = graded_now(sheet(tyres=tyres("1.4")), "TH")
    assert found.grade is Grade.D  # by the tyres alone
    assert [each.found.kind for each in found.reasons[:4]] == [FoundKind.TREAD_ILLEGAL] * 4
    assert {each.mark for each in found.reasons[4:]} == {1, 2, 3}
    assert found.points == sum(each.points for each in found.reasons)


@given(st.lists(marks, max_size=12), marks, st.integers(0, 12))
@settings(max_examples=60)
def test_more_damage_never_gives_a_better_grade(before, one, place):
    by = grades(ON)
    less, more = graded(before, (), by), graded([*before[:place], one, *before[place:]], (), by)
    assert more.points >= less.points
    assert more.grade >= less.grade


@given(marks, st.integers(1, 6_000))
@settings(max_examples=60)
def test_a_larger_damage_never_costs_less(mark, size):
    small, large = sorted((mark.size_mm, size))
    by = grades(ON)
    points = [graded([replace(mark, size_mm=each)], (), by).points for each in (small, large)]
    assert points == sorted(points)


@given(st.decimals(0, 12, places=1), st.decimals(0, 12, places=1), st.sampled_from(["TH", "GB", "ES", "AE", "MX"]))
@settings(max_examples=40)
def test_a_thinner_tread_or_pad_never_makes_a_better_car(one, other, market):
    thin, thick = sorted((one, other))
    found = [
        graded_now(sheet(tyres=tyres(str(each)), brakes=(Brake(Axle.FRONT, each),)), market) for each in (thin, thick)
    ]
    assert found[0].grade >= found[1].grade
    assert found[0].points >= found[1].points


@given(st.decimals(0, 110, places=1), st.decimals(0, 110, places=1))
@settings(max_examples=40)
def test_a_weaker_battery_never_makes_a_better_car(one, other):
    weak, strong = sorted((one, other))
    found = [graded_now(sheet(electric=Electric(each)), "TH") for each in (weak, strong)]
    assert found[0].grade >= found[1].grade


@pytest.mark.parametrize(
    ("market", "pad", "kind"),
    [
        ("TH", "1.9", FoundKind.PAD_BELOW),
        ("GB", "1.9", FoundKind.PAD_LOW),  # MOT inspection manual 1.1.13: below 1.5 mm
        ("GB", "1.4", FoundKind.PAD_BELOW),
        ("ES", "3.9", FoundKind.PAD_LOW),
    ],
)
def test_limits_follow_the_market(market, pad, kind):
    assert kind in kinds(sheet(brakes=(Brake(Axle.REAR, Decimal(pad)),)), market)


@pytest.mark.parametrize(
    ("tread", "season", "kind"),
    [
        ("1.6", Season.SUMMER, FoundKind.TREAD_LOW),  # Directive 89/459/EEC: 1.6 mm itself is lawful
        ("1.5", Season.SUMMER, FoundKind.TREAD_ILLEGAL),
        ("3", Season.SUMMER, None),
        ("3.5", Season.WINTER, FoundKind.TREAD_LOW),
    ],
)
def test_treads_by_the_legal_minimum_and_the_season(tread, season, kind):
    assert kinds(sheet(tyres=tyres(tread, season=season))) == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("kohm", "volts", "low"),
    [(200, 400, False), (199, 400, True), (400, 800, False), (399, 800, True)],  # UN R100, 5.1.3: 500 Ω/V
)
def test_insulation_is_counted_in_ohms_a_volt(kohm, volts, low):
    measured = Electric(insulation_kohm=kohm, volts=volts)
    assert ohms_per_volt(measured) == Decimal(kohm * 1000 / volts).quantize(Decimal(1))
    assert (FoundKind.INSULATION_LOW in kinds(sheet(electric=measured))) is low


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"answers": answers(lights_work=Answer.FAIL)}, FoundKind.SAFETY_ITEM_FAILED),
        ({"answers": answers(climate_works=Answer.FAIL)}, FoundKind.ITEM_FAILED),
        ({"answers": answers(floor_mats=Answer.MISSING)}, FoundKind.ACCESSORY_MISSING),
        ({"keys": 1, "key_cards": 0}, FoundKind.ONE_KEY_ONLY),
        ({"twelve_volt_mv": 12_400}, FoundKind.TWELVE_VOLT_WEAK),
        ({"tyres": tyres(dot="4715")}, FoundKind.TYRE_TOO_OLD),
        ({"tyres": tyres(dot="4719")}, FoundKind.TYRE_OLD),
        ({"brakes": (Brake(Axle.FRONT, None, Decimal("21.9"), Decimal(22)),)}, FoundKind.DISC_BELOW),
        ({"tyres": (*tyres()[:1], replace(tyres()[1], make="Giti"), *tyres()[2:])}, FoundKind.TYRES_DIFFER),
    ],
)
def test_what_is_found_says_so(changed, kind):
    assert kinds(sheet(**changed)) == {kind}
    assert graded_now(sheet(**changed), "TH").points > graded_now(sheet(), "TH").points


def test_a_dot_code_is_a_week_of_a_year():
    assert dot_day("3523") == date(2023, 8, 28)
    for wrong in ("0023", "5423", "35", "3523a", "๓๕๒๓"):
        with pytest.raises(DotNotUnderstood):
            dot_day(wrong)


def test_each_part_is_reached_by_arrow_keys_alone():
    seen, waiting = set(), [ZONES[0]]
    while waiting:
        here = waiting.pop()
        if here.key not in seen:
            seen.add(here.key)
            waiting += [diagram().beside(here, each) for each in DIRECTIONS]
    assert seen == {zone.key for zone in ZONES}


def test_each_part_is_found_at_its_own_middle_and_lies_on_the_sheet():
    for zone in ZONES:
        found = diagram().zone_at(zone.centre)
        assert found is not None
        assert found.part.id == zone.part.id or zone.part.id in {"roof", "left_rear_quarter", "right_rear_quarter"}
        assert all(0 <= x <= diagram().width and 0 <= y <= diagram().height for x, y in zone.points)


def test_marks_that_keys_set_in_one_part_do_not_lie_on_one_another():
    found = []
    for _ in range(6):
        x, y = place_of_next(found, "left", "left_front_door")
        found.append(DamageMark("left", "left_front_door", DamageKind.DENT, 20, round(x), round(y)))
    assert len({(each.x, each.y) for each in found}) == 6


def test_an_offer_is_the_value_less_costs_and_margin():
    lines = [CostLine("a", Money(33_333, "EUR")), CostLine("b", Money(1, "EUR"))]
    found = offer_of(Money(2_000_000, "EUR"), lines, Money(150_000, "EUR"))
    assert (found.costs.minor, found.offer.minor) == (33_334, 1_816_666)
    assert offer_of(Money(100, "EUR"), lines, Money(0, "EUR")).offer == Money(0, "EUR")


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**7), max_size=8), st.integers(0, 10**7))
@settings(max_examples=50)
def test_offers_are_exact_and_never_below_nought(value, costs, margin):
    lines = [CostLine("", Money(each, "THB")) for each in costs]
    found = offer_of(Money(value, "THB"), lines, Money(margin, "THB"))
    assert found.offer.minor == max(0, value - sum(costs) - margin)


def test_offers_refuse_what_is_no_amount_of_theirs():
    with pytest.raises(ValueMissing):
        offer_of(Money(0, "THB"), [], Money(0, "THB"))
    with pytest.raises(AmountNegative) as refused:
        offer_of(Money(9, "THB"), [CostLine("", Money(-1, "THB"))], Money(0, "THB"))
    assert refused.value.at == "costs[0].amount"
    with pytest.raises(CurrenciesMixed):
        offer_of(Money(9, "THB"), [], Money(0, "EUR"))


def test_costs_follow_from_findings_at_the_dealers_rate():
    asked = sheet(tyres=tyres("1.4"))
    found = found_in(asked, checklist("condition", ON), "TH")
    rate = Money(115_000, "THB")
    costs = suggested(MARKS, found, grades(ON), rate, ON)
    assert [each.about for each in costs][:4] == ["mark:1", "mark:2", "mark:3", "tread_illegal:front_left"]
    assert costs[0].amount == rate.times(Fraction(10, 10))
    assert len([each for each in costs if each.found]) == len(Wheel)


def test_limits_and_grades_of_an_older_day_are_those_of_the_first_version():
    assert limits("TH", date(1950, 1, 1)).version == "1"
    assert grades(date(1950, 1, 1)).version == "1"
