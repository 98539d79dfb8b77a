"""A paper's file is one for the archive (PDF/A-3u), and holds its facts for programs."""

import json
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfdoc

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Column, Paper, Paragraphs, Proves, Seal, Table
from lifecycle_desk.paper.appended import with_pages
from lifecycle_desk.paper.joining import joined
from lifecycle_desk.paper.packing import TOGETHER
from lifecycle_desk.paper.typesetting.fonts import face
from lifecycle_desk.trust.certificates import paper_key
from lifecycle_desk.trust.sealed_pdf import Sealed, look_at, sign
from lifecycle_desk.trust.signing import Key

VIN, CODE = "LSJWH4095PN000001", "LCD1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3"
SEAL = Seal(CODE, "line", "SR-2026-0007", 2, "Sathorn EV", "ab12")
SPACE = "<0000><ffff>"  # of codes, and no code itself
KEY = paper_key(Key(b"\7" * 32), "Sathorn EV", datetime(2026, 1, 2, tzinfo=UTC))
TEXTS = ("شكرًا الآن (VIN) LSJWH4095PN000001 كم", "ที่ปั๊มน้ำ 王喆堃 cafe\u0301", "12.5 kWh")


def a_paper(code="ar", rows=3) -> Paper:
    table = Table([Column("A"), Column("B")], [["x", at] for at in range(rows)])
    blocks = [Paragraphs(*TEXTS), table]
    return Paper(title="Report", language=Language(code), blocks=blocks, proves=Proves(VIN, {"km": 45210}))


@pytest.fixture(scope="module")
def issued():
    return a_paper().sealed(SEAL).pdf()


def root_of(pdf):
    reader = PdfReader(BytesIO(pdf), strict=True)
    return reader.trailer["/Root"]


def claims(pdf):
    root = root_of(pdf)
    told = root["/Metadata"].get_data() if "/Metadata" in root else b""
    return b"pdfaid" in told


def test_a_paper_drawn_again_is_compressed_and_put_together_anew_only_where_it_must_be(monkeypatch, stopped_clock):
    stopped_clock(datetime(2026, 11, 29, 8, tzinfo=UTC))
    first, compressed, dictionaries = a_paper().pdf(), [], []
    compress, form = zlib.compress, pdfdoc.PDFDictionary.format
    monkeypatch.setattr(zlib, "compress", lambda data, *how: (compressed.append(len(data)), compress(data, *how))[1])
    monkeypatch.setattr(
        pdfdoc.PDFDictionary, "format", lambda own, *how: (dictionaries.append(own), form(own, *how))[1]
    )

    assert a_paper().pdf() == first
    assert len(compressed) == 4  # its page, its facts, its small objects and where they lie
    assert len(dictionaries) <= 10


def test_the_file_claims_the_standard_and_has_what_that_asks_for(issued):
    reader = PdfReader(BytesIO(issued), strict=True)
    root = reader.trailer["/Root"]
    told = root["/Metadata"]
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U<" in told.get_data()
    assert "/Filter" not in told
    assert told.get_data() in issued  # in clear
    intent = root["/OutputIntents"][0]
    profile = intent["/DestOutputProfile"]
    assert (intent["/S"], profile["/N"], profile.get_data()[36:40]) == ("/GTS_PDFA1", 3, b"acsp")
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer
    assert issued.startswith(b"%PDF-1.7\n%")
    assert issued.count(b"endstream") == issued.count(b"\nendstream\n")


def test_every_glyph_is_embedded_as_wide_as_it_says_and_tells_its_characters(issued):
    fonts = [page["/Resources"]["/Font"] for page in PdfReader(BytesIO(issued)).pages]
    seen = {name: each.get_object() for font in fonts for name, each in font.items()}
    assert len(seen) > 4
    for font in seen.values():
        inner = font["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"]
        used = face(inner["/BaseFont"].partition("+")[2])
        widths = inner["/W"][1]
        told = font["/ToUnicode"].get_data().decode()
        mapped = [
            line.split("><")[1].rstrip(">") for line in told.splitlines() if line.startswith("<") and line != SPACE
        ]
        assert len(mapped) == len(widths) - 1  # all but the glyph for what is missing, which is never shown
        assert all(len(each) % 4 == 0 and each for each in mapped)
        whole = {round(used.width(glyph) * 1000 / used.upem) for glyph in range(used.hb_face.glyph_count)}
        assert {round(float(width)) for width in widths} <= whole


def test_the_facts_are_attached_as_json_and_belong_to_the_document(issued):
    root = root_of(issued)
    attached = root["/AF"][0].get_object()
    assert attached["/AFRelationship"] == "/Data"
    assert root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object() == attached
    file = attached["/EF"]["/F"].get_object()
    told = json.loads(file.get_data())
    assert file["/Params"]["/Size"] == len(file.get_data())
    assert told["facts"] == {"km": 45210}
    assert (told["vin"], told["number"], told["issue"], told["code"]) == (VIN, "SR-2026-0007", 2, CODE)
    assert told["format"] == "lifecycle-desk/paper"
    assert "/AF" not in root_of(Paper("Form", Language("en"), [Paragraphs("Sign here")]).pdf())


def test_a_signature_covers_it_all_and_leaves_the_claim(issued):
    signed = sign(issued, KEY)
    assert isinstance(look_at(signed), Sealed)
    assert claims(signed)
    assert "/StructTreeRoot" in root_of(signed)
    changed = signed.replace(b"/AFRelationship", b"/AFRelationshiq", 1)
    assert changed == signed or not isinstance(look_at(changed), Sealed)


def test_pages_of_others_take_the_claim_back(issued):
    assert claims(issued)
    longer, _ = with_pages(issued, [issued])
    assert not claims(longer)
    assert root_of(longer)["/MarkInfo"]["/Suspects"]
    assert "/AF" in root_of(longer)
    assert not claims(joined([issued, issued], "Two"))


def test_a_long_table_is_packed_and_read_by_others():
    pdf = a_paper("en", 600).pdf()
    assert pdf.count(b"/ObjStm") > 1200 // TOGETHER
    assert len(PdfReader(BytesIO(pdf), strict=True).pages) > 10
    assert len(pypdfium2.PdfDocument(pdf)) > 10
    assert len(pdf) < 120 * 600  # bytes a row, of which the structure is half
