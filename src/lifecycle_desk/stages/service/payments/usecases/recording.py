"""Use cases of payments: recorded for an order, given back, voided; and what of an order is settled."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Amount, One, Text, Yes
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder
from lifecycle_desk.stages.service.orders.rules.kinds import LONGEST_MARK, OnToday, Reason
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder
from lifecycle_desk.stages.service.orders.rules.rights import ORDER_CLOSE, ORDER_CORRECT
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED, OF_A_VISIT
from lifecycle_desk.stages.service.orders.rules.wording import order_named, taking_back
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context, totals_of
from lifecycle_desk.stages.service.payments import rules as payments
from lifecycle_desk.stages.service.payments.rules import (
    PaidBy,
    Payment,
    PaymentEvent,
    PaymentTold,
    Settlement,
    how_paid,
)
from lifecycle_desk.stages.service.payments.tables import payments as payment_rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.steps import event_of
from lifecycle_desk.vehicle.usecases.voiding import Voided, only, undone_by, void_command

PAID_BY = C_("payment", "Paid by")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPayment:
    """Money that a customer paid for an order on a day (None: today), or that was given back.

    `means` is the market's own name of the means, such as PromptPay.
    """

    number: str
    paid_by: Annotated[PaidBy, One(PAID_BY, terms=PaidBy, needed=True)]
    amount: Annotated[Money, Amount(C_("order", "Amount"), needed=True)]
    on: OnToday = None
    reference: Annotated[str, Text(C_("payment", "Reference"), longest=LONGEST_MARK, fact="note")] = ""
    refund: Annotated[bool, Yes(N_("Refund to the customer"))] = False
    means: str = ""


def _how(told: RecordedEvent, _: Names) -> Piece:
    said = told.facts_as(PaymentTold)
    return how_paid(said.paid_by, said.means, refund=said.refund)


PAID = Step(
    RecordPayment,
    PaymentEvent.PAID,
    "report-money",
    heading=N_("Record payment"),
    done=N_("Payment saved"),
    form="paid_by / amount / on / reference / refund",
    adds=AtOrder,
    detail=(order_named, "amount", _how),
    tells=((PAID_BY, _how), "amount", "reference"),
    not_facts=("number",),
    rests_on=OF_A_VISIT,
)


@dataclass(frozen=True, slots=True)
class VoidPayment:
    """A payment by the number of its event, and why it does not count."""

    event: int
    why: Reason


VOIDED = taking_back(VoidPayment, PaymentEvent.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class PaymentDone:
    """An order after a payment was recorded or voided: what was paid in all, and what is open; the event's number."""

    number: str
    vin: str
    event: int
    paid: Money
    open: Money


@void_command(
    VOIDED, ORDER_CORRECT, only(PaymentEvent.PAID, payments.UnknownPayment), tidy=tidied,
    unknown=payments.UnknownPayment, corrected=payments.UnknownPayment, person=lambda _tx, told: told.person,
)  # fmt: skip
def void_payment(tx: Transaction, void: Voided) -> PaymentDone:
    """Void a payment that was recorded by mistake; it stays readable and no longer counts."""
    payment_rows.void(tx, void.told.seq)
    return _done(tx, order_rows.order(tx, void.told.facts_as(PaymentTold).order), void.event)


@command(ORDER_CLOSE, undo=undone_by(void_payment))
def record_payment(tx: Transaction, asked: RecordPayment) -> PaymentDone:
    """Record what a customer paid for an order, in whole or in part, or what was given back."""
    asked = tidied(tx, asked)
    order = order_rows.order(tx, asked.number)
    payments.check_amount(asked.amount, order.currency)
    before = settlement(tx, order)
    if asked.refund and asked.amount.minor > before.paid.minor:
        raise payments.RefundTooHigh(before.paid)
    if order.state is CANCELLED and not asked.refund:
        raise payments.NoPaymentOnCancelled(order.number)
    if order.closing_event and not asked.refund and asked.amount.minor > max(before.rest.minor, 0):
        tx.note(payments.PaidTooMuch(asked.amount - before.rest if before.rest.minor > 0 else asked.amount))
    return _done(tx, order, _record(tx, order, asked))


def pay_rest(tx: Transaction, order: RepairOrder, paid_by: PaidBy, means: str, on: date) -> int | None:
    """Record that the customer pays all that is open of an order, as it is handed over; gives the event, if any."""
    left = settlement(tx, order).open
    if left.minor <= 0:
        return None
    return _record(tx, order, RecordPayment(number=order.number, paid_by=paid_by, amount=left, on=on, means=means))


def void_with(tx: Transaction, event: int, order: RepairOrder, why: str) -> None:
    """Void the payment that was recorded with a step that is undone, unless it was voided since."""
    if payment_rows.counts_for(tx, event, order.key):
        void_payment.does(tx, VoidPayment(event, why))


def settlement(tx: Transaction, order: RepairOrder) -> Settlement:
    """The customer's sum of an order as it is now, and all that was paid of it, without references."""
    return Settlement(totals_of(order, dealer_context(tx)).customer, payment_rows.of_order(tx, order.key))


def payments_of(tx: Transaction, order: RepairOrder) -> tuple[Payment, ...]:
    """The payments of an order that count as the life tells them, the first first."""
    return payments.payments_in(effective_events(life.told(tx, order.vin)), order.number)


def refuse_paid(tx: Transaction, order: RepairOrder) -> None:
    """Refuse to cancel an order while the dealer has money for it."""
    if (paid := settlement(tx, order).paid).minor > 0:
        raise payments.StillPaid(paid, order.number)


def note_paid(tx: Transaction, order: RepairOrder) -> None:
    """Warn whoever takes a handover back of the money that stays: it was taken, and counts at the next handover."""
    paid = settlement(tx, order).paid
    if paid.minor:
        tx.note(payments.PaymentStays(paid, order.number))


def _record(tx: Transaction, order: RepairOrder, asked: RecordPayment) -> int:
    on, customer = asked.on or dealer_context(tx).today, order.sheet.customer
    told = event_of(PAID, asked, order.vin, AtOrder(order.number), on=on, person=customer)
    event = record_event(tx, told)
    paid = Payment(event, on, asked.paid_by, asked.means, asked.amount, asked.refund, asked.reference)
    payment_rows.save(tx, order.key, paid)
    return event


def _done(tx: Transaction, order: RepairOrder, event: int) -> PaymentDone:
    now = settlement(tx, order)
    return PaymentDone(order.number, order.vin, event, now.paid, now.open)


teach(PAID, VOIDED)

COMMANDS: tuple[Command[Any, Any], ...] = (record_payment, void_payment)
