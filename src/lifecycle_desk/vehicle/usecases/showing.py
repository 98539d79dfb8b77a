"""Showing: everything known of one vehicle, the list of vehicles, and what a few letters find."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.vehicle.rules import dash, life, odometer, vin
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import LifeClosed, RecordedEvent, VehicleState
from lifecycle_desk.vehicle.rules.models import renamed
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.owners import periods
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import closed, opened, readings

FOUND_AT_MOST = 20
FOUND_OF_A_ROOM = 8  # the palette has room for some of each kind


@dataclass(frozen=True, slots=True)
class OwnerPeriod:
    """An owner of a vehicle, from a day until the next; `name` is None where the data were erased."""

    person: int
    name: str | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the timeline: the event, whether it still counts, and what is odd about its reading."""

    told: RecordedEvent
    stands: bool
    odd: OddReading | None


@dataclass(frozen=True, slots=True)
class VehiclePage:
    """Everything that one vehicle's page shows; `closed` is what closed its life, if it is closed."""

    vin: str
    description: dict[str, Any]
    figures: VehicleState
    facts: VinFacts
    owner: Person | None
    owners: tuple[OwnerPeriod, ...]
    lines: tuple[TimelineEntry, ...]
    km_per_day: float | None
    closed: LifeClosed | None
    odometer: Odometer | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The finds of a few letters."""

    query: str
    hits: "tuple[search.Hit, ...]"
    more: bool


def page(user: UserSession, given: str) -> VehiclePage:
    """Everything known of one vehicle."""
    with user.store.reading() as tx:
        row = life_rows.row(tx, vin.canonical(given))
        told = life_rows.told(tx, row.vin)
        counting = {each.seq for each in life.effective_events(told)}
        found, offsets = readings(tx, row.vin)
        odd = {reading.seq: note for reading, note in odometer.odd_readings(found, offsets)}
        pace = odometer.km_per_day(found, offsets)
        names = {each: people.maybe_person(tx, each) for each in {told.sets.owner for told in told if told.sets.owner}}
        return VehiclePage(
            row.vin,
            {name: getattr(row, name) for name in life_rows.DESCRIBED},
            life_rows.figures_of(row),
            vin.decode(row.vin, row.original_vin, today(tx).year),
            people.maybe_person(tx, row.owner),
            _owners(told, names),
            tuple(TimelineEntry(each, each.seq in counting, odd.get(each.seq)) for each in told),
            float(pace) if pace is not None else None,
            life.closed_by(row.vin, told),
            dash.last_read(found, offsets),
        )


def _owners(told: list[RecordedEvent], names: dict[int, Person | None]) -> tuple[OwnerPeriod, ...]:
    """The periods of ownership that a life tells, the first first."""
    return tuple(
        OwnerPeriod(each.person, found.name if (found := names.get(each.person)) else None, each.since, each.until)
        for each in periods(told)
    )


def life_closed(user: UserSession, given: str) -> LifeClosed | None:
    """The closing of a vehicle's life, if it is closed."""
    with user.store.reading() as tx:
        return closed(tx, vin.canonical(given))


def personal_part(user: UserSession, seq: int) -> dict[str, Any] | None:
    """The personal part of an event, while the person has not been erased."""
    with user.store.reading() as tx:
        return opened(tx, seq)


def look_for(user: UserSession, given: str) -> Found:
    """Vehicles, people and orders that a few letters or digits find, and what rooms find by indexes of their own."""
    finders = offered("finders")  # loaded before anything is read
    with user.store.reading() as tx:
        hits, more = search.find(tx, given, FOUND_AT_MOST)
        for finds in finders:
            own = finds(tx, given, FOUND_OF_A_ROOM + 1)
            hits += own[:FOUND_OF_A_ROOM]
            more = more or len(own) > FOUND_OF_A_ROOM
    shown = (replace(each, label=renamed(each.label)) if each.kind == "order" else each for each in hits)
    return Found(given, tuple(shown), more)
