"""Use cases of a vehicle itself: taken into the books, described, read, and corrected."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands import kinds as k
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import LONGEST_TEXT, TextTooLong
from lifecycle_desk.commands.meanwhile import both_changes
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, vin
from lifecycle_desk.vehicle.rules.facts import CorrectionTold, PlateTold
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage, VehicleEvent, VehicleState
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, named
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.rules.people import Who
from lifecycle_desk.vehicle.rules.resting import CHANGES_HANDS
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT, ODOMETER_ADD, VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.steps import Step, TakesBack, taking_back, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.customers import number_of
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event, refuse_closed
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed
from lifecycle_desk.vehicle.usecases.voiding import Voided, undone_by, void_command

# What begins a life, and what was handed out or came in with others, is corrected where it was made.
STAYS = (VehicleEvent.ADDED.value, "vehicle.paper_", "vehicle.dossier_")

Since = Annotated[date, k.Day(C_("period", "Since"), needed=True, fact="on")]  # the day of the event


@dataclass(frozen=True, slots=True)
class Description:
    """A vehicle's description as it was built; `usable_wh` in Wh, `battery_code` as on the pack."""

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

    vin: Annotated[str, k.Own(C_("vehicle", "VIN"))]
    on: date
    description: Annotated[Description, k.Own(C_("vehicle", "Vehicle"))] = Description()
    plate: Annotated[str | None, k.Text(C_("vehicle", "Plate"), longest=20)] = None
    odometer: k.Odometer = None
    owner: Annotated[Who | None, k.Customer(C_("vehicle", "Owner"))] = None
    owner_since: date | None = None
    first_registered_on: Annotated[date | None, k.Day(N_("First registered"))] = None
    battery_code: Annotated[str | None, k.Text(N_("Battery code"), mono=True, longest=400)] = None


ADDED = Step(
    AddVehicle,
    VehicleEvent.ADDED,
    "plus",
    heading=N_("Add vehicle"),
    done=N_("Vehicle added"),
    form="vin description / plate odometer first_registered_on battery_code / owner",
)


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
    on: k.On
    odometer: k.OdometerNeeded
    source: Annotated[ReadingSource, k.One(C_("odometer", "Source"), terms=ReadingSource)] = ReadingSource.SERVICE
    note: k.Note = ""
    documents: k.Documents = ()


