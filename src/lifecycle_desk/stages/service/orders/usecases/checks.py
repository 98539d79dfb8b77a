"""Checking the workshop: what the tables say of each order and each diagnosis is what its sealed events say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import batched
from typing import Protocol

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.terms import LabeledEnum
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
NOT_TOLD = "no event tells of it"

type Told = tuple[RecordedEvent, str | None, bytes | None]


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
    """The fault of an order, if there is one."""
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


class Stored(Protocol):
    """A row that an event tells of."""

    @property
    def event(self) -> int:
        """The number of the event."""

    @property
    def counts(self) -> bool:
        """Whether it counts, as its event does."""


def as_told[Row: Stored](
    tx: Transaction, part: str, kind: LabeledEnum, stored: Iterable[Row], wrong: Callable[[Row, Told], str | None]
) -> Iterator[Finding]:
    """Every event of a kind has its row, as it was told, which counts while its event does; there is no other row."""
    told = set(lists.told(tx, kind))
    for each in stored:
        told.discard(each.event)
        found = life.event(tx, each.event)
        if found is None or found[0].kind != kind:
            why: str | None = NOT_TOLD
        elif not (why := wrong(each, found)) and each.counts == life.is_corrected(tx, each.event):
            why = "it counts here and not in the life, or there and not here"
        if why:
            yield Finding(part, str(each.event), why)
    yield from (Finding(part, str(seq), "it was told and is not kept") for seq in sorted(told))


def diagnoses(tx: Transaction) -> Iterator[Finding]:
    """Diagnoses that differ from what the life was told, and codes that differ from their session."""
    kept = (each for some in batched(read_out.all_events(tx), AT_ONCE) for each in read_out.sessions(tx, some))
    return as_told(tx, "diagnoses", DiagnosisEvent.READ, kept, partial(_wrong_session, tx))


def _wrong_session(tx: Transaction, found: read_out.StoredDiagnosis, told_of: Told) -> str | None:
    told, vin, _ = told_of
    if vin != found.vin:
        return NOT_TOLD
    session, order = told.facts_as(Session), number_of(found.order) if found.order else ""
    own = replace(found.session, note=found.session.note if session.note else "")  # else erased, the words with the key
    if replace(session, odometer=told.odometer) != own or told.facts_as(AtOrder).order != order:
        return "the kept session differs from the sealed one"
    if told.on != found.on:
        return "its day differs from the sealed one"
    counts_as_told = found.counts != life.is_corrected(tx, found.event)
    if counts_as_told and found.event in read_out.strange_codes(tx, [found.event]):
        return "a code's vehicle, day or count differs from its session's"
    return None


def approvals(tx: Transaction) -> Iterator[Finding]:
    """Decisions whose sums differ from what the life was told."""
    return as_told(tx, "approvals", ApprovalEvent.DECIDED, decided.every(tx), _wrong_approval)


def _wrong_approval(found: decided.Approval, told_of: Told) -> str | None:
    told = told_of[0].facts_as(DecisionTold)
    if told.order != number_of(found.order):
        return NOT_TOLD
    same = (told.approved, told.refused) == (found.approved, found.refused)
    return None if same else "its sums differ from the sealed ones"


def inspections(tx: Transaction) -> Iterator[Finding]:
    """Inspections whose findings differ from what the life was told."""
    return as_told(tx, "inspections", InspectionEvent.INSPECTED, inspected.every(tx), _wrong_inspection)


def _wrong_inspection(found: inspected.Inspection, told_of: Told) -> str | None:
    told, points = told_of[0].facts_as(InspectionTold), told_points(found.body.points, found.body.findings)
    if told.order != number_of(found.order):
        return NOT_TOLD
    same = (told.template, told.points) == (found.template, points)
    return None if same else "the kept findings differ from the sealed ones"


CHECKS: tuple[Check, ...] = (orders, diagnoses, approvals, inspections)
