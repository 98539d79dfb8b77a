"""When something last happened that concerns a customer: the day from which retention counts.

It is read from all events, not from those that name a customer beside the seal alone: a sale, a trade or an order may
name them among its facts, and whatever happens to a vehicle concerns its owner. A day that is too late keeps data a
little longer; one that is too early would erase them too soon.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.retention import HOLD_LIFTED, HOLD_PLACED
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.access import EXPORTED

NAMED = ("person", "buyer", "from", "holder", "customer", "seller", "owner")  # facts that may be a customer's number
ABOUT_DATA = (HOLD_PLACED, HOLD_LIFTED, EXPORTED)  # what is done with their data concerns nothing they did

type LastDays = Callable[[Transaction], Mapping[int, date]]
_LAST_DAYS: list[LastDays] = []


def on_last_activity(days: LastDays) -> None:
    """Register the last day on which a room's rows concern customers, by their numbers."""
    _LAST_DAYS.append(days)


class _Sets(msgspec.Struct):
    owner: int | None = None


class _Body(msgspec.Struct):
    facts: dict[str, Any]
    sets: _Sets | None = None


def last_activity(tx: Transaction) -> dict[int, date]:
    """The last day on which something concerned each customer."""
    found: dict[int, date] = {}
    owners: dict[str, int] = {}

    def concern(number: int | None, on: date) -> None:
        if number and (number not in found or found[number] < on):
            found[number] = on

    for vin, on, person, body in chain.bodies(tx, ABOUT_DATA):
        told = msgspec.json.decode(body, type=_Body)
        concern(person, on)
        for name in NAMED:
            if type(number := told.facts.get(name)) is int:
                concern(number, on)
        if vin is None:
            continue
        concern(owners.get(vin), on)
        if told.sets and told.sets.owner is not None:
            concern(told.sets.owner, on)
            owners[vin] = told.sets.owner
    for days in _LAST_DAYS:
        for number, on in days(tx).items():
            concern(number, on)
    return found
