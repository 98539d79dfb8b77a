"""Approval: a customer's decisions line by line of an estimate, and the sum up to which the workshop may go on.

Only lines that the customer pays are decided. Approved work may be done; refused work goes from the order and
stays as advice for the next visit. Work that is proposed after an approval waits beside the order until it is decided.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, PayType, unnumbered
from lifecycle_desk.stages.service.orders.rules.states import (
    BOOKED,
    CHECK,
    HANDED_OVER,
    IN_WORK,
    READY,
    WAITING,
    OrderState,
)

PLACES = {BOOKED: 0, WAITING: 1, IN_WORK: 1, CHECK: 2, READY: 3, HANDED_OVER: 4}  # how far an order has come


class ApprovalEvent(LabeledEnum):
    """Events of an estimate in the vehicle's life."""

    DECIDED = "service.estimate_decided", N_("Estimate approved or declined by customer")
    TAKEN_BACK = "service.approval_taken_back", N_("Approval voided")


class How(LabeledEnum):
    """How the customer said so."""

    SIGNED = "signed", C_("approval", "Signed on screen")
    IN_PERSON = "in_person", C_("approval", "In person")
    PHONE = "phone", C_("approval", "By phone")
    MESSAGE = "message", C_("approval", "By message")
    WRITING = "writing", C_("approval", "In writing")


class AdviceState(LabeledEnum):
    """The states of advice."""

    OPEN = "open", C_("advice", "Open")
    TAKEN_UP = "taken_up", C_("advice", "Proposed again")
    DROPPED = "dropped", C_("advice", "Dropped")


