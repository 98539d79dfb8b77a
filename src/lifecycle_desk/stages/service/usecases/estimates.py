"""Showing estimates: what is proposed at an order, what the customer decided, and the advice that is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.stages.service.rules.approval import to_decide
from lifecycle_desk.stages.service.rules.orders import Job, Line, OrderSheet
from lifecycle_desk.stages.service.rules.totals import Totals, reckoned
from lifecycle_desk.stages.service.tables import approvals as kept
from lifecycle_desk.stages.service.tables import orders
from lifecycle_desk.stages.service.tables.approvals import Advice, Approval
from lifecycle_desk.stages.service.usecases.sealing import house
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.strokes import Strokes
from lifecycle_desk.vehicle.rules.wording import Said
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.telling import opened

__all__ = ["Advice", "EstimatePage", "Given", "advice_of_car", "advice_waits", "estimate"]


@dataclass(frozen=True, slots=True)
class Given:
    """An approval with what was said with it; `who`, `note` and `signature` are empty once the customer was erased."""

    approval: Approval
    who: str
    note: str
    signature: Strokes
    by: str | None


@dataclass(frozen=True, slots=True)
class EstimatePage:
    """An order's estimate; `totals` are of the order with all that is proposed, `lines` are those to be decided.

    Each line stands with the numbers of its job and its own, as decisions name them. `refused` is what the decisions
    that count refused at this order, whatever has become of it since.
    """

    number: str
    revision: int
    live: bool
    own: tuple[Job, ...]
    proposed: tuple[Job, ...]
    totals: Totals
    proposed_totals: Totals
    given: tuple[Given, ...]
    advice: tuple[Advice, ...]
    refused: tuple[Advice, ...] = ()

    @property
    def lines(self) -> tuple[tuple[int, int, Line], ...]:
        """The lines that the customer decides."""
        return tuple(to_decide((*self.own, *self.proposed)))

    @property
    def counting(self) -> tuple[Given, ...]:
        """The decisions that count, the first first."""
        return tuple(each for each in reversed(self.given) if each.approval.counts)

    @property
    def last(self) -> Given | None:
        """The approval in force."""
        return next((each for each in self.given if each.approval.counts), None)


def estimate(seat: Seat, number: str) -> EstimatePage:
    """The estimate of an order; refuses a number that there is not."""
    with seat.store.reading() as work:
        order = orders.order(work, number)
        of, proposed = house(work), kept.proposed(work, order.key)
        tax = order.tax if order.closing_event else of.tax_on(of.today)
        given = tuple(_given(work, each) for each in kept.of_order(work, order.key))
        counting = [each.approval.event for each in given if each.approval.counts]
        return EstimatePage(
            order.number,
            order.revision,
            not order.state.is_final,
            order.sheet.jobs,
            proposed,
            reckoned(OrderSheet(jobs=(*order.sheet.jobs, *proposed)), tax, order.currency),
            reckoned(OrderSheet(jobs=proposed), tax, order.currency),
            given,
            tuple(kept.open_advice(work, order.vin)),
            tuple(each for event in reversed(counting) for each in kept.advice_of(work, event)),
        )


def _given(work: Work, each: Approval) -> Given:
    found = life.event(work, each.event)
    said: dict[str, Any] = opened(work, each.event) or (found[0].facts if found else {})
    strokes = msgspec.convert(said.get("signature", ()), Strokes)
    return Given(each, said.get("who", ""), said.get("note", ""), strokes, found[0].by if found else None)


def advice_waits(work: Work, vin: str) -> Iterator[Said]:
    """The advice that waits at a vehicle, as its page tells it."""
    for each in kept.open_advice(work, vin):
        lines = ", ".join(line.text or line.code for line in each.job.lines)
        what = " · ".join(filter(None, (each.job.cause, lines)))
        yield Said(N_("%(what)s: %(amount)s, refused on %(day)s"), what=what, amount=each.amount, day=each.since)


def advice_of_car(seat: Seat, vin: str) -> tuple[Advice, ...]:
    """The advice that is open at a vehicle, the latest first."""
    with seat.store.reading() as work:
        return tuple(kept.open_advice(work, vin))
