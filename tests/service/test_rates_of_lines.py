"""Lines that do not bear the usual rate: kept, sealed, summed by rate, refused where the market has no such rate."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from screen import Hands, at_the_window
from test_papers import REPORT, SUMMARY, printed
from workshop import COOLING, LOGGED, OPENED, handed_over, sound, with_car

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.claims.rules.creating import without_tax
from lifecycle_desk.stages.service.orders.rules.facts import SealedOrder
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType, TaxCustom
from lifecycle_desk.stages.service.orders.screens.entry.form import OrderFormPage
from lifecycle_desk.stages.service.orders.screens.sheet.lines.drafts import draft_of
from lifecycle_desk.stages.service.orders.screens.sheet.lines.menu import line_menu
from lifecycle_desk.stages.service.orders.usecases.events import unsealed
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.showing import order

WORK = Line(kind=LineKind.LABOUR, text="Inspection", hours=Decimal("1.5"), price=9_800)
SEAT = Line(kind=LineKind.PART, text="Seat", quantity=Decimal(1), price=7_917, taxing=Taxing.REDUCED)
FEE = Line(kind=LineKind.SUNDRIES, text="Test fee", price=5_485, taxing=Taxing.PASSED_ON)


def visit(*lines: Line) -> Job:
    return replace(COOLING, lines=lines)


@pytest.fixture
def british(tmp_path) -> Iterator[UserSession]:
    user = with_car(create(tmp_path / "dealer.ldk", Dealer("Dealer", "GB", "en")))
    yield user
    user.store.close()


def test_lines_keep_how_they_are_taxed_and_the_closed_order_its_rates(british):
    number = log_repair_order(british, replace(LOGGED, jobs=(visit(WORK, SEAT, FEE),))).value.number
    page = order(british, number)
    assert [each.taxing for each in page.order.sheet.lines] == [None, Taxing.REDUCED, Taxing.PASSED_ON]
    assert (page.order.tax.percent, page.order.tax.reduced) == (Decimal(20), Decimal(5))
    (share,) = page.totals.shares
    assert [(each.net.minor, each.tax.minor) for each in share.rates] == [(14_700, 2_940), (7_917, 396), (5_485, 0)]
    assert page.totals.customer.minor == 31_438
    assert sound(british)


def test_an_order_at_the_usual_rate_is_sealed_as_before_there_were_others(own_shop):
    handed_over(own_shop)
    with own_shop.store.reading() as tx:
        bodies = tx.connection.exec_driver_sql("SELECT body FROM event WHERE kind = 'service.order_closed'").scalars()
        assert not any(word in body for body in bodies for word in ("taxing", "reduced", "work_only"))


def test_a_closed_order_is_read_back_from_the_chain_with_its_rates(british):
    number = log_repair_order(british, replace(LOGGED, jobs=(visit(WORK, FEE),))).value.number
    page = order(british, number)
    closing = next(each.told for each in page.steps if each.told.seq == page.order.closing_event)
    assert [each.taxing for each in unsealed(closing.facts, None).lines] == [None, Taxing.PASSED_ON]
    assert closing.facts_as(SealedOrder).tax == page.order.tax


@pytest.mark.parametrize("taxing", [Taxing.REDUCED, Taxing.ZERO])
def test_a_rate_that_the_market_does_not_have_is_refused_beside_its_line(own_shop, taxing):
    with pytest.raises(Objection) as objection:
        open_repair_order(own_shop, replace(OPENED, jobs=(visit(WORK, replace(FEE, taxing=taxing)),)))
    assert (objection.value.rule, objection.value.at) == ("rate_unknown", "jobs[0].lines[1].taxing")


def test_papers_say_rate_by_rate_what_a_payer_owes_and_how_a_line_is_taxed(british):
    number = log_repair_order(british, replace(LOGGED, jobs=(visit(WORK, SEAT, FEE),))).value.number
    for paper in (REPORT, SUMMARY):
        said = printed(british, paper, number, "en")
        for row in (
            "Tax rate",
            "VAT 20% 147.00 29.40 176.40",
            "VAT 5% 79.17 3.96 83.13",
            "Disbursement 54.85 0.00 54.85",
        ):
            assert row in said, row
        assert "Tax: Passed on at cost" in said


def test_a_paper_at_one_rate_is_as_it_was(british):
    number = log_repair_order(british, replace(LOGGED, jobs=(visit(WORK),))).value.number
    assert "Tax rate" not in printed(british, REPORT, number, "en")


def test_a_tax_on_work_alone_leaves_parts_out_and_papers_say_so(tmp_path):
    user = with_car(create(tmp_path / "dealer.ldk", Dealer("Dealer", "MY", "en")))
    part = Line(kind=LineKind.PART, text="Filter", quantity=Decimal(3), price=4_590)
    number = log_repair_order(user, replace(LOGGED, jobs=(visit(replace(WORK, price=15_000), part),))).value.number
    said = printed(user, REPORT, number, "en")
    assert "Service tax 8% 225.00 18.00 243.00" in said
    assert "Not taxed 137.70 0.00 137.70" in said
    assert order(user, number).order.tax.work_only
    user.store.close()


def test_a_claim_takes_off_only_the_tax_that_a_line_holds():
    tax = TaxCustom("GST", "GST", Decimal(10), inclusive=True)
    line = Line(kind=LineKind.SUBLET, price=11_000, pays=PayType.WARRANTY)
    assert without_tax(line, tax) == 10_000
    assert without_tax(replace(line, taxing=Taxing.PASSED_ON), tax) == 11_000


@pytest.fixture
def hands(british: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(british, qtbot) as found:
        yield found


def test_the_menu_of_a_line_offers_the_rates_of_the_market_and_the_draft_keeps_the_choice(hands):
    page = hands.go("order_form", LOGGED.vin)
    assert isinstance(page, OrderFormPage)
    hands.until(lambda: page.vehicle.vehicle)
    row = page.jobs.cards[0].rows[0]
    row.show_line(WORK)
    menu = line_menu(row)
    offered = {each.text(): each for each in menu.actions() if each.text()}
    assert {"Reduced rate", "Zero rate", "Exempt from tax", "Passed on at cost"} <= {*offered}
    assert row.taxed.isHidden()
    offered["Passed on at cost"].trigger()
    assert not row.taxed.isHidden()
    assert row.line().taxing is Taxing.PASSED_ON
    hands.until(lambda: page.who.totals.customer.minor == 14_700)
    kept = draft_of(row)
    row.tax_as(None)
    row.write(kept)
    assert row.line().taxing is Taxing.PASSED_ON
