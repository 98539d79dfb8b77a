"""Vehicles as they are listed: all, those of a stage, those that a few letters find.

The window's first picture is this list, read before the library of the database is loaded: who knows that is imported
late.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, override

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.startup_reader import StartupReader
from lifecycle_desk.vehicle.rules import dash
from lifecycle_desk.vehicle.rules.dash import Entry, Odometer
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import named

LAST_TOUCHED = ("last_event_on", "number")
ENTRY = ("vin", "on", "odometer_km", "segment", "seq", "corrects", "body", "kind")  # as `Entry`, and the kind


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
        from lifecycle_desk.vehicle.tables import lists

        with self.user.store.reading() as tx:
            return lists.numbers(tx, self.stage, first)

    def rows(self, keys: Sequence[int]) -> dict[int, VehicleSummary]:
        """The summaries of some of them."""
        look = self.user.store.startup_reader
        if look:
            return _looked_at(look, keys)
        from lifecycle_desk.vehicle.tables import clusters, lists, people

        with self.user.store.reading() as tx:
            found = lists.numbered(tx, keys)
            owners = people.some(tx, [each.owner for each in found if each.owner])
            dashes = clusters.replaced(tx, [each.vin for each in found])
        names = {number: person.name for number, person in owners.items() if person}
        return {each.number: _line(each, names.get(each.owner), dashes) for each in found}

    def values(self, column: str) -> dict[int, Any] | None:
        """What all vehicles sort by in a column of the list, in one statement."""
        from lifecycle_desk.vehicle.tables import lists

        with self.user.store.reading() as tx:
            numbers, *held = lists.of_all(tx, column)
        match column:
            case "name":
                called = {parts: named(*parts) for parts in {*zip(*held, strict=True)}}
                held = [[called[parts] for parts in zip(*held, strict=True)]]
            case "stage":
                place = {(at, apart): place_of(at, quarantined=apart) for at, apart in {*zip(*held, strict=True)}}
                held = [[place[each] for each in zip(*held, strict=True)]]
        return dict(zip(numbers, *held, strict=True))


def place_of(stage: str | None, *, quarantined: bool) -> int:
    """Where a stage stands in a list: those kept apart first, then by the course of life."""
    if quarantined:
        return -1
    return list(Stage).index(Stage.of(stage)) if stage else len(Stage)


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
    from lifecycle_desk.vehicle.tables import lists

    with user.store.reading() as tx:
        return {Stage.of(stage): number for stage, number in lists.by_stage(tx).items()}


class FoundVehicles(Vehicles):
    """The vehicles that some letters find: by VIN or its tail, plate, name, or their owner's name or phone."""

    def __init__(self, user: UserSession, text: str, stage: Stage | None = None) -> None:
        super().__init__(user, stage)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> array[int]:
        from lifecycle_desk.store import search
        from lifecycle_desk.vehicle.tables import lists

        with self.user.store.reading() as tx:
            vins = search.refs(tx, self.text, "vehicle")
            return lists.numbers_among(tx, vins, self.stage)[:first]
