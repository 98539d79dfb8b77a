"""Money: exact amounts in minor units, never mixed, never floats."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add

from lifecycle_desk.base.objections import N_, objection

CurrenciesMixed = objection(
    "CurrenciesMixed", N_("Amounts in %(one)s and %(other)s cannot be added together."), one=str, other=str
)
CurrencyNotUnderstood = objection(
    "CurrencyNotUnderstood", N_("“%(given)s” is not a currency: enter its three letters."), "currency", given=str
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units: Money(12050, "EUR") is 120.50 euros."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrenciesMixed(self.currency, other.currency)
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + -other

    def times(self, factor: Fraction | int) -> "Money":
        """The amount times a factor, half a minor unit rounded away from zero as on invoices."""
        return Money(rounded(self.minor * Fraction(factor)), self.currency)


def rounded(exact: Fraction | int) -> int:
    """The nearest whole number, halves away from zero."""
    nearest = int(abs(Fraction(exact)) + Fraction(1, 2))
    return nearest if exact >= 0 else -nearest


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of some amounts; zero of the currency when there are none."""
    return reduce(add, amounts, Money(0, currency))
