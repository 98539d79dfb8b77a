"""Lists of the example dealer agree with themselves: a chip counts what it lists, a foot adds what its cells show."""

import sys
from array import array
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hands import go

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.filters import ALL
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.look.rows import Cell, DueRow, Heading
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.under_facts import UnderFactsPage
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.screens import today as today_page
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.screens import listing as stock
from lifecycle_desk.stages.sale.stock.usecases.listing import StockBy
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock, sale_page
from lifecycle_desk.stages.service.board.screens import listing as orders
from lifecycle_desk.stages.service.orders.usecases.showing import Orders

OF_ONE = {"CampaignPage"}  # its list is that of one campaign
WAYS_OUT = (DueKind.TO_HAND_OVER, DueKind.TO_REGISTER)
WITH_SUMS = {"claims", "outstanding", "payments", "credits", "parts", "campaigns"}


@pytest.fixture
def pages() -> dict[str, type[KindsPage]]:
    """The pages that are one list, by their names."""
    views = {each.name: load(each.view) if isinstance(each.view, str) else each.view for each in offered("pages")}
    lists = {name: each for name, each in views.items() if isinstance(each, type) and issubclass(each, KindsPage)}
    return {name: each for name, each in lists.items() if each.__name__ not in OF_ONE}


def counted(page: type[KindsPage], user) -> tuple[dict[object, int], int]:
    return page.counts(SimpleNamespace(_app=SimpleNamespace(user=user), listed=getattr(page, "listed", None)))


def test_each_chip_counts_the_rows_that_it_lists_and_all_leaves_none_out(example, pages):
    for name, page in pages.items():
        kinds = [each for each in page.all_kinds() if each is not None]
        keys = {kind: set(page.rows_of(example, kind, "").keys()) for kind in (None, *kinds)}
        counts, whole = counted(page, example)
        assert {kind: counts.get(kind, 0) for kind in kinds} == {kind: len(keys[kind]) for kind in kinds}, name
        assert whole == len(keys[None]), name
        if getattr(page, "WHOLE", ALL) == ALL:
            assert set().union(*keys.values()) == keys[None], name


def test_a_sum_adds_the_amounts_that_the_cells_of_its_column_show(example, pages):
    for name, page in pages.items():
        of = page.listed if hasattr(page, "listed") else sys.modules[page.__module__]
        columns, cells = (of.columns, of.cells) if hasattr(page, "listed") else (of.COLUMNS, of.cells)
        kinds = [None, *(each for each in page.all_kinds() if each is not None)]
        for kind in kinds:
            listing = page.rows_of(example, kind, "")
            shown_as_summed(listing, columns, cells, name)
    shown_as_summed(Orders(example), orders.COLUMNS, orders.cells, "orders")


def shown_as_summed(listing, columns, cells, name) -> None:
    summed = [at for at, column in enumerate(columns) if column.sums]
    assert summed or name not in WITH_SUMS, name
    for row in listing.rows(array("q", listing.keys())).values():
        shown = cells(row)
        for at in summed:
            assert words(shown[at]) in set(written(columns[at].value(row))), (name, columns[at].key)


def words(cell: str | Cell) -> str:
    return cell.text if isinstance(cell, Cell) else cell


def written(value: object) -> Iterator[str]:
    """How a value may stand in a cell; nothing stands for what adds nothing."""
    formats = translator().current.formats
    if not value or (isinstance(value, Money) and not value.minor):
        yield ""
    if isinstance(value, Money):
        yield from (formats.money(value), formats.amount(value))
    elif value is not None:
        yield formats.number(value)


def test_the_lists_under_sums_are_among_them(pages):
    assert {name for name, page in pages.items() if issubclass(page, UnderFactsPage)} == {
        "claims",
        "outstanding",
        "payments",
    }


def test_each_count_of_today_leads_to_as_many_rows_as_it_says(window, monkeypatch):
    monkeypatch.setattr(today_page, "AT_FIRST", 1)  # a group is shown in part until its count is pressed
    page = go(window, "today")
    for stat, counted_ in zip(page.stats, today_page.STATS, strict=True):
        stat.setChecked(True)
        rows = [row for row in page.list.rows.rows if isinstance(row, DueRow)]
        assert stat._figure == str(len(rows)) != "0", counted_.words
        headings = [row for row in page.list.rows.rows if isinstance(row, Heading)]
        assert sum(int(heading.count) for heading in headings) == len(rows)
        assert not any(heading.more for heading in headings)


def test_each_row_under_a_chip_of_the_stock_says_the_word_of_the_chip(example):
    at = [column.title for column in stock.COLUMNS].index(C_("vehicle", "Stage"))
    counts, every = counted(stock.StockPage, example)
    for which in (StockList.ARRIVED, StockList.IN_STOCK, StockList.QUARANTINE):
        listed = StockBy(example, which)
        said = {stock.cells(car)[at].text for car in listed.rows(listed.keys()).values()}
        assert said <= {translator().current(which.label)}, which
    assert counts[StockList.QUARANTINE]  # cars of which a row says that alone, or nothing was shown
    of_a_stage = (StockList.ARRIVED, StockList.IN_STOCK, StockList.READY, StockList.SOLD)
    assert sum(counts[which] for which in (*of_a_stage, StockList.QUARANTINE)) == every


def test_what_is_sold_and_not_handed_over_is_ready_to_be_or_to_be_registered_or_kept_by_something(example):
    listed = Stock(example, StockList.SOLD)
    sold = {line.vin for line in listed.rows(listed.keys()).values()}
    ways = {kind: {each.vin for each in today(example).dues if each.kind is kind} for kind in WAYS_OUT}
    kept = {vin for vin in sold if sale_page(example, vin).blocks}
    assert len(sold) > len(ways[DueKind.TO_HAND_OVER]) > 0  # so that the two counts need two names
    assert sorted([*kept, *(vin for vins in ways.values() for vin in vins)]) == sorted(sold)
    said = [translator().current(each) for each in (StockList.SOLD.label, today_page.STATS[2].words)]
    assert said == ["Sold, not handed over", "Ready to hand over"]
