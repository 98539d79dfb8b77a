"""Workshop visits as a life tells them: each by its last closing, without opening every order anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.money import Money
from lifecycle_desk.overview.rules.work import WorkKind, kinds_of
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder, SealedOrder
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.rules.states import OrderEvent
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

VISITS = frozenset({OrderEvent.CLOSED.value, OrderEvent.CORRECTED.value})


@dataclass(frozen=True, slots=True)
class Visit:
    """A repair order that was handed over: its event, what kind of work it was, its sheet and who paid how much."""

    seq: int
    on: date
    order: str
    km: int | None
    kinds: tuple[WorkKind, ...]
    sheet: OrderSheet
    paid: tuple[tuple[PayType, Money], ...]


def visits(events: Iterable[RecordedEvent]) -> tuple[Visit, ...]:
    """The visits that count, the first first."""
    return tuple(_visit(each) for each in effective_events(events) if each.kind in VISITS)


def _visit(told: RecordedEvent) -> Visit:
    order = told.facts_as(SealedOrder)
    return Visit(
        told.seq,
        told.on,
        told.facts_as(AtOrder).order,
        told.odometer.km if told.odometer else None,
        work_of(order.sheet),
        order.sheet,
        tuple((pays, Money(share.gross, order.currency)) for pays, share in order.totals.items()),
    )


def work_of(sheet: OrderSheet) -> tuple[WorkKind, ...]:
    """The kinds of work on a sheet, by its operations; where these say nothing, by its parts and what was done."""
    labour = [line.text for line in sheet.lines if line.kind is LineKind.LABOUR]
    rest = [*(line.text for line in sheet.lines), *(job.correction for job in sheet.jobs)]
    return kinds_of(labour) or kinds_of(rest) or (WorkKind.OTHER,)
