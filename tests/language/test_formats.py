import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import DAY, LengthUnit, Measure, PressureUnit, percent
from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat
from lifecycle_desk.language.reading import read_number

BANGKOK = RegionalFormat("TH", "th_TH", "buddhist", "Asia/Bangkok", currency="THB")
DUBAI = RegionalFormat("AE", "ar_AE", zone="Asia/Dubai", currency="AED")
MONTERREY = RegionalFormat("MX", "es_MX", zone="America/Monterrey", currency="MXN")
MADRID = RegionalFormat("ES", "es_ES", zone="Europe/Madrid", currency="EUR")
LONDON = RegionalFormat("GB", "en_GB", zone="Europe/London", distance=LengthUnit.MILES, currency="GBP")


def test_an_abbreviation_at_the_end_of_a_sentence_brings_no_second_stop():
    message = "%(figure)s: up from %(before)s to %(after)s."
    facts = {"figure": "Sold hours", "before": Money(1_00, "SAR"), "after": Money(2_50, "SAR")}
    riyadh = RegionalFormat("SA", "ar_SA", zone="Asia/Riyadh", currency="SAR")
    said = Language("ar", riyadh)(message, **facts)
    assert "ر.س." in said
    assert not said.endswith("..")
    assert re.sub("[\u2066-\u2069\u200f]", "", said).endswith("ر.س.")
    for value, ends in (("1.8 Std.", "to 1.8 Std."), ("1.8 h", "to 1.8 h."), ("and so on…", "to and so on….")):
        assert Language("en")(message, figure="", before="Std.", after=value).endswith(ends)
    assert Language("en")("%(what)s. %(more)s", what="Std.", more="On.") == "Std. On."
    assert Language("en")("%(where)s../%(name)s", where="a.", name="b") == "a.../b"


@pytest.mark.parametrize(
    ("code", "customs", "written"),
    [
        ("en", BANGKOK, "1,234,567.5"),
        ("th", BANGKOK, "1,234,567.5"),
        ("es", BANGKOK, "1,234,567.5"),
        ("es", MADRID, "1.234.567,5"),
        ("en", MADRID, "1.234.567,5"),
        ("es", MONTERREY, "1,234,567.5"),
        ("ar", DUBAI, "1,234,567.5"),
        ("zh_CN", DUBAI, "1,234,567.5"),
    ],
)
def test_numbers_follow_the_market_whatever_the_language(code, customs, written):
    assert Language(code, customs).spoken(Decimal("1234567.5")) == written


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_below_nothing_has_a_true_minus_that_is_read_back(code):
    language = Language(code, MADRID)

    assert language.spoken(Decimal("-4.5")) == "\u22124,5"
    assert language.formats.number(-1234, 1) == "\u22121.234,0"
    assert read_number("\u22124,5", language).value == Decimal("-4.5")


@pytest.mark.parametrize(
    ("code", "customs", "amount", "written"),
    [
        ("en", BANGKOK, Money(123450, "THB"), "฿1,234.50"),
        ("th", BANGKOK, Money(123450, "THB"), "฿1,234.50"),
        ("en", DUBAI, Money(123450, "AED"), "AED\u00a01,234.50"),
        ("ar", replace(DUBAI, numbers="en_AE"), Money(123450, "AED"), "1,234.50\u00a0AED"),  # alike in a sentence
        ("es", MADRID, Money(123450, "EUR"), "1.234,50\u00a0€"),
        ("es", MADRID, Money(1234, "JPY"), "1.234\u00a0JPY"),
        ("en", LONDON, Money(-5, "GBP"), "−£0.05"),
    ],
)
def test_amounts_carry_their_currency_and_its_decimals(code, customs, amount, written):
    assert Language(code, customs).spoken(amount) == written


@pytest.mark.parametrize(
    ("code", "amount", "written"),
    [
        ("en", Money(123450, "THB"), "1,234.50"),
        ("th", Money(-123450, "THB"), "\u22121,234.50"),
        ("en", Money(123450, "EUR"), "€1,234.50"),
        ("en", Money(1234, "JPY"), "JP¥1,234"),
    ],
)
def test_an_amount_in_a_list_names_its_currency_where_it_is_not_the_dealers(code, amount, written):
    assert Language(code, BANGKOK).formats.in_list(amount) == written


def test_a_price_in_whole_units_is_written_without_decimals_and_one_with_them_keeps_them():
    for code, customs, currency, whole, exact in (
        ("en", BANGKOK, "THB", "฿489,000", "฿489,000.50"),
        ("es", MADRID, "EUR", "489.000\u00a0€", "489.000,50\u00a0€"),
        ("en", DUBAI, "AED", "AED\u00a0489,000", "AED\u00a0489,000.50"),
    ):
        formats = Language(code, customs).formats
        assert formats.price(Money(48_900_000, currency)) == whole
        assert formats.price(Money(48_900_050, currency)) == exact
    assert Language("es", MADRID).formats.price(Money(1234, "JPY")) == "1.234\u00a0JPY"


