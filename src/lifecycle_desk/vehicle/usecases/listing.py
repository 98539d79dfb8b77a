"""Listings by words: the vehicles and customers that a few letters find, and the vehicles of one customer."""

from array import array
from collections.abc import Sequence
from typing import override

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.people import People
from lifecycle_desk.vehicle.usecases.showing import VehicleLine, Vehicles

LISTED_AT_MOST = 500  # more than this nobody reads; more letters find fewer
OFFERED_AT_MOST = 8


class FoundVehicles(Vehicles):
    """The vehicles that some letters find: by VIN or its tail, plate, name, or their owner's name or phone."""

    def __init__(self, seat: Seat, text: str, stage: Stage | None = None) -> None:
        super().__init__(seat, stage)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> "array[int]":
        with self.seat.store.reading() as work:
            vins = _refs(work, self.text, "vehicle")
            return kept.numbers_among(work, vins, self.stage)[: first or LISTED_AT_MOST]


class FoundPeople(People):
    """The customers that some letters find: by name, phone, e-mail or tax number."""

    def __init__(self, seat: Seat, text: str) -> None:
        super().__init__(seat)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> "array[int]":
        with self.seat.store.reading() as work:
            return array("q", (int(each) for each in _refs(work, self.text, "person")[: first or LISTED_AT_MOST]))


def _refs(work: Work, text: str, kind: str) -> list[str]:
    hits, _ = search.find(work, text, LISTED_AT_MOST)
    return [each.ref for each in hits if each.kind == kind]


def people_like(seat: Seat, text: str) -> Sequence[tuple[int, Person]]:
    """The first customers that some letters find, to complete what is being typed."""
    listing = FoundPeople(seat, text)
    found = listing.rows(listing.keys(OFFERED_AT_MOST))
    return [(number, line.person) for number, line in found.items() if line.person]


def vehicles_of(seat: Seat, person: int) -> Sequence[VehicleLine]:
    """The vehicles that a customer owns now."""
    listing = Vehicles(seat)
    with seat.store.reading() as work:
        numbers = kept.numbers_among(work, kept.of_owner(work, person))
    return list(listing.rows(numbers).values())


def is_erased(seat: Seat, person: int) -> bool:
    """Whether a customer's data were erased."""
    with seat.store.reading() as work:
        return people.some(work, [person]).get(person, False) is None


def is_known(seat: Seat, vin: str) -> bool:
    """Whether a vehicle is in the books."""
    with seat.store.reading() as work:
        return kept.is_known(work, vin)
