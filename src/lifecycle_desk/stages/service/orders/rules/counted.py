"""Figures of repair orders: what one that was handed over contributes, and what is read from that by month."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.figures.rules.figure import (
    OF_WORK,
    PER_CENT,
    TENTHS,
    Better,
    Contribution,
    Dimension,
    Figure,
    FigureUnit,
    Section,
    amounts,
    counts,
)
from lifecycle_desk.stages.service.orders.rules.facts import OrderTold
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, PayType, RepairOrder
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, WAITING, OrderEvent
from lifecycle_desk.stages.service.orders.rules.totals import Totals, reckoned
from lifecycle_desk.vehicle.rules.life import RecordedEvent

TURNOVER, LABOUR, HOURS = "order.turnover", "order.labour", "order.hours"
STAYS, WAITS, CAMPAIGNS = "order.stays", "order.waits", "order.campaigns"
VISITS, COMEBACKS = "visit.all", "visit.comebacks"
FIRST_DUE, FIRST_HERE = "visit.first_service_due", "visit.first_service_here"
CLOCKED, PRESENT = "work.clocked", "work.present"
BACK_WITHIN = timedelta(days=30)
FIRST_SERVICE_MONTHS = 15  # a year, and a quarter for whoever is late
MINUTES = Fraction(1, 60)


def contributions(
    order: RepairOrder, steps: Iterable[RecordedEvent], totals: Totals | None = None
) -> Iterator[Contribution]:
    """What an order contributes on the day of its handover; `steps` are its moves and its reading at reception.

    `totals` are those of the order, where somebody has reckoned them already.
    """
    on = order.handed_over_on
    if order.state is not HANDED_OVER or on is None:
        return
    sheet, totals = order.sheet, totals or reckoned(order.sheet, order.tax, order.currency)
    for each in totals.shares:
        turnover = each.net.minor
        yield Contribution(TURNOVER, on, turnover, 1, each.pays.value, order.currency, sheet.technician)
    yield from _labour(order, totals, on)
    told = sorted(steps, key=lambda each: each.seq)
    came = min((each.on for each in told), default=order.opened_on)
    yield Contribution(STAYS, on, max((on - came).days, 0), technician=sheet.technician)
    if waited := days_waited(told, on):
        yield Contribution(WAITS, on, waited, technician=sheet.technician)
    if sheet.campaigns:
        yield Contribution(CAMPAIGNS, on, count=len(sheet.campaigns), technician=sheet.technician)


def _labour(order: RepairOrder, totals: Totals, on: date) -> Iterator[Contribution]:
    """Hours sold and their net price, by who pays and by the technician of the line, else of the order."""
    tenths, priced = Counter[tuple[PayType, str]](), Counter[tuple[PayType, str]]()
    for line in order.sheet.lines:
        if line.kind is LineKind.LABOUR and line.hours:
            who = line.pays, line.technician or order.sheet.technician
            tenths[who] += int(line.hours * 10)
            priced[who] += line.amount
    for (pays, technician), sold in tenths.items():
        share = totals.of(pays)
        part = Fraction(priced[pays, technician], share.lines.minor or 1)
        net = share.net.times(part).minor
        yield Contribution(HOURS, on, sold, 1, pays.value, order.currency, technician)
        yield Contribution(LABOUR, on, net, 1, pays.value, order.currency, technician)


def days_waited(steps: Iterable[RecordedEvent], handed_over_on: date) -> int:
    """The days on which an order waited for parts."""
    waited, since = 0, None
    for each in steps:
        state = each.facts_as(OrderTold).state
        if since is not None and state is not None and state is not WAITING:
            waited, since = waited + (each.on - since).days, None
        elif since is None and state is WAITING:
            since = each.on
    return waited + ((handed_over_on - since).days if since else 0)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that ended, as the others of its car are compared with it."""

    key: int
    opened_on: date
    handed_over_on: date
    technician: str
    serviced: bool


def came_back(visits: Iterable[Visit]) -> Iterator[tuple[Visit, Visit]]:
    """The visits of a car that were followed by another within 30 days of the handover, each with the first of these.

    Whether that was for the same is not known yet.
    """
    found = sorted(visits, key=lambda each: (each.handed_over_on, each.key))
    for at, each in enumerate(found):
        for later in found[at + 1 :]:
            if each.handed_over_on <= later.opened_on <= each.handed_over_on + BACK_WITHIN:
                yield each, later


def matters(codes: Iterable[str], parts: Iterable[str]) -> frozenset[str]:
    """What a visit was for: its operation codes and the parts of the car. Two that share one were for the same."""
    written = (each.strip().upper() for each in codes)
    return frozenset((*(f"code {each}" for each in written if each), *(f"part {each}" for each in parts)))


def moves_orders(kind: str) -> bool:
    """Whether a kind of event ends a visit, corrects it or takes the end back."""
    return kind in _ENDS


_ENDS = frozenset({OrderEvent.CLOSED.value, OrderEvent.CORRECTED.value, OrderEvent.TAKEN_BACK.value})
STEPS = frozenset({OrderEvent.MOVED.value, OrderEvent.READ.value})

