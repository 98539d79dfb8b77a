"""Normal beliefs: what bounds and stories side by side make of them."""

from math import erf, exp, pi, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.stages.charging.health.rules.falls import fallen, stories
from lifecycle_desk.stages.charging.health.rules.gauss import believed, interval, within


def below(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


@pytest.mark.parametrize("room", [-3.0, -1.0, 0.0, 0.7, 2.0])
def test_a_bound_cuts_a_belief_as_a_normal_distribution_is_cut(room):
    free = believed([], [1.0])
    (cut,) = within(free, [([1.0], room)], [])
    middle, doubt = believed([cut], [1.0]).of([1.0])
    odds = exp(-room * room / 2) / sqrt(2 * pi) / below(room)
    assert middle == pytest.approx(-odds, abs=1e-6)
    assert doubt**2 == pytest.approx(max(1 - odds * (odds + room), 0.01), abs=1e-6)


@given(some.floats(-8, 8), some.floats(0.1, 3), some.floats(-3, 3))
@settings(max_examples=60)
def test_what_is_held_below_a_bound_stays_there_and_is_no_less_sure(seen, doubt, most):
    told = [([1.0], seen, 1 / doubt**2)]
    sites = []
    for _ in range(6):
        belief = believed([*told, *sites], [1.0])
        sites = within(belief, [([1.0], most)], sites)
    middle, spread = believed([*told, *sites], [1.0]).of([1.0])
    free, loose = believed(told, [1.0]).of([1.0])
    assert middle <= min(most, free) + 1e-6
    assert spread <= loose + 1e-9


def test_a_bound_far_away_says_nothing():
    assert within(believed([], [1.0]), [([1.0], 9.0)], []) == [([1.0], 0.0, 0.0)]


@given(some.lists(some.tuples(some.floats(0.05, 1), some.floats(-1, 1), some.floats(0.05, 1)), min_size=1, max_size=4))
@settings(max_examples=60)
def test_the_interval_of_beliefs_side_by_side_leaves_two_and_a_half_per_cent_on_either_side(parts):
    whole = sum(odds for odds, _, _ in parts)
    parts = [(odds / whole, middle, doubt) for odds, middle, doubt in parts]
    low, mean, high = interval(parts)
    outside = [sum(odds * below((end - middle) / doubt) for odds, middle, doubt in parts) for end in (low, high)]
    assert outside == pytest.approx([0.025, 0.975], abs=2e-3)
    assert low < mean < high


def test_a_fall_is_told_where_there_was_one_and_not_where_there_was_none():
    ages = [place / 12 for place in range(48)]
    slow = [([1.0, age], -0.02 * age, 1e4) for age in ages]
    told = stories(slow, ages, [0.01, 0.01], [0.01, 0.01])
    assert (told[0].fell, told[0].odds > 0.98) == (None, True)
    broke = [([1.0, age], -0.02 * age - 0.12 * fallen(age, 2.5), 1e4) for age in ages]
    likeliest = stories(broke, ages, [0.01, 0.01], [0.01, 0.01])[0]
    assert likeliest.fell == pytest.approx(2.5, abs=0.3)
    assert sum(each.odds for each in stories(broke, ages, [0.01, 0.01], [0.01, 0.01])) == pytest.approx(1)
