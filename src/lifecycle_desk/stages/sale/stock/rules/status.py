"""Where a car stands in its sale: what its life tells of arrival, stock, inspection, contract and handover."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.sale.contract.rules import Agreed, is_used_sale
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, Verdict
from lifecycle_desk.stages.sale.stock.rules.facts import Placed, Plated, Suspected
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent, Stage


class Happening(LabeledEnum):
    """Events of a sale in a vehicle's life."""

    RECEIVED = "sale.received", C_("event", "Arrived")
    PURCHASED = "sale.purchased", C_("event", "Purchase price recorded")
    STOCKED = "sale.put_in_stock", C_("event", "Put in stock")
    CHECKED = "sale.storage_checked", C_("event", "Storage check")
    MOVED = "sale.moved", C_("event", "Moved")
    INSPECTED = "sale.inspected", C_("event", "Pre-delivery inspection")
    QUARANTINED = "sale.quarantined", C_("event", "Sent to quarantine")
    SOLD = "sale.sold", C_("event", "Sold")
    CANCELLED = "sale.cancelled", C_("event", "Sale cancelled")
    REGISTERED = "sale.registered", C_("event", "Registered")
    HANDED_OVER = "sale.handed_over", C_("event", "Handed over")
    SETTLED = "sale.settled", C_("event", "Stage and warranty start updated")
    TAKEN_BACK = "sale.taken_back", C_("event", "Record voided")


WAY = (
    Milestone(C_("step", "Arrival"), C_("step", "Arrived")),
    Milestone(C_("step", "Stock entry"), C_("step", "In stock")),
    Milestone(C_("step", "Inspection"), C_("step", "Inspected")),
    Milestone(C_("step", "Sale"), C_("step", "Sold")),
    Milestone(C_("step", "Registration"), C_("step", "Registered")),
    Milestone(C_("step", "Handover"), C_("step", "Handed over")),
)
ARRIVAL, STOCK_ENTRY, INSPECTION, SALE, REGISTRATION, HANDOVER = WAY


class StockList(LabeledEnum):
    """A list of cars at the dealer's."""

    ALL = "all", C_("stock", "All")
    WAITING = "waiting", C_("stock", "Waiting")
    ARRIVED = "arrived", C_("stock", "Arrived")
    IN_STOCK = "in_stock", C_("stock", "In stock")
    TO_INSPECT = "to_inspect", C_("stock", "To inspect")
    READY = "ready", C_("vehicle", "Ready for handover")
    SOLD = "sold", C_("stock", "Sold, not handed over")
    CHECK_DUE = "check_due", C_("stock", "Storage check due")
    QUARANTINE = "quarantine", C_("vehicle", "Quarantined")


OURS = frozenset({Stage.ARRIVED, Stage.IN_STOCK, Stage.READY, Stage.SOLD, Stage.IN_USE})
CHECK_EVERY_MONTHS = 1  # makers ask for a monthly check of both batteries and the tyres of cars in stock

_STAYS = frozenset({Happening.RECEIVED, Happening.SETTLED, Happening.TAKEN_BACK, Happening.CANCELLED})

# An event of a sale that is not taken back: the arrival begins a life, a correction corrects.
NotTakenBack = objection("NotTakenBack", N_("This record cannot be voided."), "seq")


@dataclass(frozen=True, slots=True)
class StockStatus:
    """The sale's view of one car.

    `inspection_event` is the number of the last finished inspection, `open_items` the mandatory items that have
    failed in it. `suspect` tells that signs of danger, not items, sent the car to quarantine: only a full set of
    passed safety items lets it out.
    """

    arrived_on: date | None = None
    location: str = ""
    stocked_on: date | None = None
    checked_on: date | None = None
    next_check_on: date | None = None
    keys: int | None = None
    inspection: InspectionState = InspectionState.NOT_INSPECTED
    inspected_on: date | None = None
    inspection_event: int | None = None
    open_items: tuple[str, ...] = ()
    quarantined: bool = False
    suspect: bool = False
    contract: str | None = None
    sale_event: int | None = None
    buyer: int | None = None
    sold_on: date | None = None
    registered_on: date | None = None
    first_registered_on: date | None = None
    handed_over_on: date | None = None

    @property
    def here(self) -> bool:
        """Whether the car still stands at the dealer's."""
        return self.arrived_on is not None and self.handed_over_on is None

    @property
    def stage(self) -> Stage:
        """The stage of life that follows."""
        if self.handed_over_on:
            return Stage.IN_USE
        if self.contract:
            return Stage.SOLD
        if self.inspection is InspectionState.PASSED and not self.quarantined:
            return Stage.READY
        return Stage.IN_STOCK if self.stocked_on else Stage.ARRIVED


