"""Battery health beside the truth: a fleet of simulated cars that the estimator knows nothing of."""

import sys
from pathlib import Path
from statistics import mean, median

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cars import WITHOUT, World, fleet
from health_table import judged, p95, share

CARS = 150


@pytest.fixture(scope="module")
def cars():
    return judged(CARS)


@pytest.fixture(scope="module")
def told(cars):
    return [each for each in cars if each.health.percent is not None]


def plain_errors(told, way):
    return [abs(each.plain[way] - each.car.truth) for each in told if each.plain[way] is not None]


def test_the_figure_is_near_the_truth(told):
    assert mean(abs(each.error) for each in told) <= 1.5
    assert p95(each.error for each in told) <= 3.5


def test_the_interval_holds_the_truth_as_often_as_it_says(told):
    assert share(each.covers for each in told) >= 93
    assert median(each.width for each in told) <= 5


def test_the_figure_is_no_higher_than_the_truth_on_average(told):
    assert abs(mean(each.error for each in told)) <= 0.5


def test_no_figure_where_the_sessions_carry_none(cars):
    assert not [each.car.without for each in cars if each.car.without and each.health.percent is not None]
    assert {each.car.without for each in cars} >= set(WITHOUT)


def test_whoever_can_have_a_figure_nearly_always_has_one(cars):
    able = [each for each in cars if not each.car.without]
    assert share(each.health.percent is not None for each in able) >= 93


def test_without_a_figure_it_is_said_what_is_needed(cars):
    for each in cars:
        assert bool(each.health.missing) == (each.health.percent is None)


@pytest.mark.parametrize("way", ["by_mean", "by_median", "by_largest"])
def test_it_is_nearer_than_plain_methods(told, way):
    assert mean(abs(each.error) for each in told) < 0.7 * mean(plain_errors(told, way))


def test_a_forecast_holds_the_truth_of_years_to_come(told):
    from lifecycle_desk.stages.charging.health.rules import forecast

    held = [
        band.low <= 10 * truth <= band.high
        for each in told
        for day, truth in each.car.later.items()
        if (band := forecast(each.health, day))
    ]
    assert share(held) >= 88


@pytest.mark.parametrize(
    ("world", "most"),
    [(World(wear=0.5), 1.5), (World(wear=1.7), 1.8), (World(losses=0.03), 1.8), (World(losses=-0.03), 1.5)],
)
def test_it_holds_where_cars_are_not_as_expected(world, most):
    told = [each for each in judged(40, world=world) if each.health.percent is not None]
    assert mean(abs(each.error) for each in told) <= most
    assert share(each.covers for each in told) >= 80


def test_a_fleet_is_the_same_for_its_seed():
    one, other = ([(each.truth, each.sessions) for each in fleet(7, 3)] for _ in range(2))
    assert one == other
