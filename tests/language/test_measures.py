"""Percentages and units stand as CLDR writes them in each language, and no message or code writes them itself."""

import ast
import re
from decimal import Decimal

import pytest
from babel.messages.pofile import read_po
from babel.numbers import format_percent
from babel.units import format_unit
from house import HOUSE
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.isolates import LRI, PDI
from lifecycle_desk.base.quantities import Measure, percent
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.language.units import sign
from lifecycle_desk.market.checklists import checklists

LANGUAGES = {
    "en": Language("en", RegionalFormat("GB", "en_GB")),
    "zh_CN": Language("zh_CN", RegionalFormat("CN", "zh_Hans_CN")),
    "ar": Language("ar", RegionalFormat("AE", "ar_AE")),
    "th": Language("th", RegionalFormat("TH", "th_TH")),
    "es": Language("es", RegionalFormat("ES", "es_ES")),
    "es_MX": Language("es", RegionalFormat("MX", "es_MX")),
}
UNITS = r"(?:km|kWh|kW|V|mm|µm|kPa|psi|bar|Nm|°C|kg|g|h|min|MB|k?Ω(?:/V)?|%)"
NOT_SAID = {  # what is typed into a field and read back by its sign, and what is no text for people
    ("stages/service/orders/screens/sheet/lines/layout.py", "%"),
    ("commands/request.py", "MB"),
    ("campaigns/tables/campaigns.py", "%"),
    ("vehicle/tables/life.py", "%"),
    ("stages/service/purchasing/tables/sought.py", "%"),
    ("paper/sheet.py", "h"),
}


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "92.7%"),
        ("zh_CN", "92.7%"),
        ("ar", f"{LRI}92.7\u200e%\u200e{PDI}"),
        ("th", "92.7%"),
        ("es", "92,7\u00a0%"),
        ("es_MX", "92.7%"),
    ],
)
def test_a_percentage_has_the_mark_of_the_language_and_the_signs_of_the_market(code, written):
    language = LANGUAGES[code]
    assert language.spoken(percent(Decimal("92.7"))) == written
    assert language.formats.percent(Decimal("0.927")) == written


def test_the_mark_goes_with_the_language_where_the_market_speaks_another():
    spain = RegionalFormat("ES", "es_ES")
    assert Language("en", spain).spoken(percent(Decimal("92.7"))) == "92,7%"
    assert Language("es", RegionalFormat("AE", "ar_AE")).spoken(percent(Decimal("92.7"))) == "92.7\u00a0%"


@pytest.mark.parametrize(
    ("measure", "written"),
    [
        (Measure(Decimal("30.9"), "kWh"), ("30.9 kWh", "30.9 kWh", "30.9 ك.و.س", "30.9 kWh", "30,9 kWh", "30.9 kWh")),
        (Measure(Decimal("12.5"), "V"), ("12.5 V", "12.5 V", "12.5 فولت", "12.5 V", "12,5 V", "12.5 V")),
        (Measure(21, "°C"), ("21°C", "21°C", "21°م", "21°C", "21 °C", "21 °C")),
        (Measure(Decimal("1.6"), "mm"), ("1.6 mm", "1.6 mm", "1.6 مم", "1.6 มม.", "1,6 mm", "1.6 mm")),
        (Measure(412, "kg"), ("412 kg", "412 kg", "412 كغم", "412 กก.", "412 kg", "412 kg")),
        (Measure(Decimal("2.5"), "h"), ("2.5 hrs", "2.5小时", "2.5 س", "2.5 ชม.", "2,5 h", "2.5 h")),
        (Measure(1, "h"), ("1 hr", "1小时", "1 س", "1 ชม.", "1 h", "1 h")),
        (Measure(140, "Nm"), ("140 Nm", "140 Nm", "140 نيوتن متر", "140 Nm", "140 Nm", "140 Nm")),
        (Measure(150, "kW"), ("150 kW", "150 kW", "150 كيلوواط", "150 kW", "150 kW", "150 kW")),
        (Measure(15_000, "km"), ("15,000 km", "15,000 km", "15,000 كم", "15,000 กม.", "15.000 km", "15,000 km")),
        (Measure(8, "MB"), ("8 MB", "8 MB", "8 م.ب", "8 MB", "8 MB", "8 MB")),
    ],
)
def test_a_measure_stands_beside_its_unit_as_the_language_writes_it(measure, written):
    said = tuple(language.spoken(measure) for language in LANGUAGES.values())
    assert said == tuple(each.replace(" ", "\u00a0") for each in written)


