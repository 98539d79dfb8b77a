"""What the events of a claim say, as the chain has sealed it; lines are numbered from 1."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.commands.kinds import Own
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimKind, ClaimSheet, KeptPart
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.orders.rules.orders import number_of


@dataclass(frozen=True, slots=True)
class AboutClaim:
    """Every event of a claim: which claim, and where it stands since then."""

    claim: str = ""
    state: ClaimState | None = None


@dataclass(frozen=True, slots=True)
class WhyTold(AboutClaim):
    """The same with the reason, where somebody gave one."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class MovedTold(AboutClaim):
    """Every event after the first: of which order the claim is, and where it stood before."""

    repair_order: str = ""
    was: Annotated[ClaimState | None, Own("", fact="from")] = None


@dataclass(frozen=True, slots=True)
class BegunTold:
    """A claim begun: what of it stays as it was then; `job` is the place of the job, from 1."""

    claim: str
    repair_order: str = ""
    kind: ClaimKind | None = None
    job: int = 0
    job_id: int | None = None
    currency: str = ""
    alias: str = ""
    repaired_on: date | None = None
    odometer_km: int | None = None


@dataclass(frozen=True, slots=True)
class PartTold:
    """Where the replaced part of a line is: as it moved, and in a submission."""

    line: int = 0
    part_state: PartState | None = None
    since: date | None = None
    until: date | None = None
    reference: str = ""

    def kept(self, on: date) -> KeptPart:
        """The same as the claim keeps it; a part that moved is there since the day of its event."""
        return KeptPart(PartState.of(self.part_state or ""), self.since or on, self.until, self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedTold:
    """A submission: what is asked, and where replaced parts are from then on."""

    asked: int
    parts: tuple[PartTold, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTold(SubmittedTold):
    """The same with the whole sheet."""

    sheet: ClaimSheet


@dataclass(frozen=True, slots=True)
class LineGranted:
    """The maker's grant of a line in minor units, and why not more."""

    line: int
    granted: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredTold:
    """The maker's answer."""

    lines: tuple[LineGranted, ...] = ()
    maker_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTold:
    """Money that came, all of it up to then, or a difference that was written off."""

    paid: int | None = None
    written_off: int | None = None
    currency: str


@dataclass(frozen=True, slots=True)
class LimitTold:
    """A limit of the dealer's own: kept, as an entry of resources/claims is written, or dropped by its name."""

    name: str = ""
    limit: dict[str, Any] | None = None


def as_begun(claim: Claim) -> BegunTold:
    """A claim as the event that begins it tells it."""
    return BegunTold(
        claim.number,
        number_of(claim.order_key),
        claim.kind,
        claim.job + 1,
        claim.job_id,
        claim.currency,
        claim.alias,
        claim.repaired_on,
        claim.odometer_km,
    )
