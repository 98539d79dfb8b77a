"""Amounts on an order's papers: whole ones without decimals where nobody pays minor units, and never one cut off."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pdf_text import pages_of
from workshop import LOGGED, with_car

from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language.formats import is_paid_whole
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.reports import REPORTS, OfOrder

REPORT, _, ESTIMATE, SUMMARY = REPORTS[:4]
LABOUR = Line(kind=LineKind.LABOUR, code="BR-100", text="Pads replaced", hours=Decimal("1.2"))


def printed(user, report, number) -> str:
    return "\n".join(pages_of(report.draw(user, OfOrder(number), spoken(user, "en")).pdf()))


def order_of(tmp_path, country: str, rate: int, pads: int):
    """An order of labour and one part at a dealer of a country."""
    user = with_car(create(tmp_path / "dealer.ldk", Dealer("Dealer", country, "en", labour_rate=rate)))
    part = Line(kind=LineKind.PART, code="LSJ-45022", text="Disc pads", quantity=Decimal(1), price=pads)
    job = Job(complaint="Squeals", correction="Done", lines=(LABOUR, part))
    return user, log_repair_order(user, replace(LOGGED, jobs=(job,))).value.number


@pytest.mark.parametrize("report", [REPORT, ESTIMATE, SUMMARY], ids=["report", "estimate", "summary"])
def test_whole_rupiah_are_written_without_sen(tmp_path, report):
    user, number = order_of(tmp_path, "ID", 35_000_000, 98_500_000)
    said = printed(user, report, number)
    for amount in ("420.000", "985.000", "154.550", "1.559.550"):
        assert amount in said, amount
    assert ",00" not in said
    user.store.close()


def test_one_amount_with_sen_keeps_them_for_all(tmp_path):
    user, number = order_of(tmp_path, "ID", 35_000_000, 98_503_200)
    said = printed(user, REPORT, number)
    for amount in ("420.000,00", "985.032,00", "154.553,52", "1.559.585,52"):
        assert amount in said, amount
    user.store.close()


def test_where_minor_units_are_paid_whole_amounts_keep_them(tmp_path):
    user, number = order_of(tmp_path, "MX", 100_000, 100_000)
    assert "1,200.00" in printed(user, REPORT, number)
    assert [each for each in ("IDR", "COP", "HUF", "THB", "EUR", "KWD", "CLP", "VND") if is_paid_whole(each)] == [
        *("IDR", "COP", "HUF"),
    ]
    user.store.close()
