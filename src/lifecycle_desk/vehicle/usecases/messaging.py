"""Whom messages about some cars go to: the customer that is named, else the buyer of a sold car, else its owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.facts import SaleTold
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import contracts, life, people
from lifecycle_desk.vehicle.tables import lists as vehicle_rows


@dataclass(frozen=True, slots=True)
class About:
    """A car that a message is about, and the customer it goes to where that is not for the car to say."""

    vin: str
    customer: int | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """A customer, the language they want (None: the dealer's), and what they call the car."""

    name: str
    phone: str
    language: str | None
    car: str


def addressees(user: UserSession, asked: Sequence[About]) -> list[Addressee | None]:
    """Whom each message goes to, in the same order; None where nobody is known."""
    with user.store.reading() as tx:
        cars = {each.vin: each for each in vehicle_rows.of_vins(tx, [each.vin for each in asked])}
        buyers = _buyers(tx, [each.vin for each in cars.values() if each.stage == Stage.SOLD.value])
        numbers = [each.customer or buyers.get(each.vin) or _owner(cars.get(each.vin)) for each in asked]
        known = people.some(tx, [each for each in numbers if each])
    found = list[Addressee | None]()
    for each, number in zip(asked, numbers, strict=True):
        person, car = known.get(number) if number else None, cars.get(each.vin)
        if person is None or car is None:
            found.append(None)
            continue
        name = named(car.make, car.model, car.variant)
        called = f"{name} ({car.plate})" if car.plate else name
        found.append(Addressee(person.name, person.phone, person.language, called))
    return found


def _owner(car: object) -> int | None:
    return getattr(car, "owner", None)


def _buyers(tx: Transaction, vins: Sequence[str]) -> dict[str, int | None]:
    """The buyers of cars that are sold and not handed over yet."""
    found: dict[str, int | None] = {}
    for each in contracts.standing(tx, vins):
        told = life.event(tx, each.event)
        found[each.vin] = told[0].facts_as(SaleTold).buyer if told else None
    return found
