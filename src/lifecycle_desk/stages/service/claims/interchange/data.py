"""Claims as JSON in the model of Catena-X, ClaimData 3.0.0 (release).

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.fleet.claim_data/3.0.0. The customer's words are personal
data and go along only on request; the VIN stands under an alias. `damageCode` is the maker's code, or the trouble code
where there is none. Unknown facts are left out; a part is `isPartReplaced` where a new one stands on the claim, and
`spareParts` are those that were fitted.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import SINCE, Option
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.files.days import iso_day
from lifecycle_desk.stages.service.claims.interchange.options import CLAIM, QUALITY_TASK
from lifecycle_desk.stages.service.claims.interchange.request import ClaimNotSubmitted, plain, quality_task
from lifecycle_desk.stages.service.claims.rules.claim import ClaimLine
from lifecycle_desk.stages.service.claims.rules.states import CANCELLED, DRAFT
from lifecycle_desk.stages.service.claims.usecases.giving import ClaimGiven, claims_given
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

KIND = "claim-data"
ALPHA_3 = {  # ISO 3166-1, of the markets that the program knows
    "AE": "ARE", "AU": "AUS", "BE": "BEL", "BR": "BRA", "CL": "CHL", "DE": "DEU", "EG": "EGY", "ES": "ESP",
    "FR": "FRA", "GB": "GBR", "ID": "IDN", "IL": "ISR", "KZ": "KAZ", "MX": "MEX", "MY": "MYS", "NO": "NOR",
    "RU": "RUS", "SA": "SAU", "TH": "THA", "TR": "TUR", "UZ": "UZB", "VN": "VNM", "ZA": "ZAF",
}  # fmt: skip


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """One claim, or all that were submitted, those of drafts and cancelled ones left out; the list streams."""
    task, number, since = quality_task(asked), asked.get("claim"), asked.get("since")
    profile, words = dealer(user.store), bool(asked.get("with_words"))
    country, shop = ALPHA_3[profile.market], profile.legal_name or profile.name
    first = iso_day(since) if since else None
    yield b'{\n  "claims": ['
    parted = b"\n"
    for given in claims_given(user, number, first):
        claim = given.claim
        if claim.status.submitted_on is None or claim.state in {DRAFT, CANCELLED}:
            if number:
                raise ClaimNotSubmitted(claim.number)
            continue
        yield parted + msgspec.json.encode(entry(given, task, country, shop, with_words=words))
        parted = b",\n"
    yield b"\n  ]\n}\n"


def entry(given: ClaimGiven, task: str, country: str, shop: str, *, with_words: bool) -> dict[str, Any]:
    """A claim as the model has it; optional fields that are not known are left out."""
    claim, sheet = given.claim, given.claim.sheet
    codes = [line.trouble_code for line in sheet.lines if line.trouble_code]
    made = {
        "anonymizedVIN": claim.alias,
        "qualityTaskId": task,
        "countryCode": country,
        "claimId": claim.number,
        "repairDate": claim.repaired_on.isoformat(),
        "repairMileage": claim.odometer_km,
        "repairMileageUnit": "km" if claim.odometer_km is not None else None,
        "damageCode": sheet.damage_code or next(iter(codes), None),
        "damageCodeDescription": sheet.cause or None,
        "customerComment": given.complaint or None if with_words else None,
        "technicianComment": sheet.correction or None,
        "recordStatus": "new",
        "workshop": {"workShopId": shop},
        "claimedParts": [_claimed(line) for line in sheet.lines if line.kind is LineKind.PART] or None,
        "spareParts": [_spare(line) for line in sheet.lines if line.kind is LineKind.PART] or None,
        "monthInService": _months(given.warranty_started_on, claim.repaired_on),
        "breakdown": sheet.breakdown,
        "repeatedRepair": given.repaired_before is not None,
        "dateOfPreviousRepair": given.repaired_before.isoformat() if given.repaired_before else None,
    }
    return {name: value for name, value in made.items() if value is not None}


def _claimed(line: ClaimLine) -> dict[str, Any]:
    """The part that came out of the car."""
    made = {
        "partName": line.text or line.code,
        "partNumber": line.code or None,
        "serialNumber": line.faulty_serial or None,
        "isPartCausal": line.causal,
        "isPartReplaced": True,
        "amountOfReplacedParts": plain(line.quantity) if line.quantity is not None else None,
        "partTreatment": "replaced",
    }
    return {name: value for name, value in made.items() if value is not None}


def _spare(line: ClaimLine) -> dict[str, Any]:
    """The part that went into it."""
    made = {
        "partName": line.text or line.code,
        "partNumber": line.code or None,
        "serialNumber": line.new_serial or None,
    }
    return {name: value for name, value in made.items() if value is not None}


def _months(began: date | None, on: date) -> int | None:
    """The whole months from the start of warranty to the repair."""
    if began is None or on < began:
        return None
    return (on.year - began.year) * 12 + on.month - began.month - (on.day < began.day)


WITH_WORDS = Option("with_words", "Give along what customers said: personal data.", is_flag=True)
WRITER = Writer(
    KIND,
    N_("Submitted claims as JSON (Catena-X ClaimData 3.0.0)."),
    write,
    takes=(QUALITY_TASK, CLAIM, SINCE, WITH_WORDS),
)
