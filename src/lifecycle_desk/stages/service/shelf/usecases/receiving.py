"""Receiving parts: counted in, valued at their cost, told where they must be stored otherwise than other parts."""

from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.movements import (
    ONE,
    Lot,
    MovementKind,
    SerialMissing,
    StorageRulesApply,
    UnitCostOutOfRange,
    WithoutCost,
    check_serials,
)
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, StockPart, in_thousandths, words
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.ledger import Moving, write
from lifecycle_desk.stages.service.shelf.usecases.requests import Receipt, StockMoved
from lifecycle_desk.stages.service.shelf.usecases.undoing import moves_undone
from lifecycle_desk.store.store import Transaction


@command(STOCK_MOVE, undo=moves_undone)
def receive_part(tx: Transaction, asked: Receipt) -> StockMoved:
    """Receive parts into the store at their cost."""
    return receive(tx, asked)


def receive(tx: Transaction, asked: Receipt) -> StockMoved:
    """The same for who receives within a transaction of his own: a delivery of many parts, all of them or none.

    Whoever calls it has asked for the right. Gives the part, its movements and what is on hand then.
    """
    many = in_thousandths(asked.quantity)
    cost = asked.unit_cost or 0
    value = worth.worth_of(cost, many) if asked.value is None else asked.value
    if cost < 0 or value < 0:
        raise UnitCostOutOfRange
    place, batch = words(asked.place, "place"), words(asked.batch, "batch")
    serials = [words(each, "serials") for each in asked.serials if each.strip()]
    given = StockPart(number=0, code=words(asked.code, "code"), text=asked.text, unit=asked.unit, place=place)
    part = naming.received(tx, given, new=asked.new)
    if not serials and movements.by_serial(tx, [part.number]):
        raise SerialMissing(part.code).at_field("serials")
    check_serials(part.code, serials, many, stock.on_hand(tx, part.number).lots)
    if not value:
        tx.note(WithoutCost(part.code))
    if part.hazard is not Hazard.NONE:
        tx.note(StorageRulesApply(part.code))
    lots = [(Lot(place or part.place, batch, each), ONE) for each in serials] or [
        (Lot(place or part.place, batch), many)
    ]
    of = Moving(
        part,
        MovementKind.RECEIVED,
        asked.on or today(tx),
        supplier=words(asked.supplier, "supplier"),
        reference=words(asked.reference, "reference"),
    )
    return write(tx, of, lots, value)


COMMANDS: tuple[Command[Any, Any], ...] = (receive_part,)
