"""Prices of suppliers: what they charge for a part from a day on, by their lists, and what an order is proposed by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText
from lifecycle_desk.stages.service.orders.rules.orders import MOST_PRICE
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING, PurchasePriceOutOfRange, Supplier, tidy

SupplierNotNamed = objection(
    "SupplierNotNamed", N_("Name the supplier of the list, one of %(names)s."), "supplier", names=NamesInText
)
NoSuppliersYet = objection("NoSuppliersYet", N_("Add the supplier of the list first."), "supplier")
ListPriceMissing = objection("ListPriceMissing", N_("Enter the price of the part."), "price")
SupersededByItself = objection("SupersededByItself", N_("%(code)s is superseded by itself."), "superseded_by", code=str)
SamePriceTwice = objection(
    "SamePriceTwice", N_("%(code)s stands in the list twice with a price from %(day)s."), "part_number",
    code=str, day=date,
)  # fmt: skip
PriceListUnknown = objection("PriceListUnknown", N_("There is no price list number %(number)s."), "number", number=int)
PriceListWithdrawn = objection(
    "PriceListWithdrawn", N_("Price list number %(number)s is withdrawn already."), "number", number=int
)
BelowMinimumOrder = objection(
    "BelowMinimumOrder",
    N_("The supplier delivers at least %(minimum)s of %(code)s."),
    "quantity",
    minimum=Decimal,
    code=str,
)
NowSupersededBy = objection(
    "NowSupersededBy", N_("The supplier delivers %(other)s in place of %(code)s."), "code", other=str, code=str
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPrice:
    """What a supplier charges for a part from a day on, in minor units; `minimum` is the least that they deliver."""

    supplier: int
    code: str
    text: str = ""
    price: int
    currency: str
    valid_from: date
    superseded_by: str = ""
    minimum: Decimal = NOTHING

    @property
    def key(self) -> str:
        """The part's number as numbers are compared."""
        return tight(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """A file of prices that came in; one that was `withdrawn` counts no more."""

    number: int
    file: str
    digest: str
    withdrawn: bool = False


def check_price(of: SupplierPrice) -> SupplierPrice:
    """Refuse what cannot be a price."""
    if not 0 <= of.price <= MOST_PRICE:
        raise PurchasePriceOutOfRange(of.price, MOST_PRICE)
    if of.superseded_by and tight(of.superseded_by) == of.key:
        raise SupersededByItself(of.code)
    tidy("text", of.text)
    return of


def in_force(prices: list[SupplierPrice], day: date) -> SupplierPrice | None:
    """The price that counts on a day: the latest that has begun, of those the one that came last."""
    begun = [each for each in prices if each.valid_from <= day]
    return max(reversed(begun), key=lambda each: each.valid_from, default=None)


def meant(name: str, suppliers: list[Supplier]) -> Supplier | None:
    """The supplier whom a name means: all of it, or a beginning that only one has; without a name the only one."""
    wanted = folded(name)
    same = [each for each in suppliers if folded(each.name) == wanted]
    begun = [each for each in suppliers if folded(each.name).startswith(wanted)]
    return same[0] if same else begun[0] if len(begun) == 1 else None
