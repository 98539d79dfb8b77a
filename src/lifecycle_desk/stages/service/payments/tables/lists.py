"""What is outstanding over all orders, and the payments of a time, as lists show them."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.tables.orders import ORDER
from lifecycle_desk.stages.service.payments.rules import Outstanding, PaidBy, PaymentListed, Takings
from lifecycle_desk.stages.service.payments.tables.payments import COUNTS, ON_ACCOUNT, PAID, PAYMENT, payment_in
from lifecycle_desk.store.ageing import age_of, asked_ages
from lifecycle_desk.store.columns import columns_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE
from lifecycle_desk.vehicle.tables.people import PERSON

_RECEIVED = func.coalesce(PAID.c.received, 0)
_REST = ORDER.c.customer_pays - _RECEIVED
_ORDERS = ORDER.outerjoin(PAID, PAID.c.order_key == ORDER.c.key)
# An order of which nobody recorded a payment is open only if payments were recorded when it was handed over.
_OPEN = and_(
    ORDER.c.state == HANDED_OVER.value,
    _REST != 0,
    or_(PAID.c.order_key.is_not(None), ORDER.c.handed_over_on >= bindparam("begun")),
)
_WITHIN = and_(ORDER.c.handed_over_on >= bindparam("after"), ORDER.c.handed_over_on <= bindparam("until"), _REST > 0)
_KEYS = select(ORDER.c.key).select_from(_ORDERS).where(_OPEN).order_by(ORDER.c.handed_over_on, ORDER.c.key)
_KEYS_OWED, _KEYS_WITHIN, _KEYS_OVERPAID = _KEYS.where(_REST > 0), _KEYS.where(_WITHIN), _KEYS.where(_REST < 0)
OVERPAID = -1  # the place of what came too much among the ages of what is owed
_AGE = age_of(ORDER.c.handed_over_on, (_REST < 0, OVERPAID))
_AGES = (
    select(ORDER.c.currency, _AGE, func.count(), func.sum(_REST))
    .select_from(_ORDERS)
    .where(_OPEN)
    .group_by(ORDER.c.currency, _AGE)
)
_SHOWN = (
    select(
        ORDER.c.key,
        ORDER.c.vin,
        ORDER.c.handed_over_on,
        ORDER.c.customer,
        ORDER.c.customer_pays,
        ORDER.c.currency,
        _RECEIVED.label("received"),
        func.coalesce(PAID.c.agreed, 0).label("agreed"),
        VEHICLE.c.plate,
        VEHICLE.c.make,
        VEHICLE.c.model,
        PERSON.c.name,
        PERSON.c.phone,
    )
    .select_from(
        _ORDERS.join(VEHICLE, VEHICLE.c.vin == ORDER.c.vin).outerjoin(PERSON, PERSON.c.number == ORDER.c.customer)
    )
    .order_by(ORDER.c.handed_over_on, ORDER.c.key)
)
_SHOWN_SOME = _SHOWN.where(ORDER.c.key.in_(bindparam("keys", expanding=True)))
_SHOWN_OF = _SHOWN.where(_OPEN, ORDER.c.customer == bindparam("customer"))

_TAKEN = and_(COUNTS, PAYMENT.c.on >= bindparam("first"), PAYMENT.c.on <= bindparam("last"))
_PAYMENTS = select(PAYMENT.c.event).where(_TAKEN).order_by(PAYMENT.c.on.desc(), PAYMENT.c.event.desc())
_COUNT = select(func.count()).select_from(PAYMENT).where(_TAKEN)
_TAKINGS = (
    select(
        PAYMENT.c.currency,
        PAYMENT.c.paid_by,
        PAYMENT.c.means,
        func.sum(case((PAYMENT.c.amount > 0, PAYMENT.c.amount), else_=0)),
        func.sum(case((PAYMENT.c.amount < 0, PAYMENT.c.amount), else_=0)),
        func.count(),
    )
    .where(_TAKEN)
    .group_by(PAYMENT.c.currency, PAYMENT.c.paid_by, PAYMENT.c.means)
)
_PAYMENTS_SHOWN = (
    select(
        PAYMENT,
        EVENT.c.by,
        ORDER.c.vin,
        ORDER.c.customer,
        VEHICLE.c.plate,
        VEHICLE.c.make,
        VEHICLE.c.model,
        PERSON.c.name,
    )
    .select_from(
        PAYMENT.join(EVENT, EVENT.c.seq == PAYMENT.c.event)
        .join(ORDER, ORDER.c.key == PAYMENT.c.order_key)
        .join(VEHICLE, VEHICLE.c.vin == ORDER.c.vin)
        .outerjoin(PERSON, PERSON.c.number == ORDER.c.customer)
    )
    .where(PAYMENT.c.event.in_(bindparam("keys", expanding=True)))
    .order_by(PAYMENT.c.event)
)
_OF_ALL: dict[str, Any] = {
    "on": select(PAYMENT.c.event, PAYMENT.c.on).where(COUNTS),
    "amount": select(PAYMENT.c.event, PAYMENT.c.amount, PAYMENT.c.currency).where(COUNTS, ~ON_ACCOUNT),
    "agreed": select(PAYMENT.c.event, PAYMENT.c.amount, PAYMENT.c.currency).where(COUNTS, ON_ACCOUNT),
    "order": select(PAYMENT.c.event, PAYMENT.c.order_key).where(COUNTS),
}


def keys_owed(tx: Transaction, begun: date, within: tuple[date, date] | None = None) -> "array[int]":
    """The orders of which something is open, the longest first; or those handed over within some days."""
    if within is None:
        return array("q", tx.ask(_KEYS_OWED, begun=begun).scalars())
    return array("q", tx.ask(_KEYS_WITHIN, begun=begun, after=within[0], until=within[1]).scalars())


def keys_overpaid(tx: Transaction, begun: date) -> "array[int]":
    """The orders for which too much came."""
    return array("q", tx.ask(_KEYS_OVERPAID, begun=begun).scalars())


def ages(tx: Transaction, begun: date, today: date) -> dict[tuple[str, int], tuple[int, int]]:
    """How many are open and what is owed, by currency and place among the bands of ageing."""
    asked = tx.ask(_AGES, begun=begun, **asked_ages(today))
    return {(currency, age): (count, int(owed or 0)) for currency, age, count, owed in asked}


def shown(tx: Transaction, keys: Sequence[int]) -> list[Outstanding]:
    """Some of these orders, the longest open first."""
    return list(map(_outstanding, tx.ask(_SHOWN_SOME, keys=list(keys))))


def of_customer(tx: Transaction, begun: date, customer: int) -> list[Outstanding]:
    """The orders of a customer that are not settled, the longest open first."""
    return list(map(_outstanding, tx.ask(_SHOWN_OF, begun=begun, customer=customer)))


def _outstanding(row: Any) -> Outstanding:
    total, paid = Money(row.customer_pays, row.currency), Money(int(row.received), row.currency)
    return Outstanding(
        row.key,
        row.vin,
        row.plate or "",
        named(row.make, row.model),
        row.customer,
        row.name or "",
        row.phone or "",
        row.handed_over_on,
        total,
        paid,
        Money(max(0, min(int(row.agreed), (total - paid).minor)), row.currency),
    )


def payments_within(tx: Transaction, first: date, last: date) -> "array[int]":
    """The payments of some days by their events, the latest first."""
    (found,) = columns_of(tx, _PAYMENTS, first=first, last=last)
    return array("q", found)


def count_within(tx: Transaction, first: date, last: date) -> int:
    """How many payments some days have."""
    return tx.ask(_COUNT, first=first, last=last).scalar_one()


def takings(tx: Transaction, first: date, last: date) -> list[Takings]:
    """What was taken on some days, by currency and means."""
    found = [
        Takings(PaidBy.of(paid_by), means, Money(int(taken), currency), Money(int(back), currency), count)
        for currency, paid_by, means, taken, back, count in tx.ask(_TAKINGS, first=first, last=last)
    ]
    order = list(PaidBy)
    return sorted(found, key=lambda each: (each.taken.currency, order.index(each.paid_by), each.means))


def payments_shown(tx: Transaction, keys: Sequence[int]) -> dict[int, PaymentListed]:
    """Some payments, by event."""
    return {
        row.event: PaymentListed(
            payment_in(row),
            row.order_key,
            row.vin,
            row.plate or "",
            named(row.make, row.model),
            row.customer,
            row.name or "",
            row.by or "",
        )
        for row in tx.ask(_PAYMENTS_SHOWN, keys=list(keys))
    }


def of_all(tx: Transaction, column: str) -> list[list[Any]] | None:
    """The events of all payments, and beside them what they hold in a column; None for one that is not kept."""
    return columns_of(tx, _OF_ALL[column]) if column in _OF_ALL else None
