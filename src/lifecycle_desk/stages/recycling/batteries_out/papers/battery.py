"""The record of a battery's hand-over: its state, its class of transport, who takes it, and both signatures."""

from collections.abc import Iterator
from decimal import Decimal

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Code,
    Content,
    Facts,
    Muted,
    Note,
    Paper,
    Proves,
    Section,
    Signature,
    Signatures,
    Strong,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.recycling.batteries_out.rules.batteries import NoTractionBattery
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import HAZARD_CLASS, sources_of
from lifecycle_desk.stages.recycling.end.papers.subject import amount, vehicle_facts
from lifecycle_desk.stages.recycling.end.usecases.showing import BatteryTold, end_page
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle

NoBatteryHandedOver = objection("NoBatteryHandedOver", N_("The high-voltage battery has not been handed over."), "vin")


def battery_record(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """The hand-overs of a car's batteries, the last first; refuses a car of which none was handed over."""
    page = end_page(user, asked.vin)
    if not page.batteries:
        raise NoBatteryHandedOver if page.car.has_battery else NoTractionBattery
    told = page.batteries[::-1]
    return Paper(
        title=language(N_("Battery handover record")),
        subtitle=page.name,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(page.vin),
        date=told[0].said.on,
        size=sheet_size(user),
        blocks=[
            Facts(vehicle_facts(page, language)),
            *(block for each in told for block in _record(user, each, language)),
        ],
        proves=Proves(page.vin, {"handed_over_on": told[0].said.on.isoformat()}),
    )


def _record(user: UserSession, told: BatteryTold, language: Language) -> Iterator[Block]:
    said = told.said
    yield Section(language(C_("battery", "Battery")), Facts(_state(user, told, language)))
    yield Section(language(N_("Transport of dangerous goods")), Facts(_transport(told, language)))
    yield Section(language(N_("Carrier and consignee")), Facts(_ways(told, language)))
    if said.note:
        yield Note(said.note, language(C_("event", "Note")))
    yield Signatures(
        [
            Signature(language(N_("Consignor")), own(full_name(user, said.consignor)), said.on, strokes=said.signature),
            Signature(
                language(N_("Carrier")), own(said.driver) if said.driver else "", said.on, strokes=said.driver_signature
            ),
        ]
    )


def _state(user: UserSession, told: BatteryTold, language: Language) -> list[tuple[str, Content]]:
    said = told.said
    volts = Decimal(said.millivolts) / 1000 if said.millivolts is not None else None
    energy = Decimal(said.nominal_wh) / 1000 if said.nominal_wh is not None else None
    health: Content = amount(said.health_percent, "%", language)
    if said.health_method:
        health = (health, Muted(language(said.health_method.label)))
    return [
        (language(N_("Battery code")), tuple(Code(each) for each in said.codes)),
        (language(N_("Chemistry")), ltr(said.chemistry.value) if said.chemistry else NONE),
        (language(N_("Mass")), amount(said.mass_kg, "kg", language)),
        (language(N_("Nominal energy")), amount(energy, "kWh", language)),
        (
            language(N_("State of charge")),
            amount(Decimal(said.soc_percent), "%", language) if said.soc_percent is not None else NONE,
        ),
        (language(N_("Voltage")), amount(volts, "V", language)),
        (language(N_("State of health")), health),
        (language(C_("battery", "Condition")), Strong(language(said.condition.label))),
        (language(N_("Assessed by")), (own(full_name(user, said.assessor)), Muted(said.assessed_on))),
    ]


def _transport(told: BatteryTold, language: Language) -> list[tuple[str, Content]]:
    said, travels = told.said, told.transport
    number_by, packing_by = (language.spoken(each) for each in sources_of(travels))
    packaging: Content = (
        language.in_a_row(*travels.packaging) if travels.packaging else language(N_("as required by the authority"))
    )
    return [
        (
            language(N_("UN number and class")),
            (Strong(language.in_a_row(travels.un_number, HAZARD_CLASS)), Muted(number_by)),
        ),
        (language(N_("Packaging")), Strong(packaging)),
        (language(N_("Rule")), (ltr(travels.packing_rule), Muted(packing_by))),
        (language(C_("battery", "Presentation")), language(said.presentation.label)),
        (language(C_("transport", "Mode")), language(said.mode.label)),
        (language(N_("UN 38.3 test summary")), own(said.test_summary) if said.test_summary else NONE),
    ]


def _ways(told: BatteryTold, language: Language) -> list[tuple[str, Content]]:
    said = told.said
    until: tuple[Content, ...] = (Muted(said.permit_until),) if said.permit_until else ()
    return [
        (language(N_("Carrier")), own(said.carrier)),
        (language(N_("Consignee")), own(said.consignee)),
        (language(N_("Permit")), (ltr(said.permit_number), *until)),
        (language(N_("Intended use")), language(said.fate.label)),
        (language(N_("Waste code")), ltr(said.waste_code) if said.waste_code else NONE),
        (language(N_("Handed over on")), said.on),
    ]
