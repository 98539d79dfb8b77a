"""What is done with the traction battery: it is handed over to who takes it, packed as the rules of transport say."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import END_OF_LIFE
from lifecycle_desk.stages.recycling.rules import batteries, transport
from lifecycle_desk.stages.recycling.rules.batteries import HealthMethod
from lifecycle_desk.stages.recycling.rules.entries import EntryMissing, check_between, check_named, check_texts
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.rules.transport import (
    Classified,
    Condition,
    Mode,
    Presentation,
    Shipment,
    classify,
)
from lifecycle_desk.stages.recycling.usecases.recording import (
    Car,
    car_taken_over,
    check_after,
    check_documents,
    facts_of,
    record,
)
from lifecycle_desk.stages.recycling.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.batteries.words import Fate
from lifecycle_desk.vehicle.rules.battery_codes import ProductType, fits, read_code
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.rules.strokes import Strokes, check_strokes
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.batteries import battery_handed_over

TEXTS = ("waste_code", "test_summary", "note", "driver", "consignor")
PERSONAL = ("driver", "signature", "driver_signature")


@dataclass(frozen=True, slots=True)
class HandOverBattery:
    """A battery handed over: what it is, in what state, who assessed it, who carries it where, and what for.

    `mass_kg` in kg, `nominal_wh` in Wh, `millivolts` in mV, `health_percent` in percent. `permit_until` is the last
    day of the consignee's permit, `test_summary` names the UN 38.3 test summary. The driver's name and both
    signatures are sealed under the last holder's key.
    """

    vin: str
    on: date
    codes: tuple[str, ...]
    chemistry: Chemistry | None
    condition: Condition
    assessor: str
    assessed_on: date
    carrier: str
    consignee: str
    permit_number: str
    fate: Fate
    permit_until: date | None = None
    presentation: Presentation = Presentation.ALONE
    mode: Mode = Mode.ROAD
    mass_kg: Decimal | None = None
    nominal_wh: int | None = None
    soc_percent: int | None = None
    millivolts: int | None = None
    health_percent: Decimal | None = None
    health_method: HealthMethod | None = None
    waste_code: str = ""
    test_summary: str = ""
    consignor: str = ""
    driver: str = ""
    signature: Strokes = ()
    driver_signature: Strokes = ()
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatteryHandedOver:
    """A battery that is gone, and how the rules say it travels."""

    vin: str
    event: int
    codes: tuple[str, ...]
    transport: Classified


@command(END_OF_LIFE, undo=undone)
def hand_over_battery(tx: Transaction, asked: HandOverBattery) -> BatteryHandedOver:
    """Hand over the traction battery of a car that was taken over; the rules name its UN number and packing."""
    of = car_taken_over(tx, asked.vin)
    tidy = _tidied(tx, of, asked)
    _check(tx, of, tidy)
    classified = _classified(tx, tidy)
    facts = facts_of(tidy, *PERSONAL) | {
        "consignor": tidy.consignor.strip() or tx.by or "",
        "transport": classified,
        "signed": any(tidy.signature) and any(tidy.driver_signature),
    }
    holder = of.end.holder if people.maybe_person(tx, of.end.holder) else None  # one erased has no key to seal under
    personal = {name: getattr(tidy, name) for name in PERSONAL} if holder else None
    event = Event(
        of.vin,
        tidy.on,
        Happening.BATTERY_HANDED_OVER.value,
        msgspec.to_builtins(facts),
        documents=tidy.documents,
        person=holder,
        personal=personal,
    )
    seq = record(tx, event)
    battery_handed_over(tx, of.vin, tidy.codes, tidy.fate, tidy.on, seq)
    return BatteryHandedOver(of.vin, seq, tidy.codes, classified)


def _tidied(tx: Transaction, of: Car, asked: HandOverBattery) -> HandOverBattery:
    """The record with its codes as they are kept; without any, the battery that the car has."""
    given = tuple(filter(None, (each.strip() for each in asked.codes)))
    codes = given or tuple(filter(None, (of.row.battery,)))
    read = [read_code(each) for each in codes]
    for each in read:
        tx.note(*each.notes, fits(each, ProductType.PACK) if given else None)
    return replace(asked, codes=tuple(each.code for each in read))


def _check(tx: Transaction, of: Car, asked: HandOverBattery) -> None:
    if not of.has_battery:
        raise batteries.NoTractionBattery
    batteries.check_codes(asked.codes)
    for gone in of.end.batteries:
        if gone.code in asked.codes:
            raise batteries.BatteryGoneAlready(gone.code, gone.on)
    check_after(asked.on, of.end.taken_over_on)
    if asked.assessed_on > asked.on:
        raise batteries.AssessedLater(asked.assessed_on, asked.on)
    batteries.check_measures(asked.mass_kg, asked.nominal_wh, asked.soc_percent, asked.millivolts)
    check_between(asked.health_percent, 0, batteries.MOST_PERCENT, "health_percent")
    if asked.health_percent is not None and asked.health_method is None:
        raise EntryMissing().at_field("health_method")
    check_named((name, getattr(asked, name)) for name in ("assessor", "carrier", "consignee", "permit_number"))
    if asked.permit_until is not None and asked.permit_until < asked.on:
        raise batteries.ConsigneeUnpermitted(asked.permit_number, asked.permit_until)
    check_texts((name, getattr(asked, name)) for name in TEXTS)
    check_strokes(asked.signature, "signature")
    check_strokes(asked.driver_signature, "driver_signature")
    if not (any(asked.signature) and any(asked.driver_signature)):
        tx.note(batteries.HandoverUnsigned())
    check_documents(tx, asked.documents)


def _classified(tx: Transaction, asked: HandOverBattery) -> Classified:
    """How it travels; refuses what may not travel so, and says where the rules leave the packing to the authority."""
    shipment = Shipment(asked.chemistry, asked.presentation, asked.condition, asked.fate, asked.mode, asked.on)
    classified = classify(shipment)
    if classified.forbidden:
        raise transport.TransportForbidden(classified.packing_rule)
    if not classified.packaging:
        tx.note(transport.AuthorityAsked(classified.packing_rule))
    return classified


VERBS: tuple[Command[Any, Any], ...] = (hand_over_battery,)
