"""What arrives is received by the shelf's own ledger, at what the dealer pays for it."""

from datetime import date

from lifecycle_desk.base.said import POINT
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.service.purchasing.rules.arrivals import ArrivedPart
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase
from lifecycle_desk.stages.service.purchasing.tables import suppliers
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartReceived
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive
from lifecycle_desk.stages.service.shelf.usecases.requests import Receipt
from lifecycle_desk.store.store import Transaction


def to_the_shelf(
    tx: Transaction, of: Purchase, part: ArrivedPart, asked: PartReceived, text: str, on: date, note: str
) -> None:
    """Put a part that arrived on the shelf; what is charged in another currency has no cost there until somebody says.

    The movement names the line of the purchase order and the delivery note.
    """
    is_ours = of.currency == market_in_force(tx).currency
    named = f"{of.number}/{part.line}"
    receive(
        tx,
        Receipt(
            code=part.code,
            quantity=part.quantity,
            unit_cost=(part.price or 0) if is_ours else 0,
            place=asked.place,
            batch=asked.batch,
            serials=asked.serials,
            supplier=suppliers.supplier(tx, of.supplier).name,
            reference=POINT % {"one": named, "other": note} if note else named,
            text=text,
            on=on,
        ),
    )
