"""Booking: an appointment made, edited, moved, confirmed, cancelled; who does not come is counted."""

from dataclasses import fields
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.diary.rules.appointments import (
    BOOKED,
    CANCELLED,
    CONFIRMED,
    NO_SHOW,
    Appointment,
    AppointmentSheet,
    AppointmentState,
    NotYetTheDay,
    check_movable,
    check_move,
    check_revision,
    odd_day,
    tidied,
)
from lifecycle_desk.stages.service.diary.rules.events import DiaryEvent
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.usecases import days
from lifecycle_desk.stages.service.diary.usecases.recording import change, save
from lifecycle_desk.stages.service.diary.usecases.requests import (
    AppointmentDone,
    BookAppointment,
    CancelAppointment,
    ChangeAppointment,
    ConfirmAppointment,
    MarkNoShow,
    MoveAppointment,
    ReopenAppointment,
)
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.customers import number_of
from lifecycle_desk.vehicle.usecases.recording import refuse_closed

ON_SHEET = tuple(each.name for each in fields(AppointmentSheet))


def _booking_undone(made: AppointmentDone) -> tuple[Command[Any, Any], Any]:
    return cancel_appointment, CancelAppointment(made.number)


def _change_undone(made: AppointmentDone) -> tuple[Command[Any, Any], Any] | None:
    if made.before is None:
        return None
    sheet = {name: getattr(made.before, name) for name in ON_SHEET}
    return change_appointment, ChangeAppointment(number=made.number, **sheet)


def _move_undone(made: AppointmentDone) -> tuple[Command[Any, Any], Any] | None:
    was = made.before
    if was is None:
        return None
    asked = MoveAppointment(number=made.number, on=was.on, start=was.start, technician=was.technician, bay=was.bay)
    return move_appointment, asked


def _state_undone(made: AppointmentDone) -> tuple[Command[Any, Any], Any] | None:
    """The way back to the state before; to a final one no step leads but its own."""
    was = made.before.state if made.before else None
    back: dict[AppointmentState, Any] = {
        BOOKED: (reopen_appointment, ReopenAppointment(made.number, BOOKED)),
        CONFIRMED: (reopen_appointment, ReopenAppointment(made.number, CONFIRMED)),
        CANCELLED: (cancel_appointment, CancelAppointment(made.number)),
        NO_SHOW: (mark_no_show, MarkNoShow(made.number)),
    }
    return back.get(was) if was else None


@command(DIARY_EDIT, undo=_booking_undone)
def book_appointment(tx: Transaction, asked: BookAppointment) -> AppointmentDone:
    """Book an appointment: overbooking is told, and never refused."""
    sheet = _sheet(tx, asked)
    made = Appointment(number=rows.next_number(tx), changed_at=tx.at, changed_by=tx.by, **sheet)
    tx.note(*odd_day(made.on, today(tx)))
    done = save(tx, made, DiaryEvent.BOOKED)
    tx.note(*days.warnings(tx, made))
    return done


@command(DIARY_EDIT, undo=_change_undone)
def change_appointment(tx: Transaction, asked: ChangeAppointment) -> AppointmentDone:
    """Edit an appointment that is still to come, unless somebody else changed it meanwhile."""
    before = rows.appointment(tx, asked.number)
    check_movable(before)
    check_revision(before, asked.revision)
    return _moved(tx, before, DiaryEvent.CHANGED, _sheet(tx, asked))


@command(DIARY_EDIT, undo=_move_undone)
def move_appointment(tx: Transaction, asked: MoveAppointment) -> AppointmentDone:
    """Move an appointment to another time, technician or bay."""
    before = rows.appointment(tx, asked.number)
    check_movable(before)
    given = {name: getattr(asked, name) for name in ("on", "start", "technician", "bay")}
    said = {name: value for name, value in given.items() if value is not None}
    if "technician" in said:
        said["technician"] = days.named(tx, said["technician"])
    return _moved(tx, before, DiaryEvent.MOVED, said)


@command(DIARY_EDIT, undo=_state_undone)
def confirm_appointment(tx: Transaction, asked: ConfirmAppointment) -> AppointmentDone:
    """Confirm an appointment: the customer has said that they come."""
    return _come_to(tx, asked.number, CONFIRMED)


@command(DIARY_EDIT, undo=_state_undone)
def cancel_appointment(tx: Transaction, asked: CancelAppointment) -> AppointmentDone:
    """Cancel an appointment that nothing comes of; its hours are free again."""
    return _come_to(tx, asked.number, CANCELLED)


@command(DIARY_EDIT, undo=_state_undone)
def mark_no_show(tx: Transaction, asked: MarkNoShow) -> AppointmentDone:
    """Mark an appointment to which nobody came; no-shows are counted by customer."""
    of = rows.appointment(tx, asked.number)
    if of.on > today(tx):
        raise NotYetTheDay(of.on)
    return _come_to(tx, asked.number, NO_SHOW)


@command(DIARY_EDIT, undo=_state_undone)
def reopen_appointment(tx: Transaction, asked: ReopenAppointment) -> AppointmentDone:
    """Let an appointment stand again that was cancelled, missed or confirmed by mistake."""
    done = _come_to(tx, asked.number, asked.state)
    tx.note(*days.warnings(tx, rows.appointment(tx, asked.number)))
    return done


def _come_to(tx: Transaction, number: int, state: AppointmentState) -> AppointmentDone:
    before = rows.appointment(tx, number)
    check_move(before.state, state)
    return change(tx, before, DiaryEvent.STATE, state=state, order_key=None)


def _moved(tx: Transaction, before: Appointment, kind: DiaryEvent, sheet: dict[str, Any]) -> AppointmentDone:
    """Save other words of an appointment; what its day says of it now is told."""
    after = tidied(_with(before, sheet))
    done = change(tx, before, kind, **{name: getattr(after, name) for name in ON_SHEET})
    tx.note(*days.warnings(tx, rows.appointment(tx, before.number)))
    return done


def _with(before: Appointment, sheet: dict[str, Any]) -> AppointmentSheet:
    known = {name: getattr(before, name) for name in ON_SHEET}
    return AppointmentSheet(**(known | sheet))


def _sheet(tx: Transaction, asked: BookAppointment) -> dict[str, Any]:
    """The sheet of a request, its names as the program knows them; refuses what is not there."""
    given = {name: getattr(asked, name) for name in ON_SHEET} | {"customer": None}
    if asked.vin:
        row = life.row(tx, vins.canonical(asked.vin))
        refuse_closed(tx, row.vin)
        given |= {"vin": str(row.vin), "customer": row.owner}
    if asked.customer is not None:
        given["customer"] = number_of(tx, asked.customer, "customer")
        people.person(tx, given["customer"])
    given["technician"] = days.named(tx, asked.technician)
    made = tidied(AppointmentSheet(**given))
    return {name: getattr(made, name) for name in ON_SHEET}


COMMANDS: tuple[Command[Any, Any], ...] = (
    book_appointment,
    change_appointment,
    move_appointment,
    confirm_appointment,
    cancel_appointment,
    mark_no_show,
    reopen_appointment,
)
