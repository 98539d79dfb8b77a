"""Vehicles from somebody's list: new ones come into the books, a changed statement is a new fact.

A list may be taken in again and again. A statement of the last time, or one that the books say now, is not told again;
so a later change made here is not undone by an old list.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.slices import within_slice
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.facts import DescribedTold
from lifecycle_desk.vehicle.rules.life import Event, Stage, VehicleEvent, VehicleState
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.customers import take_in_person
from lifecycle_desk.vehicle.usecases.life import Description, findable, take_in
from lifecycle_desk.vehicle.usecases.people import Customer, change_person
from lifecycle_desk.vehicle.usecases.recording import opened, record_event
from lifecycle_desk.vehicle.usecases.suggesting import completed

LISTED = "listed"  # the fact under which an event keeps what a list said, without the owner's data
IN_STOCK = frozenset({Stage.ARRIVED, Stage.IN_STOCK, Stage.READY})
PAGE = 1_000

OwnerErased = objection(
    "OwnerErased",
    N_("The data of the owner of %(vin)s was erased; the owner in the list was not imported."),
    "owner_name",
    vin=str,
)


class Outcome(Enum):
    """The outcome of a vehicle of a list."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Listed:
    """A vehicle as a list tells it; what is empty or None is not told."""

    vin: str
    description: Description
    battery_code: str | None = None
    plate: str | None = None
    arrived_on: date | None = None
    sold_on: date | None = None
    first_registered_on: date | None = None
    odometer: Distance | None = None
    owner: Person | None = None

    def notes(self) -> Iterator[Objection]:
        """The warnings about it in itself."""
        if self.arrived_on and self.sold_on and self.sold_on < self.arrived_on:
            yield life.BeforeItsArrival(self.sold_on, self.arrived_on).at_field("sold_on")


@dataclass
class KnownPeople:
    """The customers by name and phone; without a phone nobody can be told apart, and is taken for somebody else."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    fresh: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, tx: Transaction) -> "KnownPeople":
        """Those that the books have."""
        made = cls()
        numbers = people.numbers(tx, None)
        for first in range(0, len(numbers), PAGE):
            for number, person in people.some(tx, numbers[first : first + PAGE]).items():
                if person:
                    made.numbers.setdefault(_identity(person), number)
        return made

    def find(self, person: Person) -> int | None:
        """The number of a customer."""
        return self.numbers.get(_identity(person)) if person.phone else None

    def has(self, person: Person) -> bool:
        """Whether somebody of the very name and phone is there, or of the name without one."""
        return _identity(person) in self.numbers

    def add(self, person: Person, number: int) -> None:
        """A customer who has just come."""
        self.numbers.setdefault(_identity(person), number)
        self.fresh.append(_identity(person))

    def forget_fresh(self) -> None:
        """Those who came in a transaction that was undone."""
        for each in self.fresh:
            self.numbers.pop(each, None)
        self.fresh.clear()


def take_in_list(
    user: UserSession, rows: Sequence[Listed], *, dry_run: bool = False
) -> Steps[Result[Counter[Outcome]]]:
    """Take in the vehicles of a list that has been checked, in transactions short enough for others to save between.

    Each vehicle comes whole or not at all. An intake that is cut off goes on where it stopped when the same list
    comes again. A dry run does the same and undoes each transaction.
    """
    from lifecycle_desk.dealership.rules.rights import IMPORT  # the first picture loads what is listed, and no rights

    became: Counter[Outcome] = Counter()
    notes: list[Objection] = []
    with user.store.reading() as look:
        known = KnownPeople.of(look)
    coming, at = iter(rows), 0
    while at < len(rows):
        with user.store.writing(user.staff) as tx:
            user.authorise(tx, IMPORT)
            for row in within_slice(tx, coming):
                became[take_in_listed(tx, row, known)] += 1
                at += 1
            if dry_run:
                tx.undo()
                known.forget_fresh()
            notes += tx.warnings
        known.fresh.clear()
        yield Step(at, len(rows))
        user.store.give_way()
    return Result(became, tuple(notes))


def take_in_listed(tx: Transaction, listed: Listed, known: KnownPeople) -> Outcome:
    """Take in one vehicle of a list: new, told anew, or as it is known."""
    if not life_rows.is_known(tx, listed.vin):
        tx.note(*listed.notes())
        _add(tx, listed, known)
        return Outcome.NEW
    row = life_rows.row(tx, listed.vin)
    now = _now(tx, row)
    told = _told(listed) | ({"owner": _identity(listed.owner)} if listed.owner else {})
    if all(now.get(name) == value for name, value in told.items()):
        return Outcome.KNOWN
    before = _last_told(tx, listed.vin)
    changed = {name for name, value in told.items() if value not in (now.get(name), before.get(name))}
    if listed.owner and "owner" in changed and _is_erased(tx, row.owner, before.get("owner_number")):
        tx.note(OwnerErased(listed.vin))
        changed -= {"owner", "owner_language"}
    if not changed:
        return Outcome.KNOWN
    tx.note(*listed.notes())
    _change(tx, listed, changed, row, known)
    return Outcome.CHANGED


def _add(tx: Transaction, listed: Listed, known: KnownPeople) -> None:
    """A vehicle that comes into the books."""
    owner = _owner(tx, listed.owner, known) if listed.owner else None
    described, suggested = completed(tx, listed.vin, listed.description)
    of = take_in(tx, listed.vin, described)
    in_stock = listed.arrived_on and not listed.sold_on and not owner
    sets = replace(_figures(listed, owner, today(tx)), stage=Stage.IN_STOCK if in_stock else Stage.IN_USE)
    facts = {"description": _described(described), LISTED: _told(listed) | _numbered(owner)} | suggested
    record_event(tx, _event(listed, of, VehicleEvent.ADDED.value, today(tx), facts, sets, owner))
    findable(tx, of)


def _change(tx: Transaction, listed: Listed, changed: set[str], row: Any, known: KnownPeople) -> None:
    """Record a list's changed statements as one new fact."""
    owner, facts = row.owner, {LISTED: _told(listed)}
    if "owner_language" in changed and "owner" not in changed:
        _speak(tx, row.owner, listed)
    if "owner" in changed and listed.owner:
        owner = _owner(tx, listed.owner, known)
    if described := changed & set(life_rows.DESCRIBED):
        merged = {name: getattr(row, name) for name in life_rows.DESCRIBED}
        merged |= {name: getattr(listed.description, name) for name in described}
        life_rows.describe(tx, listed.vin, merged)
        facts |= {"description": _said(merged)}
    sets = _only(_figures(listed, owner, today(tx)), changed)
    if row.stage in IN_STOCK and changed & {"sold_on", "owner"}:
        sets = replace(sets, stage=Stage.IN_USE)
    facts |= {LISTED: _told(listed) | _numbered(owner)} if listed.owner else {}
    told = _event(
        listed, listed.vin, VehicleEvent.DESCRIBED.value, today(tx), facts, sets, owner if "owner" in changed else None
    )
    record_event(tx, told if "odometer_km" in changed else replace(told, odometer=None))
    findable(tx, listed.vin)


