"""Where the parts of a repair order are, as its lines tell it."""

from collections.abc import Mapping, Sequence

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus
from lifecycle_desk.stages.service.purchasing.rules.purchases import ON_THE_WAY, PurchaseLine
from lifecycle_desk.stages.service.purchasing.tables import lists
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.store.store import Transaction

ORDERED_FOR, SHIPPED_FOR = N_("Ordered, promised for %(day)s"), N_("On the way, promised for %(day)s")
ORDERED, SHIPPED, THERE = C_("purchase", "Ordered"), C_("purchase", "On the way"), C_("purchase", "Arrived")


def parts_of_order(tx: Transaction, key: int) -> Mapping[int, PartStatus]:
    """Where the parts of an order's lines are; what comes last decides where a line was ordered more than once."""
    day = today(tx)
    found: dict[int, PartStatus] = {}
    for (_, line_id), all_of_it in rows.lines_waiting(tx, [key]).items():
        coming = [line for _, line, waiting in all_of_it if not waiting.is_there]
        if not coming:
            found[line_id] = PartStatus(Said(THERE), is_there=True)
            continue
        last = max(coming, key=lambda each: (each.promised is None, each.promised or day))
        found[line_id] = PartStatus(_said(last), is_late=last.is_late(day))
    return found


def orders_with_late_parts(tx: Transaction, keys: Sequence[int]) -> frozenset[int]:
    """Those of some repair orders for which a part is still to come whose promised day has passed."""
    return lists.late_for(tx, keys, today(tx))


def _said(line: PurchaseLine) -> Said:
    shipped = line.state is ON_THE_WAY
    if line.promised is None:
        return Said(SHIPPED if shipped else ORDERED)
    return Said(SHIPPED_FOR if shipped else ORDERED_FOR, day=line.promised)
