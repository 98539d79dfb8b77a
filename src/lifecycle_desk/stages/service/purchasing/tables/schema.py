"""The rows of purchasing: suppliers, wants, purchase orders with their lines and who waits, and deliveries."""

from sqlalchemy import ForeignKey, Index, TypedColumns

from lifecycle_desk.store.types import (
    APPEND_ONLY,
    SINCE,
    TOLD,
    day,
    flag,
    maybe_day,
    maybe_money,
    maybe_of_vehicle,
    maybe_person,
    maybe_whole,
    maybe_words,
    money,
    table,
    term,
    utc_time,
    whole,
    words,
)


class SupplierRow(TypedColumns):
    """Somebody who delivers parts; `ours` is the dealer's customer number there, `terms` are those of payment."""

    number = whole(primary_key=True)
    name = words()
    ours = words()
    email = words()
    phone = words()
    address = words()
    language = maybe_words()
    currency = words()
    active = flag()
    terms = maybe_words(info={SINCE: "0019"})
    delivery_days = maybe_whole(info={SINCE: "0019"})


class WantRow(TypedColumns):
    """A part that somebody wrote down as wanted; `key` is its number as numbers are compared."""

    number = whole(primary_key=True)
    key = term()
    code = words()
    text = words()
    thousandths = whole()
    since = day()
    vin = maybe_of_vehicle()
    customer = maybe_person()
    dropped = flag()
    changed_at = utc_time()
    changed_by = maybe_words()


class PurchaseRow(TypedColumns):
    """A purchase order's header; `key` is the year of its order and its number in that year."""

    key = whole(primary_key=True)
    supplier = whole(ForeignKey("part_supplier.number"))
    currency = words()
    ordered_on = day()
    reference = words()
    revision = whole()
    changed_at = utc_time()
    changed_by = maybe_words()


class LineRow(TypedColumns):
    """A line of a purchase order: quantities in thousandths; `key` is our number as numbers are compared.

    `state` and `arrived` are kept for lists, and follow from the deliveries.
    """

    purchase = whole(ForeignKey("purchase_order.key"), primary_key=True)
    id = whole(primary_key=True)
    key = term()
    code = words()
    supplier_code = words()
    text = words()
    thousandths = whole()
    price = maybe_money()
    promised = maybe_day()
    shipped_on = maybe_day()
    tracking = words()
    arrived = whole()
    cancelled = whole()
    state = words()


class WaitingRow(TypedColumns):
    """Whoever waits for a quantity of a line, by their turn; without an order and a want it is for the shelf."""

    purchase = whole(ForeignKey("purchase_order.key"), primary_key=True)
    line = whole(primary_key=True)
    place = whole(primary_key=True)
    order_key = maybe_whole(ForeignKey("repair_order.key"))
    line_id = maybe_whole()
    want = maybe_whole(ForeignKey("part_want.number"))
    thousandths = whole()
    there = whole()


class DeliveryRow(TypedColumns):
    """What arrived from a supplier in one go, under the number of their note."""

    number = whole(primary_key=True)
    supplier = whole(ForeignKey("part_supplier.number"))
    note = words()
    on = day()
    at = utc_time()
    by = maybe_words()


class ArrivedRow(TypedColumns):
    """A part of a delivery, by its place."""

    delivery = whole(ForeignKey("part_delivery.number"), primary_key=True)
    place = whole(primary_key=True)
    purchase = whole(ForeignKey("purchase_order.key"))
    line = whole()
    code = words()
    thousandths = whole()
    price = maybe_money()


class ListRow(TypedColumns):
    """A file of prices that came in, by its name and SHA-256; one that was withdrawn counts no more."""

    number = whole(primary_key=True)
    file = words()
    digest = words()
    withdrawn = flag()
    at = utc_time()
    by = maybe_words()


class PriceRow(TypedColumns):
    """What a supplier charges for a part from a day on; `minimum` is in thousandths, nothing where there is none."""

    list = whole(ForeignKey("supplier_list.number"), primary_key=True)
    place = whole(primary_key=True)
    supplier = whole(ForeignKey("part_supplier.number"))
    key = term()
    code = words()
    text = words()
    price = money()
    currency = words()
    valid_from = day()
    superseded_by = words()
    minimum = whole()


SUPPLIER = table("part_supplier", SupplierRow, **{TOLD: True})
WANT, PURCHASE, LINE = (
    table("part_want", WantRow),
    table("purchase_order", PurchaseRow),
    table("purchase_line", LineRow),
)
WAITING = table("purchase_waiting", WaitingRow)
DELIVERY = table("part_delivery", DeliveryRow)
PART = table("part_delivery_line", ArrivedRow)
LIST, PRICE = table("supplier_list", ListRow), table("supplier_price", PriceRow, **{APPEND_ONLY: True})
INDEXES = (
    Index("ix_part_want_dropped_since", WANT.c.dropped, WANT.c.since),
    Index("ix_part_want_customer", WANT.c.customer),
    Index("ix_purchase_order_supplier_ordered_on", PURCHASE.c.supplier, PURCHASE.c.ordered_on),
    Index("ix_purchase_line_state_promised", LINE.c.state, LINE.c.promised),
    Index("ix_purchase_line_key_state", LINE.c.key, LINE.c.state),
    Index("ix_purchase_waiting_order_key_line_id", WAITING.c.order_key, WAITING.c.line_id),
    Index("ix_purchase_waiting_want", WAITING.c.want),
    Index("ix_part_delivery_supplier_note", DELIVERY.c.supplier, DELIVERY.c.note),
    Index("ix_supplier_price_key_supplier", PRICE.c.key, PRICE.c.supplier),
    Index("ix_part_delivery_line_purchase_line", PART.c.purchase, PART.c.line),
)
