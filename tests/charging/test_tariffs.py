"""Tariffs: which one is in force, what is no tariff, and how one is kept and written."""

import json
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.charging.tariffs.rules.plain import (
    TariffDayUnread,
    TariffKeyUnknown,
    TariffObjectUnread,
    plain,
    tariff_from,
)
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import (
    Element,
    ElementNeverApplies,
    ElementWithoutPrice,
    MinutesWithoutPrice,
    Season,
    Tariff,
    TariffCurrencyUnknown,
    TariffElementsUnread,
    TariffEndsBeforeItBegins,
    TariffNumberUnread,
    TariffPriceUnread,
    TariffSeasonUnread,
    TariffTextUnread,
    TariffTimeUnread,
    TariffWeekdayUnread,
    TariffWithoutPrice,
    TariffZoneUnknown,
    Window,
    check_tariff,
    exact_number,
    tariff_for,
)

DAY_AND_NIGHT = Tariff(
    place="home",
    currency="EUR",
    valid_from=date(2026, 1, 1),
    zone="Europe/Madrid",
    elements=(Element(name="night", kwh=Fraction(10), window=Window(0, 480)), Element(name="day", kwh=Fraction(30))),
)


def test_the_tariff_in_force_is_the_one_that_began_last():
    old, new = DAY_AND_NIGHT, replace(DAY_AND_NIGHT, valid_from=date(2026, 7, 1), valid_until=date(2026, 12, 31))
    ionity = replace(DAY_AND_NIGHT, place="Ionity  Zaragoza")
    mended = replace(new, session_fee=1)
    tariffs = [new, old, ionity, mended]
    assert tariff_for(tariffs, "Home", date(2026, 6, 30)) is old
    assert tariff_for(tariffs, " home ", date(2026, 7, 1)) is mended, "of two of one day the one told last"
    assert tariff_for(tariffs, "home", date(2026, 12, 31)) is mended
    assert tariff_for(tariffs, "home", date(2027, 1, 1)) is old
    assert tariff_for(tariffs, "home", date(2025, 12, 31)) is None
    assert tariff_for(tariffs, "IONITY Zaragoza", date(2026, 7, 1)) is ionity
    assert tariff_for(tariffs, "work", date(2026, 7, 1)) is None


@pytest.mark.parametrize(
    ("change", "rule", "at"),
    [
        ({"place": " "}, TariffTextUnread, "place"),
        ({"place": 7}, TariffTextUnread, "place"),
        ({"currency": "eur"}, TariffCurrencyUnknown, "currency"),
        ({"valid_from": "2026-02-29"}, TariffDayUnread, "valid_from"),
        ({"valid_from": None}, TariffDayUnread, "valid_from"),
        ({"valid_from": datetime(2026, 1, 1, tzinfo=UTC)}, TariffDayUnread, "valid_from"),
        ({"valid_until": "2025-12-31"}, TariffEndsBeforeItBegins, "valid_until"),
        ({"zone": "Europe/Sevilla"}, TariffZoneUnknown, "zone"),
        ({"zone": "../../etc/passwd"}, TariffZoneUnknown, "zone"),
        ({"zone": "Europe"}, TariffZoneUnknown, "zone"),
        ({"session_fee": -1}, TariffNumberUnread, "session_fee"),
        ({"session_fee": 10**5_000}, TariffNumberUnread, "session_fee"),
        ({"session_fee": True}, TariffNumberUnread, "session_fee"),
        ({"fee": 100}, TariffKeyUnknown, "fee"),
        ({"elements": []}, TariffWithoutPrice, "elements"),
        ({"elements": "0.30"}, TariffElementsUnread, "elements"),
        ({"elements": [{"kwh": 1}] * 101}, TariffElementsUnread, "elements"),
        ({"elements": ["0.30"]}, TariffObjectUnread, "elements[0]"),
        ({"elements": [{"kwh": 1}, {"kwh": 2}]}, ElementNeverApplies, "elements[1]"),
        (
            {"elements": [{"kwh": 1, "from": "00:00", "until": "24:00", "weekdays": list(range(1, 8))}, {"kwh": 2}]},
            ElementNeverApplies,
            "elements[1]",
        ),
    ],
)  # fmt: skip
def test_a_tariff_is_refused_at_the_field_of_its_fault(change, rule, at):
    with pytest.raises(rule) as refused:
        tariff_from(plain(DAY_AND_NIGHT) | change)
    assert refused.value.at == at
    assert refused.value.message % refused.value.facts


