"""What arrives is received by the shelf's own ledger, at what the dealer pays for it."""

from datetime import date

from lifecycle_desk.base.said import POINT
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.service.purchasing.rules.arrivals import ArrivedPart, CostInOtherCurrency
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, PurchaseLine
from lifecycle_desk.stages.service.purchasing.tables import suppliers
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartReceived
from lifecycle_desk.stages.service.shelf.rules.parts import in_thousandths
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive
from lifecycle_desk.stages.service.shelf.usecases.requests import Receipt
from lifecycle_desk.stages.service.shelf.usecases.reserving import reserve_arrived
from lifecycle_desk.store.store import Transaction


def to_the_shelf(
    tx: Transaction, of: Purchase, part: ArrivedPart, asked: PartReceived, text: str, on: date, note: str
) -> None:
    """Put a part that arrived on the shelf; the movement names the line of the purchase order and the delivery note."""
    named = f"{of.number}/{part.line}"
    receive(
        tx,
        Receipt(
            code=part.code,
            quantity=part.quantity,
            unit_cost=_cost(tx, of, part, asked),
            place=asked.place,
            batch=asked.batch,
            serials=asked.serials,
            supplier=suppliers.supplier(tx, of.supplier).name,
            reference=POINT % {"one": named, "other": note} if note else named,
            text=text,
            new=True,  # somebody ordered it under this number
            on=on,
        ),
    )


def reserve_for_orders(tx: Transaction, before: PurchaseLine, after: PurchaseLine, code: str) -> None:
    """Reserve what arrived for the lines of repair orders for which it was bought."""
    for was, now in zip(before.waiting, after.waiting, strict=True):
        more = now.there - was.there
        if now.order_key and now.line_id and more:
            reserve_arrived(tx, now.order_key, now.line_id, code, in_thousandths(more))


def _cost(tx: Transaction, of: Purchase, part: ArrivedPart, asked: PartReceived) -> int:
    """What one costs in the dealer's currency; of what is charged in another one somebody has to say it."""
    own = market_in_force(tx).currency
    if asked.unit_cost is not None:
        return asked.unit_cost
    if of.currency != own:
        raise CostInOtherCurrency(part.code, of.currency, own)
    return part.price or 0
