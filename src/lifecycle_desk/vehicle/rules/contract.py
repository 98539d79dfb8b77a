"""The contract of sale: what a car costs, tax by tax, and how contracts are numbered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

NUMBER = re.compile(r"SC-(\d{4})-(\d{4,})", re.IGNORECASE)
LONGEST_NUMBER = 40
SOLD, USED = "sale.sold", "used"  # the kind of event that a contract tells, and the fact that it is of a used car
FEES, MARGIN_TAX = "fees", "margin_tax"  # sealed only where there are any
TAKEN_IN = "transfer.taken_in"  # the kind of event by which a used car came

PriceNotPositive = objection("PriceNotPositive", N_("A price must be greater than zero."), "price")
ForeignCurrency = objection(
    "ForeignCurrency", N_("The dealer’s currency is %(currency)s, not %(given)s."), "price", given=str, currency=str
)
AmountTooMuch = objection(
    "AmountTooMuch", N_("%(amount)s is out of range: enter zero to %(most)s."), amount=Money, most=Money
)
ContractNumberUsed = objection(
    "ContractNumberUsed", N_("Contract number %(number)s is already in use."), "contract", number=str
)
# A number in our own form that is not the next one.
ContractNumberLeavesGap = objection(
    "ContractNumberLeavesGap",
    N_("The next contract is %(next)s; %(number)s would leave a gap."),
    "contract",
    number=str,
    next=str,
)
ContractNumberTooLong = objection(
    "ContractNumberTooLong", N_("A contract number has at most %(most)s characters."), "contract", most=int
)
CustomersCar = objection("CustomersCar", N_("The vehicle belongs to a customer: trade it in before selling it."), "vin")
ContractOfAnother = objection(
    "ContractOfAnother",
    N_("Contract %(contract)s was signed by another customer: cancel it first."),
    "to",
    contract=str,
)
# A sale from stock of which nobody said what it cost: lawful, and to be asked for.
ContractWithoutPrice = objection(
    "ContractWithoutPrice", N_("Contract %(contract)s has no price."), "price", contract=str
)
CancelledBeforeSale = objection(
    "CancelledBeforeSale",
    N_("The sale of %(sold_on)s cannot be cancelled on an earlier date (%(on)s)."),
    "on",
    on=date,
    sold_on=date,
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a sale: `agreed` is the price less the discount, `total` the buyer's payment in the end.

    What the buyer owes to an authority and the dealer passes on at cost is in the total, and neither in net nor in tax.
    """

    price: Money
    discount: Money
    agreed: Money
    net: Money
    tax: Money
    total: Money
    deposit: Money
    balance: Money


def amounts(
    price: Money,
    discount: Money | None,
    deposit: Money | None,
    tax: Fraction,
    *,
    inclusive: bool,
    fees: Money | None = None,
) -> Amounts:
    """The amounts of a sale, exact to the minor unit; `tax` is the rate's share, held in the price or on top of it.

    `fees` are passed on at cost and bear no tax.
    """
    nothing = Money(0, price.currency)
    discount, deposit, fees = discount or nothing, deposit or nothing, fees or nothing
    if price.minor <= 0:
        raise PriceNotPositive
    _check_part(discount, price, "discount")
    agreed = price - discount
    taxed = agreed.times(tax / (1 + tax)) if inclusive else agreed.times(tax)
    net = agreed - taxed if inclusive else agreed
    if fees.currency != price.currency:
        raise ForeignCurrency(fees.currency, price.currency).at_field("fees")
    total = net + taxed + fees
    _check_part(deposit, total, "deposit")
    return Amounts(price, discount, agreed, net, taxed, total, deposit, total - deposit)


def _check_part(amount: Money, whole: Money, field: str) -> None:
    if amount.currency != whole.currency:
        raise ForeignCurrency(amount.currency, whole.currency).at_field(field)
    if not 0 <= amount.minor <= whole.minor:
        raise AmountTooMuch(amount, whole).at_field(field)


@dataclass(frozen=True, slots=True)
class Paid:
    """Of a trade-in: what was agreed for the car."""

    agreed: Money | None = None


def paid_for(life: Iterable[RecordedEvent]) -> Money | None:
    """What a used car cost when it was last taken in; None where it was not, or nobody said."""
    taken = next((each for each in reversed(effective_events(life)) if each.kind == TAKEN_IN), None)
    return taken.facts_as(Paid).agreed if taken else None


def number_of(year: int, ordinal: int) -> str:
    """A contract number of our own: SC-2026-0001."""
    return f"SC-{year}-{ordinal:04}"


def check_number(given: str, year: int, following: int) -> tuple[str, int | None]:
    """A number that was given, tidied, with its ordinal where it has our own form; that must be the next one."""
    tidy = " ".join(given.split())
    if len(tidy) > LONGEST_NUMBER:
        raise ContractNumberTooLong(LONGEST_NUMBER)
    if not NUMBER.fullmatch(tidy):
        return tidy, None
    own = number_of(year, following)
    if tidy.upper() != own:
        raise ContractNumberLeavesGap(tidy, own)
    return own, following
