"""Use cases of cars that come and wait: received, put in stock, looked after, moved, sent to quarantine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_, Objection, objection
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Amount, Documents, Keys, LongNote, Note, Odometer, On, Own, Text, Why, Yes
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.checklist_items import Checklist
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.market.published_data import PublishedData
from lifecycle_desk.stages.sale.arrival import rules as arrival
from lifecycle_desk.stages.sale.arrival.rules import Damage, Signs
from lifecycle_desk.stages.sale.stock.rules import measures
from lifecycle_desk.stages.sale.stock.rules.facts import Suspected
from lifecycle_desk.stages.sale.stock.rules.measures import Charge, Place, PlaceNeeded, TwelveVolt, TyrePressure
from lifecycle_desk.stages.sale.stock.rules.rights import ARRIVAL, INSPECT, PURCHASE
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.sale.stock.rules.wording import apart_chip
from lifecycle_desk.stages.sale.stock.usecases.recording import car, car_here, record
from lifecycle_desk.stages.sale.stock.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleState, check_day
from lifecycle_desk.vehicle.rules.models import catalogue, find_model
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.life import Description, take_in
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, check_documents, event_of

ARRIVAL_LIST, STORAGE_LIST = "arrival", "storage"
PANELS = "panels"
NOT_DESCRIBED = Description()

PurchasePriceMissing = objection("PurchasePriceMissing", N_("Enter what the vehicle cost."), "price")


@dataclass(frozen=True, slots=True)
class ReceiveVehicle:
    """A car that has come from the maker: how it came, and in which state.

    `catalogue_model` is a variant's full name, which describes the car where `description` does not. The 12 V battery
    is given in millivolts, the high-voltage one in percent. `signs` and struck underbodies send electric cars to
    quarantine.
    """

    vin: Annotated[str, Own(C_("vehicle", "VIN"))]
    on: On
    description: Annotated[Description, Own(C_("vehicle", "Vehicle"))] = NOT_DESCRIBED
    catalogue_model: str | None = None
    vessel: Annotated[str, Text(N_("Vessel"))] = ""
    port: Annotated[str, Text(N_("Port"))] = ""
    bill_of_lading: Annotated[str, Text(N_("Bill of lading"))] = ""
    customs_document: Annotated[str, Text(N_("Customs document"))] = ""
    location: Annotated[str, Text(measures.PLACE, N_("Current location"))] = ""
    keys: Keys = None
    odometer: Odometer = None
    twelve_volt_mv: TwelveVolt = None
    soc_percent: Charge = None
    battery_code: Annotated[str | None, Text(N_("Battery code"), N_("As on the battery pack"), mono=True)] = None
    signs: Signs = ()
    damages: Annotated[tuple[Damage, ...], Own(N_("Transport damage"))] = ()
    note: LongNote = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class _Surveyed:
    """Of an arrival, here or elsewhere: its damages, which are counted alone."""

    damages: tuple[Any, ...] = ()


def _damages(told: RecordedEvent, _: Names) -> Piece | None:
    count = len(told.facts_as(_Surveyed).damages)
    return Said(NN_("%(n)s transport damage", "%(n)s transport damages"), n=count) if count else None


RECEIVED = Step(
    ReceiveVehicle,
    Happening.RECEIVED,
    "ship",
    heading=N_("Receive a vehicle"),
    done=N_("Vehicle received. Ready for the next one."),
    form="vin battery_code / description / on vessel port / bill_of_lading customs_document location"
    " / keys odometer twelve_volt_mv soc_percent / signs / note / damages / documents",
    detail=("vessel", "port", _damages),
    state=apart_chip,
    travels=(
        *("vessel", "port", "bill_of_lading", "customs_document"),
        *("description", "damages", "soc_percent", "signs"),
    ),
    documents_travel=True,
)


@dataclass(frozen=True, slots=True)
class Received:
    """A car in the books, with the number of its arrival, and whether it stands apart."""

    vin: str
    event: int
    quarantined: bool


@command(ARRIVAL)
def receive_vehicle(tx: Transaction, asked: ReceiveVehicle) -> Received:
    """Receive a car that has arrived: its life here begins."""
    check_day(asked.on, today(tx))
    described = _described(asked, data_in_force(tx))
    check(tx, asked)
    arrival.check_damages(asked.damages, panels(checklist(ARRIVAL_LIST, asked.on)))
    for place, damage in enumerate(asked.damages):
        check_documents(tx, damage.documents, f"damages[{place}].documents")
    of = take_in(tx, asked.vin, described)
    apart = arrival.needs_quarantine(described.energy, asked.signs, asked.damages)
    tx.note(*odd_on_arrival(asked, described.energy))
    code = (asked.battery_code or "").strip() or None
    sets = VehicleState(arrived_on=asked.on, battery=code, quarantined=apart or None)
    return Received(of, record(tx, event_of(RECEIVED, replace(asked, description=described), of, sets=sets)), apart)


def odd_on_arrival(asked: ReceiveVehicle, energy: str | None) -> Iterator[Objection | None]:
    """The warnings about an arriving car's state, by the checklist in force on that day."""
    looked_at = checklist(ARRIVAL_LIST, asked.on)
    yield measures.look_at_twelve_volt(asked.twelve_volt_mv, looked_at.item("voltage_12v"))
    if measures.is_electric(energy):
        yield measures.look_at_charge(asked.soc_percent, looked_at.item("soc_arrival"))
    yield arrival.GoesToQuarantine() if arrival.needs_quarantine(energy, asked.signs, asked.damages) else None


