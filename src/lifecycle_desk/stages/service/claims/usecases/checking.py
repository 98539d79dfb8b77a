"""Checking claims: whether the tables say of each claim what its events say, and whether a number is missing."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimStatus, claim_number
from lifecycle_desk.stages.service.claims.rules.folding import folded, of_claim
from lifecycle_desk.stages.service.claims.rules.states import RETURNED, WRITABLE, ClaimEvent
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, number_of
from lifecycle_desk.stages.service.orders.usecases.events import plain
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

ORDER_LINE = "order_line"
AT_ONCE = 500  # claims that are read together


def claims_agree(tx: Transaction) -> Iterator[Finding]:
    """Every claim says what its events say, its kept sums are those of its lines, and no number is missing."""
    keys = sorted(lists.keys(tx, None))
    known = set(keys)
    gaps = (key for key in keys if key % A_YEAR != 1 and key - 1 not in known)
    yield from (Finding("claims", claim_number(key), "the number before it is missing") for key in gaps)
    for some in batched(keys, AT_ONCE):
        owed, claims = lists.outstanding_kept(tx, some), claim_rows.claims(tx, some)
        lives = {vin: life.told(tx, vin) for vin in {each.vin for each in claims}}  # a car has several claims
        for claim in claims:
            if why := _wrong(lives[claim.vin], claim, owed[claim.key]):
                yield Finding("claims", claim.number, why)


def _wrong(told: list[RecordedEvent], claim: Claim, owed: int) -> str | None:
    """What is wrong with a claim, if anything is."""
    if owed != claim.status.outstanding:
        return "the money outstanding differs from its amounts"
    own = of_claim(told, claim.number)
    if not own:
        return "no event tells of it"
    if _begun_otherwise(claim, told):
        return "it was begun otherwise"
    return _stands_otherwise(claim, own)


def _stands_otherwise(claim: Claim, own: list[RecordedEvent]) -> str | None:
    """Where a claim differs from the events that count; one that was sent back may have been written anew since."""
    sent = next((each for each in reversed(own) if each.kind == ClaimEvent.SUBMITTED), None)
    sent_back = sent is not None and any(each.facts.get("state") == RETURNED for each in own if each.seq > sent.seq)
    written = claim.state in WRITABLE or sent_back
    if _comparable(folded(own), lines=not written) != _comparable(claim.status, lines=not written):
        return "where it stands differs from its events"
    if sent and not written and sent.facts.get("sheet") != _sealed_sheet(claim, sent):
        return "its sheet differs from the one that was submitted"
    return None


def _sealed_sheet(claim: Claim, sent: RecordedEvent) -> dict[str, Any]:
    """A claim's sheet as its submission tells it; those of before lines had numbers name none."""
    sheet: dict[str, Any] = plain({"sheet": claim.sheet})["sheet"]
    if not any(ORDER_LINE in each for each in sent.facts.get("sheet", {}).get("lines", ())):
        for each in sheet.get("lines", ()):
            each.pop(ORDER_LINE, None)
    return sheet


def _begun_otherwise(claim: Claim, told: list[RecordedEvent]) -> bool:
    """Whether the event that began a claim says otherwise of it; it stays readable where it was taken back."""
    begun = next(
        (each for each in told if each.kind == ClaimEvent.BEGUN and each.facts.get("claim") == claim.number), None
    )
    if begun is None:
        return True
    own: dict[str, Any] = {
        "repair_order": number_of(claim.order_key),
        "job": claim.job + 1,
        "kind": claim.kind,
        "currency": claim.currency,
        "alias": claim.alias,
        "repaired_on": claim.repaired_on,
        "odometer_km": claim.odometer_km,
    }
    if "job_id" in begun.facts:
        own["job_id"] = claim.job_id
    return any(begun.facts.get(name) != value for name, value in plain(own).items())


def _comparable(standing: ClaimStatus, *, lines: bool) -> tuple[object, ...]:
    """What must agree; what stands on lines only where no line can have been taken off since."""
    always = ("state", "since", "last_event", "submitted_on", "answered_on", "paid_on", "asked", "paid", "maker_number")
    names = (*always, "written_off", "authorisation", *(("granted", "parts") if lines else ()))
    return tuple(getattr(standing, name) for name in names)


CHECKS: tuple[Check, ...] = (claims_agree,)
