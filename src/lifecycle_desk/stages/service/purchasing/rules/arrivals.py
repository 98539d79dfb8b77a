"""What arrives: how much of it is for whom, and what is odd about it. Told, unless something would be lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING, PurchaseLine, Waiting

MoreThanOrdered = objection(
    "MoreThanOrdered",
    N_("%(given)s of %(code)s are more than the %(outstanding)s outstanding. Confirm that all of them arrived."),
    "quantity",
    code=str,
    given=Decimal,
    outstanding=Decimal,
)
NoteKnown = objection(
    "NoteKnown",
    N_("Delivery note %(note)s was recorded on %(on)s. Nothing was received again."),
    "note",
    note=str,
    on=date,
)
DeliveredOther = objection("DeliveredOther", N_("%(given)s was delivered for %(code)s."), "code", given=str, code=str)
OtherPrice = objection("OtherPrice", N_("The price of %(code)s differs from the order."), "price", code=str)
LessThanOrdered = objection(
    "LessThanOrdered",
    N_("%(left)s of %(code)s remain on back order."),
    "quantity",
    left=Decimal,
    code=str,
)
OtherSupplier = objection(
    "OtherSupplier", N_("Purchase order %(number)s is with another supplier."), "number", number=str
)
CostInOtherCurrency = objection(
    "CostInOtherCurrency",
    N_("%(code)s is priced in %(charged)s. Enter what one costs in %(own)s."),
    "unit_cost",
    code=str,
    charged=str,
    own=str,
)
DeliveryEmpty = objection("DeliveryEmpty", N_("Enter at least one quantity that arrived."), "lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedPart:
    """A part of a delivery: the line of the purchase order, the number it came under, how many at what price."""

    order_key: int
    line: int
    code: str
    quantity: Decimal
    price: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What arrived from a supplier in one go, under the number of their note."""

    number: int
    supplier: int
    note: str
    on: date
    parts: tuple[ArrivedPart, ...] = ()
    at: datetime
    by: str | None = None


def received(line: PurchaseLine, quantity: Decimal) -> PurchaseLine:
    """A line after a quantity arrived: who has waited longest gets it first."""
    left, waiting = quantity, list[Waiting]()
    for each in line.waiting:
        given = min(left, each.quantity - each.there)
        waiting.append(replace(each, there=each.there + given))
        left -= given
    return replace(line, arrived=line.arrived + quantity, waiting=tuple(waiting))


def check_arrival(line: PurchaseLine, quantity: Decimal, *, more: bool) -> None:
    """Refuse more than is outstanding, unless somebody confirms it."""
    if quantity > line.outstanding and not more:
        raise MoreThanOrdered(line.code, quantity, line.outstanding)


def odd_arrival(before: PurchaseLine, after: PurchaseLine, code: str, price: int | None) -> Iterator[Objection]:
    """What is to be told of a part that arrived."""
    if code and not before.is_called(code):
        yield DeliveredOther(code, before.code)
    if price is not None and before.price is not None and price != before.price:
        yield OtherPrice(before.code)
    if after.outstanding > NOTHING:
        yield LessThanOrdered(after.outstanding, before.code)
