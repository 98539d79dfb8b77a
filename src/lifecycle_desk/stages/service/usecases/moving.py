"""How repair orders move through the workshop: moved, handed over, cancelled, a step taken back, files attached."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import DOCUMENT_ADD, ORDER_CLOSE, ORDER_CORRECT, ORDER_EDIT
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.stages.service.rules import sheets
from lifecycle_desk.stages.service.rules.approval import goes_on
from lifecycle_desk.stages.service.rules.orders import RepairOrder, revised
from lifecycle_desk.stages.service.rules.states import (
    CANCELLED,
    HANDED_OVER,
    MOVES,
    MoveNotAllowed,
    NotTheLastStep,
    OrderEvent,
    OrderState,
    check_handover_day,
    check_move,
)
from lifecycle_desk.stages.service.rules.totals import reckoned
from lifecycle_desk.stages.service.tables import orders as kept
from lifecycle_desk.stages.service.usecases.approved import check_approved, check_nothing_proposed
from lifecycle_desk.stages.service.usecases.clocks import refuse_running
from lifecycle_desk.stages.service.usecases.requests import (
    AttachToOrder,
    CancelRepairOrder,
    HandOverRepairOrder,
    MoveRepairOrder,
    OrderDone,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.usecases.sealing import (
    Step,
    campaigns_unknown,
    check_documents,
    house,
    tell_closed,
    tell_reading,
    tell_step,
    words_erased,
)
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event, ReasonMissing, Told
from lifecycle_desk.vehicle.rules.resting import OrderStillNeeded, named, resting_on
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.campaigns import refuse_stopped
from lifecycle_desk.vehicle.usecases.resting import refuse_rested
from lifecycle_desk.vehicle.usecases.telling import tell

FOR_GOOD = frozenset({OrderEvent.CORRECTED.value, OrderEvent.TAKEN_BACK.value})  # these are answered by another step


def taken_back(made: OrderDone) -> tuple[Verb[Any, Any], TakeBackOrderStep] | None:
    """What undoes a step, if it was one."""
    return (take_back_order_step, TakeBackOrderStep(made.number, made.event, "undone")) if made.event else None


@verb(ORDER_EDIT, undo=taken_back)
def move_repair_order(work: Work, asked: MoveRepairOrder) -> OrderDone:
    """Move a repair order through the workshop, to work, to parts, to the quality check, or back."""
    order = kept.order(work, asked.number)
    check_move(order.number, order.state, asked.state)
    if goes_on(order.state, asked.state):
        check_approved(work, order, house(work))
    return _come_to(work, order, asked.state, Step(kind=OrderEvent.MOVED, was=order.state))


@verb(ORDER_CLOSE, undo=taken_back)
def hand_over_repair_order(work: Work, asked: HandOverRepairOrder) -> OrderDone:
    """Hand the vehicle over to the customer and close the order; from now on it is corrected, never edited."""
    order = kept.order(work, asked.number)
    if HANDED_OVER not in MOVES[order.state]:
        raise MoveNotAllowed(order.number, order.state, HANDED_OVER)
    refuse_running(work, order)
    of = house(work)
    on = asked.on or of.today
    check_handover_day(order.number, on, order.opened_on)
    sheet = replace(order.sheet, odometer_out=asked.odometer_out or order.sheet.odometer_out)
    sheets.check_closing(sheet, without_lines=asked.without_lines, words_erased=words_erased(work, sheet))
    refuse_stopped(work, order.vin, sheet.campaigns)
    work.note(*sheets.odd(sheet, work.at, closing=True), *campaigns_unknown(work, sheet))
    closed = _at(work, order, HANDED_OVER, sheet=sheet, handed_over_on=on, tax=of.tax_on(on))
    check_nothing_proposed(work, order)
    check_approved(work, closed, of)
    totals = reckoned(sheet, closed.tax, closed.currency)
    seq = tell_closed(work, closed, Step(kind=OrderEvent.CLOSED, was=order.state), totals)
    kept.keep(work, replace(closed, last_event=seq, closing_event=seq), totals.customer.minor, jobs=False)
    return OrderDone(order.number, order.vin, HANDED_OVER, closed.revision, seq, totals.customer)


@verb(ORDER_EDIT, undo=taken_back)
def cancel_repair_order(work: Work, asked: CancelRepairOrder) -> OrderDone:
    """Cancel a repair order that nothing comes of; its number stays, so that none is missing."""
    order = kept.order(work, asked.number)
    if CANCELLED not in MOVES[order.state]:
        raise MoveNotAllowed(order.number, order.state, CANCELLED)
    refuse_running(work, order)
    _refuse_needed(work, order)
    step = Step(kind=OrderEvent.CANCELLED, was=order.state, why=sheets.text(asked.why, "why"))
    return _come_to(work, order, CANCELLED, step)


@verb(ORDER_EDIT)
def take_back_order_step(work: Work, asked: TakeBackOrderStep) -> OrderDone:
    """Take back the last step of an order: it stays readable and no longer counts; an order just made is cancelled."""
    if not asked.why.strip():
        raise ReasonMissing
    order = kept.order(work, asked.number)
    if order.state is HANDED_OVER:
        authorise(work, ORDER_CORRECT)
    found = life.event(work, order.last_event)
    if order.last_event != asked.event or found is None or found[0].kind in FOR_GOOD:
        raise NotTheLastStep(order.number)
    refuse_rested(work, order.vin, found[0])
    was = found[0].facts.get("from")
    if not was:
        refuse_running(work, order)
        tell_reading(work, replace(order, sheet=replace(order.sheet, odometer_in=None)), order.opened_on)
    why = sheets.text(asked.why, "why")
    step = Step(kind=OrderEvent.TAKEN_BACK, was=order.state, why=why, corrects=asked.event)
    return _come_to(work, order, OrderState.of(was) if was else CANCELLED, step)


@verb(DOCUMENT_ADD)
def attach_to_order(work: Work, asked: AttachToOrder) -> OrderDone:
    """Add photos and files to a repair order, open or closed."""
    order = kept.order(work, asked.number)
    check_documents(work, asked.documents)
    kind, facts = OrderEvent.ATTACHED.value, {"order": order.number}
    customer = order.sheet.customer  # whose files they are, too
    event = Event(order.vin, house(work).today, kind, facts, documents=asked.documents, person=customer)
    return OrderDone(order.number, order.vin, order.state, order.revision, tell(work, event))


def _refuse_needed(work: Work, order: RepairOrder) -> None:
    """Refuse to cancel an order on which something rests."""
    cancelled = Told(order.last_event + 1, order.opened_on, OrderEvent.CANCELLED.value, {"order": order.number})
    if found := resting_on(cancelled, life.told(work, order.vin)):
        raise OrderStillNeeded(order.number, tuple(map(named, found)))


def _at(work: Work, order: RepairOrder, state: OrderState, **changes: Any) -> RepairOrder:
    """An order that has just come to a state."""
    return revised(order, work.at, work.by, state=state, state_since=work.at, **changes)


def _come_to(work: Work, order: RepairOrder, state: OrderState, step: Step) -> OrderDone:
    """Keep and tell that an order came to a state in which it is not closed."""
    come = _at(work, order, state, handed_over_on=None, closing_event=None, tax=None)
    seq = tell_step(work, come, step, house(work).today)
    kept.keep(work, replace(come, last_event=seq), None, jobs=False)
    return OrderDone(order.number, order.vin, state, come.revision, seq)


VERBS: tuple[Verb[Any, Any], ...] = (
    move_repair_order,
    hand_over_repair_order,
    cancel_repair_order,
    take_back_order_step,
    attach_to_order,
)
