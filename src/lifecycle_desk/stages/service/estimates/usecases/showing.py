"""Showing estimates: what is proposed at an order, what the customer decided, and the advice that is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import POINT, InARow, Said
from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.base.typed import typed
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.catalogue.rules.line_texts import NO_TEXTS, LineTexts
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import line_texts
from lifecycle_desk.stages.service.estimates import tables as approval_rows
from lifecycle_desk.stages.service.estimates.rules import SaidWith, to_decide
from lifecycle_desk.stages.service.estimates.tables import Approval, DeferredWork
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, OrderSheet, RepairOrder
from lifecycle_desk.stages.service.orders.rules.totals import Totals, reckoned
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.stages.service.orders.usecases.line_words import texts_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import opened

__all__ = ["DeferredWork", "EstimatePage", "Given", "LeftForLater", "advice_waits", "estimate", "left_for_later"]


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
    that count refused at this order, whatever has become of it since. `texts` has the catalogue's words for all of it.
    """

    number: str
    revision: int
    live: bool
    own: tuple[Job, ...]
    proposed: tuple[Job, ...]
    totals: Totals
    proposed_totals: Totals
    given: tuple[Given, ...]
    advice: tuple[DeferredWork, ...]
    refused: tuple[DeferredWork, ...] = ()
    texts: LineTexts = NO_TEXTS

    def read_in(self, reader: str) -> "EstimatePage":
        """The same to be read, and never to be kept: its lines in the words of a reader of a language."""
        return replace(
            self,
            own=self.texts.jobs(self.own, reader),
            proposed=self.texts.jobs(self.proposed, reader),
            advice=_read(self.advice, self.texts, reader),
            refused=_read(self.refused, self.texts, reader),
        )

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


def estimate(user: UserSession, number: str) -> EstimatePage:
    """The estimate of an order; refuses a number that there is not."""
    with user.store.reading() as tx:
        order = orders.order(tx, number)
        of, proposed = dealer_context(tx), approval_rows.proposed(tx, order.key)
        tax = order.tax if order.closing_event else of.tax_on(of.today)
        given = tuple(_given(tx, each) for each in approval_rows.of_order(tx, order.key))
        counting = [each.approval.event for each in given if each.approval.counts]
        advice, refused = tuple(approval_rows.open_advice(tx, order.vin)), _refused(tx, counting)
        return EstimatePage(
            order.number,
            order.revision,
            not order.state.is_final,
            order.sheet.jobs,
            proposed,
            reckoned(OrderSheet(jobs=(*order.sheet.jobs, *proposed)), tax, order.currency),
            reckoned(OrderSheet(jobs=proposed), tax, order.currency),
            given,
            advice,
            refused,
            texts_of(tx, order, (*order.sheet.jobs, *proposed, *(each.job for each in (*advice, *refused)))),
        )


@dataclass(frozen=True, slots=True)
class LeftForLater:
    """What the visit of an order leaves: whether it is its vehicle's latest, and recommended work.

    After the latest visit that is what is still open at the vehicle, after an earlier one what was refused then.
    """

    is_latest: bool
    work: tuple[DeferredWork, ...]


def left_for_later(user: UserSession, order: RepairOrder, reader: str) -> LeftForLater:
    """What an order leaves for a later visit of its vehicle, in the words of a reader of a language."""
    with user.store.reading() as tx:
        is_latest = orders.keys_of(tx, order.vin)[0] == order.key
        work = tuple(approval_rows.open_advice(tx, order.vin)) if is_latest else _refused_at(tx, order.key)
        return LeftForLater(is_latest, _read(work, texts_of(tx, order, [each.job for each in work]), reader))


def _refused_at(tx: Transaction, key: int) -> tuple[DeferredWork, ...]:
    return _refused(tx, [each.event for each in approval_rows.of_order(tx, key) if each.counts])


def _read(work: Sequence[DeferredWork], texts: LineTexts, reader: str) -> tuple[DeferredWork, ...]:
    return tuple(replace(each, job=texts.job(each.job, reader)) for each in work)


def _refused(tx: Transaction, counting: Sequence[int]) -> tuple[DeferredWork, ...]:
    """What the decisions that count refused, by their events, of which the last comes first."""
    return tuple(each for event in reversed(counting) for each in approval_rows.advice_of(tx, event))


def _given(tx: Transaction, each: Approval) -> Given:
    found = life.event(tx, each.event)
    said = typed(SaidWith, opened(tx, each.event) or (found[0].facts if found else {}))
    return Given(each, said.who, said.note, said.signature, found[0].by if found else None)


def advice_waits(tx: Transaction, vin: str) -> Iterator[Said]:
    """The advice that waits at a vehicle, as its page tells it."""
    advice = approval_rows.open_advice(tx, vin)
    texts = line_texts(tx, [line for each in advice for line in each.job.lines])
    for each in advice:
        work = InARow(*(texts.of(line) if line.text else line.code for line in each.job.lines))
        what = InARow(each.job.cause, work, by=POINT)
        yield Said(N_("%(what)s: %(amount)s, declined on %(day)s"), what=what, amount=each.amount, day=each.since)
