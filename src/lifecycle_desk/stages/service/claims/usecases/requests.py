"""Requests about claims: one frozen request for each command with the step that it is, and the commands' values."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.kinds import WHY, Day, Minor, One, Own, Text
from lifecycle_desk.stages.service.claims.rules.answers import MOST, AmountBelowNothing
from lifecycle_desk.stages.service.claims.rules.claim import ClaimSheet
from lifecycle_desk.stages.service.claims.rules.limits import LimitEvent, OwnLimit
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent, ClaimState, PartState, ReferenceMissing
from lifecycle_desk.stages.service.claims.rules.wording import (
    ICON,
    claim_chip,
    claim_named,
    limit_named,
    of_claim,
    part_named,
)
from lifecycle_desk.stages.service.orders.rules.kinds import LONGEST_MARK, OnToday, Reason, ReasonBack
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.rules.states import OF_A_CLAIM
from lifecycle_desk.vehicle.rules.steps import Step, teach


@dataclass(frozen=True, slots=True)
class BeginClaim:
    """The order whose lines are claimed; the job and who pays, where the order leaves a choice.

    The job is named by its own number (`job_id`) or by its place from 1 (`job`).
    """

    order: str
    job: int | None = None
    pays: PayType | None = None
    job_id: int | None = None


BEGUN = Step(
    BeginClaim,
    ClaimEvent.BEGUN,
    ICON,
    detail=(claim_named,),
    state=claim_chip,
    rests_on=(*OF_A_CLAIM, "sale.handed_over"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeClaim(ClaimSheet):
    """The whole sheet anew, in place of the revision that was read.

    Of a goodwill claim what is asked follows from the split, whatever the lines say.
    """

    number: str
    revision: int


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """A step of a claim on a day (None: today)."""

    number: str
    on: date | None = None


SUBMITTED = replace(of_claim(ClaimStep, ClaimEvent.SUBMITTED), rests_on=OF_A_CLAIM)
REVIEWED, CLOSED = (of_claim(ClaimStep, event) for event in (ClaimEvent.REVIEWED, ClaimEvent.CLOSED))


@dataclass(frozen=True, slots=True)
class ClaimStepWhy:
    """A step of a claim that says why, on a day (None: today)."""

    number: str
    why: Annotated[str, Text(WHY)]
    on: date | None = None


APPEALED = of_claim(ClaimStepWhy, ClaimEvent.APPEALED, N_("Appeal the reply"), N_("Appeal saved"), "why")
CANCELLED = of_claim(ClaimStepWhy, ClaimEvent.CANCELLED, N_("Cancel claim"), N_("Claim cancelled"), "why")


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """The maker's grant of a line (from 1) in minor units, and why not more."""

    line: int
    granted: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerClaim:
    """The maker's answer, on a day (None: today).

    `state` is returned, approved, partly_approved or rejected. Approved without lines grants all that is asked,
    rejected nothing; partly approved names each line of which not all is granted, and the others are granted whole.
    """

    number: str
    state: Annotated[ClaimState, One(C_("claim", "Reply"), terms=ClaimState)]
    lines: Annotated[tuple[LineAnswer, ...], Own(C_("claim amount", "Approved"))] = ()
    why: Annotated[str, Text(WHY)] = ""
    maker_number: Annotated[str, Text(N_("Manufacturer’s own number"), longest=LONGEST_MARK)] = ""
    on: OnToday = None


ANSWERED = replace(
    of_claim(AnswerClaim, ClaimEvent.ANSWERED, N_("Manufacturer’s reply"), N_("Reply saved")),
    form="state:2 on maker_number / why / lines",
    untold=("state", "maker_number"),
    rests_on=OF_A_CLAIM,
)


@dataclass(frozen=True, slots=True)
class PayClaim:
    """The money came, on a day (None: today): all that is outstanding, or another amount in minor units."""

    number: str
    amount: Annotated[int | None, Minor(C_("claim", "Amount"), most=MOST, refuses=AmountBelowNothing)] = None
    on: OnToday = None


