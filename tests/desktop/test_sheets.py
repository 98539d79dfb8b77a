"""Tables go out with real days and numbers, mirrored where the language is, and nothing in them acts as a formula."""

import re
import xml.etree.ElementTree as ET
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lifecycle_desk.base.inert import ACTS, tidied
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.sheets import SheetColumn, as_clipboard, as_csv, text_rows
from lifecycle_desk.commands.workbooks import write_workbook
from lifecycle_desk.language import Language
from lifecycle_desk.language.regional_format import RegionalFormat

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAY_ZERO = date(1899, 12, 30)
BANGKOK = RegionalFormat(zone="Asia/Bangkok")
SPAIN = Language("es", RegionalFormat(numbers="es_ES"))
COLUMNS = (SheetColumn("Plate", 12), SheetColumn("Since"), SheetColumn("Pays", 9), SheetColumn("Run"))
ROWS = (
    ("=2+5", date(2026, 3, 1), Money(-120_50, "EUR"), Distance(12_345)),
    ("@x", datetime(2026, 3, 1, 23, 30, tzinfo=UTC), Money(7, "JPY"), None),
    ("<a & b>", date(1899, 1, 1), None, Distance(0)),
)


def part(path, name) -> ET.Element:
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        return ET.fromstring(book.read(name))  # noqa: S314 (what we have written)


def cells(path) -> list[list[ET.Element]]:
    return [row.findall(f"{MAIN}c") for row in part(path, "xl/worksheets/sheet1.xml").iter(f"{MAIN}row")]


def words(cell) -> str:
    """The text, with the characters that XML cannot hold as ECMA-376 writes them (22.4.2.4)."""
    text = cell.findtext(f"{MAIN}is/{MAIN}t", default="")
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def number(cell) -> Decimal:
    return Decimal(cell.findtext(f"{MAIN}v"))


def form(path, cell) -> str:
    styles = part(path, "xl/styles.xml")
    own = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
    which = styles.find(f"{MAIN}cellXfs")[int(cell.get("s", 0))].get("numFmtId")
    return own.get(which, which)


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "list.xlsx"
    assert list(write_workbook(path, "Vehicles/all [1]", COLUMNS, ROWS, Language("en", BANGKOK))) == [1, 2, 3]
    return path


def test_days_moments_amounts_and_distances_are_numbers_with_their_form(sheet):
    head, first, second, third = cells(sheet)
    assert [words(each) for each in head] == ["Plate", "Since", "Pays", "Run"]
    assert (number(first[1]), form(sheet, first[1])) == ((date(2026, 3, 1) - DAY_ZERO).days, "14")
    half_past_six_in_bangkok = (date(2026, 3, 2) - DAY_ZERO).days + Decimal("0.270833")
    assert round(number(second[1]), 6) == half_past_six_in_bangkok
    assert (number(first[2]), form(sheet, first[2])) == (Decimal("-120.50"), "#,##0.00\\ [$EUR]")
    assert (number(second[2]), form(sheet, second[2])) == (7, "#,##0\\ [$JPY]")
    assert (number(first[3]), form(sheet, first[3])) == (12_345, '#,##0\\ "km"')
    assert words(third[1]) == "1899-01-01"  # no workbook has that day as a number


def test_what_begins_like_a_formula_is_a_text_marked_as_one(sheet):
    styles = part(sheet, "xl/styles.xml").find(f"{MAIN}cellXfs")
    for row in cells(sheet)[1:3]:
        assert row[0].get("t") == "inlineStr"
        assert styles[int(row[0].get("s"))].get("quotePrefix") == "1"
    whole = (part(sheet, "xl/worksheets/sheet1.xml"), part(sheet, "xl/workbook.xml"))
    assert not [each for root in whole for each in root.iter() if each.tag.endswith(("}f", "}hyperlink"))]


@pytest.mark.parametrize(("code", "mirrored"), [("ar", "1"), ("en", None)])
def test_a_sheet_is_written_from_the_side_of_its_language(tmp_path, code, mirrored):
    path = tmp_path / "list.xlsx"
    list(write_workbook(path, "x", COLUMNS, ROWS, Language(code)))
    root = part(path, "xl/worksheets/sheet1.xml")
    assert root.find(f"{MAIN}sheetViews/{MAIN}sheetView").get("rightToLeft") == mirrored
    assert [int(float(each.get("width"))) for each in root.find(f"{MAIN}cols")] == [12, 14, 9, 14]
    assert root.find(f"{MAIN}autoFilter").get("ref") == "A1:D4"


def test_text_has_numbers_of_the_language_without_groups_and_one_currency_stands_in_the_head():
    lines = text_rows(COLUMNS, (ROWS[0], ROWS[2]), SPAIN)
    assert lines[0] == ["Plate", "Since", "Pays (EUR)", "Run (km)"]
    assert lines[1] == ["'=2+5", "2026-03-01", "-120,50", "12345"]
    assert as_clipboard(lines).splitlines()[0] == "Plate\tSince\tPays (EUR)\tRun (km)"
    assert as_csv(lines, SPAIN).decode("utf-8-sig").startswith("Plate;Since;")


def test_amounts_of_several_currencies_name_theirs():
    lines = text_rows(COLUMNS, ROWS, Language("en"))
    assert [line[2] for line in lines] == ["Pays", "-120.50 EUR", "7 JPY", ""]
    assert as_csv(lines, Language("en")).startswith(b"\xef\xbb\xbfPlate,")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
@example("_x0041_")
def test_no_text_breaks_a_sheet_or_acts_in_a_line(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("sheet") / "x.xlsx"
    list(write_workbook(path, text, (SheetColumn(text),), ((text,),), Language("en")))
    assert [words(each) for row in cells(path)[1:] for each in row] == ([tidied(text)] if tidied(text) else [])
    (line,) = text_rows((SheetColumn("x"),), ((text,),), Language("en"))[1:]
    assert line[0].startswith("'") or not ACTS.match(line[0])
    assert not {"\t", "\n", "\r"} & set(line[0])


def test_a_workbook_that_is_given_up_leaves_no_pieces_beside_it(tmp_path):
    path = tmp_path / "list.xlsx"
    writing = write_workbook(path, "x", COLUMNS, ROWS, Language("en"))
    next(writing)
    assert len([*tmp_path.iterdir()]) == 1  # the pieces

    writing.close()

    assert [*tmp_path.iterdir()] == [path]


def test_what_the_system_says_of_a_workbook_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "list.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        list(write_workbook(tmp_path / "list.xlsx", "x", COLUMNS, ROWS, Language("en")))
