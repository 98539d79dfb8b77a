"""Showing: everything known of one vehicle, the list of vehicles, and what a few letters find."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.store.startup_reader import StartupReader
from lifecycle_desk.vehicle.rules import dash, life, odometer, vin
from lifecycle_desk.vehicle.rules.dash import Entry, Odometer
from lifecycle_desk.vehicle.rules.life import LifeClosed, RecordedEvent, Stage, VehicleState
from lifecycle_desk.vehicle.rules.models import named, renamed
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.rules.owners import periods
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.tables import clusters, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.usecases.recording import closed, opened, readings

FOUND_AT_MOST = 20
LAST_TOUCHED = ("last_event_on", "number")
ENTRY = ("vin", "on", "odometer_km", "segment", "seq", "corrects", "body", "kind")  # as `Entry`, and the kind


@dataclass(frozen=True, slots=True)
class OwnerPeriod:
    """Who owned a vehicle, from a day until the next; `name` is None where the data were erased."""

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
class VehicleSummary:
    """A vehicle as a list shows it."""

    number: int
    vin: str
    plate: str | None
    name: str
    stage: Stage | None
    owner: str | None
    odometer: Odometer | None
    last_event_on: date | None
    quarantined: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a few letters find."""

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
    """What closed a vehicle's life, if it is closed."""
    with user.store.reading() as tx:
        return closed(tx, vin.canonical(given))


def personal_part(user: UserSession, seq: int) -> dict[str, Any] | None:
    """The personal part of an event, while the person has not been erased."""
    with user.store.reading() as tx:
        return opened(tx, seq)


def look_for(user: UserSession, given: str) -> Found:
    """Vehicles, people and orders that a few letters or digits find."""
    with user.store.reading() as tx:
        hits, more = search.find(tx, given, FOUND_AT_MOST)
    shown = (replace(each, label=renamed(each.label)) if each.kind == "order" else each for each in hits)
    return Found(given, tuple(shown), more)


class Vehicles:
    """The list of vehicles, the last touched first; of one stage, or of all."""

    tables = frozenset({"vehicle", "person"})

    def __init__(self, user: UserSession, stage: Stage | None = None) -> None:
        self.user, self.stage = user, stage

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all vehicles of the list, or of the first ones."""
        look = self.user.store.startup_reader
        if look and first and not self.stage:
            return array("q", [each for (each,) in look.rows("vehicle", ["number"], latest=LAST_TOUCHED, most=first)])
        with self.user.store.reading() as tx:
            return vehicle_rows.numbers(tx, self.stage, first)

    def rows(self, keys: Sequence[int]) -> dict[int, VehicleSummary]:
        """What is shown of some of them."""
        look = self.user.store.startup_reader
        if look:
            return _looked_at(look, keys)
        with self.user.store.reading() as tx:
            found = vehicle_rows.numbered(tx, keys)
            owners = people.some(tx, [each.owner for each in found if each.owner])
            dashes = clusters.replaced(tx, [each.vin for each in found])
        names = {number: person.name for number, person in owners.items() if person}
        return {each.number: _line(each, names.get(each.owner), dashes) for each in found}


class _Looked(NamedTuple):
    """The columns of a row that a line is made of, as the driver gives them."""

    number: int
    vin: str
    plate: str | None
    make: str
    model: str
    variant: str
    stage: str | None
    owner: int | None
    odometer_km: int | None
    quarantined: bool
    last_event_on: date | None


def _looked_at(look: StartupReader, keys: Sequence[int]) -> dict[int, VehicleSummary]:
    """The same lines by the first look."""
    rows = look.rows("vehicle", _Looked._fields, among=("number", keys))
    found = [_Looked._make((*rest, bool(apart), date.fromisoformat(on) if on else None)) for *rest, apart, on in rows]
    names = dict(
        look.rows("person", ("number", "name"), among=("number", [each.owner for each in found if each.owner]))
    )
    dashes = _replaced_at(look, [each.vin for each in found])
    return {each.number: _line(each, names.get(each.owner) or None, dashes) for each in found}


def _replaced_at(look: StartupReader, vins: Sequence[str]) -> dict[str, Odometer]:
    """Where the odometers stand of those whose cluster was replaced, by the first look."""
    segments = look.rows("event", ("vin", "segment"), among=("vin", vins))
    new = sorted({vin for vin, segment in segments if segment})
    rows = look.rows("event", ENTRY, among=("vin", new))
    return dash.read_together(
        Entry(of, date.fromisoformat(on), km, segment, seq, corrects, body if kind in dash.TELL_OF_CLUSTERS else None)
        for of, on, km, segment, seq, corrects, body, kind in rows
    )


def _line(row: Any, owner: str | None, dashes: Mapping[str, Odometer]) -> VehicleSummary:
    return VehicleSummary(
        row.number,
        row.vin,
        row.plate or None,
        named(row.make, row.model, row.variant),
        Stage.of(row.stage) if row.stage else None,
        owner,
        dash.of_row(row.vin, row.odometer_km, dashes),
        row.last_event_on,
        row.quarantined,
    )


def counts(user: UserSession) -> dict[Stage, int]:
    """How many vehicles stand at each stage."""
    with user.store.reading() as tx:
        return {Stage.of(stage): number for stage, number in vehicle_rows.by_stage(tx).items()}
