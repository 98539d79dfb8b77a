"""Handlers of the sale."""

from lifecycle_desk.stages.sale.contract.usecases.holding import contracts_held
from lifecycle_desk.vehicle.usecases.access import on_access


def register() -> None:
    """Register the sale's handlers."""
    on_access(contracts_held)
