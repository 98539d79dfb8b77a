"""What is done with a vehicle itself: taken into the books, described, read, and put right."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.meanwhile import refuse_changed
from lifecycle_desk.dealership.rules import EVENT_CORRECT, ODOMETER_ADD, VEHICLE_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, odometer, vin
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, Event, Stage, VehicleState
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, named
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, TextTooLong
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import readings, record_event, refuse_closed
from lifecycle_desk.vehicle.usecases.resting import refuse_rested

ADDED, DESCRIBED, READ, NOTED = "vehicle.added", "vehicle.described", "vehicle.odometer_read", "vehicle.noted"
OWNED, PLATED, TAKEN_BACK = "vehicle.owner_recorded", "vehicle.plate_recorded", "vehicle.taken_back"
# What begins a life, and what was handed out or came in with others, is corrected where it was made.
STAYS = (ADDED, "vehicle.paper_", "vehicle.dossier_")


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a vehicle as it was built; `usable_wh` in Wh, `battery_code` as on the pack."""

    make: str = ""
    model: str = ""
    variant: str = ""
    model_year: int | None = None
    energy: Energy | None = None
    chemistry: Chemistry | None = None
    usable_wh: int | None = None
    colour: str = ""
    original_vin: str | None = None


@dataclass(frozen=True, slots=True)
class AddVehicle:
    """A vehicle that comes into the books without having arrived here as stock: a customer's own car."""

    vin: str
    on: date
    description: Description = Description()
    plate: str | None = None
    odometer: Distance | None = None
    owner: int | None = None
    owner_since: date | None = None
    first_registered_on: date | None = None
    battery_code: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A vehicle in the books, with the number of its first event."""

    vin: str
    event: int


@dataclass(frozen=True, slots=True)
class Describe:
    """Another description of a vehicle, as a whole; it may name the one that it was made in (`before`)."""

    vin: str
    description: Description
    before: Description | None = None


@dataclass(frozen=True, slots=True)
class ReadOdometer:
    """A reading of the odometer on a day."""

    vin: str
    on: date
    odometer: Distance
    source: ReadingSource = ReadingSource.SERVICE
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplaceCluster:
    """A new instrument cluster: what the old one showed last, and what the new one shows."""

    vin: str
    on: date
    old: Distance
    new: Distance
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth remembering, with documents where there are any."""

    vin: str
    on: date
    text: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordOwner:
    """Who owns a vehicle, from a day."""

    vin: str
    person: int
    since: date


@dataclass(frozen=True, slots=True)
class RecordPlate:
    """The plate that a vehicle carries, from a day."""

    vin: str
    plate: str
    since: date


@dataclass(frozen=True, slots=True)
class TakeBack:
    """An event that is taken back, and why."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class EventRef:
    """The number of an event and whose it is."""

    vin: str
    event: int


def take_in(tx: Transaction, given: str, description: Description) -> str:
    """A new row for a vehicle, found by its words from now on; gives the VIN in its canonical form.

    The first event must follow in the same transaction: it is what the figures come from.
    """
    canonical = vin.canonical(given)
    if life_rows.is_known(tx, canonical):
        refuse_closed(tx, canonical)
        raise life.VehicleKnown(canonical)
    tidy = _tidied(description)
    tx.note(*vin.decode(canonical, tidy.original_vin, today(tx).year).notes)
    life_rows.keep_vehicle(tx, {"vin": canonical, **asdict(tidy)})
    return canonical


def findable(tx: Transaction, of: str) -> None:
    """Let a vehicle be found by VIN and its tail, plate, make and model, and its owner's name and phone."""
    row = life_rows.row(tx, of)
    owner = people.maybe_person(tx, row.owner)
    label = " ".join(filter(None, (row.plate, named(row.make, row.model, row.variant)))) or of
    found_by = (of, row.plate or "", f"{row.make} {row.model} {row.variant}", owner.name if owner else "")
    tails = (of, row.original_vin or "", row.plate or "", owner.phone if owner else "")
    search.save(tx, "vehicle", of, of, label, found_by, tails)


def _tidied(given: Description) -> Description:
    for field in ("make", "model", "variant", "colour"):
        length = len(getattr(given, field))
        if length > LONGEST_TEXT:
            raise TextTooLong(length, LONGEST_TEXT).at_field(field)
    original = vin.canonical(given.original_vin) if given.original_vin else None
    return replace(given, original_vin=original)


def _text(words: str, field: str = "text") -> str:
    if len(words) > LONGEST_TEXT:
        raise TextTooLong(len(words), LONGEST_TEXT).at_field(field)
    return words.strip()


def _taken_back(made: Added | EventRef) -> tuple[Command[Any, Any], TakeBack]:
    return take_back, TakeBack(made.event, "undone")


@command(VEHICLE_EDIT)
def add_vehicle(tx: Transaction, car: AddVehicle) -> Added:
    """Take a customer's vehicle into the books: its life here begins."""
    of = take_in(tx, car.vin, car.description)
    if car.owner:
        people.person(tx, car.owner)
    sets = VehicleState(
        stage=Stage.IN_USE,
        plate=car.plate,
        owner=car.owner,
        owner_since=(car.owner_since or car.on) if car.owner else None,
        first_registered_on=car.first_registered_on,
        battery=car.battery_code,
    )
    facts = {"description": _facts(car.description)}
    seq = record_event(tx, Event(of, car.on, ADDED, facts, sets, car.odometer, person=car.owner))
    findable(tx, of)
    return Added(of, seq)


