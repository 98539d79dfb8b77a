"""The ledger: movements added, and read by part, by order line and by number; never changed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select

from lifecycle_desk.stages.service.shelf.rules.movements import Lot, Movement, MovementKind, MovementUnknown, OnHand
from lifecycle_desk.stages.service.shelf.tables.schema import MOVEMENT
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction

_ROWS = Parts(MOVEMENT, Movement)
_NEXT = select(func.coalesce(func.max(MOVEMENT.c.number), 0) + 1)
_NEW = insert(MOVEMENT)
_ONE = select(MOVEMENT).where(MOVEMENT.c.number == bindparam("of"))
_UNDONE_BY = select(MOVEMENT.c.number).where(MOVEMENT.c.undoes == bindparam("of"))
_ALL = select(MOVEMENT).order_by(MOVEMENT.c.number)
_OF_PART = select(MOVEMENT).where(MOVEMENT.c.part == bindparam("of"), MOVEMENT.c.number < bindparam("before"))
_OF_PART = _OF_PART.order_by(MOVEMENT.c.number.desc()).limit(bindparam("most"))
_LAST_COST = (
    select(MOVEMENT.c.thousandths, MOVEMENT.c.value)
    .where(
        MOVEMENT.c.part == bindparam("of"),
        MOVEMENT.c.kind == str(MovementKind.RECEIVED),
        MOVEMENT.c.value > 0,
    )
    .order_by(MOVEMENT.c.number.desc())
    .limit(1)
)
_ON_LINES = (
    select(
        MOVEMENT.c.order_key,
        MOVEMENT.c.line,
        MOVEMENT.c.part,
        func.sum(MOVEMENT.c.thousandths).label("moved"),
        func.sum(MOVEMENT.c.value).label("worth"),
    )
    .where(MOVEMENT.c.order_key.in_(bindparam("orders", expanding=True)))
    .group_by(MOVEMENT.c.order_key, MOVEMENT.c.line, MOVEMENT.c.part)
)
_ISSUED = (
    select(
        MOVEMENT.c.place,
        MOVEMENT.c.batch,
        MOVEMENT.c.serial,
        func.sum(MOVEMENT.c.thousandths).label("moved"),
        func.sum(MOVEMENT.c.value).label("worth"),
    )
    .where(MOVEMENT.c.order_key == bindparam("of_order"), MOVEMENT.c.part == bindparam("of_part"))
    .group_by(MOVEMENT.c.place, MOVEMENT.c.batch, MOVEMENT.c.serial)
)
_ISSUED_TO_NO_LINE = _ISSUED.where(MOVEMENT.c.line.is_(None))
_ISSUED_TO_LINE = _ISSUED.where(MOVEMENT.c.line == bindparam("of_line"))
_USED_KINDS = [str(each) for each in (MovementKind.ISSUED, MovementKind.RETURNED, MovementKind.UNDONE)]
_USED = (
    select(MOVEMENT.c.part, func.sum(-MOVEMENT.c.thousandths))
    .where(
        MOVEMENT.c.part.in_(bindparam("parts", expanding=True)),
        MOVEMENT.c.on >= bindparam("since"),
        MOVEMENT.c.kind.in_(_USED_KINDS),
        MOVEMENT.c.order_key.is_not(None),
    )
    .group_by(MOVEMENT.c.part)
)
_BY_SERIAL = (
    select(MOVEMENT.c.part)
    .where(MOVEMENT.c.part.in_(bindparam("parts", expanding=True)), MOVEMENT.c.serial != "")
    .distinct()
)
_SUMS = select(MOVEMENT.c.part, func.sum(MOVEMENT.c.thousandths), func.sum(MOVEMENT.c.value)).group_by(MOVEMENT.c.part)
NO_END = 2**53


def next_number(tx: Transaction) -> int:
    """A number that no movement has: none is ever taken away, and only one writes at a time."""
    return tx.ask(_NEXT).scalar_one()


def add(tx: Transaction, movement: Movement) -> None:
    """Add a movement to the ledger."""
    tx.write(_NEW, **_ROWS.row(movement))


def movement(tx: Transaction, number: int) -> Movement:
    """A movement; refuses a number that there is not."""
    row = tx.ask(_ONE, of=number).one_or_none()
    if row is None:
        raise MovementUnknown(number)
    return _ROWS.made(row)


def undone_by(tx: Transaction, number: int) -> int | None:
    """The movement that undoes another one; None where none does."""
    return tx.ask(_UNDONE_BY, of=number).scalar()


def of_part(tx: Transaction, part: int, most: int, before: int = NO_END) -> list[Movement]:
    """The last movements of a part, or the last ones before a number; the latest first."""
    return _made(tx.ask(_OF_PART, of=part, before=before, most=most).all())


def last_cost(tx: Transaction, part: int) -> tuple[int, int] | None:
    """Quantity and value of the last receipt of a part that had a cost."""
    row = tx.ask(_LAST_COST, of=part).one_or_none()
    return (row.thousandths, row.value) if row else None


def on_lines(tx: Transaction, orders: Sequence[int]) -> dict[tuple[int, int | None], dict[int, tuple[int, int]]]:
    """What the lines of some orders hold: by order and line, of each part the thousandths and their value."""
    found: dict[tuple[int, int | None], dict[int, tuple[int, int]]] = {}
    for row in tx.ask(_ON_LINES, orders=list(orders)):
        found.setdefault((row.order_key, row.line), {})[row.part] = (-int(row.moved), -int(row.worth))
    return found


def issued(tx: Transaction, order: int, line: int | None, part: int) -> OnHand:
    """What a line of an order holds of a part, by the lots from which it came, and what it was worth.

    A part that came back to another place than it left leaves one lot below nothing and one above; only the sum over
    batch and serial number counts, at the place from which most came.
    """
    if line is None:
        rows = tx.ask(_ISSUED_TO_NO_LINE, of_order=order, of_part=part).all()
    else:
        rows = tx.ask(_ISSUED_TO_LINE, of_order=order, of_part=part, of_line=line).all()
    held: dict[tuple[str, str], int] = {}
    came_from: dict[tuple[str, str], tuple[int, str]] = {}
    for row in rows:
        which = row.batch, row.serial
        held[which] = held.get(which, 0) - int(row.moved)
        came_from[which] = max(came_from.get(which, (-NO_END, "")), (-int(row.moved), row.place))
    lots = {Lot(came_from[which][1], *which): many for which, many in held.items() if many > 0}
    return OnHand(lots, -sum(int(row.worth) for row in rows))


def by_serial(tx: Transaction, parts: Sequence[int]) -> set[int]:
    """Those of some parts that are kept by serial number: a piece of them once came under one."""
    return set(tx.ask(_BY_SERIAL, parts=list(parts)).scalars()) if parts else set()


def used(tx: Transaction, parts: Sequence[int], since: date) -> dict[int, int]:
    """The thousandths of some parts that orders took since a day, less what came back."""
    return {part: int(many) for part, many in tx.ask(_USED, parts=list(parts), since=since)}


def sums(tx: Transaction) -> dict[int, tuple[int, int]]:
    """The recount of all parts, thousandths and value: for the check alone, since it reads the whole ledger."""
    return {part: (int(many), int(value)) for part, many, value in tx.ask(_SUMS)}


def every(tx: Transaction) -> Iterator[Movement]:
    """The whole ledger by number: for the check alone."""
    return (_ROWS.made(row) for row in tx.ask(_ALL))


def _made(rows: Sequence[Row[Any]]) -> list[Movement]:
    return [_ROWS.made(row) for row in rows]
