"""A claim from an order: which of its lines can be claimed together, and what a claim takes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import APART, InARow
from lifecycle_desk.stages.service.claims.rules.claim import KIND_OF, ClaimLine, ClaimSheet
from lifecycle_desk.stages.service.orders.rules.orders import (
    LINE_CLAIMED,
    Job,
    Line,
    LineKind,
    PayType,
    RepairOrder,
    TaxCustom,
)
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, READY, OrderState

OrderNotReady = objection(
    "OrderNotReady",
    N_("Repair order %(number)s is “%(present)s”: a claim can start once it is ready."),
    "order",
    number=str,
    present=OrderState,
)
NothingToClaim = objection(
    "NothingToClaim",
    N_("Repair order %(number)s has no unclaimed lines under warranty, campaign or goodwill."),
    "order",
    number=str,
)
ClaimAlreadyBegun = objection("ClaimAlreadyBegun", N_("Claim %(claim)s already has these lines."), "job", claim=str)


def _choices(text: str) -> InARow:
    """What can be claimed, as people read it one behind another; other programs read it in one text."""
    return InARow(*text.split("; "), by=APART)


SayWhichJob = objection(
    "SayWhichJob",
    N_("Repair order %(number)s has more than one thing to claim: %(choices)s. Choose the job and the payer."),
    "job",
    number=str,
    choices=Annotated[str, _choices],
)


@dataclass(frozen=True, slots=True)
class Claimable:
    """The lines of a job (by its place from 0, and its own number) that one payer is to pay."""

    job: int
    pays: PayType
    lines: tuple[Line, ...]
    job_id: int

    @property
    def said(self) -> str:
        """How it is named in a request: job 2, goodwill."""
        return f"job {self.job + 1}, {self.pays.value}"


def claimable(order: RepairOrder) -> tuple[Claimable, ...]:
    """All that can be claimed of an order, job by job."""
    found = []
    for at, job in enumerate(order.sheet.jobs):
        for pays in KIND_OF:
            lines = tuple(line for line in job.lines if line.pays is pays)
            if lines:
                found.append(Claimable(at, pays, lines, job.id or 0))
    return tuple(found)


def check_ready(order: RepairOrder) -> None:
    """Refuse an order on which work is still done."""
    if order.state not in {READY, HANDED_OVER}:
        raise OrderNotReady(order.number, order.state)


@dataclass(frozen=True, slots=True)
class Meant:
    """The job to claim: by its own number or by its place from 1, and who pays; None is not said."""

    job: int | None = None
    job_id: int | None = None
    pays: PayType | None = None

    def is_it(self, each: Claimable) -> bool:
        """Whether it is this."""
        wanted, found = (self.job_id, each.job_id) if self.job_id is not None else (self.job, each.job + 1)
        return wanted in {None, found} and self.pays in {None, each.pays}


def chosen(order: RepairOrder, meant: Meant, open_to: Iterable[Claimable]) -> Claimable:
    """The one thing that is meant of what is open to be claimed; refuses where there is none, or a choice is left."""
    fitting = [each for each in open_to if meant.is_it(each)]
    if not fitting:
        raise NothingToClaim(order.number)
    if len(fitting) > 1:
        raise SayWhichJob(order.number, "; ".join(each.said for each in fitting))
    return fitting[0]


def sheet_of(job: Job, of: Claimable, tax: TaxCustom | None) -> ClaimSheet:
    """A claim's first sheet: the cause and the correction of the job, its lines without tax, the causal part."""
    lines = tuple(_line(line, tax) for line in of.lines)
    parts = [line for line in of.lines if line.kind is LineKind.PART]
    causal = next((line for line in of.lines if line.causal), parts[0] if len(parts) == 1 else None)
    return ClaimSheet(
        cause=job.cause,
        correction=job.correction,
        causal_part=(causal.code or causal.text) if causal else "",
        lines=lines,
    )


def changed_since(lines: Iterable[ClaimLine], order: RepairOrder, tax: TaxCustom | None) -> tuple[int, ...]:
    """The lines of a claim (from 1) that its order has otherwise by now: another operation, part, figure or amount."""
    own = {line.id: line for line in order.sheet.lines}
    known = ((at, each, own.get(each.order_line)) for at, each in enumerate(lines, 1) if each.order_line is not None)
    return tuple(at for at, each, line in known if line is None or _asked(_line(line, tax)) != _asked(each))


def _asked(line: ClaimLine) -> tuple[object, ...]:
    return line.kind, line.code, line.hours, line.quantity, line.amount


def _line(line: Line, tax: TaxCustom | None) -> ClaimLine:
    amount = without_tax(line, tax)
    taken: dict[str, Any] = {name: getattr(line, name) for name in LINE_CLAIMED}
    return ClaimLine(**taken, amount=amount, asked=amount, order_line=line.id)


def without_tax(line: Line, tax: TaxCustom | None) -> int:
    """The amount of a line as it is without the tax that it may hold; makers settle without it."""
    if tax is None or not tax.inclusive:
        return line.amount
    _, percent = tax.on(line)
    return rounded(line.amount / (1 + Fraction(percent) / 100))
