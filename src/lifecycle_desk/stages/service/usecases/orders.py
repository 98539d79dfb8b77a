"""What is done with the sheet of a repair order: opened, changed, logged as a whole, corrected once it is closed."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import ORDER_CLOSE, ORDER_CORRECT, ORDER_EDIT
from lifecycle_desk.stages.service.rules import sheets
from lifecycle_desk.stages.service.rules.naming import WorkNamesCustomer, name_pattern, naming
from lifecycle_desk.stages.service.rules.orders import (
    OrderSheet,
    RepairOrder,
    number_of,
    numbered,
    revised,
    unnumbered,
)
from lifecycle_desk.stages.service.rules.states import (
    BOOKED,
    HANDED_OVER,
    OrderEvent,
    OrderNotClosed,
    OrderState,
    check_handover_day,
    check_open,
    check_revision,
)
from lifecycle_desk.stages.service.rules.totals import reckoned
from lifecycle_desk.stages.service.tables import orders as kept
from lifecycle_desk.stages.service.usecases.approved import check_approved, note_advice, note_approved
from lifecycle_desk.stages.service.usecases.held import refuse_lost
from lifecycle_desk.stages.service.usecases.moving import taken_back
from lifecycle_desk.stages.service.usecases.requests import (
    ChangeRepairOrder,
    CorrectRepairOrder,
    LogRepairOrder,
    OpenRepairOrder,
    OrderDone,
)
from lifecycle_desk.stages.service.usecases.sealing import (
    House,
    Step,
    campaigns_unknown,
    check_documents,
    house,
    tell_closed,
    tell_reading,
    tell_step,
    told_of,
    words_erased,
)
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life as of_life
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.campaigns import stops
from lifecycle_desk.vehicle.usecases.telling import refuse_closed

NOT_YET = 0  # an order's last event, before its first one is told


@verb(ORDER_EDIT, undo=taken_back)
def open_repair_order(work: Work, asked: OpenRepairOrder) -> OrderDone:
    """Open a repair order: the visit is booked, with jobs already or without."""
    of = house(work)
    order, name = _begun(work, asked, of, BOOKED)
    if (other := kept.open_of(work, order.vin)) is not None:
        work.note(sheets.AnotherOrderOpen(number_of(other)))
    note_advice(work, order.vin)
    work.note(*sheets.odd(order.sheet, work.at, closing=False))
    seq = tell_step(work, order, Step(kind=OrderEvent.BOOKED, documents=asked.documents), order.opened_on)
    if order.sheet.odometer_in:
        tell_reading(work, order, order.opened_on)
    order = replace(order, last_event=seq)
    kept.keep_new(work, order, None)
    _findable(work, order, name)
    return OrderDone(order.number, order.vin, order.state, order.revision, seq)


@verb(ORDER_CLOSE, undo=taken_back)
def log_repair_order(work: Work, asked: LogRepairOrder) -> OrderDone:
    """Log a whole workshop visit at once: opened, done and handed over."""
    of = house(work)
    order, name = _begun(work, asked, of, HANDED_OVER)
    sheets.check_closing(order.sheet, without_lines=asked.without_lines)
    work.note(*sheets.odd(order.sheet, work.at, closing=True), *campaigns_unknown(work, order.sheet))
    work.note(*stops(work, order.vin, order.sheet.campaigns))  # the vehicle has left: that is told, not refused
    order = replace(order, handed_over_on=order.opened_on, tax=of.tax_on(order.opened_on))
    totals = reckoned(order.sheet, order.tax, order.currency)
    seq = tell_closed(work, order, Step(kind=OrderEvent.CLOSED, documents=asked.documents), totals)
    order = replace(order, last_event=seq, closing_event=seq)
    kept.keep_new(work, order, totals.customer.minor)
    _findable(work, order, name)
    return OrderDone(order.number, order.vin, order.state, order.revision, seq, totals.customer)


@verb(ORDER_EDIT)
def change_repair_order(work: Work, asked: ChangeRepairOrder) -> OrderDone:
    """Change the sheet of an open repair order, unless somebody else has changed it meanwhile."""
    order = kept.order(work, asked.number)
    check_open(order.number, order.state)
    check_revision(order.number, asked.revision, order.revision, order.changed_at, order.changed_by)
    refuse_closed(work, order.vin)  # a mere change of the sheet tells no event
    of = house(work)
    sheet = _sheet(work, asked, of, known=order.sheet.customer)
    refuse_lost(work, order, sheet.jobs)
    changed = revised(order, work.at, work.by, sheet=sheet)
    check_approved(work, changed, of, order)
    work.note(*sheets.odd(changed.sheet, work.at, closing=False))
    if changed.sheet.odometer_in != order.sheet.odometer_in:
        tell_reading(work, changed, of.today)
    kept.keep(work, changed, None)
    return OrderDone(order.number, order.vin, order.state, changed.revision, None)


@verb(ORDER_CORRECT)
def correct_repair_order(work: Work, asked: CorrectRepairOrder) -> OrderDone:
    """Correct an order that was handed over: the life is told the whole of it anew, and keeps what it said before."""
    order = kept.order(work, asked.number)
    if order.state is not HANDED_OVER or order.closing_event is None or order.handed_over_on is None:
        raise OrderNotClosed(order.number)
    check_revision(order.number, asked.revision, order.revision, order.changed_at, order.changed_by)
    if not asked.why.strip():
        raise of_life.ReasonMissing
    of, on = house(work), asked.on or order.handed_over_on
    opened_on = _opened_on(work, order, on)
    check_handover_day(order.number, on, opened_on)
    sheet = _sheet(work, asked, of, known=order.sheet.customer)
    refuse_lost(work, order, sheet.jobs)
    changes = {"sheet": sheet, "opened_on": opened_on, "handed_over_on": on, "tax": of.tax_on(on)}
    corrected = revised(order, work.at, work.by, **changes)
    sheets.check_closing(sheet, without_lines=True, words_erased=words_erased(work, sheet))
    work.note(*sheets.odd(corrected.sheet, work.at, closing=True), *campaigns_unknown(work, sheet))
    note_approved(work, corrected, of)
    if any(each.kind == OrderEvent.READ for each in told_of(work, order)):
        tell_reading(work, corrected, on)
    totals = reckoned(corrected.sheet, corrected.tax, corrected.currency)
    why, corrects = sheets.text(asked.why, "why"), order.closing_event
    step = Step(kind=OrderEvent.CORRECTED, was=HANDED_OVER, why=why, corrects=corrects)
    seq = tell_closed(work, corrected, step, totals)
    kept.keep(work, replace(corrected, last_event=seq, closing_event=seq), totals.customer.minor)
    return OrderDone(order.number, order.vin, order.state, corrected.revision, seq, totals.customer)


def _opened_on(work: Work, order: RepairOrder, on: date) -> date:
    """The day on which a visit that is corrected began: one that was logged whole moves as a whole."""
    booked = any(each.kind == OrderEvent.BOOKED for each in told_of(work, order))
    return order.opened_on if booked else min(order.opened_on, on)


def _begun(
    work: Work, asked: OpenRepairOrder | LogRepairOrder, of: House, state: OrderState
) -> tuple[RepairOrder, str]:
    """A new order with the next number of its year, and what its vehicle is called."""
    row = life.row(work, vin.canonical(asked.vin))
    refuse_closed(work, row.vin)
    on = asked.on or of.today
    check_documents(work, asked.documents)
    sheet = _sheet(work, asked, of, owner=row.owner)
    sheet = replace(sheet, jobs=unnumbered(sheet.jobs))  # numbers of another order are none here
    order = RepairOrder(
        key=kept.next_key(work, on.year),
        vin=row.vin,
        state=state,
        sheet=sheet,
        currency=of.market.currency,
        revision=1,
        opened_on=on,
        opened_at=work.at,
        state_since=work.at,
        changed_at=work.at,
        changed_by=work.by,
        last_event=NOT_YET,
    )
    return numbered(order), named(row.make, row.model)


def _sheet(
    work: Work, asked: OrderSheet, of: House, *, owner: int | None = None, known: int | None = None
) -> OrderSheet:
    """The sheet in a request, judged; one that names no customer is the owner's, while he has not been erased.

    `known` is the customer that the order has already: he may have been erased since, and the order goes on.
    """
    given = OrderSheet(**{each.name: getattr(asked, each.name) for each in fields(OrderSheet)})
    if given.customer is None and owner and people.maybe_person(work, owner):
        given = replace(given, customer=owner)
    elif given.customer is not None and given.customer != known:
        _check_customer(work, given.customer)
    tidy = sheets.tidied(given, of.dealer.labour_rate)
    _note_names(work, tidy)
    return tidy


def _note_names(work: Work, sheet: OrderSheet) -> None:
    """Say where the customer is named in what stays when they are erased."""
    if known := people.maybe_person(work, sheet.customer):
        for job in naming(sheet.jobs, name_pattern(known.name)):
            work.note(WorkNamesCustomer(job).beside(f"jobs[{job - 1}].correction"))


def _check_customer(work: Work, number: int) -> None:
    try:
        people.person(work, number)
    except Objection as objection:
        raise objection.beside("customer") from None


def _findable(work: Work, order: RepairOrder, name: str) -> None:
    """Let an order be found by its number and its tail; who brought the vehicle is found by name elsewhere."""
    label = " ".join(filter(None, (order.number, name)))
    search.add(work, "order", order.number, order.vin, label, (order.number,), (order.number,))


VERBS: tuple[Verb[Any, Any], ...] = (open_repair_order, log_repair_order, change_repair_order, correct_repair_order)
