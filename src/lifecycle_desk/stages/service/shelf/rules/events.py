"""What the dealer's chain is told of the parts store, and how that is worded: each movement is an event."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldState
from lifecycle_desk.stages.service.shelf.rules.movements import MovementKind
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, StockUnit, quantity_of
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

MOVED = N_("%(quantity)s × %(code)s")  # NOTE: a quantity and a part number: 2 × B-AF1017

ONE_WAY = frozenset(  # whose words say which way parts went: a sign would say it twice, or against them
    {MovementKind.RECEIVED, MovementKind.ISSUED, MovementKind.RETURNED, MovementKind.SENT_BACK}
)


class StockEvent(LabeledEnum):
    """Changes of the parts store."""

    MOVED = "dealer.stock_moved", N_("Parts movement")
    PART_SAVED = "dealer.stock_part_saved", N_("Stock settings of a part saved")
    HELD = "dealer.stock_held", N_("Old part held")
    RESERVED = "dealer.stock_reserved", N_("Parts reserved")
    RELEASED = "dealer.stock_released", N_("Held part sent or scrapped")


@dataclass(frozen=True, slots=True)
class MovementTold:
    """A movement as its event has it; `code` is the part's number."""

    number: int = 0
    code: str = ""
    part: int = 0
    kind: MovementKind = MovementKind.RECEIVED
    on: date | None = None
    place: str = ""
    thousandths: int = 0
    value: int = 0
    batch: str = ""
    serial: str = ""
    supplier: str = ""
    reference: str = ""
    order: str = ""
    line: int | None = None
    undoes: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class PartTold:
    """A part of the store as it stands from then on."""

    number: int = 0
    code: str = ""
    text: str = ""
    unit: StockUnit = StockUnit.PIECE
    minimum: int = 0
    place: str = ""
    hazard: Hazard = Hazard.NONE


@dataclass(frozen=True, slots=True)
class HeldTold:
    """An old part as it stands from then on."""

    number: int = 0
    kind: HeldKind = HeldKind.CORE
    code: str = ""
    text: str = ""
    thousandths: int = 0
    serial: str = ""
    place: str = ""
    order: str = ""
    since: date | None = None
    until: date | None = None
    state: HeldState = HeldState.HELD
    done_on: date | None = None
    reference: str = ""
    claim: str = ""
    claim_line: int | None = None


@dataclass(frozen=True, slots=True)
class ReservedTold:
    """How much of a part is reserved for a line of an order from then on; nothing where it was freed."""

    order: str = ""
    line: int = 0
    code: str = ""
    part: int = 0
    thousandths: int = 0


def _reserved(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(ReservedTold)
    moved = Said(MOVED, quantity=quantity_of(said.thousandths), code=said.code)
    title = StockEvent.RESERVED.label if said.thousandths else N_("Reservation removed")
    return Worded(Said(title), (moved, said.order) if said.thousandths else (said.code, said.order), icon="package")


def _movement(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(MovementTold)
    quantity = quantity_of(said.thousandths)
    moved = Said(MOVED, quantity=abs(quantity) if said.kind in ONE_WAY else quantity, code=said.code)
    detail = tuple(each for each in (moved, said.place, said.order, said.why) if each)
    return Worded(Said(said.kind.label), detail, icon="package")


def _part(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(PartTold)
    return Worded(Said(StockEvent.PART_SAVED.label), (said.code,), icon="package")


def _held(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(HeldTold)
    detail = (Said(MOVED, quantity=quantity_of(said.thousandths), code=said.code), Said(said.kind.label))
    return Worded(Said(StockEvent.of(told.kind).label), detail, icon="package")


call_settings({"shelf_credit": N_("Supplier credits")})
teach(
    {
        StockEvent.MOVED.value: _movement,
        StockEvent.PART_SAVED.value: _part,
        StockEvent.RESERVED.value: _reserved,
        StockEvent.HELD.value: _held,
        StockEvent.RELEASED.value: _held,
    }
)
