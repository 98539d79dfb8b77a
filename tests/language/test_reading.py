from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_formats import BANGKOK, DUBAI, LONDON, MADRID, MONTERREY

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import FURTHEST_KM, Distance, LengthUnit
from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat
from lifecycle_desk.language.reading import (
    read_day,
    read_day_of_year,
    read_distance,
    read_moment,
    read_money,
    read_number,
    read_time,
    read_unit,
    read_whole,
)

TODAY = date(2026, 11, 25)
BUDAPEST = RegionalFormat("HU", "hu_HU", zone="Europe/Budapest")
SPOKEN = [Language(code, customs) for code in ("en", "th", "ar", "es", "zh_CN") for customs in (BANGKOK, DUBAI, MADRID)]


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(SPOKEN))
@settings(max_examples=200)
def test_a_number_is_read_as_it_was_written(value, language):
    assert read_number(language.formats.number(value), language).value == value


@given(st.integers(-(10**12), 10**12), st.sampled_from(SPOKEN))
@settings(max_examples=100)
def test_an_amount_is_read_as_it_was_written(minor, language):
    amount = Money(minor, language.customs.currency)

    assert read_money(language.formats.amount(amount), language, amount.currency).value == amount


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)), st.sampled_from(SPOKEN))
@settings(max_examples=200)
def test_a_date_is_read_as_it_was_written(day, language):
    assert read_day(language.formats.day(day), language, TODAY).value == day
    assert read_day(day.isoformat(), language, TODAY).value == day


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234.50", "1234.50"),
        ("1234.5", "1234.5"),
        ("12 000", "12000"),
        ("12\u00a0000", "12000"),
        ("١٢٣٤", "1234"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("๑๒๓", "123"),
        ("１２３", "123"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("\u202a77\u202c", "77"),
    ],
)
def test_numbers_are_read_in_native_digits_and_signs(typed, value):
    assert read_number(typed, Language("en", BANGKOK)).value == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "1,5",
        "1.234,56",
        "1_000",
        "",
        " ",
        "abc",
        "1e5",
        "NaN",
        "Infinity",
        "1,23,4",
        "0x10",
        "1..2",
        "--1",
        "½",
        "1" * 30,
        "1" * 5_000,
    ],
)
def test_what_is_no_number_here_is_refused_and_never_guessed(typed):
    with pytest.raises(Objection):
        read_number(typed, Language("en", BANGKOK))


def test_one_comma_five_is_one_and_a_half_where_commas_are_decimal():
    assert read_number("1,5", Language("es", MADRID)).value == Decimal("1.5")


@pytest.mark.parametrize("typed", ["2,000,001", "-1", "9223372036854775808", "1.5"])
def test_an_odometer_that_cannot_be_is_refused(typed):
    with pytest.raises(Objection):
        read_distance(typed, Language("en", BANGKOK))


@pytest.mark.parametrize(
    ("typed", "language", "distance"),
    [
        ("48,212", Language("en", BANGKOK), Distance(48_212)),
        ("48212 km", Language("en", BANGKOK), Distance(48_212)),
        ("7500 mi", Language("en", BANGKOK), Distance(7_500, LengthUnit.MILES)),
        ("7500", Language("en", LONDON), Distance(7_500, LengthUnit.MILES)),
        ("7500km", Language("en", LONDON), Distance(7_500)),
    ],
)
def test_a_distance_is_in_the_markets_unit_unless_it_says_another(typed, language, distance):
    assert read_distance(typed, language).value == distance


@pytest.mark.parametrize(
    ("typed", "customs", "day"),
    [
        ("15/3/2026", BANGKOK, date(2026, 3, 15)),
        ("15/3/2569", BANGKOK, date(2026, 3, 15)),
        ("๑๕/๓/๒๕๖๙", BANGKOK, date(2026, 3, 15)),
        ("15 มี.ค. 2569", BANGKOK, date(2026, 3, 15)),
        ("15.3.26", MADRID, date(2026, 3, 15)),
        ("15-3", MADRID, date(2026, 3, 15)),
        ("3 de marzo de 2026", MADRID, date(2026, 3, 3)),
        ("15 Mar", MONTERREY, date(2026, 3, 15)),
        ("2026年3月15日", DUBAI, date(2026, 3, 15)),
        ("2026. 3. 15.", BUDAPEST, date(2026, 3, 15)),
        ("26/3/15", BUDAPEST, date(2026, 3, 15)),
        ("15/03/2026", BUDAPEST, date(2026, 3, 15)),  # as English prints it there
        ("t", DUBAI, TODAY),
        ("today", DUBAI, TODAY),
        ("+3", DUBAI, TODAY + timedelta(3)),
        ("-1", DUBAI, TODAY - timedelta(1)),
    ],
)
def test_dates_are_read_as_people_type_them(typed, customs, day):
    assert read_day(typed, Language("en", customs), TODAY).value == day


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "31/11/2026", "2026-W01-1", "0001-01-01", "9999-12-31", "", "soon", "1/2/3/4", "13/13/2026"]
)
def test_days_that_are_not_are_refused(typed):
    with pytest.raises(Objection):
        read_day(typed, Language("en", BANGKOK), TODAY)


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.sampled_from(SPOKEN))
@settings(max_examples=200)
def test_a_day_of_the_year_is_read_as_it_was_written_in_words_and_in_figures(day, language):
    for written in (language.formats.day_and_month(day), language.formats.day_in_figures(day)):
        assert read_day_of_year(written, language, TODAY) == (day, language.formats.day_and_month(day))


