"""Requests to the parts store: one frozen request for each command, and the commands' values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.kinds import WHY, Day, Exact, Minor, One, Own, Text, Texts, Yes
from lifecycle_desk.stages.service.orders.rules.kinds import OnToday
from lifecycle_desk.stages.service.orders.rules.orders import QUANTITY
from lifecycle_desk.stages.service.shelf.rules.credits import Credit
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldState
from lifecycle_desk.stages.service.shelf.rules.movements import WhyMissing
from lifecycle_desk.stages.service.shelf.rules.parts import (
    LONGEST_NOTE,
    LONGEST_WORDS,
    MOST_QUANTITY,
    Hazard,
    StockUnit,
)

ONE_PIECE = Decimal(1)
_Words = partial(Text, longest=LONGEST_WORDS)
Code = Annotated[str, _Words(N_("Part number"), needed=True, mono=True)]
Quantity = Annotated[Decimal, Exact(QUANTITY, needed=True, most=int(MOST_QUANTITY))]
Place = Annotated[str, _Words(C_("stock", "Storage place"))]
Batch = Annotated[str, _Words(C_("stock", "Batch"), mono=True)]
Serial = Annotated[str, _Words(C_("stock", "Serial number"), mono=True)]
Order = Annotated[str, _Words(N_("Repair order"), mono=True)]
LineId = Annotated[int | None, Own(C_("stock", "Order line"))]
Reference = Annotated[str, _Words(C_("stock", "Reference"))]
Supplier = Annotated[str, _Words(C_("parts", "Supplier"))]
Why = Annotated[str, Text(WHY, longest=LONGEST_NOTE)]
WhyNeeded = Annotated[str, Text(WHY, needed=True, refuses=WhyMissing, longest=LONGEST_NOTE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Parts that come: how many, at which cost of one (minor units of the dealer's currency), to which place.

    `value` is what all of them cost together, where a delivery note says that; else it follows from `unit_cost`. Parts
    with serial numbers have as many `serials` as pieces. `reference` is whatever the parts came by: a delivery note,
    the line of a purchase order. `text` and `unit` are of a part that was never here; without a text the catalogue
    says what it is called. A number that neither the store nor the catalogue knows needs the word that it is `new`.
    Without a place it lies where it usually does.
    """

    code: Code
    quantity: Quantity
    unit_cost: Annotated[int | None, Minor(C_("stock", "Cost of one"))] = None
    value: Annotated[int | None, Minor(C_("stock", "Value"))] = None
    place: Place = ""
    batch: Batch = ""
    serials: Annotated[tuple[str, ...], Texts(C_("stock", "Serial numbers"), rows=2)] = ()
    supplier: Supplier = ""
    reference: Reference = ""
    text: Annotated[str, _Words(C_("order line", "Description"))] = ""
    unit: Annotated[StockUnit, One(C_("stock", "Unit"), terms=StockUnit)] = StockUnit.PIECE
    new: Annotated[bool, Yes(N_("New part number"))] = False
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePart:
    """Parts that go to a line of a repair order, named by the line's own number; without one, with the reason.

    What is not named of place, batch and serial number is taken as it lies; a superseded number gives what follows it.
    What is `reserved` for other lines is taken only once that is confirmed.
    """

    code: Code
    quantity: Quantity
    order: Order = ""
    line: LineId = None
    place: Place = ""
    batch: Batch = ""
    serial: Serial = ""
    reserved: Annotated[bool, Yes(N_("Take parts reserved for others"))] = False
    why: Why = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservePart:
    """Pieces of a part that are reserved for a line of an open order; a quantity of 0 frees them."""

    code: Code
    quantity: Annotated[Decimal, Exact(QUANTITY, most=int(MOST_QUANTITY))] = ONE_PIECE
    order: Order
    line: LineId = None


@dataclass(frozen=True, slots=True)
class PartReserved:
    """A reservation as it stands now, and how it was, for undoing it."""

    now: ReservePart
    before: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPart:
    """Parts that come back from the line of a repair order to which they were issued, at the value they went with.

    Without a place they go back to where they came from.
    """

    code: Code
    quantity: Quantity
    order: Order
    line: LineId = None
    place: Place = ""
    batch: Batch = ""
    serial: Serial = ""
    why: Why = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackPart:
    """Parts that go back to their supplier; `reference` is their mark of the return.

    `credit` is what is expected for them in minor units of the dealer's currency: what they cost where it is not said,
    and 0 where nothing is expected.
    """

    code: Code
    quantity: Quantity
    supplier: Supplier = ""
    reference: Reference = ""
    place: Place = ""
    batch: Batch = ""
    serial: Serial = ""
    credit: Annotated[int | None, Minor(N_("Credit expected"), N_("What they cost, where you leave it empty."))] = None
    why: Why = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCredit:
    """A supplier's credit for a return that came: how much (None: as expected), under which mark; 0 is declined."""

    movement: int
    received: Annotated[int | None, Minor(N_("Credit received"))] = None
    reference: Reference = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True)
