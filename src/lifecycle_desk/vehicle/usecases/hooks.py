"""Handlers of the vehicle's room: what only the chain can keep, told for rooms that lie below it."""

from lifecycle_desk.commands.confirming import on_confirmation
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dealer_wording import CONFIRMED
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


def register() -> None:
    """What a second person confirmed is told as an event of the dealer's, beside what was done."""
    on_confirmation(_tell_confirmed)


def _tell_confirmed(tx: Transaction, right: Right, by: str) -> None:
    record_event(tx, Event(None, today(tx), CONFIRMED, {"right": right.name, "second": by}))
