"""A claim as JSON in the model of Catena-X, WarrantyClaimRequest 1.0.0 (release).

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.warranty_claim_request/1.0.0. The VIN stands under an alias
that only these books can resolve, which is what the model's `anonymizedVIN` asks for. `qualityTaskId` is given by the
maker who asks for the data, and nobody else knows it. Codes that the model leaves to whoever provides the data are our
own: `repairIndicator` and `warrantyType` the kind of the claim, `recoveryGroupCode` the group of the causal part. The
technical factor is what the maker bears in per cent: 100, or his share of goodwill. Amounts are without tax.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.stages.service.claims.interchange.options import CLAIM, QUALITY_TASK
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimLine
from lifecycle_desk.stages.service.claims.rules.states import UnknownClaim
from lifecycle_desk.stages.service.claims.usecases.giving import ClaimGiven, claims_given
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

KIND = "warranty-claim-request"
UUID = re.compile(r"(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MINUTES = 60  # of an hour

QualityTaskMissing = objection(
    "QualityTaskMissing",
    N_("The format needs the manufacturer’s quality task number (UUID): --quality-task."),
    "quality_task",
)
ClaimNotSubmitted = objection(
    "ClaimNotSubmitted",
    N_("Claim %(number)s has not been submitted yet, so there is nothing to export."),
    "claim",
    number=str,
)


def quality_task(asked: dict[str, Any]) -> str:
    """The number of the quality task; refuses what is none."""
    given = str(asked.get("quality_task") or "").strip()
    if not UUID.fullmatch(given):
        raise QualityTaskMissing
    return given


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """One claim; refuses one that was not submitted."""
    task, number = quality_task(asked), str(asked.get("claim") or "")
    if not number:
        raise UnknownClaim(number)
    for given in claims_given(user, number):
        yield msgspec.json.format(msgspec.json.encode(document(given, task)), indent=2)
        yield b"\n"


def document(given: ClaimGiven, task: str) -> dict[str, Any]:
    """The model's fields; optional ones that are not known are left out."""
    claim, sheet = given.claim, given.claim.sheet
    if claim.status.submitted_on is None:
        raise ClaimNotSubmitted(claim.number)
    causal = sheet.causal
    group = causal.group if causal else None
    made = {
        "claimId": claim.number,
        "billingId": f"{given.order}-{claim.number}",
        "billingDate": claim.status.submitted_on.isoformat(),
        "repairIndicator": claim.kind.value,
        "warrantyType": claim.kind.value,
        "recoveryGroupCode": group.value if group else None,
        "billedCurrency": claim.currency,
        "billedAmount": number_of(claim, claim.status.asked),
        "billedTF": plain(sheet.split.maker) if sheet.split else 100,
        "repairCostsTF100": number_of(claim, sheet.amount),
        "materialCosts": _costs(claim, {LineKind.PART}),
        "laborCosts": _costs(claim, {LineKind.LABOUR}),
        "otherCosts": _costs(claim, {LineKind.SUBLET, LineKind.SUNDRIES}),
        "hourlyRate": _rate(claim),
        **_labour(sheet.lines),
        "qualityTaskId": task,
        "anonymizedVIN": claim.alias,
    }
    return {name: value for name, value in made.items() if value is not None}


def _costs(claim: Claim, kinds: set[LineKind]) -> float | int:
    return number_of(claim, sum(line.amount for line in claim.sheet.lines if line.kind in kinds))


def _rate(claim: Claim) -> float | int | None:
    """The price of an hour, where all hours cost the same."""
    labour = [line for line in claim.sheet.lines if line.kind is LineKind.LABOUR and line.hours]
    rates = {round(line.amount / line.hours) for line in labour if line.hours}
    return number_of(claim, rates.pop()) if len(rates) == 1 else None


def _labour(lines: Sequence[ClaimLine]) -> dict[str, Any]:
    """The operation and its minutes; the books do not part base from other labour, so all of it is base labour."""
    labour = [line for line in lines if line.kind is LineKind.LABOUR]
    minutes = sum((line.hours or Decimal(0)) * MINUTES for line in labour)
    if not labour or not minutes:
        return {}
    code = {"globalLaborCode": labour[0].code} if labour[0].code else {}
    text = {"globalLaborCodeDesc": labour[0].text} if labour[0].text else {}
    return code | text | {"baseLaborTime": plain(minutes), "totalTime": plain(minutes)}


def number_of(claim: Claim, minor: int) -> float | int:
    """An amount as the model's number, in the currency itself."""
    return plain(Decimal(minor).scaleb(-currency_digits(claim.currency)))


def plain(value: Decimal) -> float | int:
    """A decimal as a number of JSON."""
    return int(value) if value == value.to_integral_value() else float(value)


WRITER = Writer(
    KIND, N_("A warranty claim as JSON (Catena-X WarrantyClaimRequest 1.0.0)."), write, takes=(CLAIM, QUALITY_TASK)
)
