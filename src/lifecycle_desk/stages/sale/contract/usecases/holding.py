"""A customer's data in the sale, for giving out all personal data: the contracts that they signed."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import contracts
from lifecycle_desk.vehicle.tables import life as life_rows


@dataclass(frozen=True, slots=True)
class _Held:
    """Of a sale, or a change of owner under a contract: what is given out as it is sealed."""

    contract: str
    amounts: dict[str, Any] | None = None
    tax: dict[str, Any] | None = None
    fees: dict[str, Any] | None = None


def contracts_held(tx: Transaction, person: int) -> dict[str, Any]:
    """The contracts of a customer, the first first; nothing here is blanked, since numbers and sums name nobody."""
    cancelled = {each.event: each.cancelled is not None for each in contracts.contracts(tx)}
    sold = [
        (told, vin, told.facts_as(_Held))
        for told, vin in life_rows.about(tx, person)
        if told.kind == Happening.SOLD or told.seq in cancelled
    ]
    return {
        "contracts": [
            {
                "number": held.contract,
                "vin": vin,
                "on": told.on,
                "amounts": held.amounts,
                "tax": held.tax,
                "fees": held.fees,
                "cancelled": cancelled.get(told.seq, False),
            }
            for told, vin, held in sold
        ]
    }
