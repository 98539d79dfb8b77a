"""Britain counts in miles and pumps in psi: what people read is in the market's unit, what programs read is not."""

import ast
import re
from datetime import date
from decimal import Decimal

import pytest
from house import HOUSE
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.quantities import Distance, LengthUnit, Measure, Pressure, PressureUnit, Shown, converted
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.language.reading import NumberNotUnderstood, OutOfRange, read_measure, read_pressure
from lifecycle_desk.market.checklists import checklists
from lifecycle_desk.stages.sale.inspection.rules import BelowMinimum, ItemResult, Result, WrongUnit, check_results
from lifecycle_desk.stages.sale.stock.rules.measures import TyrePressureUnfit
from lifecycle_desk.stages.service.orders.rules.validation import OdometerOutLower
from lifecycle_desk.vehicle.rules.odometer import Reading, judge

LONDON = RegionalFormat(
    "GB", "en_GB", zone="Europe/London", distance=LengthUnit.MILES, pressure=PressureUnit.PSI, currency="GBP"
)
BRITISH, SPANISH = Language("en", LONDON), Language("en", RegionalFormat("ES", "es_ES", zone="Europe/Madrid"))
UNIT = r"(?:km|mi|kPa|psi|bar|miles|kilomet\w+)\b"
NUMBER_WITH_UNIT = re.compile(rf"%\(\w+\)s[ \u00a0]{UNIT}")


def test_no_message_writes_a_unit_of_length_or_pressure_behind_a_bare_number():
    found = {
        (path.name, each.value)
        for path in (HOUSE / "src").rglob("*.py")
        if ")s" in (text := path.read_text("utf-8")) and re.search(UNIT, text)  # to take one to pieces is dear
        for each in ast.walk(ast.parse(text))
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and NUMBER_WITH_UNIT.search(each.value)
    }
    assert not found


PIECES = {  # what is put into words there is a Said or a Message, whose facts are quantities already
    *("language/language.py", "cli/show.py", "vehicle_file/screens/odometer.py"),
    *("vehicle_file/screens/rail.py", "vehicle/screens/event_text.py"),
    *("stages/transfer/ownership/screens/outlook.py", "stages/service/line_cover/screens/cell.py"),
    *("stages/service/due/screens/card.py", "stages/service/claims/screens/rail.py"),
    "stages/service/orders/papers/lines.py",
    *("stages/service/orders/screens/sheet/lines/parts.py", "stages/service/purchasing/screens/listing.py"),
    *("stages/service/purchasing/screens/supplier.py", "stages/service/shelf/screens/part.py"),
    *(
        "stages/charging/health/screens/battery.py",
        "stages/charging/health/screens/cards.py",
        "vehicle_file/screens/strip_facts.py",
    ),
}


def test_no_sentence_of_an_objection_is_given_its_bare_facts():
    bare, source = re.compile(r"(\w[\w.\[\]]*)\.(?:message|label), \*\*\1\.facts"), HOUSE / "src/lifecycle_desk"
    found = {str(path.relative_to(source)) for path in source.rglob("*.py") if bare.search(path.read_text("utf-8"))}
    assert found == PIECES


def test_an_odd_reading_is_told_in_miles_in_britain_and_in_kilometres_to_programs():
    odd = judge(Reading(date(2026, 5, 1), 52_000), [Reading(date(2026, 4, 1), 61_000)])[0]
    assert (odd.facts["km"], odd.facts["neighbour_km"]) == (52_000, 61_000)
    assert all(type(each) in {int, date, type(None)} for each in odd.facts.values())
    said = BRITISH.sentence(odd).replace("\u00a0", " ")
    assert "32,311 mi conflicts with 37,904 mi on" in said
    assert " km" not in said
    assert "52.000 km conflicts with 61.000 km on" in SPANISH.sentence(odd).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("objection", "british", "spanish", "facts"),
    [
        (
            OdometerOutLower(100, 200),
            "The odometer out (62 mi) is below the odometer in (124 mi).",
            "The odometer out (100 km) is below the odometer in (200 km).",
            {"out_km": 100, "in_km": 200},
        ),
        (
            TyrePressureUnfit(220, Decimal(230), Decimal(350)),
            "The tyres are at 31.9 psi: they should be between 33.4 psi and 50.8 psi.",
            "The tyres are at 220 kPa: they should be between 230 kPa and 350 kPa.",
            {"kilopascals": 220, "low": Decimal(230), "high": Decimal(350)},
        ),
        (
            BelowMinimum(Decimal(190), "kPa", Decimal(200)),
            "27.6 psi is below 29 psi: the item has failed.",
            "190 kPa is below 200 kPa: the item has failed.",
            {"value": Decimal(190), "unit": "kPa", "least": Decimal(200)},
        ),
    ],
)
def test_objections_keep_their_facts_and_speak_the_unit_of_the_market(objection, british, spanish, facts):
    assert BRITISH.sentence(objection).replace("\u00a0", " ") == british
    assert SPANISH.sentence(objection).replace("\u00a0", " ") == spanish
    assert objection.facts == facts


