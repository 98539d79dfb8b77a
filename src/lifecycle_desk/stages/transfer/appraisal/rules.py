"""Appraisal: what a used car is worth to the dealer, what must be put right first, and what can be offered for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lifecycle_desk.base.money import CurrenciesMixed, Money, total
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import AmountNegative
from lifecycle_desk.stages.transfer.condition.rules.grading import Grades
from lifecycle_desk.stages.transfer.condition.rules.limits import Found, in_force
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageMark
from lifecycle_desk.vehicle.rules.people import check_texts

MOST_LINES = 200
_TENTHS = 10

ValueMissing = objection("ValueMissing", N_("Enter the market value."), "value")
TooManyLines = objection(
    "TooManyLines", N_("%(count)s lines is too many: at most %(most)s."), "costs", count=int, most=int
)
# Costs and margin eat up the value: allowed, since the figure says so itself.
NothingLeft = objection("NothingLeft", N_("Costs and margin exceed the value: no offer is possible."), "value")


class Basis(LabeledEnum):
    """Where a market value was taken from."""

    GUIDE = "guide", N_("Price guide")
    LISTINGS = "listings", N_("Vehicles on offer")
    AUCTION = "auction", N_("Auction results")
    OWN = "own", N_("Own experience")


@dataclass(frozen=True, slots=True)
class CostLine:
    """The cost of a repair; `about` is the finding it comes from: mark:2, tread_illegal:front_left."""

    words: str
    amount: Money
    about: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A cost that follows from a finding: a mark by its number or a finding, tenths of an hour, and what they cost."""

    about: str
    tenths: int
    amount: Money
    mark: int | None = None
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The result of an appraisal, exact: `offer` is the value less costs and margin, and never less than nought."""

    value: Money
    costs: Money
    margin: Money
    offer: Money


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Of an appraisal: what it comes to."""

    amounts: Offer


def suggested(
    marks: Sequence[DamageMark], found: Iterable[Found], by: Grades, rate: Money, on: date
) -> tuple[Suggested, ...]:
    """The costs that findings suggest: usual times at the dealer's rate for an hour, without parts."""
    read = in_force("reconditioning", on)

    def cost(about: str, tenths: int, mark: int | None = None, each: Found | None = None) -> Suggested:
        return Suggested(about, tenths, rate.times(Fraction(tenths, _TENTHS)), mark, each)

    of_marks = [
        cost(f"mark:{number}", read["damages"][mark.kind.value][by.step(mark.size_mm)], mark=number)
        for number, mark in enumerate(marks, 1)
    ]
    of_found = [cost(about_of(each), read["findings"].get(each.kind.value, 0), each=each) for each in found]
    return tuple(each for each in (*of_marks, *of_found) if each.tenths)


def about_of(found: Found) -> str:
    """How a cost line names its finding."""
    return f"{found.kind.value}:{found.about}" if found.about else found.kind.value


def offer_of(value: Money, costs: Sequence[CostLine], margin: Money) -> Offer:
    """The possible offer; refuses amounts of other currencies and below nought."""
    if value.minor <= 0:
        raise ValueMissing
    if len(costs) > MOST_LINES:
        raise TooManyLines(len(costs), MOST_LINES)
    for place, line in enumerate(costs):
        _check(line.amount, value.currency, f"costs[{place}].amount")
        check_texts([(f"costs[{place}].words", line.words)])
    _check(margin, value.currency, "margin")
    summed = total((line.amount for line in costs), value.currency)
    left = value - summed - margin
    return Offer(value, summed, margin, Money(max(left.minor, 0), value.currency))


def _check(amount: Money, currency: str, field: str) -> None:
    if amount.currency != currency:
        raise CurrenciesMixed(amount.currency, currency).at_field(field)
    if amount.minor < 0:
        raise AmountNegative().at_field(field)
