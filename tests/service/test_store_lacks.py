"""What the store lacks is one figure wherever it is shown: less what is on hand, and less what is on order already."""

from decimal import Decimal

from shelving import FILTER, received
from test_purchasing import HOSE, came, ordered, parts, waiting_order
from workshop import VIN

from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows, PartsList
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartOrdered, WaitsFor, WantPart
from lifecycle_desk.stages.service.purchasing.usecases.showing import shelf_proposals
from lifecycle_desk.stages.service.purchasing.usecases.wanting import want_part
from lifecycle_desk.stages.service.shelf.usecases.listing import ListStoredParts, Stock, list_stored_parts
from lifecycle_desk.stages.service.shelf.usecases.parts import save_stock_part
from lifecycle_desk.stages.service.shelf.usecases.requests import SaveStockPart

__all__ = ("parts",)  # a fixture


def lacks(user) -> tuple[Decimal, Decimal]:
    """What is on order of the only part of the store, and what is to be ordered besides, as the command tells it."""
    (found,) = list_stored_parts(user, ListStoredParts()).value.parts
    (row,) = Stock(user).rows(Stock(user).keys()).values()
    assert (row.need.coming, row.to_order) == (found.on_order * 1_000, found.to_order * 1_000)
    return found.on_order, found.to_order


def proposed(user) -> list[tuple[str, Decimal]]:
    return [(each.code, each.quantity) for each in shelf_proposals(user)]


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
    assert len(PartRows(parts, PartsList.WANTED).keys()) == 1
    waiting = (WaitsFor(quantity=Decimal(2), order=number, line=line.id),)
    ordered(parts, PartOrdered(code=HOSE.code, quantity=Decimal(2), waiting=waiting))
    assert (lacks(parts), proposed(parts)) == ((2, 1), [(HOSE.code, 1)])
    assert len(PartRows(parts, PartsList.WANTED).keys()) == 0


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
