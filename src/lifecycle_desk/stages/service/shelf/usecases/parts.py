"""How a part is kept: its unit and minimum, its usual place, and what is dangerous about it."""

from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.stages.service.shelf.rules.parts import (
    StockPart,
    minimum_in_thousandths,
    quantity_of,
    tidied,
)
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.ledger import save_part
from lifecycle_desk.stages.service.shelf.usecases.requests import SaveStockPart, StockPartSaved
from lifecycle_desk.store.store import Transaction


def _undone(made: StockPartSaved) -> tuple[Command[Any, Any], Any] | None:
    return (save_stock_part, made.before) if made.before else None


@command(STOCK_MOVE, undo=_undone)
def save_stock_part(tx: Transaction, asked: SaveStockPart) -> StockPartSaved:
    """Save how a part is kept: unit, minimum, usual place, special storage."""
    minimum, before = minimum_in_thousandths(asked.minimum), stock.maybe_part(tx, asked.code)
    known = before or naming.known_or_new(tx, StockPart(number=0, code=asked.code, text=asked.text, unit=asked.unit))
    made = tidied(
        StockPart(
            number=known.number,
            code=known.code,
            text=asked.text or known.text,
            unit=asked.unit,
            minimum=minimum,
            place=asked.place,
            hazard=asked.hazard,
        )
    )
    if made != known:
        save_part(tx, made)
    return StockPartSaved(kept(made), kept(before) if before else None)


def kept(part: StockPart) -> SaveStockPart:
    """A part as the request that keeps it so."""
    return SaveStockPart(
        code=part.code,
        text=part.text,
        unit=part.unit,
        minimum=quantity_of(part.minimum),
        place=part.place,
        hazard=part.hazard,
    )


COMMANDS: tuple[Command[Any, Any], ...] = (save_stock_part,)
