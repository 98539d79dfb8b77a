"""A customer's part requests: given out with all that is held. They name a part and a day: nothing is blanked."""

from typing import Any

from lifecycle_desk.stages.service.purchasing.tables import wants as rows
from lifecycle_desk.store.store import Transaction


def wants_held(tx: Transaction, customer: int) -> dict[str, Any]:
    """The part requests of a customer, whole: for giving out all that is held."""
    return {"part_requests": rows.of_customer(tx, customer)}
