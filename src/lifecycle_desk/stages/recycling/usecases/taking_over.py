"""What is done when a car is handed in for scrapping: the last holder, their statement, what is missing."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import END_OF_LIFE
from lifecycle_desk.stages.recycling.rules import taking_over, ways_out
from lifecycle_desk.stages.recycling.rules.addresses import NOWHERE, Address, tidied
from lifecycle_desk.stages.recycling.rules.entries import check_named, check_texts
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.rules.taking_over import (
    Essential,
    IdentityDocument,
    RegistrationDocument,
    VehicleClass,
    check_weight,
)
from lifecycle_desk.stages.recycling.rules.ways_out import country_of
from lifecycle_desk.stages.recycling.usecases.recording import (
    EventRef,
    car_here,
    check_documents,
    check_last_stage,
    facts_of,
    record,
)
from lifecycle_desk.stages.recycling.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, Stage, VehicleState
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.strokes import Strokes, check_strokes
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.people import add_person

PERSONAL = ("nationality", "address", "identity_document", "identity_number", "identity_country", "signature")


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A car handed in: by whom, shown by which paper, with which statement, and in what state.

    `holder` is a customer's number; nationality, address, identity and signature are sealed under their key.
    `registration_country` is the nationality mark's country in two letters, `empty_weight_kg` in kg.
    """

    vin: str
    on: date
    holder: int
    nationality: str
    identity_document: IdentityDocument
    identity_number: str
    owner_declared: bool
    registration_document: RegistrationDocument
    address: Address = NOWHERE
    identity_country: str = ""
    free_take_back: bool = True
    missing: tuple[Essential, ...] = ()
    vehicle_class: VehicleClass = VehicleClass.M1
    plate: str = ""
    registration_country: str = ""
    empty_weight_kg: int | None = None
    odometer: Distance | None = None
    signature: Strokes = ()
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeOverFromNew:
    """A car handed in by somebody who is new; what `taking.holder` says is replaced by their number."""

    taking: TakeOver
    holder: Person


@command(END_OF_LIFE, undo=undone)
def take_over_vehicle(tx: Transaction, asked: TakeOver) -> EventRef:
    """Take over a car for scrapping from its last holder: it is at its end of life."""
    of = car_here(tx, asked.vin)
    if of.end.taken_over_on:
        raise ways_out.TakenOverAlready(of.end.taken_over_on)
    holder = people.person(tx, asked.holder)
    tidy = _tidied(asked)
    check_last_stage(of, asked.on)
    check_documents(tx, asked.documents)
    if asked.missing:
        tx.note(taking_over.VehicleIncomplete())
    facts = facts_of(tidy, "holder", "odometer", *PERSONAL) | {"signed": any(asked.signature)}
    told = {name: value for name, value in asdict(tidy).items() if name in PERSONAL}
    event = Event(
        of.vin,
        asked.on,
        Happening.TAKEN_OVER.value,
        facts,
        VehicleState(stage=Stage.END_OF_LIFE),
        asked.odometer,
        documents=asked.documents,
        person=asked.holder,
        personal=asdict(holder) | told | {"written_address": holder.address},
    )
    return EventRef(of.vin, record(tx, event))


def _tidied(asked: TakeOver) -> TakeOver:
    """The request as it is kept; refuses what the statement cannot do without."""
    if not asked.identity_number.strip():
        raise taking_over.IdentityUnchecked
    if not asked.owner_declared:
        raise taking_over.NotDeclaredOwner
    check_named([("identity_number", asked.identity_number)])
    check_texts([("plate", asked.plate), ("note", asked.note)])
    check_weight(asked.empty_weight_kg)
    check_strokes(asked.signature, "signature")
    named = {"identity_country": asked.identity_country, "registration_country": asked.registration_country}
    countries = {name: country_of(given, name) if given.strip() else "" for name, given in named.items()}
    return replace(
        asked,
        nationality=country_of(asked.nationality, "nationality"),
        address=tidied(asked.address, "address"),
        identity_number=asked.identity_number.strip(),
        plate=asked.plate.strip(),
        **countries,  # type: ignore[arg-type]  # both are texts
    )


# Whoever may take a car over may write down who hands it in: the two are one act at the gate.
@command(END_OF_LIFE, undo=undone)
def take_over_from_new(tx: Transaction, asked: TakeOverFromNew) -> EventRef:
    """Take over a car from a holder who is new to the books: both or neither."""
    number = add_person.does(tx, asked.holder).number  # type: ignore[union-attr]  # no verb of steps
    taking = replace(asked.taking, holder=number)
    return take_over_vehicle.does(tx, taking)  # type: ignore[return-value]  # as above


VERBS: tuple[Command[Any, Any], ...] = (take_over_vehicle, take_over_from_new)
