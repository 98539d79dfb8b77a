"""Checking the workshop: what the tables say of each order and each diagnosis is what its sealed events say."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import batched

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.typed import typed
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import DiagnosisEvent, Session
from lifecycle_desk.stages.service.diagnosis.tables import sessions as read_out
from lifecycle_desk.stages.service.estimates import tables as decided
from lifecycle_desk.stages.service.estimates.rules import ApprovalEvent, DecisionTold
from lifecycle_desk.stages.service.inspections import tables as inspected
from lifecycle_desk.stages.service.inspections.rules import InspectionEvent, InspectionTold, told_points
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder, OrderTold, SealedOrder, WordsTold
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, OrderSheet, RepairOrder, number_of
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.tables import lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import sealed, with_words
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding
from lifecycle_desk.vehicle.usecases.recording import opened

AT_ONCE = 500  # orders that are read together


def orders(tx: Transaction) -> Iterator[Finding]:
    """Orders whose state, sheet, tax or totals differ from what the life was told, and numbers that are missing."""
    keys = sorted(order_rows.keys(tx, None, None))
    yield from (Finding("orders", number_of(key), "the number before it is missing") for key in _after_gaps(keys))
    for some in batched(keys, AT_ONCE):
        shown = lists.shown(tx, some)
        for order in order_rows.orders(tx, some):
            if why := _wrong(tx, order, shown[order.key].customer_pays):
                yield Finding("orders", order.number, why)


def _after_gaps(keys: list[int]) -> Iterator[int]:
    known = set(keys)
    return (key for key in keys if key % A_YEAR != 1 and key - 1 not in known)


def _wrong(tx: Transaction, order: RepairOrder, customer_pays: Money | None) -> str | None:
    """What is wrong with an order, if anything is."""
    if order.identities < max(_numbers(order.sheet), default=0):
        return "a job or line has a number that was never given"
    last = life.event(tx, order.last_event)
    told = last[0].facts_as(OrderTold) if last else OrderTold()
    if (told.order, told.state) != (order.number, order.state):
        return "its state differs from its last event"
    if (order.state is HANDED_OVER) != (order.closing_event is not None):
        return "it is closed in one place and open in another"
    if order.closing_event is None:
        return None
    closing = life.event(tx, order.closing_event)
    if closing is None or customer_pays is None or (closing[0].paid or Money(0, order.currency)) != customer_pays:
        return "what the customer pays differs from the sealed order"
    return _differs(tx, order, closing[0])


def _differs(tx: Transaction, order: RepairOrder, closing: RecordedEvent) -> str | None:
    told, totals = closing.facts_as(SealedOrder), reckoned(order.sheet, order.tax, order.currency)
    note = told.sheet.note  # as orders were sealed before, and where no customer is known
    own = sealed(order, totals, note=bool(note))
    if note and closing.person and not order.sheet.note:
        own = replace(own, sheet=replace(own.sheet, note=note))  # blanked since, with the customer
    numbers = list(_numbers(told.sheet))  # none where it was sealed before jobs and lines had any
    if told != own or (any(numbers) and numbers != list(_numbers(order.sheet))):
        return "the kept order differs from the sealed one"
    if closing.on != order.handed_over_on:
        return "its day differs from the sealed order"
    words = opened(tx, closing.seq) if closing.person else closing.facts
    said = with_words(told.sheet, typed(WordsTold, closing.facts | words)) if words else None
    if said and _complaints(said) != _complaints(order.sheet):
        return "a complaint differs from the sealed one"
    if said and said.note != order.sheet.note:
        return "the note differs from the sealed one"
    return None


def _numbers(sheet: OrderSheet) -> Iterator[int]:
    for job in sheet.jobs:
        yield job.id or 0
        yield from (line.id or 0 for line in job.lines)


def _complaints(sheet: OrderSheet) -> list[str]:
    return [job.complaint for job in sheet.jobs]


def diagnoses(tx: Transaction) -> Iterator[Finding]:
    """Every diagnosis that was told is kept as it was told, and counts while its event does; no other is kept."""
    told = dict(read_out.told_as(tx, DiagnosisEvent.READ.value))
    for some in batched(read_out.all_events(tx), AT_ONCE):
        for kept_session in read_out.sessions(tx, some):
            told.pop(kept_session.event, None)
            if why := _wrong_session(tx, kept_session):
                yield Finding("diagnoses", str(kept_session.event), why)
    for seq in told:
        yield Finding("diagnoses", str(seq), "it was told and is not kept")


def _wrong_session(tx: Transaction, found: read_out.StoredDiagnosis) -> str | None:
    """What is wrong with a session, if anything is."""
    of = life.event(tx, found.event)
    if of is None or of[0].kind != DiagnosisEvent.READ or of[1] != found.vin:
        return "no event tells of it"
    told, session = of[0], of[0].facts_as(Session)
    own = replace(found.session, note=found.session.note if session.note else "")  # else erased, the words with the key
    order = number_of(found.order) if found.order else ""
    if replace(session, odometer=told.odometer) != own or told.facts_as(AtOrder).order != order:
        return "the kept session differs from the sealed one"
    if told.on != found.on:
        return "its day differs from the sealed one"
    if found.counts == life.is_corrected(tx, found.event):
        return "it counts here and not in the life, or there and not here"
    if found.event in read_out.strange_codes(tx, [found.event]):
        return "a code's vehicle, day or count differs from its session's"
    return None


def approvals(tx: Transaction) -> Iterator[Finding]:
    """Every decision that was told is kept with its sums, and counts while its event does; no other is kept."""
    told = set(decided.told_as(tx, ApprovalEvent.DECIDED.value))
    for each in decided.every(tx):
        told.discard(each.event)
        of = life.event(tx, each.event)
        decision = of[0].facts_as(DecisionTold) if of and of[0].kind == ApprovalEvent.DECIDED else None
        if decision is None or decision.order != number_of(each.order):
            yield Finding("approvals", str(each.event), "no event tells of it")
        elif (decision.approved, decision.refused) != (each.approved, each.refused):
            yield Finding("approvals", str(each.event), "its sums differ from the sealed ones")
        elif each.counts == life.is_corrected(tx, each.event):
            yield Finding("approvals", str(each.event), "it counts here and not in the life, or there and not here")
    for seq in sorted(told):
        yield Finding("approvals", str(seq), "it was told and is not kept")


def inspections(tx: Transaction) -> Iterator[Finding]:
    """Every inspection that was told is kept as it was told, and counts while its event does; no other is kept."""
    told = set(inspected.told_as(tx, InspectionEvent.INSPECTED.value))
    for each in inspected.every(tx):
        told.discard(each.event)
        of = life.event(tx, each.event)
        found = of[0].facts_as(InspectionTold) if of and of[0].kind == InspectionEvent.INSPECTED else None
        if found is None or found.order != number_of(each.order):
            yield Finding("inspections", str(each.event), "no event tells of it")
        elif (found.template, found.points) != (each.template, told_points(each.body.points, each.body.findings)):
            yield Finding("inspections", str(each.event), "the kept findings differ from the sealed ones")
        elif each.counts == life.is_corrected(tx, each.event):
            yield Finding("inspections", str(each.event), "it counts here and not in the life, or there and not here")
    for seq in sorted(told):
        yield Finding("inspections", str(seq), "it was told and is not kept")


CHECKS: tuple[Check, ...] = (orders, diagnoses, approvals, inspections)
