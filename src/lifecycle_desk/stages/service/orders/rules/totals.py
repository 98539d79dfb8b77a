"""The totals of a repair order: exact in minor units, by pay type, with the market's tax on the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.orders.rules.orders import Line, OrderSheet, PayType, TaxCustom

UNTAXED = frozenset({PayType.INTERNAL})  # a dealer does not supply to himself


@dataclass(frozen=True, slots=True)
class AtRate:
    """The lines of one share that are taxed alike: how, at which rate, and what they come to."""

    taxing: Taxing | None
    percent: Decimal
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class Share:
    """The sum of one pay type: its lines as they were priced, and the same without, in and with the tax.

    `rates` are its parts by rate, the highest first. The house's own share has no tax: net and gross are the price
    without the tax that it may hold, and there are no rates.
    """

    pays: PayType
    lines: Money
    net: Money
    tax: Money
    gross: Money
    rates: tuple[AtRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of an order; `shares` stand in the order of the pay types, without those that pay nothing."""

    currency: str
    tax: TaxCustom | None
    shares: tuple[Share, ...]

    @property
    def lines(self) -> Money:
        """All lines as they were priced."""
        return Money(sum(each.lines.minor for each in self.shares), self.currency)

    @property
    def has_several_rates(self) -> bool:
        """Whether its lines are taxed in more than one way, so that papers say it rate by rate."""
        return len({(each.taxing, each.percent) for share in self.shares for each in share.rates}) > 1

    @property
    def customer(self) -> Money:
        """The customer's sum, tax included."""
        return self.of(PayType.CUSTOMER).gross

    def of(self, pays: PayType) -> Share:
        """The share of a pay type; zeros where it has none."""
        zero = Money(0, self.currency)
        return next((each for each in self.shares if each.pays is pays), Share(pays, zero, zero, zero, zero))


def reckoned(sheet: OrderSheet, tax: TaxCustom | None, currency: str) -> Totals:
    """The totals of an order."""
    by_pay: dict[PayType, list[Line]] = {}
    for line in sheet.lines:
        if line.amount:
            by_pay.setdefault(line.pays, []).append(line)
    return Totals(currency, tax, tuple(_share(pays, by_pay[pays], tax, currency) for pays in PayType if pays in by_pay))


def _share(pays: PayType, lines: Iterable[Line], tax: TaxCustom | None, currency: str) -> Share:
    by_rate: dict[tuple[Taxing | None, Decimal], list[int]] = {}
    for line in lines:
        by_rate.setdefault(tax.on(line) if tax else (None, Decimal(0)), []).append(line.amount)
    rates = [_at_rate(*rate, amounts, tax, currency) for rate, amounts in by_rate.items()]
    priced = sum(sum(amounts) for amounts in by_rate.values())
    net, taxed = (
        sum(each.minor for each in column) for column in zip(*((at.net, at.tax) for at in rates), strict=True)
    )
    if pays in UNTAXED:
        taxed, net, rates = 0, net if tax and tax.internal_net else priced, []
    return Share(
        pays,
        Money(priced, currency),
        Money(net, currency),
        Money(taxed, currency),
        Money(net + taxed, currency),
        tuple(sorted(rates, key=_place)),
    )


def _at_rate(
    taxing: Taxing | None, percent: Decimal, amounts: list[int], tax: TaxCustom | None, currency: str
) -> AtRate:
    priced, held = sum(amounts), tax_in(amounts, percent, tax) if tax else 0
    net = priced - held if tax and tax.inclusive else priced
    return AtRate(taxing, percent, Money(net, currency), Money(held, currency), Money(net + held, currency))


def _place(rate: AtRate) -> tuple[Decimal, str]:
    return -rate.percent, rate.taxing or ""


def tax_in(amounts: Iterable[int], percent: Decimal, tax: TaxCustom) -> int:
    """The tax of a rate within or upon some amounts, in minor units, rounded by line or once."""
    share = _share_of_tax(percent, tax.inclusive)
    if tax.by_line:
        return sum(rounded(amount * share) for amount in amounts)
    return rounded(sum(amounts) * share)


@cache
def _share_of_tax(percent: Decimal, inclusive: bool) -> Fraction:  # noqa: FBT001 (as markets say it)
    """How much of an amount is tax, within or upon it."""
    rate = Fraction(percent) / 100
    return rate / (1 + rate) if inclusive else rate
