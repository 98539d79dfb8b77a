"""Wording: how each step of a repair order and each diagnosis is told in the timeline, on the screen and on paper."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import HOUR, MINUTE, Measure
from lifecycle_desk.base.said import InARow, Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Whole, kinds_of
from lifecycle_desk.schedules.rules.event_words import ITEMS, items_of
from lifecycle_desk.stages.service.clocks.rules import WorkTold, hours_of
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import DiagnosisEvent, Session, SessionTold
from lifecycle_desk.stages.service.estimates.rules import ApprovalEvent, DecisionTold
from lifecycle_desk.stages.service.inspections.rules import InspectionEvent, InspectionTold, Passed, PointTold
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder, OrderTold, VisitTold
from lifecycle_desk.stages.service.orders.rules.orders import Job, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.rules.states import (
    BOOKED,
    CANCELLED,
    CHECK,
    HANDED_OVER,
    IN_WORK,
    OF_A_VISIT,
    READY,
    VISIT,
    WAITING,
    WITH_SHEET,
    OrderEvent,
    OrderState,
)
from lifecycle_desk.stages.service.payments.rules import PaymentEvent
from lifecycle_desk.vehicle.rules import folding, resting, steps
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.folding import LifeRow, by_fact
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_fields import Entries, call_fields
from lifecycle_desk.vehicle.rules.record_refs import RecordKind, call_records
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach, worded

REASON = C_("correction", "Reason")
CONTROL_UNIT = N_("Control unit")
MOST_CODES = 8  # of one session in a line
TONES = {
    BOOKED: "neutral",
    IN_WORK: "accent",
    WAITING: "warn",
    CHECK: "accent",
    READY: "ok",
    HANDED_OVER: "neutral",
    CANCELLED: "neutral",
}
ICONS = {WAITING: "hourglass", READY: "circle-check", CANCELLED: "x"}


def _order(number: str) -> Said:
    return Said(N_("Repair order %(order)s"), order=number)


def order_named(told: RecordedEvent, _: Names) -> Said | None:
    """The order at which it was, if it was at one."""
    order = told.facts_as(AtOrder).order
    return _order(order) if order else None


def job_named(told: RecordedEvent, _: Names) -> Said:
    """The job by its place."""
    place = told.facts_as(WorkTold).job
    return Said(N_("Job %(place)s"), place="" if place is None else place)


def time_worked(told: RecordedEvent, _: Names) -> Measure | None:
    """How long was worked; what is less than a tenth of an hour in minutes, since it was no nought."""
    minutes = told.facts_as(WorkTold).minutes
    if minutes is None:
        return None
    hours = hours_of(minutes)
    return Measure(hours, HOUR) if hours else Measure(minutes, MINUTE)


def technician_named(told: RecordedEvent, _: Names) -> str:
    """The technician."""
    return told.facts_as(WorkTold).technician


def taking_back[Asked](asks: type[Asked], event: LabeledEnum, *not_facts: str) -> Step[Asked]:
    """The step that takes back what was told at an order: which order it was, and why."""
    said: dict[str, Any] = {"detail": (order_named, "why"), "later": ("order",), "travels": ("order",)}
    return steps.taking_back(asks, event, **said, not_facts=("event", *not_facts))


def _chip(state: OrderState | None) -> tuple[str, str] | None:
    return (state.label, TONES[state]) if state else None


def _why(said: OrderTold) -> tuple[tuple[str, Piece], ...]:
    return ((REASON, said.why),) if said.why else ()


def _moved(told: RecordedEvent, _: Names) -> Worded:
    """Booked, moved, cancelled: where the order stands now, and where it came from."""
    said = told.facts_as(OrderTold)
    was, state, why = said.was, said.state, _why(said)
    detail: tuple[Piece, ...] = (Said(N_("from “%(was)s” to “%(state)s”"), was=was, state=state),) if was else ()
    detail += tuple(words for _label, words in why)
    return Worded(_order(said.order), detail, why, ICONS.get(state, "") if state else "", _chip(state))


def _read(told: RecordedEvent, _: Names) -> Worded:
    return Worded(Said(OrderEvent.READ.label), (_order(told.facts_as(AtOrder).order),), icon="gauge")


def _attached(told: RecordedEvent, _: Names) -> Worded:
    files = Said(NN_("%(n)s document", "%(n)s documents"), n=len(told.documents))
    return Worded(Said(OrderEvent.ATTACHED.label), (_order(told.facts_as(AtOrder).order), files), icon="paperclip")


def _taken_back(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(OrderTold)
    detail, why = (_order(said.order), *filter(None, (said.why,))), _why(said)
    return Worded(Said(OrderEvent.TAKEN_BACK.label), detail, why, "arrow-back-up", _chip(said.state))


def _closed(told: RecordedEvent, _: Names) -> Worded:
    """A whole visit: what was done, by whom, and what each pays."""
    said = told.facts_as(VisitTold)
    detail = tuple(filter(None, (*(job.correction for job in said.sheet.jobs), said.sheet.technician)))
    paid = ((pays.label, Money(share.gross, said.currency)) for pays, share in said.totals.items())
    return Worded(_order(said.order), detail, (*_written(told, said), *paid), covered=_covered(said))


def _corrected(told: RecordedEvent, names: Names) -> Worded:
    whole, said = _closed(told, names), told.facts_as(OrderTold)
    title, why = Said(N_("Repair order %(order)s corrected"), order=said.order), _why(said)
    return Worded(title, (*(words for _, words in why), *whole.detail), (*why, *whole.facts), covered=whole.covered)


def _written(told: RecordedEvent, said: VisitTold) -> Iterator[tuple[str, Piece]]:
    if items := items_of(told):
        yield ITEMS, tuple(items)
    for job in said.sheet.jobs:
        yield from _labelled(Job, job, "cause", "correction")
    if said.campaigns:
        yield N_("Campaigns"), InARow(*said.campaigns)
    yield from _labelled(OrderSheet, said.sheet, "adviser", "technician")


def _labelled(of: type, said: object, *names: str) -> Iterator[tuple[str, Piece]]:
    """Some words with the labels that the fields of a request have for them, where they say something."""
    kinds = kinds_of(of)
    yield from ((kinds[name].label, words) for name in names if (words := getattr(said, name)))


def _visit(row: LifeRow, names: Names) -> Worded:
    """A visit as one row: what was done at it, or where its order stands."""
    head = row.events[0]
    if head.kind not in LEADS:
        return worded(head, names)
    said = head.facts_as(OrderTold)
    opens = ("order", said.order)
    if head.kind in WITH_SHEET:
        return replace(_closed(head, names), title=_order(said.order), opens=opens)
    return Worded(_order(said.order), tuple(_inside(row)), state=_chip(said.state), opens=opens)


def _inside(row: LifeRow) -> Iterator[Said]:
    """What stands inside the row of a visit that is not over, each kind once."""
    kinds = dict.fromkeys(each.kind for each in row.inside if each.kind not in LEADS)
    yield from (Said(of.of(kind).label) for kind in kinds for of in _AT_A_VISIT if kind in {*of})


def _read_out(told: RecordedEvent, _: Names) -> Worded:
    """A session: how many codes, which, and of which control units."""
    said = told.facts_as(SessionTold)
    codes = list(dict.fromkeys(code.code for unit in said.ecus for code in unit.codes))
    title = Said(NN_("%(n)s trouble code read out", "%(n)s trouble codes read out"), n=len(codes))
    shown = (*codes[:MOST_CODES], *(("…",) if len(codes) > MOST_CODES else ()))
    facts: list[tuple[str, Piece]] = []
    for unit in said.ecus:
        named = " ".join(filter(None, (unit.name, unit.software)))
        held = InARow(*(code.code for code in unit.codes)) or Said(C_("trouble code", "none"))
        if named:
            facts.append((CONTROL_UNIT, Said(N_("%(unit)s: %(codes)s"), unit=named, codes=held)))
        elif len(codes) > MOST_CODES:  # fewer stand in the line above, and which unit they are of nobody said
            facts.append((N_("Trouble codes"), held))
    facts += _labelled(Session, said, *kinds_of(Session))
    order = (_order(said.order),) if said.order else ()
    return Worded(title, (*shown, *order), tuple(facts), "alert-circle" if codes else "circle-check")


def _decided(told: RecordedEvent, _: Names) -> Worded:
    """A decision about an estimate: what was approved, what was refused, how it was said."""
    said = told.facts_as(DecisionTold)
    approved, refused = said.approved, said.refused
    detail: list[Piece] = [_order(said.order)]
    if refused and refused.minor:
        detail.append(Said(N_("%(amount)s declined"), amount=refused))
    facts: list[tuple[str, Piece]] = [(N_("Approved"), approved)] if approved else []
    facts += [(N_("Declined"), refused)] if refused and refused.minor else []
    facts += [(C_("approval", "How"), Said(said.how.label))] if said.how else []
    facts += [(N_("Approved") if line.approved else N_("Declined"), line.text or line.code) for line in said.lines]
    return Worded(Said(N_("Estimate: %(amount)s approved"), amount=approved), tuple(detail), tuple(facts), "signature")


def _inspected(told: RecordedEvent, _: Names) -> Worded:
    """An inspection: by which template, what failed, and every point with what was found."""
    said = told.facts_as(InspectionTold)
    failed = [point for point in said.points if point.failed]
    chip = (Passed.NO.label, "danger") if failed else (Passed.YES.label, "ok")
    detail: list[Piece] = [said.template, *(each.text for each in failed[:MOST_CODES])]
    facts = [(each.text, _found_at(each)) for each in said.points]
    if said.inspector:
        facts.append((N_("Inspector"), said.inspector))
    return Worded(Said(InspectionEvent.INSPECTED.label), tuple(detail), tuple(facts), "clipboard-check", chip)


def _found_at(point: PointTold) -> Piece:
    found = InARow(None if point.value is None else Measure(point.value, point.unit), point.answer, point.note)
    verdict = Passed.NO if point.failed else Passed.YES
    return Said(N_("%(found)s: %(verdict)s"), found=found, verdict=verdict) if found else verdict


def _covered(said: VisitTold) -> str:
    """The payer, where the customer paid nothing."""
    if PayType.CUSTOMER in said.totals:
        return ""
    return next((pays.label for pays in said.totals), C_("price", "Free"))


LEADS = {
    OrderEvent.BOOKED: 1,
    OrderEvent.MOVED: 1,
    OrderEvent.CANCELLED: 2,
    OrderEvent.CLOSED: 3,
    OrderEvent.CORRECTED: 4,
}
_AT_A_VISIT = (ApprovalEvent, InspectionEvent, DiagnosisEvent, PaymentEvent)
folding.teach({each.value: by_fact(VISIT, "order", LEADS.get(each, 0)) for each in OrderEvent})
folding.teach({each.value: by_fact(VISIT, "order") for kinds in _AT_A_VISIT for each in kinds})
folding.tell(VISIT, _visit)
folding.happened(
    {
        OrderEvent.BOOKED.value: OrderState.BOOKED.label,
        OrderEvent.MOVED.value: N_("Status changed"),
        OrderEvent.ATTACHED.value: N_("Documents added"),
        OrderEvent.CLOSED.value: OrderState.HANDED_OVER.label,
        OrderEvent.CORRECTED.value: C_("event", "Corrected"),
        OrderEvent.CANCELLED.value: OrderState.CANCELLED.label,
        OrderEvent.TAKEN_BACK.value: N_("Last step voided"),
    }
)
call_settings(
    {
        "order_template": N_("Repair order templates"),
        "inspection_template": N_("Inspection templates"),
        "technician_hours": N_("Technician hours"),
    }
)
call_records(
    {
        "order_template": RecordKind(N_("Repair order templates")),
        "inspection_template": RecordKind(N_("Inspection templates"), "inspection_templates"),
        "technician_hours": RecordKind(N_("Technician hours"), "service"),
    }
)
call_fields(
    {
        "order_template": {"jobs": Entries(N_("Jobs"))},
        "inspection_template": {"points": Entries(C_("inspection", "Points"))},
        "technician_hours": {"tenths": Whole(N_("Hours"), most=240, per=10)},
    }
)
teach(
    {
        OrderEvent.BOOKED.value: _moved,
        OrderEvent.MOVED.value: _moved,
        OrderEvent.CANCELLED.value: _moved,
        OrderEvent.READ.value: _read,
        OrderEvent.ATTACHED.value: _attached,
        OrderEvent.TAKEN_BACK.value: _taken_back,
        OrderEvent.CLOSED.value: _closed,
        OrderEvent.CORRECTED.value: _corrected,
        ApprovalEvent.DECIDED.value: _decided,
        InspectionEvent.INSPECTED.value: _inspected,
        DiagnosisEvent.READ.value: _read_out,
    }
)
for _event in (ApprovalEvent.DECIDED, InspectionEvent.INSPECTED, DiagnosisEvent.READ):
    resting.teach(_event, OF_A_VISIT)