READ = Step(
    ReadOdometer,
    VehicleEvent.READ,
    "gauge",
    heading=N_("Odometer reading"),
    done=N_("Reading saved"),
    form="odometer on source / note documents",
    detail=("source", "note"),
    travels=("source",),
    documents_travel=True,
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth remembering, with documents where there are any."""

    vin: str
    on: k.On
    text: k.LongNote
    documents: k.Documents = ()


NOTED = Step(
    Note,
    VehicleEvent.NOTED,
    "notes",
    heading=N_("Note with documents"),
    done=N_("Note saved"),
    form="text:3 on / documents",
    detail=("text",),
)


@dataclass(frozen=True, slots=True)
class RecordOwner:
    """The owner of a vehicle, from a day."""

    vin: str
    person: Annotated[Who, k.Customer(C_("vehicle", "Owner"), needed=True)]
    since: Since


def _owner(told: RecordedEvent, names: Names) -> Piece | None:
    return names.get(told.sets.owner or told.person or 0)


def _new_owner(told: RecordedEvent, names: Names) -> Said | None:
    name = _owner(told, names)
    return Said(N_("New owner: %(name)s"), name=name) if name else None


OWNED = Step(
    RecordOwner,
    VehicleEvent.OWNED,
    "user-check",
    heading=C_("vehicle", "Owner"),
    done=N_("Owner saved"),
    form="person:4 since",
    title=_new_owner,
    first=((C_("vehicle", "Owner"), _owner),),
    not_facts=("since",),
    rests_on=CHANGES_HANDS,
)


@dataclass(frozen=True, slots=True)
class RecordPlate:
    """The plate that a vehicle carries, from a day."""

    vin: str
    plate: Annotated[str, k.Text(C_("vehicle", "Plate"))]
    since: Since


def _new_plate(told: RecordedEvent, _: Names) -> Said | None:
    plate = told.facts_as(PlateTold).plate
    return Said(N_("New plate: %(plate)s"), plate=plate) if plate else None


PLATED = Step(
    RecordPlate,
    VehicleEvent.PLATED,
    "license",
    heading=N_("New plate"),
    done=N_("Plate saved"),
    form="plate since",
    title=_new_plate,
    not_facts=("since",),
)


@dataclass(frozen=True, slots=True)
class TakeBack(TakesBack):
    """An event that is taken back, and why."""


def _reinstated(told: RecordedEvent, _: Names) -> Said | None:
    """A correction that is taken back lets count again what it took back."""
    again = told.facts_as(CorrectionTold).kind == VehicleEvent.TAKEN_BACK
    return Said(N_("Record reinstated")) if again else None


TAKEN_BACK = taking_back(TakeBack, VehicleEvent.TAKEN_BACK, title=_reinstated)
COUNTED_AGAIN = replace(  # a correction that was itself a mistake
    TAKEN_BACK,
    heading=N_("Reinstate record"),
    done=N_("Record reinstated"),
    save=C_("correction", "Reinstate"),
)
teach(READ, NOTED, OWNED, PLATED, TAKEN_BACK)


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
    life_rows.save_vehicle(tx, {"vin": canonical, **asdict(tidy)})
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


def _refuse_others(told: RecordedEvent) -> None:
    if told.kind.startswith(STAYS) or told.part is not life.Part.VEHICLE:
        raise life.CorrectedWhereItWasMade


@void_command(TAKEN_BACK, EVENT_CORRECT, _refuse_others)
def take_back(tx: Transaction, void: Voided) -> EventRef:
    """Take back an event that was told by mistake: it stays readable, and no longer counts."""
    for heed in _HEEDERS:
        heed(tx, void.told)
    if void.vin:
        findable(tx, void.vin)
    return void.ref


undone = undone_by(take_back)
_HEEDERS: list[Callable[[Transaction, RecordedEvent], object]] = []


def on_taken_back(heed: Callable[[Transaction, RecordedEvent], object]) -> None:
    """Register a handler that lets a room's rows follow when an event is taken back, in the same transaction."""
    _HEEDERS.append(heed)


@command(VEHICLE_EDIT)
def add_vehicle(tx: Transaction, car: AddVehicle) -> Added:
    """Take a customer's vehicle into the books: its life here begins."""
    owner = number_of(tx, car.owner, "owner") if car.owner else None
    of = take_in(tx, car.vin, car.description)
    if owner:
        people.person(tx, owner)
    sets = VehicleState(
        stage=Stage.IN_USE,
        plate=car.plate,
        owner=owner,
        owner_since=(car.owner_since or car.on) if owner else None,
        first_registered_on=car.first_registered_on,
        battery=car.battery_code,
    )
    facts = {"description": _facts(car.description)}
    seq = record_event(tx, Event(of, car.on, VehicleEvent.ADDED.value, facts, sets, car.odometer, person=owner))
    findable(tx, of)
    return Added(of, seq)


def _facts(description: Description) -> dict[str, Any]:
    return {name: value for name, value in asdict(description).items() if value not in {None, ""}}


@command(VEHICLE_EDIT)
def describe_vehicle(tx: Transaction, told: Describe) -> EventRef:
    """Put right what is known of a vehicle as it was built."""
    row = life_rows.row(tx, vin.canonical(told.vin))
    of = row.vin
    known = Description(**{name: getattr(row, name) for name in life_rows.DESCRIBED})
    tidy = both_changes(told.before, _tidied(told.description), known)
    life_rows.describe(tx, of, asdict(tidy))
    seq = record_event(tx, Event(of, today(tx), VehicleEvent.DESCRIBED.value, {"description": _facts(tidy)}))
    findable(tx, of)
    return EventRef(of, seq)


@command(ODOMETER_ADD, undo=undone)
def read_odometer(tx: Transaction, read: ReadOdometer) -> EventRef:
    """Write down a reading of the odometer, of today or of another day."""
    of = _car(tx, read.vin, read)
    return EventRef(of, record_event(tx, event_of(READ, trimmed(read), of)))


@command(VEHICLE_EDIT, undo=undone)
def note_event(tx: Transaction, note: Note) -> EventRef:
    """Note something in a vehicle's life, with documents where there are any."""
    of = _car(tx, note.vin, note)
    return EventRef(of, record_event(tx, event_of(NOTED, trimmed(note), of)))


@command(VEHICLE_EDIT, undo=undone)
def record_owner(tx: Transaction, owner: RecordOwner) -> EventRef:
    """Record who owns a vehicle that we did not sell."""
    number = number_of(tx, owner.person, "person")
    of, owner = _car(tx, owner.vin, owner), replace(owner, person=number)
    person = asdict(people.person(tx, number))
    sets = VehicleState(owner=number, owner_since=owner.since)
    seq = record_event(tx, event_of(OWNED, owner, of, sets=sets, on=owner.since, person=number, personal=person))
    findable(tx, of)
    return EventRef(of, seq)


@command(VEHICLE_EDIT, undo=undone)
def record_plate(tx: Transaction, plate: RecordPlate) -> EventRef:
    """Record the plate that a vehicle carries."""
    of, plate = _car(tx, plate.vin, plate), trimmed(plate)
    seq = record_event(tx, event_of(PLATED, plate, of, sets=VehicleState(plate=plate.plate), on=plate.since))
    findable(tx, of)
    return EventRef(of, seq)


def _car(tx: Transaction, given: str, asked: object) -> str:
    """The VIN of a car that is known, once all that was asked of it can be."""
    of = str(life_rows.row(tx, vin.canonical(given)).vin)
    check(tx, asked)
    return of


COMMANDS: tuple[Command[Any, Any], ...] = (
    add_vehicle,
    describe_vehicle,
    read_odometer,
    note_event,
    record_owner,
    record_plate,
    take_back,
)
