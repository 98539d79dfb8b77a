"""Estimates: work is proposed, the customer decides line by line, refused work stays as advice."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Annotated, Any

from lifecycle_desk.base.moments import MomentWithoutZone
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.strokes import Strokes, check_strokes
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import One, Text
from lifecycle_desk.stages.service.estimates import rules as approval
from lifecycle_desk.stages.service.estimates import tables as approval_rows
from lifecycle_desk.stages.service.estimates.rules import (
    AdviceState,
    ApprovalEvent,
    Decision,
    DecisionTold,
    How,
    LineDecided,
    SaidWith,
)
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.identities import recognised
from lifecycle_desk.stages.service.orders.rules.kinds import Reason
from lifecycle_desk.stages.service.orders.rules.orders import Job, OrderSheet, RepairOrder, revised, unnumbered
from lifecycle_desk.stages.service.orders.rules.states import check_open, check_revision
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.rules.wording import taking_back
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext, dealer_context, plain, words_erased
from lifecycle_desk.stages.service.orders.usecases.held import on_jobs, refuse_lost, refuse_lost_jobs
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import ChangeRepairOrder
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.rules.steps import teach
from lifecycle_desk.vehicle.usecases.recording import record_event, refuse_closed
from lifecycle_desk.vehicle.usecases.voiding import undone_by, void


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeWork:
    """Work that is proposed at an order beside what was approved, in place of what was proposed before."""

    number: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeBeyond(OrderSheet):
    """The whole sheet as somebody typed it, in place of the revision that was read.

    Work above the approved sum is proposed; all else is kept on the order.
    """

    number: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideEstimate:
    """The customer's decision on every line that he pays, of the revision that was read; how, when (None: now) and who.

    `signature` is the one drawn on the screen; `who` is needed without one.
    """

    number: str
    revision: int
    decisions: tuple[Decision, ...]
    how: Annotated[How, One(C_("approval", "How"), terms=How)]
    who: Annotated[str, Text(N_("Approved by"), longest=validation.LONGEST_WORDS)] = ""
    at: datetime | None = None
    signature: Strokes = ()
    note: Annotated[str, Text(C_("order", "Note"))] = ""


@dataclass(frozen=True, slots=True)
class TakeBackApproval:
    """A decision by the number of its event, and why it is taken back."""

    number: str
    event: int
    why: Reason


TAKEN_BACK = taking_back(TakeBackApproval, ApprovalEvent.TAKEN_BACK, "number")


@dataclass(frozen=True, slots=True)
class TakeUpAdvice:
    """Advice that is done after all, at an order of the same vehicle."""

    number: int
    order: str


@dataclass(frozen=True, slots=True)
class DropAdvice:
    """Advice that nobody needs any more."""

    number: int


@dataclass(frozen=True, slots=True)
class EstimateDone:
    """An order after something was done about its estimate: what is approved up to now, how much was refused.

    `event` is the number of the decision's event, None where nothing was decided.
    """

    number: str
    vin: str
    revision: int
    event: int | None
    approved: Money | None
    refused: Money | None = None
    proposed: int = 0


@command(ORDER_EDIT)
def take_back_approval(tx: Transaction, asked: TakeBackApproval) -> EstimateDone:
    """Take back a decision that was written down by mistake: the order is as it was before, and its advice is none."""
    asked = tidied(tx, asked)
    order = _open(tx, asked.number)
    made = approval_rows.last(tx, order.key)
    if made is None or made.event != asked.event:
        raise approval.UnknownApproval(asked.event)
    if made.before is None or made.revision != order.revision or approval_rows.proposed(tx, order.key):
        raise approval.NotTheLastApproval
    if any(each.state is not AdviceState.OPEN for each in approval_rows.advice_of(tx, made.event)):
        raise approval.NotTheLastApproval
    customer = None if words_erased(tx, order.sheet) else order.sheet.customer
    gone = void(tx, TAKEN_BACK, asked, person=lambda _tx, _told: customer)
    approval_rows.void(tx, made.event)
    approval_rows.propose(tx, order.key, made.proposed)
    before = recognised(made.before, order.sheet.jobs)  # those of before jobs had numbers get them back
    refuse_lost_jobs(tx, order, before)
    changed = revised(order, tx.at, tx.by, sheet=replace(order.sheet, jobs=before))
    orders.save(tx, changed, None)
    return replace(_done(tx, changed), event=gone.event)


@command(ORDER_EDIT)
def propose_work(tx: Transaction, asked: ProposeWork) -> EstimateDone:
    """Propose work at an open order, which the customer decides before it is done."""
    order = _open(tx, asked.number)
    jobs = validation.tidied_jobs(asked.jobs, dealer_context(tx).dealer.labour_rate)
    approval_rows.propose(tx, order.key, unnumbered(jobs))
    return _done(tx, order)


@command(ORDER_EDIT)
def propose_beyond(tx: Transaction, asked: ProposeBeyond) -> EstimateDone:
    """Keep what was typed into an order, and propose what of it the customer has not approved yet."""
    order = _open(tx, asked.number)
    typed = validation.tidied_jobs(asked.jobs, dealer_context(tx).dealer.labour_rate)
    stay, proposed = approval.beyond(order.sheet.jobs, typed)
    given = {each.name: getattr(asked, each.name) for each in fields(ChangeRepairOrder)}
    change_repair_order.does(tx, ChangeRepairOrder(**given | {"jobs": stay}))
    approval_rows.propose(tx, order.key, (*approval_rows.proposed(tx, order.key), *proposed))
    return _done(tx, orders.order(tx, order.number))


@command(ORDER_EDIT, undo=undone_by(take_back_approval))
def decide_estimate(tx: Transaction, asked: DecideEstimate) -> EstimateDone:
    """Write down what the customer decided: the approved work is done, the refused stays as advice."""
    order, of = _open(tx, asked.number), dealer_context(tx)
    check_revision(order.number, asked.revision, order.revision, order.changed_at, order.changed_by)
    asked = validation.words_tidied(asked)
    who, note = asked.who, asked.note
    check_strokes(asked.signature, "signature")
    sealed_for = None if words_erased(tx, order.sheet) else order.sheet.customer
    approval.check_given(asked.how, who, signed=any(asked.signature), customer=sealed_for)
    at = _moment(tx, asked.at)
    proposed = approval_rows.proposed(tx, order.key)
    found = approval.decide(order.sheet.jobs, proposed, asked.decisions, on_jobs(tx, order))
    refuse_lost(tx, order, found.jobs)
    changed = revised(order, tx.at, tx.by, sheet=replace(order.sheet, jobs=found.jobs))
    approved, refused = _gross(found.jobs, changed, of), _gross(found.refused, changed, of)
    lines = _decided_lines((*order.sheet.jobs, *proposed), asked.decisions)
    told = DecisionTold(order.number, asked.how, at, approved, refused, any(asked.signature), lines)
    open_words = {} if sealed_for else {"who": who, "note": note}
    event = Event(order.vin, of.today, ApprovalEvent.DECIDED.value, plain(told) | plain(open_words))
    said = plain(SaidWith(who, note, asked.signature)) if sealed_for else None
    seq = record_event(tx, replace(event, person=sealed_for, personal=said))
    orders.save(tx, changed, None)
    approval_rows.propose(tx, order.key, ())
    made = approval_rows.Approval(
        seq, order.key, at, asked.how, approved, refused, changed.revision, True, order.sheet.jobs, proposed
    )
    approval_rows.save(tx, made)
    for job in found.refused:
        amount = _gross((job,), changed, of)
        approval_rows.advise(
            tx, approval_rows.DeferredWork(0, order.vin, seq, order.key, job, amount, of.today, AdviceState.OPEN)
        )
    return EstimateDone(order.number, order.vin, changed.revision, seq, approved, refused)


@command(ORDER_EDIT)
def take_up_advice(tx: Transaction, asked: TakeUpAdvice) -> EstimateDone:
    """Propose at an order what was refused at an earlier one."""
    order = _open(tx, asked.order)
    found = approval_rows.advice(tx, asked.number)
    if found is None or found.vin != order.vin or found.state is not AdviceState.OPEN:
        raise approval.UnknownAdvice(asked.number)
    approval_rows.propose(tx, order.key, (*approval_rows.proposed(tx, order.key), found.job))
    approval_rows.settle_advice(tx, found.number, AdviceState.TAKEN_UP, order.key)
    return _done(tx, order)


@command(ORDER_EDIT)
def drop_advice(tx: Transaction, asked: DropAdvice) -> EstimateDone:
    """Drop advice that nobody needs any more; that it was refused once stays in the life."""
    found = approval_rows.advice(tx, asked.number)
    if found is None or found.state is not AdviceState.OPEN:
        raise approval.UnknownAdvice(asked.number)
    approval_rows.settle_advice(tx, found.number, AdviceState.DROPPED)
    order = orders.orders(tx, [found.order])[0]
    return _done(tx, order)


def _open(tx: Transaction, number: str) -> RepairOrder:
    order = orders.order(tx, number)
    check_open(order.number, order.state)
    refuse_closed(tx, order.vin)
    return order


def _moment(tx: Transaction, given: datetime | None) -> datetime:
    if given is None:
        return tx.at
    if given.tzinfo is None:
        raise MomentWithoutZone().at_field("at")
    if given > tx.at:
        raise approval.DecidedInTheFuture(given)
    return given.astimezone(tx.at.tzinfo).replace(microsecond=0)


def _gross(jobs: tuple[Job, ...], order: RepairOrder, of: DealerContext) -> Money:
    """The customer's price of some jobs, taxes in."""
    return reckoned(OrderSheet(jobs=jobs), of.tax_on(of.today), order.currency).customer


def _decided_lines(jobs: tuple[Job, ...], decisions: tuple[Decision, ...]) -> tuple[LineDecided, ...]:
    """The decisions, line by line, as the event tells them; without prices of single lines nobody could check them."""
    said = {(each.job, each.line): each.approved for each in decisions}
    return tuple(
        LineDecided(line.code, line.text, line.amount, said[job, place])
        for job, place, line in approval.to_decide(jobs)
    )


def _done(tx: Transaction, order: RepairOrder) -> EstimateDone:
    last = approval_rows.last(tx, order.key)
    approved = last.approved if last else None
    proposed = approval_rows.proposed(tx, order.key)
    return EstimateDone(order.number, order.vin, order.revision, None, approved, proposed=len(proposed))


teach(TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (
    propose_work,
    propose_beyond,
    decide_estimate,
    take_back_approval,
    take_up_advice,
    drop_advice,
)
