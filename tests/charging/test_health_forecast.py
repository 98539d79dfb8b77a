"""Where a battery's health goes: carried on with growing doubt, and the day on which a floor may be passed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lifecycle_desk.stages.charging.health.rules import Car, Health, crosses, estimate, forecast
from lifecycle_desk.stages.charging.health.rules.trend import expected, fleet_rate
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session
from lifecycle_desk.vehicle.rules.models import Chemistry

SINCE, ON = date(2020, 1, 1), date(2026, 1, 1)
CAR = Car(60_000, Chemistry.NMC, SINCE)


def faded(a_year, number=120, begins=SINCE, current=Current.AC, temperature=200):
    """Sessions of a battery that loses so much of its energy when new a year."""
    days = (ON - begins).days
    for place in range(number):
        begun = datetime(begins.year, begins.month, begins.day, 9, tzinfo=UTC) + timedelta(days=days * place // number)
        years = (begun.date() - SINCE).days / 365.25
        wh = round(0.7 * 60_000 * (1 - a_year * years))
        yield Session(
            "logger",
            str(place),
            begun,
            begun + timedelta(hours=5),
            meter_wh=round(wh * 1.1),
            battery_wh=wh,
            current=current,
            soc_start=150,
            soc_end=850,
            temperature=temperature,
        )


LOST_MUCH = estimate(CAR, faded(0.03), [], ON)


@pytest.mark.parametrize("a_year", [0.01, 0.02, 0.03, 0.05])
def test_the_yearly_fade_is_found_and_is_the_cars_own(a_year):
    fade = estimate(CAR, faded(a_year), [], ON).fade
    assert fade.low <= 1000 * a_year <= fade.high
    assert abs(fade.middle - 1000 * a_year) <= 6
    assert fade.own


def test_a_fade_that_few_sessions_tell_is_the_fleets():
    health = estimate(replace(CAR, since=date(2025, 9, 1)), faded(0.0, number=6, begins=date(2025, 10, 1)), [], ON)
    assert health.percent is not None
    assert not health.fade.own


def test_a_forecast_begins_at_the_figure_and_grows_less_sure():
    bands = [forecast(LOST_MUCH, date(year, 1, 1)) for year in range(2026, 2034)]
    assert (bands[0].low, bands[0].middle, bands[0].high) == (LOST_MUCH.low, LOST_MUCH.percent, LOST_MUCH.high)
    middles = [band.middle for band in bands]
    widths = [band.high - band.low for band in bands]
    assert middles == sorted(middles, reverse=True)
    assert widths == sorted(widths)


def test_the_past_is_not_forecast():
    assert forecast(LOST_MUCH, date(2021, 1, 1)).on == ON


def test_a_floor_may_be_passed_before_it_likely_is():
    crossing = crosses(LOST_MUCH, 700, date(2032, 1, 1))
    assert ON < crossing.earliest < crossing.middle < date(2032, 1, 1)
    for day, bound in ((crossing.earliest, "low"), (crossing.middle, "middle")):
        assert getattr(forecast(LOST_MUCH, day), bound) < 700
        assert getattr(forecast(LOST_MUCH, day - timedelta(days=1)), bound) >= 700


def test_a_floor_out_of_reach_is_not_passed():
    crossing = crosses(LOST_MUCH, 300, date(2028, 1, 1))
    assert (crossing.earliest, crossing.middle) == (None, None)


def test_a_floor_that_is_passed_already_is_passed_today():
    crossing = crosses(LOST_MUCH, 900, date(2028, 1, 1))
    assert (crossing.earliest, crossing.middle) == (ON, ON)


def test_a_window_that_is_over_is_not_looked_into():
    assert crosses(LOST_MUCH, 700, date(2025, 1, 1)).earliest is None


def test_without_a_figure_there_is_no_forecast():
    nothing = Health(ON)
    assert forecast(nothing, date(2027, 1, 1)) is None
    assert crosses(nothing, 700, date(2027, 1, 1)) is None


@pytest.mark.parametrize(("years", "left"), [(0, 1.0), (1, 0.964), (8, 0.816)])
def test_the_fleet_fades_as_it_was_published(years, left):
    assert expected(years, 0.023) == pytest.approx(left, abs=0.003)


@pytest.mark.parametrize(
    ("changes", "rate"),
    [
        ({}, 0.015),
        ({"current": Current.DC}, 0.025),
        ({"current": Current.DC, "temperature": 330}, 0.029),
    ],
)
def test_the_fleet_of_comparison_is_charged_alike(changes, rate):
    from lifecycle_desk.stages.charging.health.rules.evidence import sift

    found, _ = sift(CAR, 60_000, faded(0.02, **changes), ON)
    assert fleet_rate(found) == pytest.approx(rate)
    assert fleet_rate([]) == 0.023