def panels(looked_at: Checklist) -> tuple[str, ...]:
    """The panels that a survey of transport damage names."""
    return tuple(item.id for group in looked_at.groups if group.id == PANELS for item in group.items)


def _described(asked: ReceiveVehicle, data: PublishedData) -> Description:
    """The car's description, completed from the catalogue where that knows the model."""
    given = asked.description
    if asked.catalogue_model:
        model = next((each for each in catalogue(data) if each.is_called(asked.catalogue_model)), None)
        if model is None:
            raise arrival.UnknownModel(asked.catalogue_model[:100])
    else:
        model = find_model(given.make, given.model, given.variant or None, data)
    if model is None:
        return given
    return replace(
        given,
        make=given.make or model.make,
        model=given.model or model.model,
        variant=given.variant or model.variant,
        energy=given.energy or model.energy,
        chemistry=given.chemistry or model.chemistry,
        usable_wh=given.usable_wh or model.usable_wh,
    )


@dataclass(frozen=True, slots=True)
class PutInStock:
    """A car that takes its place in stock."""

    vin: str
    on: On
    location: PlaceNeeded
    keys: Keys = None
    odometer: Odometer = None
    twelve_volt_mv: TwelveVolt = None
    soc_percent: Charge = None
    note: Note = ""


STOCKED = Step(
    PutInStock,
    Happening.STOCKED,
    "archive",
    heading=N_("Put in stock"),
    done=N_("Vehicle in stock"),
    form="location:2 on keys / odometer twelve_volt_mv soc_percent / note",
    detail=("location",),
)


@command(ARRIVAL, undo=undone)
def put_in_stock(tx: Transaction, asked: PutInStock) -> EventRef:
    """Put a car in stock, at its place."""
    of = car_here(tx, asked.vin)
    check(tx, asked)
    tx.note(*odd_in_stock(asked, of.energy))
    return EventRef(of.vin, record(tx, event_of(STOCKED, asked, of.vin)))


@dataclass(frozen=True, slots=True)
class StorageCheck:
    """A look at a car in stock; `moved` tells that it was rolled, so that its tyres stay round."""

    vin: str
    on: On
    twelve_volt_mv: TwelveVolt = None
    soc_percent: Charge = None
    tyre_kpa: TyrePressure = None
    moved: Annotated[bool, Yes(N_("Vehicle moved to prevent tyre flat spots"))] = False
    signs: Signs = ()
    location: Place = ""
    odometer: Odometer = None
    note: Note = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """By which checklist the limits were those that a car was looked at."""

    checklist: str


CHECKED = Step(
    StorageCheck,
    Happening.CHECKED,
    "battery-3",
    heading=N_("Storage check"),
    done=N_("Check saved; the next one is due in a month"),
    form="twelve_volt_mv soc_percent tyre_kpa on / location odometer moved / signs / note documents",
    adds=Checked,
    detail=("twelve_volt_mv", "soc_percent", "note"),
    state=apart_chip,
    travels=("checklist", "soc_percent", "twelve_volt_mv", "tyre_kpa"),
)


