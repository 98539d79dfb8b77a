"""evcc's files in each order of columns that it has had and each of its languages: proved, asked or refused."""

import csv
import io
import json
import tomllib
from dataclasses import replace

import pytest
from reading_samples import HOME, one, rows, rule_of, source

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.resources import resource
from lifecycle_desk.stages.charging.imports.interchange.recognising import OPEN_QUESTIONS
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed

TOLD = tomllib.loads(resource("charging/evcc.toml").read_text("utf-8"))
ORDERS = {len(each["columns"]): each["columns"] for each in TOLD["orders"]}
LANGUAGES = (
    "ar", "bg", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "ja", "lb", "lt",
    "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "ta", "tr", "uk", "zh-Hans",
)  # fmt: skip
ROW = {
    "created": "2026-05-01 18:02:11", "finished": "2026-05-01 21:40:03", "point": "Garaj", "identifier": "tag1",
    "vehicle": "blue e-Golf", "odometer": "12345", "meter_start": "100.5", "meter_stop": "124.6", "energy": "24.1",
    "lasted": "3h30m0s", "soc_start": "31", "soc_end": "72", "added_range": "140", "solar": "55.2", "price": "6.025",
    "price_per_kwh": "0.25", "co2_per_kwh": "312.5", "reference_price_per_kwh": "0.3",
    "reference_co2_per_kwh": "400",
}  # fmt: skip
# As evcc writes it in Turkish (i18n/tr.json of August 2026); no catalog has the last two.
TURKISH = (
    "Başlama zamanı,Bitiş zamanı,Doldurma Noktası,Tanımlayıcı,Araç,Kilometre (km),Sayaç başlangıcı (kWh),"
    "Sayaç bitişi (kWh),Enerji (kWh),Doldurma süresi,Güneş (%),Fiyat,Fiyat/kWh,CO₂/kWh,Reference Price/kWh,"
    "Reference CO2/kWh (gCO2eq)"
)


def caption(name: str, language: str) -> str:
    """What evcc writes over a column: in the language, else in English, else the program's own name."""
    of = TOLD["captions"][name]
    for spoken in (language, "en", "program"):
        if found := next((each for each, languages in of.items() if spoken in languages.split()), None):
            return found
    raise AssertionError(name)


def table(head: list[str], *cells: dict[str, str], order: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([head, *([each[name] for name in order] for each in cells)])
    return "\ufeff" + written.getvalue()


@pytest.mark.parametrize("width", ORDERS)
def test_each_order_of_columns_is_read_in_each_of_evccs_languages(tmp_path, width):
    order = ORDERS[width]
    for language in LANGUAGES:
        session = one("evcc", tmp_path, table([caption(name, language) for name in order], ROW, order=order))
        assert (session.meter_wh, session.whose, session.place.name) == (24_100, ("tag1", "blue e-Golf"), "Garaj")
        assert session.cost == (Money(603, "EUR") if "price" in order else None), language
        assert (session.soc_start, session.soc_end) == ((310, 720) if "soc_start" in order else (None, None))
        assert session.odometer == (Distance(12_345) if "odometer" in order else None)
        if "co2_per_kwh" in order:
            assert json.loads(session.more)[caption("co2_per_kwh", language)] == "312.5"


def test_no_value_of_a_turkish_file_of_sixteen_columns_is_invented(tmp_path):
    session = one("evcc", tmp_path, table(TURKISH.split(","), ROW, order=ORDERS[16]))

    assert (session.cost, session.soc_start, session.soc_end) == (Money(603, "EUR"), None, None)
    assert json.loads(session.more)["Güneş (%)"] == "55.2"


def unnamed(width: int, *known: str) -> list[str]:
    """Captions that nobody knows, but for some."""
    return [caption(name, "en") if name in known else f"x{at}" for at, name in enumerate(ORDERS[width])]


@pytest.mark.parametrize("width", [13, 14, 16, 18, 19])
def test_an_order_is_proved_by_the_rows_where_captions_are_not_known(tmp_path, width):
    other = ROW | {"energy": "10", "meter_stop": "110.5", "price": "3.2", "price_per_kwh": "0.32"}
    content = table(unnamed(width), ROW, other, order=ORDERS[width])
    found = [row.session for row in rows("evcc", tmp_path, content) if isinstance(row, Packed)]

    assert [each.cost for each in found] == [Money(603, "EUR"), Money(320, "EUR")]
    assert [each.meter_wh for each in found] == [24_100, 10_000]


def test_what_no_row_proves_is_asked_and_decided_by_the_caller(tmp_path):
    known = ("created", "finished", "energy")
    content = table(unnamed(18, *known), ROW | {"price": "5.92"}, order=ORDERS[18])  # not energy times price
    why = rule_of("evcc", tmp_path, content)

    assert (why.rule, why.column, why.one) == ("order_not_proved", "x10", "SoC start (%)")
    assert isinstance(why, OPEN_QUESTIONS)
    by_order = one("evcc", tmp_path, content, replace(HOME, columns="order"))
    assert (by_order.soc_start, by_order.cost) == (310, Money(592, "EUR"))
    named = one("evcc", tmp_path, content, replace(HOME, columns="named"))
    assert (named.meter_wh, named.soc_start, named.cost, named.whose) == (24_100, None, None, ())


def test_a_meters_readings_prove_the_energy_and_nothing_behind_it(tmp_path):
    without = ROW | {"price": "", "price_per_kwh": ""}
    assert one("evcc", tmp_path, table(unnamed(16), without, order=ORDERS[16])).meter_wh == 24_100
    assert rule_of("evcc", tmp_path, table(unnamed(18, "created"), without, order=ORDERS[18])).rule == "not_evcc"
    silent = without | {"soc_start": "", "soc_end": ""}
    assert one("evcc", tmp_path, table(unnamed(18), silent, order=ORDERS[18])).soc_start is None


def test_columns_in_another_order_are_known_by_their_captions_alone(tmp_path):
    turned = ORDERS[14][::-1]
    session = one("evcc", tmp_path, table([caption(name, "pl") for name in turned], ROW, order=turned))

    assert (session.meter_wh, session.cost) == (24_100, Money(603, "EUR"))


def test_a_mileage_of_nothing_is_none_and_arabic_digits_are_read(tmp_path):
    order = ORDERS[9]
    written = {"odometer": "0", "energy": "٢٤٫١", "meter_start": "١٠٠٫٥", "meter_stop": "١٢٤٫٦"}
    read = source("evcc", tmp_path, table([caption(name, "ar") for name in order], ROW | written, order=order))
    (row,) = read.rows()

    assert (row.session.meter_wh, row.session.odometer) == (24_100, None)
