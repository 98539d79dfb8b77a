"""The parts of a paper, for who hears it read: each piece of a page belongs to one, in the order of reading."""

from collections import Counter
from io import BytesIO
from itertools import islice

import pytest
from examples import FEW, example_user
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream
from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.life_report import LIFE_REPORT
from lifecycle_desk.overview.papers.monthly_report import MONTHLY_REPORT
from lifecycle_desk.paper import (
    Code,
    Column,
    Facts,
    InLanguage,
    Letterhead,
    Note,
    Paper,
    Paragraphs,
    Picture,
    Pictures,
    QrCode,
    Row,
    Section,
    SideBySide,
    Signature,
    Signatures,
    Table,
    Totals,
)
from lifecycle_desk.paper.joining import joined
from lifecycle_desk.paper.typesetting.objects import refer, reference
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

PAINTS = {b"S", b"f", b"Do", b"Tj", b"TJ"}
INSIDE = {"/TR": "/Table", "/TH": "/TR", "/TD": "/TR", "/LI": "/L", "/Lbl": "/LI", "/LBody": "/LI"}
ENGLISH, ARABIC = Language("en"), Language("ar")
VIN = "LSJWH4095PN000001"


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(file, "PNG")
    return file.getvalue()


def a_paper(language: Language, rows: int = 2) -> Paper:
    cells = [["Oil", 3], Row(["Parts"], heading=True), ["", 4], *(["Row", at] for at in range(rows))]
    return Paper(
        title="Service report",
        language=language,
        number="SR-1",
        letterhead=Letterhead("Sathorn", ("Road 1",), logo=photo()),
        foot="At the foot",
        blocks=[
            Facts([("VIN", Code(VIN)), ("Owner", "محمد"), ("Plate", None)]),
            Section(
                "Work",
                Paragraphs("All well.", "(Once more)"),
                Table([Column("What"), Column("Hours", end=True)], cells),
            ),
            Section("Sums", Totals([("Net", 3), ("Total", 4)]), Note("Thanks.", title="Paid")),
            SideBySide(InLanguage(ENGLISH, [Paragraphs("Hello")]), InLanguage(ARABIC, [Paragraphs("مرحبا")])),
            Pictures([Picture(photo(), "Left door")]),
            QrCode("abc", "Scan it"),
            Signatures([Signature("Customer", "X", strokes=[[(0, 0), (9, 9)]])]),
        ],
    )


class Structure:
    """The tree of a PDF's parts, and what is drawn of each."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf), strict=True)
        self.root = self.reader.trailer["/Root"]
        self.tree = self.root["/StructTreeRoot"]

    def kinds(self) -> list[str]:
        """Every part in the order of reading, an indent for each part that it stands in."""
        return [f"{' ' * depth}{part['/S'][1:]}" for depth, part, _ in self.parts()]

    def parts(self, part=None, depth=0, above=None):
        if part is None:
            whole = self.tree["/K"].get_object()  # one paper, or those that were joined
            for each in whole if isinstance(whole, list) else [whole]:
                yield from self.parts(each.get_object())
            return
        yield depth, part, above
        for kid in part.get("/K", []):
            if not isinstance(kid, int) and "/S" in kid.get_object():
                yield from self.parts(kid.get_object(), depth + 1, part)

    def drawn(self, number: int) -> tuple[list[int], list[bytes]]:
        """The marks of a page's pieces in their order, and what is drawn outside of any."""
        marks, outside, within = [], [], []
        page = self.reader.pages[number]
        for given, operator in ContentStream(page.get_contents(), self.reader).operations:
            if operator in {b"BDC", b"BMC"}:
                mark = given[1].get("/MCID") if operator == b"BDC" else None
                marks += [mark] if mark is not None else []
                within.append(operator)
            elif operator == b"EMC":
                within.pop()
            elif operator in PAINTS and not within:
                outside.append(operator)
        assert not within
        return marks, outside

    def faults(self):
        """What a reader would stumble over."""
        flat = self.tree["/ParentTree"]["/Nums"]
        owners = dict(zip(islice(flat, 0, None, 2), islice(flat, 1, None, 2), strict=True))
        pieces = 0
        for number, page in enumerate(self.reader.pages):
            marks, outside = self.drawn(number)
            pieces += len(marks)
            if outside:
                yield number, outside
            if marks != list(range(len(owners[page["/StructParents"]]))):
                yield number, marks
        held = 0
        for _, part, above in self.parts():
            kind = part["/S"]
            if kind in INSIDE and above["/S"] != INSIDE[kind]:
                yield kind, above["/S"]
            if kind == "/Figure" and not part.get("/Alt"):
                yield kind, "says nothing"
            held += sum(isinstance(kid, int) or "/MCID" in kid.get_object() for kid in part.get("/K", []))
        if held != pieces:
            yield "pieces", held, pieces


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_whatever_is_drawn_belongs_to_a_part_or_is_decoration(language):
    for rows in (2, 90):
        assert not list(Structure(a_paper(language, rows).pdf()).faults())


