"""Inspecting a car in the workshop: by a template of the dealer's own; failed points propose jobs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Note, Text
from lifecycle_desk.dealership.rules import NameMissing
from lifecycle_desk.stages.service.estimates import tables as approvals
from lifecycle_desk.stages.service.estimates.rules import MoreThanApproved
from lifecycle_desk.stages.service.estimates.usecases.approved import check_approved
from lifecycle_desk.stages.service.inspections import rules as inspections
from lifecycle_desk.stages.service.inspections import tables as inspection_rows
from lifecycle_desk.stages.service.inspections.rules import (
    Finding,
    InspectionEvent,
    InspectionTemplate,
    UnknownInspection,
    UnknownInspectionTemplate,
)
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder
from lifecycle_desk.stages.service.orders.rules.kinds import Reason
from lifecycle_desk.stages.service.orders.rules.orders import Job, RepairOrder, revised
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED, OrderClosed
from lifecycle_desk.stages.service.orders.rules.wording import taking_back
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.stages.service.orders.tables.templates import TEMPLATES
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context, plain
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.rules.steps import teach
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.steps import check_documents
from lifecycle_desk.vehicle.usecases.voiding import Voided, only, void_command


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection:
    """A car inspected at an order by a template, on a day (None: today); every point has its finding."""

    order: str
    template: str
    findings: tuple[Finding, ...]
    on: date | None = None
    inspector: Annotated[str, Text(N_("Inspector"), longest=validation.LONGEST_WORDS)] = ""
    note: Note = ""


@dataclass(frozen=True, slots=True)
class TakeBackInspection:
    """An inspection by the number of its event, and why it is taken back."""

    event: int
    why: Reason


TAKEN_BACK = taking_back(TakeBackInspection, InspectionEvent.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class DropInspectionTemplate:
    """A template that is no longer wanted."""

    name: str


@dataclass(frozen=True, slots=True)
class InspectionDone:
    """An inspection by the number of its event: how many points failed, how many jobs came onto the order by it.

    `proposed` of them wait for the customer's approval, since they would go over what was approved.
    """

    event: int
    vin: str
    order: str
    failed: int
    jobs: int
    proposed: int


@command(ORDER_EDIT)
def record_inspection(tx: Transaction, asked: RecordInspection) -> InspectionDone:
    """Write down an inspection at an order; each failed point proposes a job, on the order or for approval."""
    order = orders.order(tx, asked.order)
    if order.state is CANCELLED:
        raise OrderClosed(order.number, order.state)
    used = inspection_rows.template(tx, asked.template)
    if used is None:
        raise UnknownInspectionTemplate(asked.template)
    found = inspections.checked(used.points, asked.findings)
    for place, each in enumerate(found):
        check_documents(tx, each.documents, f"findings[{place}].documents")
    asked = validation.words_tidied(asked)
    inspector, note, on = asked.inspector or tx.by or "", asked.note, asked.on or dealer_context(tx).today
    documents = tuple(dict.fromkeys(digest for each in found for digest in each.documents))
    customer = order.sheet.customer
    known = customer if customer and people.key_of(tx, customer) else None
    failed, points = sum(each.failed for each in found), inspections.told_points(used.points, found)
    facts = plain(inspections.InspectionTold(order.number, used.name, inspector, note, points, failed))
    event = Event(order.vin, on, InspectionEvent.INSPECTED.value, facts, documents=documents, person=known)
    seq = record_event(tx, event)
    body = inspection_rows.Body(used.points, found)
    inspection_rows.save(
        tx, inspection_rows.Inspection(seq, order.vin, order.key, True, on, used.name, body, inspector)
    )
    jobs, waiting = _propose(tx, order, used, found)
    return InspectionDone(seq, order.vin, order.number, failed, jobs, waiting)


@void_command(
    TAKEN_BACK, ORDER_EDIT, only(InspectionEvent.INSPECTED, UnknownInspection), tidy=tidied, same_day=True,
    unknown=UnknownInspection, corrected=UnknownInspection,
)  # fmt: skip
def take_back_inspection(tx: Transaction, void: Voided) -> InspectionDone:
    """Take an inspection back that was written down by mistake; the jobs that it proposed stay and can be removed."""
    inspection_rows.void(tx, void.told.seq)
    return InspectionDone(void.event, void.vin, void.told.facts_as(AtOrder).order, 0, 0, 0)


@command(ORDER_EDIT)
def save_inspection_template(tx: Transaction, template: InspectionTemplate) -> InspectionTemplate:
    """Keep the points of an inspection as a template, in place of the one of that name."""
    name = validation.text(template.name, "name", validation.LONGEST_WORDS)
    if not name:
        raise NameMissing
    saved = InspectionTemplate(name, inspections.tidied_points(template.points))
    inspection_rows.TEMPLATES.save(tx, name, saved.points)
    return saved


@command(ORDER_EDIT, undo=lambda made: (save_inspection_template, made))
def drop_inspection_template(tx: Transaction, asked: DropInspectionTemplate) -> InspectionTemplate:
    """Drop a template; inspections that were made with it stay as they are."""
    found = inspection_rows.template(tx, asked.name)
    if found is None:
        raise UnknownInspectionTemplate(asked.name).at_field("name")
    inspection_rows.TEMPLATES.drop(tx, asked.name)
    return found


def _propose(
    tx: Transaction, order: RepairOrder, used: InspectionTemplate, found: tuple[Finding, ...]
) -> tuple[int, int]:
    """Put the jobs of what failed onto an open order, one by one; what goes over the approved sum waits beside it."""
    if order.state.is_final:
        return 0, 0
    of = dealer_context(tx)
    wanted = inspections.proposed(used.points, found, lambda name: TEMPLATES.one(tx, name))
    jobs = validation.tidied_jobs(tuple(wanted), of.dealer.labour_rate)
    stay: tuple[Job, ...] = order.sheet.jobs
    waiting: list[Job] = []
    for job in jobs:
        more = replace(order, sheet=replace(order.sheet, jobs=(*stay, job)))
        try:
            check_approved(tx, more, of)
        except MoreThanApproved:
            waiting.append(job)
        else:
            stay = (*stay, job)
    if stay != order.sheet.jobs:
        orders.save(tx, revised(order, tx.at, tx.by, sheet=replace(order.sheet, jobs=stay)), None)
    if waiting:
        approvals.propose(tx, order.key, (*approvals.proposed(tx, order.key), *waiting))
    return len(jobs), len(waiting)


teach(TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (
    record_inspection,
    take_back_inspection,
    save_inspection_template,
    drop_inspection_template,
)
