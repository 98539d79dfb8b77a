"""What the store lacks is one figure wherever it is shown: less what is on hand, and less what is on order already."""

from decimal import Decimal

from shelving import FILTER, received
from shelving import ordered as order_of
from test_purchasing import HOSE, came, ordered, parts, waiting_order
from workshop import VIN

from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.screens.acting import name_in_form
from lifecycle_desk.stages.service.purchasing.screens.looks import whom_for, whom_for_cell
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows, PartsList, part_counts
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartOrdered, WaitsFor, WantPart
from lifecycle_desk.stages.service.purchasing.usecases.showing import purchase_form, shelf_proposals
from lifecycle_desk.stages.service.purchasing.usecases.wanting import want_part
from lifecycle_desk.stages.service.shelf.rules.proposing import Why
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.listing import (
    ListStoredParts,
    Stock,
    StockList,
    list_stored_parts,
    stock_counts,
)
from lifecycle_desk.stages.service.shelf.usecases.parts import save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.requests import IssuePart, SaveStockPart

__all__ = ("parts",)  # a fixture


def lacks(user) -> tuple[Decimal, Decimal]:
    """What is on order of the only part of the store, and what is to be ordered besides, as the command tells it."""
    (found,) = list_stored_parts(user, ListStoredParts()).value.parts
    (row,) = Stock(user).rows(Stock(user).keys()).values()
    assert (row.need.coming, row.to_order) == (found.on_order * 1_000, found.to_order * 1_000)
    return found.on_order, found.to_order


def proposed(user) -> list[tuple[str, Decimal]]:
    return [(each.code, each.quantity) for each in shelf_proposals(user)]


def listed(user) -> list[tuple[str, Decimal, str, Why | None]]:
    """What the list of parts on order says is to be ordered, and why; as many as its chip counts."""
    found = PartRows(user, PartsList.WANTED)
    rows = found.rows(found.keys())
    assert part_counts(user)[0][PartsList.WANTED] == len(rows)
    return [(each.code, each.quantity, each.order, each.why) for each in map(rows.__getitem__, found.keys())]


def test_what_the_parts_list_says_is_to_be_ordered_stands_in_the_list_of_what_to_order_with_the_reason(parts):
    received(parts, many=8)
    number, (line,) = order_of(parts, VIN, (FILTER, 8))
    issue_part(parts, IssuePart(code=FILTER, quantity=Decimal(8), order=number, line=line))
    received(parts, "BO-WHEEL", 40, 210)
    received(parts, "CF-1", 3)
    save_stock_part(parts, SaveStockPart(code="CF-1", minimum=Decimal(5)))
    own = Stock(parts, StockList.TO_ORDER)
    rows = own.rows(own.keys()).values()
    assert {(each.part.code, each.to_order / 1_000, each.why) for each in rows} == {
        (FILTER, 3, Why.USE),  # eight in ninety days: three in a month, and none is there nor has it a minimum
        ("CF-1", 2, Why.MINIMUM),
    }
    assert {(code, many, why) for code, many, _, why in listed(parts)} == {
        (each.part.code, each.to_order / 1_000, each.why) for each in rows
    }
    counts, _ = stock_counts(parts)
    assert (counts[StockList.TO_ORDER], counts[StockList.BELOW]) == (2, 1)  # of the first there is no least
    chosen = PartRows(parts, PartsList.WANTED)
    names = [name_in_form(each) for each in chosen.rows(chosen.keys()).values()]
    assert {whom_for(each) for each in chosen.rows(chosen.keys()).values()} == {
        "Stock · A month’s use",
        "Stock · Below minimum",
    }
    cells = [whom_for_cell(each) for each in chosen.rows(chosen.keys()).values()]
    assert {(each.text, each.hint) for each in cells if isinstance(each, Cell)} == {  # a long list cuts what is longer
        ("A month’s use", "Stock · A month’s use"),
        ("Below minimum", "Stock · Below minimum"),
    }
    assert {(each.code, each.quantity) for each in purchase_form(parts, names).parts} == {(FILTER, 3), ("CF-1", 2)}


def test_a_part_that_is_wanted_and_lacking_is_ordered_once_for_both(parts):
    received(parts, HOSE.code, 0.5, unit="metre")
    save_stock_part(parts, SaveStockPart(code=HOSE.code, minimum=Decimal(1)))
    waiting_order(parts, HOSE)
    chosen = PartRows(parts, PartsList.WANTED)
    (part,) = purchase_form(parts, [name_in_form(each) for each in chosen.rows(chosen.keys()).values()]).parts
    assert (part.quantity, len(part.waiting)) == (3, 1)


def test_what_is_on_order_for_the_shelf_is_not_to_be_ordered_again(parts):
    received(parts, many=2)
    save_stock_part(parts, SaveStockPart(code=FILTER, minimum=Decimal(8)))
    assert (lacks(parts), proposed(parts)) == ((0, 6), [(FILTER, 6)])
    ordered(parts, PartOrdered(code=FILTER, quantity=Decimal(4)))
    assert (lacks(parts), proposed(parts)) == ((4, 2), [(FILTER, 2)])
    came(parts, 1)  # the rest is on back order
    assert (lacks(parts), proposed(parts)) == ((3, 2), [(FILTER, 2)])
    came(parts, 3)
    assert (lacks(parts), proposed(parts)) == ((0, 2), [(FILTER, 2)])


def test_what_an_order_waits_for_and_is_on_order_is_not_to_be_ordered_again(parts):
    received(parts, HOSE.code, 0.5, unit="metre")
    save_stock_part(parts, SaveStockPart(code=HOSE.code, minimum=Decimal(1)))
    number = waiting_order(parts, HOSE)
    (line,) = order(parts, number).order.sheet.lines
    assert lacks(parts)[1] == 3  # pieces: 1 minimum + 2 wanted, half a one there
    assert proposed(parts) == [(HOSE.code, 1)]  # the two are listed with the order that wants them
    assert listed(parts) == [(HOSE.code, 2, number, None), (HOSE.code, 1, "", Why.MINIMUM)]
    waiting = (WaitsFor(quantity=Decimal(2), order=number, line=line.id),)
    ordered(parts, PartOrdered(code=HOSE.code, quantity=Decimal(2), waiting=waiting))
    assert (lacks(parts), proposed(parts)) == ((2, 1), [(HOSE.code, 1)])
    assert listed(parts) == [(HOSE.code, 1, "", Why.WANTED)]  # of the half one and the two to come two are wanted


def test_what_comes_for_a_customer_is_no_part_of_what_the_store_has(parts):
    received(parts, many=1)
    save_stock_part(parts, SaveStockPart(code=FILTER, minimum=Decimal(2)))
    theirs = want_part(parts, WantPart(code=FILTER, vin=VIN)).value.want
    ordered(parts, PartOrdered(code=FILTER, waiting=(WaitsFor(quantity=Decimal(1), want=theirs.number),)))
    assert (lacks(parts), proposed(parts)) == ((0, 1), [(FILTER, 1)])
    ours = want_part(parts, WantPart(code=FILTER)).value.want
    assert (lacks(parts), proposed(parts)) == ((0, 1), [])  # it is listed already
    ordered(parts, PartOrdered(code=FILTER, waiting=(WaitsFor(quantity=Decimal(1), want=ours.number),)))
    assert (lacks(parts), proposed(parts)) == ((1, 0), [])
