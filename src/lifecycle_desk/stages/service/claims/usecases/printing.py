"""What the printed form of a claim tells beside the claim: its order, and since when the vehicle is covered."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.claims.usecases.showing import ClaimPage, claim_page
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage, order
from lifecycle_desk.vehicle.tables import life


@dataclass(frozen=True, slots=True)
class PrintedClaim:
    """A claim with its order and the day from which warranty counts, None where nobody said."""

    page: ClaimPage
    order: OrderPage
    covered_from: date | None


def printed_claim(user: UserSession, number: str) -> PrintedClaim:
    """What the form of a claim tells; refuses a number that there is not."""
    page = claim_page(user, number)
    with user.store.reading() as tx:
        row = life.row(tx, page.claim.vin)
    covered_from = row.warranty_started_on or row.handed_over_on or row.first_registered_on
    return PrintedClaim(page, order(user, page.order), covered_from)
