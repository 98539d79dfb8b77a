"""Handlers of the life of vehicles."""

from typing import Any

from lifecycle_desk.dealership.usecases.access_log import on_access_event
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases import retained
from lifecycle_desk.vehicle.usecases.recording import record_event


def register() -> None:
    """Who signs in, and what is done to secrets, are events of the dealer; what is kept of people has its rules."""
    on_access_event(_record)
    retained.register()


def _record(tx: Transaction, kind: str, facts: dict[str, Any]) -> None:
    record_event(tx, Event(vin=None, on=today(tx), kind=kind, facts=facts))
