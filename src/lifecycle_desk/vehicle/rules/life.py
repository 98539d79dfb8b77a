"""The life: dated facts of one vehicle, which figures each sets, and what follows from all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from lifecycle_desk.base.clock import stamped
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.base.typed import typed
from lifecycle_desk.vehicle.rules.life_facts import AsRecorded, DestroyedTold

CLUSTER_REPLACED = "vehicle.cluster_replaced"
ELSEWHERE = "vehicle.told_elsewhere"  # what another dealer told: its own kind and facts stand in its facts
FREE_WORDS = frozenset({"note", "text", "why"})  # facts in which somebody may write a name: sealed with a person
EVIDENCE = frozenset({CLUSTER_REPLACED, "vehicle.battery_replaced"})  # whose reasons explain figures, and stay open
NOBODY = 0  # sets no owner in place of one: None would leave the last
DESTROYED = "recycling.destroyed"  # closes a life
# What a life that is closed still takes: its own room's corrections, where its batteries go, papers that are issued,
# and what becomes of claims and of debts for repairs of before.
_STILL_TOLD = (
    *("recycling.", "vehicle.battery_", "vehicle.paper_", "vehicle.dossier_"),
    *("service.claim_", "service.order_paid", "service.payment_"),
)
_INTO_THE_CAR = frozenset({"vehicle.battery_replaced", "vehicle.battery_put_in"})
EARLIEST = 1886  # the first car


class Stage(LabeledEnum):
    """Where a vehicle stands in its life."""

    ARRIVED = "arrived", C_("vehicle", "Arrived")
    IN_STOCK = "in_stock", C_("vehicle", "In stock")
    READY = "ready", C_("vehicle", "Ready for handover")
    SOLD = "sold", C_("vehicle", "Sold")
    IN_USE = "in_use", C_("vehicle", "In use")
    FOR_SALE_AGAIN = "for_sale_again", C_("vehicle", "For sale as used")
    END_OF_LIFE = "end_of_life", C_("vehicle", "End of life")
    DESTROYED = "destroyed", C_("vehicle", "Destroyed")
    LEFT_THE_MARKET = "left_the_market", C_("vehicle", "Left the market")


class Part(LabeledEnum):
    """Which part of a life an event belongs to; the stages of the program."""

    SALE = "sale", C_("stage", "Sale")
    CHARGING = "charging", C_("stage", "Charging")
    SERVICE = "service", N_("Workshop")
    TRANSFER = "transfer", C_("stage", "Second-hand")
    RECYCLING = "recycling", C_("stage", "Recycling")
    VEHICLE = "vehicle", C_("stage", "Vehicle")


class VehicleEvent(LabeledEnum):
    """Events of a vehicle itself, as its timeline calls them."""

    ADDED = "vehicle.added", N_("Added to Lifecycle Desk")
    DESCRIBED = "vehicle.described", N_("Description corrected")
    READ = "vehicle.odometer_read", N_("Odometer reading")
    NOTED = "vehicle.noted", C_("event", "Note")
    OWNED = "vehicle.owner_recorded", N_("New owner")
    PLATED = "vehicle.plate_recorded", N_("Plate removed")
    FIRST_SOLD = "vehicle.first_sold", N_("First sale elsewhere")
    CLUSTER_REPLACED = CLUSTER_REPLACED, N_("Instrument cluster replaced")
    BATTERY_REPLACED = "vehicle.battery_replaced", N_("Traction battery replaced")
    PHOTO_CHOSEN = "vehicle.photo_chosen", N_("Vehicle photo chosen")
    TAKEN_BACK = "vehicle.taken_back", N_("Record voided")


UnknownVehicle = objection("UnknownVehicle", N_("No vehicle has VIN %(vin)s."), "vin", vin=str)
VehicleKnown = objection("VehicleKnown", N_("Vehicle %(vin)s is already recorded."), "vin", vin=str)


class LifeClosed(Objection):
    """A vehicle that was destroyed: nothing happens to it any more."""

    message = N_("Vehicle %(vin)s was destroyed: certificate %(certificate)s of %(on)s.")
    field = "vin"
    vin: str
    certificate: str
    on: date


DayInTheFuture = objection("DayInTheFuture", N_("%(on)s is in the future."), "on", on=date)
DayBeforeCars = objection("DayBeforeCars", N_("%(on)s is before the first car; check the year."), "on", on=date)
# Something is dated before the vehicle came; allowed, since books are opened late.
BeforeItsArrival = objection(
    "BeforeItsArrival", N_("%(on)s is before the vehicle arrived on %(arrived_on)s."), "on", on=date, arrived_on=date
)
UnknownEvent = objection("UnknownEvent", N_("The vehicle has no record number %(seq)s."), "seq", seq=int)
# An event is corrected once; the correction may be corrected.
EventCorrected = objection("EventCorrected", N_("Record %(seq)s has already been corrected."), "seq", seq=int)
ReasonMissing = objection("ReasonMissing", N_("Enter a reason for the correction."), "why")
# An event of a stage has consequences there and is corrected there.
CorrectedWhereItWasMade = objection(
    "CorrectedWhereItWasMade", N_("This record is corrected where it was made, not in the timeline."), "seq"
)


@dataclass(frozen=True, slots=True)
class VehicleState:
    """The figures of a life in a vehicle's row: each event sets some of them, the others stay.

    `owner` is a person's number, or NOBODY where an event ends an ownership, `battery` a battery's code. The odometer,
    in km over replaced clusters, is never set by an event but follows from all readings of the life, since one of them
    may be odd.
    """

    stage: Stage | None = None
    odometer_km: int | None = None
    odometer_on: date | None = None
    plate: str | None = None
    owner: int | None = None
    owner_since: date | None = None
    arrived_on: date | None = None
    sold_on: date | None = None
    handed_over_on: date | None = None
    first_registered_on: date | None = None
    warranty_started_on: date | None = None
    battery: str | None = None
    quarantined: bool | None = None

    def moved(self, by: "VehicleState") -> "VehicleState":
        """The figures after an event that sets some."""
        given = {each.name: value for each in fields(by) if (value := getattr(by, each.name)) is not None}
        moved = replace(self, **given)
        return replace(moved, owner=None, owner_since=None) if moved.owner == NOBODY else moved


NO_STATE = VehicleState()


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact of a vehicle's life; a later one may correct it.

    `kind` is "sale.handed_over": its part of life and what happened. `facts` are plain values that the chain seals;
    `personal` are those about a person, sealed apart under that person's key; `vin` is None for what concerns the
    dealer alone. `odometer` is the reading as its source gave it, `segment` the cluster it was read from.
    """

    vin: str | None
    on: date
    kind: str
    facts: dict[str, Any]
    sets: VehicleState = NO_STATE
    odometer: Distance | None = None
    segment: int = 0
    paid: Money | None = None
    documents: tuple[str, ...] = ()
    corrects: int | None = None
    person: int | None = None
    personal: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One event as it stands in the books; `sealed` names the facts that are there only while the person is.

    `via` is where it came from: the window, the command line, a file; empty where nobody said.
    """

    seq: int
    on: date
    kind: str
    facts: dict[str, Any]
    sets: VehicleState = NO_STATE
    odometer: Distance | None = None
    segment: int = 0
    paid: Money | None = None
    documents: tuple[str, ...] = ()
    corrects: int | None = None
    person: int | None = None
    by: str | None = None
    at: str = ""
    sealed: tuple[str, ...] = ()
    via: str = ""

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded."""
        return stamped(self.at)

    @property
    def part(self) -> Part:
        """The part of life that it belongs to."""
        return part_of(as_recorded(self).kind)

    def facts_as[Facts](self, kind: type[Facts]) -> Facts:
        """Its facts with their types; a room has a frozen dataclass for what each of its events says."""
        return typed(kind, self.facts)