FIGURES = (
    Figure(
        name="turnover",
        section=Section.WORKSHOP,
        title=N_("Workshop turnover"),
        counts=N_("Repair orders handed over in the period, without tax, by who pays."),
        unit=FigureUnit.MONEY,
        of=amounts(TURNOVER),
        sorts=PayType,
        sorted_by=C_("figure", "Paid by"),
        dimensions=OF_WORK,
        better=Better.HIGHER,
    ),
    Figure(
        name="visits",
        section=Section.WORKSHOP,
        title=N_("Workshop visits"),
        counts=N_("Repair orders handed over in the period."),
        unit=FigureUnit.COUNT,
        of=counts(STAYS),
        dimensions=OF_WORK,
        better=Better.HIGHER,
    ),
    Figure(
        name="hours_sold",
        section=Section.WORKSHOP,
        title=N_("Hours sold"),
        counts=N_("Flat-rate hours on the labour lines of repair orders handed over in the period."),
        unit=FigureUnit.HOURS,
        of=amounts(HOURS),
        times=TENTHS,
        dimensions=OF_WORK,
        better=Better.HIGHER,
    ),
    Figure(
        name="hours_clocked",
        section=Section.WORKSHOP,
        title=N_("Hours clocked"),
        counts=N_("Time clocked on jobs in the period."),
        unit=FigureUnit.HOURS,
        of=amounts(CLOCKED),
        times=MINUTES,
        dimensions=OF_WORK,
    ),
    Figure(
        name="hours_present",
        section=Section.WORKSHOP,
        title=N_("Hours present"),
        counts=N_(
            "The hours set for each technician who worked in a month, 8 a day where none are set, on days on which the "
            "workshop was open."
        ),
        unit=FigureUnit.HOURS,
        of=amounts(PRESENT),
        times=TENTHS,
        dimensions=(Dimension.TECHNICIAN, Dimension.MARKET),
    ),
    Figure(
        name="utilisation",
        section=Section.WORKSHOP,
        title=N_("Hours sold of hours present"),
        counts=N_("Flat-rate hours sold as a share of the hours that technicians were present."),
        unit=FigureUnit.PERCENT,
        of=amounts(HOURS),
        per=amounts(PRESENT),
        times=PER_CENT,
        dimensions=(Dimension.TECHNICIAN, Dimension.MARKET),
        better=Better.HIGHER,
        without=N_("No hours present"),
    ),
    Figure(
        name="effective_rate",
        section=Section.WORKSHOP,
        title=N_("Effective labour rate"),
        counts=N_("What labour lines came to without tax, divided by the hours sold on them."),
        unit=FigureUnit.RATE,
        of=amounts(LABOUR),
        per=amounts(HOURS),
        times=Fraction(10),
        dimensions=OF_WORK,
        better=Better.HIGHER,
        without=N_("No hours sold"),
    ),
    Figure(
        name="days_in_workshop",
        section=Section.WORKSHOP,
        title=N_("Days in workshop"),
        counts=N_("Average days from the reception of the vehicle, or the first work on it, to its handover."),
        unit=FigureUnit.DAYS,
        of=amounts(STAYS),
        per=counts(STAYS),
        dimensions=OF_WORK,
        better=Better.LOWER,
        without=N_("No workshop visits"),
    ),
    Figure(
        name="waited_for_parts",
        section=Section.WORKSHOP,
        title=N_("Handed over after waiting for parts"),
        counts=N_("Visits handed over in the period that waited for parts for a day or more."),
        unit=FigureUnit.COUNT,
        of=counts(WAITS),
        dimensions=OF_WORK,
        better=Better.LOWER,
    ),
    Figure(
        name="days_for_parts",
        section=Section.WORKSHOP,
        title=N_("Days waited for parts"),
        counts=N_("Average days that visits handed over in the period waited for parts, of those that did."),
        unit=FigureUnit.DAYS,
        of=amounts(WAITS),
        per=counts(WAITS),
        dimensions=OF_WORK,
        better=Better.LOWER,
        without=N_("No vehicle handed over had waited"),
    ),
    Figure(
        name="comebacks",
        section=Section.WORKSHOP,
        title=N_("Comebacks within 30 days"),
        counts=N_(
            "Visits handed over in the period after which the vehicle came back within 30 days for the same operation "
            "or the same part of the car, as a share of all."
        ),
        unit=FigureUnit.PERCENT,
        of=counts(COMEBACKS),
        per=counts(VISITS),
        times=PER_CENT,
        dimensions=OF_WORK,
        better=Better.LOWER,
        without=N_("No workshop visits"),
    ),
    Figure(
        name="first_service_retention",
        section=Section.WORKSHOP,
        title=N_("First service here"),
        counts=N_(
            "Vehicles handed over new 15 months before: the share that has had a maintenance service here since."
        ),
        unit=FigureUnit.PERCENT,
        of=counts(FIRST_HERE),
        per=counts(FIRST_DUE),
        times=PER_CENT,
        better=Better.HIGHER,
        without=N_("No first service due"),
    ),
    Figure(
        name="campaigns_done",
        section=Section.WARRANTY,
        title=N_("Campaigns done here"),
        counts=N_("Recalls and campaigns carried out on repair orders handed over in the period."),
        unit=FigureUnit.COUNT,
        of=counts(CAMPAIGNS),
        dimensions=OF_WORK,
        better=Better.HIGHER,
    ),
)
