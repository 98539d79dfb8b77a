"""The calendars in which dealers date: the Buddhist era and the Hijri calendar, written and read back."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat
from lifecycle_desk.language.calendars import A_HIJRI_YEAR, from_hijri, in_hijri
from lifecycle_desk.language.reading import echo_day, read_day, read_day_of_year
from lifecycle_desk.language.typed_days import NoSuchDay, YearTwoWays

TODAY = date(2026, 11, 25)
BOTH = ("gregorian", "buddhist")
THAI = RegionalFormat("TH", "th_TH", "buddhist", "Asia/Bangkok", currency="THB", calendars=BOTH)
THAI_CIVIL = RegionalFormat("TH", "th_TH", "gregorian", "Asia/Bangkok", currency="THB", calendars=BOTH)
DUBAI = RegionalFormat("AE", "en_AE", "hijri", "Asia/Dubai", currency="AED", calendars=("gregorian", "hijri"))
DUBAI_CIVIL = RegionalFormat("AE", "en_AE", "gregorian", "Asia/Dubai", currency="AED", calendars=("gregorian", "hijri"))
LONDON = RegionalFormat("GB", "en_GB", zone="Europe/London", currency="GBP", calendars=("gregorian",))
FIRST, LAST = date(1924, 8, 1), date(2077, 11, 16)  # what the table of Umm al-Qura holds

EVERY = ("gregorian", "buddhist", "hijri")


@given(st.dates(date(1900, 1, 1), date(2077, 12, 31)))
@example(FIRST)
@example(LAST)
@example(FIRST - timedelta(days=1))
@example(LAST + timedelta(days=1))
def test_every_day_from_1900_to_2077_goes_to_the_hijri_calendar_and_back_or_stays_civil_outside_its_table(day):
    told = in_hijri(day)
    assert (told is not None) == (FIRST <= day <= LAST)
    written = Language("en", DUBAI).formats.day(day)
    if told:
        assert told[0] in A_HIJRI_YEAR
        assert from_hijri(*told) == day
        assert f"{told[0]} AH" in written
    else:
        assert written == Language("en", DUBAI_CIVIL).formats.day(day)


@pytest.mark.parametrize(
    ("hijri", "day"),
    [((1446, 9, 1), date(2025, 3, 1)), ((1446, 10, 1), date(2025, 3, 30)), ((1447, 1, 1), date(2025, 6, 26))],
)
def test_the_days_that_saudi_arabia_kept_are_those_of_umm_al_qura(hijri, day):
    assert from_hijri(*hijri) == day  # Ramadan and the feast of 2025, and the new year of 1447


SPOKEN = [Language(code, customs) for code in LANGUAGES for customs in (THAI, THAI_CIVIL, DUBAI, DUBAI_CIVIL)]


@given(st.dates(date(1900, 1, 1), date(2056, 1, 1)), st.sampled_from(SPOKEN), st.sampled_from(["medium", "short"]))
@example(date(2024, 2, 29), SPOKEN[0], "medium")
@example(date(2026, 6, 16), SPOKEN[2], "short")
def test_a_day_that_is_written_in_a_calendar_is_read_as_the_same_day(day, language, form):
    if form == "short" and day.year < 2000:
        day = day.replace(year=2000 + day.year % 50, day=min(day.day, 28))  # CLDR's short years have two figures
    assert read_day(language.formats.day(day, form), language, TODAY).value == day


def test_a_date_in_the_hijri_calendar_is_written_by_its_months_and_echoed_with_the_civil_day():
    day = date(2026, 1, 1)  # 12 Rajab 1447
    assert Language("en", DUBAI).formats.day(day) == "12 Rajab 1447 AH"
    assert Language("en", DUBAI).formats.day(day, "short") == "12/07/1447"
    assert Language("en", DUBAI).formats.day_and_month(day) == "12 Rajab"
    assert Language("en", DUBAI).formats.month(day) == "January 2026"  # statements run by civil months
    assert Language("en", DUBAI).formats.year(2026) == "2026"
    assert echo_day(day, Language("en", DUBAI)) == "Thu 12 Rajab 1447 AH / 1 Jan 2026"


@pytest.mark.parametrize(
    ("code", "customs", "echo"),
    [
        ("th", THAI_CIVIL, "พฤ. 1 ม.ค. 2026 / พ.ศ. 2569"),
        ("th", THAI, "พฤ. 1 ม.ค. 2569 / ค.ศ. 2026"),
        ("en", THAI_CIVIL, "Thu 1 Jan 2026 / BE 2569"),
        ("en", THAI, "Thu 1 Jan BE 2569 / 2026"),
        ("zh_CN", THAI_CIVIL, "2026年1月1日周四 / 佛历2569"),
        ("en", DUBAI_CIVIL, "Thu 1 Jan 2026"),
    ],
)
def test_of_the_two_years_of_an_echo_one_names_its_era(code, customs, echo):
    assert echo_day(date(2026, 1, 1), Language(code, customs)) == echo


def test_for_an_authority_the_civil_day_stands_beside_a_hijri_one_and_beside_no_other():
    day = date(2026, 1, 1)
    written = {each: Language("en", DUBAI).dated_by(each, civil_beside=True).formats.day(day) for each in EVERY}
    assert written == {
        "gregorian": "1 Jan 2026",
        "buddhist": "1 Jan BE 2569",
        "hijri": "12 Rajab 1447 AH / 1 Jan 2026",
    }


@pytest.mark.parametrize(
    ("typed", "customs", "day"),
    [
        ("15/3/2569", THAI, date(2026, 3, 15)),
        ("15/3/69", THAI, date(2026, 3, 15)),
        ("15/3/26", THAI_CIVIL, date(2026, 3, 15)),
        ("15 Mar BE 2569", THAI, date(2026, 3, 15)),
        ("2026-03-15", THAI, date(2026, 3, 15)),
        ("12/7/1447", DUBAI, date(2026, 1, 1)),
        ("12/7/1447", DUBAI_CIVIL, date(2026, 1, 1)),
        ("1447-07-12", DUBAI, date(2026, 1, 1)),
        ("12 Rajab 1447", DUBAI, date(2026, 1, 1)),
        ("12 Rajab 1447 AH", DUBAI, date(2026, 1, 1)),
        ("1/1/2026", DUBAI, date(2026, 1, 1)),
        ("1 Jan 2026", DUBAI, date(2026, 1, 1)),
        ("1 Rajab", DUBAI, from_hijri(1448, 7, 1)),
        ("1/7", DUBAI, from_hijri(1448, 7, 1)),
    ],
)
def test_a_year_typed_in_a_calendar_of_the_market_is_read(typed, customs, day):
    assert read_day(typed, Language("en", customs), TODAY).value == day


@pytest.mark.parametrize(
    ("typed", "customs"),
    [("15/3/26", THAI), ("15/3/40", THAI), ("12/7/26", DUBAI), ("12/7/47", DUBAI)],
)
def test_a_year_of_two_figures_that_two_eras_could_mean_is_asked_for(typed, customs):
    with pytest.raises(YearTwoWays) as two:
        read_day(typed, Language("en", customs), TODAY)
    assert "with four digits" in Language("en", customs).sentence(two.value)


@pytest.mark.parametrize(
    ("typed", "customs"), [("15/3/2569", LONDON), ("15/3/69", THAI_CIVIL), ("12/7/1447", LONDON), ("30/2/1447", DUBAI)]
)
def test_a_year_of_a_calendar_that_nobody_there_uses_is_no_such_day(typed, customs):
    with pytest.raises(NoSuchDay):
        read_day(typed, Language("en", customs), TODAY)


def test_a_day_that_comes_each_year_stays_one_of_the_civil_year():
    assert read_day_of_year("1/10", Language("en", DUBAI), TODAY) == (date(2024, 10, 1), "1 Oct")
