"""The contract of a used car as it is filled in: how it begins with the tax, by what the market has."""

from collections.abc import Iterator

import pytest
from hands import go, said, shown
from sale_story import VIN
from sale_window import fill, stock_window

from lifecycle_desk.desktop.window import Window
from lifecycle_desk.market.market import PriceCustom, market
from lifecycle_desk.stages.sale.contract.screens.form import MARGIN_TAX, SaleForm


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    yield from shown(stock_window(stocked_user(fill)))


@pytest.mark.parametrize(("code", "used", "begins", "in_margin"), [
    ("DE", True, None, True),
    ("DE", False, PriceCustom.INCLUSIVE, False),
    ("TH", True, PriceCustom.INCLUSIVE, False),
])  # fmt: skip
def test_no_tax_is_named_first_where_the_market_has_a_margin_scheme_and_a_used_car_is_sold(
    window, code, used, begins, in_margin
):
    form = SaleForm(go(window, "sale_of", VIN)._app, VIN, market(code), used=used)
    assert form.form["custom"].value is begins
    form.show()
    assert (MARGIN_TAX in said(form)) is in_margin
    form.close()
