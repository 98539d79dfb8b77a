"""Requests to purchasing: one frozen request for each command, and the commands' values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, Supplier
from lifecycle_desk.stages.service.purchasing.rules.wants import Want


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSupplier:
    """A supplier as they are known from now on; without a number, a new one.

    A change may name the supplier that it was made in (`before`).
    """

    name: str
    number: int | None = None
    ours: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str | None = None
    currency: str = ""
    active: bool = True
    terms: str = ""
    delivery_days: int | None = None
    before: Supplier | None = None


@dataclass(frozen=True, slots=True)
class DropSupplier:
    """A supplier from whom nothing was ever ordered."""

    number: int


@dataclass(frozen=True, slots=True)
class SupplierSaved:
    """A supplier as they are now and as they were, for undoing it."""

    now: Supplier
    before: Supplier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantPart:
    """A part that is to be ordered, for a vehicle, a customer, or (neither) the shelf."""

    code: str
    quantity: Decimal = Decimal(1)
    text: str = ""
    vin: str | None = None
    customer: int | None = None


@dataclass(frozen=True, slots=True)
class DropWant:
    """A part request that is withdrawn."""

    number: int


@dataclass(frozen=True, slots=True)
class ReopenWant:
    """A part request that stands again."""

    number: int


@dataclass(frozen=True, slots=True)
class WantDone:
    """A part request after something was done to it."""

    want: Want


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsFor:
    """Whoever a part is ordered for: a line of a repair order by its number, or a want."""

    quantity: Decimal
    order: str = ""
    line: int | None = None
    want: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOrdered:
    """A part to be ordered; what nobody waits for is for the shelf.

    `price` is in minor units, of one; without one, and without the supplier's number, what the supplier lists counts.
    """

    code: str
    quantity: Decimal = Decimal(1)
    supplier_code: str = ""
    text: str = ""
    price: int | None = None
    promised: date | None = None
    waiting: tuple[WaitsFor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderParts:
    """Parts that are ordered from a supplier, known by number or new, on a day (None: today).

    A line that does not say who waits serves whoever wants such a part, the longest waiting first (`for_wanted`).
    """

    supplier: int | SaveSupplier
    lines: tuple[PartOrdered, ...]
    reference: str = ""
    currency: str = ""
    on: date | None = None
    for_wanted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseParts:
    """Another promised day of what is outstanding on an order, or of one line of it (`line`)."""

    number: str
    promised: date | None
    line: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipParts:
    """What is outstanding is on the way, since a day (None: today); `promised` is None where the day stays."""

    number: str
    line: int | None = None
    on: date | None = None
    tracking: str = ""
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class CancelParts:
    """What is outstanding on an order, or on one line of it, is not coming."""

    number: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PriceFilled:
    """A price in minor units that nobody gave: of the supplier's list (`by_list`), else the one paid last."""

    line: int
    code: str
    price: int
    by_list: bool


@dataclass(frozen=True, slots=True)
class PurchaseDone:
    """A purchase order after something was done to it; `before` is what it was, None where it is new.

    `filled` names the lines of a new one that were priced by what is known of the supplier.
    """

    number: str
    revision: int
    before: Purchase | None = field(default=None, repr=False)
    filled: tuple[PriceFilled, ...] = ()


@dataclass(frozen=True, slots=True)
class PutPurchaseBack:
    """A purchase order as it was before its last change, as long as nothing has arrived since."""

    number: str
    revision: int
    before: Purchase


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReceived:
    """A part that arrived on a line of a purchase order; `code` is the number it came under, where that is another.

    `place` is where on the shelf it goes, `price` what the note charges for one. `unit_cost` is what one costs in minor
    units of the dealer's currency, where the purchase order is in another.
    """

    order: str
    line: int
    quantity: Decimal
    code: str = ""
    price: int | None = None
    unit_cost: int | None = None
    place: str = ""
    batch: str = ""
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveParts:
    """What arrived from a supplier in one go, on a day (None: today); `more` confirms more than was ordered."""

    parts: tuple[PartReceived, ...]
    note: str = ""
    on: date | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class OrderServed:
    """A repair order for which a part arrived: whether all its parts are there now, and where it stands."""

    number: str
    vin: str
    whole: bool
    state: OrderState


@dataclass(frozen=True, slots=True)
class DeliveryDone:
    """A delivery that was taken in, and the repair orders that it served."""

    delivery: int
    orders: tuple[OrderServed, ...] = ()
