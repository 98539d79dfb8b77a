"""Tables of any delimiter and encoding: the same told the same, doubt refused, and never held whole."""

import csv
import io
import tracemalloc
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from reading_samples import (
    EVCC,
    HOME,
    TESLAMATE,
    one,
    rows,
    rule_of,
    source,
)

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.files.large_tables import LineTooLong
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Packed

BANGKOK = Habits(ZoneInfo("Asia/Bangkok"), "TH", "THB")


def table(content):
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(("kind", "content"), [("teslamate", TESLAMATE), ("evcc", EVCC)])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_and_encoding_tells_the_same(tmp_path, kind, content, sign, encoding):
    turned = io.StringIO(newline="")
    csv.writer(turned, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(table(content))
    assert rows(kind, tmp_path, turned.getvalue().encode(encoding)) == rows(kind, tmp_path, content)
    marked = f"sep={sign}\r\n{turned.getvalue()}"
    assert rows(kind, tmp_path, marked.encode(encoding))[0].line == 3


@pytest.mark.parametrize(
    ("encoding", "market", "point"),
    [("cp874", "TH", "บ้านเรา"), ("cp1252", "ES", "Café São"), ("gb18030", "TH", "深圳充电站")],
)
def test_the_code_page_of_an_old_spreadsheet_is_assumed_and_noted(tmp_path, encoding, market, point):
    content = EVCC.removeprefix("\ufeff").replace("₂", "2").replace("Garage", point)
    read = source("evcc", tmp_path, content.encode(encoding), replace(HOME, market=market))

    assert [note.rule for note in read.notes] == ["encoding_assumed"]
    assert (read.read_as["encoding"], read.notes[0].sample) == (encoding, point)
    assert next(iter(read.rows())).session.place.name == point


def test_bytes_that_are_words_in_two_encodings_are_refused_with_both(tmp_path):
    content = EVCC.removeprefix("\ufeff").replace("₂", "2").replace("Garage", "บ้านของเรา")
    why = rule_of("evcc", tmp_path, content.encode("cp874"), replace(HOME, market="TH"))
    assert (why.rule, why.line, why.one) == ("encoding_unclear", 2, "บ้านของเรา")


@pytest.mark.parametrize("kind", ["teslamate", "evcc", "leapmotor-mate", "lubelogger-fuel"])
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_empty"),
        (b"\n\n# a remark\n", "file_empty"),
        (b"\xef\xbb\xbf\xff", "bytes_not_understood"),
        (b"a,b\0", "file_has_nul"),
        (b"x" * (6 << 20), "line_too_long"),
        (b'date,energy_kwh\n"' + b"y\n" * 100_000, "cell_too_long"),
        (b"date," * 2_000 + b"\n", "too_many_columns"),
        (b'date,kwh,consumption,liters,created,start_date,charge_energy_added,end_date\n"a"b,1\n', "quotes_unbalanced"),
    ],
)
def test_what_is_no_table_is_refused_whole(tmp_path, kind, content, rule):
    why = rule_of(kind, tmp_path, content)
    assert why.rule == rule or (
        rule in {"quotes_unbalanced", "cell_too_long"} and why.rule in {"column_missing", "not_evcc"}
    )


def test_a_cell_that_a_spreadsheet_would_run_is_text(tmp_path):
    content = EVCC.replace("Garage", "'=1+1").replace("blue e-Golf", "'@me")
    session = one("evcc", tmp_path, content)
    assert (session.place.name, session.whose) == ("=1+1", ("tag1", "@me"))


def test_a_long_table_is_never_held_and_is_read_anew(tmp_path):
    head, row, _ = TESLAMATE.splitlines()
    content = f"{head}\n" + "".join(f"{number}{row[2:]}\n" for number in range(30_000))
    read = source("teslamate", tmp_path, content)
    tracemalloc.start()
    try:
        assert sum(isinstance(each, Packed) for each in read.rows()) == 30_000
        assert tracemalloc.get_traced_memory()[1] < 1 << 20 < read.expected
    finally:
        tracemalloc.stop()
    assert not any(isinstance(each, Refused) for each in read.rows())


def test_a_row_that_goes_on_over_many_lines_is_refused_before_it_is_held(tmp_path):
    head = TESLAMATE.splitlines()[0]
    content = f"{head}\n1,{'"a\n",' * 4_000_000}\n"
    tracemalloc.start()
    try:
        with pytest.raises(LineTooLong) as refused:
            rows("teslamate", tmp_path, content)
        assert tracemalloc.get_traced_memory()[1] < 200 << 20
    finally:
        tracemalloc.stop()
    assert refused.value.line == 2
