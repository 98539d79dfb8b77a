"""What is done when a car becomes its buyer's: registered with the authority, and handed over."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import HAND_OVER, SELL
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import tidy_plate
from lifecycle_desk.stages.sale.rules import handover, measures, status
from lifecycle_desk.stages.sale.rules.handover import Cable, Explained, HandedPaper, Strokes
from lifecycle_desk.stages.sale.rules.status import Happening
from lifecycle_desk.stages.sale.usecases.recording import EventRef, car, check_documents, facts_of, record
from lifecycle_desk.stages.sale.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, VehicleState, check_day
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.campaigns import refuse_stopped

MOST_EXTRAS = 100


@dataclass(frozen=True, slots=True)
class RegisterVehicle:
    """A registration: `place` is what stands beside the number on the plate (province, emirate, state)."""

    vin: str
    on: date
    plate: str
    authority: str = ""
    certificate: str = ""
    place: str = ""
    first_registered_on: date | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOverVehicle:
    """A handover: what goes with the car, what was explained, who received it, and the signature as strokes."""

    vin: str
    on: date
    odometer: Distance
    keys: int
    soc_percent: int | None = None
    cables: tuple[Cable, ...] = ()
    papers: tuple[HandedPaper, ...] = ()
    accessories: tuple[str, ...] = ()
    explained: tuple[Explained, ...] = ()
    receiver: str = ""
    signature: Strokes = ()
    note: str = ""
    documents: tuple[str, ...] = ()


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
        raise measures.TextMissing().at_field("plate")
    named = ("plate", "authority", "certificate", "place")
    measures.check_texts((name, getattr(asked, name)) for name in named)
    check_documents(tx, asked.documents)
    first = asked.first_registered_on or asked.on
    check_day(asked.on, today(tx))
    if first > asked.on:
        raise handover.FirstRegistrationLater(first, asked.on)
    _check_first(first, today(tx))
    tx.note(market_in_force(tx).look_at_plate(plate))
    facts = facts_of(asked) | {"plate": plate, "first_registered_on": first.isoformat()}
    sets = VehicleState(plate=plate, first_registered_on=first)
    event = Event(of.vin, asked.on, Happening.REGISTERED.value, facts, sets, documents=asked.documents)
    return EventRef(of.vin, record(tx, event))


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
    facts = facts_of(asked, "receiver", "signature") | {
        "contract": of.standing.contract,
        "signed": any(asked.signature),
    }
    personal = asdict(buyer) | {"receiver": asked.receiver.strip() or buyer.name, "signature": asked.signature}
    event = Event(
        of.vin,
        asked.on,
        Happening.HANDED_OVER.value,
        facts,
        sets,
        asked.odometer,
        documents=asked.documents,
        person=number,
        personal=personal,
    )
    seq = record(tx, event)
    figures, _ = life_rows.figures(tx, of.vin)
    return HandedOver(of.vin, seq, number, figures.warranty_started_on)


def _check_handover(tx: Transaction, asked: HandOverVehicle, sold_on: date | None) -> None:
    check_day(asked.on, today(tx))
    if sold_on and asked.on < sold_on:
        raise handover.HandoverBeforeSale(asked.on, sold_on)
    measures.check_range(asked.keys, measures.MOST_KEYS, "keys", least=1)
    measures.check_state(soc=asked.soc_percent)
    measures.check_range(len(asked.accessories), MOST_EXTRAS, "accessories")
    measures.check_texts([("receiver", asked.receiver), ("note", asked.note)])
    measures.check_texts((f"accessories[{place}]", each) for place, each in enumerate(asked.accessories))
    check_documents(tx, asked.documents)
    tx.note(handover.check_signature(asked.signature))


VERBS: tuple[Command[Any, Any], ...] = (register_vehicle, hand_over_vehicle)
