"""Entries that rest on the jobs and lines of an order, and keep them there: worked time, running clocks, claims.

What stands higher and rests on lines, such as parts that were issued to them, registers what it holds (`on_held_line`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.service.claims.rules import holding
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.clocks import tables as clocks
from lifecycle_desk.stages.service.orders.rules.identities import (
    ClockOnJob,
    HeldLine,
    TimeWorked,
    check_held,
    check_identities,
)
from lifecycle_desk.stages.service.orders.rules.orders import Job, RepairOrder
from lifecycle_desk.store.store import Transaction

type HoldsLines = Callable[[Transaction, RepairOrder], Iterable[tuple[int, HeldLine]]]
_HOLDS_LINES: list[HoldsLines] = []


def on_held_line(holds: HoldsLines) -> None:
    """Register what rests on lines of an order, by the lines' own numbers."""
    if holds not in _HOLDS_LINES:
        _HOLDS_LINES.append(holds)


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
    lines = holding.held_lines(claims)
    for number, each in (found for holds in _HOLDS_LINES for found in holds(tx, order)):
        held[each.job].append(each.by)
        lines.setdefault(number, []).append(each)
    check_held(order.sheet.jobs, jobs, held, lines)


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
