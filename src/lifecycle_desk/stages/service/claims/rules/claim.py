"""A claim: the lines of one job that one payer is asked for, what is asked and granted of each, and who bears what."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Text, Yes
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.claims.rules.states import ASKED, GRANTED, PAID, ClaimState, PartState
from lifecycle_desk.stages.service.orders.rules.kinds import LONGEST_MARK
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.validation import LONGEST_WORDS


class ClaimKind(LabeledEnum):
    """The grounds of a claim."""

    WARRANTY = "warranty", C_("claim", "Warranty")
    CAMPAIGN = "campaign", C_("claim", "Campaign")
    GOODWILL = "goodwill", C_("claim", "Goodwill")


KIND_OF = {
    PayType.WARRANTY: ClaimKind.WARRANTY,
    PayType.CAMPAIGN: ClaimKind.CAMPAIGN,
    PayType.GOODWILL: ClaimKind.GOODWILL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A line of the order as it is claimed.

    `amount` is what it came to on the order without tax, `asked` what is asked of the maker, both in minor units. The
    serial numbers are of the faulty part and of the new one; `trouble_code` as SAE J2012 writes it, P0AA6-00.
    `order_line` is the number of the order's line; None where it was begun before lines had numbers.
    """

    kind: LineKind
    text: str = ""
    code: str = ""
    hours: Decimal | None = None
    quantity: Decimal | None = None
    amount: int = 0
    asked: int = 0
    causal: bool = False
    group: PartGroup | None = None
    trouble_code: Annotated[str, Text(N_("Trouble code"), longest=LONGEST_MARK)] = ""
    faulty_serial: Annotated[str, Text(N_("Faulty part’s serial number"), longest=LONGEST_MARK)] = ""
    new_serial: Annotated[str, Text(N_("New part’s serial number"), longest=LONGEST_MARK)] = ""
    order_line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The shares of a goodwill repair, in percent to 0.01; the three come to 100."""

    maker: Decimal
    dealer: Decimal
    customer: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSheet:
    """The written part of a claim; the complaint stays on the order, whose customer said it.

    `causal_part` is the number of the part that caused the fault, or its name where it has none; `campaign` the
    maker's number of the campaign, `technical_report` the mark of a report that the maker wants above a limit.
    """

    cause: Annotated[str, Text(C_("order", "Cause"), rows=2)] = ""
    correction: Annotated[str, Text(C_("order", "Correction"), rows=2)] = ""
    causal_part: Annotated[str, Text(C_("claim", "Causal part"), N_("Number or name"), longest=LONGEST_WORDS)] = ""
    damage_code: Annotated[str, Text(N_("Manufacturer damage code"), longest=LONGEST_MARK)] = ""
    campaign: Annotated[str, Text(N_("Campaign number"), longest=LONGEST_MARK)] = ""
    technical_report: Annotated[str, Text(N_("Technical report"), longest=LONGEST_MARK)] = ""
    breakdown: Annotated[bool, Yes(N_("Vehicle broke down"))] = False
    split: Split | None = None
    lines: tuple[ClaimLine, ...] = ()

    @property
    def amount(self) -> int:
        """The sum of its lines on the order, in minor units."""
        return sum(line.amount for line in self.lines)

    @property
    def asked(self) -> int:
        """The sum asked of the maker, in minor units."""
        return sum(line.asked for line in self.lines)

    @property
    def causal(self) -> ClaimLine | None:
        """The line of the part that caused the fault: marked or named as it; else the first part, the first line."""
        marked = [line for line in self.lines if line.causal]
        named = [line for line in self.lines if self.causal_part and self.causal_part in {line.code, line.text}]
        parts = [line for line in self.lines if line.kind is LineKind.PART]
        return next(iter((*marked, *named, *parts, *self.lines)), None)


@dataclass(frozen=True, slots=True)
class Granted:
    """The maker's grant of a line in minor units, and why not more."""

    amount: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """Where the replaced part of a line is, since when, until when it is kept; `reference` is that of a shipment."""

    state: PartState
    since: date
    until: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The maker's word before the repair: its mark, and up to which amount in minor units."""

    reference: str
    amount: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStatus:
    """Where a claim stands, as its events tell; lines are numbered from 1.

    `paid` is all that came, `written_off` what was let go of the difference to what was granted (below nothing where
    more came).
    """

    state: ClaimState
    since: date
    last_event: int
    submitted_on: date | None = None
    answered_on: date | None = None
    paid_on: date | None = None
    asked: int = 0
    granted: dict[int, Granted] = field(default_factory=dict)
    parts: dict[int, KeptPart] = field(default_factory=dict)
    paid: int | None = None
    maker_number: str = ""
    authorisation: Authorisation | None = None
    written_off: int | None = None

    @property
    def granted_sum(self) -> int | None:
        """The sum granted on all lines; None before any answer."""
        return sum(each.amount for each in self.granted.values()) if self.granted else None

    @property
    def outstanding(self) -> int:
        """The maker's debt, certain or possible: the sum asked until he answers, the grant until he pays.

        A payment of less, or of more (below nothing), stays until it is paid or written off.
        """
        granted = self.granted_sum or 0
        if self.state in ASKED:
            return self.asked
        if self.state is PAID:
            return granted - (self.paid or 0) - (self.written_off or 0)
        return granted if self.state in GRANTED else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as it stands in the books; `alias` stands for the VIN.

    `job_id` is the job of the order; `job` was its place, from 0, when the claim was begun.
    """

    key: int
    vin: str
    order_key: int
    job: int
    kind: ClaimKind
    currency: str
    begun_on: date
    repaired_on: date
    odometer_km: int | None
    alias: str
    sheet: ClaimSheet
    status: ClaimStatus
    revision: int
    changed_at: datetime
    changed_by: str | None
    job_id: int

    @property
    def number(self) -> str:
        """The claim's number: CL-2026-0001."""
        return claim_number(self.key)

    @property
    def state(self) -> ClaimState:
        """Where it stands."""
        return self.status.state

    def money(self, minor: int) -> Money:
        """An amount of it."""
        return Money(minor, self.currency)


def makers_share(amount: int, split: Split) -> int:
    """The maker's share of an amount, in minor units, rounded once."""
    return rounded(amount * Fraction(split.maker) / 100)


def claim_number(key: int) -> str:
    """The number of the claim with a key: 2026000001 is CL-2026-0001, the first of its year."""
    year, of_year = divmod(key, A_YEAR)
    return f"CL-{year:04}-{of_year:04}"


def claim_key(number: str) -> int | None:
    """The key of the claim with a number; None for what is no number of ours."""
    kind, _, rest = number.strip().upper().partition("-")
    year, _, of_year = rest.partition("-")
    if kind != "CL" or not all(part.isascii() and part.isdigit() for part in (year, of_year)):
        return None
    key = int(year[:5]) * A_YEAR + int(of_year[:7])
    return key if claim_number(key) == number.strip().upper() else None
