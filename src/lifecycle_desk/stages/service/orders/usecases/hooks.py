"""Handlers of the workshop."""

from lifecycle_desk.schedules.usecases.part_names import on_part_names
from lifecycle_desk.stages.service.catalogue.usecases.history import ENTRY, entry_history
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import names_of_schedules
from lifecycle_desk.stages.service.estimates.usecases.showing import advice_waits
from lifecycle_desk.stages.service.orders.usecases.forgetting import (
    claims_held,
    diagnoses_held,
    estimates_held,
    forget_words,
    orders_held,
)
from lifecycle_desk.stages.service.orders.usecases.retention import last_visits, open_work, with_work
from lifecycle_desk.stages.service.orders.usecases.whereabouts import in_the_workshop
from lifecycle_desk.stages.service.payments.usecases.showing import OUTSTANDING_TABLES, owed_by
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.erasing import on_erasure
from lifecycle_desk.vehicle.usecases.glance import on_place
from lifecycle_desk.vehicle.usecases.holding import on_hold
from lifecycle_desk.vehicle.usecases.last_activity import on_last_activity
from lifecycle_desk.vehicle.usecases.owing import on_owing
from lifecycle_desk.vehicle.usecases.record_history import on_history
from lifecycle_desk.vehicle.usecases.waiting import on_waiting


def register() -> None:
    """Register the workshop's handlers."""
    on_erasure(forget_words)
    on_hold(open_work, with_work)
    on_last_activity(last_visits)
    for held in (orders_held, diagnoses_held, estimates_held, claims_held):
        on_access(held)
    on_history(ENTRY, entry_history)
    on_part_names(names_of_schedules, "catalogue_entry")
    on_waiting(advice_waits, "service_advice")
    on_owing(owed_by, *OUTSTANDING_TABLES)
    on_place(in_the_workshop, "repair_order", rank=1)
