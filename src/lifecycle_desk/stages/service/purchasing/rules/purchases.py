"""Purchase orders: who delivers what by when, and for whom; and what of it has arrived."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.money import CurrencyNotUnderstood
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, MOST_PRICE

NOTHING = Decimal(0)
LONGEST_WORDS, MOST_LINES, MOST_QUANTITY = 200, 500, 99_999
CODE, MOST_DAYS = 3, 366  # letters of a currency, days that a delivery takes at most
PREFIX, PLACES = "PO", 3  # a quantity goes to thousandths


class PurchaseState(LabeledEnum):
    """Where a line of a purchase order stands."""

    ORDERED = "ordered", C_("purchase", "Ordered")
    ON_THE_WAY = "on_the_way", C_("purchase", "On the way")
    BACK_ORDER = "back_order", C_("purchase", "Back order")
    ARRIVED = "arrived", C_("purchase", "Received")
    CANCELLED = "cancelled", C_("purchase", "Cancelled")


ORDERED, ON_THE_WAY, BACK_ORDER, ARRIVED, CANCELLED = PurchaseState
OPEN = (ORDERED, ON_THE_WAY, BACK_ORDER)  # something is still to come

UnknownPurchase = objection("UnknownPurchase", N_("There is no purchase order %(number)s."), "number", number=str)
PurchaseLineUnknown = objection(
    "PurchaseLineUnknown", N_("Purchase order %(number)s has no line %(line)s."), "line", number=str, line=int
)
PurchaseChangedMeanwhile = objection(
    "PurchaseChangedMeanwhile",
    N_("Purchase order %(number)s was changed in the meantime (%(moment)s). Nothing was overwritten."),
    "revision",
    number=str,
    moment=datetime,
)
PurchaseEmpty = objection("PurchaseEmpty", N_("Enter at least one part."), "lines")
TooManyLines = objection(
    "TooManyLines", N_("%(given)s lines are too many; %(most)s at most."), "lines", given=int, most=int
)
PartNumberMissing = objection("PartNumberMissing", N_("Enter the part number."), "code")
QuantityOutOfRange = objection(
    "QuantityOutOfRange",
    N_("A quantity of %(given)s is out of range: more than 0, at most %(most)s, in thousandths."),
    "quantity",
    given=str,
    most=int,
)
PurchasePriceOutOfRange = objection(
    "PurchasePriceOutOfRange",
    N_("A price of %(given)s minor units is out of range: 0 to %(most)s."),
    "price",
    given=int,
    most=int,
)
PurchaseTextTooLong = objection(
    "PurchaseTextTooLong", N_("%(length)s characters are too many; %(most)s at most."), length=int, most=int
)
NothingOutstanding = objection(
    "NothingOutstanding",
    N_("Nothing of %(code)s on %(number)s is outstanding: it is “%(present)s”."),
    "line",
    code=str,
    number=str,
    present=PurchaseState,
)
PromisedBeforeOrdered = objection(
    "PromisedBeforeOrdered", N_("%(on)s is before the order of %(ordered_on)s."), "promised", on=date, ordered_on=date
)
DeliveryDaysOutOfRange = objection(
    "DeliveryDaysOutOfRange",
    N_("%(given)s days are out of range: 0 to %(most)s."),
    "delivery_days",
    given=int,
    most=int,
)
SupplierUnknown = objection("SupplierUnknown", N_("There is no supplier number %(number)s."), "supplier", number=int)
SupplierNameMissing = objection("SupplierNameMissing", N_("Enter the supplier’s name."), "name")
SupplierKnown = objection("SupplierKnown", N_("There is a supplier named “%(name)s” already."), "name", name=str)
SupplierInUse = objection(
    "SupplierInUse",
    N_("There are orders, deliveries or prices of %(name)s, so this supplier stays. Deactivate the supplier instead."),
    name=str,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Somebody who delivers parts; `language` is that of papers to them, `currency` the one in which they charge.

    `ours` is the dealer's customer number there. `terms` are those of payment, `delivery_days` what was agreed, which
    counts until deliveries show what is usual. One that is not `active` is offered no more.
    """

    number: int = 0
    name: str
    ours: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str | None = None
    currency: str = ""
    active: bool = True
    terms: str = ""
    delivery_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Whoever waits for a quantity of a purchase line: a line of a repair order, a want, or (neither) the shelf.

    `there` is how much of it has arrived for them.
    """

    order_key: int | None = None
    line_id: int | None = None
    want: int | None = None
    quantity: Decimal
    there: Decimal = NOTHING

    @property
    def is_there(self) -> bool:
        """Whether all of it has arrived."""
        return self.there >= self.quantity

    @property
    def is_shelf(self) -> bool:
        """Whether nobody waits for it."""
        return self.order_key is None and self.want is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseLine:
    """A part that was ordered: our number and the supplier's, how many at what price each, promised for when.

    `shipped_on` and `tracking` are of what is on the way; `arrived` and `cancelled` are quantities.
    """

    id: int
    code: str
    supplier_code: str = ""
    text: str = ""
    quantity: Decimal
    price: int | None = None
    promised: date | None = None
    shipped_on: date | None = None
    tracking: str = ""
    arrived: Decimal = NOTHING
    cancelled: Decimal = NOTHING
    waiting: tuple[Waiting, ...] = ()

    @property
    def outstanding(self) -> Decimal:
        """What is still to come."""
        return max(NOTHING, self.quantity - self.arrived - self.cancelled)

    @property
    def state(self) -> PurchaseState:
        """Where it stands."""
        if not self.outstanding:
            return ARRIVED if self.arrived else CANCELLED
        if self.arrived:
            return BACK_ORDER
        return ON_THE_WAY if self.shipped_on else ORDERED

    def is_called(self, code: str) -> bool:
        """Whether a number, however it is spelt, is ours or the supplier's of this part."""
        return tight(code) in {tight(self.code), tight(self.supplier_code)} - {""}

    def is_late(self, today: date) -> bool:
        """Whether its promised day has passed while something is still to come."""
        return bool(self.outstanding and self.promised and self.promised < today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """A purchase order as it stands; `reference` is the supplier's number of it, `revision` rises with every change."""

    key: int
    supplier: int
    currency: str
    ordered_on: date
    reference: str = ""
    lines: tuple[PurchaseLine, ...] = ()
    revision: int = 1
    changed_at: datetime
    changed_by: str | None = None

    @property
    def number(self) -> str:
        """Its number: PO-2026-0001."""
        return number_of(self.key)

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return any(each.outstanding for each in self.lines)

    @property
    def amount(self) -> int:
        """The sum of its lines in minor units, each rounded once; what was cancelled is not paid."""
        return sum(amount_of(each.price, each.quantity - each.cancelled) for each in self.lines)

    def line(self, number: int) -> PurchaseLine:
        """A line by its number; refuses one that there is not."""
        for each in self.lines:
            if each.id == number:
                return each
        raise PurchaseLineUnknown(self.number, number)

    def with_lines(self, changed: Iterable[PurchaseLine]) -> "Purchase":
        """The order with some lines in place of those with their numbers."""
        by_number = {each.id: each for each in changed}
        return replace(self, lines=tuple(by_number.get(each.id, each) for each in self.lines))


def amount_of(price: int | None, quantity: Decimal) -> int:
    """A price for a quantity, in minor units, to the nearest one."""
    return int((Decimal(price or 0) * quantity).to_integral_value(rounding="ROUND_HALF_UP"))


def number_of(key: int) -> str:
    """The number of the purchase order with a key: PO-2026-0001."""
    year, of_year = divmod(key, A_YEAR)
    return f"{PREFIX}-{year:04}-{of_year:04}"


def key_of(number: str) -> int | None:
    """The key of the purchase order with a number; None for what is no number of ours."""
    kind, _, rest = number.strip().upper().partition("-")
    year, _, of_year = rest.partition("-")
    if kind != PREFIX or not all(part.isascii() and part.isdigit() for part in (year, of_year)):
        return None
    key = int(year[:5]) * A_YEAR + int(of_year[:7])
    return key if number_of(key) == number.strip().upper() else None


def tidied_line(line: PurchaseLine, at: str) -> PurchaseLine:
    """A line without blanks at its ends; refuses what cannot be ordered, at its place."""
    try:
        made = replace(
            line,
            code=tidy("code", line.code),
            supplier_code=tidy("supplier_code", line.supplier_code),
            text=tidy("text", line.text),
            tracking=tidy("tracking", line.tracking),
        )
        if not tight(made.code):
            raise PartNumberMissing
        check_quantity(made.quantity)
        if made.price is not None and not 0 <= made.price <= MOST_PRICE:
            raise PurchasePriceOutOfRange(made.price, MOST_PRICE)
    except Objection as refused:
        raise refused.at_field(f"{at}.{refused.at}") from None
    return made


def check_lines(lines: tuple[PurchaseLine, ...]) -> tuple[PurchaseLine, ...]:
    """The lines of an order as they are kept; refuses none, and too many."""
    if not lines:
        raise PurchaseEmpty
    if len(lines) > MOST_LINES:
        raise TooManyLines(len(lines), MOST_LINES)
    return tuple(tidied_line(each, f"lines[{at}]") for at, each in enumerate(lines))


def check_quantity(given: Decimal) -> None:
    """Refuse what no part is ordered by."""
    if not given.is_finite() or not 0 < given <= MOST_QUANTITY or int(given.normalize().as_tuple().exponent) < -PLACES:
        raise QuantityOutOfRange(str(given)[:40], MOST_QUANTITY)


def check_promised(promised: date | None, ordered_on: date) -> None:
    """Refuse a promise for a day before the order."""
    if promised and promised < ordered_on:
        raise PromisedBeforeOrdered(promised, ordered_on)


def check_revision(of: Purchase, seen: int | None) -> None:
    """Refuse a change of a version that is no longer the present one; None is whatever stands there."""
    if seen is not None and seen != of.revision:
        raise PurchaseChangedMeanwhile(of.number, of.changed_at)


def check_outstanding(of: Purchase, line: PurchaseLine) -> None:
    """Refuse to change what has arrived or was cancelled."""
    if not line.outstanding:
        raise NothingOutstanding(line.code, of.number, line.state)


def cancelled_rest(line: PurchaseLine) -> PurchaseLine:
    """A line of which nothing more is to come: who waited for the rest wants it again."""
    kept = tuple(replace(each, quantity=each.there) for each in line.waiting if each.there)
    return replace(line, cancelled=line.cancelled + line.outstanding, waiting=kept)


def tidy(at: str, given: str) -> str:
    """A text without blanks at its ends; refuses one that is too long."""
    made = " ".join(given.split())
    if len(made) > LONGEST_WORDS:
        raise PurchaseTextTooLong(len(made), LONGEST_WORDS).at_field(at)
    return made


def tidied_supplier(given: Supplier) -> Supplier:
    """A supplier without blanks at the ends; refuses one without a name."""
    made = replace(
        given,
        name=tidy("name", given.name),
        ours=tidy("ours", given.ours),
        email=tidy("email", given.email),
        phone=tidy("phone", given.phone),
        address=given.address.strip()[: LONGEST_WORDS * 5],
        currency=given.currency.strip().upper(),
        terms=tidy("terms", given.terms),
    )
    if not made.name:
        raise SupplierNameMissing
    if made.currency and not (len(made.currency) == CODE and made.currency.isascii() and made.currency.isalpha()):
        raise CurrencyNotUnderstood(given.currency)
    if made.delivery_days is not None and not 0 <= made.delivery_days <= MOST_DAYS:
        raise DeliveryDaysOutOfRange(made.delivery_days, MOST_DAYS)
    return made
