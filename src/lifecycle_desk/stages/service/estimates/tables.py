"""Approvals as they are kept: what is proposed beside an order, what was decided, and the advice that stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, delete, func, insert, literal, select, update

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.estimates.rules import AdviceState, How
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    PERSONAL,
    Flag,
    day,
    flag,
    maybe_whole,
    maybe_words,
    money,
    of_vehicle,
    table,
    utc_time,
    whole,
    words,
)


class EstimateRow(TypedColumns):
    """Work that is proposed at an order and not decided yet; as JSON, since it is only ever read whole."""

    order_key = whole(ForeignKey("repair_order.key"), primary_key=True)
    proposed = words(info={PERSONAL: True})
    changed_at = utc_time()
    changed_by = maybe_words()


class ApprovalRow(TypedColumns):
    """A decision of the customer, by its event; the order and the proposals before it, as JSON.

    The speaker, the note and the signature stand in the event alone, sealed under the customer's key.
    """

    event = whole(ForeignKey("event.seq"), primary_key=True)
    order_key = whole(ForeignKey("repair_order.key"), index=True)
    at = utc_time()
    how = words()
    approved = money()
    refused = money()
    currency = words()
    revision = whole()
    counts = flag()
    before = words(info={PERSONAL: True})
    proposed = words(info={PERSONAL: True})


class AdviceRow(TypedColumns):
    """Work that was refused and stays as advice; `taken_up` is the order that took it up."""

    number = whole(primary_key=True)
    vin = of_vehicle()
    event = whole(ForeignKey("order_approval.event"), index=True)
    order_key = whole(ForeignKey("repair_order.key"))
    job = words()
    amount = money()
    currency = words()
    since = day()
    state = words()
    taken_up = maybe_whole(ForeignKey("repair_order.key"))


MOST = 2**63  # what a whole number of either database holds
ESTIMATE, APPROVAL = table("order_estimate", EstimateRow), table("order_approval", ApprovalRow)
ADVICE = table("service_advice", AdviceRow)
Index("ix_service_advice_vin_state", ADVICE.c.vin, ADVICE.c.state)


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision as it is kept; `revision` is that of the order after it.

    `before` is None in books that came as records without people: what the order was before is not known there.
    """

    event: int
    order: int
    at: datetime
    how: How
    approved: Money
    refused: Money
    revision: int
    counts: bool
    before: tuple[Job, ...] | None
    proposed: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class DeferredWork:
    """Advice as it is kept: what the customer refused, where, and since when."""

    number: int
    vin: str
    event: int
    order: int
    job: Job
    amount: Money
    since: date
    state: AdviceState
    taken_up: int | None = None


_APPROVALS = Parts(
    APPROVAL, Approval, columns={"order": "order_key"}, apart=("approved", "refused", "before", "proposed")
)
_ADVICES = Parts(ADVICE, DeferredWork, columns={"order": "order_key"}, apart=("job", "amount"))
_YES = literal(True, Flag())
_PROPOSED = select(ESTIMATE.c.proposed).where(ESTIMATE.c.order_key == bindparam("of"))
_NO_PROPOSED, _NEW_PROPOSED = delete(ESTIMATE).where(ESTIMATE.c.order_key == bindparam("of")), insert(ESTIMATE)
_NEW, _NEW_ADVICE = insert(APPROVAL), insert(ADVICE)
_OF_ORDER = select(APPROVAL).where(APPROVAL.c.order_key == bindparam("of")).order_by(APPROVAL.c.event.desc())
_FIRST_AT = select(func.min(APPROVAL.c.at)).where(APPROVAL.c.order_key == bindparam("of"), APPROVAL.c.counts == _YES)
_LAST = _OF_ORDER.where(APPROVAL.c.counts == _YES).limit(1)
_ALL = select(APPROVAL).order_by(APPROVAL.c.event)
_GONE = update(APPROVAL).where(APPROVAL.c.event == bindparam("of")).values(counts=False)
_WORDS = update(APPROVAL).where(APPROVAL.c.event == bindparam("of"))
_NEXT = select(func.coalesce(func.max(ADVICE.c.number), 0) + 1)
_ADVICE = select(ADVICE).where(ADVICE.c.number == bindparam("of"))
_OPEN = select(ADVICE).where(ADVICE.c.vin == bindparam("vin"), ADVICE.c.state == AdviceState.OPEN.value)
_OPEN = _OPEN.order_by(ADVICE.c.since.desc(), ADVICE.c.number)
_ADVICE_OF = select(ADVICE).where(ADVICE.c.event == bindparam("of")).order_by(ADVICE.c.number)
_STATE = update(ADVICE).where(ADVICE.c.number == bindparam("of"))
_NO_ADVICE = delete(ADVICE).where(ADVICE.c.event == bindparam("of"))


