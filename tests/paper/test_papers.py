"""Whole papers: pages, heads, what people typed, and what the file says of itself."""

import io
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pytest
from PIL import Image

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.scene import Axis, Columns, Floor, Moment, Trend
from lifecycle_desk.base.scene import Column as SceneColumn
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Beside,
    Chart,
    Code,
    Column,
    Facts,
    Letterhead,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Paragraphs,
    Picture,
    Pictures,
    QrCode,
    Row,
    Section,
    Signature,
    Signatures,
    Space,
    Strong,
    Table,
    Totals,
)

CODES = ("en", "es", "ar", "th", "zh_CN")
COLUMNS = (Column("Operation", code=True), Column("Description", share=1), Column("Amount", end=True))


def picture(size=(60, 30)):
    file = io.BytesIO()
    Image.new("RGB", size, "#2C4FC4").save(file, "png")
    return file.getvalue()


def rows(count):
    return [(f"OP-{n:04}", f"Replace part number {n} and check it", Money(n * 100, "AED")) for n in range(count)]


def everything(code, size="A4"):
    strokes = [[(0, 0), (30, 20), (60, 0)], [(10, 10)]]
    return Paper(
        title="Repair order",
        language=Language(code),
        number="RO-2026-1184",
        date=date(2026, 3, 9),
        subtitle=Muted("For the customer"),
        size=size,
        letterhead=Letterhead(
            "Al Noor Motors",
            ["Sheikh Zayed Road 214"],
            "+971 4 123 4567",
            "a@b.example",
            "b.example",
            "TRN 1",
            picture(),
        ),
        foot="Al Noor Motors",
        blocks=[
            Facts(
                [("Vehicle", "BYD ATTO 3 (元PLUS)"), ("VIN", Code("LGXCE4CB5P2012345")), ("Owner", "محمد"), ("", None)]
            ),
            Section("Jobs", Paragraphs("One.", Strong("Two.")), Table(COLUMNS, rows(5)), aside="2 of 2"),
            Totals([("Labour", Money(100, "AED")), ("To pay", Money(99_803, "AED"))]),
            Table([Column("Check"), Column("Result")], [(word.value, Mark(word, word.value)) for word in Outcome]),
            Note("Pick it up before 18:00.", title="Before you drive"),
            Space(),
            Pictures([Picture(picture(), "Left door"), Picture(picture((20, 60)))]),
            Beside(
                [
                    (2, Signatures([Signature("Customer", "สมชาย ใจดี", date(2026, 3, 9), strokes=strokes)])),
                    (1, Signatures([Signature("Adviser", image=picture())], columns=1)),
                    (1, QrCode("LD1:RO-2026-1184", "Scan")),
                ]
            ),
        ],
    )


