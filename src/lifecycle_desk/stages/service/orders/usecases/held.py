"""Entries that rest on the jobs and lines of an order, and keep them there: worked time, running clocks, claims."""

from collections import defaultdict
from collections.abc import Sequence

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.service.claims.rules import holding
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.clocks import tables as clocks
from lifecycle_desk.stages.service.orders.rules.identities import ClockOnJob, TimeWorked, check_held, check_identities
from lifecycle_desk.stages.service.orders.rules.orders import Job, RepairOrder
from lifecycle_desk.store.store import Transaction


def refuse_lost(tx: Transaction, order: RepairOrder, jobs: Sequence[Job]) -> None:
    """Refuse jobs in place of an order's own on which something is gone that other things rest on."""
    check_identities(order.sheet.jobs, jobs)
    refuse_lost_jobs(tx, order, jobs)


def refuse_lost_jobs(tx: Transaction, order: RepairOrder, jobs: Sequence[Job]) -> None:
    """The same of jobs that the program itself puts back, as they once were."""
    claims = claim_rows.claims(tx, lists.keys_of_order(tx, order.key))
    held = on_jobs(tx, order)
    for claim in holding.counting(claims):
        held[claim.job_id].append(holding.on_lines(claim))
    check_held(order.sheet.jobs, jobs, held, holding.held_lines(claims))


def on_jobs(tx: Transaction, order: RepairOrder) -> dict[int, list[Objection]]:
    """The clocks that run and the time that was worked, by the numbers of the jobs."""
    held: dict[int, list[Objection]] = defaultdict(list)
    for clock in clocks.running(tx, [order.key]):
        held[clock.job_id].append(ClockOnJob(clock.technician))
    minutes: dict[tuple[int, str], int] = defaultdict(int)
    for each in clocks.worked_on(tx, order.key):
        minutes[each.job_id, each.technician] += each.minutes
    for (job, technician), worked in minutes.items():
        held[job].append(TimeWorked(worked, technician))
    return held
