"""Figures of sales of new vehicles: contracts of a month, and what they came to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lifecycle_desk.base.objections import N_
from lifecycle_desk.figures.rules.figure import (
    PER_CENT,
    REGISTERED_IN,
    Better,
    Contribution,
    Figure,
    FigureUnit,
    Section,
    amounts,
    counts,
)
from lifecycle_desk.stages.sale.contract.rules import Agreed, is_used_sale
from lifecycle_desk.stages.sale.stock.rules.purchases import Bought
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent

SOLD, HANDED_OVER, DAYS = "sale.sold", "sale.handed_over", "sale.days"
PRICED, MARGIN = "sale.priced", "sale.margin"
_TOLD = frozenset(
    each.value for each in (Happening.SOLD, Happening.HANDED_OVER, Happening.RECEIVED, Happening.PURCHASED)
)


def changes(event: Event) -> bool:
    """Whether an event sells a car, or brings it on its way to its buyer."""
    return event.kind in _TOLD


def contributions(life: Iterable[RecordedEvent]) -> Iterator[Contribution]:
    """What the first sale of a car contributes: its contract, what remains of it, its handover, its days here."""
    arrived_on, told = None, list(life)
    cost = next((each.facts_as(Bought).price for each in reversed(told) if each.kind == Happening.PURCHASED), None)
    for each in told:
        if each.kind == Happening.RECEIVED:
            arrived_on = each.on
        elif each.kind == Happening.SOLD and not is_used_sale(each):
            net = each.facts_as(Agreed).amounts.net
            yield Contribution(SOLD, each.on, net.minor, currency=net.currency)
            if cost and cost.currency == net.currency:
                yield Contribution(PRICED, each.on, net.minor, currency=net.currency)
                yield Contribution(MARGIN, each.on, net.minor - cost.minor, currency=net.currency)
        elif each.kind == Happening.HANDED_OVER:
            yield Contribution(HANDED_OVER, each.on)
            if arrived_on:
                yield Contribution(DAYS, each.on, max((each.on - arrived_on).days, 0))


@dataclass(frozen=True, slots=True)
class PlatedIn:
    """Of a registration: the country, where it is not the dealer's."""

    country: str = ""


def registers(event: Event) -> bool:
    """Whether an event registers a car."""
    return event.kind == Happening.REGISTERED


def market(life: Iterable[RecordedEvent]) -> Iterator[Contribution]:
    """Which market a car belongs to, where it was registered in another one than the dealer's."""
    last = next((each for each in reversed(list(life)) if each.kind == Happening.REGISTERED), None)
    if last and (country := last.facts_as(PlatedIn).country):
        yield Contribution(REGISTERED_IN, last.on, sort=country)


FIGURES = (
    Figure(
        name="new_sold",
        section=Section.SALES,
        title=N_("New vehicles sold"),
        counts=N_("Contracts for new vehicles signed in the period and not cancelled."),
        unit=FigureUnit.COUNT,
        of=counts(SOLD),
        better=Better.HIGHER,
    ),
    Figure(
        name="new_sales",
        section=Section.SALES,
        title=N_("Sales of new vehicles"),
        counts=N_("The prices of these contracts without tax."),
        unit=FigureUnit.MONEY,
        of=amounts(SOLD),
        better=Better.HIGHER,
    ),
    Figure(
        name="new_margin",
        section=Section.SALES,
        title=N_("Gross margin"),
        counts=N_("These prices less the purchase prices, of the vehicles whose purchase price is recorded."),
        unit=FigureUnit.MONEY,
        of=amounts(MARGIN),
        better=Better.HIGHER,
    ),
    Figure(
        name="new_margin_share",
        section=Section.SALES,
        title=N_("Gross margin of price"),
        counts=N_("That gross margin as a share of the prices of these vehicles."),
        unit=FigureUnit.PERCENT,
        of=amounts(MARGIN),
        per=amounts(PRICED),
        times=PER_CENT,
        better=Better.HIGHER,
        without=N_("No sale with both prices known"),
    ),
    Figure(
        name="new_handed_over",
        section=Section.SALES,
        title=N_("New vehicles handed over"),
        counts=N_("New vehicles handed over to their buyers in the period."),
        unit=FigureUnit.COUNT,
        of=counts(HANDED_OVER),
        better=Better.HIGHER,
    ),
    Figure(
        name="days_to_handover",
        section=Section.SALES,
        title=N_("Days in stock"),
        counts=N_("Average days from arrival to handover, of new vehicles handed over in the period."),
        unit=FigureUnit.DAYS,
        of=amounts(DAYS),
        per=counts(DAYS),
        better=Better.LOWER,
        without=N_("No vehicles handed over"),
    ),
)
