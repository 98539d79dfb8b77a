"""Listings by words: the vehicles and customers that a few letters find, and the vehicles of one customer."""

from array import array
from collections.abc import Sequence
from typing import override

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.people_shown import People
from lifecycle_desk.vehicle.usecases.showing import Vehicles, VehicleSummary

LISTED_AT_MOST = 500  # more than this nobody reads; more letters find fewer
OFFERED_AT_MOST = 8


class FoundVehicles(Vehicles):
    """The vehicles that some letters find: by VIN or its tail, plate, name, or their owner's name or phone."""

    def __init__(self, user: UserSession, text: str, stage: Stage | None = None) -> None:
        super().__init__(user, stage)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> "array[int]":
        with self.user.store.reading() as tx:
            vins = _refs(tx, self.text, "vehicle")
            return vehicle_rows.numbers_among(tx, vins, self.stage)[: first or LISTED_AT_MOST]


class FoundPeople(People):
    """The customers that some letters find: by name, phone, e-mail or tax number."""

    def __init__(self, user: UserSession, text: str) -> None:
        super().__init__(user)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> "array[int]":
        with self.user.store.reading() as tx:
            return array("q", (int(each) for each in _refs(tx, self.text, "person")[: first or LISTED_AT_MOST]))


def _refs(tx: Transaction, text: str, kind: str) -> list[str]:
    hits, _ = search.find(tx, text, LISTED_AT_MOST)
    return [each.ref for each in hits if each.kind == kind]


def people_like(user: UserSession, text: str) -> Sequence[tuple[int, Person]]:
    """The first customers that some letters find, to complete what is being typed."""
    listing = FoundPeople(user, text)
    found = listing.rows(listing.keys(OFFERED_AT_MOST))
    return [(number, line.person) for number, line in found.items() if line.person]


def vehicles_of(user: UserSession, person: int) -> Sequence[VehicleSummary]:
    """The vehicles that a customer owns now."""
    listing = Vehicles(user)
    with user.store.reading() as tx:
        numbers = vehicle_rows.numbers_among(tx, life_rows.of_owner(tx, person))
    return list(listing.rows(numbers).values())


def is_erased(user: UserSession, person: int) -> bool:
    """Whether a customer's data were erased."""
    with user.store.reading() as tx:
        return people.some(tx, [person]).get(person, False) is None


def is_known(user: UserSession, vin: str) -> bool:
    """Whether a vehicle is in the books."""
    with user.store.reading() as tx:
        return life_rows.is_known(tx, vin)