def folded(events: Iterable[RecordedEvent]) -> StockStatus:
    """Where a car stands, as its life tells."""
    standing = StockStatus()
    for each in life.effective_events(events):
        standing = _after(standing, each)
    return standing


def _after(standing: StockStatus, told: RecordedEvent) -> StockStatus:
    """Where it stands after one more event; a contract of the car as a used one is another sale."""
    changes = _CHANGES[told.kind](told) if told.kind in _CHANGES and not is_used_sale(told) else {}
    apart = told.sets.quarantined
    if apart is not None:
        by_signs = told.kind in {Happening.RECEIVED, Happening.CHECKED} or told.facts_as(Suspected).suspect
        changes |= {"quarantined": apart, "suspect": apart and (by_signs or standing.suspect)}
    return replace(standing, **changes)


def _place(told: RecordedEvent) -> dict[str, Any]:
    return {name: value for name, value in asdict(told.facts_as(Placed)).items() if value}


def _looked_after(told: RecordedEvent) -> dict[str, Any]:
    return _place(told) | {"next_check_on": months_later(told.on, CHECK_EVERY_MONTHS)}


def _inspected(told: RecordedEvent) -> dict[str, Any]:
    found = told.facts_as(Verdict)
    return {
        "inspection": found.state,
        "inspected_on": told.on,
        "inspection_event": told.seq,
        "open_items": found.mandatory,
    }


def _sold(told: RecordedEvent) -> dict[str, Any]:
    agreed = told.facts_as(Agreed)
    return {"contract": agreed.contract, "sale_event": told.seq, "buyer": agreed.buyer, "sold_on": told.on}


_CHANGES: dict[str, Callable[[RecordedEvent], dict[str, Any]]] = {
    Happening.RECEIVED: lambda told: {"arrived_on": told.on} | _looked_after(told),
    Happening.STOCKED: lambda told: {"stocked_on": told.on} | _looked_after(told),
    Happening.CHECKED: lambda told: {"checked_on": told.on} | _looked_after(told),
    Happening.MOVED: _place,
    Happening.INSPECTED: _inspected,
    Happening.SOLD: _sold,
    Happening.REGISTERED: lambda told: {
        "registered_on": told.on,
        "first_registered_on": told.facts_as(Plated).first_registered_on,
    },
    Happening.HANDED_OVER: lambda told: {"handed_over_on": told.on},
}


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def blocks(standing: StockStatus) -> tuple[Objection, ...]:
    """The obstacles to the handover, the gravest first."""
    if standing.handed_over_on:
        return (handover.HandedOverAlready(standing.handed_over_on),)
    found: list[Objection] = []
    if standing.quarantined:
        found.append(handover.InQuarantine())
    if standing.inspection is InspectionState.FAILED:
        found.append(handover.MandatoryItemsFailed(len(standing.open_items), standing.open_items))
    if standing.inspection is InspectionState.NOT_INSPECTED:
        found.append(handover.NotInspected())
    if not standing.contract:
        found.append(handover.NotSold())
    return tuple(found)


def check_taking_back(which: RecordedEvent) -> None:
    """Refuse to take back what is no entry of a sale, what begins a life, or what itself takes back or cancels."""
    if which.part is not Part.SALE or which.kind in _STAYS:
        raise NotTakenBack
