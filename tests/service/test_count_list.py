"""Counting by place: parts are called in the language of who reads, on the sheet and on paper, with their barcodes."""

from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader
from shelving import FILTER, received

from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.paper.barcodes import MOST, bars, modules
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.shelf.papers.count_list import OfPlace, count_list
from lifecycle_desk.stages.service.shelf.usecases.counting import count_sheet
from lifecycle_desk.stages.service.shelf.usecases.placing import places_found
from lifecycle_desk.stages.service.shelf.usecases.requests import Counted, CountParts


def test_a_count_and_its_printed_list_call_parts_in_the_language_of_who_reads(own_shop):
    entry = CatalogueEntry(kind=LineKind.PART, code=FILTER, text="Air filter", texts={"th": "ไส้กรองอากาศ"})
    save_catalogue(own_shop, SaveCatalogue((entry,)))
    received(own_shop, text="Filter")
    received(own_shop, "ZZ-9", 1, serials=("S-1",), text="Inverter")
    sheet = count_sheet(own_shop, CountParts(place="A-1", lines=(Counted(code=FILTER, quantity=Decimal(1)),)))
    assert [each.text_in("th") for each in (*sheet.lines, *sheet.missing)] == ["ไส้กรองอากาศ", "Inverter"]
    assert [(each.code, each.text_in(None)) for each in sheet.missing] == [("ZZ-9", "Inverter")]
    paper = count_list(own_shop, OfPlace("A-1"), spoken(own_shop, "th"))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf())).pages)
    assert "ไส้กรองอากาศ" in text
    assert all(each in text for each in (FILTER, "ZZ-9", "S-1", "A-1"))
    assert [each.value for each in places_found(own_shop, "a")] == ["A-1"]


def test_a_barcode_has_the_bars_of_its_number_where_there_is_room():
    assert modules("B-AF1017")[1] == 11 * 9 + 13  # start, four letters, a shift, two pairs of digits, check; then stop
    assert bars("ไส้กรอง", 400) == []
    assert bars("B-AF1017", 40) == []
    assert bars("B-AF1017", 150)[0] == (0, 2 * MOST)