CAME = replace(
    of_claim(PayClaim, ClaimEvent.PAID, N_("Record payment"), N_("Payment saved"), "amount on"),
    not_facts=("number", "amount"),
    rests_on=OF_A_CLAIM,
)


@dataclass(frozen=True, slots=True)
class WriteOffClaim:
    """The difference between what was granted and what was paid is let go, and why, on a day (None: today)."""

    number: str
    why: Reason
    on: date | None = None


WRITTEN_OFF = of_claim(
    WriteOffClaim, ClaimEvent.WRITTEN_OFF, N_("Write off difference"), N_("Difference written off"), "why"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveClaimPart:
    """Where the replaced part of a line (from 1) is, on a day (None: today).

    `until` is the last day on which it is kept, `reference` the mark of its shipment.
    """

    number: str
    line: int
    state: Annotated[PartState, One(C_("claim", "Replaced part"), terms=PartState, fact="part_state")]
    until: Annotated[date | None, Day(N_("Keep until"))] = None
    reference: Annotated[str, Text(N_("Shipment number"), longest=LONGEST_MARK)] = ""
    on: OnToday = None


PART_MOVED = Step(
    MoveClaimPart,
    ClaimEvent.PART,
    "package",
    done=N_("Part location saved"),
    form="state until reference on",
    detail=(claim_named, part_named),
    not_facts=("number",),
    untold=("state", "until", "reference"),
)


@dataclass(frozen=True, slots=True)
class AuthoriseClaim:
    """The maker's authorisation before the repair: its mark, and up to which amount in minor units."""

    number: str
    reference: Annotated[
        str, Text(N_("Authorisation number"), needed=True, longest=LONGEST_MARK, refuses=ReferenceMissing)
    ]
    amount: Annotated[int, Minor(N_("Up to"), needed=True, most=MOST, refuses=AmountBelowNothing)]
    on: OnToday = None


AUTHORISED = Step(
    AuthoriseClaim,
    ClaimEvent.AUTHORISED,
    ICON,
    N_("Manufacturer’s authorisation"),
    N_("Authorisation saved"),
    "reference:2 amount on",
    detail=(claim_named, "reference"),
    not_facts=("number",),
    untold=("reference",),
)


@dataclass(frozen=True, slots=True)
class TakeBackClaimStep:
    """The last step of a claim, by the number of its event, and why it is taken back."""

    number: str
    event: int
    why: ReasonBack


TAKEN_BACK = replace(
    of_claim(TakeBackClaimStep, ClaimEvent.TAKEN_BACK, N_("Void last step"), N_("Step voided"), "why"),
    save=C_("correction", "Void"),
    not_facts=("number", "event"),
)


@dataclass(frozen=True, slots=True)
class OfClaim:
    """A claim by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class KeepClaimLimit:
    """A limit of the dealer's own, as an entry of resources/claims is written, with days as 2026-11-25."""

    limit: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DropClaimLimit:
    """The name of a limit of the dealer's own that is kept no longer."""

    name: str


LIMIT_KEPT = Step(
    OwnLimit,
    LimitEvent.KEPT,
    ICON,
    N_("Own limit"),
    N_("Limit saved"),
    "wants:2 make valid_from / above days source:2",
    detail=(limit_named,),
)
LIMIT_DROPPED = Step(DropClaimLimit, LimitEvent.DROPPED, ICON, detail=(limit_named,))


@dataclass(frozen=True, slots=True)
class SavedLimit:
    """A limit of the dealer's own in the books, and the one of that name before it, which undoing puts back."""

    name: str
    before: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ClaimDone:
    """A claim after something was done to it; a mere change of its sheet tells no event."""

    number: str
    vin: str
    order: str
    state: ClaimState
    revision: int
    event: int | None
    asked: Money
    granted: Money | None = None
    outstanding: Money | None = None


teach(BEGUN, SUBMITTED, REVIEWED, ANSWERED, APPEALED, CAME, WRITTEN_OFF, CLOSED, CANCELLED, TAKEN_BACK)
teach(PART_MOVED, AUTHORISED, LIMIT_KEPT, LIMIT_DROPPED)
