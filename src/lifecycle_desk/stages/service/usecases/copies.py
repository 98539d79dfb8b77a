"""Checking whose work it was: an order and an inspection stand with the vehicle and the day that their event names."""

from collections.abc import Iterator
from itertools import batched

from lifecycle_desk.stages.service.tables import inspections as inspected
from lifecycle_desk.stages.service.tables import orders as kept
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.books import Check, Finding

AT_ONCE = 500  # orders that are read together


def vehicles_agree(work: Work) -> Iterator[Finding]:
    """No order was moved to another vehicle, no inspection to another vehicle or day."""
    named = chain.places_of(work)
    for some in batched(sorted(kept.keys(work, None, None)), AT_ONCE):
        for order in kept.orders(work, some):
            told = named.get(order.last_event)
            if told and told[0] != order.vin:
                yield Finding("orders", order.number, "its vehicle differs from its events")
    for event, vin, on in inspected.places(work):
        if named.get(event) != (vin, on):
            yield Finding("inspections", str(event), "its vehicle or day differs from its event")


CHECKS: tuple[Check, ...] = (vehicles_agree,)
