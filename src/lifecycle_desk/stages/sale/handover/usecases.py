"""The car becomes its buyer's: registered with the authority, and handed over."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import Piece
from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.campaigns.usecases.standing import refuse_stopped
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import (
    NOTE,
    Day,
    Documents,
    Drawn,
    OdometerNeeded,
    On,
    Own,
    Some,
    Text,
    TextMissing,
    Texts,
    Whole,
)
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import tidy_plate
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.handover.rules import Cable, Explained, HandedPaper, SignatureUnreadable
from lifecycle_desk.stages.sale.stock.rules import status
from lifecycle_desk.stages.sale.stock.rules.facts import Plated
from lifecycle_desk.stages.sale.stock.rules.measures import Charge, is_electric
from lifecycle_desk.stages.sale.stock.rules.rights import HAND_OVER, SELL
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.sale.stock.rules.wording import WARRANTY_FROM, warranty_from
from lifecycle_desk.stages.sale.stock.usecases.recording import car, record
from lifecycle_desk.stages.sale.stock.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.countries import Country, country_of
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleState, check_day
from lifecycle_desk.vehicle.rules.people import check_texts
from lifecycle_desk.vehicle.rules.resting import OF_CONTRACT, OWNER_CHANGED
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, event_of

PLATE = C_("vehicle", "Plate")


@dataclass(frozen=True, slots=True)
class RegisterVehicle:
    """A registration: `place` is what stands beside the number on the plate (province, emirate, state).

    `country`, in two letters, is that of a car which is registered outside the dealer's market.
    """

    vin: str
    on: On
    plate: Annotated[str, Own(PLATE)]
    authority: Annotated[str, Text(N_("Authority"))] = ""
    certificate: Annotated[str, Text(N_("Certificate"))] = ""
    place: Annotated[str, Own(C_("plate", "Province, emirate or state"))] = ""
    country: Annotated[str, Country(N_("Country of registration"), N_("Leave empty for your own market"))] = ""
    first_registered_on: Annotated[date | None, Day(N_("First registered"), N_("Leave empty for the same day"))] = None
    documents: Documents = ()


def _plate(told: RecordedEvent, _: Names) -> Piece | None:
    plated = told.facts_as(Plated)
    return " ".join(filter(None, (plated.plate, plated.place))) or None


REGISTERED = Step(
    RegisterVehicle,
    Happening.REGISTERED,
    "license",
    heading=C_("sale", "Register vehicle"),
    done=N_("Registration saved"),
    form="plate place on / authority certificate country first_registered_on / documents",
    later=("warranty",),
    detail=(_plate, "authority"),
    first=((PLATE, _plate),),
    also=((WARRANTY_FROM, warranty_from),),
    travels=("first_registered_on", "warranty", "country"),
    only_said=("country",),
)


@dataclass(frozen=True, slots=True)
class HandOverVehicle:
    """A handover: what goes with the car, what was explained, who received it, and the signature as strokes."""

    vin: str
    on: On
    odometer: OdometerNeeded
    keys: Annotated[int, Whole(C_("vehicle", "Keys"), needed=True, least=1, most=20)]
    soc_percent: Charge = None
    cables: Annotated[
        tuple[Cable, ...], Some(N_("Charging cables and adapters"), of=is_electric, terms=Cable, width=330)
    ] = ()
    papers: Annotated[tuple[HandedPaper, ...], Some(N_("Documents handed over"), terms=HandedPaper)] = ()
    accessories: Annotated[tuple[str, ...], Texts(N_("Accessories"), N_("One per line"))] = ()
    explained: Annotated[tuple[Explained, ...], Some(N_("Explained to the buyer"), terms=Explained, width=300)] = ()
    receiver: Annotated[str, Text(N_("Received by"))] = ""
    signature: Annotated[Strokes, Drawn(N_("Signature of recipient"), refuses=SignatureUnreadable)] = ()
    note: Annotated[str, Text(NOTE, rows=3)] = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """Under which contract a car was handed over, and whether it was signed for on the screen."""

    contract: str | None
    signed: bool


def _owner(told: RecordedEvent, names: Names) -> Piece | None:
    return names.get(told.sets.owner or 0)


HANDED_OVER = Step(
    HandOverVehicle,
    Happening.HANDED_OVER,
    "key",
    heading=N_("Hand over vehicle"),
    done=N_("Vehicle handed over"),
    form="on odometer keys soc_percent / cables / papers / accessories note / explained / receiver signature"
    " / documents",
    adds=Signed,
    later=("warranty",),
    detail=(_owner,),
    tells=(
        (C_("vehicle", "Owner"), _owner),
        *("keys", "soc_percent", "cables", "papers", "accessories", "explained"),
        (WARRANTY_FROM, warranty_from),
        "note",
    ),
    travels=("keys", "cables", "papers", "accessories", "soc_percent", "warranty"),
    not_facts=("receiver", "signature"),
    rests_on=(Happening.INSPECTED, Happening.QUARANTINED, OF_CONTRACT, OWNER_CHANGED),
)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A car that is its owner's, and the day from which its warranty runs, where that is known."""

    vin: str
    event: int
    owner: int
    warranty_started_on: date | None


