"""What holds of every cover, whatever the car and the terms."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from cover_cars import car
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.cover.rules import (
    Answer,
    Answered,
    Condition,
    ConditionKind,
    Counting,
    Health,
    HealthKind,
    Holds,
    Open,
    Owner,
    PartGroup,
    Rule,
    RuleKind,
    ServiceVisit,
    Shown,
    Span,
    Start,
    Use,
    battery_window,
    covers_of,
    evaluate,
    published,
)
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import Reading

LATE = date(2026, 1, 1)  # after it nothing is raised for cars sold earlier
PLACES = sorted({(brand, market) for rule in published() for brand in rule.brands for market in rule.markets})
ORDER = (Answer.COVERED, Answer.NOT_KNOWN, Answer.NOT_COVERED)

days = some.dates(date(2019, 1, 1), date(2026, 1, 1))
later_days = some.dates(LATE, date(2040, 12, 31))
kilometres = some.integers(0, 300_000) | some.sampled_from([150_000, 160_000, 200_000, 250_000, 1_000_000])
perhaps = some.none() | days.map(lambda day: Shown(day, 4))
owners = some.none() | some.lists(some.builds(Owner, days, some.none(), some.booleans()), max_size=3).map(tuple)
visits = some.none() | some.lists(
    some.builds(ServiceVisit, days, some.none(), some.sampled_from([True, False, None])), max_size=3
).map(tuple)


@some.composite
def cars(draw):
    brand, market = draw(some.sampled_from(PLACES))
    return replace(
        car(brand, market, draw(days), draw(some.sampled_from(["", "G3", "Tiggo 7", "C9", "Seal"]))),
        energy=draw(some.none() | some.sampled_from(Energy)),
        warranty_started_on=draw(perhaps),
        handed_over_on=draw(perhaps),
        first_registered_on=draw(perhaps),
        sold_on=draw(perhaps),
        resold_on=draw(perhaps),
        owners=draw(owners),
        services=draw(visits),
        use=draw(some.sampled_from(Use)),
        serviced_on_time=draw(some.none() | some.builds(Answered, some.booleans())),
    )


parts = some.sampled_from(PartGroup)
conditions = some.lists(
    some.sampled_from([kind for kind in ConditionKind if kind is not ConditionKind.KM_IN_TWELVE_MONTHS]),
    unique=True,
    max_size=2,
).map(lambda kinds: tuple(map(Condition, kinds)))
limits = some.builds(Distance, some.integers(1, 300_000), some.sampled_from(LengthUnit)) | some.just(Open.UNLIMITED)
spans = some.builds(Span, some.integers(1, 144)) | some.just(Open.UNLIMITED)


@some.composite
def rules(draw, part=PartGroup.VEHICLE):
    return Rule(
        id=f"own-{draw(some.integers(1, 10**9))}",
        kind=RuleKind.DEALER,
        part=part,
        lasts=draw(spans),
        limit=draw(limits),
        valid_from=draw(some.dates(date(2018, 1, 1), date(2025, 1, 1))),
        source="Contract",
        looked_up_on=LATE,
        start=draw(some.sampled_from(Start)),
        counting=draw(some.sampled_from(Counting)),
        conditions=draw(conditions),
        first_months_unlimited=draw(some.sampled_from([0, 0, 12])),
    )


@given(cars(), parts, later_days, kilometres, some.integers(1, 200_000))
@settings(max_examples=150)
def test_more_kilometres_never_make_a_cover(facts, part, on, km, more):
    less = evaluate(facts, part, on, km, published()).answer
    assert ORDER.index(evaluate(facts, part, on, km + more, published()).answer) >= ORDER.index(less)


@given(cars(), parts, later_days, some.integers(1, 4_000), kilometres)
@settings(max_examples=150)
def test_once_not_covered_a_later_day_covers_no_more(facts, part, on, more, km):
    """Cars that are handed over later, terms that begin later and twelve months that pass are left out."""
    steady = tuple(rule for rule in published() if all(each.km is None for each in rule.conditions))
    early = evaluate(facts, part, on, km, steady).answer
    late = evaluate(facts, part, on + timedelta(days=more), km, steady).answer
    assert (early, late) != (Answer.NOT_COVERED, Answer.COVERED)


@given(some.lists(rules(), min_size=1, max_size=3), rules(), cars(), later_days, kilometres)
@settings(max_examples=100)
def test_another_promise_never_takes_a_cover_away(promises, another, facts, on, km):
    before = evaluate(facts, PartGroup.VEHICLE, on, km, promises).answer
    after = evaluate(facts, PartGroup.VEHICLE, on, km, [*promises, another]).answer
    assert ORDER.index(after) <= ORDER.index(before) or before is Answer.NOT_KNOWN


@given(some.lists(rules(), min_size=1, max_size=4), cars(), later_days, kilometres, some.randoms())
@settings(max_examples=60)
def test_the_order_of_the_rules_changes_nothing(promises, facts, on, km, dice):
    shuffled = dice.sample(promises, len(promises))
    one, other = (evaluate(facts, PartGroup.VEHICLE, on, km, each) for each in (promises, shuffled))
    assert (one.answer, one.last_day, one.last_km) == (other.answer, other.last_day, other.last_km)


@given(cars(), parts, later_days, kilometres)
@settings(max_examples=150)
def test_a_covered_part_is_within_its_last_day_and_kilometre_and_every_question_is_answered_yes(facts, part, on, km):
    verdict = evaluate(facts, part, on, km, published())
    assert verdict.why
    if verdict.answer is Answer.COVERED:
        assert {each.holds for each in verdict.by.tests} == {Holds.YES}
        assert verdict.last_day is Open.UNLIMITED or on <= verdict.last_day
        assert verdict.last_km is Open.UNLIMITED or km <= verdict.last_km
        assert verdict.by.deciding is None
    for each in verdict.considered:
        assert (each.answer is Answer.COVERED) == (each.deciding is None)


@given(cars(), later_days, kilometres, some.integers(1, 1_000), some.sampled_from(HealthKind))
@settings(max_examples=80)
def test_health_makes_no_cover_and_ends_none(facts, on, km, tenths, kind):
    worn = replace(facts, health=Health(tenths, kind, LATE, 9))
    for part in (PartGroup.BATTERY, PartGroup.VEHICLE):
        with_it, without = (evaluate(each, part, on, km, published()) for each in (worn, facts))
        assert (with_it.answer, with_it.last_day, with_it.last_km) == (
            without.answer,
            without.last_day,
            without.last_km,
        )
        assert not (with_it.claim_possible is Holds.YES and with_it.answer is not Answer.COVERED)


@given(cars(), later_days, kilometres, some.integers(1, 999), some.integers(1, 999))
@settings(max_examples=80)
def test_a_worse_battery_never_makes_a_claim_impossible(facts, on, km, one, other):
    worse, better = (
        evaluate(replace(facts, health=Health(each, HealthKind.OFFICIAL, LATE)), PartGroup.BATTERY, on, km, published())
        for each in sorted((one, other))
    )
    if better.claim_possible is Holds.YES:
        assert worse.claim_possible is Holds.YES


@given(cars(), later_days, kilometres)
@settings(max_examples=80)
def test_the_list_of_covers_says_what_each_part_is_told_alone(facts, on, km):
    for cover in covers_of(facts, on, km, published()):
        alone = evaluate(facts, cover.part, on, km, published())
        assert (cover.answer, cover.until, cover.until_km) == (alone.answer, *alone.ends)
        assert cover.in_force is {Answer.COVERED: True, Answer.NOT_COVERED: False}.get(cover.answer)


@given(cars(), later_days, kilometres, some.none() | some.fractions(0, 500))
@settings(max_examples=120)
def test_a_window_ends_within_its_day_and_kilometre(facts, on, km, pace):
    window = battery_window(facts, on, km, pace, published())
    if window is None or window.expected_end is None:
        return
    assert window.ends_on in (None, Open.UNLIMITED) or window.expected_end <= window.ends_on
    if pace and isinstance(window.ends_km, int) and window.expected_end >= on:
        assert km + (window.expected_end - on).days * pace <= window.ends_km
    if window.ends_by == "km":
        assert km + ((window.expected_end - on).days + 1) * Fraction(pace) > window.ends_km


@given(some.lists(some.tuples(days, some.integers(0, 300_000)), max_size=5), later_days, some.integers(0, 400_000))
@settings(max_examples=80)
def test_more_kilometres_never_keep_to_a_limit_of_twelve_months(read, on, km):
    rising = zip(sorted(day for day, _ in read), sorted(run for _, run in read), strict=True)
    facts = car("BYD", "CN", "2019-01-01", "Han", readings=tuple(Reading(day, run) for day, run in rising))
    answers = [
        evaluate(facts, PartGroup.BATTERY, on, each, [rule for rule in published() if rule.id == "byd-cn-cells"]).answer
        for each in (km, km + 5_000, km + 100_000)
    ]
    assert [*map(ORDER.index, answers)] == sorted(map(ORDER.index, answers))


@settings(max_examples=40)
@given(cars(), later_days, kilometres)
def test_what_is_not_known_stands_beside_no_day_and_no_kilometre(facts, on, km):
    for each in covers_of(facts, on, km, published()):
        assert each.answer is not Answer.NOT_KNOWN or (each.until, each.until_km) == (None, None)
