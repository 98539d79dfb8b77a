"""Saving purchases, wants and deliveries, and telling the dealer's own chain of them, in one transaction."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.base.quantities import plain_number
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.orders import number_of as order_number
from lifecycle_desk.stages.service.orders.usecases.events import plain
from lifecycle_desk.stages.service.purchasing.rules.arrivals import Delivery
from lifecycle_desk.stages.service.purchasing.rules.events import (
    ARRIVED,
    ArrivedTold,
    DeliveryTold,
    PurchaseEvent,
    PurchaseLineTold,
    PurchaseTold,
    WaitingTold,
    WantEvent,
    WantTold,
)
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, PurchaseLine, Waiting, number_of
from lifecycle_desk.stages.service.purchasing.rules.wants import Want
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import wants as want_rows
from lifecycle_desk.stages.service.purchasing.usecases.requests import PurchaseDone, WantDone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


def save_new(tx: Transaction, of: Purchase) -> PurchaseDone:
    """Save a new purchase order, and tell it."""
    rows.save_new(tx, of)
    return _told(tx, of, PurchaseEvent.ORDERED, None)


def change(tx: Transaction, before: Purchase, kind: PurchaseEvent, **changes: Any) -> PurchaseDone:
    """Save what changes of a purchase order, and tell it."""
    after = revised(tx, before, **changes)
    rows.save(tx, after)
    return _told(tx, after, kind, before)


def revised(tx: Transaction, before: Purchase, **changes: Any) -> Purchase:
    """The next revision of a purchase order."""
    return replace(before, **changes, revision=before.revision + 1, changed_at=tx.at, changed_by=tx.by)


def _told(tx: Transaction, of: Purchase, kind: PurchaseEvent, before: Purchase | None) -> PurchaseDone:
    record_event(tx, Event(None, today(tx), kind.value, purchase_facts(of)))
    return PurchaseDone(of.number, of.revision, before)


def save_want(tx: Transaction, of: Want, kind: WantEvent) -> WantDone:
    """Save a want as it stands now, and tell it."""
    if kind is WantEvent.WANTED and of.number not in want_rows.some(tx, [of.number]):
        want_rows.save_new(tx, of)
    else:
        want_rows.save(tx, of)
    record_event(tx, Event(None, today(tx), kind.value, want_facts(of)))
    return WantDone(of)


def save_delivery(tx: Transaction, of: Delivery) -> None:
    """Save what arrived, and tell it."""
    rows.save_delivery(tx, of)
    record_event(tx, Event(None, of.on, ARRIVED, delivery_facts(of)))


def purchase_facts(of: Purchase) -> dict[str, Any]:
    """A purchase order as its events say it."""
    waiting = tuple(_waiting(each) for line in of.lines for each in line.waiting)
    lines = tuple(_line(each) for each in of.lines)
    return plain(PurchaseTold(of.number, of.supplier, of.currency, of.ordered_on, of.reference, lines, waiting))


def _line(of: PurchaseLine) -> PurchaseLineTold:
    return PurchaseLineTold(
        of.id,
        of.code,
        of.supplier_code,
        of.text,
        plain_number(of.quantity),
        of.price,
        of.promised,
        of.shipped_on,
        of.tracking,
        plain_number(of.cancelled),
    )


def _waiting(of: Waiting) -> WaitingTold:
    return WaitingTold(
        order_number(of.order_key) if of.order_key else "", of.line_id, of.want, plain_number(of.quantity)
    )


def want_facts(of: Want) -> dict[str, Any]:
    """A want as its events say it."""
    quantity = plain_number(of.quantity)
    return plain(WantTold(of.number, of.code, of.text, quantity, of.since, of.vin, of.customer, of.dropped))


def delivery_facts(of: Delivery) -> dict[str, Any]:
    """A delivery as its event says it."""
    parts = tuple(
        ArrivedTold(number_of(each.order_key), each.line, each.code, plain_number(each.quantity), each.price)
        for each in of.parts
    )
    return plain(DeliveryTold(of.number, of.supplier, of.note, of.on, parts))