@pytest.mark.parametrize("code", LANGUAGES)
@given(st.decimals(0, 100_000, places=1))
def test_what_cldr_knows_is_written_as_babel_writes_it(code, value):
    language = LANGUAGES[code]
    locale = language.formats.locale
    for unit, known in (
        ("V", "electric-volt"),
        ("kg", "mass-kilogram"),
        ("A", "electric-ampere"),
        ("l", "volume-liter"),
    ):
        of_babel = format_unit(value, known, "short", format="#,##0.#", locale=locale).replace(" ", "\u00a0")
        assert language.formats.measure(value, unit).strip(LRI + PDI) == of_babel
    of_babel = format_percent(
        value / 100, format=locale.percent_formats[None].pattern.replace("0%", "0.0%"), locale=locale
    )
    if code in {"en", "th", "zh_CN", "es_MX"}:  # Babel leaves the sign of Arabic out
        assert language.formats.percent(value / 100, 1) == of_babel


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_range_and_a_minus_keep_their_order(code):
    language = LANGUAGES[code]
    kept = (lambda text: f"{LRI}{text}{PDI}") if language.right_to_left else str
    point = "," if code == "es" else "."
    assert kept(f"90{point}0–92{point}5") in language.formats.between(Decimal(90), Decimal("92.5"), "kPa", 1)
    assert kept("\u22125") in language.spoken(Measure(-5, "°C"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_unit_that_cldr_does_not_know_stands_by_its_own_sign(code):
    written = LANGUAGES[code].spoken(Measure(500, "Ω/V"))
    assert written.strip(LRI + PDI) == "500\u00a0Ω/V"
    assert sign(LANGUAGES[code].formats.locale, "Ω/V") == "Ω/V"


def test_every_unit_of_the_checklists_has_a_sign_in_every_language():
    units = {item.unit for one in checklists() for item in one.items if item.unit}
    assert all(language.formats.sign(unit) for language in LANGUAGES.values() for unit in units)


def test_no_message_has_a_mark_of_percent_or_a_unit_behind_its_facts():
    typed = re.compile(rf"%%|\)s[ \u00a0]?(?!%){UNITS}(?!\w)")
    with (HOUSE / "translations/lifecycle_desk.pot").open("rb") as file:
        messages = [each.id if isinstance(each.id, tuple) else (each.id,) for each in read_po(file) if each.id]
    assert len(messages) > 1_000
    assert [forms for forms in messages if any(map(typed.search, forms))] == []


def test_no_message_parts_a_number_from_its_mark_of_percent_as_english_does_not():
    with (HOUSE / "translations/lifecycle_desk.pot").open("rb") as file:
        found = [each.id for each in read_po(file) if each.id and re.search(r"\d[ \u00a0]%", str(each.id))]
    assert found == []


def test_no_text_made_in_code_has_a_unit_behind_a_value():
    typed = re.compile(rf"[ \u00a0]?({UNITS})(?![\w\[/<=>])")
    # In a file's text it stands behind a brace, with quotes between where a text goes on in another one. A file without
    # either that or a letter by its number is not taken to pieces, which is dear.
    may_be = re.compile(rf"\}}(?:[\"'][^}}]*?[\"'])?[ \u00a0]?{UNITS}|\\[uxN]")
    found = set()
    for path in (HOUSE / "src/lifecycle_desk").rglob("*.py"):
        text = path.read_text("utf-8")
        for each in ast.walk(ast.parse(text)) if may_be.search(text) else ():
            if not isinstance(each, ast.JoinedStr):
                continue
            for value, then in zip(each.values, each.values[1:], strict=False):
                behind = then.value if isinstance(then, ast.Constant) else ""
                unit = typed.match(behind) if isinstance(value, ast.FormattedValue) else None
                if unit:
                    found.add((str(path.relative_to(HOUSE / "src/lifecycle_desk")), unit[1]))
    assert found == NOT_SAID
