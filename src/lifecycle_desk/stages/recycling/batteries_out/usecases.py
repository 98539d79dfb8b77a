"""Use cases of the outgoing battery: handed over to its taker, packed as the rules of transport say."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import InARow, Piece
from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.batteries.rules.codes import ProductType, fits, read_code
from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.batteries.usecases.replacing import battery_handed_over
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Day, Documents, Drawn, Note, On, One, Own, Text
from lifecycle_desk.stages.recycling.batteries_out.rules import batteries, transport
from lifecycle_desk.stages.recycling.batteries_out.rules.batteries import HealthMethod
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import (
    Classified,
    Condition,
    Mode,
    Presentation,
    Shipment,
    classify,
)
from lifecycle_desk.stages.recycling.end.rules.entries import EntryMissing
from lifecycle_desk.stages.recycling.end.rules.measures import Codes
from lifecycle_desk.stages.recycling.end.rules.rights import END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.usecases.recording import Car, car_taken_over, check_after, record
from lifecycle_desk.stages.recycling.end.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.steps import check, event_of

PERSONAL = ("driver", "signature", "driver_signature")


def _needed(label: str) -> Text:
    return Text(label, needed=True, refuses=EntryMissing)


@dataclass(frozen=True, slots=True)
class HandOverBattery:
    """A battery handed over: what it is, in what state, who assessed it, who carries it where, and what for.

    `mass_kg` in kg, `nominal_wh` in Wh, `millivolts` in mV, `health_percent` in percent. `permit_until` is the last
    day of the consignee's permit, `test_summary` names the UN 38.3 test summary. The driver's name and both
    signatures are sealed under the last holder's key.
    """

    vin: str
    on: On
    codes: Annotated[tuple[str, ...], Codes(N_("Battery code"), N_("Separate several with spaces."))]
    chemistry: Annotated[Chemistry | None, Own(N_("Chemistry"))]
    condition: Annotated[Condition, One(C_("battery", "Condition"), needed=True, terms=Condition)]
    assessor: Annotated[str, _needed(N_("Assessed by"))]
    assessed_on: Annotated[date, Day(N_("Assessed on"), needed=True)]
    carrier: Annotated[str, _needed(N_("Carrier"))]
    consignee: Annotated[str, _needed(N_("Consignee"))]
    permit_number: Annotated[str, _needed(N_("Consignee’s permit"))]
    fate: Annotated[Fate, One(N_("Intended use"), terms=Fate)]
    permit_until: Annotated[date | None, Day(N_("Permit valid until"))] = None
    presentation: Annotated[Presentation, One(C_("battery", "Presentation"), terms=Presentation)] = Presentation.ALONE
    mode: Annotated[Mode, One(C_("transport", "Mode"), terms=Mode)] = Mode.ROAD
    mass_kg: batteries.Mass = None
    nominal_wh: batteries.NominalEnergy = None
    soc_percent: batteries.Charge = None
    millivolts: batteries.Voltage = None
    health_percent: batteries.Health = None
    health_method: Annotated[
        HealthMethod | None, One(C_("health method", "Method"), terms=HealthMethod, none=C_("fact", "not known"))
    ] = None
    waste_code: Annotated[str, Text(N_("Waste code"))] = ""
    test_summary: Annotated[str, Text(N_("UN 38.3 test summary"))] = ""
    consignor: Annotated[str, Text(N_("Consignor"))] = ""
    driver: Annotated[str, Text(N_("Driver"))] = ""
    signature: Annotated[Strokes, Drawn(N_("Consignor’s signature"))] = ()
    driver_signature: Annotated[Strokes, Drawn(N_("Carrier’s signature"))] = ()
    note: Note = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Of a hand-over: how the rules say that a battery travels, and whether both signed on the screen."""

    transport: Classified
    signed: bool


@dataclass(frozen=True, slots=True)
class _Packed:
    un_number: str = ""
    packaging: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Travels:
    """Of a hand-over, here or elsewhere: how the battery is packed."""

    transport: _Packed = _Packed()


def _packed(told: RecordedEvent, _: Names) -> Piece | None:
    packed = told.facts_as(_Travels).transport
    return InARow(packed.un_number, *packed.packaging) or None


HANDED_OVER = Step(
    HandOverBattery,
    Happening.BATTERY_HANDED_OVER,
    "battery-charging",
    heading=N_("Hand over the high-voltage battery"),
    done=N_("Handover saved; its record can be printed"),
    form="codes:3 chemistry mass_kg nominal_wh / soc_percent millivolts health_percent health_method:2"
    " / condition:2 assessor:2 assessed_on on / fate:2 presentation:2 mode test_summary:2"
    " / carrier consignee permit_number permit_until / waste_code consignor driver note"
    " / signature driver_signature / documents",
    adds=Sent,
    detail=("consignee", "fate", _packed),
    also=((N_("Transport"), _packed),),
    travels=("codes", "chemistry", "fate", "condition", "soc_percent", "nominal_wh", "transport"),
    not_facts=PERSONAL,
    rests_on=(Happening.TAKEN_OVER, Happening.DEPOLLUTED),
)


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
    holder = of.end.holder if people.maybe_person(tx, of.end.holder) else None  # one erased has no key to seal under
    personal = {name: getattr(tidy, name) for name in PERSONAL} if holder else None
    sent = Sent(classified, signed=any(tidy.signature) and any(tidy.driver_signature))
    seq = record(tx, event_of(HANDED_OVER, tidy, of.vin, sent, person=holder, personal=personal))
    battery_handed_over(tx, of.vin, tidy.codes, tidy.fate, tidy.on, seq)
    return BatteryHandedOver(of.vin, seq, tidy.codes, classified)


def _tidied(tx: Transaction, of: Car, asked: HandOverBattery) -> HandOverBattery:
    """The record with its codes as they are kept; without any, the battery that the car has."""
    given = tuple(filter(None, (each.strip() for each in asked.codes)))
    codes = given or tuple(filter(None, (of.row.battery,)))
    read = [read_code(each) for each in codes]
    for each in read:
        tx.note(*each.notes, fits(each, ProductType.PACK) if given else None)
    return replace(asked, codes=tuple(each.code for each in read), consignor=asked.consignor.strip() or tx.by or "")


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
    check(tx, asked)
    if asked.health_percent is not None and asked.health_method is None:
        raise EntryMissing().at_field("health_method")
    if asked.permit_until is not None and asked.permit_until < asked.on:
        raise batteries.ConsigneeUnpermitted(asked.permit_number, asked.permit_until)
    if not (any(asked.signature) and any(asked.driver_signature)):
        tx.note(batteries.HandoverUnsigned())


def _classified(tx: Transaction, asked: HandOverBattery) -> Classified:
    """How it travels; refuses what may not travel so, and says where the rules leave the packing to the authority."""
    shipment = Shipment(asked.chemistry, asked.presentation, asked.condition, asked.fate, asked.mode, asked.on)
    classified = classify(shipment)
    if classified.forbidden:
        raise transport.TransportForbidden(classified.packing_rule)
    if not classified.packaging:
        tx.note(transport.AuthorityAsked(classified.packing_rule))
    return classified


teach(HANDED_OVER)

COMMANDS: tuple[Command[Any, Any], ...] = (hand_over_battery,)
