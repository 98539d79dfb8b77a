"""What is on hand: parts by their numbers, their lots and figures as the ledger moves them, listed and counted."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.shelf.rules.movements import Lot, Movement, MovementKind, OnHand
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, PartNotStocked, StockPart
from lifecycle_desk.stages.service.shelf.tables import movements
from lifecycle_desk.stages.service.shelf.tables.schema import FIGURE, LOT, PART
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction

_PARTS = Parts(PART, StockPart)
_NEXT = select(func.coalesce(func.max(PART.c.number), 0) + 1)
_NEW = insert(PART)
_KEEP = update(PART).where(PART.c.number == bindparam("of"))
_BY_KEYS = select(PART).where(PART.c.key.in_(bindparam("keys", expanding=True)))
_BY_NUMBERS = select(PART).where(PART.c.number.in_(bindparam("numbers", expanding=True)))
_ALL = select(PART).order_by(PART.c.number)
_LOTS = select(LOT).where(LOT.c.part.in_(bindparam("numbers", expanding=True)))
_LOTS_AT = select(LOT).where(LOT.c.place == bindparam("at"))
_ALL_LOTS = select(LOT)
_THIS_LOT = and_(
    LOT.c.part == bindparam("of"),
    LOT.c.place == bindparam("at"),
    LOT.c.batch == bindparam("of_batch"),
    LOT.c.serial == bindparam("of_serial"),
)
_NEW_LOT, _NO_LOT = insert(LOT), delete(LOT).where(_THIS_LOT)
_MANY = select(LOT.c.thousandths).where(_THIS_LOT)
_FIGURES = select(FIGURE).where(FIGURE.c.part.in_(bindparam("numbers", expanding=True)))
_ALL_FIGURES = select(FIGURE)
_NEW_FIGURE, _NO_FIGURE = insert(FIGURE), delete(FIGURE).where(FIGURE.c.part == bindparam("of"))
_NOTHING = (delete(LOT), delete(FIGURE))
_PLACES = select(LOT.c.place, func.count()).group_by(LOT.c.place).order_by(LOT.c.place)
_LISTED = select(PART.c.number).select_from(PART.outerjoin(FIGURE, FIGURE.c.part == PART.c.number)).order_by(PART.c.key)
_MAY_LACK = select(PART).select_from(PART.outerjoin(FIGURE, FIGURE.c.part == PART.c.number)).order_by(PART.c.key)
_DANGEROUS = PART.c.hazard != str(Hazard.NONE)
_TOTAL = select(func.count(), func.coalesce(func.sum(FIGURE.c.value), 0)).select_from(FIGURE)


@dataclass(frozen=True, slots=True)
class StockFigure:
    """What is on hand of a part in thousandths and minor units, and when it moved and was counted last."""

    thousandths: int
    value: int
    moved_on: date
    counted_on: date | None = None


# Parts ------------------------------------------------------------------------------------------------------------


def by_keys(tx: Transaction, keys: Iterable[str]) -> dict[str, StockPart]:
    """Parts of the store by their numbers as numbers are compared."""
    return {row.key: _PARTS.made(row) for row in tx.ask(_BY_KEYS, keys=sorted(set(keys)))}


def by_numbers(tx: Transaction, numbers: Sequence[int]) -> dict[int, StockPart]:
    """Parts of the store by the numbers of their rows."""
    return {row.number: _PARTS.made(row) for row in tx.ask(_BY_NUMBERS, numbers=list(numbers))}


def maybe_part(tx: Transaction, code: str) -> StockPart | None:
    """A part by its number; None for one that was never there."""
    return by_keys(tx, (tight(code),)).get(tight(code))


def part(tx: Transaction, code: str) -> StockPart:
    """A part by its number; refuses one that was never there."""
    found = maybe_part(tx, code)
    if found is None:
        raise PartNotStocked(code)
    return found


def every_part(tx: Transaction) -> list[StockPart]:
    """All parts, by the numbers of their rows."""
    return [_PARTS.made(row) for row in tx.ask(_ALL)]


def keys(tx: Transaction) -> dict[int, str]:
    """Under which key each part is found: for the check."""
    return {row.number: row.key for row in tx.ask(_ALL)}


def next_number(tx: Transaction) -> int:
    """A number that no part has."""
    return tx.ask(_NEXT).scalar_one()


def save_part(tx: Transaction, of: StockPart, *, new: bool = False) -> None:
    """Keep a part, new or as it stands now."""
    row = _PARTS.row(of) | {"key": of.key}
    tx.write(_NEW, **row) if new else tx.write(_KEEP.values(**row), of=of.number)


# What is on hand --------------------------------------------------------------------------------------------------


def on_hand(tx: Transaction, number: int) -> OnHand:
    """What is there of a part, by lot, and its value."""
    lots = {Lot(row.place, row.batch, row.serial): row.thousandths for row in tx.ask(_LOTS, numbers=[number])}
    found = figures(tx, [number]).get(number)
    return OnHand(lots, found.value if found else 0)


def lots_of(tx: Transaction, numbers: Sequence[int]) -> dict[int, dict[Lot, int]]:
    """What is there of some parts, by lot."""
    found: dict[int, dict[Lot, int]] = {}
    for row in tx.ask(_LOTS, numbers=list(numbers)):
        found.setdefault(row.part, {})[Lot(row.place, row.batch, row.serial)] = row.thousandths
    return found


def lots_at(tx: Transaction, place: str) -> dict[int, dict[Lot, int]]:
    """What lies at a place, by part and lot."""
    found: dict[int, dict[Lot, int]] = {}
    for row in tx.ask(_LOTS_AT, at=place):
        found.setdefault(row.part, {})[Lot(row.place, row.batch, row.serial)] = row.thousandths
    return found


def figures(tx: Transaction, numbers: Sequence[int]) -> dict[int, StockFigure]:
    """The figures of some parts; none of a part that never moved."""
    return {
        row.part: StockFigure(row.thousandths, row.value, row.moved_on, row.counted_on)
        for row in tx.ask(_FIGURES, numbers=list(numbers))
    }


def move(tx: Transaction, movement: Movement) -> None:
    """Let the figures follow a movement."""
    lot = movement.lot
    at = {"of": movement.part, "at": lot.place, "of_batch": lot.batch, "of_serial": lot.serial}
    many = (tx.ask(_MANY, **at).scalar() or 0) + movement.thousandths
    tx.write(_NO_LOT, **at)
    if many:
        row = {"part": movement.part, "place": lot.place, "batch": lot.batch, "serial": lot.serial}
        tx.write(_NEW_LOT, **row, thousandths=many)
    _save_figure(tx, movement.part, _moved(figures(tx, [movement.part]).get(movement.part), movement))


def _moved(before: StockFigure | None, movement: Movement) -> StockFigure:
    was = before or StockFigure(0, 0, movement.on)
    counted = movement.kind is MovementKind.COUNTED
    return replace(
        was,
        thousandths=was.thousandths + movement.thousandths,
        value=was.value + movement.value,
        moved_on=max(was.moved_on, movement.on),
        counted_on=max(filter(None, (was.counted_on, movement.on))) if counted else was.counted_on,
    )


def _save_figure(tx: Transaction, number: int, figure: StockFigure) -> None:
    tx.write(_NO_FIGURE, of=number)
    tx.write(
        _NEW_FIGURE,
        part=number,
        thousandths=figure.thousandths,
        value=figure.value,
        moved_on=figure.moved_on,
        counted_on=figure.counted_on,
    )


def recount(tx: Transaction) -> None:
    """Count all figures anew from the ledger, in a store that came as records."""
    for each in _NOTHING:
        tx.write(each)
    lots, counted = recounted(movements.every(tx))
    rows = [
        {"part": of, "place": lot.place, "batch": lot.batch, "serial": lot.serial, "thousandths": many}
        for (of, lot), many in lots.items()
    ]
    if rows:
        tx.write(_NEW_LOT, *rows)
    for number, figure in counted.items():
        _save_figure(tx, number, figure)


def recounted(ledger: Iterable[Movement]) -> tuple[dict[tuple[int, Lot], int], dict[int, StockFigure]]:
    """Lots and figures as the movements themselves tell them."""
    lots: dict[tuple[int, Lot], int] = {}
    counted: dict[int, StockFigure] = {}
    for each in ledger:
        at = each.part, each.lot
        lots[at] = lots.get(at, 0) + each.thousandths
        counted[each.part] = _moved(counted.get(each.part), each)
    return {at: many for at, many in lots.items() if many}, counted


def all_lots(tx: Transaction) -> dict[tuple[int, Lot], int]:
    """All lots: for the check."""
    return {(row.part, Lot(row.place, row.batch, row.serial)): row.thousandths for row in tx.ask(_ALL_LOTS)}


def all_figures(tx: Transaction) -> dict[int, StockFigure]:
    """All figures: for the check."""
    return {
        row.part: StockFigure(row.thousandths, row.value, row.moved_on, row.counted_on) for row in tx.ask(_ALL_FIGURES)
    }


# Lists ------------------------------------------------------------------------------------------------------------


def places(tx: Transaction) -> list[tuple[str, int]]:
    """The places where something lies, and how many lots each has."""
    return [(place, many) for place, many in tx.ask(_PLACES)]


def listed(
    tx: Transaction, *, dangerous: bool = False, numbers: Sequence[int] | None = None, first: int | None = None
) -> "array[int]":
    """The numbers of parts by code: all of them, the dangerous ones, or those among some."""
    asked = _LISTED.where(_DANGEROUS) if dangerous else _LISTED
    asked = asked if numbers is None else asked.where(PART.c.number.in_(list(numbers)))
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def count(tx: Transaction, *, dangerous: bool = False) -> int:
    """How many parts there are, or dangerous ones."""
    asked = select(func.count()).select_from(PART)
    return tx.ask(asked.where(_DANGEROUS) if dangerous else asked).scalar_one()


def short(tx: Transaction, wanted: Iterable[int]) -> list[int]:
    """The numbers of parts of which less is there than their minimum, and of some more that may be short."""
    asked = _LISTED.where(
        or_(
            PART.c.minimum > func.coalesce(FIGURE.c.thousandths, 0),
            PART.c.number.in_(list(wanted)),
        )
    )
    return list(tx.ask(asked).scalars())


def may_lack(tx: Transaction, wanted: Iterable[int], since: date) -> list[StockPart]:
    """The parts of which more may have to be ordered: those that may be short, and those that moved since a day."""
    asked = _MAY_LACK.where(
        or_(
            PART.c.minimum > func.coalesce(FIGURE.c.thousandths, 0),
            FIGURE.c.moved_on >= since,
            PART.c.number.in_(list(wanted)),
        )
    )
    return [_PARTS.made(row) for row in tx.ask(asked)]


def worth(tx: Transaction) -> int:
    """What all parts are worth together."""
    return int(tx.ask(_TOTAL).one()[1])


def moved_last(tx: Transaction, most: int) -> list[str]:
    """The numbers of the parts that moved last."""
    asked = select(PART.c.code).join(FIGURE, FIGURE.c.part == PART.c.number)
    return list(tx.ask(asked.order_by(FIGURE.c.moved_on.desc(), PART.c.number).limit(most)).scalars())


def found(tx: Transaction, begins: str) -> list[int]:
    """The numbers of parts whose number begins with some letters."""
    start = tight(begins)
    asked = select(PART.c.number).where(PART.c.key >= start, PART.c.key < start + "\U0010ffff")
    return list(tx.ask(asked).scalars()) if start else []