@pytest.mark.parametrize("customs", [BANGKOK, DUBAI, MADRID, MONTERREY, LONDON])
def test_figures_of_a_day_of_the_year_are_read_alike_in_every_language_of_a_market(customs):
    written = Language("en", customs).formats.day_in_figures(date(2024, 10, 1))
    for code in LANGUAGES:
        assert read_day_of_year(written, Language(code, customs), TODAY).value == date(2024, 10, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29/2", (2, 29)),
        ("1.10.", (10, 1)),
        ("1 october", (10, 1)),
        ("10月1日", (10, 1)),
        ("t", (11, 25)),
        ("31/6", None),
    ],
)
def test_days_of_any_year_are_read_as_people_type_them(typed, day):
    if day is None:
        with pytest.raises(Objection):
            read_day_of_year(typed, Language("en", MADRID), TODAY)
    else:
        read = read_day_of_year(typed, Language("en", MADRID), TODAY).value
        assert (read.month, read.day) == day


def test_a_day_of_the_year_that_is_none_is_told_how_to_write_it_without_a_year():
    with pytest.raises(Objection) as refused:
        read_day_of_year("winter", Language("en", LONDON), TODAY)
    assert refused.value.facts == {"given": "winter", "example": "25 Nov"}


def test_the_echo_names_the_weekday_and_both_calendars():
    assert read_day("15/3/2569", Language("en", BANGKOK), TODAY).echo == "Sun 15 Mar BE 2569 / 2026"


def test_a_moment_is_a_day_and_a_time_on_the_markets_clock():
    now = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)  # already the 26th in Bangkok
    language = Language("en", BANGKOK)

    assert read_moment("tomorrow 15.30", language, now).value == datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
    assert read_moment("15:30", language, now).value == datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    assert read_moment("+1", language, now).value == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["25:00", "9:75", "noon", ""])
def test_times_that_are_not_are_refused(typed):
    with pytest.raises(Objection):
        read_time(typed, Language("en", BANGKOK))


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_whatever_is_typed_is_read_or_refused_and_nothing_else(typed):
    for read in (
        lambda: read_number(typed, SPOKEN[0]),
        lambda: read_day(typed, SPOKEN[3], TODAY),
        lambda: read_day_of_year(typed, SPOKEN[3], TODAY),
        lambda: read_money(typed, SPOKEN[8], "AED"),
        lambda: read_distance(typed, SPOKEN[0]),
        lambda: read_whole(typed, SPOKEN[0], 0, FURTHEST_KM),
        lambda: read_moment(typed, SPOKEN[0], datetime(2026, 1, 1, tzinfo=UTC)),
    ):
        with suppress(Objection):
            read()


@pytest.mark.parametrize(
    ("typed", "code", "sign"),
    [
        ("มม.", "th", "mm"),
        ("mm", "th", "mm"),
        (" มม. ", "th", "mm"),
        ("مم", "ar", "mm"),
        ("мм", "ru", "mm"),
        ("NM", "en", "Nm"),
        ("kPa", "zh_CN", "kPa"),
        ("ml", "en", "ml"),
        ("", "en", ""),
    ],
)
def test_a_unit_is_kept_by_the_sign_that_every_language_knows(typed, code, sign):
    assert read_unit(typed, Language(code, BANGKOK)) == sign


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_unit_is_read_as_it_was_written(code):
    language = Language(code, BANGKOK)
    for sign in ("mm", "V", "Nm", "kPa", "bar", "psi", "°C", "kWh", "A", "l", "kg", "m", "h", "min"):
        assert read_unit(language.formats.unit(sign), language) == sign
