"""How claims look: the tones and icons of their states, lists and parts."""

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.ageing import waited
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, ClaimSummary

DAYS = NN_("%(n)s day", "%(n)s days")
DRAFT_FOR = NN_("Draft for %(n)s day", "Draft for %(n)s days")
STATES: dict[ClaimState, states.Look] = {
    ClaimState.DRAFT: states.DRAFT,
    ClaimState.SUBMITTED: states.SENT,
    ClaimState.IN_REVIEW: states.IN_CHECK,
    ClaimState.RETURNED: states.RETURNED,
    ClaimState.APPROVED: states.GOOD,
    ClaimState.PARTLY_APPROVED: states.PARTLY,
    ClaimState.REJECTED: states.FAILED,
    ClaimState.APPEALED: states.TO_WATCH,
    ClaimState.PAID: states.PAID,
    ClaimState.CLOSED: states.FINISHED,
    ClaimState.CANCELLED: states.CANCELLED,
}
LISTS: dict[ClaimList, states.Look] = {
    ClaimList.TO_SEND: STATES[ClaimState.DRAFT],
    ClaimList.RETURNED: STATES[ClaimState.RETURNED],
    ClaimList.WITH_MAKER: states.SENT,
    ClaimList.TO_BE_PAID: states.PAID,
    ClaimList.REFUSED: states.FAILED,
    ClaimList.PARTS_WANTED: states.PARTS_WANTED,
    ClaimList.DONE: states.FINISHED,
}
PARTS: dict[PartState, states.Look] = {
    PartState.KEPT: states.PARTS_STORED,
    PartState.REQUESTED: states.PARTS_WANTED,
    PartState.SENT: states.ON_THE_WAY,
    PartState.RECEIVED: states.GOOD,
    PartState.SCRAPPED: states.CANCELLED,
}


def days_said(claim: ClaimSummary) -> tuple[str, t.Tone | None]:
    """For how many days a claim waits, with their tone: from its submission on, and of a draft since it was begun."""
    words = DRAFT_FOR if claim.state is ClaimState.DRAFT else DAYS
    return translator().current(words, n=claim.days), waited(claim.days)
