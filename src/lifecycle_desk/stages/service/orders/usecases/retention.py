"""What of a customer is open in the workshop, and when they were last there: their data stay until then."""

from collections.abc import Container, Iterator, Mapping
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.stages.service.claims.rules.claim import claim_number
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.orders.rules.states import OPEN
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.store.store import Transaction

SETTLED = frozenset({ClaimState.REJECTED, ClaimState.PAID, ClaimState.CLOSED, ClaimState.CANCELLED})


def open_work(tx: Transaction, customer: int, _on: date) -> Iterator[Piece]:
    """The customer's orders that are not handed over, and the claims for repairs of theirs that are not settled."""
    keys = order_rows.keys_of_customer(tx, customer)
    if not keys:
        return  # most who are looked through have not been here for years
    for order in order_rows.orders(tx, keys):
        if order.state in OPEN:
            yield Said(N_("Open repair order %(number)s"), number=order.number)
    claims = sorted(each for key in keys for each in lists.keys_of_order(tx, key))
    for claim in claim_rows.claims(tx, claims):
        if claim.state not in SETTLED:
            yield Said(N_("Open warranty claim %(number)s"), number=claim_number(claim.key))


def with_work(tx: Transaction) -> Container[int]:
    """The customers of orders that are not handed over, or that a claim was made for."""
    return order_rows.customers_of(tx, OPEN, lists.orders_with_claims(tx))


def last_visits(tx: Transaction) -> Mapping[int, date]:
    """The last day of each customer in the workshop."""
    return order_rows.last_days(tx)
