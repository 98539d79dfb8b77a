"""Where a car in stock stands."""

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.sale.stock import tables
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.glance import PlaceGlance


def place_in_stock(tx: Transaction, vin: str) -> PlaceGlance | None:
    """Its place in stock; None for a car that is not here."""
    row = tables.ROWS.one(tx, vin)
    if row is None or not row.here:
        return None
    return PlaceGlance(Said(C_("vehicle", "In stock")), row.location)
