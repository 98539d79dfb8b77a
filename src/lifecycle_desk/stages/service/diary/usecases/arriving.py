"""The arrival: the car has come, and its repair order opens with all that the diary knows."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.campaigns.usecases.lists import campaigns_of
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases.day import today, zone
from lifecycle_desk.schedules.rules import planned
from lifecycle_desk.schedules.usecases.due import servicing
from lifecycle_desk.stages.service.diary.rules.appointments import (
    ARRIVED,
    BOOKED,
    CONFIRMED,
    MOVES,
    Appointment,
    AppointmentMoveNotAllowed,
    NotYetTheDay,
    WorkKind,
    check_move,
)
from lifecycle_desk.stages.service.diary.rules.events import DiaryEvent
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.usecases.recording import change
from lifecycle_desk.stages.service.diary.usecases.requests import AppointmentDone, MarkArrived, UndoArrival
from lifecycle_desk.stages.service.due.rules.booking import Say, jobs_of
from lifecycle_desk.stages.service.due.usecases import in_english
from lifecycle_desk.stages.service.orders.rules.orders import Job, key_of, number_of
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.rules.validation import LONGEST_TEXT
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder, TakeBackOrderStep
from lifecycle_desk.stages.service.orders.usecases.transitions import take_back_order_step
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.folding import UNDONE
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.tables import life

OrderGoesOn = objection(
    "OrderGoesOn",
    N_("Repair order %(number)s is no longer as the arrival opened it: void its steps first."),
    "number",
    number=str,
)


def _arrival_undone(made: AppointmentDone) -> tuple[Command[Any, Any], Any] | None:
    was = made.before.state if made.before else BOOKED
    return undo_arrival, UndoArrival(made.number, was if was in {BOOKED, CONFIRMED} else BOOKED, void=made.opened)


@command(ORDER_EDIT, undo=_arrival_undone)
def mark_arrived(tx: Transaction, asked: MarkArrived) -> AppointmentDone:
    """Mark a car as arrived: its repair order opens with the customer, the technician and the work that is known."""
    before = rows.appointment(tx, asked.number)
    check_move(before.state, ARRIVED)
    if before.on > today(tx):
        raise NotYetTheDay(before.on)
    vin = before.vin or (str(life.row(tx, vins.canonical(asked.vin)).vin) if asked.vin else None)
    wants_order = before.work is not WorkKind.DELIVERY  # a new car goes to its buyer: that is no repair
    order = _order_there(tx, asked, vin) if wants_order else None
    opens = wants_order and order is None and vin is not None
    if opens and vin:
        opened = open_repair_order.does(tx, _order(tx, before, vin, asked.jobs))
        order = key_of(opened.number)  # type: ignore[union-attr]  # no command of steps
    done = change(tx, before, DiaryEvent.ARRIVED, state=ARRIVED, vin=vin, order_key=order)
    return replace(done, opened=opens)


def _order_there(tx: Transaction, asked: MarkArrived, vin: str | None) -> int | None:
    """The order that is there already: the one that is named, or one of the car that is booked and not begun."""
    if asked.order:
        return order_rows.order(tx, asked.order).key
    key = order_rows.open_of(tx, vin) if vin else None
    found = order_rows.orders(tx, [key]) if key is not None else []
    return key if found and found[0].state is OrderState.BOOKED else None


@command(ORDER_EDIT)
def undo_arrival(tx: Transaction, asked: UndoArrival) -> AppointmentDone:
    """Undo an arrival that was marked by mistake; the order that it opened is voided while nothing rests on it."""
    before = rows.appointment(tx, asked.number)
    if before.state is not ARRIVED or asked.state not in MOVES[ARRIVED]:
        raise AppointmentMoveNotAllowed(before.state, asked.state)
    if before.order_key and asked.void:
        number = number_of(before.order_key)
        order = order_rows.order(tx, number)
        if order.state is OrderState.BOOKED:
            take_back_order_step.does(tx, TakeBackOrderStep(number, order.last_event, UNDONE))
        elif order.state is not OrderState.CANCELLED:
            raise OrderGoesOn(number)
    return change(tx, before, DiaryEvent.STATE, state=asked.state, order_key=None)


def jobs_at_arrival(user: UserSession, number: int, say: Say, reads: str) -> tuple[Job, ...]:
    """The jobs with which the arrival of an appointment would open its order, in the words of a language (`reads`)."""
    with user.store.reading() as tx:
        of = rows.appointment(tx, number)
        return _jobs(tx, of, of.vin, say, reads) if of.vin else ()


def _order(tx: Transaction, of: Appointment, vin: str, jobs: tuple[Job, ...]) -> OpenRepairOrder:
    """The order of an arrival; the car is promised for when its work would be done."""
    back = datetime.combine(of.on, time_of(of.end), zone(tx)).astimezone(UTC)
    return OpenRepairOrder(
        vin=vin,
        jobs=jobs or _jobs(tx, of, vin, in_english, dealership.dealer(tx).language),
        customer=of.customer,
        technician=of.technician,
        promised=back if back > tx.at else None,
    )


def _jobs(tx: Transaction, of: Appointment, vin: str, say: Say, reads: str) -> tuple[Job, ...]:
    """What is known of the work: the service that is due, the campaign, the note in the customer's words."""
    asked = (Job(complaint=of.note),) if of.note else ()
    return (*_service(tx, of, vin, say), *_campaign(tx, of, vin, reads), *asked)


def _service(tx: Transaction, of: Appointment, vin: str, say: Say) -> tuple[Job, ...]:
    found = servicing(tx, vin)
    if of.work is not WorkKind.MAINTENANCE or found.schedule is None:
        return ()
    plan = planned(found.schedule, found.dues, of.on)
    return jobs_of(found.schedule, plan, say, priced=dealer_context(tx).dealer.labour_rate is not None)


def _campaign(tx: Transaction, of: Appointment, vin: str, reads: str) -> tuple[Job, ...]:
    """The work of the campaign for which the car was booked, in the language that is read.

    It has no line yet: labour needs hours, which no campaign tells. The order's page offers to carry it out.
    """
    found = next((each for each in campaigns_of(tx, vin) if each.campaign.number == of.campaign), None)
    if found is None:
        return ()
    title, remedy = found.texts.title.read_in(reads), found.texts.remedy.read_in(reads)
    return (Job(complaint=title or found.campaign.number, cause=remedy[:LONGEST_TEXT]),)


COMMANDS: tuple[Command[Any, Any], ...] = (mark_arrived, undo_arrival)
