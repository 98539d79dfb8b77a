"""Two languages side by side, each in its direction and row beside row; pages of other PDFs behind ours."""

import io
from itertools import pairwise

import pypdf
import pytest
from PIL import Image

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Column, Facts, InLanguage, Note, Paper, Section, SideBySide, Table
from lifecycle_desk.paper.appended import AppendedTooLong, with_pages
from lifecycle_desk.paper.joining import joined

WORDS = {"en": "left", "ar": "يمين", "th": "ซ้าย"}


def blocks(code, rows=3):
    language, word = Language(code), WORDS[code]
    listed = [[f"{word} {n}", "x" * (n % 30)] for n in range(rows)]
    return InLanguage(
        language,
        [
            Facts([(word, word)], columns=2),
            Section(word, Note(f"{word} " * 30), Table([Column(word), Column("", share=1)], listed, dense=True)),
        ],
    )


def paper(first, second, rows=3):
    return Paper(title="t", language=Language(first), blocks=[SideBySide(blocks(first, rows), blocks(second, rows))])


def places(pdf, word):
    """Where a word stands on the first page: its x and y."""
    found = []

    def visit(text, _cm, matrix, _font, _size):
        if word in text:
            found.append((matrix[4], matrix[5]))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(
    ("first", "second", "english_left"), [("en", "ar", True), ("ar", "en", True), ("th", "en", False)]
)
def test_each_language_stands_on_its_side(first, second, english_left):
    drawn = paper(first, second).draw()
    middle = 595.28 / 2

    assert drawn.missing == frozenset()
    assert all((x < middle) is english_left for x, _ in places(drawn.pdf, "left"))
    assert places(drawn.pdf, "left")


def test_rows_stand_beside_their_twins_over_many_pages():
    drawn = paper("en", "ar", rows=200).draw()
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(drawn.pdf)).pages]

    assert len(texts) > 2
    for text in texts[1:-1]:
        ours = {int(part) for line in text.splitlines() if "left" in line for part in line.split() if part.isdecimal()}
        theirs = {
            int(part) for line in text.splitlines() if WORDS["ar"] in line for part in line.split() if part.isdecimal()
        }
        assert ours
        assert ours == theirs
    assert all(texts)


def test_the_same_paper_gives_the_same_bytes(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # or a second may pass between the two
    assert paper("ar", "en").pdf() == paper("ar", "en").pdf()


def test_pages_of_others_follow_ours_and_keep_our_title():
    own, other = paper("en", "th").pdf(), paper("th", "en", rows=120).draw()
    pdf, pages = with_pages(own, [other.pdf, other.pdf])
    read = pypdf.PdfReader(io.BytesIO(pdf))

    assert pages == len(read.pages) == 1 + 2 * other.pages
    assert read.metadata.title == "t"
    assert pdf[:8] == own[:8] == b"%PDF-1.7"
    with pytest.raises(AppendedTooLong):
        with_pages(own, [other.pdf] * 200)


def test_joined_papers_come_in_their_order():
    parts = [paper("en", "th", rows=n).pdf() for n in (2, 90, 4)]
    whole = pypdf.PdfReader(io.BytesIO(joined(parts, "All")))

    assert whole.metadata.title == "All"
    assert len(whole.pages) == sum(len(pypdf.PdfReader(io.BytesIO(part)).pages) for part in parts)
    heads = [at for at, page in enumerate(whole.pages) if "Page 1 of" in page.extract_text()]
    assert len(heads) == 3
    assert all(one < other for one, other in pairwise(heads))


def test_a_locked_file_with_an_empty_password_is_read():
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(paper("en", "th").pdf()))
    writer.encrypt("", "owner", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)

    assert with_pages(paper("en", "ar").pdf(), [locked.getvalue()])[1] == 2


def test_a_transparent_picture_gets_a_white_ground():
    from lifecycle_desk.paper.appended import clean_picture

    file = io.BytesIO()
    Image.new("RGBA", (4_000, 30), (0, 0, 0, 0)).save(file, "PNG")
    with Image.open(io.BytesIO(clean_picture(file.getvalue()))) as clean:
        assert clean.width == 1_800
        assert clean.getpixel((5, 5)) == (255, 255, 255)
