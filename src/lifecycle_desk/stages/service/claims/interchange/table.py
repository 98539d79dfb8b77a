"""Claims as a table: CSV for spreadsheets, a row for each line of a claim, in which nothing acts as a formula."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import batched
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import SINCE
from lifecycle_desk.files.days import iso_day
from lifecycle_desk.files.spreadsheets import BOM, written
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.stages.service.claims.interchange.options import CLAIM
from lifecycle_desk.stages.service.claims.rules.claim import ClaimLine
from lifecycle_desk.stages.service.claims.usecases.giving import ClaimGiven, claims_given

KIND = "claims"
HEADER = (
    "claim_number", "line", "state", "kind", "vin", "car", "order_number", "opened_on", "repaired_on", "odometer_km",
    "cause", "correction", "causal_part", "trouble_code", "damage_code", "campaign", "line_kind", "code", "text",
    "hours", "quantity", "currency", "amount_asked", "amount_granted", "reason", "outstanding_of_claim",
    "submitted_on", "answered_on", "paid_on", "maker_number", "authorisation", "faulty_serial", "new_serial",
    "part_state", "kept_until",
)  # fmt: skip
OF_SHEET = ("cause", "correction", "causal_part", "damage_code", "campaign")
OF_LINE = ("trouble_code", "code", "text", "hours", "quantity", "faulty_serial", "new_serial")
AT_ONCE = 200


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """All claims, one of them, or those begun since a day; in the order of their numbers."""
    since = asked.get("since")
    first = iso_day(since) if since else None
    yield BOM + written([HEADER])
    for some in batched(claims_given(user, asked.get("claim"), first), AT_ONCE):
        yield written([row for given in some for row in _rows(given)])


def _rows(given: ClaimGiven) -> Iterator[list[str]]:
    """A claim's lines; a claim without any has a row of its own."""
    for at, line in enumerate(given.claim.sheet.lines, 1):
        yield _cells(given, at, line)
    if not given.claim.sheet.lines:
        yield _cells(given, 0, None)


def _cells(given: ClaimGiven, at: int, line: ClaimLine | None) -> list[str]:
    claim, sheet, standing = given.claim, given.claim.sheet, given.claim.status
    granted, part = standing.granted.get(at), standing.parts.get(at)
    told: dict[str, object] = {
        "claim_number": claim.number,
        "line": at or None,
        "state": claim.state.value,
        "kind": claim.kind.value,
        "vin": claim.vin,
        "car": given.car,
        "order_number": given.order,
        "opened_on": given.opened_on,
        "repaired_on": claim.repaired_on,
        "odometer_km": claim.odometer_km,
        **{name: getattr(sheet, name) for name in OF_SHEET},
        "currency": claim.currency,
        "amount_granted": _amount(granted.amount, claim.currency) if granted else None,
        "reason": granted.reason if granted else "",
        "outstanding_of_claim": _amount(standing.outstanding, claim.currency),
        "submitted_on": standing.submitted_on,
        "answered_on": standing.answered_on,
        "paid_on": standing.paid_on,
        "maker_number": standing.maker_number,
        "authorisation": standing.authorisation.reference if standing.authorisation else "",
        "part_state": part.state.value if part else None,
        "kept_until": part.until if part else None,
    }
    if line:
        told |= {
            **{name: getattr(line, name) for name in OF_LINE},
            "line_kind": line.kind.value,
            "amount_asked": _amount(line.asked, claim.currency),
        }
    return ["" if told.get(name) is None else str(told[name]) for name in HEADER]


def _amount(minor: int, currency: str) -> str:
    """An amount with a point and without signs for thousands, as every program reads it."""
    return f"{Decimal(minor).scaleb(-currency_digits(currency)):f}"


WRITER = Writer(KIND, N_("Claims as CSV, one row per line."), write, takes=(CLAIM, SINCE))
