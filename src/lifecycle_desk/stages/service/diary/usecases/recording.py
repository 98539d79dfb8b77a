"""Saving an appointment and telling the dealer's own chain of it, in one transaction."""

from dataclasses import asdict, replace
from typing import Any

from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.diary.rules.appointments import Appointment
from lifecycle_desk.stages.service.diary.rules.events import AppointmentTold, DiaryEvent
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.usecases.requests import AppointmentDone
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


def change(tx: Transaction, before: Appointment, kind: DiaryEvent, **changes: Any) -> AppointmentDone:
    """Save what changes of an appointment, and tell it."""
    after = replace(before, **changes, revision=before.revision + 1, changed_at=tx.at, changed_by=tx.by)
    return save(tx, after, kind, before)


def save(tx: Transaction, of: Appointment, kind: DiaryEvent, before: Appointment | None = None) -> AppointmentDone:
    """Save an appointment as it stands now, and tell it; gives what a command answers."""
    rows.save(tx, of)
    record_event(tx, Event(None, today(tx), kind.value, facts_of(of)))
    order = number_of(of.order_key) if of.order_key else ""
    return AppointmentDone(of.number, of.state, of.revision, order, before=before)


def facts_of(of: Appointment) -> dict[str, Any]:
    """An appointment as its events say it: nothing that somebody wrote about people."""
    told = AppointmentTold(
        of.number,
        of.on,
        of.start,
        of.tenths,
        of.work,
        of.state,
        of.vin,
        of.customer,
        of.technician,
        of.bay,
        of.courtesy_car,
        of.campaign,
        number_of(of.order_key) if of.order_key else "",
    )
    said = {name: value for name, value in asdict(told).items() if value not in {None, ""}}
    return said | {"on": of.on.isoformat(), "work": str(of.work), "state": str(of.state)}
