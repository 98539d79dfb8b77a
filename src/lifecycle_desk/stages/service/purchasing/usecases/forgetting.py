"""A customer's part requests: given out with all that is held. They name a part and a day: nothing is blanked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING
from lifecycle_desk.stages.service.purchasing.tables import wants as rows
from lifecycle_desk.store.store import Transaction


def wants_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The part requests of a customer, whole: for giving out all that is held."""
    return {"part_requests": rows.of_customer(tx, customer)}


def with_requests(tx: Transaction) -> set[int]:
    """The customers of the part requests that were not withdrawn."""
    return {each.customer for each in rows.standing(tx) if each.customer is not None}


def open_requests(tx: Transaction, customer: int, _on: date) -> Iterator[Piece]:
    """The part requests of a customer that nobody has ordered yet: their data stay until then."""
    own = [each for each in rows.of_customer(tx, customer) if not each.dropped]
    ordered = rows.ordered_of_wants(tx) if own else {}
    for each in own:
        if ordered.get(each.number, NOTHING) < each.quantity:
            yield Said(N_("Open part request: %(code)s"), code=each.code)
