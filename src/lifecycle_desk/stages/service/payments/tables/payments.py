"""Payments as they are kept: a row for each event that tells one; the reference stands in the event alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, case, func, insert, literal, select, update

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.orders.tables.orders import ORDER
from lifecycle_desk.stages.service.payments.rules import PaidBy, Payment
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import Flag, day, flag, money, table, whole, words
from lifecycle_desk.vehicle.tables.life import EVENT


class PaymentRow(TypedColumns):
    """A payment of an order, by its event; that of a refund is below nothing. One that was voided counts no more."""

    event = whole(ForeignKey("event.seq"), primary_key=True)
    order_key = whole(ForeignKey("repair_order.key"), index=True)
    on = day()
    paid_by = words()
    means = words()
    amount = money()
    currency = words()
    counts = flag()


PAYMENT = table("order_payment", PaymentRow)
Index("ix_order_payment_on", PAYMENT.c.on)

COUNTS = PAYMENT.c.counts == literal(True, Flag())
ON_ACCOUNT = PAYMENT.c.paid_by == PaidBy.ACCOUNT.value
# What was paid of each order: the money, and what is owed by agreement.
PAID = (
    select(
        PAYMENT.c.order_key,
        func.sum(case((ON_ACCOUNT, 0), else_=PAYMENT.c.amount)).label("received"),
        func.sum(case((ON_ACCOUNT, PAYMENT.c.amount), else_=0)).label("agreed"),
    )
    .where(COUNTS)
    .group_by(PAYMENT.c.order_key)
    .subquery("paid")
)

_NEW, _GONE = insert(PAYMENT), update(PAYMENT).where(PAYMENT.c.event == bindparam("of")).values(counts=False)
_OF_ORDER = (
    select(PAYMENT).where(PAYMENT.c.order_key == bindparam("of"), COUNTS).order_by(PAYMENT.c.on, PAYMENT.c.event)
)
_OF_VEHICLE = (
    select(PAYMENT)
    .join(ORDER, ORDER.c.key == PAYMENT.c.order_key)
    .where(ORDER.c.vin == bindparam("vin"), COUNTS)
    .order_by(PAYMENT.c.on, PAYMENT.c.event)
)
_OF_EVENT = select(PAYMENT.c.order_key).where(PAYMENT.c.event == bindparam("of"), COUNTS)
_ALL = select(PAYMENT, ORDER.c.vin).join(ORDER, ORDER.c.key == PAYMENT.c.order_key).order_by(PAYMENT.c.event)
_FIRST = select(EVENT.c.at).where(EVENT.c.seq == select(func.min(PAYMENT.c.event)).where(COUNTS).scalar_subquery())


@dataclass(frozen=True, slots=True)
class StoredPayment:
    """A payment as it is kept, and the vehicle of its order."""

    order: int
    vin: str
    payment: Payment
    counts: bool

    @property
    def event(self) -> int:
        """The number of the event that tells it."""
        return self.payment.event


def save(tx: Transaction, order: int, made: Payment) -> None:
    """A new payment of an order."""
    tx.write(
        _NEW,
        event=made.event,
        order_key=order,
        on=made.on,
        paid_by=made.paid_by.value,
        means=made.means,
        amount=made.signed.minor,
        currency=made.amount.currency,
        counts=True,
    )


def void(tx: Transaction, event: int) -> None:
    """A payment that was voided counts no more."""
    tx.write(_GONE, of=event)


def counts_for(tx: Transaction, event: int, order: int) -> bool:
    """Whether a payment of that event counts for an order."""
    return tx.ask(_OF_EVENT, of=event).scalar() == order


def of_order(tx: Transaction, order: int) -> tuple[Payment, ...]:
    """The payments of an order that count, the first first, without their references."""
    return tuple(map(payment_in, tx.ask(_OF_ORDER, of=order)))


def of_vehicle(tx: Transaction, vin: str) -> Sequence[Payment]:
    """The payments for the orders of a vehicle that count, the first first."""
    return [payment_in(row) for row in tx.ask(_OF_VEHICLE, vin=vin)]


def every(tx: Transaction) -> list[StoredPayment]:
    """All payments, by event."""
    return [StoredPayment(row.order_key, row.vin, payment_in(row), bool(row.counts)) for row in tx.ask(_ALL)]


def first_recorded(tx: Transaction) -> datetime | None:
    """When the first payment was recorded that counts."""
    return tx.ask(_FIRST).scalar()


def payment_in(row: Row[Any]) -> Payment:
    """A payment from a row that has its columns."""
    amount = Money(abs(row.amount), row.currency)
    return Payment(row.event, row.on, PaidBy.of(row.paid_by), row.means, amount, row.amount < 0, "")
