"""The quick ways of reading long files say what the common ways say, row by row, or leave it to them."""

import csv
import io
import json
from copy import deepcopy
from dataclasses import replace
from itertools import repeat
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from reading_samples import CDR, HOME, rows, source

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.files import large_tables
from lifecycle_desk.stages.charging.imports.interchange import many_records, ocpi, records, teslamate
from lifecycle_desk.stages.charging.imports.interchange.records import Records
from lifecycle_desk.stages.charging.imports.interchange.rows import Cells
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.stages.charging.sessions.usecases.deciding import Cars

HEAD = (
    "id", "start_date", "end_date", "charge_energy_added", "charge_energy_used", "start_battery_level",
    "end_battery_level", "outside_temp_avg", "cost", "car_id", "duration_min", "position_id",
)  # fmt: skip
NUMBERS = some.one_of(
    some.decimals(-5, 1_200, places=2).map(str),
    some.sampled_from(
        [
            "",
            "0",
            "24.61",
            "100",
            "100.1",
            "72.5",
            "-0.5",
            "1e3",
            "1,5",
            " 7",
            "NaN",
            "٣",
            "9" * 12,
            ".",
            "NULL",
            "\\N",
            "Null",
        ]
    ),
)
STAMPS = [
    "2026-01-10 18:02:11.000", "2026-01-10 18:02:11", "2026-01-10 18:02", "2026-01-10T18:02:11Z",
    "2026-01-11 01:00:00.999", "2026-03-01 00:00:00", "2026-01-10 18:02:11+02:00", "10/01/2026 18:02",
    "2026-02-30 10:00:00", "2199-01-10 18:02:11", "1989-12-31 23:59:59", "0001-01-01 00:00:00", "",
]  # fmt: skip
MOMENTS = some.one_of(
    some.datetimes().map(lambda each: each.isoformat(" ")),
    some.sampled_from(STAMPS),
)
IDS = some.one_of(some.integers(0, 10**20).map(str), some.sampled_from(["", "A1", "٣", "7 ", "=1"]))
ROWS = some.lists(
    some.tuples(IDS, MOMENTS, MOMENTS, *[NUMBERS] * 6, IDS, some.sampled_from(["", "218"]), some.text(max_size=8)),
    min_size=1,
    max_size=8,
)


def table(given_rows, head=HEAD) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([head, *given_rows])
    return written.getvalue()


def read(folder, content):
    try:
        return rows("teslamate", folder, content)
    except Exception as error:  # noqa: BLE001 (both ways have to fail alike)
        return repr(error)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ROWS)
def test_rows_read_at_once_say_what_they_say_cell_by_cell(tmp_path, given_rows):
    content = table(given_rows).replace("\0", "")
    quickly = read(tmp_path, content)
    with patch.object(teslamate, "plainly", lambda *_: None):
        assert str(read(tmp_path, content)) == str(quickly)


@pytest.mark.parametrize("left", [(), ("car_id",), ("cost", "outside_temp_avg"), ("charge_energy_used", "position_id")])
def test_a_table_of_the_database_is_read_at_once_whichever_columns_it_leaves_out(tmp_path, left):
    kept = [name for name in HEAD if name not in left]
    row = dict(zip(HEAD, ("17", "2026-01-10 18:02:11.000", "2026-01-10 21:40:03.000", "24.61", "26.90", "31", "72",
                          "4.5", "5.92", "1", "218", "9"), strict=True))  # fmt: skip
    file = source("teslamate", tmp_path, table([[row[name] for name in kept]], kept))
    with patch.object(teslamate, "_session", side_effect=AssertionError("looked at closely")):
        (found,) = file.rows()
    assert isinstance(found, Packed)
    assert found.battery_wh == 24_610
    assert found.session.place.name == ""


ODD = [float("nan"), 10**40, "½", "\ud83d\ude00", "{[", {"a": [{"b": [[[[[[[1]]]]]]]}]}, "\\u", 1e300, [], "},{"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    some.lists(some.tuples(some.integers(0, 30), some.sampled_from(ODD)), max_size=3),
    some.integers(8, 40),
    some.sampled_from([None, 1, 2]),
    some.booleans(),
    some.sampled_from([None, 1, 2, 9]),
)
def test_records_taken_at_once_are_those_taken_one_by_one(tmp_path, odd, count, indent, ascii_only, twice):
    cdrs = [deepcopy(CDR) | {"id": str(number)} for number in range(count)]
    for at, what in odd:
        cdrs[at % count]["charging_periods"].append({"what": what})
        cdrs[at % count]["tariffs"] *= 2  # which begin as a record does
        cdrs[at % count]["remark"] = '": " : \\"": '  # what looks like the end of a name
    file = tmp_path / "cdrs.json"
    text = json.dumps(cdrs, indent=indent, ensure_ascii=ascii_only)
    if twice is not None:
        text = f'"auth_id": "x", "auth_id"{" " * (twice % 2)}: "y", "currency"'.join(text.split('"currency"', twice))
    file.write_text(text, "utf-8", "surrogatepass")
    quickly = taken(file)
    with patch.object(records, "many_records", lambda _, at: ([], at, False)):
        assert taken(file) == quickly


