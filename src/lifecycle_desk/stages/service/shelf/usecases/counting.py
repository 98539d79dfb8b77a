"""Counting by place, with the differences shown before they are written; and correcting with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.movements import (
    ONE,
    CountTwice,
    Lot,
    MovementKind,
    NothingToCorrect,
    OnHand,
    SerialsDiffer,
    UnitCostOutOfRange,
    WhyMissing,
    check_serials,
)
from lifecycle_desk.stages.service.shelf.rules.parts import (
    MOST_QUANTITY,
    QuantityOutOfRange,
    StockPart,
    in_thousandths,
    quantity_of,
    words,
)
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_CORRECT, STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.ledger import Moving, write
from lifecycle_desk.stages.service.shelf.usecases.requests import (
    CorrectPart,
    Counted,
    CountParts,
    StockCounted,
    StockMoved,
)
from lifecycle_desk.stages.service.shelf.usecases.undoing import corrections_undone, moves_undone
from lifecycle_desk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class CountDifference:
    """One line of a count beside what the ledger says; `value` is what the difference is worth.

    `entry` is what the catalogue knows of the part.
    """

    code: str
    text: str
    batch: str
    serial: str
    there: Decimal
    counted: Decimal
    value: int
    is_known: bool = True
    entry: CatalogueEntry | None = None

    def text_in(self, language: str | None) -> str:
        """What the part is called: by the catalogue in a language, else as it was called when it came."""
        return self.entry.text_in(language) if self.entry else self.text

    @property
    def difference(self) -> Decimal:
        """How many there are more than the ledger says; below nothing where some are missing."""
        return self.counted - self.there


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The lines of a count as they would be written, what is not counted yet of the place, and the currency."""

    lines: tuple[CountDifference, ...]
    missing: tuple[CountDifference, ...]
    currency: str


@command(STOCK_MOVE, undo=moves_undone)
def count_parts(tx: Transaction, asked: CountParts) -> StockCounted:
    """Take over what was counted at a place; parts that were not counted stay as they are."""
    place, made, more, fewer = words(asked.place, "place"), list[int](), 0, 0
    _refuse_twice(asked.lines)
    for at, each in enumerate(asked.lines):
        counted = _counted(each, f"lines[{at}].quantity")
        given = StockPart(number=0, code=words(each.code, f"lines[{at}].code"), place=place)
        part = naming.known_or_new(tx, given)
        lot, there = Lot(place, each.batch.strip(), each.serial.strip()), stock.on_hand(tx, part.number)
        moved = counted - there.lots.get(lot, 0)
        _check_serial(part.code, lot, moved, there)
        of = Moving(part, MovementKind.COUNTED, asked.on or today(tx))
        made += write(tx, of, [(lot, moved)], _worth(tx, part.number, there, moved)).movements
        more, fewer = more + (moved > 0), fewer + (moved < 0)
    return StockCounted(tuple(made), more, fewer)


@command(STOCK_CORRECT, undo=corrections_undone)
def correct_part(tx: Transaction, asked: CorrectPart) -> StockMoved:
    """Correct how many of a part lie at a place, or what all of it is worth, with a reason."""
    why, part = words(asked.why, "why"), stock.part(tx, asked.code)
    if not why:
        raise WhyMissing
    there = stock.on_hand(tx, part.number)
    lot = Lot(asked.place.strip() or part.place, asked.batch.strip(), asked.serial.strip())
    moved = 0 if asked.quantity is None else _any_thousandths(asked.quantity) - there.lots.get(lot, 0)
    _check_serial(part.code, lot, moved, there)
    value = _worth(tx, part.number, there, moved)
    if asked.value is not None and asked.value < 0:
        raise UnitCostOutOfRange().at_field("value")
    if asked.value is not None and there.thousandths + moved:
        value = asked.value - there.value
    if not moved and not value:
        raise NothingToCorrect
    of = Moving(part, MovementKind.CORRECTED, asked.on or today(tx), why=why)
    return write(tx, of, [(lot, moved)], value)


def count_sheet(user: UserSession, asked: CountParts) -> CountSheet:
    """What a count would change, for who looks before it is written, and what lies there and was not counted yet."""
    place = asked.place.strip()
    with user.store.reading() as tx:
        known = {part: stock.maybe_part(tx, part) for part in {each.code for each in asked.lines}}
        entries = naming.entries(tx, list(known))
        lines = tuple(
            replace(_difference(tx, place, each, known[each.code]), entry=entries.get(tight(each.code)))
            for each in asked.lines
        )
        counted = {(part.number, each.batch, each.serial) for each in asked.lines if (part := known[each.code])}
        lying = stock.lots_at(tx, place)
        parts = stock.by_numbers(tx, list(lying))
        named = naming.entries(tx, [each.code for each in parts.values()])
        missing = [
            replace(_not_counted(parts[number], lot, many), entry=named.get(parts[number].key))
            for number, lots in lying.items()
            for lot, many in lots.items()
            if (number, lot.batch, lot.serial) not in counted
        ]
        return CountSheet(lines, tuple(sorted(missing, key=lambda each: each.code)), market_in_force(tx).currency)


_NONE = Decimal(0)


def _not_counted(part: StockPart, lot: Lot, many: int) -> CountDifference:
    return CountDifference(part.code, part.text, lot.batch, lot.serial, quantity_of(many), _NONE, 0)


def _difference(tx: Transaction, place: str, each: Counted, part: StockPart | None) -> CountDifference:
    if part is None:
        entry = naming.entry(tx, each.code)
        text = entry.text if entry else ""
        return CountDifference(each.code, text, each.batch, each.serial, _NONE, each.quantity, 0, is_known=bool(entry))
    there = stock.on_hand(tx, part.number)
    lying = there.lots.get(Lot(place, each.batch, each.serial), 0)
    value = _worth(tx, part.number, there, _any_thousandths(each.quantity) - lying)
    return CountDifference(part.code, part.text, each.batch, each.serial, quantity_of(lying), each.quantity, value)


def _worth(tx: Transaction, part: int, there: OnHand, moved: int) -> int:
    """What a difference is worth: by the average, or by what the part cost last where nothing is there."""
    if moved < 0:
        return -worth.share(there.value, there.thousandths, -moved)
    if there.thousandths:
        return worth.more(there.value, there.thousandths, moved)
    last = movements.last_cost(tx, part)
    return worth.more(last[1], last[0], moved) if last else 0


def _counted(each: Counted, at: str) -> int:
    try:
        return _any_thousandths(each.quantity)
    except QuantityOutOfRange as why:
        raise why.at_field(at) from None


def _any_thousandths(quantity: Decimal) -> int:
    """A quantity as whole thousandths; a count may find nothing."""
    if not quantity.is_finite() or quantity < 0:
        raise QuantityOutOfRange(str(quantity)[:40], MOST_QUANTITY)
    return in_thousandths(quantity) if quantity else 0


def _check_serial(code: str, lot: Lot, moved: int, there: OnHand) -> None:
    """A serial number is one piece, there or not, and in no two places."""
    if not lot.serial or not moved:
        return
    if moved > 0:
        check_serials(code, (lot.serial,), moved, there.lots)
    elif moved != -ONE:
        raise SerialsDiffer(1, quantity_of(moved))


def _refuse_twice(lines: Sequence[Counted]) -> None:
    seen = set[tuple[str, str, str]]()
    for each in lines:
        which = StockPart(number=0, code=each.code).key, each.batch.strip(), each.serial.strip()
        if which in seen:
            raise CountTwice(each.code)
        seen.add(which)


COMMANDS: tuple[Command[Any, Any], ...] = (count_parts, correct_part)