class ReopenCredit:
    """A supplier's credit that is expected again."""

    movement: int


@dataclass(frozen=True, slots=True)
class CreditSaved:
    """A credit as it stands now."""

    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePart:
    """Parts that are put to another place."""

    code: Code
    quantity: Quantity
    to_place: Annotated[str, _Words(C_("stock", "To storage place"), needed=True)]
    place: Place = ""
    batch: Batch = ""
    serial: Serial = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted of a part, or of its pieces of a batch or a serial number; nothing is a count too."""

    code: str
    quantity: Decimal
    batch: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountParts:
    """What was counted at a place; parts that lie there and are not named stay as they are."""

    place: str = ""
    lines: tuple[Counted, ...]
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPart:
    """A part as it really is, told without a count: how many lie at a place, or what all of it is worth; and why."""

    code: Code
    quantity: Annotated[Decimal | None, Exact(QUANTITY, most=int(MOST_QUANTITY))] = None
    value: Annotated[int | None, Minor(C_("stock", "Value"))] = None
    place: Place = ""
    batch: Batch = ""
    serial: Serial = ""
    why: WhyNeeded = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True)
class UndoMovements:
    """Movements that were made by mistake, all of them or none; what they did is done backwards, and both stay."""

    movements: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveStockPart:
    """How a part is kept: its unit, the least that should be there, its usual place, and what is dangerous about it."""

    code: Code
    text: Annotated[str, _Words(C_("order line", "Description"))] = ""
    unit: Annotated[StockUnit, One(C_("stock", "Unit"), terms=StockUnit)] = StockUnit.PIECE
    minimum: Annotated[Decimal, Exact(C_("stock", "Minimum"), most=int(MOST_QUANTITY))] = Decimal(0)
    place: Place = ""
    hazard: Annotated[Hazard, One(C_("stock", "Special storage"), terms=Hazard)] = Hazard.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPart:
    """An old part that is held: a core until it goes back, or a part that a maker may ask for, until a day."""

    kind: Annotated[HeldKind, One(C_("held part", "Held as"), terms=HeldKind)]
    code: Code
    text: Annotated[str, _Words(C_("order line", "Description"))] = ""
    quantity: Quantity = Decimal(1)
    serial: Serial = ""
    place: Place = ""
    order: Order = ""
    until: Annotated[date | None, Day(N_("Keep until"))] = None
    on: OnToday = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHeld:
    """A held part that was sent, with the mark of its shipment, or scrapped; `voided` is one held by mistake."""

    number: int
    state: Annotated[HeldState, One(C_("held part", "Status"), terms=HeldState)] = HeldState.SENT
    reference: Reference = ""
    on: OnToday = None


@dataclass(frozen=True, slots=True)
class UndoRelease:
    """A part of a claim that was neither sent nor scrapped after all; `event` told the claim so."""

    number: int
    event: int


@dataclass(frozen=True, slots=True)
class StockMoved:
    """What was done: the part that moved, its movements, and what is on hand and worth then."""

    code: str
    movements: tuple[int, ...]
    on_hand: Decimal
    value: int


@dataclass(frozen=True, slots=True)
class StockCounted:
    """A count that was taken over: its movements, and how many parts were more or fewer than the ledger said."""

    movements: tuple[int, ...]
    more: int = 0
    fewer: int = 0


@dataclass(frozen=True, slots=True)
class StockUndone:
    """The movements that undo others."""

    movements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StockPartSaved:
    """A part as it is kept now, and how it was, for undoing it."""

    now: SaveStockPart
    before: SaveStockPart | None


@dataclass(frozen=True, slots=True)
class HeldSaved:
    """A held part by its number, where it is, and how it was; `event` is the step of the claim that keeps it."""

    number: int
    state: HeldState
    before: HeldState | None = None
    claim: str = ""
    event: int | None = None
