"""Checking claims: whether the tables say of each claim what its events say, and whether a number is missing."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import batched

from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimSheet, ClaimStatus, claim_number
from lifecycle_desk.stages.service.claims.rules.facts import AboutClaim, BegunTold, SheetTold, as_begun
from lifecycle_desk.stages.service.claims.rules.folding import folded, of_claim
from lifecycle_desk.stages.service.claims.rules.states import RETURNED, WRITABLE, ClaimEvent
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

AT_ONCE = 500  # claims that are read together


def claims_agree(tx: Transaction) -> Iterator[Finding]:
    """Every claim says what its events say, its kept sums are those of its lines, and no number is missing."""
    keys = sorted(lists.keys(tx, None))
    known = set(keys)
    gaps = (key for key in keys if key % A_YEAR != 1 and key - 1 not in known)
    yield from (Finding("claims", claim_number(key), "the number before it is missing") for key in gaps)
    for some in batched(keys, AT_ONCE):
        owed, claims = lists.stored_outstanding(tx, some), claim_rows.claims(tx, some)
        lives = {vin: life.told(tx, vin) for vin in {each.vin for each in claims}}  # a car has several claims
        for claim in claims:
            if why := _wrong(lives[claim.vin], claim, owed[claim.key]):
                yield Finding("claims", claim.number, why)


def _wrong(told: list[RecordedEvent], claim: Claim, owed: int) -> str | None:
    """The fault of a claim, if there is one."""
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
    later = [each.facts_as(AboutClaim).state for each in own if sent and each.seq > sent.seq]
    written = claim.state in WRITABLE or RETURNED in later
    if _comparable(folded(own), lines=not written) != _comparable(claim.status, lines=not written):
        return "where it stands differs from its events"
    if sent and not written and _written_otherwise(claim.sheet, sent.facts_as(SheetTold).sheet):
        return "its sheet differs from the one that was submitted"
    return None


def _written_otherwise(own: ClaimSheet, sent: ClaimSheet) -> bool:
    """Whether a sheet differs from one that was submitted; those of before lines had numbers name none."""
    numbers = [line.order_line for line in sent.lines]
    return own != sent or (any(numbers) and numbers != [line.order_line for line in own.lines])


def _begun_otherwise(claim: Claim, told: list[RecordedEvent]) -> bool:
    """Whether the event that began a claim says otherwise of it; it stays readable where it was taken back."""
    begun = (each.facts_as(BegunTold) for each in told if each.kind == ClaimEvent.BEGUN)
    own = next((each for each in begun if each.claim == claim.number), None)
    return own is None or own != replace(as_begun(claim), job_id=own.job_id and claim.job_id)


def _comparable(standing: ClaimStatus, *, lines: bool) -> tuple[object, ...]:
    """The parts that must agree; those on lines only where no line can have been taken off since."""
    always = ("state", "since", "last_event", "submitted_on", "answered_on", "paid_on", "asked", "paid", "maker_number")
    names = (*always, "written_off", "authorisation", *(("granted", "parts") if lines else ()))
    return tuple(getattr(standing, name) for name in names)


CHECKS: tuple[Check, ...] = (claims_agree,)
