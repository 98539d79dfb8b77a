"""Up to which sum the workshop may go on: what the customer approved last, held against what an order comes to."""

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.estimates import rules as approval
from lifecycle_desk.stages.service.estimates import tables as approval_rows
from lifecycle_desk.stages.service.estimates.rules import AdviceOpen
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext
from lifecycle_desk.store.store import Transaction


def approved_sum(tx: Transaction, order: RepairOrder) -> Money | None:
    """The customer's last approved sum, taxes in; None where nobody asked."""
    last = approval_rows.last(tx, order.key)
    return last.approved if last else None


def check_approved(tx: Transaction, order: RepairOrder, of: DealerContext, before: RepairOrder | None = None) -> None:
    """Refuse an order that comes to more than was approved, unless it came to as much `before`."""
    approval.check_within(approved_sum(tx, order), _pays(order, of), _pays(before, of) if before else None)


def note_approved(tx: Transaction, order: RepairOrder, of: DealerContext) -> None:
    """Say of a correction that it comes to more than was approved; what is over is not stopped any more."""
    try:
        check_approved(tx, order, of)
    except approval.MoreThanApproved as objection:
        tx.note(objection)


def check_nothing_proposed(tx: Transaction, order: RepairOrder) -> None:
    """Refuse to hand over while work is proposed that nobody decided."""
    if waiting := approval_rows.proposed(tx, order.key):
        raise approval.ProposedUndecided(len(waiting))


def note_advice(tx: Transaction, vin: str) -> None:
    """Say that advice from an earlier visit is open."""
    if found := approval_rows.open_advice(tx, vin):
        tx.note(AdviceOpen(len(found)))


def _pays(order: RepairOrder, of: DealerContext) -> Money:
    return reckoned(order.sheet, of.tax_on(order.handed_over_on or of.today), order.currency).customer
