"""Making a car ready: inspected by the checklist in force, and again where something has failed."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents, Note, Odometer, On, Text, TextMissing
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.checklist_items import Checklist
from lifecycle_desk.market.checklists import checklist, checklist_named
from lifecycle_desk.stages.sale.arrival import rules as arrival
from lifecycle_desk.stages.sale.inspection import rules as inspection
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, ItemResult, Results, Verdict
from lifecycle_desk.stages.sale.stock import tables
from lifecycle_desk.stages.sale.stock.rules.rights import INSPECT
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.sale.stock.usecases.recording import Car, car_here, record
from lifecycle_desk.stages.sale.stock.usecases.taking_back import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life, photo
from lifecycle_desk.vehicle.rules.checklists import list_said, unanswered
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, VehicleState, check_day
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.usecases.recording import refuse_closed
from lifecycle_desk.vehicle.usecases.steps import check, check_documents, event_of

PDI_LIST, ODOMETER_ITEM = "pdi", "odometer"
TONES = {
    InspectionState.NOT_INSPECTED: "neutral",
    InspectionState.OPEN: "warn",
    InspectionState.FAILED: "danger",
    InspectionState.PASSED: "ok",
}

Inspector = Annotated[str, Text(N_("Inspector"))]


@dataclass(frozen=True, slots=True)
class SoftwareVersion:
    """The software of a control unit."""

    unit: str
    version: str


@dataclass(frozen=True, slots=True)
class SaveInspection:
    """An inspection before delivery: by which checklist (pdi-2; unnamed, the one in force), by whom, what was found.

    A draft may lack results and is told to nobody but the next who opens it, unless a safety item has failed.
    """

    vin: str
    on: On
    results: tuple[ItemResult, ...]
    checklist: Annotated[str | None, Text(N_("Checklist"))] = None
    inspector: Inspector = ""
    odometer: Odometer = None
    software: tuple[SoftwareVersion, ...] = ()
    note: Note = ""
    documents: Documents = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Reinspection:
    """Items of a finished inspection that were looked at again; those that are not named stay as they were found."""

    vin: str
    on: On
    results: tuple[ItemResult, ...]
    inspector: Inspector = ""
    odometer: Odometer = None
    note: Note = ""
    documents: Documents = ()


def _again(told: RecordedEvent, _: Names) -> Piece | None:
    return Said(N_("inspected again")) if told.facts_as(Verdict).again else None


def _failed(told: RecordedEvent, _: Names) -> Piece | None:
    failed = len(told.facts_as(Verdict).failed)
    words = NN_("%(n)s item to be inspected again", "%(n)s items to be inspected again")
    return Said(words, n=failed) if failed else None


def _state(told: RecordedEvent) -> tuple[str, str]:
    state = told.facts_as(Verdict).state
    return state.label, TONES[state]


def _list(told: RecordedEvent, _: Names) -> Piece | None:
    return list_said(told.facts_as(Verdict).checklist)


INSPECTED: Step[Any] = Step(  # whole ones and those that go over some items again
    SaveInspection,
    Happening.INSPECTED,
    "clipboard-check",
    adds=Verdict,
    detail=(_again, _failed, "inspector"),
    first=((N_("Checklist"), _list),),
    untold=("checklist",),
    state=_state,
    travels=("checklist", "results", "software", "state", "safety", "mandatory", "again"),
    documents_travel=True,
    not_facts=("draft",),
    rests_on=(Happening.INSPECTED, Happening.QUARANTINED),
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """The result of an inspection: the failures that still block the handover, and whether the car stands apart."""

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
    used = checklist_named(PDI_LIST, asked.checklist, asked.on)
    _check(tx, asked, used, of.energy)
    found = inspection.verdict(used.items, of.energy, asked.results)
    if asked.draft:
        refuse_closed(tx, of.vin)  # a draft tells no event
        tables.SHEETS.save(tx, of.vin, replace(asked, checklist=used.id))
        return _drafted(tx, of, asked, found)
    if lacking := unanswered(used.items, of.energy, {each.item for each in asked.results}):
        raise inspection.InspectionIncomplete(len(lacking), lacking)
    tables.SHEETS.drop(tx, of.vin)
    return _tell(tx, of, asked, replace(found, checklist=used.id))


@command(INSPECT, undo=undone)
def reinspect(tx: Transaction, asked: Reinspection) -> Inspected:
    """Inspect again what had failed, or what sent the car to quarantine."""
    of = car_here(tx, asked.vin)
    last = of.standing.inspection_event
    before = next((each for each in of.events if each.seq == last), None)
    if before is None:
        raise inspection.NothingToInspectAgain
    if not asked.results:
        raise TextMissing().at_field("results")
    used = checklist_named(PDI_LIST, before.facts_as(Verdict).checklist, before.on)
    _check(tx, asked, used, of.energy)
    together = inspection.overlaid(results_of(of.events), asked.results)
    found = inspection.verdict(used.items, of.energy, together)
    return _tell(tx, of, asked, replace(found, checklist=used.id, again=before.seq))


def results_of(events: list[RecordedEvent]) -> tuple[ItemResult, ...]:
    """The results of a car's inspections together: the last whole one, and repeated items since."""
    found: tuple[ItemResult, ...] = ()
    for each in life.effective_events(events):
        if each.kind == Happening.INSPECTED:
            told = each.facts_as(Results)
            found = inspection.overlaid(found, told.results) if told.again else told.results
    return found


def _check(tx: Transaction, asked: SaveInspection | Reinspection, used: Checklist, energy: str | None) -> None:
    check_day(asked.on, today(tx))
    tx.note(*inspection.check_results(used.items, energy, asked.results))
    check(tx, asked)
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


def _tell(tx: Transaction, of: Car, asked: SaveInspection | Reinspection, found: Verdict) -> Inspected:
    """Tell a finished inspection, and move the car into quarantine or out of it."""
    apart = _apart(tx, of, asked, found)
    inspector, odometer = asked.inspector.strip() or tx.by or "", asked.odometer or _odometer(asked.results)
    released = of.standing.quarantined and not apart
    sets = VehicleState(quarantined=True if found.safety else False if released else None)
    told = replace(asked, inspector=inspector, odometer=odometer)
    seq = record(tx, event_of(INSPECTED, told, of.vin, found, sets))
    return Inspected(of.vin, seq, found.state, found.mandatory, found.safety, apart)


def _apart(tx: Transaction, of: Car, asked: SaveInspection | Reinspection, found: Verdict) -> bool:
    """Whether the car stands apart after an inspection."""
    if found.safety:
        if not of.standing.quarantined:
            tx.note(arrival.GoesToQuarantine().at_field("results"))
        return True
    if not of.standing.quarantined:
        return False
    if found.again is None or not of.standing.suspect:
        return False
    used = checklist(PDI_LIST, asked.on)
    unproven = inspection.unproven(used.items, of.energy, asked.results)
    if unproven:
        tx.note(inspection.StillInQuarantine(len(unproven), unproven))
    return bool(unproven)


def _odometer(results: tuple[ItemResult, ...]) -> Distance | None:
    """The reading that was written down as an item of the list, in the unit in which it was."""
    found = next((each for each in results if each.item == ODOMETER_ITEM), None)
    if found is None or found.value is None:
        return None
    return Distance(int(found.value.to_integral_value()), LengthUnit(found.unit or LengthUnit.KM.value))


teach(INSPECTED)
photo.teach(Happening.INSPECTED.value, photo.within("results"))

COMMANDS: tuple[Command[Any, Any], ...] = (save_inspection, reinspect)