def _facts(description: Description) -> dict[str, Any]:
    return {name: value for name, value in asdict(description).items() if value not in {None, ""}}


@command(VEHICLE_EDIT)
def describe_vehicle(tx: Transaction, told: Describe) -> EventRef:
    """Put right what is known of a vehicle as it was built."""
    row = life_rows.row(tx, vin.canonical(told.vin))
    of = row.vin
    refuse_changed(told.before, Description(**{name: getattr(row, name) for name in life_rows.DESCRIBED}))
    tidy = _tidied(told.description)
    life_rows.describe(tx, of, asdict(tidy))
    seq = record_event(tx, Event(of, today(tx), DESCRIBED, {"description": _facts(tidy)}))
    findable(tx, of)
    return EventRef(of, seq)


@command(ODOMETER_ADD, undo=_taken_back)
def read_odometer(tx: Transaction, read: ReadOdometer) -> EventRef:
    """Write down a reading of the odometer, of today or of another day."""
    of = life_rows.row(tx, vin.canonical(read.vin)).vin
    facts = {"source": read.source, "note": _text(read.note, "note")}
    seq = record_event(tx, Event(of, read.on, READ, facts, odometer=read.odometer, documents=read.documents))
    return EventRef(of, seq)


@command(EVENT_CORRECT, undo=_taken_back)
def replace_cluster(tx: Transaction, change: ReplaceCluster) -> EventRef:
    """Record a new instrument cluster: readings from now on count from what the old one had reached."""
    of = life_rows.row(tx, vin.canonical(change.vin)).vin
    if not change.why.strip():
        raise life.ReasonMissing
    before, offsets = readings(tx, of)
    segment = max((each.segment for each in before), default=0)
    true_km = odometer.kilometres(change.old) + offsets.get(segment, 0)
    offset = odometer.offset_of_new_cluster(true_km, odometer.kilometres(change.new))
    facts = {
        "segment": segment + 1,
        "offset_km": offset,
        "old_km": change.old.km,
        "new_km": change.new.km,
        "why": _text(change.why, "why"),
    }
    event = Event(of, change.on, CLUSTER_REPLACED, facts, odometer=change.new, segment=segment + 1)
    return EventRef(of, record_event(tx, event))


@command(VEHICLE_EDIT, undo=_taken_back)
def note_event(tx: Transaction, note: Note) -> EventRef:
    """Note something in a vehicle's life, with documents where there are any."""
    of = life_rows.row(tx, vin.canonical(note.vin)).vin
    return EventRef(
        of, record_event(tx, Event(of, note.on, NOTED, {"text": _text(note.text)}, documents=note.documents))
    )


@command(VEHICLE_EDIT, undo=_taken_back)
def record_owner(tx: Transaction, owner: RecordOwner) -> EventRef:
    """Record who owns a vehicle that we did not sell."""
    of = life_rows.row(tx, vin.canonical(owner.vin)).vin
    person = people.person(tx, owner.person)
    sets = VehicleState(owner=owner.person, owner_since=owner.since)
    told = Event(of, owner.since, OWNED, {"person": owner.person}, sets, person=owner.person, personal=asdict(person))
    seq = record_event(tx, told)
    findable(tx, of)
    return EventRef(of, seq)


@command(VEHICLE_EDIT, undo=_taken_back)
def record_plate(tx: Transaction, plate: RecordPlate) -> EventRef:
    """Record the plate that a vehicle carries."""
    of = life_rows.row(tx, vin.canonical(plate.vin)).vin
    sets = VehicleState(plate=plate.plate.strip())
    seq = record_event(tx, Event(of, plate.since, PLATED, {"plate": plate.plate.strip()}, sets))
    findable(tx, of)
    return EventRef(of, seq)


@command(EVENT_CORRECT)
def take_back(tx: Transaction, which: TakeBack) -> EventRef:
    """Take back an event that was told by mistake: it stays readable, and no longer counts."""
    if not which.why.strip():
        raise life.ReasonMissing
    found = life_rows.event(tx, which.seq)
    if found is None or (found[1] is None and not found[0].kind.startswith(f"{life.Part.VEHICLE.value}.")):
        raise life.UnknownEvent(which.seq)
    told, of, _ = found  # a battery that came from elsewhere has events of no vehicle
    if told.kind.startswith(STAYS) or told.part is not life.Part.VEHICLE:
        raise life.CorrectedWhereItWasMade
    if life_rows.is_corrected(tx, which.seq):
        raise life.EventCorrected(which.seq)
    if of:
        refuse_rested(tx, of, told)
    facts = {"why": _text(which.why, "why"), "kind": told.kind}
    event = Event(of, today(tx), TAKEN_BACK, facts, corrects=which.seq)
    seq = record_event(tx, event, owed=life.is_still_told(told.kind))
    for heed in _HEEDERS:
        heed(tx, told)
    if of:
        findable(tx, of)
    return EventRef(of or "", seq)


_HEEDERS: list[Callable[[Transaction, life.RecordedEvent], object]] = []


def on_taken_back(heed: Callable[[Transaction, life.RecordedEvent], object]) -> None:
    """Who keeps rows that follow from events tells how they follow when one is taken back, in the same transaction."""
    _HEEDERS.append(heed)


VERBS: tuple[Command[Any, Any], ...] = (
    add_vehicle,
    describe_vehicle,
    read_odometer,
    replace_cluster,
    note_event,
    record_owner,
    record_plate,
    take_back,
)
