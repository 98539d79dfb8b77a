"""Moving parts from place to place, and back to their supplier."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.movements import (
    Lot,
    MovementKind,
    PlaceMissing,
    SamePlace,
    taken_from,
)
from lifecycle_desk.stages.service.shelf.rules.parts import in_thousandths, words
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.crediting import expect
from lifecycle_desk.stages.service.shelf.usecases.ledger import Moving, write
from lifecycle_desk.stages.service.shelf.usecases.requests import MovePart, SendBackPart, StockMoved
from lifecycle_desk.stages.service.shelf.usecases.undoing import moves_undone
from lifecycle_desk.store.store import Transaction


@command(STOCK_MOVE, undo=moves_undone)
def send_back_part(tx: Transaction, asked: SendBackPart) -> StockMoved:
    """Return parts to their supplier at their average cost, for a credit that is awaited."""
    return send_back(tx, asked)


def send_back(tx: Transaction, asked: SendBackPart) -> StockMoved:
    """The same within a transaction of who calls it, who has asked for the right."""
    many, part = in_thousandths(asked.quantity), stock.part(tx, asked.code)
    there = stock.on_hand(tx, part.number)
    lots = taken_from(part.code, there, Lot(asked.place.strip(), asked.batch.strip(), asked.serial.strip()), many)
    of = Moving(
        part,
        MovementKind.SENT_BACK,
        asked.on or today(tx),
        supplier=words(asked.supplier, "supplier"),
        reference=words(asked.reference, "reference"),
        why=words(asked.why, "why"),
    )
    cost = worth.share(there.value, there.thousandths, many)
    done = write(tx, of, [(lot, -each) for lot, each in lots], -cost)
    expect(tx, done.movements[0], cost if asked.credit is None else asked.credit)
    return done


@command(STOCK_MOVE, undo=moves_undone)
def move_part(tx: Transaction, asked: MovePart) -> StockMoved:
    """Put parts to another place; what they are worth stays."""
    to, part = words(asked.to_place, "to_place"), stock.part(tx, asked.code)
    many = in_thousandths(asked.quantity)
    if not to:
        raise PlaceMissing().at_field("to_place")
    if to == asked.place.strip():
        raise SamePlace(to)
    there = stock.on_hand(tx, part.number)
    elsewhere = replace(there, lots={lot: each for lot, each in there.lots.items() if lot.place != to})
    lots = taken_from(part.code, elsewhere, Lot(asked.place.strip(), asked.batch.strip(), asked.serial.strip()), many)
    of = Moving(part, MovementKind.MOVED, asked.on or today(tx))
    both = [step for lot, each in lots for step in ((lot, -each), (replace(lot, place=to), each))]
    return write(tx, of, both, 0)


COMMANDS: tuple[Command[Any, Any], ...] = (send_back_part, move_part)
