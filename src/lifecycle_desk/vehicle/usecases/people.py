"""What is done with customers: taken in, changed, listed; erasing and giving out are asked for here as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.commands.meanwhile import refuse_changed
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.people import Person, check_person
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.customers import take_in_person, tell_person
from lifecycle_desk.vehicle.usecases.erasing import Erased, ErasePerson, erase_person, on_erasure
from lifecycle_desk.vehicle.usecases.life import findable

if TYPE_CHECKING:
    from array import array


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
    refuse_changed(customer.before, people.person(tx, customer.number))
    tx.note(*check_person(customer.person))
    people.change_person(tx, customer.number, customer.person)
    tell_person(tx, customer.number, customer.person)
    for of in life_rows.of_owner(tx, customer.number):
        findable(tx, of)
    return Customer(customer.number, customer.person)


def person(user: UserSession, number: int | None) -> Person | None:
    """A customer, or None where there is none or their data were erased."""
    with user.store.reading() as tx:
        return people.maybe_person(tx, number)


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A customer as a list shows them."""

    number: int
    person: Person | None
    vehicles: int


class People:
    """The list of customers, the latest first."""

    tables = frozenset({"person", "vehicle"})

    def __init__(self, user: UserSession) -> None:
        self.user = user

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all customers, or of the first ones."""
        with self.user.store.reading() as tx:
            return people.numbers(tx, first)

    def rows(self, keys: Sequence[int]) -> dict[int, PersonSummary]:
        """What is shown of some of them."""
        with self.user.store.reading() as tx:
            return {
                number: PersonSummary(number, found, len(life_rows.of_owner(tx, number)))
                for number, found in people.some(tx, keys).items()
            }


COMMANDS: tuple[Command[Any, Any], ...] = (add_person, change_person)

__all__ = [
    "COMMANDS",
    "Customer",
    "ErasePerson",
    "Erased",
    "People",
    "PersonSummary",
    "add_person",
    "change_person",
    "erase_person",
    "on_access",
    "on_erasure",
    "person",
]
