"""A customer as a request names them: by number, or somebody new who comes into the books in the same transaction."""

from dataclasses import asdict

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.personal import new_key
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.people import Person, Who, check_person
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import record_event

PERSON_TOLD = "dealer.person_told"


def number_of(tx: Transaction, who: Who, at: str) -> int:
    """The number of a customer; a new one is taken in, and their faults stand at the field: `at.name`.

    Everybody who may name a customer may edit customers too; a test holds the roles to it.
    """
    if not isinstance(who, Person):
        return who
    try:
        return take_in_person(tx, who)
    except Objection as refused:
        raise refused.at_field(".".join(filter(None, (at, refused.at)))) from None


def take_in_person(tx: Transaction, person: Person) -> int:
    """A customer who is new in the books, told and found from now on; gives their number."""
    tx.note(*check_person(person))
    number = people.save_person(tx, person, new_key())
    tell_person(tx, number, person)
    return number


def tell_person(tx: Transaction, number: int, person: Person) -> None:
    """Tell what is known of a customer from now on, and let them be found by it.

    It is sealed under their key: the chain covers what it cannot read.
    """
    record_event(tx, Event(None, today(tx), PERSON_TOLD, {"person": number}, person=number, personal=asdict(person)))
    search.save(
        tx, "person", str(number), None, person.name, (person.name, person.email), (person.phone, person.tax_id)
    )