@pytest.mark.parametrize(
    ("change", "rule", "at"),
    [
        ({"kwh": None}, ElementWithoutPrice, ""),
        ({"kwh": "-1"}, TariffPriceUnread, ".kwh"),
        ({"kwh": -1}, TariffPriceUnread, ".kwh"),
        ({"kwh": 0.3}, TariffPriceUnread, ".kwh"),
        ({"kwh": "1e9"}, TariffPriceUnread, ".kwh"),
        ({"kwh": "0,3"}, TariffPriceUnread, ".kwh"),
        ({"kwh": "1/0"}, TariffPriceUnread, ".kwh"),
        ({"kwh": "٣"}, TariffPriceUnread, ".kwh"),
        ({"kwh": 10**5_000}, TariffPriceUnread, ".kwh"),
        ({"minute": True}, TariffPriceUnread, ".minute"),
        ({"after_minutes": 60}, MinutesWithoutPrice, ".after_minutes"),
        ({"minute": 1, "after_minutes": -1}, TariffNumberUnread, ".after_minutes"),
        ({"minute": 1, "after_minutes": 44_641}, TariffNumberUnread, ".after_minutes"),
        ({"weekdays": [0]}, TariffWeekdayUnread, ".weekdays"),
        ({"weekdays": ["mon"]}, TariffWeekdayUnread, ".weekdays"),
        ({"weekdays": 6}, TariffWeekdayUnread, ".weekdays"),
        ({"season_from": "10-01"}, TariffSeasonUnread, ".season_until"),
        ({"season_from": "10-01", "season_until": "02-30"}, TariffSeasonUnread, ".season_until"),
        ({"season_from": "13-01", "season_until": "02-01"}, TariffSeasonUnread, ".season_from"),
        ({"from": "22:00"}, TariffTimeUnread, ".until"),
        ({"from": "24:00", "until": "06:00"}, TariffTimeUnread, ".from"),
        ({"from": "22:00", "until": "22:00"}, TariffTimeUnread, ".until"),
        ({"from": "22:00", "until": "24:01"}, TariffTimeUnread, ".until"),
        ({"from": "22", "until": "23:00"}, TariffTimeUnread, ".from"),
        ({"from": time(22, 0, 30), "until": "23:00"}, TariffTimeUnread, ".from"),
        ({"price": 1}, TariffKeyUnknown, ".price"),
    ],
)
def test_an_element_is_refused_at_the_field_of_its_fault(change, rule, at):
    values = {"kwh": "10"} | change
    with pytest.raises(rule) as refused:
        tariff_from(plain(DAY_AND_NIGHT) | {"elements": [{"kwh": 1, "weekdays": [1]}, values]})
    assert refused.value.at == f"elements[1]{at}"
    assert refused.value.message % refused.value.facts


def test_a_tariff_written_in_toml():
    written = """
        place = "home"
        currency = "MXN"
        valid_from = 2026-01-01
        zone = "America/Monterrey"
        [[elements]]
        name = "summer night"
        kwh = "97.4"
        weekdays = [1, 2, 3, 4, 5]
        season_from = "04-01"
        season_until = "09-30"
        from = 22:00:00
        until = "24:00"
        [[elements]]
        kwh = 120
        minute = "1/3"
        after_minutes = 240
    """
    of = tariff_from(tomllib.loads(written))
    assert of.elements == (
        Element(
            name="summer night",
            kwh=Fraction("97.4"),
            weekdays=frozenset({1, 2, 3, 4, 5}),
            season=Season((4, 1), (9, 30)),
            window=Window(22 * 60, 24 * 60),
        ),
        Element(kwh=Fraction(120), minute=Fraction(1, 3), after_minutes=240),
    )
    assert plain(of)["elements"][1] == {"kwh": "120", "minute": "1/3", "after_minutes": 240}


prices = some.fractions(0, 100, max_denominator=1_000)
windows = some.builds(Window, some.integers(0, 1_439), some.integers(0, 1_440)).filter(
    lambda each: each.first != each.until
)
days_of_year = some.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
elements = some.builds(
    Element,
    name=some.text(max_size=5),
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
    zone=some.sampled_from(["Europe/Madrid", "Asia/Bangkok", "America/Monterrey"]),
    elements=some.lists(elements, max_size=4).map(tuple),
    session_fee=some.integers(0, 500),
)


@given(tariffs)
def test_every_tariff_reads_back_from_its_plain_form(of):
    try:
        check_tariff(of)
    except Objection as objection:
        refused = objection
    else:
        back = tariff_from(json.loads(json.dumps(plain(of))))
        assert back == replace(of, elements=tuple(replace(each, name=each.name.strip()) for each in of.elements))
        return
    assert isinstance(refused, TariffWithoutPrice | ElementNeverApplies)


@given(prices | some.fractions(0, 10**12 - 1).filter(lambda each: each.denominator < 10**12))
def test_a_price_reads_back_exactly(of):
    assert Fraction(exact_number(of)) == of


junk = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.dates() | some.times(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    some.sampled_from([*plain(DAY_AND_NIGHT), "valid_until"]),
    junk,
    some.sampled_from([*plain(DAY_AND_NIGHT)["elements"][0], "minute"]),
)
def test_no_value_breaks_the_reading(name, value, of_element):
    element_of = {"kwh": "1", of_element: value}
    for values in (value, plain(DAY_AND_NIGHT) | {name: value}, plain(DAY_AND_NIGHT) | {"elements": [element_of]}):
        try:
            check_tariff(tariff_from(values))
        except Objection as objection:
            refused = objection
        else:
            continue
        assert refused.message % refused.facts
        assert refused.at is not None
