"""Undoing movements: each is done backwards by another one, and both stay in the ledger."""

from collections.abc import Sequence
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.movements import (
    Movement,
    MovementFinal,
    MovementKind,
    MovementUndone,
    check_lot,
    check_serials,
)
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_CORRECT, STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.usecases.crediting import expect_no_more
from lifecycle_desk.stages.service.shelf.usecases.ledger import Moving, write
from lifecycle_desk.stages.service.shelf.usecases.requests import StockCounted, StockMoved, StockUndone, UndoMovements
from lifecycle_desk.store.store import Transaction


def moves_undone(made: StockMoved | StockCounted) -> tuple[Command[Any, Any], Any] | None:
    """The way back of what moved parts."""
    return (undo_part_movements, UndoMovements(made.movements)) if made.movements else None


def corrections_undone(made: StockMoved) -> tuple[Command[Any, Any], Any]:
    """The way back of a correction, which is for who may correct."""
    return undo_part_correction, UndoMovements(made.movements)


@command(STOCK_MOVE)
def undo_part_movements(tx: Transaction, asked: UndoMovements) -> StockUndone:
    """Undo movements of parts, all of them or none; refused where the parts have gone on since."""
    return _undone(tx, asked.movements, corrections=False)


@command(STOCK_CORRECT)
def undo_part_correction(tx: Transaction, asked: UndoMovements) -> StockUndone:
    """Undo a correction of the stock."""
    return _undone(tx, asked.movements, corrections=True)


def _undone(tx: Transaction, numbers: Sequence[int], *, corrections: bool) -> StockUndone:
    made: list[int] = []
    for number in sorted(set(numbers), reverse=True):
        movement = movements.movement(tx, number)
        if movement.kind is MovementKind.UNDONE or (movement.kind is MovementKind.CORRECTED and not corrections):
            raise MovementFinal(number)
        if movements.undone_by(tx, number) is not None:
            raise MovementUndone(number)
        made += _undo(tx, movement)
    return StockUndone(tuple(made))


def _undo(tx: Transaction, was: Movement) -> tuple[int, ...]:
    """Do one movement backwards: what came goes from where it lay, what went comes back as it was."""
    part = stock.by_numbers(tx, [was.part])[was.part]
    there = stock.on_hand(tx, was.part)
    if was.thousandths > 0:
        check_lot(part.code, there, was.lot, was.thousandths)
    elif was.thousandths < 0 and was.serial:
        check_serials(part.code, (was.serial,), -was.thousandths, there.lots)
    if was.kind is MovementKind.SENT_BACK:
        expect_no_more(tx, was.number)
    value = worth.undone(there.value, there.thousandths, -was.thousandths, -was.value)
    of = Moving(
        part,
        MovementKind.UNDONE,
        supplier=was.supplier,
        reference=was.reference,
        order_key=was.order_key,
        line=was.line,
        undoes=was.number,
    )
    return write(tx, of, [(was.lot, -was.thousandths)], value).movements


COMMANDS: tuple[Command[Any, Any], ...] = (undo_part_movements, undo_part_correction)
