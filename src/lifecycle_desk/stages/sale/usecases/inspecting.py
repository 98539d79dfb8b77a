"""What is done to make a car ready: inspected by the checklist in force, and again where something has failed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import INSPECT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.checklists import Checklist, NoChecklist, checklist
from lifecycle_desk.stages.sale import tables
from lifecycle_desk.stages.sale.rules import arrival, inspection, measures
from lifecycle_desk.stages.sale.rules.inspection import InspectionState, ItemResult, Verdict
from lifecycle_desk.stages.sale.rules.status import Happening
from lifecycle_desk.stages.sale.usecases.recording import Car, car_here, check_documents, facts_of, record
from lifecycle_desk.stages.sale.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, VehicleState, check_day
from lifecycle_desk.vehicle.usecases.recording import refuse_closed

PDI_LIST, ODOMETER_ITEM = "pdi", "odometer"


@dataclass(frozen=True, slots=True)
class SoftwareVersion:
    """What a control unit runs."""

    unit: str
    version: str


@dataclass(frozen=True, slots=True)
class SaveInspection:
    """An inspection before delivery: by which checklist (pdi-2; unnamed, the one in force), by whom, what was found.

    A draft may lack results and is told to nobody but the next who opens it, unless a safety item has failed.
    """

    vin: str
    on: date
    results: tuple[ItemResult, ...]
    checklist: str | None = None
    inspector: str = ""
    odometer: Distance | None = None
    software: tuple[SoftwareVersion, ...] = ()
    note: str = ""
    documents: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Reinspection:
    """Items of a finished inspection that were looked at again; those that are not named stay as they were found."""

    vin: str
    on: date
    results: tuple[ItemResult, ...]
    inspector: str = ""
    odometer: Distance | None = None
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspected:
    """What an inspection came to: what still blocks the handover, and whether the car stands apart."""

    vin: str
    event: int | None
    state: InspectionState
    mandatory: tuple[str, ...]
    safety: tuple[str, ...]
    quarantined: bool


@command(INSPECT, undo=undone)
def save_inspection(tx: Transaction, asked: SaveInspection) -> Inspected:
    """Save a pre-delivery inspection, whole or as a draft."""
    of = car_here(tx, asked.vin)
    used = checklist_of(asked.checklist, asked.on)
    _check(tx, asked, used, of.energy)
    found = inspection.verdict(used.items, of.energy, asked.results)
    if asked.draft:
        refuse_closed(tx, of.vin)  # a draft tells no event
        tables.keep_sheet(tx, of.vin, msgspec.json.encode(replace(asked, checklist=used.id)).decode())
        return _drafted(tx, of, asked, found)
    if lacking := inspection.missing(used.items, of.energy, asked.results):
        raise inspection.InspectionIncomplete(len(lacking), lacking)
    facts = facts_of(asked, "draft") | {"checklist": used.id, "again": None}
    tables.keep_sheet(tx, of.vin, None)
    return _tell(tx, of, asked, facts, found, whole=True)


@command(INSPECT, undo=undone)
def reinspect(tx: Transaction, asked: Reinspection) -> Inspected:
    """Inspect again what had failed, or what sent the car to quarantine."""
    of = car_here(tx, asked.vin)
    last = of.standing.inspection_event
    before = next((each for each in of.events if each.seq == last), None)
    if before is None:
        raise inspection.NothingToInspectAgain
    if not asked.results:
        raise measures.TextMissing().at_field("results")
    used = checklist_of(before.facts["checklist"], before.on)
    _check(tx, asked, used, of.energy)
    together = inspection.overlaid(results_of(of.events), asked.results)
    found = inspection.verdict(used.items, of.energy, together)
    facts = facts_of(asked) | {"checklist": used.id, "again": before.seq}
    return _tell(tx, of, asked, facts, found, whole=False)


def checklist_of(name: str | None, on: date) -> Checklist:
    """The checklist for deliveries by its name, pdi-2, or the one in force on a day."""
    if name is None:
        return checklist(PDI_LIST, on)
    kind, _, version = name.rpartition("-")
    if kind != PDI_LIST:
        raise NoChecklist(name[:40], on).at_field("checklist")
    try:
        return checklist(kind, on, version)
    except NoChecklist as unknown:
        raise unknown.at_field("checklist") from None


def results_of(events: list[RecordedEvent]) -> tuple[ItemResult, ...]:
    """What the inspections of a car have found together: the last whole one, and what was looked at again since."""
    found: tuple[ItemResult, ...] = ()
    for each in life.effective_events(events):
        if each.kind == Happening.INSPECTED:
            told = msgspec.convert(each.facts["results"], tuple[ItemResult, ...])
            found = inspection.overlaid(found, told) if each.facts["again"] else told
    return found


def _check(tx: Transaction, asked: SaveInspection | Reinspection, used: Checklist, energy: str | None) -> None:
    check_day(asked.on, today(tx))
    tx.note(*inspection.check_results(used.items, energy, asked.results))
    measures.check_texts([("inspector", asked.inspector), ("note", asked.note)])
    check_documents(tx, asked.documents)
    for place, result in enumerate(asked.results):
        check_documents(tx, result.documents, f"results[{place}].documents")


def _drafted(tx: Transaction, of: Car, asked: SaveInspection, found: Verdict) -> Inspected:
    """A draft is told to the life only where it cannot wait: a car that may burn."""
    apart = of.standing.quarantined
    if found.safety and not apart:
        tx.note(arrival.GoesToQuarantine().at_field("results"))
        facts = {"why": "", "items": found.safety, "suspect": False}
        event = Event(of.vin, asked.on, Happening.QUARANTINED.value, facts, VehicleState(quarantined=True))
        record(tx, event)
        apart = True
    return Inspected(of.vin, None, InspectionState.OPEN, found.mandatory, found.safety, apart)


def _tell(
    tx: Transaction,
    of: Car,
    asked: SaveInspection | Reinspection,
    facts: dict[str, Any],
    found: Verdict,
    *,
    whole: bool,
) -> Inspected:
    """Tell a finished inspection, and move the car into quarantine or out of it."""
    apart = _apart(tx, of, asked, found, whole=whole)
    facts |= {
        "inspector": asked.inspector.strip() or tx.by or "",
        "state": found.state,
        "mandatory": found.mandatory,
        "safety": found.safety,
    }
    released = of.standing.quarantined and not apart
    sets = VehicleState(quarantined=True if found.safety else False if released else None)
    odometer = asked.odometer or _odometer(asked.results)
    event = Event(of.vin, asked.on, Happening.INSPECTED.value, facts, sets, odometer, documents=asked.documents)
    return Inspected(of.vin, record(tx, event), found.state, found.mandatory, found.safety, apart)


def _apart(tx: Transaction, of: Car, asked: SaveInspection | Reinspection, found: Verdict, *, whole: bool) -> bool:
    """Whether the car stands apart after an inspection."""
    if found.safety:
        if not of.standing.quarantined:
            tx.note(arrival.GoesToQuarantine().at_field("results"))
        return True
    if not of.standing.quarantined:
        return False
    if whole or not of.standing.suspect:
        return False
    used = checklist_of(None, asked.on)
    unproven = inspection.unproven(used.items, of.energy, asked.results)
    if unproven:
        tx.note(inspection.StillInQuarantine(len(unproven), unproven))
    return bool(unproven)


def _odometer(results: tuple[ItemResult, ...]) -> Distance | None:
    """The reading that was written down as an item of the list, in the unit in which it was."""
    found = next((each for each in results if each.item == ODOMETER_ITEM), None)
    if found is None or found.value is None:
        return None
    return Distance(int(found.value.to_integral_value()), LengthUnit.of(found.unit or LengthUnit.KM.value))


VERBS: tuple[Command[Any, Any], ...] = (save_inspection, reinspect)