@command(INSPECT, undo=undone)
def log_storage_check(tx: Transaction, asked: StorageCheck) -> EventRef:
    """Write down the check of a car in stock: both batteries, tyres, anything odd."""
    of = car_here(tx, asked.vin)
    check(tx, asked)
    tx.note(*odd_in_stock(asked, of.energy))
    sets = VehicleState(quarantined=arrival.needs_quarantine(of.energy, asked.signs) or None)
    adds = Checked(checklist(STORAGE_LIST, asked.on).id)
    return EventRef(of.vin, record(tx, event_of(CHECKED, asked, of.vin, adds, sets)))


def odd_in_stock(asked: PutInStock | StorageCheck, energy: str | None) -> Iterator[Objection | None]:
    """The warnings about the state of a car in stock, by the limits in force on that day; forms show them at once."""
    looked_at = checklist(STORAGE_LIST, asked.on)
    yield measures.look_at_twelve_volt(asked.twelve_volt_mv, looked_at.item("voltage_12v"))
    if measures.is_electric(energy):
        yield measures.look_at_charge(asked.soc_percent, looked_at.item("soc_storage"))
    if isinstance(asked, StorageCheck):
        yield measures.look_at_tyres(asked.tyre_kpa, looked_at.item("tyre_pressure_storage"))
        yield arrival.GoesToQuarantine() if arrival.needs_quarantine(energy, asked.signs) else None


@dataclass(frozen=True, slots=True)
class MoveStock:
    """Another place for a car."""

    vin: str
    on: On
    location: PlaceNeeded
    note: Note = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a car stood before."""

    before: Annotated[str, Text(N_("Previous location"), fact="from")]


MOVED = Step(
    MoveStock,
    Happening.MOVED,
    "map-pin",
    heading=N_("Move vehicle"),
    done=N_("New location saved"),
    form="location:2 on note:2",
    adds=Moved,
    detail=("location",),
)


@command(ARRIVAL, undo=undone)
def move_stock(tx: Transaction, asked: MoveStock) -> EventRef:
    """Move a car to another place."""
    of = car_here(tx, asked.vin)
    check(tx, asked)
    return EventRef(of.vin, record(tx, event_of(MOVED, asked, of.vin, Moved(of.standing.location))))


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A car that must stand apart, and why."""

    vin: str
    on: On
    why: Why


QUARANTINED = Step(
    Quarantine,
    Happening.QUARANTINED,
    "alert-triangle",
    heading=N_("Send to quarantine"),
    done=N_("Vehicle in quarantine"),
    form="why:3 on",
    adds=Suspected,
    detail=("why",),
    state=apart_chip,
)


@command(INSPECT, undo=undone)
def quarantine_vehicle(tx: Transaction, asked: Quarantine) -> EventRef:
    """Send a car to quarantine until its safety items have passed."""
    of = car_here(tx, asked.vin)
    check(tx, asked)
    tx.note(arrival.GoesToQuarantine().at_field("vin"))
    event = event_of(QUARANTINED, asked, of.vin, Suspected(suspect=True), VehicleState(quarantined=True))
    return EventRef(of.vin, record(tx, event))


@dataclass(frozen=True, slots=True)
class RecordPurchase:
    """What a new car cost by the invoice of its importer, without tax; told again, the latest counts."""

    vin: str
    on: On
    price: Annotated[Money, Amount(N_("Purchase price without tax"), needed=True, refuses=PurchasePriceMissing)]
    invoice: Annotated[str, Text(N_("Invoice number"))] = ""
    documents: Documents = ()


# The price is for who may see margins: no timeline and no paper tells it, nor does it travel.
PURCHASED = Step(
    RecordPurchase,
    Happening.PURCHASED,
    "receipt",
    heading=N_("Record purchase price"),
    done=N_("Purchase price saved"),
    form="price invoice on / documents",
    detail=("invoice",),
    untold=("price",),
)


@command(PURCHASE, undo=undone)
def record_purchase(tx: Transaction, asked: RecordPurchase) -> EventRef:
    """Record what a new car cost, as soon as its invoice is there."""
    of = car(tx, asked.vin)
    check(tx, asked)
    return EventRef(of.vin, record(tx, event_of(PURCHASED, asked, of.vin)))


teach(RECEIVED, STOCKED, CHECKED, MOVED, QUARANTINED, PURCHASED)

COMMANDS: tuple[Command[Any, Any], ...] = (
    receive_vehicle,
    put_in_stock,
    log_storage_check,
    move_stock,
    quarantine_vehicle,
    record_purchase,
)