def pages(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("size", ["A4", "LETTER"])
def test_a_paper_with_every_part_is_drawn_in_every_language(code, size):
    drawn = everything(code, size).draw()
    assert drawn.pages == len(pages(drawn.pdf))
    assert not drawn.missing
    reader = pypdf.PdfReader(io.BytesIO(drawn.pdf))
    width = {"A4": 595, "LETTER": 612}[size]
    assert round(float(reader.pages[0].mediabox.width)) == width
    assert reader.trailer["/Root"]["/Lang"] == code.replace("_", "-")
    assert reader.metadata.title == "Repair order RO-2026-1184"
    assert "LGXCE4CB5P2012345" in pages(drawn.pdf)[0]


@pytest.mark.parametrize("code", CODES)
def test_the_same_paper_gives_the_same_bytes(code, stopped_clock):
    stopped_clock(datetime(2026, 11, 25, 9, tzinfo=UTC))  # each says when it was made, to the second
    assert everything(code).pdf() == everything(code).pdf()


def test_every_font_is_embedded_and_none_is_listed_in_vain():
    reader = pypdf.PdfReader(io.BytesIO(everything("ar").pdf()))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert {"DeskArabic-400", "DeskSans-400"} <= {str(font["/BaseFont"])[8:] for font in fonts.values()}
    for font in fonts.values():
        assert font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
        assert font["/ToUnicode"].get_data()


def test_a_long_table_goes_on_with_its_head_and_loses_no_row():
    drawn = Paper(title="Lines", language=Language("en"), blocks=[Table(COLUMNS, rows(200))]).draw()
    found = pages(drawn.pdf)
    assert len(found) > 3
    for number, page in enumerate(found, 1):
        assert "Operation" in page
        assert f"{number}" in page
        assert page.count("Description") == 1
    whole = "\n".join(found)
    assert [whole.count(f"OP-{n:04}") for n in range(200)] == [1] * 200


def test_a_row_longer_than_a_page_is_broken_between_its_lines():
    words = " ".join(f"word{n}" for n in range(2_000))
    found = pages(Paper("Long", Language("en"), [Table(COLUMNS, [("A", words, Decimal(1))])]).pdf())
    assert len(found) > 2
    assert all("Operation" in page for page in found)
    assert [word for page in found for word in page.split() if word.startswith("word")] == words.split()


def test_headings_stay_with_what_they_head_and_sums_with_their_rows():
    for count in range(20, 60):
        blocks = [Paragraphs(*["A line."] * count), Section("The heading", Paragraphs("What it heads.", "More."))]
        found = pages(Paper("P", Language("en"), blocks).pdf())
        assert [("The heading" in page) for page in found] == [("What it heads." in page) for page in found]
        table = Table(COLUMNS, [Row(["Group"], heading=True), *rows(count)], foot=[("", "Sum", Money(1, "AED"))])
        found = pages(Paper("P", Language("en"), [table]).pdf())
        assert f"OP-{count - 1:04}" in next(page for page in found if "Sum" in page)


def test_signatures_never_stand_alone_on_a_page():
    for count in range(20, 60):
        blocks = [Paragraphs(*["A line."] * count), Signatures([Signature("Customer")])]
        found = pages(Paper("P", Language("en"), blocks).pdf())
        assert "A line." in next(page for page in found if "Customer" in page)


def test_no_page_is_empty_and_nothing_is_below_the_footer():
    for count in range(1, 90, 3):
        drawn = Paper("P", Language("en"), [Paragraphs(*["A line."] * count), Note("N"), Paragraphs()]).draw()
        for page in pages(drawn.pdf):
            assert "A line." in page or "N" in page.split("\n")


HOSTILE = (
    "<b>bold</b>",
    "A&B &lt; &amp;",
    '<img src="file:///etc/passwd"/>',
    "<Müller>",
    "%(name)s %s {0}",
    "(\\) \\n ) Tj ET",
    "a\u202eb\u0000c",
)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_what_people_typed_is_printed_as_it_is(code):
    paper = Paper(
        title=HOSTILE[0],
        language=Language(code),
        letterhead=Letterhead(HOSTILE[2], [HOSTILE[1]]),
        blocks=[
            Table([Column(text) for text in HOSTILE[:3]], [HOSTILE[3:6]]),
            Facts([(text, text) for text in HOSTILE], columns=1),
            Note(HOSTILE[0], title=HOSTILE[4]),
            Signatures([Signature(HOSTILE[1], HOSTILE[3])]),
        ],
    )
    text = "\n".join(pages(paper.pdf()))
    for hostile in HOSTILE[:6]:
        assert hostile in text
    assert "abc" in text
    assert text.isprintable() or "\x00" not in text


def test_a_word_of_twenty_thousand_letters_is_quick_and_stays_on_the_page():
    began = time.process_time()
    drawn = everything("en")
    words = Paper("P", Language("en"), [*drawn.blocks, Table(COLUMNS, [("A", "x" * 20_000, "y" * 20_000)])]).draw()
    assert time.process_time() - began < 5
    assert sum(page.count("x") for page in pages(words.pdf)) >= 20_000


def lowest(pdf):
    """How far down, in points from the lower edge, any text of a paper stands; and how far out to the side."""
    found = []

    def see(text, matrix, place, *_):
        if text.strip():
            found.append((place[5] * matrix[3] + matrix[5], place[4] * matrix[0] + matrix[4]))

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    return min(y for y, _ in found), min(x for _, x in found), max(x for _, x in found)


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("text", ["many words " * 750, "x" * 10_000, "line\n" * 450])
def test_endless_texts_anywhere_stay_on_the_pages(code, text):
    paper = Paper(
        title=text,
        language=Language(code),
        subtitle=text,
        number=text,
        date=text,
        foot=text,
        letterhead=Letterhead(text, [text], text, text, text, text),
        blocks=[
            Facts([("Complaint", text), (text, "")]),
            Section(text, Note(text, title=text), aside=text),
            Table([Column(text), Column("B")], [(text, Mark(Outcome.FAILED, text)), (Strong(text), Muted(text))]),
            Totals([(text, text), (text, Code(text))]),
            Signatures([Signature(text, text, text)]),
            QrCode("code", text),
            Pictures([Picture(picture(), text)]),
            Chart(Columns([SceneColumn(text, (1, 1))], (text, text), Axis(0, 2, [(0, text), (1, text)]))),
            Chart(Trend(Axis(0, 1), Axis(0, 1), moments=[Moment(0.5, text)], floors=[Floor(0, 1, 0.5, text)])),
        ],
    )
    began = time.process_time()
    drawn = paper.draw()
    assert time.process_time() - began < 4
    low, left, right = lowest(drawn.pdf)
    assert low > 20
    assert left > 20
    assert right < 595 - 20


def test_of_an_endless_fact_no_word_is_lost():
    facts = Paper("F", Language("en"), [Facts([("Complaint", "many words " * 1_500), ("b", "c")])]).pdf()
    assert "".join("".join(pages(facts)).split()).count("word") == 1_500


def test_columns_give_way_so_that_codes_stay_whole():
    vin = "LGXCE4CB5P2012345"
    columns = [Column("VIN", code=True), *(Column(f"Column {n}", share=1) for n in range(6))]
    words = "many different words in a cell"
    found = pages(Paper("P", Language("en"), [Table(columns, [(vin, *[words] * 6)])]).pdf())[0]
    assert vin in found


def test_an_empty_table_says_so():
    found = pages(Paper("P", Language("en"), [Table(COLUMNS, [], empty="No rows yet.")]).pdf())[0]
    assert "No rows yet." in found


def test_a_character_without_a_glyph_is_printed_by_its_code_and_told():
    drawn = Paper("P", Language("en"), [Paragraphs("sign \U00013000 here")]).draw()
    assert drawn.missing == {"\U00013000"}
    assert "sign [U+13000] here" in pages(drawn.pdf)[0]


def test_papers_bring_neither_a_client_for_the_web_nor_charts_along():
    code = "import sys, lifecycle_desk.paper; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "lifecycle_desk.paper.table" in loaded
    assert not {"urllib.request", "ssl", "lifecycle_desk.base.scene", "reportlab.platypus"} & set(loaded)
