"""Checking the sums of claims: what lists show as granted is what the lines say, and a claim began when it was told."""

from collections.abc import Iterator
from itertools import batched

from lifecycle_desk.stages.service.claims.rules.facts import AboutClaim
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

AT_ONCE = 500  # claims that are read together


def claim_sums_agree(tx: Transaction) -> Iterator[Finding]:
    """The sum granted that is kept for lists is that of the lines, and each claim began on the day that was told."""
    begun = {told.facts_as(AboutClaim).claim: told.on for told, _, _ in chain.told_by(tx, (ClaimEvent.BEGUN.value,))}
    for some in batched(sorted(lists.keys(tx, None)), AT_ONCE):
        granted = lists.granted_kept(tx, some)
        for claim in claim_rows.claims(tx, some):
            if granted[claim.key] != claim.status.granted_sum:
                yield Finding("claims", claim.number, "the sum granted differs from its lines")
            if begun.get(claim.number, claim.begun_on) != claim.begun_on:
                yield Finding("claims", claim.number, "it was begun on another day")


CHECKS: tuple[Check, ...] = (claim_sums_agree,)
