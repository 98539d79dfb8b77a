"""The handing in for scrapping: the last holder, their statement, missing parts."""

from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.commands.command import Command, command, formerly
from lifecycle_desk.commands.kinds import Customer, Documents, Drawn, Note, Odometer, On, One, Own, Some, Text, Yes
from lifecycle_desk.stages.recycling.end.rules import taking_over, ways_out
from lifecycle_desk.stages.recycling.end.rules.addresses import NOWHERE, Address, tidied
from lifecycle_desk.stages.recycling.end.rules.rights import END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.rules.taking_over import (
    EmptyWeight,
    Essential,
    HandedIn,
    IdentityDocument,
    RegistrationDocument,
    VehicleClass,
)
from lifecycle_desk.stages.recycling.end.usecases.recording import car_here, check_last_stage, record
from lifecycle_desk.stages.recycling.end.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.countries import Country, country_of
from lifecycle_desk.vehicle.rules.life import RecordedEvent, Stage, VehicleState
from lifecycle_desk.vehicle.rules.people import Person, Who
from lifecycle_desk.vehicle.rules.resting import CHANGES_HANDS
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.customers import number_of
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, event_of

LAST_HOLDER = N_("Last holder")
PERSONAL = ("nationality", "address", "identity_document", "identity_number", "identity_country", "signature")


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A car handed in: by whom, shown by which paper, with which statement, and in what state.

    `holder` is a customer; nationality, address, identity and signature are sealed under their key.
    `registration_country` is the nationality mark's country in two letters, `empty_weight_kg` in kg.
    """

    vin: str
    on: On
    holder: Annotated[Who, Customer(LAST_HOLDER, needed=True)]
    nationality: Annotated[str, Country(N_("Nationality"), needed=True)]
    identity_document: Annotated[IdentityDocument, One(N_("Identity document"), terms=IdentityDocument)]
    identity_number: Annotated[str, Text(N_("Document number"), needed=True, refuses=taking_over.IdentityUnchecked)]
    owner_declared: Annotated[bool, Yes(N_("Confirms entitlement to hand in the vehicle"))]
    registration_document: Annotated[
        RegistrationDocument, One(N_("Registration document"), needed=True, terms=RegistrationDocument)
    ]
    address: Annotated[Address, Own("")] = NOWHERE
    identity_country: Annotated[str, Country(N_("Issued in"))] = ""
    free_take_back: Annotated[bool, Yes(N_("Taken back free of charge"))] = True
    missing: Annotated[tuple[Essential, ...], Some(N_("Missing from the vehicle"), terms=Essential, width=200)] = ()
    vehicle_class: Annotated[VehicleClass, One(N_("Vehicle class"), terms=VehicleClass)] = VehicleClass.M1
    plate: Annotated[str, Text(C_("vehicle", "Plate"))] = ""
    registration_country: Annotated[str, Country(N_("Nationality mark"))] = ""
    empty_weight_kg: EmptyWeight = None
    odometer: Odometer = None
    signature: Annotated[Strokes, Drawn(N_("Holder’s signature"))] = ()
    note: Note = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Whether the holder signed on the screen."""

    signed: bool


def _holder(told: RecordedEvent, names: Names) -> Piece | None:
    return names.get(told.person or 0)


def _free(told: RecordedEvent, _: Names) -> Piece | None:
    return Said(N_("free of charge")) if told.facts_as(HandedIn).free_take_back else None


def _incomplete(told: RecordedEvent, _: Names) -> Piece | None:
    return Said(N_("incomplete")) if told.facts_as(HandedIn).missing else None


TAKEN_OVER = Step(
    TakeOver,
    Happening.TAKEN_OVER,
    "recycle",
    heading=N_("Take over for scrapping"),
    done=N_("Vehicle taken over; it is now end-of-life"),
    form="holder:5 nationality / address / registration_document:2 identity_document:2 identity_number:2"
    " identity_country / plate:2 registration_country vehicle_class empty_weight_kg odometer on / missing"
    " / owner_declared free_take_back / signature note / documents",
    adds=TakenOver,
    detail=(_holder, _free, _incomplete),
    first=((LAST_HOLDER, _holder),),
    not_facts=("holder", *PERSONAL),
    rests_on=CHANGES_HANDS,
)


@dataclass(frozen=True, slots=True)
class TakeOverFromNew:
    """Take over a car from a holder who is new to the books: both or neither."""

    taking: TakeOver
    holder: Person


# Whoever may take a car over may write down who hands it in: the two are one act at the gate.
@command(END_OF_LIFE, undo=undone)
def take_over_vehicle(tx: Transaction, asked: TakeOver) -> EventRef:
    """Take over a car for scrapping from its last holder: it is at its end of life."""
    number = number_of(tx, asked.holder, "holder")
    of = car_here(tx, asked.vin)
    if of.end.taken_over_on:
        raise ways_out.TakenOverAlready(of.end.taken_over_on)
    holder = people.person(tx, number)
    tidy = _tidied(tx, asked)
    check_last_stage(of, asked.on)
    if asked.missing:
        tx.note(taking_over.VehicleIncomplete())
    sealed = {name: value for name, value in asdict(tidy).items() if name in PERSONAL}
    event = event_of(
        TAKEN_OVER,
        tidy,
        of.vin,
        TakenOver(any(asked.signature)),
        VehicleState(stage=Stage.END_OF_LIFE),
        person=number,
        personal=asdict(holder) | sealed | {"written_address": holder.address},
    )
    return EventRef(of.vin, record(tx, event))


def _tidied(tx: Transaction, asked: TakeOver) -> TakeOver:
    """The request as it is kept; refuses what the statement cannot do without."""
    check(tx, asked)
    if not asked.owner_declared:
        raise taking_over.NotDeclaredOwner
    return replace(
        asked,
        nationality=country_of(asked.nationality, "nationality"),
        address=tidied(asked.address, "address"),
        identity_number=asked.identity_number.strip(),
        identity_country=asked.identity_country.strip().upper(),
        plate=asked.plate.strip(),
        registration_country=asked.registration_country.strip().upper(),
    )


take_over_from_new = formerly(
    "take_over_from_new", take_over_vehicle, TakeOverFromNew, lambda asked: replace(asked.taking, holder=asked.holder)
)


teach(TAKEN_OVER)

COMMANDS: tuple[Command[Any, Any], ...] = (take_over_vehicle, take_over_from_new)
