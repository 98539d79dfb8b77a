"""What a charging session says of the battery, and why some say nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import exp

import pytest

from lifecycle_desk.stages.charging.health.rules.efficiency import ac_power, efficiency, likely_current, most_power
from lifecycle_desk.stages.charging.health.rules.estimate import estimate
from lifecycle_desk.stages.charging.health.rules.evidence import Car, LeftOutReason, sift
from lifecycle_desk.stages.charging.health.rules.falls import EVER_FALL, _places
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session, taken_back
from lifecycle_desk.vehicle.rules.models import Chemistry

SINCE = date(2023, 1, 1)
ON = date(2026, 1, 1)
NMC = Car(60_480, Chemistry.NMC, SINCE)
LFP = Car(60_480, Chemistry.LFP, SINCE)
BEGUN = datetime(2024, 5, 1, 20, 0, tzinfo=UTC)
GOOD = Session(
    "teslamate",
    "1",
    BEGUN,
    BEGUN + timedelta(hours=4),
    meter_wh=33_600,
    battery_wh=30_000,
    current=Current.AC,
    soc_start=280,
    soc_end=780,
    temperature=180,
)


def told(car, *sessions):
    found, left = sift(car, car.usable_wh_new, sessions, ON)
    return [each.session for each in found], [reason for _, reason, _ in left]


def test_the_worked_example_of_a_dc_charge():
    session = Session("ocpi", "1", BEGUN, meter_wh=30_900, current=Current.DC, soc_start=280, soc_end=780)
    ((found,), _) = sift(NMC, 60_480, [session], ON)
    # 30,900 Wh, less 5.2 % on the way and 0.4 % that stay inside, over half a battery
    assert round(exp(found.ratio) * 60_480, -1) == 58_350
    assert round(100 * exp(found.ratio), 1) == 96.5


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"battery_wh": None}, None),
        ({"meter_wh": None}, None),
        ({"temperature": None}, None),
        ({"ended_at": None}, None),
        ({"meter_wh": 0, "battery_wh": None}, LeftOutReason.NO_ENERGY),
        ({"soc_end": None}, LeftOutReason.NO_CHARGE),
        ({"soc_start": 780, "soc_end": 280}, LeftOutReason.DISCHARGED),
        ({"soc_end": 280}, LeftOutReason.SMALL_SPAN),
        ({"soc_end": 430, "battery_wh": 9_000, "meter_wh": 10_000}, LeftOutReason.SMALL_SPAN),
        ({"temperature": -150}, LeftOutReason.TEMPERATURE),
        ({"temperature": 480}, LeftOutReason.TEMPERATURE),
        ({"started_at": BEGUN.replace(year=2022)}, LeftOutReason.BEFORE_THE_BATTERY),
        ({"ended_at": BEGUN + timedelta(days=5)}, LeftOutReason.IMPLAUSIBLE),
        ({"ended_at": BEGUN + timedelta(seconds=20)}, LeftOutReason.IMPLAUSIBLE),
        ({"ended_at": BEGUN + timedelta(minutes=30)}, LeftOutReason.IMPLAUSIBLE),
        ({"battery_wh": 300_000}, LeftOutReason.OUTLIER),
        ({"battery_wh": 3_000}, LeftOutReason.OUTLIER),
        ({"battery_wh": None, "current": None, "ended_at": None}, LeftOutReason.NO_CURRENT),
    ],
)
def test_why_a_session_says_nothing(changes, reason):
    session = replace(GOOD, **{"ended_at": None if "started_at" in changes else GOOD.ended_at} | changes)
    assert told(NMC, session) == (([], [reason]) if reason else ([session], []))


def test_a_session_and_its_credit_both_say_nothing():
    credit = replace(taken_back(GOOD, "1"), key="1-back")
    assert told(NMC, GOOD, credit) == ([], [LeftOutReason.TAKEN_BACK] * 2)
    assert told(NMC, GOOD, replace(credit, source="other"))[0] == [GOOD]


def test_what_comes_after_the_day_is_not_looked_at():
    assert told(NMC, replace(GOOD, started_at=BEGUN.replace(year=2027), ended_at=None)) == ([], [])


def test_what_two_sources_tell_counts_once_and_both_sides_win():
    wallbox = replace(GOOD, source="evcc", started_at=BEGUN + timedelta(minutes=3), battery_wh=None)
    kept, left = told(NMC, wallbox, GOOD)
    assert kept == [GOOD]
    assert left == [LeftOutReason.TOLD_TWICE]


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (400, 800, LeftOutReason.LFP_MIDDLE),
        (200, 800, None),
        (600, 1_000, None),
        (900, 1_000, LeftOutReason.SMALL_SPAN),
    ],
)
def test_lfp_tells_well_only_when_charged_full_or_by_half(start, end, reason):
    energy = (end - start) * 60
    session = replace(GOOD, soc_start=start, soc_end=end, battery_wh=energy, meter_wh=round(energy * 1.1))
    assert told(LFP, session)[1] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("rough", "sure"),
    [
        (replace(GOOD, soc_end=580, battery_wh=18_000), GOOD),
        (replace(GOOD, soc_step=50), GOOD),
        (GOOD, replace(GOOD, soc_step=1)),
        (replace(GOOD, temperature=-50), GOOD),
        (replace(GOOD, temperature=None), GOOD),
        (replace(GOOD, temperature=0), replace(GOOD, temperature=None)),
        (replace(GOOD, battery_wh=None), GOOD),
    ],
)
def test_what_says_less_scatters_more(rough, sure):
    ((less,), _), ((more,), _) = (sift(NMC, 60_480, [each], ON) for each in (rough, sure))
    assert less.spread > more.spread


def test_lfp_scatters_more_unless_charged_full():
    half = replace(GOOD, soc_start=200, soc_end=900, battery_wh=42_000, meter_wh=46_000)
    full = replace(half, soc_start=300, soc_end=1_000)
    spread = {(car, each): sift(car, 60_480, [each], ON)[0][0].spread for car in (NMC, LFP) for each in (half, full)}
    assert spread[LFP, half] > spread[LFP, full] > spread[NMC, full]


@pytest.mark.parametrize(
    ("changes", "watts", "lost"),
    [
        ({"most_watts": 10_700, "ended_at": None}, 11_000, 9.4),
        ({"most_watts": 2_300, "ended_at": None}, 2_300, 19.8),
        ({"ended_at": BEGUN + timedelta(hours=14)}, 2_300, 19.8),
        ({"ended_at": BEGUN + timedelta(hours=9)}, 3_700, 15.5),
        ({"ended_at": BEGUN + timedelta(hours=14), "temperature": 0}, 2_300, 20.6),
        ({"ended_at": BEGUN + timedelta(hours=14), "temperature": None}, 2_300, 20.1),
        ({"ended_at": None}, 4_000, 13.5),
    ],
)
def test_losses_before_anything_is_known_follow_power_phase_and_temperature(changes, watts, lost):
    session = replace(GOOD, **changes)
    assert ac_power(session).watts == watts
    assert round(100 * (1 - efficiency(session, Current.AC)), 1) == lost


@pytest.mark.parametrize(("temperature", "lost"), [(200, 4.0), (0, 7.0), (-100, 9.0), (None, 5.2)])
def test_dc_loses_more_the_colder_it_is(temperature, lost):
    session = replace(GOOD, temperature=temperature)
    assert round(100 * (1 - efficiency(session, Current.DC)), 1) == lost


def test_a_session_that_stayed_plugged_in_is_told_from_a_slow_one_by_its_sources_others():
    quick = [replace(GOOD, key=str(each)) for each in range(9)]
    slow = replace(GOOD, key="slow", ended_at=BEGUN + timedelta(hours=14))
    alone, beside = ac_power(slow), ac_power(slow, most_power([*quick, slow])["teslamate"])
    assert (alone.watts, alone.apart) == (2_300, 0.0)
    assert 2_300 < beside.watts < 8_400
    assert 260 * beside.apart > 0.03


@pytest.mark.parametrize(
    ("changes", "current"),
    [
        ({"current": Current.DC}, Current.DC),
        ({"current": None}, Current.AC),
        ({"current": None, "most_watts": 90_000}, Current.DC),
        ({"current": None, "ended_at": BEGUN + timedelta(minutes=30)}, Current.DC),
        ({"current": None, "ended_at": None}, None),
    ],
)
def test_the_power_tells_what_flowed_where_the_source_does_not(changes, current):
    assert likely_current(replace(GOOD, **changes)) is current


def at_a_socket(usable_wh, share, lost, watts):
    """Half a year of full charges of a car that came late, whose battery holds a share of its energy when new."""
    for day in range(0, 180, 4):
        begun = datetime(2025, 6, 20, 18, tzinfo=UTC) + timedelta(days=day)
        start = 10 + day % 7
        yield Session(
            "wallbox",
            str(day),
            begun,
            None,
            meter_wh=round((100 - start) / 100 * usable_wh * share / (1 - lost)),
            current=Current.AC,
            soc_start=start * 10,
            soc_end=1000,
            temperature=200,
            most_watts=watts,
        )


@pytest.mark.parametrize("share", [0.74, 0.76, 0.78])
def test_a_fault_before_the_first_session_that_losses_would_hide_lies_in_the_interval(share):
    car = Car(60_000, Chemistry.NMC, date(2021, 1, 1))
    health = estimate(car, at_a_socket(60_000, share, 0.22, 2_300), [], ON)
    assert health.percent is None or health.low <= 1000 * share <= health.high


@pytest.mark.parametrize(("share", "lost", "watts"), [(0.94, 0.14, 1_840), (0.96, 0.15, 1_840), (0.96, 0.13, 2_300)])
def test_a_plug_in_hybrid_that_loses_little_is_not_shown_far_too_low(share, lost, watts):
    car = Car(12_000, Chemistry.NMC, date(2023, 1, 1))
    health = estimate(car, at_a_socket(12_000, share, lost, watts), [], ON)
    assert health.percent is not None
    assert health.low <= 1000 * share <= health.high


def test_the_later_a_car_came_the_likelier_its_battery_fell_before():
    early, late = _places(0.5, 8.0), _places(7.0, 8.0)
    assert early[min(early)] == pytest.approx(EVER_FALL / 16)
    assert late[min(late)] == pytest.approx(EVER_FALL * 7 / 8)
    assert sum(early.values()) == pytest.approx(EVER_FALL) == pytest.approx(sum(late.values()))
