"""Names of before for what commands of the life do now, for programs that still call them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, formerly
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, RecordOwner, add_vehicle, record_owner


@dataclass(frozen=True, slots=True)
class WithOwner:
    """Take a vehicle into the books together with a customer who is new."""

    car: AddVehicle
    owner: Person


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Record that a vehicle is owned by a customer who is new."""

    vin: str
    owner: Person
    since: date


add_vehicle_with_owner = formerly(
    "add_vehicle_with_owner", add_vehicle, WithOwner, lambda asked: replace(asked.car, owner=asked.owner)
)
record_new_owner = formerly(
    "record_new_owner", record_owner, NewOwner, lambda asked: RecordOwner(asked.vin, asked.owner, asked.since)
)

COMMANDS: tuple[Command[Any, Any], ...] = (add_vehicle_with_owner, record_new_owner)