def taken(file):
    try:
        return [(each.index, repr(each.value), each.at, repr(each.why)) for each in Records(file)]
    except Exception as error:  # noqa: BLE001 (both ways have to fail alike)
        return repr(error)


def test_most_records_of_a_long_file_are_taken_at_once(tmp_path):
    file = tmp_path / "cdrs.json"
    file.write_text(json.dumps({"data": [CDR | {"id": str(number)} for number in range(500)]}))
    with patch.object(Records, "_value", autospec=True, side_effect=Records._value) as one_by_one:
        assert [each.value["id"] for each in Records(file)] == [str(number) for number in range(500)]
    assert one_by_one.call_count < 30


def test_odd_records_do_not_have_the_same_text_looked_at_again_and_again(tmp_path):
    file = tmp_path / "cdrs.json"
    file.write_text(json.dumps([CDR | {"id": str(number), "size": 10**40} for number in range(500)]))
    with patch.object(many_records, "_read", side_effect=many_records._read) as looked:
        assert sum(each.why is not None for each in Records(file)) == 500
    assert looked.call_count < 40


def test_a_file_says_how_far_it_is_read(tmp_path):
    content = table([(str(number), *["2026-01-10 18:02:11"] * 2, "5", *[""] * 8) for number in range(30_000)])
    file = source("teslamate", tmp_path, content, HOME)
    read_so_far = [chunk.at for chunk in file.chunks(Cars(None, {}, (), tuple))]
    assert read_so_far == sorted(read_so_far)
    assert 0 < read_so_far[0] < len(content) == file.expected
    assert read_so_far[-1] == file.expected


PLAIN = [(str(number), "2026-01-10 18:02:11", "2026-01-10 19:00:00", "5", *[""] * 8) for number in range(3)]
DAYS = {"one way": "13/01/2026 18:02", "none": "soon", "two ways": "03/04/2026 18:02"}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("dates", [None, "dmy"])
def test_the_days_of_a_long_file_are_decided_by_all_rows_once_one_asks(tmp_path, monkeypatch, day, dates):
    content = table([*PLAIN, ("9", day, "2026-04-20 19:00:00", "5", *[""] * 8), *PLAIN])
    habits = replace(HOME, dates=dates)

    def understood() -> str:
        try:
            file = source("teslamate", tmp_path, content, habits)
            return repr((list(file.rows()), file.read_as))
        except Objection as why:
            return repr((why, why.at))

    at_once = understood()
    monkeypatch.setattr(large_tables, "LONG", 0)
    with patch.object(Cells, "figures", autospec=True, side_effect=Cells.figures) as looked:
        assert understood() == at_once
    assert looked.call_count == 1


def test_a_long_file_in_which_no_cell_asks_is_not_read_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(large_tables, "LONG", 0)
    with patch.object(Cells, "figures", side_effect=AssertionError("looked at")):
        file = source("teslamate", tmp_path, table(PLAIN))
        assert len(list(file.rows())) == 3
    assert file.read_as == {"encoding": "utf-8", "delimiter": "comma", "decimal": "point"}


def test_a_long_file_with_quotes_or_another_delimiter_is_looked_at_first(tmp_path, monkeypatch):
    monkeypatch.setattr(large_tables, "LONG", 0)
    for content in (table([*PLAIN, ("9", *PLAIN[0][1:3], "5,5", *[""] * 8)]), table(PLAIN).replace(",", ";")):
        with patch.object(Cells, "figures", autospec=True, side_effect=Cells.figures) as looked:
            source("teslamate", tmp_path, content)
        assert looked.call_count == 1