MoreThanApproved = objection(
    "MoreThanApproved",
    N_("The customer approved %(approved)s, but the order totals %(amount)s: get approval first."),
    "approval",
    approved=Money,
    amount=Money,
)
NothingToApprove = objection("NothingToApprove", N_("Nothing to approve: the customer pays for no lines."), "decisions")
LineNotDecided = objection(
    "LineNotDecided",
    N_("Line %(line)s of job %(job)s has not been approved or declined yet."),
    "decisions",
    job=int,
    line=int,
)
DecidedTwice = objection("DecidedTwice", N_("Line %(line)s of job %(job)s is listed twice."), job=int, line=int)
NoSuchLine = objection("NoSuchLine", N_("Job %(job)s has no customer-pay line %(line)s."), job=int, line=int)
WhoApproved = objection("WhoApproved", N_("Enter who approved."), "who")
SignatureMissing = objection("SignatureMissing", N_("The customer has not signed yet."), "signature")
# A signature at an order that names no customer under whose key it could be sealed.
WhoseSignature = objection("WhoseSignature", N_("The order has no customer: enter who signed."), "signature")
DecidedInTheFuture = objection("DecidedInTheFuture", N_("%(moment)s is in the future."), "at", moment=datetime)
NotTheLastApproval = objection(
    "NotTheLastApproval", N_("The order has changed since this approval: get approval again."), "event"
)
UnknownApproval = objection("UnknownApproval", N_("There is no approval number %(event)s."), "event", event=int)
UnknownAdvice = objection(
    "UnknownAdvice", N_("There is no open recommendation number %(number)s."), "number", number=int
)
ProposedUndecided = objection(
    "ProposedUndecided",
    NN_(
        "%(n)s proposed job has not been approved or declined yet.",
        "%(n)s proposed jobs have not been approved or declined yet.",
    ),
    "jobs",
    n=int,
)
AdviceOpen = objection(
    "AdviceOpen",
    NN_(
        "%(n)s recommendation from earlier visits is open.",
        "%(n)s recommendations from earlier visits are open.",
    ),
    "vin",
    n=int,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The customer's decision on one line: the number of its job and of the line in it, both from 1.

    The jobs of the order are counted first, then those that are proposed.
    """

    job: int
    line: int
    approved: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """An order after decisions: its jobs now, and per job its refused lines."""

    jobs: tuple[Job, ...]
    refused: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class LineDecided:
    """A line as a decision tells it; `net` is what it came to, without any tax on top."""

    code: str = ""
    text: str = ""
    net: int = 0
    approved: bool = False


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision about an estimate."""

    order: str = ""
    how: How | None = None
    at: datetime | None = None
    approved: Money | None = None
    refused: Money | None = None
    signed: bool = False
    lines: tuple[LineDecided, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidWith:
    """What was said with a decision: under the customer's key, or openly where none is known."""

    who: str = ""
    note: str = ""
    signature: Strokes = ()


def to_decide(jobs: Sequence[Job]) -> Iterator[tuple[int, int, Line]]:
    """The lines that the customer pays, each with the numbers of its job and its own, from 1."""
    for at, job in enumerate(jobs, 1):
        for place, line in enumerate(job.lines, 1):
            if line.pays is PayType.CUSTOMER and line.amount:
                yield at, place, line


def decide(
    own: Sequence[Job], proposed: Sequence[Job], decisions: Sequence[Decision], stay: Container[int | None] = ()
) -> Decided:
    """The order after the customer's decisions; every line must be decided once, and nothing else.

    A job of which everything was refused goes, unless it must `stay` (by its number) since somebody worked on it; one
    that has no such line stays as it is. Of a proposed job the lines that others pay come along with what is approved.
    """
    jobs = [*own, *proposed]
    said = _checked(jobs, decisions)
    kept: list[Job] = []
    refused: list[Job] = []
    for at, job in enumerate(jobs, 1):
        asked = {place: said[at, place] for number, place, _ in to_decide(jobs) if number == at}
        gone = tuple(job.lines[place - 1] for place, approved in asked.items() if not approved)
        left = tuple(line for place, line in enumerate(job.lines, 1) if asked.get(place, True))
        if gone:
            refused.extend(unnumbered([replace(job, complaint="", lines=gone)]))
        if not gone or any(asked.values()) or (at <= len(own) and (left or job.id in stay)):
            kept.append(replace(job, lines=left))
    return Decided(tuple(kept), tuple(refused))


def _checked(jobs: Sequence[Job], decisions: Sequence[Decision]) -> dict[tuple[int, int], bool]:
    wanted = {(job, line) for job, line, _ in to_decide(jobs)}
    if not wanted:
        raise NothingToApprove
    said: dict[tuple[int, int], bool] = {}
    for at, each in enumerate(decisions):
        place = (each.job, each.line)
        if place not in wanted:
            raise NoSuchLine(*place).at_field(f"decisions[{at}]")
        if place in said:
            raise DecidedTwice(*place).at_field(f"decisions[{at}]")
        said[place] = each.approved
    for place in sorted(wanted - said.keys()):
        raise LineNotDecided(*place)
    return said


def beyond(kept: Sequence[Job], typed: Sequence[Job]) -> tuple[tuple[Job, ...], tuple[Job, ...]]:
    """Parts what somebody typed into an order in two: the jobs that may be kept now, and the work that is proposed.

    Proposed is each line that the customer pays and that the same job did not have just so; a line that was changed
    stays on the order as it was. Jobs and lines are known by their numbers.
    """
    stay: list[Job] = []
    proposed: list[Job] = []
    own = {job.id: job for job in kept if job.id is not None}
    for job in typed:
        known = own.get(job.id or 0)
        same, fresh = _parted(known.lines if known else (), job.lines)
        if known is None and fresh:
            proposed.extend(unnumbered([job]))  # what others pay of it comes along with it
            continue
        if fresh:
            proposed.append(Job(complaint=job.complaint, cause=job.cause, lines=tuple(fresh)))
        stay.append(replace(job, lines=tuple(same)))
    return tuple(stay), tuple(proposed)


def _parted(kept: Sequence[Line], typed: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a job that stay or may be kept now, and those that the customer has to approve first."""
    own = {line.id: line for line in kept if line.id is not None}
    same: list[Line] = []
    fresh: list[Line] = []
    for line in typed:
        was = own.get(line.id or 0)
        if line == was or line.pays is not PayType.CUSTOMER or not line.amount:
            same.append(line)
            continue
        fresh.append(replace(line, id=None))
        if was is not None and was.pays is PayType.CUSTOMER:
            same.append(was)
    return same, fresh


def goes_on(present: OrderState, wanted: OrderState) -> bool:
    """Whether a move takes an order on, and not back or aside."""
    return PLACES.get(wanted, 0) > PLACES.get(present, 0)


def check_within(approved: Money | None, amount: Money, before: Money | None = None) -> None:
    """Refuse more than was approved; an order that was above it already may become less."""
    if approved is None or amount.minor <= approved.minor:
        return
    if before is None or amount.minor > before.minor:
        raise MoreThanApproved(approved, amount)


def check_given(how: How, who: str, *, signed: bool, customer: int | None) -> None:
    """Refuse an approval that does not say how and by whom it was given."""
    if how is How.SIGNED and not signed:
        raise SignatureMissing
    if signed and customer is None:
        raise WhoseSignature
    if how is not How.SIGNED and not who.strip():
        raise WhoApproved


def without_words(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """Jobs without what the customer said."""
    return tuple(replace(job, complaint="") for job in jobs)
