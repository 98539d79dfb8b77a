"""What open repair orders want of parts: their part lines, with what was issued to them taken off."""

from collections.abc import Iterable

from sqlalchemy import select

from lifecycle_desk.stages.service.orders.rules.cores import core_of
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import OPEN
from lifecycle_desk.stages.service.orders.tables.orders import LINE, ORDER
from lifecycle_desk.stages.service.shelf.rules.movements import ONE
from lifecycle_desk.stages.service.shelf.rules.wanted import WantedLine
from lifecycle_desk.stages.service.shelf.tables import movements
from lifecycle_desk.store.store import Transaction

_LINES = (
    select(LINE.c.order_key, LINE.c.id, LINE.c.code, LINE.c.text, LINE.c.thousandths, LINE.c.awaited)
    .join(ORDER, ORDER.c.key == LINE.c.order_key)
    .where(ORDER.c.state.in_([str(each) for each in OPEN]), LINE.c.kind == str(LineKind.PART), LINE.c.code != "")
    .order_by(LINE.c.order_key, LINE.c.job, LINE.c.place)
)


def wanted_lines(tx: Transaction) -> list[WantedLine]:
    """The part lines of all open orders: as many as stand in the workshop, however long the ledger is."""
    rows = [row for row in tx.ask(_LINES) if not core_of(row.code)]
    given = movements.on_lines(tx, sorted({row.order_key for row in rows}))
    return [
        WantedLine(
            row.order_key,
            row.id,
            row.code,
            row.text,
            row.thousandths or ONE,
            sum(many for many, _ in given.get((row.order_key, row.id), {}).values()),
            row.awaited,
        )
        for row in rows
    ]


def by_key(lines: Iterable[WantedLine]) -> dict[str, int]:
    """What open orders still want, by the numbers of parts."""
    found: dict[str, int] = {}
    for each in lines:
        found[each.key] = found.get(each.key, 0) + each.open
    return {key: many for key, many in found.items() if many}