def test_what_a_dash_shows_stands_as_it_shows_it_with_the_markets_unit_beside_it():
    assert BRITISH.spoken(Shown(Distance(52_000))) == "52,000\u00a0km (32,311\u00a0mi)"
    assert BRITISH.spoken(Shown(Distance(32_000, LengthUnit.MILES))) == "32,000\u00a0mi"
    assert BRITISH.spoken(Distance(52_000)) == "32,311\u00a0mi"
    assert SPANISH.spoken(Shown(Distance(30_000, LengthUnit.MILES))) == "30.000\u00a0mi (48.280\u00a0km)"
    assert BRITISH.spoken(Pressure(248)) == "36\u00a0psi"


def test_ticks_of_an_axis_are_round_in_miles():
    ticks = BRITISH.formats.distance_ticks(100_000)
    assert [words for _, words in ticks][:3] == ["0\u00a0mi", "20,000\u00a0mi", "40,000\u00a0mi"]
    assert ticks[1][0] == pytest.approx(32_186.88)
    assert [words for _, words in SPANISH.formats.distance_ticks(100_000)][:2] == ["0\u00a0km", "20.000\u00a0km"]


@given(st.integers(0, 1_000), st.sampled_from(PressureUnit))
def test_a_pressure_comes_back_from_every_gauge(kilopascals, unit):
    shown = converted(Decimal(kilopascals), PressureUnit.KPA, unit)
    assert converted(shown, unit, PressureUnit.KPA) == kilopascals


def test_a_pressure_is_typed_as_the_markets_gauges_show_it():
    assert read_pressure("36", BRITISH, 1_000) == (248, "36\u00a0psi")
    assert read_pressure("2.5 bar", BRITISH, 1_000).value == 250
    assert read_pressure("250 kpa", BRITISH, 1_000).value == 250
    assert read_pressure("250", SPANISH, 1_000) == (250, "250\u00a0kPa")
    assert read_measure("12", BRITISH, "km").value == Measure(Decimal(12), "mi")
    assert read_measure("12 km", BRITISH, "km").value == Measure(Decimal(12), "km")
    assert read_measure("12,5 V", SPANISH, "V").value == Measure(Decimal("12.5"), "V")
    assert read_measure("90 µm", SPANISH, "µm").value == Measure(Decimal(90), "µm")
    with pytest.raises(OutOfRange) as far:
        read_pressure("2000", BRITISH, 1_000)
    assert BRITISH.sentence(far.value) == "2,000 is out of range: enter 0 to 145."
    with pytest.raises(NumberNotUnderstood):
        read_pressure("much", BRITISH, 1_000)


def test_what_stands_at_a_limit_as_it_is_shown_passes_in_every_market():
    measured = [each for one in checklists() for each in one.items if each.kind == "measure"]
    assert {"km", "kPa", "V"} <= {each.unit for each in measured}
    for item in measured:
        for language in (BRITISH, SPANISH):
            for limit in filter(None, (item.minimum, item.maximum)):
                shown = language.formats.value(limit, item.unit)
                read = read_measure(shown, language, item.unit).value
                assert item.within(converted(read.value, read.unit, item.unit)), (item.id, shown)


def test_an_item_may_be_measured_in_any_unit_of_its_kind_and_in_no_other():
    item = next(each for one in checklists() for each in one.items if each.id == "pressure_front")
    check_results([item], "BEV", (ItemResult(item.id, Result.PASS, Decimal(36), "psi"),))
    with pytest.raises(BelowMinimum) as low:
        check_results([item], "BEV", (ItemResult(item.id, Result.PASS, Decimal(20), "psi"),))
    assert low.value.facts["value"] == 138
    with pytest.raises(WrongUnit):
        check_results([item], "BEV", (ItemResult(item.id, Result.PASS, Decimal(36), "V"),))