@pytest.mark.parametrize(
    ("code", "customs", "written"),
    [
        ("en", BANGKOK, "29 Feb BE 2567"),
        ("th", BANGKOK, "29 ก.พ. 2567"),
        ("en", LONDON, "29 Feb 2024"),
        ("ar", DUBAI, "29 فبراير 2024"),
        ("es", MONTERREY, "29 feb 2024"),
        ("zh_CN", MADRID, "2024年2月29日"),
    ],
)
def test_a_leap_day_is_written_in_the_calendar_that_was_chosen(code, customs, written):
    assert Language(code, customs).spoken(date(2024, 2, 29)) == written


def test_a_date_in_a_table_is_in_figures_where_chinese_is_read():
    assert Language("zh_CN", MADRID).formats.cell_day(date(2026, 3, 9)) == "2026/3/9"
    assert Language("pt_BR", MADRID).formats.cell_day(date(2026, 3, 9)) == "09/03/2026"
    assert Language("fr", MADRID).formats.cell_day(date(2026, 3, 9)) == "09/03/2026"
    assert Language("es", MADRID).formats.cell_day(date(2026, 3, 9)) == "9 mar 2026"
    for country, said in (("BE", "9/03/2026"), ("CH", "09.03.2026"), ("CA", "2026-03-09")):
        abroad = RegionalFormat(territory=country, numbers=f"fr_{country}")
        assert Language("fr", abroad).formats.cell_day(date(2026, 3, 9)) == said


def test_a_moment_in_a_table_has_the_date_as_it_stands_there_alone():
    at = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    for code in ("zh_CN", "ru", "es", "ar"):
        formats = Language(code, MADRID).formats
        assert formats.cell_moment(at) == f"{formats.cell_day(date(2026, 3, 9))} {formats.clock(at)}"
    assert Language("zh_CN", MADRID).formats.cell_moment(at) == "2026/3/9 09:30"


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", "Sun 29 Nov 2026"), ("es", "dom 29 nov 2026"), ("zh_CN", "2026年11月29日周日")],
)
def test_a_weekday_stands_before_the_date_or_in_chinese_behind_it(code, written):
    assert Language(code, MADRID).formats.weekday(date(2026, 11, 29)) == written


@pytest.mark.parametrize(
    ("code", "short", "wide"),
    [("en", "Wed", "Wednesday"), ("es", "mié", "miércoles"), ("th", "พ.", "วันพุธ"), ("zh_CN", "周三", "星期三")],
)
def test_days_of_the_week_are_named_as_the_language_names_them(code, short, wide):
    formats = Language(code, MADRID).formats
    assert (formats.weekday_name(3), formats.weekday_name(3, "wide")) == (short, wide)


def test_moments_are_shown_on_the_markets_clocks():
    late = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)

    assert Language("en", BANGKOK).spoken(late) == "26 Nov BE 2569 03:00"
    assert Language("en", MONTERREY).spoken(late) == "25 Nov 2026 14:00"


def test_distances_are_shown_in_the_markets_unit():
    assert Language("en", LONDON).formats.kilometres(48_212) == "29,958\u00a0mi"
    assert Language("en", MADRID).formats.kilometres(48_212) == "48.212\u00a0km"


def test_a_unit_is_counted_by_the_figure_that_is_shown_and_not_by_the_one_that_is_kept():
    """CLDR writes one mile and two pounds in Arabic as one word, without a figure."""
    arabic = Language("ar", replace(LONDON, pressure=PressureUnit.PSI))
    assert arabic.formats.kilometres(2) == "ميل"  # one mile
    assert arabic.formats.pressure(2).startswith("0.3")  # and not two pounds


@pytest.mark.parametrize(
    ("code", "unit", "written"),
    [
        ("en", "km", "0–200\u00a0km"),
        ("th", "km", "0–200\u00a0กม."),
        ("ar", "km", "\u20660–200\u2069\u00a0كم"),
        ("ar", "V", "\u20660–200\u2069\u00a0فولت"),
        ("ar", "Ω/V", "\u20660–200\u00a0Ω/V\u2069"),
        ("th", "V", "0–200\u00a0V"),
        ("ar", None, "0–200"),
    ],
)
def test_a_range_keeps_its_order_beside_its_unit(code, unit, written):
    assert Language(code, DUBAI).formats.measured("0–200", unit) == written


