"""Handlers of purchasing."""

from lifecycle_desk.stages.service.orders.usecases.part_status import on_late_parts, on_parts
from lifecycle_desk.stages.service.purchasing.usecases.coming import coming_to_store, part_waits
from lifecycle_desk.stages.service.purchasing.usecases.forgetting import open_requests, wants_held, with_requests
from lifecycle_desk.stages.service.purchasing.usecases.part_status import orders_with_late_parts, parts_of_order
from lifecycle_desk.stages.service.shelf.usecases.coming import on_coming
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.holding import on_hold
from lifecycle_desk.vehicle.usecases.waiting import on_waiting


def register() -> None:
    """Register the handlers of purchasing."""
    on_access(wants_held)
    on_hold(open_requests, with_requests)
    on_parts(parts_of_order)
    on_late_parts(orders_with_late_parts, "purchase_line", "purchase_waiting")
    on_coming(coming_to_store, "purchase_line", "purchase_waiting", "part_want")
    on_waiting(part_waits, "purchase_waiting", "purchase_line")
