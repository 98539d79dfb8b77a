"""What is done with customers: taken in, changed, listed, erased."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import PERSON_EDIT, PERSON_ERASE
from lifecycle_desk.store import drafts, search
from lifecycle_desk.store.store import Work
from lifecycle_desk.trust.personal import new_key
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.people import Person, check_person
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.telling import tell

if TYPE_CHECKING:
    from array import array


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with the number that the books know them by."""

    number: int
    person: Person


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Whose data are to be erased, and on what ground."""

    number: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A customer whose data are gone, and the event that says so."""

    number: int
    event: int


@verb(PERSON_EDIT)
def add_person(work: Work, person: Person) -> Customer:
    """Take in a customer: a person or a company."""
    work.note(*check_person(person))
    number = people.keep_person(work, person, new_key())
    _findable(work, number, person)
    return Customer(number, person)


@verb(PERSON_EDIT)
def change_person(work: Work, customer: Customer) -> Customer:
    """Change what is known of a customer."""
    people.person(work, customer.number)
    work.note(*check_person(customer.person))
    people.change_person(work, customer.number, customer.person)
    _findable(work, customer.number, customer.person)
    for of in kept.of_owner(work, customer.number):
        findable(work, of)
    return customer


_FORGETTERS: list[Callable[[Work, int], object]] = []


def on_erasure(forget: Callable[[Work, int], object]) -> None:
    """A room that keeps words of customers tells how those of one are forgotten, in the transaction that erases."""
    _FORGETTERS.append(forget)


@verb(PERSON_ERASE)
def erase_person(work: Work, who: ErasePerson) -> Erased:
    """Erase a customer's personal data for good; the vehicles' lives stay whole."""
    known = people.person(work, who.number)
    for forget in _FORGETTERS:
        forget(work, who.number)
    drafts.drop_mentioning(work, (known.name, known.phone, known.email))
    people.erase_person(work, who.number, work.at)
    search.forget(work, "person", str(who.number))
    for of in kept.of_owner(work, who.number):
        findable(work, of)
    facts = {"person": who.number, "why": who.why}
    return Erased(who.number, tell(work, Event(None, work.at.date(), "dealer.person_erased", facts)))


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


VERBS: tuple[Verb[Any, Any], ...] = (add_person, change_person, erase_person)
