"""Writing the ledger: a movement is sealed in the dealer's chain, added, and followed by what is on hand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.events import MovementTold, PartTold, StockEvent
from lifecycle_desk.stages.service.shelf.rules.movements import Lot, Movement, MovementKind
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart, quantity_of
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.usecases.requests import StockMoved
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


@dataclass(frozen=True, slots=True)
class Moving:
    """What movements of one act have in common: the part, what kind they are, on which day, and what else is said."""

    part: StockPart
    kind: MovementKind
    on: date | None = None
    supplier: str = ""
    reference: str = ""
    order_key: int | None = None
    line: int | None = None
    undoes: int | None = None
    why: str = ""


def write(tx: Transaction, of: Moving, lots: Sequence[tuple[Lot, int]], value: int) -> StockMoved:
    """Write one act as a movement for each lot; the value is shared out over them to the last minor unit."""
    shares = worth.split(value, [abs(many) for _, many in lots]) if len(lots) > 1 else [value]
    made = [_write_one(tx, of, lot, many, own) for (lot, many), own in zip(lots, shares, strict=True)]
    figure = stock.figures(tx, [of.part.number])[of.part.number]
    return StockMoved(of.part.code, tuple(made), quantity_of(figure.thousandths), figure.value)


def _write_one(tx: Transaction, of: Moving, lot: Lot, thousandths: int, value: int) -> int:
    movement = Movement(
        number=movements.next_number(tx),
        part=of.part.number,
        kind=of.kind,
        on=of.on or today(tx),
        place=lot.place,
        thousandths=thousandths,
        value=value,
        batch=lot.batch,
        serial=lot.serial,
        supplier=of.supplier,
        reference=of.reference,
        order_key=of.order_key,
        line=of.line,
        undoes=of.undoes,
        why=of.why,
        at=tx.at,
        by=tx.by,
    )
    event = record_event(tx, Event(None, movement.on, StockEvent.MOVED.value, facts_of(movement, of.part.code)))
    movements.add(tx, replace(movement, event=event))
    stock.move(tx, movement)
    return movement.number


def facts_of(of: Movement, code: str) -> dict[str, Any]:
    """A movement as its event says it; the day stands on the event itself."""
    told = MovementTold(
        number=of.number,
        code=code,
        part=of.part,
        kind=of.kind,
        place=of.place,
        thousandths=of.thousandths,
        value=of.value,
        batch=of.batch,
        serial=of.serial,
        supplier=of.supplier,
        reference=of.reference,
        order=number_of(of.order_key) if of.order_key else "",
        line=of.line,
        undoes=of.undoes,
        why=of.why,
    )
    return bare(asdict(told)) | {"kind": str(of.kind)}


def save_part(tx: Transaction, part: StockPart, *, new: bool = False) -> None:
    """Keep a part as it stands now, and tell the chain."""
    stock.save_part(tx, part, new=new)
    record_event(tx, Event(None, today(tx), StockEvent.PART_SAVED.value, part_facts(part)))


def part_facts(part: StockPart) -> dict[str, Any]:
    """A part as its events say it."""
    told = PartTold(part.number, part.code, part.text, part.unit, part.minimum, part.place, part.hazard)
    return bare(asdict(told)) | {"unit": str(part.unit), "hazard": str(part.hazard)}


def bare(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts without those that say nothing."""
    return {name: value for name, value in facts.items() if value is not None and value != ""}
