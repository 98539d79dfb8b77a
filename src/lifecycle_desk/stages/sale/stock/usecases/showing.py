"""Showing: the list of stock, and everything of the sale of one car."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lifecycle_desk.campaigns.usecases.standing import stops
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.market.checklist_items import Checklist, Group, concerned
from lifecycle_desk.market.checklists import checklist_named
from lifecycle_desk.stages.sale.arrival.usecases import PutInStock, ReceiveVehicle, StorageCheck
from lifecycle_desk.stages.sale.contract.rules import Agreed, is_used_sale
from lifecycle_desk.stages.sale.contract.usecases.selling import SellVehicle
from lifecycle_desk.stages.sale.handover.usecases import HANDED_OVER, HandOverVehicle, RegisterVehicle
from lifecycle_desk.stages.sale.inspection import rules
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, ItemResult, Result, Verdict
from lifecycle_desk.stages.sale.inspection.usecases import PDI_LIST, Reinspection, SaveInspection, results_of
from lifecycle_desk.stages.sale.stock import tables
from lifecycle_desk.stages.sale.stock.rules.facts import Decided
from lifecycle_desk.stages.sale.stock.rules.status import Happening, StockList, StockStatus, blocks
from lifecycle_desk.stages.sale.stock.usecases.recording import Car, car
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import LifeClosed, RecordedEvent, Stage, VehicleState
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.odometer import odometer_now
from lifecycle_desk.vehicle.usecases.recording import opened
from lifecycle_desk.vehicle.usecases.steps import told_as

if TYPE_CHECKING:
    from array import array

    from lifecycle_desk.base.objections import Objection


@dataclass(frozen=True, slots=True)
class StockSummary:
    """A car as the list of stock shows it; `days` are counted from its arrival."""

    number: int
    vin: str
    name: str
    colour: str
    stage: Stage
    location: str
    arrived_on: date
    days: int
    next_check_on: date | None
    check_due: bool
    inspection: InspectionState
    quarantined: bool
    contract: str | None
    sold_on: date | None


@dataclass(frozen=True, slots=True)
class Entry[Asked]:
    """A step of the sale as it was told: its event, its day, who told it, and what was said."""

    seq: int
    on: date
    by: str | None
    said: Asked


@dataclass(frozen=True, slots=True)
class InspectionTold(Entry[SaveInspection | Reinspection]):
    """A finished inspection, and what it came to."""

    found: Verdict


@dataclass(frozen=True, slots=True)
class Contract(Entry[SellVehicle]):
    """The contract in force: what was agreed, and who buys (None where the data were erased)."""

    agreed: Agreed
    buyer: Person | None


@dataclass(frozen=True, slots=True)
class SalePage:
    """Everything of the sale of one car, the market's rule for its warranty, and what forbids its handover."""

    vin: str
    name: str
    description: dict[str, Any]
    figures: VehicleState
    odometer: Odometer | None
    standing: StockStatus
    arrival: Entry[ReceiveVehicle]
    stocked: Entry[PutInStock] | None
    checks: tuple[Entry[StorageCheck], ...]
    inspections: tuple[InspectionTold, ...]
    sheet: SaveInspection | None
    contract: Contract | None
    registration: Entry[RegisterVehicle] | None
    handover: Entry[HandOverVehicle] | None
    warranty_rule: str | None
    blocks: "tuple[Objection, ...]"
    closed: LifeClosed | None


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """A checklist as it is filled in for one car: the items that concern it, and what has been found so far.

    `failed` are the items that must be inspected again; `sheet` is the draft in work, where there is one.
    """

    vin: str
    name: str
    energy: str | None
    checklist: Checklist
    groups: tuple[Group, ...]
    results: dict[str, ItemResult]
    state: InspectionState
    failed: tuple[str, ...]
    quarantined: bool
    sheet: SaveInspection | None
    plate: str | None = None


