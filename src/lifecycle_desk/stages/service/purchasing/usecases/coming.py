"""What other pages tell of parts: that one is on order for a car, or has come, and how much of it the store awaits."""

from collections.abc import Iterator, Mapping

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.service.orders.rules.states import OPEN
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.store.store import Transaction

ON_ORDER, EXPECTED = N_("%(code)s is on order"), N_("%(code)s is on order, promised for %(day)s")
THERE = N_("%(code)s has arrived and can be fitted")


def part_waits(tx: Transaction, vin: str) -> Iterator[Said]:
    """The parts for which a car's open repair orders wait, as its page tells them."""
    keys = [each.key for each in order_rows.orders(tx, order_rows.keys_of(tx, vin)) if each.state in OPEN]
    for found in rows.lines_waiting(tx, keys).values() if keys else ():
        for _, line, waiting in found:
            if waiting.is_there:
                yield Said(THERE, code=line.code)
            elif line.promised:
                yield Said(EXPECTED, code=line.code, day=line.promised)
            else:
                yield Said(ON_ORDER, code=line.code)


def coming_to_store(tx: Transaction) -> Mapping[str, int]:
    """What is on order for the store and for repair orders, as what the store lacks is reckoned."""
    return rows.coming_to_store(tx)
