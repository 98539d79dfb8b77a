"""Customers as they are looked at: one of them, and their list."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import override

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import search
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people


def person(user: UserSession, number: int | None) -> Person | None:
    """A customer, or None where there is none or their data were erased."""
    with user.store.reading() as tx:
        return people.maybe_person(tx, number)


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed something last, and when."""

    who: str | None
    at: datetime


def last_change(user: UserSession, number: int) -> Change | None:
    """Who told the last of a customer."""
    with user.store.reading() as tx:
        found = life_rows.last_about(tx, number)
        return Change(*found) if found else None


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

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all customers, or of the first ones."""
        with self.user.store.reading() as tx:
            return people.numbers(tx, first)

    def rows(self, keys: Sequence[int]) -> dict[int, PersonSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return {
                number: PersonSummary(number, found, len(life_rows.of_owner(tx, number)))
                for number, found in people.some(tx, keys).items()
            }

    def values(self, column: str) -> dict[int, int | str] | None:
        """What all customers sort by in a column of the list, in one statement; None where each is to be read."""
        with self.user.store.reading() as tx:
            if column == "vehicles":
                return dict(life_rows.cars_by_owner(tx))
            return None if column in {"kind", "language"} else dict(people.of_all(tx, column))


class FoundPeople(People):
    """The customers that some letters find: by name, phone, e-mail or tax number."""

    def __init__(self, user: UserSession, text: str) -> None:
        super().__init__(user)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> array[int]:
        with self.user.store.reading() as tx:
            return array("q", map(int, search.refs(tx, self.text, "person")[:first]))
