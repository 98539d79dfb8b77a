"""Figures of second-hand trade: what came in, what was sold, what remained of it, and how long it stood here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_
from lifecycle_desk.figures.rules.figure import (
    PER_CENT,
    Better,
    Contribution,
    Figure,
    FigureUnit,
    Section,
    amounts,
    counts,
)
from lifecycle_desk.stages.transfer.trade_in.rules.trade import Placed, TradeEvent
from lifecycle_desk.vehicle.rules.contract import SOLD
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage
from lifecycle_desk.vehicle.rules.resting import OWNER_CHANGED

TAKEN_IN, GONE, PRICED, MARGIN = "trade.taken_in", "trade.gone", "trade.priced", "trade.margin"
_TOLD = frozenset({TradeEvent.TAKEN_IN.value, SOLD, OWNER_CHANGED})


@dataclass(frozen=True, slots=True)
class NetTold:
    """Of a contract's amounts: the price without tax."""

    net: Money


@dataclass(frozen=True, slots=True)
class UsedTold:
    """Of a contract: whether it is of a used car, what it came to, and the tax within its margin."""

    used: bool | None = None
    amounts: NetTold | None = None
    margin_tax: Money | None = None


def changes(event: Event) -> bool:
    """Whether an event trades a car in, signs it away or makes it another's."""
    return event.kind in _TOLD


def contributions(life: Iterable[RecordedEvent]) -> Iterator[Contribution]:
    """What each deal with a used car contributes: in when it is traded in, out when it becomes its buyer's."""
    came: date | None = None
    paid: Money | None = None
    price: Money | None = None
    for each in life:
        if each.kind == TradeEvent.TAKEN_IN:
            came, paid, price = each.on, each.facts_as(Placed).agreed, None
            yield Contribution(TAKEN_IN, came, paid.minor if paid else 0, currency=paid.currency if paid else "")
        elif each.kind == SOLD:
            told = each.facts_as(UsedTold)
            price = told.amounts.net if told.used and told.amounts else None
            if price and told.margin_tax:
                price -= told.margin_tax  # owed within it, under a margin scheme
        elif each.kind == OWNER_CHANGED and came and each.sets.stage is Stage.IN_USE:
            yield Contribution(GONE, each.on, max((each.on - came).days, 0))
            yield from _earned(each.on, paid, price)
            came = paid = price = None


def _earned(on: date, paid: Money | None, price: Money | None) -> Iterator[Contribution]:
    """What a car was sold for, and what remained of that; only where both prices are known."""
    if paid and price and paid.currency == price.currency:
        yield Contribution(PRICED, on, price.minor, currency=price.currency)
        yield Contribution(MARGIN, on, price.minor - paid.minor, currency=price.currency)


FIGURES = (
    Figure(
        name="traded_in",
        section=Section.SECOND_HAND,
        title=N_("Vehicles traded in"),
        counts=N_("Used vehicles taken in trade in the period."),
        unit=FigureUnit.COUNT,
        of=counts(TAKEN_IN),
    ),
    Figure(
        name="used_sold",
        section=Section.SECOND_HAND,
        title=N_("Used vehicles sold"),
        counts=N_("Used vehicles that became their buyers’ in the period."),
        unit=FigureUnit.COUNT,
        of=counts(GONE),
        better=Better.HIGHER,
    ),
    Figure(
        name="used_turn",
        section=Section.SECOND_HAND,
        title=N_("Days to sell"),
        counts=N_("Average days from the trade-in to the change of owner, of used vehicles sold in the period."),
        unit=FigureUnit.DAYS,
        of=amounts(GONE),
        per=counts(GONE),
        better=Better.LOWER,
        without=N_("No used vehicles sold"),
    ),
    Figure(
        name="used_sales",
        section=Section.SECOND_HAND,
        title=N_("Sales of used vehicles"),
        counts=N_("Contract prices without tax of used vehicles sold in the period whose trade-in price is known."),
        unit=FigureUnit.MONEY,
        of=amounts(PRICED),
        better=Better.HIGHER,
    ),
    Figure(
        name="used_margin",
        section=Section.SECOND_HAND,
        title=N_("Gross margin"),
        counts=N_("These prices less what was paid for the vehicles; repairs are not counted."),
        unit=FigureUnit.MONEY,
        of=amounts(MARGIN),
        better=Better.HIGHER,
    ),
    Figure(
        name="used_margin_share",
        section=Section.SECOND_HAND,
        title=N_("Gross margin of price"),
        counts=N_("The gross margin as a share of these prices."),
        unit=FigureUnit.PERCENT,
        of=amounts(MARGIN),
        per=amounts(PRICED),
        times=PER_CENT,
        better=Better.HIGHER,
        without=N_("No sale with both prices known"),
    ),
)
