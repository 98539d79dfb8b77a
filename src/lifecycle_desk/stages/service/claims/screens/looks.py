"""How claims look: the tones and icons of their states, lists and parts."""

from lifecycle_desk.desktop.look import states
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList

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
