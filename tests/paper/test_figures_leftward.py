"""Figures in the columns of a page that is read to the left: their last digits stand below one another."""

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument

from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.overview.papers.phrases import phrase
from lifecycle_desk.paper import Column, Paper, Row, Table, Totals

AMOUNTS = ("98.51", "1,003.34", "7.91", "12,486.19")


def right_edges(pdf, words):
    """Where each of some words ends on the first page, in points from its left edge."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    text = document.getAllText(0).text()
    return [document.getSelectionAtIndex(0, text.index(each), len(each)).boundingRectangle().right() for each in words]


@pytest.mark.parametrize("code", ["ar", "en"])
@pytest.mark.parametrize("share", [None, 30])
def test_amounts_of_a_column_end_below_one_another(code, share):
    columns = [Column("الشهر", share=70), Column("التكلفة", share=share, end=True)]
    rows = [*(["شهر", each] for each in AMOUNTS[:-1]), Row(["سنة", AMOUNTS[-1]], strong=True)]
    language = Language(code, RegionalFormat(territory="AE", numbers="ar_AE", currency="AED"))
    edges = right_edges(Paper("كشف", language, [Table(columns, rows)]).pdf(), AMOUNTS)

    assert max(edges) - min(edges) <= 1  # whole points, as the reader rounds them


@pytest.mark.parametrize("code", ["ar", "en"])
def test_sums_below_a_table_end_below_one_another(code):
    language = Language(code, RegionalFormat(territory="AE", numbers="ar_AE", currency="AED"))
    sums = [("المبلغ", each) for each in AMOUNTS[:-1]]
    edges = right_edges(Paper("كشف", language, [Totals(sums, after=[("الباقي", AMOUNTS[-1])])]).pdf(), AMOUNTS)

    assert max(edges) - min(edges) <= 1
    assert max(edges) < 150 if code == "ar" else min(edges) > 500


def test_amounts_stand_at_the_end_of_the_page_in_both_directions():
    rows = [["X", each] for each in AMOUNTS]
    columns = [Column("A", share=50), Column("B", share=50, end=True)]
    leftward, rightward = (right_edges(Paper("T", Language(each), [Table(columns, rows)]).pdf(), AMOUNTS)[0]
                           for each in ("ar", "en"))  # fmt: skip

    assert leftward < 150
    assert rightward > 500


SIGNED = [
    ("\u200f−35.00\u00a0ر.س.\u200f", "−35.00"),  # as Babel writes an amount
    ("\u200f+1,720.00\u00a0ر.س.\u200f", "+1,720.00"),
    ("ارتفع المؤشر من −35 إلى 9", "−35"),
    ("الهاتف +966 11 000 0199.", "+966 11 000 0199"),
]


@pytest.mark.parametrize(("told", "number"), SIGNED)
def test_the_sign_of_a_number_stands_at_its_left_also_on_a_page_to_the_left(told, number):
    pdf = Paper("كشف", Language("ar"), [Table([Column("س")], [[told]])]).pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[0].get_textpage()
        at = words.get_text_range().index(number)
        sign, digit = (words.get_charbox(each) for each in (at, at + 1))
    assert sign[2] <= digit[0] + 1  # points: of the edges from the left, right and left ones


@pytest.mark.parametrize(("told", "number"), SIGNED)
def test_a_number_with_its_sign_is_copied_whole_by_three_readers(copied, told, number):
    found = copied("ar", told)
    for reader in (found.pypdf, found.poppler, found.pdfium):
        assert any(number in line for line in reader), reader


def test_words_that_begin_with_a_code_run_as_the_page_does():
    told = "C1506: حساس العجلة الأمامية"
    assert phrase(told, Language("ar")).startswith("\u2067")
    assert phrase(told, Language("en")).startswith("\u2068")
    assert phrase("BYD Dolphin", Language("ar")).startswith("\u2068")


@pytest.mark.parametrize("code", ["215/55 R18", "5W-30", "12 V 70 Ah", "R-1234yf", "M14x1.5", "31x10.5 R15"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_size_in_the_name_of_a_part_is_read_from_the_left_on_a_page_in_either_direction(code, language):
    pdf = Paper("T", Language(language), [Table([Column("N")], [[f"قطعة {code} أمامية"]])]).pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[0].get_textpage()
        at = words.get_text_range().index(code)
        lefts = [words.get_charbox(at + place)[0] for place, sign in enumerate(code) if sign != " "]
    assert lefts == sorted(lefts)
