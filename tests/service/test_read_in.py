"""A part's name is read in the reader's language where it is the catalogue's, and stays where somebody wrote it."""

import pytest

from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, read_in
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

PADS = CatalogueEntry(
    kind=LineKind.PART,
    code="BP-58101",
    text="ผ้าเบรกหน้า",
    texts={"th": "ผ้าเบรกหน้า", "en": "Front pads", "es": "Pastillas"},
)


@pytest.mark.parametrize(
    ("language", "text", "entry", "read"),
    [
        ("en", "ผ้าเบรกหน้า", PADS, "Front pads"),
        ("th", "Front pads", PADS, "ผ้าเบรกหน้า"),
        ("es_MX", "Front pads", PADS, "Pastillas"),
        ("de", "Front pads", PADS, "ผ้าเบรกหน้า"),
        ("en", "", PADS, "Front pads"),
        ("en", "ผ้าเบรกแต่ง", PADS, "ผ้าเบรกแต่ง"),
        ("en", "ผ้าเบรกหน้า", None, "ผ้าเบรกหน้า"),
    ],
)
def test_a_name_is_read_in_a_language_only_where_it_is_the_catalogues(language, text, entry, read):
    assert read_in(language, text, entry) == read
