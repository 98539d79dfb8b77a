"""Up to which sum the workshop may go on: what the customer approved last, held against what an order comes to."""

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.rules import approval
from lifecycle_desk.stages.service.rules.approval import AdviceOpen
from lifecycle_desk.stages.service.rules.orders import RepairOrder
from lifecycle_desk.stages.service.rules.totals import reckoned
from lifecycle_desk.stages.service.tables import approvals as kept
from lifecycle_desk.stages.service.usecases.sealing import House
from lifecycle_desk.store.store import Work


def approved_sum(work: Work, order: RepairOrder) -> Money | None:
    """What the customer approved last, taxes in; None where nobody asked."""
    last = kept.last(work, order.key)
    return last.approved if last else None


def check_approved(work: Work, order: RepairOrder, of: House, before: RepairOrder | None = None) -> None:
    """Refuse an order that comes to more than was approved, unless it came to as much `before`."""
    approval.check_within(approved_sum(work, order), _pays(order, of), _pays(before, of) if before else None)


def note_approved(work: Work, order: RepairOrder, of: House) -> None:
    """Say of a correction that it comes to more than was approved; what is over is not stopped any more."""
    try:
        check_approved(work, order, of)
    except approval.MoreThanApproved as objection:
        work.note(objection)


def check_nothing_proposed(work: Work, order: RepairOrder) -> None:
    """Refuse to hand over while work is proposed that nobody decided."""
    if waiting := kept.proposed(work, order.key):
        raise approval.ProposedUndecided(len(waiting))


def note_advice(work: Work, vin: str) -> None:
    """Say that advice from an earlier visit is open."""
    if found := kept.open_advice(work, vin):
        work.note(AdviceOpen(len(found)))


def _pays(order: RepairOrder, of: House) -> Money:
    return reckoned(order.sheet, of.tax_on(order.handed_over_on or of.today), order.currency).customer