def _event(
    listed: Listed, of: str, kind: str, on: date, facts: dict[str, Any], sets: VehicleState, owner: int | None
) -> Event:
    """The fact that a list is for a vehicle; the owner's data are sealed apart."""
    personal = asdict(listed.owner) if listed.owner and owner else None
    return Event(of, on, kind, facts, sets, listed.odometer, person=owner, personal=personal)


def _figures(listed: Listed, owner: int | None, today: date) -> VehicleState:
    return VehicleState(
        plate=listed.plate,
        owner=owner,
        owner_since=(listed.sold_on or today) if owner else None,
        arrived_on=listed.arrived_on,
        sold_on=listed.sold_on,
        first_registered_on=listed.first_registered_on,
        battery=listed.battery_code,
    )


def _only(figures: VehicleState, changed: set[str]) -> VehicleState:
    """The figures that a change sets."""
    names = {"plate", "arrived_on", "sold_on", "first_registered_on"} & changed
    names |= {"battery"} if "battery_code" in changed else set()
    names |= {"owner", "owner_since"} if "owner" in changed else set()
    return VehicleState(**{name: getattr(figures, name) for name in names})


def _described(description: Description) -> dict[str, Any]:
    return _said(asdict(description))


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of some values."""
    return {name: value for name, value in told.items() if value not in {None, ""}}


def _told(listed: Listed) -> dict[str, Any]:
    """A list's statements about a vehicle, as plain values and without its owner."""
    told: dict[str, Any] = _described(listed.description) | {
        "battery_code": listed.battery_code,
        "plate": listed.plate,
        "odometer_km": listed.odometer.km if listed.odometer else None,
        "owner_language": listed.owner.language if listed.owner else None,
    }
    for name in ("arrived_on", "sold_on", "first_registered_on"):
        day = getattr(listed, name)
        told[name] = day.isoformat() if day else None
    return _said(told)


def _numbered(owner: int | None) -> dict[str, Any]:
    return {"owner_number": owner} if owner else {}


def _now(tx: Transaction, row: Any) -> dict[str, Any]:
    """The books' statements about a vehicle, in the same terms."""
    owner = people.maybe_person(tx, row.owner)
    now = {name: getattr(row, name) for name in (*life_rows.DESCRIBED, "plate", "odometer_km")}
    for name in ("arrived_on", "sold_on", "first_registered_on"):
        day = getattr(row, name)
        now[name] = day.isoformat() if day else None
    now["battery_code"] = row.battery
    if owner:
        now |= {"owner": _identity(owner), "owner_language": owner.language}
    return now


def _last_told(tx: Transaction, vin: str) -> dict[str, Any]:
    """The last list's statements about the vehicle; the owner only while their data are here."""
    said = sorted((each for each in life_rows.told(tx, vin) if LISTED in each.facts), key=lambda each: -each.seq)
    last = dict(said[0].facts_as(DescribedTold).listed or {}) if said else {}
    owners = (owner for each in said if each.person and (owner := opened(tx, each.seq)))
    if owner := next(owners, None):
        last["owner"] = _identity(Person(owner["name"], phone=owner["phone"]))
    return last


def _is_erased(tx: Transaction, *numbers: int | None) -> bool:
    """Whether one of some customers was erased; their names in an old list must not bring them back."""
    return any(number and people.maybe_person(tx, number) is None for number in numbers)


def _owner(tx: Transaction, person: Person, known: KnownPeople) -> int:
    """The number of an owner, who is taken in where nobody has the same name and phone."""
    number = known.find(person)
    if number is None:
        number = take_in_person(tx, person)
        known.add(person, number)
    return number


def _speak(tx: Transaction, number: int, listed: Listed) -> None:
    """Keep another language of an owner."""
    found = people.maybe_person(tx, number)
    if found and listed.owner:
        change_person.does(tx, Customer(number, replace(found, language=listed.owner.language)))


def _identity(person: Person) -> tuple[str, str]:
    """The marks by which customers are told apart: the name without regard to case and blanks, the phone's digits."""
    return " ".join(person.name.casefold().split()), re.sub(r"\D", "", person.phone)
