"""Giving claims out: each as it was submitted, with what formats of makers ask for beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.rules import EXPORT
from lifecycle_desk.stages.service.rules.claims.claim import Claim
from lifecycle_desk.stages.service.rules.orders import number_of
from lifecycle_desk.stages.service.tables import claim_lists as lists
from lifecycle_desk.stages.service.tables import claims as kept
from lifecycle_desk.stages.service.tables import orders as kept_orders
from lifecycle_desk.stages.service.usecases.claims.beginning import complaint_of
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life

AT_ONCE = 200  # claims that are read together


@dataclass(frozen=True, slots=True)
class ClaimGiven:
    """A claim as it is given out: its order with the complaint, its car, and an earlier repair of the same part."""

    claim: Claim
    order: str
    opened_on: date
    complaint: str
    car: str
    warranty_started_on: date | None
    repaired_before: date | None


def claims_given(seat: Seat, number: str | None = None, since: date | None = None) -> Iterator[ClaimGiven]:
    """One claim, or all of them by number, or those begun since a day; needs the right to give out files."""
    with seat.store.reading() as work:
        work.by = seat.staff
        seat.authorise(work, EXPORT)
        if number:
            yield _given(work, kept.claim(work, number))
            return
        for some in batched(sorted(lists.keys(work, None)), AT_ONCE):
            wanted = (each for each in kept.claims(work, some) if since is None or each.begun_on >= since)
            yield from (_given(work, each) for each in wanted)


def _given(work: Work, claim: Claim) -> ClaimGiven:
    order, row = kept_orders.orders(work, [claim.order_key])[0], life.row(work, claim.vin)
    return ClaimGiven(
        claim,
        number_of(claim.order_key),
        order.opened_on,
        complaint_of(order, claim),
        named(row.make or "", row.model or "", row.variant or ""),
        life.figures(work, claim.vin)[0].warranty_started_on,
        lists.repaired_before(work, claim) if claim.sheet.causal_part else None,
    )