PRICES = some.sampled_from(
    [
        {"excl_vat": 4.0, "incl_vat": 4.4}, {"excl_vat": 4.005}, {"incl_vat": None, "excl_vat": 3}, {}, None, 4.4, "4",
        {"incl_vat": 1e-7}, {"incl_vat": 0.00005}, {"incl_vat": True}, {"incl_vat": -2.5}, {"incl_vat": 1e11},
        {"before_taxes": 4, "taxes": [{"name": "VAT", "amount": 0.4}]}, {"incl_vat": 1, "taxes": 3},
    ]
)  # fmt: skip
ENERGIES = some.one_of(
    some.floats(-1, 2_000, allow_nan=False),
    some.decimals(0, 100, places=3).map(float),
    some.sampled_from([0, 0.0, 0.0005, 12.0005, 12.00049999, 24, 999_999.9, 1001, "5", None, True, 1e-9, 1e16]),
)
TIMES = some.sampled_from(
    [
        "2015-06-29T21:39:09Z", "2015-06-29T23:59:59Z", "2015-06-30T00:00:00.000Z", "2015-07-01T00:10:00+02:00",
        "2015-06-29t21:39:09z", "1970-01-01T00:00:00Z", "2015-02-30T10:00:00Z", "2015-06-29T25:00:00Z", "", None, 7,
        "1989-12-31T00:00:00Z", "2190-01-01T00:00:00Z", " 2015-06-29T22:39:09Z", "2015-06-29T22:39:09",
    ]
)  # fmt: skip
NAMES = some.one_of(
    some.text(max_size=6),
    some.sampled_from(["12345", "a3e4-7e2", " x ", "x\u00a0", "x\u0085", "#NA", "ß", "y" * 300, None, 5, "9e9", ","]),
)
OTHERS = some.sampled_from(
    [
        {}, {"version": "2.2"}, {"version": "1.0"}, {"total_usage": 3}, {"credit": True, "credit_reference_id": "1"},
        {"credit": False}, {"cdr_token": None}, {"cdr_location": None, "location": {"name": "x"}}, {"auth_id": 4},
        {"signed_data": {"encoding": "x" * 30_000}}, {"size": [1.5, 0.00005, {"b": 2, "a": 1.0}]}, {"total_time": "2"},
        {"charging_periods": [{"dimensions": [{"type": "MAX_POWER", "volume": 22.5}]}]}, {"party_id": "b\n"},
        {"charging_periods": [{"dimensions": [{"type": "TIME", "volume": "1"}]}]}, {"charging_periods": [{}]},
        {"cdr_location": {"name": "x", "coordinates": {"latitude": 0.00005, "longitude": 3.50}, "more": 2.5}},
        {"cdr_location": {"name": "z" * 256}}, {"cdr_token": {"uid": 5}}, {"cdr_token": {"uid": "\u0001", "b": 1}},
        {"currency": "eur "}, {"currency": "XXQ"}, {"currency": "JPY"}, {"remark": "1e5"}, {"deep": [[[[[[[[1]]]]]]]]},
    ]
)  # fmt: skip

FIELDS = {
    "id": NAMES, "start_date_time": TIMES, "end_date_time": TIMES, "total_energy": ENERGIES, "total_cost": PRICES,
}  # fmt: skip
CHANGES = [OTHERS, *(some.fixed_dictionaries({name: values}) for name, values in FIELDS.items())]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some.lists(some.lists(some.one_of(*CHANGES), max_size=2), min_size=1, max_size=6), some.sampled_from([None, 1]))
def test_charge_detail_records_read_at_once_say_what_they_say_field_by_field(tmp_path, changes, indent):
    cdrs = [CDR | dict(item for change in each for item in change.items()) for each in changes]
    plain = [deepcopy(CDR) | {"id": f"p{number}", "total_energy": 4.5 + number} for number in range(9)]
    content = json.dumps([CDR, *plain[:4], *cdrs, *plain[4:]], indent=indent, ensure_ascii=False)
    quickly = in_full("ocpi-cdr", tmp_path, content)
    with patch.object(ocpi, "plain_cdrs", lambda _: lambda _, values: repeat(None, len(values))):
        assert in_full("ocpi-cdr", tmp_path, content) == quickly
    with patch.object(records, "plainly", lambda _: []):
        assert in_full("ocpi-cdr", tmp_path, content) == quickly


def in_full(kind, folder, content):
    return [repr(each) for each in rows(kind, folder, content)]


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" , ", " : ")])
def test_most_charge_detail_records_of_a_long_file_are_read_at_once(tmp_path, separators):
    many = [CDR | {"id": str(number), "total_energy": number + 0.125} for number in range(500)]
    content = json.dumps({"data": many}, separators=separators, ensure_ascii=False)
    with patch.object(ocpi, "row_of", side_effect=ocpi.row_of) as one_by_one:
        found = rows("ocpi-cdr", tmp_path, content)
    assert [each.meter_wh for each in found] == [1_000 * number + 125 for number in range(500)]
    assert one_by_one.call_count < 30


def test_a_file_whose_numbers_are_written_otherwise_is_no_longer_tried_plainly(tmp_path):
    file = tmp_path / "cdrs.json"
    file.write_text(json.dumps([CDR | {"id": str(number)} for number in range(2_000)]).replace("15.342", "15.3420"))
    with patch.object(records, "plainly", side_effect=many_records.plainly) as tried:
        given = list(Records(file).together())
    assert tried.call_count == records.PLAIN_TRIES
    assert not any(each.plain for each in given if isinstance(each, records.Together))
    assert sum(len(each.values) if isinstance(each, records.Together) else 1 for each in given) == 2_000