@pytest.mark.parametrize(
    ("least", "most", "written"),
    [
        ("12.5", "13.6", "12.5–13.6\u00a0V"),
        ("500", None, "≥\u00a0500\u00a0V"),
        (None, "60", "≤\u00a060\u00a0V"),
        (None, None, ""),
    ],
)
def test_limits_are_open_where_there_is_none(least, most, written):
    low, high = (None if each is None else Decimal(each) for each in (least, most))
    assert Language("en", DUBAI).formats.between(low, high, "V") == written


def test_an_arabic_limit_is_said_in_words_since_its_sign_can_be_read_from_either_side():
    formats = Language("ar", DUBAI).formats
    assert formats.between(Decimal("12.5"), None, "V") == "\u206812.5\u00a0فولت\u2069 على الأقل"
    assert formats.between(None, Decimal(3), "V") == "\u20683\u00a0فولت\u2069 على الأكثر"
    assert formats.between(None, None, "V") == ""


def test_a_range_of_figures_runs_from_the_left_in_arabic_with_and_without_a_unit():
    arabic = Language("ar", DUBAI)
    assert arabic.formats.between(Decimal(0), Decimal(200), "km") == "\u20660–200\u2069\u00a0كم"
    assert arabic.formats.between(Decimal(0), Decimal(200), None) == "\u20660–200\u2069"
    assert arabic.formats.span("08:00", "17:00") == "\u206608:00–17:00\u2069"
    assert arabic(C_("outstanding", "0–30 days")).startswith("\u20660–30\u2069 ")
    said = arabic(N_("%(first)s–%(last)s of %(all)s"), first=1, last=50, all=51)
    assert said.startswith("\u20661–50\u2069 ")
    assert Language("en", DUBAI).formats.span("08:00", "17:00") == "08:00–17:00"


def test_words_on_both_sides_of_a_dash_are_read_as_arabic_reads_them():
    assert Language("ar", DUBAI)("%(a)s–%(b)s", a="الاثنين", b="الجمعة") == "\u2068الاثنين\u2069–\u2068الجمعة\u2069"


def test_values_in_an_arabic_sentence_keep_their_own_direction():
    assert Language("ar", DUBAI)("%(vin)s", vin="LSJWH4095PN000001") == "\u2068LSJWH4095PN000001\u2069"
    assert Language("en", DUBAI)("%(vin)s", vin="LSJ") == "LSJ"


def test_english_chooses_the_plural_by_the_number():
    message = NN_("%(n)s session", "%(n)s sessions")

    assert [Language("en")(message, n=n) for n in (0, 1, 2)] == ["0 sessions", "1 session", "2 sessions"]


def test_a_plural_goes_by_the_number_that_is_read():
    language = Language("en")
    assert [language.spoken(Measure(Decimal(each), DAY)) for each in ("1.0", "0.5", "10.0")] == [
        "1\u00a0day",
        "0.5\u00a0days",
        "10\u00a0days",
    ]


def test_the_minus_of_a_percentage_stands_before_its_sign():
    turkish = Language("tr", RegionalFormat(territory="TR", numbers="tr_TR"))
    assert turkish.spoken(percent(Decimal("-3.6"), 1)) == "−%3,6"
    assert turkish.spoken(percent(Decimal("3.6"), 1)) == "%3,6"
    assert Language("en").spoken(percent(Decimal("-3.6"), 1)) == "−3.6%"


def test_a_context_is_never_shown():
    assert Language("en")(C_("order", "Ready")) == "Ready"


def test_a_hostile_value_is_only_text():
    assert Language("en")("%(name)s", name="{o.__init__.__globals__} %(x)s %s") == "{o.__init__.__globals__} %(x)s %s"


NAMED = """
import sys
from datetime import date
from babel.dates import get_month_names
from lifecycle_desk.language import Language, RegionalFormat
for code, market in (each.split(":") for each in sys.argv[1:]):
    formats = Language(code, RegionalFormat(market[-2:], market)).formats
    alone = get_month_names("wide", "stand-alone", formats.locale)[10]
    print(code, alone, formats.month_briefly(date(2026, 10, 1)), formats.weekday_name(4, "wide"))
"""


def test_months_and_weekdays_are_those_of_the_language_whichever_was_spoken_first():
    """In a process of its own, since what was spoken before is what it is about."""
    spoken = ["zh_CN:zh_CN", "es:es_ES", "ru:ru_RU", "ar:ar_AE", "th:th_TH", "de:de_DE", "id:id_ID"]

    def told(*codes: str) -> list[str]:
        asked = [sys.executable, "-c", NAMED, *codes]
        return subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()

    first = [told(each)[0] for each in spoken]
    assert told(*spoken) == first
    assert told(*reversed(spoken)) == first[::-1]
    assert first[1] == "es octubre oct 2026 jueves"