@command(SELL, undo=undone)
def register_vehicle(tx: Transaction, asked: RegisterVehicle) -> EventRef:
    """Register a car: plate, authority, certificate, and the day of its first registration."""
    of = car(tx, asked.vin)
    if of.standing.registered_on:
        raise handover.RegisteredAlready(of.standing.registered_on)
    plate = tidy_plate(asked.plate)
    if not plate:
        raise TextMissing().at_field("plate")
    check_texts((name, getattr(asked, name)) for name in ("plate", "place"))
    check(tx, asked)
    first = asked.first_registered_on or asked.on
    check_day(asked.on, today(tx))
    if first > asked.on:
        raise handover.FirstRegistrationLater(first, asked.on)
    _check_first(first, today(tx))
    tx.note(market_in_force(tx).look_at_plate(plate))
    country = country_of(asked.country) if asked.country.strip() else ""
    told = replace(asked, plate=plate, country=country, first_registered_on=first)
    sets = VehicleState(plate=plate, first_registered_on=first)
    return EventRef(of.vin, record(tx, event_of(REGISTERED, told, of.vin, sets=sets)))


def _check_first(first: date, today: date) -> None:
    try:
        check_day(first, today)
    except Objection as objection:
        raise objection.at_field("first_registered_on") from None


@command(HAND_OVER, undo=undone)
def hand_over_vehicle(tx: Transaction, asked: HandOverVehicle) -> HandedOver:
    """Hand a car over to its buyer: from now on it is theirs, and in use."""
    of = car(tx, asked.vin)
    for objection in status.blocks(of.standing):
        raise objection
    refuse_stopped(tx, of.vin)
    _check_handover(tx, asked, of.standing.sold_on)
    number = int(of.standing.buyer or 0)
    buyer = people.person(tx, number)
    sets = VehicleState(owner=number, owner_since=asked.on, handed_over_on=asked.on)
    adds = Signed(of.standing.contract, any(asked.signature))
    personal = asdict(buyer) | {"receiver": asked.receiver.strip() or buyer.name, "signature": asked.signature}
    event = event_of(HANDED_OVER, asked, of.vin, adds, sets, person=number, personal=personal)
    seq = record(tx, event)
    figures, _ = life_rows.figures(tx, of.vin)
    return HandedOver(of.vin, seq, number, figures.warranty_started_on)


def _check_handover(tx: Transaction, asked: HandOverVehicle, sold_on: date | None) -> None:
    check_day(asked.on, today(tx))
    if sold_on and asked.on < sold_on:
        raise handover.HandoverBeforeSale(asked.on, sold_on)
    check(tx, asked)
    if not any(asked.signature):
        tx.note(handover.NotSigned())


teach(REGISTERED, HANDED_OVER)

COMMANDS: tuple[Command[Any, Any], ...] = (register_vehicle, hand_over_vehicle)
