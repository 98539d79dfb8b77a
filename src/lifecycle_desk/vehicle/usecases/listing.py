"""What is listed beside a field or a customer: who some letters complete to, the vehicles of one, who is known."""

from collections.abc import Sequence

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.people_shown import FoundPeople
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles, VehicleSummary

OFFERED_AT_MOST = 8


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
