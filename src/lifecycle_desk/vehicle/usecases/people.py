"""What is done with customers: taken in, changed, listed; erasing and giving out are asked for here as well."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from lifecycle_desk.counter.meanwhile import refuse_changed
from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import PERSON_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Work
from lifecycle_desk.trust.personal import new_key
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.people import Person, check_person
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.access import on_access
from lifecycle_desk.vehicle.usecases.erasing import Erased, ErasePerson, erase_person, on_erasure
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.telling import tell

if TYPE_CHECKING:
    from array import array

PERSON_TOLD = "dealer.person_told"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with the number that the books know them by; a change may name what it was made in (`before`)."""

    number: int
    person: Person
    before: Person | None = None


@verb(PERSON_EDIT)
def add_person(work: Work, person: Person) -> Customer:
    """Take in a customer: a person or a company."""
    work.note(*check_person(person))
    number = people.keep_person(work, person, new_key())
    _tell(work, number, person)
    _findable(work, number, person)
    return Customer(number, person)


@verb(PERSON_EDIT)
def change_person(work: Work, customer: Customer) -> Customer:
    """Change what is known of a customer."""
    refuse_changed(customer.before, people.person(work, customer.number))
    work.note(*check_person(customer.person))
    people.change_person(work, customer.number, customer.person)
    _tell(work, customer.number, customer.person)
    _findable(work, customer.number, customer.person)
    for of in kept.of_owner(work, customer.number):
        findable(work, of)
    return Customer(customer.number, customer.person)


def _tell(work: Work, number: int, person: Person) -> None:
    """Tell what is known of a customer from now on, sealed under their key: the chain covers what it cannot read."""
    tell(work, Event(None, today(work), PERSON_TOLD, {"person": number}, person=number, personal=asdict(person)))


def _findable(work: Work, number: int, person: Person) -> None:
    search.keep(
        work, "person", str(number), None, person.name, (person.name, person.email), (person.phone, person.tax_id)
    )


def person(seat: Seat, number: int | None) -> Person | None:
    """A customer, or None where there is none or their data were erased."""
    with seat.store.reading() as work:
        return people.maybe_person(work, number)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A customer as a list shows them."""

    number: int
    person: Person | None
    vehicles: int


class People:
    """The list of customers, the latest first."""

    tables = frozenset({"person", "vehicle"})

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all customers, or of the first ones."""
        with self.seat.store.reading() as work:
            return people.numbers(work, first)

    def rows(self, keys: Sequence[int]) -> dict[int, PersonLine]:
        """What is shown of some of them."""
        with self.seat.store.reading() as work:
            return {
                number: PersonLine(number, found, len(kept.of_owner(work, number)))
                for number, found in people.some(work, keys).items()
            }


VERBS: tuple[Verb[Any, Any], ...] = (add_person, change_person)

__all__ = [
    "VERBS",
    "Customer",
    "ErasePerson",
    "Erased",
    "People",
    "PersonLine",
    "add_person",
    "change_person",
    "erase_person",
    "on_access",
    "on_erasure",
    "person",
]
