"""How a claim moves from the draft to the money, and what keeps it from moving."""

from datetime import date, datetime

from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum


class ClaimState(LabeledEnum):
    """Where a claim stands."""

    DRAFT = "draft", C_("claim", "Draft")
    SUBMITTED = "submitted", C_("claim", "Submitted")
    IN_REVIEW = "in_review", C_("claim", "In review")
    RETURNED = "returned", C_("claim", "Returned for information")
    APPROVED = "approved", C_("claim", "Approved")
    PARTLY_APPROVED = "partly_approved", C_("claim", "Partially approved")
    REJECTED = "rejected", C_("claim", "Rejected")
    APPEALED = "appealed", C_("claim", "Appealed")
    PAID = "paid", C_("claim", "Paid")
    CLOSED = "closed", C_("claim", "Closed")
    CANCELLED = "cancelled", C_("claim", "Cancelled")

    @property
    def is_final(self) -> bool:
        """Whether nothing follows it."""
        return not MOVES[self]


DRAFT, SUBMITTED, IN_REVIEW, RETURNED, APPROVED, PARTLY, REJECTED, APPEALED, PAID, CLOSED, CANCELLED = ClaimState
ANSWERS = (RETURNED, APPROVED, PARTLY, REJECTED)
MOVES: dict[ClaimState, tuple[ClaimState, ...]] = {
    DRAFT: (SUBMITTED, CANCELLED),
    SUBMITTED: (IN_REVIEW, *ANSWERS, CANCELLED),
    IN_REVIEW: (*ANSWERS, CANCELLED),
    RETURNED: (SUBMITTED, CANCELLED),
    APPROVED: (PAID,),
    PARTLY: (APPEALED, PAID),
    REJECTED: (APPEALED, CLOSED),
    APPEALED: (IN_REVIEW, *ANSWERS),
    PAID: (CLOSED,),
    CLOSED: (),
    CANCELLED: (),
}
WAY = (
    Milestone(C_("claim step", "Repair"), C_("claim", "Repaired")),
    Milestone(C_("claim step", "Submission"), SUBMITTED.label),
    Milestone(C_("claim step", "Reply"), C_("claim", "Answered")),
    Milestone(C_("claim step", "Approval"), APPROVED.label),
    Milestone(C_("claim step", "Payment"), PAID.label),
)
WRITABLE = frozenset({DRAFT, RETURNED})  # its sheet is what people write; from the submission on it is what was sent
ASKED = frozenset({SUBMITTED, IN_REVIEW, RETURNED, APPEALED})  # what is asked is outstanding
GRANTED = frozenset({APPROVED, PARTLY})  # what is granted is outstanding
OUTSTANDING = tuple(state for state in ClaimState if state in ASKED | GRANTED)


class ClaimEvent(LabeledEnum):
    """Events of a claim in the vehicle's life."""

    BEGUN = "service.claim_begun", N_("Warranty claim started")
    SUBMITTED = "service.claim_submitted", N_("Warranty claim submitted")
    REVIEWED = "service.claim_reviewed", N_("Warranty claim in review")
    ANSWERED = "service.claim_answered", N_("Warranty claim answered")
    APPEALED = "service.claim_appealed", N_("Warranty claim appealed")
    PAID = "service.claim_paid", N_("Warranty claim paid")
    WRITTEN_OFF = "service.claim_written_off", N_("Difference written off")
    CLOSED = "service.claim_closed", N_("Warranty claim closed")
    CANCELLED = "service.claim_cancelled", N_("Warranty claim cancelled")
    PART = "service.claim_part", N_("Claimed part")
    AUTHORISED = "service.claim_authorised", N_("Repair authorised by the manufacturer")
    TAKEN_BACK = "service.claim_taken_back", N_("Last claim step voided")


class PartState(LabeledEnum):
    """Where a replaced part is: kept for the maker, asked for, on its way, there, or thrown away."""

    KEPT = "kept", C_("claimed part", "Kept")
    REQUESTED = "requested", C_("claimed part", "Requested")
    SENT = "sent", C_("claimed part", "Sent")
    RECEIVED = "received", C_("claimed part", "Received")
    SCRAPPED = "scrapped", C_("claimed part", "Scrapped")


PART_MOVES: dict[PartState, tuple[PartState, ...]] = {
    PartState.KEPT: (PartState.KEPT, PartState.REQUESTED, PartState.SENT, PartState.SCRAPPED),
    PartState.REQUESTED: (PartState.SENT,),
    PartState.SENT: (PartState.RECEIVED,),
    PartState.RECEIVED: (),
    PartState.SCRAPPED: (),
}

UnknownClaim = objection("UnknownClaim", N_("There is no claim %(number)s."), "number", number=str)
ClaimMoveNotAllowed = objection(
    "ClaimMoveNotAllowed",
    N_("Claim %(number)s cannot go from “%(present)s” to “%(wanted)s”."),
    "state",
    number=str,
    present=ClaimState,
    wanted=ClaimState,
)
ClaimSent = objection(
    "ClaimSent",
    N_("Claim %(number)s is “%(present)s”: submitted claims cannot be changed."),
    "number",
    number=str,
    present=ClaimState,
)
ClaimChangedMeanwhile = objection(
    "ClaimChangedMeanwhile",
    N_("Claim %(number)s was changed in the meantime (%(moment)s). Nothing was overwritten."),
    "revision",
    number=str,
    moment=datetime,
)
NotTheLastClaimStep = objection(
    "NotTheLastClaimStep",
    N_("That is not the last step of claim %(number)s, or it has already been voided."),
    "event",
    number=str,
)
StepBeforeLast = objection(
    "StepBeforeLast", N_("%(on)s is before the last step of the claim on %(last)s."), "on", on=date, last=date
)
NoSuchClaimLine = objection("NoSuchClaimLine", N_("The claim has no line %(line)s."), "line", line=int)
PartMoveNotAllowed = objection(
    "PartMoveNotAllowed",
    N_("The part of line %(line)s is “%(present)s”: it cannot become “%(wanted)s”."),
    "state",
    line=int,
    present=PartState,
    wanted=PartState,
)
# A line of which no part is kept: it is no part, or the claim was not submitted yet.
NotKept = objection("NotKept", N_("No replaced part is kept for line %(line)s."), "line", line=int)
ReferenceMissing = objection("ReferenceMissing", N_("Enter the manufacturer’s authorisation number."), "reference")
PartStillKept = objection(
    "PartStillKept", N_("The part of line %(line)s must be kept until %(until)s."), "state", line=int, until=date
)


def check_claim_move(number: str, present: ClaimState, wanted: ClaimState) -> None:
    """Refuse a move that no claim makes."""
    if wanted not in MOVES[present]:
        raise ClaimMoveNotAllowed(number, present, wanted)


def check_part_move(line: int, present: PartState, wanted: PartState, until: date | None, on: date) -> None:
    """Refuse a move that no part makes, and to throw away what is still to be kept."""
    if wanted not in PART_MOVES[present]:
        raise PartMoveNotAllowed(line, present, wanted)
    if wanted is PartState.SCRAPPED and until and on <= until:
        raise PartStillKept(line, until)
