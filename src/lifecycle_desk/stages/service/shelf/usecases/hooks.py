"""Handlers of the parts store."""

from collections.abc import Iterator

from lifecycle_desk.stages.service.claims.usecases.following import on_claim
from lifecycle_desk.stages.service.orders.rules.identities import HeldLine
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder
from lifecycle_desk.stages.service.orders.usecases.held import on_held_line
from lifecycle_desk.stages.service.shelf.rules.movements import IssuedToLine
from lifecycle_desk.stages.service.shelf.rules.parts import quantity_of
from lifecycle_desk.stages.service.shelf.tables import held, stock
from lifecycle_desk.stages.service.shelf.usecases.holding import KEPT, follow_claim, follow_claim_of
from lifecycle_desk.stages.service.shelf.usecases.showing import issued_of
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.catching_up import on_catch_up


def register() -> None:
    """Register the parts store's handlers."""
    search.on_index_all(stock.recount)
    on_held_line(issued_lines)
    on_claim(follow_claim)
    on_catch_up(lambda tx: held.claims_without(tx, KEPT), follow_claim_of)


def issued_lines(tx: Transaction, order: RepairOrder) -> Iterator[tuple[int, HeldLine]]:
    """The lines to which parts were issued: they stay, with their part, until the parts are put back."""
    issued = issued_of(tx, order.key)
    for job in order.sheet.jobs:
        for line in job.lines:
            if line.id is not None and job.id is not None and (many := issued.get(line.id, 0)) > 0:
                yield line.id, HeldLine(job.id, ("kind", "code"), IssuedToLine(quantity_of(many)))