class Stock:
    """The list of cars at the dealer's, the longest here first; all, or those that wait for something."""

    tables = frozenset({"sale_stock", "sale_inspection_sheet", "vehicle"})

    def __init__(self, user: UserSession, which: StockList = StockList.ALL) -> None:
        self.user, self.which = user, which

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all cars on the list, or of the first ones."""
        with self.user.store.reading() as tx:
            return tables.numbers(tx, self.which, dealer_day.today(tx), first)

    def rows(self, keys: Sequence[int]) -> dict[int, StockSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            found = tables.ROWS.some(tx, keys)
            described = {each.vin: each for each in vehicle_rows.numbered(tx, keys)}
            open_sheets = tables.SHEETS.begun(tx, [each.vin for each in found])
            today = dealer_day.today(tx)
        return {each.number: _line(each, described[each.vin], today, drafted=each.vin in open_sheets) for each in found}


def _line(row: tables.StoredStock, described: Any, today: date, *, drafted: bool) -> StockSummary:
    due = row.next_check_on is not None and row.next_check_on <= today
    return StockSummary(
        row.number,
        row.vin,
        _name(described),
        described.colour,
        row.stage,
        row.location,
        row.arrived_on,
        (today - row.arrived_on).days,
        row.next_check_on,
        due,
        _state(row.inspection, drafted=drafted),
        row.quarantined,
        row.contract,
        row.sold_on,
    )


def _name(described: Any) -> str:
    return named(described.make, described.model, described.variant)


def _state(told: InspectionState, *, drafted: bool) -> InspectionState:
    """How far the inspection has come, a draft included."""
    return InspectionState.OPEN if drafted and told is not InspectionState.PASSED else told


def counts(user: UserSession) -> dict[StockList, int]:
    """How many cars are on each list."""
    with user.store.reading() as tx:
        return {which: tables.count(tx, which, dealer_day.today(tx)) for which in StockList}


def sale_page(user: UserSession, given: str) -> SalePage:
    """Everything of the sale of one car; refuses one that did not come through our stock."""
    with user.store.reading() as tx:
        of = car(tx, given)
        row = life_rows.row(tx, of.vin)
        counting = [each for each in life.effective_events(of.events) if not is_used_sale(each)]
        last = {each.kind: each for each in counting}
        return SalePage(
            of.vin,
            _name(row),
            {name: getattr(row, name) for name in life_rows.DESCRIBED},
            life_rows.figures_of(row),
            odometer_now(tx, of.vin),
            of.standing,
            _entry(of.vin, last[Happening.RECEIVED], ReceiveVehicle),
            _last(of.vin, last, Happening.STOCKED, PutInStock),
            tuple(_entry(of.vin, each, StorageCheck) for each in counting if each.kind == Happening.CHECKED),
            tuple(_inspection(of.vin, each) for each in counting if each.kind == Happening.INSPECTED),
            tables.SHEETS.sheet(tx, of.vin, SaveInspection),
            _contract(tx, of.vin, last.get(Happening.SOLD)),
            _last(of.vin, last, Happening.REGISTERED, RegisterVehicle),
            _handover(tx, of.vin, last.get(Happening.HANDED_OVER)),
            _warranty_rule(counting),
            (*blocks(of.standing), *(() if of.standing.handed_over_on else stops(tx, of.vin))),
            life.closed_by(of.vin, of.events),
        )


def _warranty_rule(counting: list[RecordedEvent]) -> str | None:
    """The rule by which the start of the warranty was chosen last."""
    rules_told = [warranty.rule for each in counting if (warranty := each.facts_as(Decided).warranty)]
    return rules_told[-1] if rules_told else None


def _entry[Asked](of: str, told: RecordedEvent, request: type[Asked]) -> Entry[Asked]:
    return Entry(told.seq, told.on, told.by, told_as(request, of, told))


def _last[Asked](of: str, last: dict[str, RecordedEvent], kind: Happening, request: type[Asked]) -> Entry[Asked] | None:
    return _entry(of, last[kind], request) if kind in last else None


def _inspection(of: str, told: RecordedEvent) -> InspectionTold:
    found = told.facts_as(Verdict)
    request: type[SaveInspection | Reinspection] = Reinspection if found.again else SaveInspection
    return InspectionTold(told.seq, told.on, told.by, told_as(request, of, told), found)


def _contract(tx: Transaction, of: str, told: RecordedEvent | None) -> Contract | None:
    if told is None:
        return None
    agreed, said = told.facts_as(Agreed), told_as(SellVehicle, of, told)
    return Contract(told.seq, told.on, told.by, said, agreed, people.maybe_person(tx, agreed.buyer))


def _handover(tx: Transaction, of: str, told: RecordedEvent | None) -> Entry[HandOverVehicle] | None:
    """The handover as it was told; receiver and signature are the owner's own and go with their data."""
    if told is None:
        return None
    own = opened(tx, told.seq) or {}
    sealed = {name: own[name] for name in HANDED_OVER.not_facts if name in own}
    return _entry(of, replace(told, facts=told.facts | sealed), HandOverVehicle)


def inspection(user: UserSession, given: str) -> InspectionSheet:
    """The checklist of one car as it is to be filled in: the draft in work, or the last inspection, or a blank one."""
    with user.store.reading() as tx:
        of = car(tx, given)
        sheet = tables.SHEETS.sheet(tx, of.vin, SaveInspection)
        row, today = life_rows.row(tx, of.vin), dealer_day.today(tx)
    used = _used(of, sheet, today)
    results = sheet.results if sheet else results_of(of.events)
    return InspectionSheet(
        of.vin,
        _name(row),
        of.energy,
        used,
        used.groups_for(of.energy),
        {each.item: each for each in results},
        _state(of.standing.inspection, drafted=sheet is not None),
        _failed(of, used, results),
        of.standing.quarantined,
        sheet,
        row.plate,
    )


def _used(of: Car, sheet: SaveInspection | None, on: date) -> Checklist:
    """The checklist of the draft, of the last inspection, or the one in force on a day."""
    if sheet:
        return checklist_named(PDI_LIST, sheet.checklist, sheet.on)
    last = next((each for each in of.events if each.seq == of.standing.inspection_event), None)
    return checklist_named(PDI_LIST, last.facts_as(Verdict).checklist if last else None, last.on if last else on)


def _failed(of: Car, used: Checklist, results: tuple[ItemResult, ...]) -> tuple[str, ...]:
    """The items to inspect again: failures, and all safety items where signs of danger were seen."""
    found = rules.verdict(used.items, of.energy, results)
    again = {*found.mandatory, *found.safety}
    if of.standing.suspect:
        again |= {item.id for item in concerned(used.items, of.energy) if item.safety}
    return tuple(item.id for item in used.items if item.id in again)


def outcomes(results: Sequence[ItemResult]) -> dict[Result, int]:
    """How many items had each result."""
    return {result: sum(1 for each in results if each.result is result) for result in Result}
