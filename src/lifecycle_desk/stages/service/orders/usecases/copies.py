"""Checking whose work it was: an order and an inspection stand with the vehicle and the day that their event names."""

from collections.abc import Iterator
from itertools import batched

from lifecycle_desk.stages.service.inspections import tables as inspected
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

AT_ONCE = 500  # orders that are read together


def vehicles_agree(tx: Transaction) -> Iterator[Finding]:
    """No order was moved to another vehicle, no inspection to another vehicle or day."""
    named = chain.places_of(tx)
    for some in batched(sorted(order_rows.keys(tx, None, None)), AT_ONCE):
        for order in order_rows.orders(tx, some):
            told = named.get(order.last_event)
            if told and told[0] != order.vin:
                yield Finding("orders", order.number, "its vehicle differs from its events")
    for event, vin, on in inspected.places(tx):
        if named.get(event) != (vin, on):
            yield Finding("inspections", str(event), "its vehicle or day differs from its event")


CHECKS: tuple[Check, ...] = (vehicles_agree,)
