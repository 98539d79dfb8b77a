"""Figures of claims: what was asked, granted and paid, by month."""

from collections.abc import Iterator

from lifecycle_desk.base.objections import N_
from lifecycle_desk.figures.rules.figure import (
    PER_CENT,
    Better,
    Contribution,
    Figure,
    FigureUnit,
    Section,
    amounts,
    counts,
)
from lifecycle_desk.stages.service.claims.rules.claim import ClaimStatus
from lifecycle_desk.stages.service.claims.rules.states import ClaimState

ASKED, ANSWERED, GRANTED, PAID = "claim.asked", "claim.answered", "claim.granted", "claim.paid"
MONEY = "claim.money"
_DECIDED = frozenset(
    {ClaimState.APPROVED, ClaimState.PARTLY_APPROVED, ClaimState.REJECTED, ClaimState.PAID, ClaimState.CLOSED}
)


def contributions(status: ClaimStatus, currency: str) -> Iterator[Contribution]:
    """What a claim contributes on the days of its submission, its answer and its money, as it stands now."""
    if status.submitted_on is None or status.state in {ClaimState.DRAFT, ClaimState.CANCELLED}:
        return
    yield Contribution(ASKED, status.submitted_on, status.asked, currency=currency)
    if status.answered_on and status.state in _DECIDED:
        yield Contribution(ANSWERED, status.answered_on, status.asked, currency=currency)
        yield Contribution(GRANTED, status.answered_on, status.granted_sum or 0, currency=currency)
    if status.paid_on and status.paid is not None:
        yield Contribution(PAID, status.paid_on, max((status.paid_on - status.submitted_on).days, 0))
        yield Contribution(MONEY, status.paid_on, status.paid, currency=currency)


FIGURES = (
    Figure(
        name="claims_submitted",
        section=Section.WARRANTY,
        title=N_("Claims submitted"),
        counts=N_("Warranty claims submitted in the period and not cancelled."),
        unit=FigureUnit.COUNT,
        of=counts(ASKED),
    ),
    Figure(
        name="claims_asked",
        section=Section.WARRANTY,
        title=N_("Claimed"),
        counts=N_("What was claimed by the warranty claims submitted in the period."),
        unit=FigureUnit.MONEY,
        of=amounts(ASKED),
    ),
    Figure(
        name="claims_granted",
        section=Section.WARRANTY,
        title=N_("Granted"),
        counts=N_("What manufacturers granted on claims by their answers of the period."),
        unit=FigureUnit.MONEY,
        of=amounts(GRANTED),
        better=Better.HIGHER,
    ),
    Figure(
        name="granted_share",
        section=Section.WARRANTY,
        title=N_("Granted of claimed"),
        counts=N_("What was granted as a share of what was claimed, of claims answered in the period."),
        unit=FigureUnit.PERCENT,
        of=amounts(GRANTED),
        per=amounts(ANSWERED),
        times=PER_CENT,
        better=Better.HIGHER,
        without=N_("No claims answered"),
    ),
    Figure(
        name="claims_paid",
        section=Section.WARRANTY,
        title=N_("Received for claims"),
        counts=N_("What manufacturers paid for claims in the period."),
        unit=FigureUnit.MONEY,
        of=amounts(MONEY),
        better=Better.HIGHER,
    ),
    Figure(
        name="days_to_money",
        section=Section.WARRANTY,
        title=N_("Days to payment"),
        counts=N_("Average days from the submission of a claim to its payment, of claims paid in the period."),
        unit=FigureUnit.DAYS,
        of=amounts(PAID),
        per=counts(PAID),
        better=Better.LOWER,
        without=N_("No claims paid"),
    ),
)
