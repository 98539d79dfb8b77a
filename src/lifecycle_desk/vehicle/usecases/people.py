"""Use cases of customers: taken in, changed."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.meanwhile import both_changes
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import VehicleEvent
from lifecycle_desk.vehicle.rules.people import Person, check_person
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.customers import take_in_person, tell_person
from lifecycle_desk.vehicle.usecases.life import findable

CUSTOMER = Step(
    Person,
    VehicleEvent.OWNED,
    "user",
    heading=C_("customer", "Customer"),
    done=N_("Customer saved"),
    form="name:2 kind / phone email / address / tax_id language / no_reminders",
)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with the number that the books know them by; a change may name what it was made in (`before`)."""

    number: int
    person: Person
    before: Person | None = None


@command(PERSON_EDIT)
def add_person(tx: Transaction, person: Person) -> Customer:
    """Take in a customer: a person or a company."""
    return Customer(take_in_person(tx, person), person)


@command(PERSON_EDIT)
def change_person(tx: Transaction, customer: Customer) -> Customer:
    """Change what is known of a customer."""
    made = both_changes(customer.before, customer.person, people.person(tx, customer.number))
    tx.note(*check_person(made))
    people.change_person(tx, customer.number, made)
    tell_person(tx, customer.number, made)
    for of in life_rows.of_owner(tx, customer.number):
        findable(tx, of)
    return Customer(customer.number, made)


COMMANDS: tuple[Command[Any, Any], ...] = (add_person, change_person)
