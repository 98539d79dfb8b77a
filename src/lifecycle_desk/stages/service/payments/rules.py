"""Payments of an order: how they were made, what was paid in all, and what the customer still owes.

Events tell them, and a row of each follows for lists; nobody stores their sum, which follows from those that count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.money import Money, total
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.vehicle.rules.life import RecordedEvent


class PaymentEvent(LabeledEnum):
    """Events of payments in the vehicle's life."""

    PAID = "service.order_paid", N_("Payment recorded")
    TAKEN_BACK = "service.payment_taken_back", N_("Payment voided")


class PaidBy(LabeledEnum):
    """How a customer pays; what goes on account is owed by agreement, and no money has come yet."""

    CASH = "cash", C_("payment", "Cash")
    CARD = "card", C_("payment", "Card")
    TRANSFER = "transfer", C_("payment", "Bank transfer")
    INSTANT = "instant", C_("payment", "Instant payment")
    CHEQUE = "cheque", C_("payment", "Cheque")
    ACCOUNT = "account", C_("payment", "On account")


PaymentMissing = objection("PaymentMissing", N_("Enter the amount that was paid."), "amount")
OtherCurrency = objection(
    "OtherCurrency",
    N_("The order is in %(currency)s: enter the amount in this currency."),
    "amount",
    currency=str,
)
RefundTooHigh = objection(
    "RefundTooHigh", N_("Only %(paid)s was paid for this order: a refund cannot be higher."), "amount", paid=Money
)
PaidTooMuch = objection(
    "PaidTooMuch", N_("This is %(over)s more than the customer owes for this order."), "amount", over=Money
)
NoPaymentOnCancelled = objection(
    "NoPaymentOnCancelled",
    N_("Repair order %(number)s was cancelled: only a refund is possible."),
    "number",
    number=str,
)
StillPaid = objection(
    "StillPaid",
    N_("%(paid)s was paid for repair order %(number)s: record the refund first, or void the payment."),
    "number",
    paid=Money,
    number=str,
)
PaymentStays = objection(
    "PaymentStays",
    N_("%(paid)s stays recorded as paid for repair order %(number)s. Void the payment if it was not taken."),
    "number",
    paid=Money,
    number=str,
)
UnknownPayment = objection("UnknownPayment", N_("There is no payment with number %(event)s."), "event", event=int)


@dataclass(frozen=True, slots=True)
class PaymentTold:
    """A payment as its event tells it; `note` is the reference, which goes with the customer."""

    order: str = ""
    paid_by: PaidBy | None = None
    means: str = ""
    amount: Money | None = None
    refund: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came, or went back where it is a refund; `means` is the market's own name of the means."""

    event: int
    on: date
    paid_by: PaidBy
    means: str
    amount: Money
    refund: bool
    reference: str

    @property
    def signed(self) -> Money:
        """The amount as it counts: a refund below nothing."""
        return -self.amount if self.refund else self.amount

    @property
    def money(self) -> Money | None:
        """The amount as it counts, where it is money; None of what goes on account."""
        return None if self.paid_by is PaidBy.ACCOUNT else self.signed

    @property
    def agreed(self) -> Money | None:
        """The amount as it counts, where it goes on account."""
        return self.signed if self.paid_by is PaidBy.ACCOUNT else None


@dataclass(frozen=True, slots=True)
class Settlement:
    """An order's sum of the customer, and all that was paid of it."""

    owed: Money
    payments: tuple[Payment, ...] = ()

    @property
    def received(self) -> tuple[Payment, ...]:
        """The payments by which money came or went back."""
        return tuple(each for each in self.payments if each.money)

    @property
    def paid(self) -> Money:
        """The money that came, less what went back."""
        return total((each.money for each in self.payments if each.money), self.owed.currency)

    @property
    def rest(self) -> Money:
        """What no money has come for; below nothing where too much came."""
        return self.owed - self.paid

    @property
    def on_account(self) -> Money:
        """The part of the rest that is owed by agreement."""
        agreed = sum(each.agreed.minor for each in self.payments if each.agreed)
        return Money(max(0, min(agreed, self.rest.minor)), self.owed.currency)

    @property
    def open(self) -> Money:
        """The part of the rest about which nothing was agreed."""
        return self.rest - self.on_account


@dataclass(frozen=True, slots=True)
class Outstanding:
    """An order that was handed over and is not settled: whose it is, the sum, the money that came, what is on account.

    `rest` is below nothing where too much came. `customer` is None where nobody is known.
    """

    key: int
    vin: str
    plate: str
    car: str
    customer: int | None
    customer_name: str
    phone: str
    handed_over_on: date
    total: Money
    paid: Money
    on_account: Money

    @property
    def number(self) -> str:
        """The order's number."""
        return number_of(self.key)

    @property
    def rest(self) -> Money:
        """What no money has come for."""
        return self.total - self.paid


@dataclass(frozen=True, slots=True)
class PaymentListed:
    """A payment with its order, car and customer, and who recorded it."""

    payment: Payment
    order_key: int
    vin: str
    plate: str
    car: str
    customer: int | None
    customer_name: str
    by: str

    @property
    def order(self) -> str:
        """The order's number."""
        return number_of(self.order_key)


@dataclass(frozen=True, slots=True)
class Takings:
    """What was taken by one means: in, back (below nothing), and how many payments that were."""

    paid_by: PaidBy
    means: str
    taken: Money
    refunded: Money
    count: int

    @property
    def net(self) -> Money:
        """What is left in the drawer."""
        return self.taken + self.refunded


def payments_in(events: Sequence[RecordedEvent], order: str) -> tuple[Payment, ...]:
    """The payments of an order among the events that count, the first first."""
    return tuple(_payments(events, order))


def _payments(events: Iterable[RecordedEvent], order: str) -> Iterable[Payment]:
    for each in events:
        if each.kind != PaymentEvent.PAID:
            continue
        told = each.facts_as(PaymentTold)
        if told.order == order and told.paid_by and told.amount:
            yield Payment(each.seq, each.on, told.paid_by, told.means, told.amount, told.refund, told.note)


def check_amount(amount: Money, currency: str) -> None:
    """Refuse a payment of nothing, and one in another currency than the order's."""
    if amount.currency != currency:
        raise OtherCurrency(currency)
    if not amount.minor:
        raise PaymentMissing


def how_paid(paid_by: PaidBy | None, means: str, *, refund: bool = False) -> Piece:
    """How it was paid: by the means' own name where it has one; and that it was a refund."""
    how: Piece = means or Said(paid_by.label if paid_by else "")
    return Said(N_("Refund: %(how)s"), how=how) if refund else how
