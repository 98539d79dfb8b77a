"""Handlers of the sale."""

from lifecycle_desk.stages.sale.contract.usecases.holding import contracts_held
from lifecycle_desk.stages.sale.contract.usecases.retention import open_contracts, with_contracts
from lifecycle_desk.stages.sale.stock.usecases.whereabouts import place_in_stock
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.glance import on_place
from lifecycle_desk.vehicle.usecases.holding import on_hold


def register() -> None:
    """Register the sale's handlers."""
    on_access(contracts_held)
    on_hold(open_contracts, with_contracts)
    on_place(place_in_stock, "sale_stock", rank=2)
