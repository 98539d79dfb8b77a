"""Figures of sales of new vehicles: contracts of a month, and what they came to."""

from collections.abc import Iterable, Iterator

from lifecycle_desk.base.objections import N_
from lifecycle_desk.figures.rules.figure import (
    Better,
    Contribution,
    Figure,
    FigureUnit,
    Section,
    amounts,
    counts,
)
from lifecycle_desk.stages.sale.contract.rules import Agreed, is_used_sale
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent

SOLD, HANDED_OVER, DAYS = "sale.sold", "sale.handed_over", "sale.days"
_TOLD = frozenset({Happening.SOLD.value, Happening.HANDED_OVER.value, Happening.RECEIVED.value})


def changes(event: Event) -> bool:
    """Whether an event sells a car, or brings it on its way to its buyer."""
    return event.kind in _TOLD


def contributions(life: Iterable[RecordedEvent]) -> Iterator[Contribution]:
    """What the first sale of a car contributes: its contract, its handover, and the days from arrival to it."""
    arrived_on = None
    for each in life:
        if each.kind == Happening.RECEIVED:
            arrived_on = each.on
        elif each.kind == Happening.SOLD and not is_used_sale(each):
            net = each.facts_as(Agreed).amounts.net
            yield Contribution(SOLD, each.on, net.minor, currency=net.currency)
        elif each.kind == Happening.HANDED_OVER:
            yield Contribution(HANDED_OVER, each.on)
            if arrived_on:
                yield Contribution(DAYS, each.on, max((each.on - arrived_on).days, 0))


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
    ),
)
