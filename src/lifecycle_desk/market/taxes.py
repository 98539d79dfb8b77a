"""Taxes on what a dealer sells: the usual rate, the others that a line may have, and the margin scheme."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.dated import Dated


class Taxed(StrEnum):
    """What a tax is on, where a market taxes cars and workshop work differently.

    A tax on work alone is one on workshop work that leaves out parts and other goods.
    """

    VEHICLES = "vehicles"
    WORKSHOP = "workshop"
    WORK = "work"

    @property
    def holds(self) -> "frozenset[Taxed]":
        """What is asked for with it: of the workshop, the tax on its work too."""
        return frozenset({self, Taxed.WORK}) if self is Taxed.WORKSHOP else frozenset({self})


class Taxing(LabeledEnum):
    """How a line is taxed that does not bear the market's usual rate."""

    REDUCED = "reduced", C_("tax of a line", "Reduced rate")
    ZERO = "zero", C_("tax of a line", "Zero rate")
    EXEMPT = "exempt", C_("tax of a line", "Exempt from tax")
    PASSED_ON = "passed_on", C_("tax of a line", "Passed on at cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax(Dated):
    """A rate of value added tax, by the name that papers in English and in the market's language give it.

    `only` names what it is on, where it is not on both cars and workshop work.
    """

    name: str
    local_name: str
    percent: Decimal
    only: Taxed | None = None

    @property
    def share(self) -> Fraction:
        """The share that the tax adds to a net price: 7 % is 7/100."""
        return Fraction(self.percent) / 100

    def upon(self, net: Money) -> Money:
        """The tax that comes on top of a net amount."""
        return Money(rounded(net.minor * self.share), net.currency)

    def within(self, gross: Money) -> Money:
        """The tax that an amount holds already."""
        return Money(rounded(gross.minor * self.share / (1 + self.share)), gross.currency)


OF_THE_LAW = frozenset({Taxing.REDUCED, Taxing.ZERO})  # rates that are there only where a pack knows their law


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTax(Dated):
    """Another rate than the usual one, or none, and what the law calls such a line.

    `names` are that name by language; in a language without one, papers use the program's own word.
    """

    taxing: Taxing
    percent: Decimal = Decimal(0)
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginScheme(Dated):
    """A scheme for second-hand goods, which taxes the dealer's margin within it, and what its invoices must say.

    `says` are the words of the law by language; an invoice under the scheme shows no tax. `of_law` are the languages
    of a country that has several, any of which is enough; elsewhere it is the first of `says`, and others explain it.
    """

    says: dict[str, str]
    of_law: tuple[str, ...] = ()

    def words_in(self, language: str) -> str:
        """The words of the law in a language; where it has none there, in the market's first."""
        return self.says.get(language) or next(iter(self.says.values()))

    def printed_in(self, paper: str, buyer: str | None = None) -> tuple[str, ...]:
        """The words on a paper in a language: the law's, by its languages in the buyer's first, and the paper's own."""
        wanted = (each for each in (buyer, paper) if each in self.of_law)
        of_law = self.words_in(next(wanted, next(iter(self.says))))
        return tuple(dict.fromkeys(filter(None, (of_law, self.says.get(paper, "")))))


def margin_tax(paid: Money, sold: Money, tax: Tax) -> Money:
    """The tax within the margin between what was paid and the whole selling price; a loss bears none."""
    margin = sold - paid
    return tax.within(margin) if margin.minor > 0 else Money(0, sold.currency)
