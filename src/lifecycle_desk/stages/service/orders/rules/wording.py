"""Wording: how each step of a repair order and each diagnosis is told in the timeline, on the screen and on paper."""

from collections.abc import Iterator, Mapping
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.campaigns.rules.status import CARRIED_OUT
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.schedules.rules.event_words import ITEMS, items_of
from lifecycle_desk.stages.service.clocks.rules import hours_of
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import DiagnosisEvent, Session
from lifecycle_desk.stages.service.estimates.rules import ApprovalEvent, How
from lifecycle_desk.stages.service.inspections.rules import InspectionEvent, Passed
from lifecycle_desk.stages.service.orders.rules.orders import Job, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.rules.states import (
    CANCELLED,
    OF_A_VISIT,
    READY,
    WAITING,
    OrderEvent,
    OrderState,
)
from lifecycle_desk.vehicle.rules import resting, steps
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

REASON = C_("correction", "Reason")
CONTROL_UNIT = N_("Control unit")
MOST_CODES = 8  # of one session in a line
TONES = {WAITING: "warn", READY: "ok", CANCELLED: "neutral"}
ICONS = {WAITING: "hourglass", READY: "circle-check", CANCELLED: "x"}


def _order(told: RecordedEvent) -> Said:
    return Said(N_("Repair order %(order)s"), order=told.facts.get("order", ""))


def order_named(told: RecordedEvent, _: Names) -> Said | None:
    """The order at which it was, if it was at one."""
    return _order(told) if told.facts.get("order") else None


def job_named(told: RecordedEvent, _: Names) -> Said:
    """The job by its place."""
    return Said(N_("Job %(place)s"), place=told.facts.get("job", ""))


def time_worked(told: RecordedEvent, _: Names) -> Said | None:
    """How long was worked."""
    minutes = told.facts.get("minutes")
    return Said(N_("%(hours)s h"), hours=hours_of(minutes)) if isinstance(minutes, int) else None


def technician_named(told: RecordedEvent, _: Names) -> str:
    """Who worked."""
    technician: str = told.facts.get("technician", "")
    return technician


def taking_back[Asked](asks: type[Asked], event: LabeledEnum, *not_facts: str) -> Step[Asked]:
    """The step that takes back what was told at an order: which order it was, and why."""
    said: dict[str, Any] = {"detail": (order_named, "why"), "later": ("order",), "travels": ("order",)}
    return steps.taking_back(asks, event, **said, not_facts=("event", *not_facts))


def _state(told: RecordedEvent, name: str = "state") -> OrderState | None:
    given = told.facts.get(name)
    return OrderState.of(given) if given else None


def _chip(told: RecordedEvent) -> tuple[str, str] | None:
    state = _state(told)
    return (state.label, TONES.get(state, "service")) if state else None


def _why(told: RecordedEvent) -> tuple[tuple[str, Piece], ...]:
    why = told.facts.get("why", "")
    return ((REASON, why),) if why else ()


def _moved(told: RecordedEvent, _: Names) -> Worded:
    """Booked, moved, cancelled: where the order stands now, and where it came from."""
    was, state = _state(told, "from"), _state(told)
    detail: tuple[Piece, ...] = (Said(N_("from “%(was)s” to “%(state)s”"), was=was, state=state),) if was else ()
    detail += tuple(why for _label, why in _why(told))
    return Worded(_order(told), detail, _why(told), ICONS.get(state, "") if state else "", _chip(told))


def _read(told: RecordedEvent, _: Names) -> Worded:
    return Worded(Said(OrderEvent.READ.label), (_order(told),), icon="gauge")


def _attached(told: RecordedEvent, _: Names) -> Worded:
    files = Said(NN_("%(n)s document", "%(n)s documents"), n=len(told.documents))
    return Worded(Said(OrderEvent.ATTACHED.label), (_order(told), files), icon="paperclip")


def _taken_back(told: RecordedEvent, _: Names) -> Worded:
    why = tuple(words for _label, words in _why(told))
    return Worded(Said(OrderEvent.TAKEN_BACK.label), (_order(told), *why), _why(told), "arrow-back-up", _chip(told))


def _closed(told: RecordedEvent, _: Names) -> Worded:
    """A whole visit: what was done, by whom, and what each pays."""
    sheet = told.facts.get("sheet", {})
    done = [each for job in sheet.get("jobs", ()) if (each := job.get("correction"))]
    technician = sheet.get("technician", "")
    detail = (*done, technician) if technician else tuple(done)
    return Worded(_order(told), detail, (*_written(told), *_paid(told)), covered=_covered(told))


def _corrected(told: RecordedEvent, names: Names) -> Worded:
    whole, title = _closed(told, names), Said(N_("Repair order %(order)s corrected"), order=told.facts.get("order", ""))
    why = _why(told)
    return Worded(title, (*(words for _, words in why), *whole.detail), (*why, *whole.facts), covered=whole.covered)


