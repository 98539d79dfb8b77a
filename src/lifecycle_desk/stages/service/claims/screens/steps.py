"""The next steps of a claim: the word on the button, the form behind it, and the figures of a claim at a glance."""

from collections.abc import Callable
from typing import Any

from lifecycle_desk.base.milestones import Reached, named
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Fact
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_EDIT, CLAIM_SETTLE
from lifecycle_desk.stages.service.claims.rules.states import (
    APPEALED,
    APPROVED,
    IN_REVIEW,
    PAID,
    PARTLY,
    REJECTED,
    WAY,
    ClaimState,
)
from lifecycle_desk.stages.service.claims.screens import entries
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING

SUBMIT, ANSWER, MONEY, APPEAL, CLOSE, WRITE_OFF = (
    N_("Submit to manufacturer"),
    N_("Enter reply"),
    N_("Record payment"),
    N_("Appeal…"),
    C_("claim", "Close"),
    N_("Write off difference…"),
)
NEXT: dict[ClaimState, str] = {
    ClaimState.DRAFT: SUBMIT,
    ClaimState.RETURNED: SUBMIT,
    ClaimState.SUBMITTED: ANSWER,
    IN_REVIEW: ANSWER,
    APPEALED: ANSWER,
    APPROVED: MONEY,
    PARTLY: MONEY,
    REJECTED: APPEAL,
    PAID: CLOSE,
}
FORMS: dict[ClaimState, Callable[[AppContext, Claim], Entry]] = {
    ClaimState.SUBMITTED: entries.answering,
    IN_REVIEW: entries.answering,
    APPEALED: entries.answering,
    APPROVED: entries.paying,
    PARTLY: entries.paying,
    REJECTED: entries.appealing,
}


def right_of(step: str) -> Right:
    """The right that a next step needs, by the word on its button."""
    return CLAIM_EDIT if step in {SUBMIT, APPEAL} else CLAIM_SETTLE


def next_of(claim: Claim) -> str | None:
    """The word on the button of what comes next; None where nothing does."""
    owed = claim.state is PAID and claim.status.outstanding
    return WRITE_OFF if owed else NEXT.get(claim.state)


def facts_of(claim: Claim) -> list[Fact]:
    """The figures of a claim at a glance."""
    formats, standing = translator().current.formats, claim.status

    def money(minor: int | None) -> UiText:
        return PlainText(NOTHING if minor is None else formats.money(Money(minor, claim.currency)))

    def day(on: Any) -> UiText:
        return PlainText(formats.day(on) if on else NOTHING)

    km = formats.kilometres(claim.odometer_km) if claim.odometer_km is not None else ""
    authorised, paid = standing.authorisation, standing.paid_on
    asked = money(standing.asked) if standing.submitted_on else ""
    told = (claim.repaired_on, standing.submitted_on, standing.answered_on, standing.granted_sum, paid)
    repair, submission, reply, approval, payment = named(WAY, [Reached.of(done=bool(each)) for each in told])
    found = [
        Fact(repair, day(claim.repaired_on), PlainText(km)),
        Fact(submission, day(standing.submitted_on), asked),
        Fact(reply, day(standing.answered_on), PlainText(standing.maker_number)),
        Fact(approval, money(standing.granted_sum)),
        Fact(payment, money(standing.paid), day(paid) if paid else ""),
        Fact(C_("claim", "Outstanding"), money(standing.outstanding)),
    ]
    if authorised:
        found.append(Fact(C_("claim", "Authorised"), money(authorised.amount), PlainText(authorised.reference)))
    return found
