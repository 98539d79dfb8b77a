"""Checking the workshop: what the tables say of each order and each diagnosis is what its sealed events say."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import batched

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import DiagnosisEvent
from lifecycle_desk.stages.service.diagnosis.tables import sessions as read_out
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import facts_of
from lifecycle_desk.stages.service.estimates import tables as decided
from lifecycle_desk.stages.service.estimates.rules import ApprovalEvent
from lifecycle_desk.stages.service.inspections import tables as inspected
from lifecycle_desk.stages.service.inspections.rules import InspectionEvent, InspectionTemplate
from lifecycle_desk.stages.service.inspections.usecases.inspecting import told_points
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR, OrderSheet, RepairOrder, number_of, unnumbered
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.tables import lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import plain, sealed, unsealed
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
    if order.identities < max(_numbers(order), default=0):
        return "a job or line has a number that was never given"
    last = life.event(tx, order.last_event)
    if last is None or last[0].facts.get("state") != order.state or last[0].facts.get("order") != order.number:
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
    totals = reckoned(order.sheet, order.tax, order.currency)
    openly = "note" in closing.facts["sheet"]  # as orders were sealed before, and where no customer is known
    told_jobs = closing.facts["sheet"].get("jobs", [])
    numbered = any("id" in job for job in told_jobs)  # sealed before jobs and lines had numbers: it names none
    own = plain(sealed(order if numbered else _unnumbered(order), totals, note=openly))
    if openly and closing.person and not order.sheet.note:
        own["sheet"]["note"] = closing.facts["sheet"]["note"]  # blanked since, with the customer
    if any(closing.facts.get(name) != own.get(name) for name in ("sheet", "tax", "totals", "currency", "serviced")):
        return "the kept order differs from the sealed one"
    if closing.on != order.handed_over_on:
        return "its day differs from the sealed order"
    told = opened(tx, closing.seq) if closing.person else closing.facts
    said = unsealed(closing.facts, told) if told else None
    if said and _complaints(said) != _complaints(order.sheet):
        return "a complaint differs from the sealed one"
    if said and said.note != order.sheet.note:
        return "the note differs from the sealed one"
    return None


def _numbers(order: RepairOrder) -> Iterator[int]:
    for job in order.sheet.jobs:
        yield job.id or 0
        yield from (line.id or 0 for line in job.lines)


def _unnumbered(order: RepairOrder) -> RepairOrder:
    return replace(order, sheet=replace(order.sheet, jobs=unnumbered(order.sheet.jobs)))


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
    told, facts = of[0], plain(facts_of(found.session))
    order = number_of(found.order) if found.order else None
    if "note" not in told.facts:  # its person was erased, and the words with the key
        facts.pop("note", None)
    if {**facts, "order": order} != {"order": None, **told.facts} or told.odometer != found.session.odometer:
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
        if of is None or of[0].kind != ApprovalEvent.DECIDED or of[0].facts.get("order") != number_of(each.order):
            yield Finding("approvals", str(each.event), "no event tells of it")
        elif any(of[0].facts[name] != plain({name: getattr(each, name)})[name] for name in ("approved", "refused")):
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
        used = InspectionTemplate(each.template, each.body.points)
        if of is None or of[0].kind != InspectionEvent.INSPECTED or of[0].facts.get("order") != number_of(each.order):
            yield Finding("inspections", str(each.event), "no event tells of it")
        elif {name: of[0].facts[name] for name in ("points", "template")} != plain(
            {"points": told_points(used, each.body.findings), "template": each.template}
        ):
            yield Finding("inspections", str(each.event), "the kept findings differ from the sealed ones")
        elif each.counts == life.is_corrected(tx, each.event):
            yield Finding("inspections", str(each.event), "it counts here and not in the life, or there and not here")
    for seq in sorted(told):
        yield Finding("inspections", str(seq), "it was told and is not kept")


CHECKS: tuple[Check, ...] = (orders, diagnoses, approvals, inspections)
