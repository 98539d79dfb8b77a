"""Reservations as they are kept, and as they count: while the order is open and the line still wants the part."""

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, bindparam, delete, insert, select

from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import OPEN
from lifecycle_desk.stages.service.orders.tables.orders import LINE, ORDER
from lifecycle_desk.stages.service.shelf.rules.movements import ONE
from lifecycle_desk.stages.service.shelf.rules.reserved import Reserved
from lifecycle_desk.stages.service.shelf.tables import movements
from lifecycle_desk.stages.service.shelf.tables.schema import RESERVED
from lifecycle_desk.store.store import Transaction

type Place = tuple[int, int, int]  # the order, its line, the part

_THIS = and_(
    RESERVED.c.order_key == bindparam("of_order"),
    RESERVED.c.line == bindparam("of_line"),
    RESERVED.c.part == bindparam("of_part"),
)
_NEW, _GONE = insert(RESERVED), delete(RESERVED).where(_THIS)
_MANY = select(RESERVED.c.thousandths).where(_THIS)
_ALL = select(RESERVED)
_COUNTING = (
    select(
        RESERVED.c.part,
        RESERVED.c.order_key,
        RESERVED.c.line,
        RESERVED.c.thousandths,
        LINE.c.thousandths.label("wanted"),
    )
    .select_from(
        RESERVED.join(ORDER, ORDER.c.key == RESERVED.c.order_key).join(
            LINE, and_(LINE.c.order_key == RESERVED.c.order_key, LINE.c.id == RESERVED.c.line)
        )
    )
    .where(
        RESERVED.c.part.in_(bindparam("parts", expanding=True)),
        ORDER.c.state.in_([str(each) for each in OPEN]),
        LINE.c.kind == str(LineKind.PART),
    )
    .order_by(RESERVED.c.order_key, RESERVED.c.line)
)


def thousandths(tx: Transaction, place: Place) -> int:
    """How much of a part was reserved for a line."""
    return tx.ask(_MANY, of_order=place[0], of_line=place[1], of_part=place[2]).scalar() or 0


def save(tx: Transaction, place: Place, many: int) -> None:
    """Reserve so much of a part for a line; nothing is no reservation."""
    tx.write(_GONE, of_order=place[0], of_line=place[1], of_part=place[2])
    if many:
        tx.write(_NEW, order_key=place[0], line=place[1], part=place[2], thousandths=many)


def every(tx: Transaction) -> Iterator[tuple[Place, int]]:
    """All reservations: for the check."""
    return (((row.order_key, row.line, row.part), row.thousandths) for row in tx.ask(_ALL))


def counting(tx: Transaction, parts: Sequence[int]) -> dict[int, list[Reserved]]:
    """The reservations of some parts that count, less what was issued to their lines, by part."""
    rows = tx.ask(_COUNTING, parts=list(parts)).all() if parts else []
    given = movements.on_lines(tx, sorted({row.order_key for row in rows})) if rows else {}
    found: dict[int, list[Reserved]] = {}
    for row in rows:
        issued = sum(many for many, _ in given.get((row.order_key, row.line), {}).values())
        left = min(row.thousandths, (row.wanted or ONE) - issued)
        if left > 0:
            found.setdefault(row.part, []).append(Reserved(row.order_key, row.line, left))
    return found
