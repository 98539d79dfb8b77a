"""What a session comes to: by weekday, season and time of day, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.stages.charging.sessions.rules.sessions import EndsBeforeStart, TooLong
from lifecycle_desk.stages.charging.tariffs.rules.pricing import Computed, LineKind, Spread, price
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Element, Season, Tariff, Window, check_tariff
from lifecycle_desk.vehicle.rules.life import DayBeforeCars, DayInTheFuture

MADRID, BANGKOK, MONTERREY, LORD_HOWE = "Europe/Madrid", "Asia/Bangkok", "America/Monterrey", "Australia/Lord_Howe"
NIGHT, NIGHT_LONG = Window(0, 8 * 60), Window(22 * 60, 6 * 60)


def element(name="", kwh=None, minute=None, **when) -> Element:
    price_of = {"kwh": kwh, "minute": minute}
    return Element(name=name, **{key: None if at is None else Fraction(at) for key, at in price_of.items()}, **when)


def tariff(*elements: Element, zone=MADRID, fee=0) -> Tariff:
    return Tariff(
        place="home",
        currency="EUR",
        valid_from=date(2026, 1, 1),
        zone=zone,
        elements=elements,
        session_fee=fee,
    )


def local(text: str, zone=MADRID, fold=0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def shown(computed: Computed) -> list[tuple]:
    """Lines as (name, Wh, minutes, minutes that cost, minor units)."""
    minute = timedelta(minutes=1)
    return [
        (line.name or line.kind.value, line.wh, line.lasted / minute, line.charged / minute, line.amount.minor)
        for line in computed.lines
    ]


DAY_AND_NIGHT = tariff(element("night", 10, window=NIGHT), element("day", 30))
LATE = tariff(element("late", 10, window=NIGHT_LONG), element("day", 30), zone=BANGKOK)


@pytest.mark.parametrize(
    ("of", "start", "end", "wh", "lines"),
    [
        # all within one element; 7,777 Wh at 30 are 233.31
        (DAY_AND_NIGHT, "2026-05-05T10:00", "2026-05-05T12:00", 7_777, [("day", 7_777, 120, 0, 233)]),
        # over midnight: an hour of four by day
        (
            DAY_AND_NIGHT,
            "2026-05-05T23:00",
            "2026-05-06T03:00",
            8_000,
            [("day", 2_000, 60, 0, 60), ("night", 6_000, 180, 0, 60)],
        ),
        # a window that goes over midnight, met at both ends, where no clock is ever changed
        (
            LATE,
            "2026-05-05T21:00",
            "2026-05-06T07:00",
            10_000,
            [("day", 2_000, 120, 0, 60), ("late", 8_000, 480, 0, 80)],
        ),
        # weekends: Saturday begins at midnight, also in Monterrey
        (
            tariff(element("weekend", 5, weekdays=frozenset({6, 7})), element("week", 20), zone=MONTERREY),
            "2026-05-08T23:30",
            "2026-05-09T00:30",
            2_000,
            [("week", 1_000, 30, 0, 20), ("weekend", 1_000, 30, 0, 5)],
        ),
        # a window on Fridays is Friday's own: before 06:00 and from 22:00 on
        (
            tariff(element("Friday", 0, weekdays=frozenset({5}), window=NIGHT_LONG), element("else", 20)),
            "2026-05-08T22:00",
            "2026-05-09T02:00",
            4_000,
            [("Friday", 2_000, 120, 0, 0), ("else", 2_000, 120, 0, 40)],
        ),
        # a season that goes over the new year ends with its last day
        (
            tariff(element("winter", 40, season=Season((11, 1), (3, 31))), element("summer", 20)),
            "2026-03-31T22:00",
            "2026-04-01T02:00",
            4_000,
            [("winter", 2_000, 120, 0, 80), ("summer", 2_000, 120, 0, 40)],
        ),
        (
            tariff(element("winter", 40, season=Season((11, 1), (3, 31))), element("summer", 20)),
            "2025-12-31T23:00",
            "2026-01-01T01:00",
            4_000,
            [("winter", 4_000, 120, 0, 160)],
        ),
        # a season to 29 February ends on the 28th where there is none
        (
            tariff(element("frost", 40, season=Season((2, 1), (2, 29))), element("else", 20)),
            "2026-02-28T23:00",
            "2026-03-01T01:00",
            2_000,
            [("frost", 1_000, 60, 0, 40), ("else", 1_000, 60, 0, 20)],
        ),
        # minutes, from the first on and from the 61st on
        (tariff(element("AC", 0, "1.5")), "2026-05-05T10:00", "2026-05-05T11:30", 5_000, [("AC", 5_000, 90, 90, 135)]),
        (
            tariff(element("DC", 50, 20, after_minutes=60)),
            "2026-05-05T10:00",
            "2026-05-05T11:30",
            30_000,
            [("DC", 30_000, 90, 30, 2_100)],
        ),
        # a fee stands on its own line
        (
            tariff(element("AC", 30), fee=100),
            "2026-05-05T10:00",
            "2026-05-05T11:00",
            1_000,
            [("AC", 1_000, 60, 0, 30), ("fee", 0, 0, 0, 100)],
        ),
        # where no element applies, energy is told and costs nothing
        (
            tariff(element("night", 10, window=NIGHT)),
            "2026-05-05T07:00",
            "2026-05-05T09:00",
            2_000,
            [("night", 1_000, 60, 0, 10), ("unpriced", 1_000, 60, 0, 0)],
        ),
        # to the end of the day, written 24:00
        (
            tariff(element("evening", 60, window=Window(18 * 60, 24 * 60)), element("else", 20)),
            "2026-05-05T23:00",
            "2026-05-06T01:00",
            2_000,
            [("evening", 1_000, 60, 0, 60), ("else", 1_000, 60, 0, 20)],
        ),
        # thirds: 1 and 1 and 1 Wh of 3, each 10/3 of a minor unit, are 10 in all
        (
            tariff(element("a", "10000/3", window=Window(600, 620)), element("b", "10000/3", window=Window(620, 640)),
                   element("c", "10000/3")),
            "2026-05-05T10:00",
            "2026-05-05T11:00",
            3,
            [("a", 1, 20, 0, 4), ("b", 1, 20, 0, 3), ("c", 1, 20, 0, 3)],
        ),
    ],
)  # fmt: skip
def test_sessions_and_their_lines(of, start, end, wh, lines):
    check_tariff(of)
    computed = price(of, local(start, of.zone), local(end, of.zone), wh)
    assert shown(computed) == lines
    assert computed.money == Money(sum(line[-1] for line in lines), "EUR")
    assert computed.spread is Spread.EVENLY


WHOLE_DAY = [
    # a day of 23 hours, one of 25, and where clocks are not changed on these days one of 24
    (MADRID, "2026-03-29", 7 * 60, 16 * 60),
    (MADRID, "2026-10-25", 9 * 60, 16 * 60),
    (BANGKOK, "2026-03-29", 8 * 60, 16 * 60),
    (MONTERREY, "2026-03-29", 8 * 60, 16 * 60),
    (LORD_HOWE, "2026-04-05", 8 * 60 + 30, 16 * 60),  # half an hour back
]


@pytest.mark.parametrize(("zone", "day", "night", "rest"), WHOLE_DAY)
def test_a_day_counts_as_long_as_it_was(zone, day, night, rest):
    start = local(f"{day}T00:00", zone)
    end = local(f"{date.fromisoformat(day) + timedelta(days=1)}T00:00", zone)
    computed = price(replace(DAY_AND_NIGHT, zone=zone), start, end, night + rest)
    assert shown(computed) == [
        ("night", night, night, 0, rounded(Fraction(night, 100))),
        ("day", rest, rest, 0, rounded(Fraction(rest * 3, 100))),
    ]


@pytest.mark.parametrize(
    ("window", "day", "within"),
    [
        (Window(150, 210), "2026-03-29", 30),  # 02:30 to 03:30: the clocks skip its first half
        (Window(120, 180), "2026-03-29", 0),  # 02:00 to 03:00: they skip it all
        (Window(135, 165), "2026-03-29", 0),
        (Window(60, 120), "2026-03-29", 60),
        (Window(150, 210), "2026-10-25", 90),  # 02:30 to 03:00 comes twice
        (Window(120, 180), "2026-10-25", 120),
        (Window(135, 165), "2026-10-25", 60),
        (Window(165, 60), "2026-10-25", 23 * 60 - 45 + 15),  # over midnight, with the quarter to three twice
    ],
)
def test_windows_where_clocks_are_changed(window, day, within):
    start, end = local(f"{day}T00:00"), local(f"{date.fromisoformat(day) + timedelta(days=1)}T00:00")
    whole = (end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(minutes=1)
    lines = shown(price(tariff(element("in", 1000, window=window), element("out", 0)), start, end, whole))
    assert {name: minutes for name, _, minutes, *_ in lines} == {"out": whole - within} | (
        {"in": within} if within else {}
    )
    assert sum(wh for _, wh, *_ in lines) == whole


def test_an_hour_that_comes_twice_is_two_hours():
    of = tariff(element("AC", 30, 1))
    first, second = local("2026-10-25T02:30"), local("2026-10-25T02:30", fold=1)
    assert shown(price(of, first, second, 1_000)) == [("AC", 1_000, 60, 60, 90)]
    assert shown(price(of, first, first, 1_000)) == [("AC", 1_000, 0, 0, 30)]


@pytest.mark.parametrize("ended", [None, local("2026-05-05T23:00")])
def test_without_an_end_all_energy_is_priced_as_at_the_start_and_no_minute_is(ended):
    of = tariff(element("late", 10, 5, window=NIGHT_LONG), element("day", 30), fee=50)
    computed = price(of, local("2026-05-05T23:00"), ended, 3_000)
    assert shown(computed) == [("late", 3_000, 0, 0, 30), ("fee", 0, 0, 0, 50)]
    assert computed.spread is Spread.AT_START
    nothing = price(tariff(element("night", 10, window=NIGHT)), local("2026-05-05T23:00"), ended, 3_000)
    assert [(line.kind, line.wh, line.amount.minor) for line in nothing.lines] == [(LineKind.UNPRICED, 3_000, 0)]


def test_halves_go_away_from_zero_once_for_the_whole():
    of = tariff(element("a", 50, window=Window(0, 720)), element("b", 50))
    start, end = local("2026-05-05T11:00"), local("2026-05-05T13:00")
    assert shown(price(of, start, end, 10)) == [("a", 5, 60, 0, 1), ("b", 5, 60, 0, 0)], "0.25 twice are 0.5 and so 1"
    assert shown(price(of, start, end, -10)) == [("a", -5, 60, 0, -1), ("b", -5, 60, 0, 0)]


def test_minutes_go_on_where_a_session_is_continued_and_its_fee_is_not_charged_again():
    of = tariff(element("DC", 0, 20, after_minutes=60), fee=100)
    start, middle, end = (local(f"2026-05-05T{at}") for at in ("10:00", "10:45", "12:00"))
    rest = price(of, middle, end, 0, ran=middle - start)
    assert shown(rest) == [("DC", 0, 75, 60, 1_200)]
    assert price(of, start, middle, 0).money + rest.money == price(of, start, end, 0).money


@pytest.mark.parametrize(
    ("start", "end", "rule"),
    [
        ("2026-05-05T10:00", "2026-05-05T09:59", EndsBeforeStart),
        ("2026-05-05T10:00", "2026-06-05T10:01", TooLong),
        ("0001-01-01T00:00", None, DayBeforeCars),
        ("9999-12-31T23:00", None, DayInTheFuture),
    ],
)
def test_what_cannot_be_priced_is_refused(start, end, rule):
    moment = [each and datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end)]
    with pytest.raises(rule):
        price(DAY_AND_NIGHT, *moment, 1_000)


def test_a_moment_without_a_zone_is_a_bug():
    with pytest.raises(ValueError, match="no zone"):
        price(DAY_AND_NIGHT, datetime(2026, 5, 5), None, 1_000)  # noqa: DTZ001 (what is meant)


prices = some.fractions(0, 100, max_denominator=1_000)
windows = some.builds(Window, some.integers(0, 1_439), some.integers(0, 1_440)).filter(
    lambda each: each.first != each.until
)
days_of_year = some.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
elements = some.builds(
    Element,
    kwh=prices,
    minute=some.none() | prices,
    weekdays=some.frozensets(some.integers(1, 7)),
    season=some.none() | some.builds(Season, days_of_year, days_of_year),
    window=some.none() | windows,
)
tariffs = some.builds(
    Tariff,
    place=some.just("home"),
    currency=some.just("EUR"),
    valid_from=some.just(date(2026, 1, 1)),
    zone=some.sampled_from([MADRID, BANGKOK, MONTERREY, LORD_HOWE, "Africa/Casablanca", "Asia/Kathmandu"]),
    elements=some.lists(elements, max_size=4).map(tuple),
    session_fee=some.integers(0, 500),
)
# around the days on which clocks are changed, and any
starts = some.sampled_from(
    ["2026-03-28", "2026-10-24", "2026-04-04", "2026-10-03", "2026-02-14", "2026-07-01"]
).flatmap(lambda day: some.integers(0, 3 * 1_440).map(lambda minutes: local(day, "UTC") + timedelta(minutes=minutes)))


def minute_by_minute(of: Tariff, start: datetime, minutes: int, wh: int) -> Fraction:
    """The same by counting minutes: slow, and plainly right."""
    exact = Fraction(of.session_fee)
    for minute in range(minutes):
        at = of.element_at(start + timedelta(minutes=minute))
        if at is None:
            continue
        within = of.elements[at]
        costs = within.minute is not None and minute >= within.after_minutes
        exact += (within.kwh or 0) * Fraction(wh, 1_000 * minutes) + (within.minute if costs else 0)
    return exact


@settings(max_examples=60, deadline=None)
@given(tariffs, starts, some.integers(1, 2_000), some.integers(0, 100_000))
def test_it_is_what_counting_minute_by_minute_gives(of, start, minutes, wh):
    computed = price(of, start, start + timedelta(minutes=minutes), wh)
    assert computed.money.minor == rounded(minute_by_minute(of, start, minutes, wh))
    check_lines(computed, wh, timedelta(minutes=minutes))


def check_lines(computed: Computed, wh: int, lasted: timedelta) -> None:
    assert sum(line.amount.minor for line in computed.lines) == computed.money.minor
    assert sum(line.wh for line in computed.lines) == wh
    assert sum((line.lasted for line in computed.lines), timedelta(0)) == lasted
    assert all(line.charged <= line.lasted for line in computed.lines)
    assert len({(line.kind, line.element) for line in computed.lines}) == len(computed.lines)


@settings(max_examples=100, deadline=None)
@given(tariffs, starts, some.timedeltas(timedelta(0), timedelta(days=31)), some.integers(-100_000, 100_000))
def test_lines_add_up_and_a_session_taken_back_comes_to_the_same_below_zero(of, start, lasted, wh):
    computed = price(of, start, start + lasted, wh)
    check_lines(computed, wh, lasted)
    if wh:
        assert price(of, start, start + lasted, -wh).money == -computed.money


idle = some.builds(
    Element, minute=prices, after_minutes=some.integers(0, 600), kwh=some.none() | prices, window=some.none() | windows
)


@settings(max_examples=100, deadline=None)
@given(
    tariffs,
    some.lists(idle, max_size=2),
    starts,
    some.integers(0, 2_000),
    some.integers(0, 2_000),
    some.integers(0, 50),
)
def test_a_session_parted_in_two_costs_the_same_but_for_a_minor_unit(of, idles, start, first, second, wh_a_minute):
    of = replace(of, elements=(*idles, *of.elements))
    middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
    if not first or not second:
        return
    whole = price(of, start, end, wh_a_minute * (first + second))
    one = price(of, start, middle, wh_a_minute * first)
    other = price(of, middle, end, wh_a_minute * second, ran=middle - start)
    assert abs((one.money + other.money - whole.money).minor) <= 1
