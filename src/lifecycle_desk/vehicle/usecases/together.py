"""Together with a new customer: a vehicle or an ownership is told in the same transaction as who is new."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.rights import VEHICLE_EDIT
from lifecycle_desk.vehicle.usecases.life import (
    Added,
    AddVehicle,
    RecordOwner,
    add_vehicle,
    record_owner,
    undone,
)
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.recording import EventRef


@dataclass(frozen=True, slots=True)
class WithOwner:
    """A vehicle and the new customer who owns it; `car.owner` is left out."""

    car: AddVehicle
    owner: Person


@dataclass(frozen=True, slots=True)
class NewOwner:
    """A new customer who owns a vehicle, from a day."""

    vin: str
    owner: Person
    since: date


# Whoever may edit vehicles may edit customers too (dealership/rules.py); a test holds the roles to it.
@command(VEHICLE_EDIT)
def add_vehicle_with_owner(tx: Transaction, asked: WithOwner) -> Added:
    """Take a vehicle into the books together with a customer who is new."""
    number = add_person.does(tx, asked.owner).number  # type: ignore[union-attr]  # no verb of steps
    return add_vehicle.does(tx, replace(asked.car, owner=number))  # type: ignore[return-value]  # as above


@command(VEHICLE_EDIT, undo=undone)
def record_new_owner(tx: Transaction, asked: NewOwner) -> EventRef:
    """Record that a vehicle is owned by a customer who is new."""
    number = add_person.does(tx, asked.owner).number  # type: ignore[union-attr]  # no verb of steps
    return record_owner.does(tx, RecordOwner(asked.vin, number, asked.since))  # type: ignore[return-value]  # as above


COMMANDS: tuple[Command[Any, Any], ...] = (add_vehicle_with_owner, record_new_owner)
