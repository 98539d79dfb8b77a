"""What the dealer's own chain is told of parts that are wanted, ordered and delivered, and how that is worded.

A life is told of a part once it is fitted, by its order. What was ordered for whom, and what came when, is the dealer's
business; it is told all the same, so that nobody changes a price or a promise unseen.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach


class PurchaseEvent(LabeledEnum):
    """Events of a purchase order."""

    ORDERED = "dealer.parts_ordered", N_("Parts ordered")
    ON_THE_WAY = "dealer.parts_on_the_way", N_("Parts on the way")
    PROMISED = "dealer.parts_promised", N_("Promised day of parts changed")
    CANCELLED = "dealer.parts_order_cancelled", N_("Order of parts cancelled")


class WantEvent(LabeledEnum):
    """Events of a part that somebody wrote down as wanted."""

    WANTED = "dealer.part_wanted", N_("Part requested")
    DROPPED = "dealer.part_want_dropped", N_("Part request withdrawn")


class PriceEvent(LabeledEnum):
    """Events of a supplier's price list."""

    TAKEN_IN = "dealer.supplier_prices", N_("Supplier prices imported")
    WITHDRAWN = "dealer.supplier_prices_withdrawn", N_("Supplier prices withdrawn")


ARRIVED = "dealer.parts_arrived"


@dataclass(frozen=True, slots=True)
class WaitingTold:
    """Whoever waits for a part: the number of the order and of its line, or of the want; neither is the shelf."""

    order: str = ""
    line: int | None = None
    want: int | None = None
    quantity: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class PurchaseLineTold:
    """A line of a purchase order, without what arrived of it: that the deliveries tell."""

    id: int = 0
    code: str = ""
    supplier_code: str = ""
    text: str = ""
    quantity: Decimal = Decimal(0)
    price: int | None = None
    promised: date | None = None
    shipped_on: date | None = None
    tracking: str = ""
    cancelled: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class PurchaseTold:
    """A purchase order as it stands from then on."""

    number: str = ""
    supplier: int = 0
    currency: str = ""
    ordered_on: date | None = None
    reference: str = ""
    lines: tuple[PurchaseLineTold, ...] = ()
    waiting: tuple[WaitingTold, ...] = ()


@dataclass(frozen=True, slots=True)
class ArrivedTold:
    """A part of a delivery."""

    order: str = ""
    line: int = 0
    code: str = ""
    quantity: Decimal = Decimal(0)
    price: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryTold:
    """What arrived in one go."""

    delivery: int = 0
    supplier: int = 0
    slip: str = ""
    day: date | None = None
    parts: tuple[ArrivedTold, ...] = ()


@dataclass(frozen=True, slots=True)
class WantTold:
    """A part that is wanted, without words about people."""

    want: int = 0
    code: str = ""
    part: str = ""
    quantity: Decimal = Decimal(0)
    since: date | None = None
    vin: str | None = None
    customer: int | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class PricesTold:
    """A price list that came in or was withdrawn, with the seal over its rows."""

    list: int = 0
    file: str = ""
    sha256: str = ""
    rows: int = 0
    seal: str = ""


def _prices(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(PricesTold)
    return Worded(Said(PriceEvent.of(told.kind).label), (said.file,), icon="tag")


def _purchase(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(PurchaseTold)
    codes = tuple(each.code for each in said.lines[:3])
    return Worded(Said(PurchaseEvent.of(told.kind).label), (said.number, *codes), icon="truck-delivery")


def _arrived(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(DeliveryTold)
    codes = tuple(each.code for each in said.parts[:3])
    return Worded(Said(N_("Parts arrived")), tuple(filter(None, (said.slip, *codes))), icon="package")


def _want(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(WantTold)
    return Worded(Said(WantEvent.of(told.kind).label), tuple(filter(None, (said.code, said.part))), icon="package")


call_settings({"part_supplier": N_("Parts suppliers")})
teach({each.value: _purchase for each in PurchaseEvent})
teach({each.value: _want for each in WantEvent})
teach({ARRIVED: _arrived})
teach({each.value: _prices for each in PriceEvent})
