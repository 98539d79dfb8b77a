"""Checking payments: the rows that lists are made of say what the life says."""

from collections.abc import Iterator

from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.usecases.checks import NOT_TOLD, Told, as_told
from lifecycle_desk.stages.service.payments.rules import PaymentEvent, PaymentTold
from lifecycle_desk.stages.service.payments.tables import payments as rows
from lifecycle_desk.stages.service.payments.tables.payments import StoredPayment
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.findings import Check, Finding


def payments(tx: Transaction) -> Iterator[Finding]:
    """Payments whose amount, means, day or order differ from what the life was told, and such as nobody told."""
    return as_told(tx, "payments", PaymentEvent.PAID, rows.every(tx), _wrong)


def _wrong(found: StoredPayment, told_of: Told) -> str | None:
    event, vin, _ = told_of
    told, paid = event.facts_as(PaymentTold), found.payment
    if (told.order, vin) != (number_of(found.order), found.vin):
        return NOT_TOLD
    if event.on != paid.on:
        return "its day differs from the sealed one"
    same = (told.paid_by, told.means, told.amount, told.refund) == (paid.paid_by, paid.means, paid.amount, paid.refund)
    return None if same else "the kept payment differs from the sealed one"


CHECKS: tuple[Check, ...] = (payments,)
