"""Handlers of the vehicle's room: what only the chain can keep, told for rooms that lie below it."""

from typing import Any

from lifecycle_desk.commands.confirming import on_confirmation
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership.usecases.access_log import on_access_event
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dealer_wording import CONFIRMED
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases import retained
from lifecycle_desk.vehicle.usecases.recording import record_event


def register() -> None:
    """What a second person confirmed, and who signs in, is told as events; what is kept of people has its rules."""
    on_confirmation(_tell_confirmed)
    on_access_event(_tell_access)
    retained.register()


def _tell_confirmed(tx: Transaction, right: Right, by: str) -> None:
    record_event(tx, Event(None, today(tx), CONFIRMED, {"right": right.name, "second": by}))


def _tell_access(tx: Transaction, kind: str, facts: dict[str, Any]) -> None:
    record_event(tx, Event(vin=None, on=today(tx), kind=kind, facts=facts))
