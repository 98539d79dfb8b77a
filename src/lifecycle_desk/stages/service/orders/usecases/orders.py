"""The sheet of a repair order: opened, changed, logged as a whole, corrected once it is closed."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.campaigns.usecases.standing import stops
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.stages.service.estimates.usecases.approved import check_approved, note_advice, note_approved
from lifecycle_desk.stages.service.orders.rules import validation
from lifecycle_desk.stages.service.orders.rules.naming import WorkNamesCustomer, name_pattern, naming
from lifecycle_desk.stages.service.orders.rules.orders import (
    OrderSheet,
    RepairOrder,
    number_of,
    numbered,
    revised,
    unnumbered,
)
from lifecycle_desk.stages.service.orders.rules.rights import ORDER_CLOSE, ORDER_CORRECT
from lifecycle_desk.stages.service.orders.rules.states import (
    BOOKED,
    HANDED_OVER,
    OrderEvent,
    OrderNotClosed,
    OrderState,
    check_handover_day,
    check_open,
    check_revision,
)
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import (
    DealerContext,
    Step,
    campaigns_unknown,
    check_documents,
    check_taxings,
    dealer_context,
    tell_closed,
    tell_reading,
    tell_step,
    told_of,
    words_erased,
)
from lifecycle_desk.stages.service.orders.usecases.held import refuse_lost
from lifecycle_desk.stages.service.orders.usecases.requests import (
    ChangeRepairOrder,
    CorrectRepairOrder,
    LogRepairOrder,
    OpenRepairOrder,
    OrderDone,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import taken_back
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life as of_life
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.recording import refuse_closed

ON_SHEET = tuple(each.name for each in fields(OrderSheet))
NOT_YET = 0  # an order's last event, before its first one is told


@command(ORDER_EDIT, undo=taken_back)
def open_repair_order(tx: Transaction, asked: OpenRepairOrder) -> OrderDone:
    """Open a repair order: the visit is booked, with jobs already or without."""
    of = dealer_context(tx)
    order, name = _begun(tx, asked, of, BOOKED)
    if (other := order_rows.open_of(tx, order.vin)) is not None:
        tx.note(validation.AnotherOrderOpen(number_of(other)))
    note_advice(tx, order.vin)
    tx.note(*validation.odd(order.sheet, tx.at, closing=False))
    seq = tell_step(tx, order, Step(kind=OrderEvent.BOOKED, documents=asked.documents), order.opened_on)
    if order.sheet.odometer_in:
        tell_reading(tx, order, order.opened_on)
    order = replace(order, last_event=seq)
    order_rows.save_new(tx, order, None)
    _findable(tx, order, name)
    return OrderDone(order.number, order.vin, order.state, order.revision, seq)


@command(ORDER_CLOSE, undo=taken_back)
def log_repair_order(tx: Transaction, asked: LogRepairOrder) -> OrderDone:
    """Log a whole workshop visit at once: opened, done and handed over."""
    of = dealer_context(tx)
    order, name = _begun(tx, asked, of, HANDED_OVER)
    validation.check_closing(order.sheet, without_lines=asked.without_lines)
    tx.note(*validation.odd(order.sheet, tx.at, closing=True), *campaigns_unknown(tx, order.sheet))
    tx.note(*stops(tx, order.vin, order.sheet.campaigns))  # the vehicle has left: that is told, not refused
    order = replace(order, handed_over_on=order.opened_on, tax=of.tax_on(order.opened_on))
    totals = reckoned(order.sheet, order.tax, order.currency)
    seq = tell_closed(tx, order, Step(kind=OrderEvent.CLOSED, documents=asked.documents), totals)
    order = replace(order, last_event=seq, closing_event=seq)
    order_rows.save_new(tx, order, totals.customer.minor)
    _findable(tx, order, name)
    return OrderDone(order.number, order.vin, order.state, order.revision, seq, totals.customer)


@command(ORDER_EDIT)
def change_repair_order(tx: Transaction, asked: ChangeRepairOrder) -> OrderDone:
    """Change the sheet of an open repair order, unless somebody else has changed it meanwhile."""
    order = order_rows.order(tx, asked.number)
    check_open(order.number, order.state)
    check_revision(order.number, asked.revision, order.revision, order.changed_at, order.changed_by)
    refuse_closed(tx, order.vin)  # a mere change of the sheet tells no event
    of = dealer_context(tx)
    sheet = _sheet(tx, asked, of, known=order.sheet.customer)
    check_taxings(sheet, of, of.today)
    refuse_lost(tx, order, sheet.jobs)
    changed = revised(order, tx.at, tx.by, sheet=sheet)
    check_approved(tx, changed, of, order)
    tx.note(*validation.odd(changed.sheet, tx.at, closing=False))
    if changed.sheet.odometer_in != order.sheet.odometer_in:
        tell_reading(tx, changed, of.today)
    order_rows.save(tx, changed, None)
    return OrderDone(order.number, order.vin, order.state, changed.revision, None)


@command(ORDER_CORRECT)
def correct_repair_order(tx: Transaction, asked: CorrectRepairOrder) -> OrderDone:
    """Correct an order that was handed over: the life is told the whole of it anew, and keeps what it said before."""
    order = order_rows.order(tx, asked.number)
    if order.state is not HANDED_OVER or order.closing_event is None or order.handed_over_on is None:
        raise OrderNotClosed(order.number)
    check_revision(order.number, asked.revision, order.revision, order.changed_at, order.changed_by)
    if not asked.why.strip():
        raise of_life.ReasonMissing
    of, on = dealer_context(tx), asked.on or order.handed_over_on
    opened_on = _opened_on(tx, order, on)
    check_handover_day(order.number, on, opened_on)
    sheet = _sheet(tx, asked, of, known=order.sheet.customer)
    check_taxings(sheet, of, on)
    refuse_lost(tx, order, sheet.jobs)
    changes = {"sheet": sheet, "opened_on": opened_on, "handed_over_on": on, "tax": of.tax_on(on)}
    corrected = revised(order, tx.at, tx.by, **changes)
    validation.check_closing(sheet, without_lines=True, words_erased=words_erased(tx, sheet))
    tx.note(*validation.odd(corrected.sheet, tx.at, closing=True), *campaigns_unknown(tx, sheet))
    note_approved(tx, corrected, of)
    if any(each.kind == OrderEvent.READ for each in told_of(tx, order)):
        tell_reading(tx, corrected, on)
    totals = reckoned(corrected.sheet, corrected.tax, corrected.currency)
    why, corrects = validation.text(asked.why, "why"), order.closing_event
    step = Step(kind=OrderEvent.CORRECTED, was=HANDED_OVER, why=why, corrects=corrects)
    seq = tell_closed(tx, corrected, step, totals)
    order_rows.save(tx, replace(corrected, last_event=seq, closing_event=seq), totals.customer.minor)
    return OrderDone(order.number, order.vin, order.state, corrected.revision, seq, totals.customer)


def _opened_on(tx: Transaction, order: RepairOrder, on: date) -> date:
    """The day on which a visit that is corrected began: one that was logged whole moves as a whole."""
    booked = any(each.kind == OrderEvent.BOOKED for each in told_of(tx, order))
    return order.opened_on if booked else min(order.opened_on, on)


def _begun(
    tx: Transaction, asked: OpenRepairOrder | LogRepairOrder, of: DealerContext, state: OrderState
) -> tuple[RepairOrder, str]:
    """A new order with the next number of its year, and what its vehicle is called."""
    row = life.row(tx, vin.canonical(asked.vin))
    refuse_closed(tx, row.vin)
    on = asked.on or of.today
    check_documents(tx, asked.documents)
    sheet = _sheet(tx, asked, of, owner=row.owner)
    check_taxings(sheet, of, on)
    sheet = replace(sheet, jobs=unnumbered(sheet.jobs))  # numbers of another order are none here
    order = RepairOrder(
        key=order_rows.next_key(tx, on.year),
        vin=row.vin,
        state=state,
        sheet=sheet,
        currency=of.market.currency,
        revision=1,
        opened_on=on,
        opened_at=tx.at,
        state_since=tx.at,
        changed_at=tx.at,
        changed_by=tx.by,
        last_event=NOT_YET,
    )
    return numbered(order), named(row.make, row.model)


def _sheet(
    tx: Transaction, asked: OrderSheet, of: DealerContext, *, owner: int | None = None, known: int | None = None
) -> OrderSheet:
    """The sheet in a request, judged; one that names no customer is the owner's, while he has not been erased.

    `known` is the customer that the order has already: he may have been erased since, and the order goes on.
    """
    given = OrderSheet(**{name: getattr(asked, name) for name in ON_SHEET})
    if given.customer is None and owner and people.maybe_person(tx, owner):
        given = replace(given, customer=owner)
    elif given.customer is not None and given.customer != known:
        _check_customer(tx, given.customer)
    tidy = validation.tidied(given, of.dealer.labour_rate)
    _note_names(tx, tidy)
    return tidy


def _note_names(tx: Transaction, sheet: OrderSheet) -> None:
    """Say where the customer is named in what stays when they are erased."""
    if known := people.maybe_person(tx, sheet.customer):
        for job in naming(sheet.jobs, name_pattern(known.name)):
            tx.note(WorkNamesCustomer(job).at_field(f"jobs[{job - 1}].correction"))


def _check_customer(tx: Transaction, number: int) -> None:
    try:
        people.person(tx, number)
    except Objection as objection:
        raise objection.at_field("customer") from None


def _findable(tx: Transaction, order: RepairOrder, name: str) -> None:
    """Let an order be found by its number and its tail; who brought the vehicle is found by name elsewhere."""
    label = " ".join(filter(None, (order.number, name)))
    search.add(tx, "order", order.number, order.vin, label, (order.number,), (order.number,))


COMMANDS: tuple[Command[Any, Any], ...] = (
    open_repair_order,
    log_repair_order,
    change_repair_order,
    correct_repair_order,
)
