"""What the store lacks besides what is listed for somebody already: the rest of what should be ordered, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.purchasing.usecases.wanting import all_wanted
from lifecycle_desk.stages.service.shelf.rules.parts import quantity_of
from lifecycle_desk.stages.service.shelf.rules.proposing import Why, why
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.wanting import as_issued, proposals
from lifecycle_desk.store.store import Transaction

FOR_STOCK = "stock-"  # before the number of a part, where the form of a purchase order names what it begins with


@dataclass(frozen=True, slots=True)
class Lack:
    """A part of the store of which more should be ordered than anybody has asked for; `since` it moved last."""

    number: int
    code: str
    text: str
    quantity: Decimal
    why: Why
    since: date

    @property
    def name(self) -> str:
        """How the place of the form names it."""
        return f"{FOR_STOCK}{self.number}"


def lacks(tx: Transaction) -> list[Lack]:
    """What the store lacks, by number; what is wanted by repair orders or for the shelf is listed there."""
    listed, proposed, on = _listed_for_the_store(tx), proposals(tx), today(tx)
    figures = stock.figures(tx, [each.part.number for each in proposed])
    found = list[Lack]()
    for each in proposed:
        lacking, part = each.to_order - listed.get(each.part.key, 0), each.part
        if lacking > 0:
            since = figures[part.number].moved_on if part.number in figures else on
            found.append(Lack(part.number, part.code, part.text, quantity_of(lacking), why(each.need), since))
    return found


def _listed_for_the_store(tx: Transaction) -> dict[str, int]:
    """What is listed as wanted by repair orders and for the shelf, in thousandths, as it would be issued."""
    found: dict[str, int] = {}
    for each in all_wanted(tx):
        if each.order_key or not (each.vin or each.customer):
            found[each.key] = found.get(each.key, 0) + int(each.quantity.scaleb(3))
    return as_issued(tx, found)