class Outlined(NamedTuple):
    """An event without what it says, for whoever asks which there are."""

    seq: int
    on: date
    kind: str
    odometer_km: int | None
    segment: int
    corrects: int | None


def as_recorded(told: RecordedEvent) -> RecordedEvent:
    """An event of another dealer as he told it, for whoever reads lives by their kinds; others as they are."""
    if told.kind != ELSEWHERE:
        return told
    own = told.facts_as(AsRecorded)
    return replace(told, kind=own.kind, facts=own.facts)


def free_words(event: Event) -> dict[str, str]:
    """The facts of an event in which a person may be named: they are sealed apart where it concerns one."""
    if event.kind in EVIDENCE:
        return {}
    return {name: said for name in sorted(FREE_WORDS & event.facts.keys()) if (said := event.facts[name])}


def part_of(kind: str) -> Part:
    """The part of life that a kind of event belongs to."""
    return Part.of(kind.partition(".")[0])


def effective_events(events: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    """The events that count, by day: without those that were corrected, and without what only takes back another.

    A correction that is itself corrected no longer counts, so what it had corrected counts again.
    """
    told = list(events)
    corrected: set[int] = set()
    for each in sorted(told, key=lambda each: -each.seq):
        if each.corrects is not None and each.seq not in corrected:
            corrected.add(each.corrects)
    return sorted((each for each in told if each.seq not in corrected), key=lambda each: (each.on, each.seq))


def folded(events: Iterable[RecordedEvent]) -> VehicleState:
    """The figures as the life itself tells them."""
    figures = NO_STATE
    for each in effective_events(events):
        figures = figures.moved(each.sets)
    return replace(figures, quarantined=figures.quarantined or None)  # one that was lifted is as if there were none


def closed_by(vin: str, events: Iterable[RecordedEvent]) -> LifeClosed | None:
    """The closing of a life, if it is closed: the certificate with its day."""
    last = next((each for each in reversed(effective_events(events)) if each.kind == DESTROYED), None)
    return LifeClosed(vin, last.facts_as(DestroyedTold).certificate, last.on) if last else None


def is_still_told(kind: str) -> bool:
    """Whether an event comes into a life that is closed."""
    return kind.startswith(_STILL_TOLD) and kind not in _INTO_THE_CAR


def check_day(on: date, today: date) -> None:
    """Refuse what is dated after `today`, the dealer's, or before there were cars."""
    if on.year < EARLIEST:
        raise DayBeforeCars(on)
    if on > today:
        raise DayInTheFuture(on)
