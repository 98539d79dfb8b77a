"""How repair orders move through the workshop: moved, handed over, cancelled, a step taken back, files attached."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.campaigns.usecases.standing import refuse_stopped
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.stages.service.clocks.usecases import refuse_running
from lifecycle_desk.stages.service.estimates.rules import goes_on
from lifecycle_desk.stages.service.estimates.usecases.approved import check_approved, check_nothing_proposed
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder, OrderTold
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder, revised
from lifecycle_desk.stages.service.orders.rules.rights import ORDER_CLOSE, ORDER_CORRECT
from lifecycle_desk.stages.service.orders.rules.states import (
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
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import (
    Step,
    campaigns_unknown,
    check_documents,
    check_taxings,
    dealer_context,
    plain,
    tell_closed,
    tell_reading,
    tell_step,
    words_erased,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    AttachToOrder,
    CancelRepairOrder,
    HandOverRepairOrder,
    MoveRepairOrder,
    OrderDone,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.payments.usecases.recording import note_paid, pay_rest, refuse_paid, void_with
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, ReasonMissing, RecordedEvent
from lifecycle_desk.vehicle.rules.resting import OrderStillNeeded, named, resting_on
from lifecycle_desk.vehicle.rules.rights import DOCUMENT_ADD, ORDER_EDIT
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.voiding import refuse_rested, undone_by

FOR_GOOD = frozenset({OrderEvent.CORRECTED.value, OrderEvent.TAKEN_BACK.value})  # these are answered by another step


@command(ORDER_EDIT)
def take_back_order_step(tx: Transaction, asked: TakeBackOrderStep) -> OrderDone:
    """Take back the last step of an order: it stays readable and no longer counts; an order just made is cancelled."""
    if not asked.why.strip():
        raise ReasonMissing
    order = order_rows.order(tx, asked.number)
    if order.state is HANDED_OVER:
        authorise(tx, ORDER_CORRECT)
    found = life.event(tx, order.last_event)
    if order.last_event != asked.event or found is None or found[0].kind in FOR_GOOD:
        raise NotTheLastStep(order.number)
    refuse_rested(tx, order.vin, found[0])
    was = found[0].facts_as(OrderTold).was
    if not was:
        refuse_running(tx, order)
        tell_reading(tx, replace(order, sheet=replace(order.sheet, odometer_in=None)), order.opened_on)
    why = validation.text(asked.why, "why")
    if asked.payment:
        void_with(tx, asked.payment, order, why)
    if order.state is HANDED_OVER:
        note_paid(tx, order)
    step = Step(kind=OrderEvent.TAKEN_BACK, was=order.state, why=why, corrects=asked.event)
    return _come_to(tx, order, was or CANCELLED, step)


taken_back = undone_by(take_back_order_step)


@command(ORDER_EDIT, undo=taken_back)
def move_repair_order(tx: Transaction, asked: MoveRepairOrder) -> OrderDone:
    """Move a repair order through the workshop, to work, to parts, to the quality check, or back."""
    order = order_rows.order(tx, asked.number)
    check_move(order.number, order.state, asked.state)
    if goes_on(order.state, asked.state):
        check_approved(tx, order, dealer_context(tx))
    return _come_to(tx, order, asked.state, Step(kind=OrderEvent.MOVED, was=order.state))


@command(ORDER_CLOSE, undo=taken_back)
def hand_over_repair_order(tx: Transaction, asked: HandOverRepairOrder) -> OrderDone:
    """Hand the vehicle over to the customer and close the order; from now on it is corrected, never edited."""
    order = order_rows.order(tx, asked.number)
    if HANDED_OVER not in MOVES[order.state]:
        raise MoveNotAllowed(order.number, order.state, HANDED_OVER)
    refuse_running(tx, order)
    of = dealer_context(tx)
    on = asked.on or of.today
    check_handover_day(order.number, on, order.opened_on)
    sheet = replace(order.sheet, odometer_out=asked.odometer_out or order.sheet.odometer_out)
    validation.check_closing(sheet, without_lines=asked.without_lines, words_erased=words_erased(tx, sheet))
    check_taxings(sheet, of, on)
    refuse_stopped(tx, order.vin, sheet.campaigns)
    tx.note(*validation.odd(sheet, tx.at, closing=True), *campaigns_unknown(tx, sheet))
    closed = _at(tx, order, HANDED_OVER, sheet=sheet, handed_over_on=on, tax=of.tax_on(on))
    check_nothing_proposed(tx, order)
    check_approved(tx, closed, of)
    totals = reckoned(sheet, closed.tax, closed.currency)
    seq = tell_closed(tx, closed, Step(kind=OrderEvent.CLOSED, was=order.state), totals)
    closed = replace(closed, last_event=seq, closing_event=seq)
    order_rows.save(tx, closed, totals.customer.minor, jobs=False)
    paid = pay_rest(tx, closed, asked.paid_by, asked.means, on) if asked.paid_by else None
    return OrderDone(order.number, order.vin, HANDED_OVER, closed.revision, seq, totals.customer, paid)


@command(ORDER_EDIT, undo=taken_back)
def cancel_repair_order(tx: Transaction, asked: CancelRepairOrder) -> OrderDone:
    """Cancel a repair order that nothing comes of; its number stays, so that none is missing."""
    order = order_rows.order(tx, asked.number)
    if CANCELLED not in MOVES[order.state]:
        raise MoveNotAllowed(order.number, order.state, CANCELLED)
    refuse_running(tx, order)
    _refuse_needed(tx, order)
    refuse_paid(tx, order)
    step = Step(kind=OrderEvent.CANCELLED, was=order.state, why=validation.text(asked.why, "why"))
    return _come_to(tx, order, CANCELLED, step)


@command(DOCUMENT_ADD)
def attach_to_order(tx: Transaction, asked: AttachToOrder) -> OrderDone:
    """Add photos and files to a repair order, open or closed."""
    order = order_rows.order(tx, asked.number)
    check_documents(tx, asked.documents)
    kind, facts = OrderEvent.ATTACHED.value, plain(AtOrder(order.number))
    customer = order.sheet.customer  # whose files they are, too
    event = Event(order.vin, dealer_context(tx).today, kind, facts, documents=asked.documents, person=customer)
    return OrderDone(order.number, order.vin, order.state, order.revision, record_event(tx, event))


def _refuse_needed(tx: Transaction, order: RepairOrder) -> None:
    """Refuse to cancel an order on which something rests."""
    facts = plain(AtOrder(order.number))
    cancelled = RecordedEvent(order.last_event + 1, order.opened_on, OrderEvent.CANCELLED.value, facts)
    if found := resting_on(cancelled, life.told(tx, order.vin)):
        raise OrderStillNeeded(order.number, tuple(map(named, found)))


def _at(tx: Transaction, order: RepairOrder, state: OrderState, **changes: Any) -> RepairOrder:
    """An order that has just come to a state."""
    return revised(order, tx.at, tx.by, state=state, state_since=tx.at, **changes)


def _come_to(tx: Transaction, order: RepairOrder, state: OrderState, step: Step) -> OrderDone:
    """Keep and tell that an order came to a state in which it is not closed."""
    come = _at(tx, order, state, handed_over_on=None, closing_event=None, tax=None)
    seq = tell_step(tx, come, step, dealer_context(tx).today)
    order_rows.save(tx, replace(come, last_event=seq), None, jobs=False)
    return OrderDone(order.number, order.vin, state, come.revision, seq)


COMMANDS: tuple[Command[Any, Any], ...] = (
    move_repair_order,
    hand_over_repair_order,
    cancel_repair_order,
    take_back_order_step,
    attach_to_order,
)
