"""Checking the sums of claims: what lists show as granted is what the lines say, and a claim began when it was told."""

from collections.abc import Iterator
from itertools import batched

from lifecycle_desk.stages.service.rules.claims.states import ClaimEvent
from lifecycle_desk.stages.service.tables import claim_lists as lists
from lifecycle_desk.stages.service.tables import claims as kept
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.books import Check, Finding

AT_ONCE = 500  # claims that are read together


def claim_sums_agree(work: Work) -> Iterator[Finding]:
    """The sum granted that is kept for lists is that of the lines, and each claim began on the day that was told."""
    begun = {told.facts.get("claim"): told.on for told, _, _ in chain.told_by(work, (ClaimEvent.BEGUN.value,))}
    for some in batched(sorted(lists.keys(work, None)), AT_ONCE):
        granted = lists.granted_kept(work, some)
        for claim in kept.claims(work, some):
            if granted[claim.key] != claim.standing.granted_sum:
                yield Finding("claims", claim.number, "the sum granted differs from its lines")
            if begun.get(claim.number, claim.begun_on) != claim.begun_on:
                yield Finding("claims", claim.number, "it was begun on another day")


CHECKS: tuple[Check, ...] = (claim_sums_agree,)
