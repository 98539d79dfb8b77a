"""Giving claims out: each as it was submitted, with what formats of makers ask for beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.claims.usecases.creating import complaint_of
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.store.store import Transaction
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


def claims_given(user: UserSession, number: str | None = None, since: date | None = None) -> Iterator[ClaimGiven]:
    """One claim, or all of them by number, or those begun since a day; needs the right to give out files."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        if number:
            yield _given(tx, claim_rows.claim(tx, number))
            return
        for some in batched(sorted(lists.keys(tx, None)), AT_ONCE):
            wanted = (each for each in claim_rows.claims(tx, some) if since is None or each.begun_on >= since)
            yield from (_given(tx, each) for each in wanted)


def _given(tx: Transaction, claim: Claim) -> ClaimGiven:
    order, row = order_rows.orders(tx, [claim.order_key])[0], life.row(tx, claim.vin)
    return ClaimGiven(
        claim,
        number_of(claim.order_key),
        order.opened_on,
        complaint_of(order, claim),
        named(row.make or "", row.model or "", row.variant or ""),
        life.figures(tx, claim.vin)[0].warranty_started_on,
        lists.repaired_before(tx, claim) if claim.sheet.causal_part else None,
    )
