"""A purchase order on paper: parts in the words of its reader, and amounts as people of its currency write them."""

from decimal import Decimal

import pytest
from pdf_text import pages_of

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.purchasing.papers.order import OfPurchase, purchase_order
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import OrderParts, PartOrdered, SaveSupplier
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier

PADS = CatalogueEntry(kind=LineKind.PART, code="BP-58101", text="ผ้าเบรกหน้า", texts={"en": "Front pads", "de": "Beläge"})


def printed(user: UserSession, *prices: int, currency: str = "THB", code: str = "en", text: str = PADS.text) -> str:
    """What an order of two parts at each price says."""
    save_supplier(user, SaveSupplier(name="Parts", currency=currency))
    parts = [PartOrdered(code=PADS.code, text=text, price=each, quantity=Decimal(2)) for each in prices]
    number = order_parts(user, OrderParts(supplier=1, lines=tuple(parts))).value.number
    return "\n".join(pages_of(purchase_order(user, OfPurchase(number), spoken(user, code)).pdf()))


@pytest.mark.parametrize(
    ("code", "text", "read"),
    [("en", PADS.text, "Front pads"), ("de", "Front pads", "Beläge"), ("en", "Pads, red", "Pads, red")],
)
def test_the_supplier_reads_the_catalogues_words_in_his_language_and_own_ones_as_written(own_shop, code, text, read):
    save_catalogue(own_shop, SaveCatalogue((PADS,)))
    said = printed(own_shop, 120_000, code=code, text=text)

    assert read in said
    assert (text in said) == (text == read)


def test_whole_rupiah_are_ordered_without_sen(own_shop):
    said = printed(own_shop, 206_460_000, 35_000_000, currency="IDR")

    for amount in ("2,064,600", "4,129,200", "350,000", "700,000", "4,829,200"):
        assert amount in said, amount
    assert ".00" not in said


def test_one_price_with_sen_keeps_them_for_all(own_shop):
    said = printed(own_shop, 206_460_050, 35_000_000, currency="IDR")

    for amount in ("2,064,600.50", "4,129,201.00", "350,000.00", "4,829,201.00"):
        assert amount in said, amount


def test_baht_keep_their_satang(own_shop):
    assert "2,400.00" in printed(own_shop, 120_000)