def test_parts_stand_in_the_order_of_reading_and_say_what_they_are():
    found = Structure(a_paper(ENGLISH).pdf())
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/Lang"] == "en"
    row, item = ["   TR", "    TD", "    TD"], ["   LI", "    Lbl", "    LBody"]
    assert found.kinds() == [
        *("Document", " Sect", "  Figure", "  P", "  H1", "  P", "  L", *item, *item),
        *("  H2", "  P", "  P", "  Table", "   TR", "    TH", "    TH", *row, "   TR", "    TH", *row, *row, *row),
        *("  H2", "  Table", "   TR", "    TH", "    TD", "   TR", "    TH", "    TD", "  P"),
        *("  Sect", "   P", "  Sect", "   P", "  Figure", "  P", "  Figure", "  P", "  Figure", "  P"),
    ]
    alts = [part["/Alt"] for _, part, _ in found.parts() if "/Alt" in part]
    assert alts == ["Sathorn", "Left door", "QR code", "Customer"]
    tongues = [part["/Lang"] for _, part, _ in found.parts() if "/Lang" in part]
    assert tongues == ["en", "en", "ar"]
    spans = [part["/A"]["/ColSpan"] for _, part, _ in found.parts() if "/ColSpan" in part.get("/A", {})]
    assert spans == [2]


def test_joined_papers_keep_their_parts_their_languages_and_their_headings():
    papers = [a_paper(ENGLISH), a_paper(ARABIC, 120), a_paper(ENGLISH)]
    whole, alone = (
        Structure(joined([each.pdf() for each in papers], "All")),
        [Structure(each.pdf()) for each in papers],
    )
    assert not list(whole.faults())
    assert whole.kinds() == [kind for each in alone for kind in each.kinds()]
    documents = [part for depth, part, _ in whole.parts() if not depth]
    assert [part["/Lang"] for part in documents] == ["en", "ar", "en"]
    assert all(part["/P"] == whole.tree for part in documents)
    assert whole.root["/MarkInfo"]["/Marked"]
    assert "/Lang" not in whole.root  # the file has no language of its own
    entries = [each for each in whole.reader.outline if not isinstance(each, list)]
    lengths = [len(each.reader.pages) for each in alone]
    begins = [sum(lengths[:at]) for at in range(3)]
    assert [whole.reader.get_destination_page_number(each) for each in entries] == begins
    below = [each.title for entry in whole.reader.outline if isinstance(entry, list) for each in entry]
    assert below == ["Work", "Sums"]  # of the long paper


def test_heads_that_later_pages_repeat_are_told_once():
    short, long = (Counter(Structure(a_paper(ENGLISH, rows).pdf()).kinds()) for rows in (2, 120))
    assert short["    TH"] == long["    TH"]
    assert long["    TD"] == short["    TD"] + 2 * 118
    for kind in ("  H1", "  P", "  H2"):
        assert short[kind] == long[kind]


def test_a_paper_of_several_pages_has_bookmarks():
    def titles(rows):
        reader = PdfReader(BytesIO(a_paper(ENGLISH, rows).pdf()))
        return [each.title for entry in reader.outline for each in (entry if isinstance(entry, list) else [entry])]

    one = Paper(title="Letter", language=ENGLISH, blocks=[Section("Work", Paragraphs("All well."))])
    assert PdfReader(BytesIO(one.pdf())).outline == []
    assert titles(120) == ["Service report", "Work", "Sums"]


def test_papers_of_an_example_dealer_are_told_whole(tmp_path):
    """Charts, notes, long tables: whatever block a room brings of its own."""
    user = example_user(tmp_path / "desk.ldk", "AE", FEW)
    listed = Vehicles(user)
    vin = next(iter(listed.rows(listed.keys()).values())).vin
    for report, code, asked in ((LIFE_REPORT, "ar", {"vin": vin}), (MONTHLY_REPORT, "en", {})):
        request = understood(asked, report.takes, strict=False)
        found = Structure(report.draw(user, request, spoken(user, code)).pdf())
        assert not list(found.faults()), report.kind
        assert {"Figure", "Table", "H1"} <= {each.strip() for each in found.kinds()}
    user.store.close()


def test_an_object_has_its_name_alone_and_reportlab_knows_it_by_that():
    document = Canvas(BytesIO())._doc
    named = refer(document, b"<</Kind 1>>", "first")
    assert reference(document, document.idToObject["first"]) == named
    assert refer(document, b"<</Kind 1>>", "second") != named
    with pytest.raises(ValueError, match="first"):
        refer(document, b"<</Kind 2>>", "first")