def proposed(tx: Transaction, order: int) -> tuple[Job, ...]:
    """The proposals at an order."""
    found = tx.ask(_PROPOSED, of=order).scalar()
    return _jobs(found) if found else ()


def propose(tx: Transaction, order: int, jobs: tuple[Job, ...]) -> None:
    """Keep what is proposed at an order, in place of what was."""
    tx.write(_NO_PROPOSED, of=order)
    if jobs:
        tx.write(_NEW_PROPOSED, order_key=order, proposed=_json(jobs), changed_at=tx.at, changed_by=tx.by)


def save(tx: Transaction, made: Approval) -> None:
    """A new decision."""
    sums = {"approved": made.approved.minor, "refused": made.refused.minor, "currency": made.approved.currency}
    tx.write(_NEW, **_APPROVALS.row(made), **sums, before=_json(made.before or ()), proposed=_json(made.proposed))


def void(tx: Transaction, event: int) -> None:
    """A decision that was taken back counts no more, and what it had made advice is none."""
    tx.write(_GONE, of=event)
    tx.write(_NO_ADVICE, of=event)


def last(tx: Transaction, order: int) -> Approval | None:
    """The last decision about an order that counts."""
    found = tx.ask(_LAST, of=order).one_or_none()
    return _approval(found) if found else None


def first_at(tx: Transaction, order: int) -> datetime | None:
    """The moment of the first decision about an order that counts."""
    return tx.ask(_FIRST_AT, of=order).scalar()


def of_order(tx: Transaction, order: int) -> list[Approval]:
    """All decisions about an order, the last first."""
    return [_approval(row) for row in tx.ask(_OF_ORDER, of=order)]


def every(tx: Transaction) -> list[Approval]:
    """All decisions, by event."""
    return [_approval(row) for row in tx.ask(_ALL)]


def forget_words(tx: Transaction, orders: Sequence[int], bare: Any) -> None:
    """Forget what a customer said in proposals and in what orders were before; `bare` takes it out of jobs."""
    for order in orders:
        if jobs := proposed(tx, order):
            propose(tx, order, bare(jobs))
        for each in of_order(tx, order):
            tx.write(
                _WORDS.values(before=_json(bare(each.before or ())), proposed=_json(bare(each.proposed))), of=each.event
            )


def advise(tx: Transaction, made: DeferredWork) -> None:
    """New advice; its number is the next one."""
    row = _ADVICES.row(made) | {"number": tx.ask(_NEXT).scalar_one()}
    job, amount = msgspec.json.encode(made.job).decode(), made.amount
    tx.write(_NEW_ADVICE, **row, job=job, amount=amount.minor, currency=amount.currency)


def advice(tx: Transaction, number: int) -> DeferredWork | None:
    """One piece of advice."""
    if not 0 < number < MOST:
        return None
    found = tx.ask(_ADVICE, of=number).one_or_none()
    return _advice(found) if found else None


def open_advice(tx: Transaction, vin: str) -> list[DeferredWork]:
    """The advice that is open at a vehicle, the latest first."""
    return [_advice(row) for row in tx.ask(_OPEN, vin=vin)]


def advice_of(tx: Transaction, event: int) -> list[DeferredWork]:
    """The advice that a decision left."""
    return [_advice(row) for row in tx.ask(_ADVICE_OF, of=event)]


def settle_advice(tx: Transaction, number: int, state: AdviceState, order: int | None = None) -> None:
    """Say what became of advice."""
    tx.write(_STATE.values(state=state.value, taken_up=order), of=number)


def _json(jobs: tuple[Job, ...]) -> str:
    return msgspec.json.encode(jobs).decode()


def _jobs(held: str) -> tuple[Job, ...]:
    return msgspec.json.decode(held, type=tuple[Job, ...])


def _approval(row: Row[Any]) -> Approval:
    return _APPROVALS.made(
        row,
        approved=Money(row.approved, row.currency),
        refused=Money(row.refused, row.currency),
        before=_jobs(row.before) if row.before else None,
        proposed=_jobs(row.proposed) if row.proposed else (),
    )


def _advice(row: Row[Any]) -> DeferredWork:
    return _ADVICES.made(row, job=msgspec.json.decode(row.job, type=Job), amount=Money(row.amount, row.currency))
