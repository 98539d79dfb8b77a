"""How claims look: the tones and icons of their states, lists and parts."""

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList

STATES: dict[ClaimState, tuple[t.Tone, str]] = {
    ClaimState.DRAFT: ("neutral", "pencil"),
    ClaimState.SUBMITTED: ("service", "file-export"),
    ClaimState.IN_REVIEW: ("service", "clipboard-list"),
    ClaimState.RETURNED: ("warn", "arrow-back-up"),
    ClaimState.APPROVED: ("ok", "circle-check"),
    ClaimState.PARTLY_APPROVED: ("warn", "circle-half-2"),
    ClaimState.REJECTED: ("danger", "alert-circle"),
    ClaimState.APPEALED: ("warn", "alert-triangle"),
    ClaimState.PAID: ("ok", "report-money"),
    ClaimState.CLOSED: ("neutral", "circle-check"),
    ClaimState.CANCELLED: ("neutral", "x"),
}
LISTS: dict[ClaimList, tuple[t.Tone, str]] = {
    ClaimList.TO_SEND: ("warn", "pencil"),
    ClaimList.WITH_MAKER: ("service", "hourglass"),
    ClaimList.TO_BE_PAID: ("ok", "report-money"),
    ClaimList.REFUSED: ("danger", "alert-circle"),
    ClaimList.PARTS_WANTED: ("warn", "package"),
    ClaimList.DONE: ("neutral", "circle-check"),
}
PARTS: dict[PartState, tuple[t.Tone, str]] = {
    PartState.KEPT: ("neutral", "package"),
    PartState.REQUESTED: ("warn", "package"),
    PartState.SENT: ("service", "truck-delivery"),
    PartState.RECEIVED: ("ok", "circle-check"),
    PartState.SCRAPPED: ("neutral", "x"),
}
