"""What is asked of claims: one frozen request for each verb, and what a verb gives back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.rules.claims.claim import ClaimSheet
from lifecycle_desk.stages.service.rules.claims.states import ClaimState, PartState
from lifecycle_desk.stages.service.rules.orders import PayType


@dataclass(frozen=True, slots=True)
class BeginClaim:
    """The order whose lines are claimed; the job and who pays, where the order leaves a choice.

    The job is named by its own number (`job_id`) or by its place from 1 (`job`).
    """

    order: str
    job: int | None = None
    pays: PayType | None = None
    job_id: int | None = None


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


@dataclass(frozen=True, slots=True)
class ClaimStepWhy:
    """A step of a claim that says why, on a day (None: today)."""

    number: str
    why: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What the maker grants of a line (from 1) in minor units, and why not more."""

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
    state: ClaimState
    lines: tuple[LineAnswer, ...] = ()
    why: str = ""
    maker_number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PayClaim:
    """The money came, on a day (None: today): all that is outstanding, or another amount in minor units."""

    number: str
    amount: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class WriteOffClaim:
    """The difference between what was granted and what was paid is let go, and why, on a day (None: today)."""

    number: str
    why: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveClaimPart:
    """Where the replaced part of a line (from 1) is, on a day (None: today).

    `until` is the last day on which it is kept, `reference` the mark of its shipment.
    """

    number: str
    line: int
    state: PartState
    until: date | None = None
    reference: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AuthoriseClaim:
    """The maker's authorisation before the repair: its mark, and up to which amount in minor units."""

    number: str
    reference: str
    amount: int
    on: date | None = None


@dataclass(frozen=True, slots=True)
class TakeBackClaimStep:
    """The last step of a claim, by the number of its event, and why it is taken back."""

    number: str
    event: int
    why: str


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


@dataclass(frozen=True, slots=True)
class KeptLimit:
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
