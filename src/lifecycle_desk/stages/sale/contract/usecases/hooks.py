"""What the sale is called for."""

from lifecycle_desk.stages.sale.contract.usecases.holding import contracts_held
from lifecycle_desk.vehicle.usecases.access import on_access


def register() -> None:
    """What a sale wants to be asked for."""
    on_access(contracts_held)
