"""Which cars stand in the workshop."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.service.orders.rules.states import BOOKED
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.glance import PlaceGlance


def in_the_workshop(tx: Transaction, vin: str) -> PlaceGlance | None:
    """The order at which a car is here; one that is only booked is still with its owner."""
    key = orders.open_of(tx, vin)
    if key is None:
        return None
    (order,) = orders.orders(tx, [key])
    if order.state is BOOKED:
        return None
    return PlaceGlance(Said(N_("In the workshop")), order.number, ("order", order.number))