def _written(told: RecordedEvent) -> Iterator[tuple[str, Piece]]:
    sheet = told.facts.get("sheet", {})
    if items := items_of(told):
        yield ITEMS, tuple(items)
    for job in sheet.get("jobs", ()):
        yield from _said(Job, ("cause", "correction"), job)
    if carried_out := told.facts.get(CARRIED_OUT):
        yield N_("Campaigns"), ", ".join(map(str, carried_out))
    yield from _said(OrderSheet, ("adviser", "technician"), sheet)


def _said(of: type, names: tuple[str, ...], facts: Mapping[str, Any]) -> Iterator[tuple[str, Piece]]:
    """Some fields of what was sealed, where they say something."""
    kinds = kinds_of(of)
    yield from ((kinds[name].label, words) for name in names if (words := kinds[name].told(facts.get(name))))


def _paid(told: RecordedEvent) -> Iterator[tuple[str, Piece]]:
    currency = told.facts.get("currency", "")
    for pays, share in told.facts.get("totals", {}).items():
        yield PayType.of(pays).label, Money(share["gross"], currency)


def _read_out(told: RecordedEvent, _: Names) -> Worded:
    """A session: how many codes, which, and of which control units."""
    units = told.facts.get("ecus", ())
    codes = list(dict.fromkeys(code["code"] for unit in units for code in unit.get("codes", ())))
    title = Said(NN_("%(n)s trouble code read out", "%(n)s trouble codes read out"), n=len(codes))
    shown = (*codes[:MOST_CODES], *(("…",) if len(codes) > MOST_CODES else ()))
    facts: list[tuple[str, Piece]] = []
    for unit in units:
        named = " ".join(filter(None, (unit.get("name"), unit.get("software"))))
        held = ", ".join(code["code"] for code in unit.get("codes", ())) or Said(C_("trouble code", "none"))
        facts.append((CONTROL_UNIT, Said(N_("%(unit)s: %(codes)s"), unit=named, codes=held) if named else held))
    facts += [(kind.label, said) for name, kind in kinds_of(Session).items() if (said := told.facts.get(name))]
    order = (_order(told),) if told.facts.get("order") else ()
    return Worded(title, (*shown, *order), tuple(facts), "alert-circle" if codes else "circle-check")


def _decided(told: RecordedEvent, _: Names) -> Worded:
    """A decision about an estimate: what was approved, what was refused, how it was said."""
    approved, refused = _amount(told, "approved"), _amount(told, "refused")
    how = How.of(told.facts["how"]).label if told.facts.get("how") else ""
    detail: list[Piece] = [_order(told)]
    if refused and refused.minor:
        detail.append(Said(N_("%(amount)s refused"), amount=refused))
    facts: list[tuple[str, Piece]] = [(N_("Approved"), approved)] if approved else []
    facts += [(N_("Refused"), refused)] if refused and refused.minor else []
    facts += [(C_("approval", "How"), Said(how))] if how else []
    for line in told.facts.get("lines", ()):
        verdict = N_("Approved") if line.get("approved") else N_("Refused")
        facts.append((verdict, line.get("text") or line.get("code", "")))
    return Worded(Said(N_("Estimate: %(amount)s approved"), amount=approved), tuple(detail), tuple(facts), "signature")


def _amount(told: RecordedEvent, name: str) -> Money | None:
    given = told.facts.get(name)
    return Money(given["minor"], given["currency"]) if given else None


def _inspected(told: RecordedEvent, _: Names) -> Worded:
    """An inspection: by which template, what failed, and every point with what was found."""
    points = told.facts.get("points", ())
    failed = [point for point in points if point.get("failed")]
    chip = (Passed.NO.label, "danger") if failed else (Passed.YES.label, "ok")
    detail: list[Piece] = [told.facts.get("template", ""), *(each["text"] for each in failed[:MOST_CODES])]
    facts = [(each["text"], _found_at(each)) for each in points]
    if inspector := told.facts.get("inspector"):
        facts.append((N_("Inspector"), inspector))
    return Worded(Said(InspectionEvent.INSPECTED.label), tuple(detail), tuple(facts), "clipboard-check", chip)


def _found_at(point: Mapping[str, Any]) -> Piece:
    measured = " ".join(filter(None, (point.get("value"), point.get("unit"))))
    found = ", ".join(filter(None, (measured, point.get("answer"), point.get("note"))))
    verdict = Passed.NO if point.get("failed") else Passed.YES
    return Said(N_("%(found)s: %(verdict)s"), found=found, verdict=verdict) if found else verdict


def _covered(told: RecordedEvent) -> str:
    """Who paid, where the customer paid nothing."""
    payers = list(told.facts.get("totals", {}))
    if PayType.CUSTOMER in payers:
        return ""
    return PayType.of(payers[0]).label if payers else C_("price", "Free")


call_settings(
    {
        "order_template": N_("Templates of repair orders"),
        "inspection_template": N_("Templates of inspections"),
        "technician_hours": N_("Technicians' hours"),
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
