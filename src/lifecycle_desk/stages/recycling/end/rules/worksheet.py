"""The decision at the end: repair, sell, export or dismantle, each with what is left of it."""

from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Amount, kinds_of


class Choice(LabeledEnum):
    """The choices for a car whose repair is in doubt."""

    REPAIR = "repair", C_("decision", "Repair")
    SELL = "sell", C_("decision", "Sell as is")
    EXPORT = "export", C_("decision", "Export")
    DISMANTLE = "dismantle", C_("decision", "Dismantle")


@dataclass(frozen=True, slots=True)
class Decided:
    """Of a decision: what is done."""

    choice: Choice


FigureNegative = objection("FigureNegative", N_("Worksheet amounts cannot be negative."))
CurrencyOther = objection(
    "CurrencyOther", N_("The dealer’s currency is %(currency)s, not %(given)s."), given=str, currency=str
)


class NotTheBest(Objection):
    """The decision for a way of which less is left: allowed, and said."""

    message = N_("%(best)s would return more.")
    field = "choice"
    best: Choice


def _amount(label: str) -> Amount:
    return Amount(label, refuses=FigureNegative)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The figures, as far as they are known: costs and values as positive amounts in the dealer's currency."""

    repair_estimate: Annotated[Money | None, _amount(C_("worksheet", "Less repair estimate"))] = None
    value_repaired: Annotated[Money | None, _amount(C_("worksheet", "Value after repair"))] = None
    value_as_is: Annotated[Money | None, _amount(C_("worksheet", "Value as is"))] = None
    value_abroad: Annotated[Money | None, _amount(C_("worksheet", "Export value"))] = None
    transport: Annotated[Money | None, _amount(C_("worksheet", "Less transport"))] = None
    fees: Annotated[Money | None, _amount(C_("worksheet", "Less fees and duties"))] = None
    parts_value: Annotated[Money | None, _amount(C_("worksheet", "Value of parts"))] = None
    scrap_value: Annotated[Money | None, _amount(C_("worksheet", "Scrap value"))] = None
    dismantling_cost: Annotated[Money | None, _amount(C_("worksheet", "Less dismantling cost"))] = None


NO_FIGURES = Worksheet()
# What each way brings and what it costs, as the columns of the worksheet stand.
WAYS: dict[Choice, tuple[str, ...]] = {
    Choice.REPAIR: ("value_repaired", "repair_estimate"),
    Choice.SELL: ("value_as_is",),
    Choice.EXPORT: ("value_abroad", "transport", "fees"),
    Choice.DISMANTLE: ("parts_value", "scrap_value", "dismantling_cost"),
}


def check_worksheet(sheet: Worksheet, currency: str) -> None:
    """Refuse amounts below nothing and in other currencies."""
    for name, kind in kinds_of(Worksheet).items():
        amount: Money | None = getattr(sheet, name)
        if amount is not None and amount.currency != currency:
            raise CurrencyOther(amount.currency, currency).at_field(name)
        kind.check(amount, name)


def nets(sheet: Worksheet) -> dict[Choice, Money | None]:
    """The net of each way; None where the value that it rests on is not known. Costs not named count nothing.

    Repair: value repaired less the estimate. Export: value abroad less transport and fees. Dismantling: parts and
    scrap less the work.
    """
    return {
        Choice.REPAIR: _net((sheet.value_repaired,), (sheet.repair_estimate,)),
        Choice.SELL: _net((sheet.value_as_is,), ()),
        Choice.EXPORT: _net((sheet.value_abroad,), (sheet.transport, sheet.fees)),
        Choice.DISMANTLE: _net((sheet.parts_value, sheet.scrap_value), (sheet.dismantling_cost,)),
    }


def _net(values: tuple[Money | None, ...], costs: tuple[Money | None, ...]) -> Money | None:
    known = [each for each in values if each is not None]
    if not known:
        return None
    left = Money(0, known[0].currency)
    for value in known:
        left += value
    for cost in costs:
        left = left - cost if cost is not None else left
    return left


def best(sheet: Worksheet) -> Choice | None:
    """The way of which most is left, the first of equals; None where none is known."""
    known = {choice: net for choice, net in nets(sheet).items() if net is not None}
    return max(known, key=lambda choice: known[choice].minor) if known else None


def look_at(choice: Choice, sheet: Worksheet) -> NotTheBest | None:
    """The warning about a decision."""
    found, amounts = best(sheet), nets(sheet)
    own, most = amounts[choice], amounts[found] if found else None
    if found is None or found is choice or (own and most and own == most):
        return None
    return NotTheBest(found)
