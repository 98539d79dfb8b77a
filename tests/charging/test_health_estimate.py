"""Battery health from charging: what a figure rests on, when there is none, and what must not change it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.stages.charging.health.rules import (
    Car,
    Confidence,
    LeftOutReason,
    Method,
    Official,
    OfficialKind,
    estimate,
    theil_sen,
    with_currents,
)
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session, taken_back
from lifecycle_desk.vehicle.rules.models import Chemistry

SINCE, ON = date(2022, 1, 1), date(2026, 1, 1)
CAR = Car(60_000, Chemistry.NMC, SINCE)
SOCE = Official(date(2025, 6, 1), 905, OfficialKind.ON_BOARD_SOCE)


def charged(number, share=0.92, *, both=True, begins=date(2023, 1, 1), last=ON, span=(15, 85), power=0.75, seed=1):
    """Sessions of a car whose battery has come down to a share of its energy when new; it loses 9 % at 11 kW."""
    dice = Random(seed)
    days = (last - begins).days
    for place in range(number):
        day = begins + timedelta(days=days * place // number)
        begun = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        start, end = span[0] + dice.randint(0, 5), span[1] + dice.randint(0, 5)
        left = 1 - (1 - share) * max((day - SINCE) / (last - SINCE), 0) ** power
        wh = (end - start) * 600 * left * (1 + dice.gauss(0, 0.008))
        yield Session(
            "logger" if both else "wallbox",
            str(place),
            begun,
            begun + timedelta(hours=wh / 10_000),
            meter_wh=round(wh / 0.91),
            battery_wh=round(wh) if both else None,
            current=Current.AC,
            soc_start=start * 10,
            soc_end=end * 10,
            temperature=200,
            most_watts=10_900,
        )


GOOD = list(charged(60))
METER = list(charged(60, both=False))


def figure(health):
    return (health.percent, health.low, health.high, health.fade, health.band, health.sessions_used)


def width(health):
    return health.high - health.low


def test_the_line_of_theil_and_sen_is_not_pulled_by_an_outlier():
    values = [99.8, 99.1, 98.9, 92.0, 98.0, 97.2, 97.0, 96.3, 96.1]
    slope, start = theil_sen([(90 * place, value) for place, value in enumerate(values)])
    assert round(slope, 7) == -0.0051620
    assert round(slope * 365.25, 3) == -1.885
    assert round(start, 4) == 99.7875


@given(some.lists(some.integers(-1000, 1000), min_size=2, max_size=200, unique=True), some.randoms())
@settings(max_examples=40)
def test_theil_and_sen_find_a_line_in_any_order_and_however_long(places, dice):
    points = [(x, 3 - 0.25 * x) for x in places]
    slope, start = theil_sen(dice.sample(points, len(points)))
    assert (round(slope, 9), round(start, 9)) == (-0.25, 3)


def test_a_figure_with_its_interval_and_what_it_rests_on():
    health = estimate(CAR, GOOD, [], ON)
    assert health.low <= 920 <= health.high
    assert abs(health.percent - 920) <= 12
    assert (health.method, health.confidence, health.sessions_used) == (Method.BATTERY, Confidence.HIGH, 60)
    assert (health.first_used, health.as_of) == (date(2023, 1, 1), ON)
    assert health.missing == ()
    assert health.band[0].on == health.first_used
    assert (health.band[-1].on, health.band[-1].middle) == (ON, health.percent)
    assert all(band.low <= band.middle <= band.high for band in health.band)
    assert len(health.points) == 60
    assert all(point.used and abs(point.tenths - 945) < 80 for point in health.points)


def test_a_meter_alone_gives_a_wider_figure_and_says_so():
    health = estimate(CAR, METER, [], ON)
    assert health.method is Method.METER
    assert width(health) > width(estimate(CAR, GOOD, [], ON))
    assert health.low <= 920 <= health.high
    assert [current for current, _ in health.losses] == [Current.AC]
    assert "energy in the battery" in health.surer[0].message


def test_losses_are_learnt_from_sessions_that_tell_both_sides():
    mixed = [replace(each, battery_wh=None) if place % 4 else each for place, each in enumerate(GOOD)]
    health = estimate(CAR, mixed, [], ON)
    assert health.method is Method.LEARNT
    assert width(health) < width(estimate(CAR, METER, [], ON))
    ((_, lost),) = health.losses
    assert abs(lost - 90) <= 12


def test_an_official_reading_stands_beside_and_is_mixed_in_only_where_it_is_said():
    beside = estimate(CAR, GOOD, [SOCE], ON)
    assert figure(beside) == figure(estimate(CAR, GOOD, [], ON))
    assert (beside.officials, beside.calibrated_by, beside.method) == ((SOCE,), (), Method.BATTERY)

    setting = estimate(CAR, METER, [SOCE], ON)
    assert (setting.officials, setting.calibrated_by, setting.method) == ((SOCE,), (SOCE,), Method.CALIBRATED)
    assert width(setting) < width(estimate(CAR, METER, [], ON))


def test_official_readings_of_another_battery_or_a_later_day_do_not_count():
    strange = [replace(SOCE, on=date(2021, 1, 1)), replace(SOCE, on=date(2027, 1, 1))]
    assert estimate(CAR, METER, strange, ON) == estimate(CAR, METER, [], ON)


@pytest.mark.parametrize(
    ("car", "sessions", "needed", "n"),
    [
        (Car(None, Chemistry.NMC, SINCE), GOOD, "usable energy", None),
        (CAR, [], "from below %(low)s to above %(high)s", 3),
        (CAR, GOOD[:1], "from below %(low)s to above %(high)s", 2),
        (CAR, list(charged(4, span=(40, 62))), "from below %(low)s to above %(high)s", 2),
        (replace(CAR, chemistry=Chemistry.LFP), list(charged(4, span=(40, 95))), "to %(full)s", 2),
        (CAR, list(charged(6, begins=date(2025, 12, 20), last=date(2025, 12, 26))), "close together", 9),
    ],
)
def test_where_nothing_carries_a_figure_it_is_said_what_is_needed(car, sessions, needed, n):
    health = estimate(car, sessions, [], ON)
    assert (health.percent, health.low, health.high, health.confidence, health.sessions_used) == (None,) * 4 + (0,)
    assert needed in health.missing[0].message
    assert health.missing[0].facts.get("n") == n


@pytest.mark.parametrize(
    ("car", "changes", "span", "reason", "said"),
    [
        (CAR, {"soc_end": None}, (15, 85), LeftOutReason.NO_CHARGE, "import them from a source that includes it"),
        (CAR, {"battery_wh": 0, "meter_wh": 0}, (15, 85), LeftOutReason.NO_ENERGY, "have no energy value"),
        (CAR, {"soc_start": 900, "soc_end": 200}, (15, 85), LeftOutReason.DISCHARGED, "were swapped"),
        (CAR, {"battery_wh": 90_000}, (15, 85), LeftOutReason.OUTLIER, "usable energy when new is right"),
        (CAR, {"temperature": -200}, (15, 85), LeftOutReason.TEMPERATURE, "milder days"),
        (CAR, {"ended_at": datetime(2026, 1, 1, tzinfo=UTC)}, (15, 85), LeftOutReason.IMPLAUSIBLE, "their times"),
        (CAR, {}, (50, 62), LeftOutReason.SMALL_SPAN, "less than 20 points"),
        (replace(CAR, since=ON), {}, (15, 85), LeftOutReason.BEFORE_THE_BATTERY, "before this battery was installed"),
        (replace(CAR, chemistry=Chemistry.LFP), {}, (40, 70), LeftOutReason.LFP_MIDDLE, "neither end full"),
    ],
)
def test_the_reason_that_left_most_sessions_out_is_named_with_what_to_do(car, changes, span, reason, said):
    health = estimate(car, [replace(each, **changes) for each in charged(60, span=span)], [], ON)
    assert health.left_out[reason] >= 55
    assert said in health.missing[0].message
    assert "Charge %(n)s more times" in health.missing[1].message


BLIND = {"battery_wh": None, "current": None, "ended_at": None, "most_watts": None}


def test_where_no_session_tells_ac_or_dc_that_is_asked_once_per_source_and_nothing_else():
    of = {0: "evcc", 1: "lubelogger-fuel", 2: "evcc", 3: "manual", 4: "generic", 5: "evcc"}
    silent = [replace(each, **BLIND, source=of[place % 6]) for place, each in enumerate(GOOD)]
    health = estimate(CAR, silent, [], ON)
    assert health.left_out == {LeftOutReason.NO_CURRENT: 60}
    assert health.unsaid == (("evcc", 30), ("generic", 10), ("lubelogger-fuel", 10), ("manual", 10))
    assert [dict(each.facts) for each in health.missing] == [
        {"n": 30, "source": "evcc"},
        {"n": 10},
        {"n": 10, "source": "LubeLogger"},
        {"n": 10},
    ]
    assert all("AC or DC" in each.message for each in health.missing)

    answered = estimate(CAR, with_currents(silent, {"evcc": Current.AC}), [], ON)
    assert answered.percent is not None
    assert answered.low <= 920 <= answered.high
    assert [each.facts.get("n") for each in answered.surer if "AC or DC" in each.message] == [10, 10, 10]
    assert estimate(CAR, with_currents(silent, dict.fromkeys(of.values(), Current.AC)), [], ON).unsaid == ()


def test_what_is_said_of_a_source_changes_no_session_that_tells_it_itself():
    quick = replace(GOOD[0], current=None, most_watts=90_000)
    told = [GOOD[0], quick, replace(GOOD[0], **BLIND), replace(GOOD[0], **BLIND, source="evcc")]
    now = with_currents(told, {"logger": Current.DC})
    assert [each.current for each in now] == [Current.AC, None, Current.DC, None]


@pytest.mark.parametrize("watts", [1_400, 2_300, 3_700])
@pytest.mark.parametrize("since", [SINCE, date(2020, 1, 1)])
def test_what_exceeds_a_pack_is_loss_and_not_health(watts, since):
    """A car that loses 30 % at a socket seems to hold a fifth more than it does."""
    told = {"battery_wh": None, "ended_at": None, "most_watts": watts}
    lossy = [replace(each, meter_wh=round(each.battery_wh / 0.70), **told) for each in GOOD]
    health = estimate(replace(CAR, since=since), lossy, [], ON)
    if watts == 1_400:  # what is lost there is known too little for a figure
        assert health.percent is None
        return
    assert health.percent <= 985
    assert health.low <= 920 <= health.high
    assert dict(health.losses)[Current.AC] >= 240


@pytest.mark.parametrize("side", ["counted by the car", "DC"])
def test_a_meters_share_is_learnt_from_the_cars_other_sessions(side):
    """Most sessions come from a socket that loses 28 %; a few of the same car tell what its battery really takes."""
    socket = [
        replace(each, meter_wh=round(each.battery_wh / 0.72), battery_wh=None, ended_at=None, most_watts=2_300)
        for each in GOOD[20:]
    ]
    alone = estimate(CAR, socket, [], ON)
    others = [replace(each, key=f"{each.key}-other", ended_at=None) for each in GOOD[19::5]]
    free = [replace(each, started_at=each.started_at + timedelta(days=3)) for each in others]
    if side == "DC":
        free = [
            replace(
                each, current=Current.DC, meter_wh=round(each.battery_wh / 0.96), battery_wh=None, most_watts=70_000
            )
            for each in free
        ]
    beside = estimate(CAR, socket + free, [], ON)
    assert dict(beside.losses)[Current.AC] == pytest.approx(280, abs=20)
    assert abs(beside.percent - 920) <= 15
    assert beside.low <= 920 <= beside.high
    assert width(beside) < width(alone)


def test_sessions_of_long_ago_carry_no_figure_for_today():
    assert estimate(CAR, METER[:5], [], date(2034, 1, 1)).percent is None


def test_a_day_before_the_battery_came_has_no_figure():
    assert estimate(CAR, GOOD, [], date(2021, 1, 1)).percent is None


def test_a_new_battery_is_another_battery():
    before = list(charged(60, share=0.7, last=date(2024, 6, 1)))
    after = list(charged(30, share=0.99, begins=date(2024, 6, 2)))
    new = Car(60_000, Chemistry.NMC, date(2024, 6, 2))
    health = estimate(new, before + after, [], ON)
    assert figure(health) == figure(estimate(new, after, [], ON))
    assert health.left_out == {LeftOutReason.BEFORE_THE_BATTERY: 60}


def test_what_is_far_from_all_others_is_named_and_does_not_count():
    strange = [replace(each, battery_wh=round(each.battery_wh * 0.8)) for each in GOOD[::6]]
    spoilt = [each for place, each in enumerate(GOOD) if place % 6] + strange
    health = estimate(CAR, spoilt, [], ON)
    assert health.left_out == {LeftOutReason.OUTLIER: 10}
    assert abs(health.percent - estimate(CAR, GOOD, [], ON).percent) <= 3
    assert sum(not point.used for point in health.points) == 10


@given(some.randoms())
@settings(max_examples=15)
def test_the_order_of_sessions_changes_nothing(dice):
    assert estimate(CAR, dice.sample(GOOD, len(GOOD)), [], ON) == estimate(CAR, GOOD, [], ON)


@given(some.integers(2, 9))
@settings(max_examples=8)
def test_a_battery_twice_as_large_that_takes_twice_as_much_is_as_healthy(times):
    def larger(session):
        hours = (session.ended_at - session.started_at) * times
        return replace(
            session,
            meter_wh=session.meter_wh * times,
            battery_wh=session.battery_wh * times,
            ended_at=session.started_at + hours,
        )

    few = GOOD[::3]
    health = estimate(replace(CAR, usable_wh_new=60_000 * times), map(larger, few), [], ON)
    assert figure(health) == figure(estimate(CAR, few, [], ON))


OUTSIDE = [
    {"soc_start": None},
    {"meter_wh": 0, "battery_wh": None},
    {"soc_start": 850, "soc_end": 150},
    {"soc_start": 840},
    {"temperature": -300},
    {"battery_wh": 500_000},
    {"started_at": datetime(2021, 5, 1, tzinfo=UTC)},
    {"started_at": datetime(2026, 5, 1, tzinfo=UTC)},
    {"ended_at": datetime(2026, 5, 1, tzinfo=UTC)},
]


@pytest.mark.parametrize("changes", OUTSIDE)
def test_a_session_outside_the_rules_changes_nothing(changes):
    free = GOOD[7].started_at + timedelta(days=3)
    more = replace(GOOD[7], **{"key": "more", "started_at": free, "ended_at": None} | changes)
    assert figure(estimate(CAR, [*GOOD, more], [], ON)) == figure(estimate(CAR, GOOD, [], ON))


def test_a_session_that_is_taken_back_was_never_there():
    more = replace(GOOD[7], key="more", started_at=GOOD[7].started_at + timedelta(days=3), ended_at=None)
    back = replace(taken_back(more, "more"), key="back")
    assert figure(estimate(CAR, [*GOOD, more, back], [], ON)) == figure(estimate(CAR, GOOD, [], ON))


@given(some.integers(0, 200), some.booleans())
@settings(max_examples=15)
def test_more_of_the_same_never_makes_it_less_sure(seed, both):
    sessions = list(charged(80, both=both, seed=seed))
    widths = [width(estimate(CAR, sessions[::step], [], ON)) for step in (8, 4, 2, 1)]
    assert all(more <= less * 1.05 + 1 for less, more in pairwise(widths))


@given(some.floats(0.62, 1.0), some.integers(0, 50))
@settings(max_examples=25)
def test_whatever_the_health_the_interval_holds_it(share, seed):
    health = estimate(CAR, charged(50, share=share, seed=seed), [], ON)
    assert health.low <= 1000 * share <= health.high


@pytest.mark.parametrize("weeks", [6, 12, 30])
def test_a_fault_of_the_last_weeks_shows_and_is_no_outlier(weeks):
    broke = ON - timedelta(weeks=weeks)
    sessions = [*charged(150, last=broke), *charged(weeks, share=0.78, begins=broke, power=0, seed=2)]
    health = estimate(CAR, [replace(each, key=str(place)) for place, each in enumerate(sessions)], [], ON)
    assert health.percent <= 830
    assert health.low <= 780
    assert not health.left_out


def test_nothing_is_called_certified():
    words = [term.label for terms in (Method, Confidence, LeftOutReason) for term in terms]
    assert not [each for each in words if "certif" in each.lower()]


def test_five_hundred_sessions_take_less_than_a_twentieth_of_a_second():
    sessions = list(charged(500))
    spent = []
    for _ in range(5):
        begun = process_time()
        estimate(CAR, sessions, [], ON)
        spent.append(process_time() - begun)
    assert min(spent) < 0.05
