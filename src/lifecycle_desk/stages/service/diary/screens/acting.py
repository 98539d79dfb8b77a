"""What is done with an appointment from any page: each step told in a toast, with its undo and what comes next."""

from collections.abc import Callable
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.usecases.arriving import jobs_at_arrival, mark_arrived
from lifecycle_desk.stages.service.diary.usecases.booking import (
    cancel_appointment,
    confirm_appointment,
    mark_no_show,
    reopen_appointment,
)
from lifecycle_desk.stages.service.diary.usecases.requests import (
    AppointmentDone,
    CancelAppointment,
    ConfirmAppointment,
    MarkArrived,
    MarkNoShow,
    ReopenAppointment,
)
from lifecycle_desk.vehicle.screens.booking import FORM, prefilled

BOOKED, CHANGED, MOVED = N_("Appointment booked"), N_("Appointment saved"), N_("Appointment moved")
CONFIRMED, CANCELLED = N_("Appointment confirmed"), N_("Appointment cancelled")
NO_SHOW, REOPENED = N_("Marked as no-show"), N_("Appointment reopened")
ARRIVED, ARRIVED_WITH = N_("Vehicle arrived"), N_("Vehicle arrived; %(number)s opened")
NEW_ORDER, BOOK_AGAIN = N_("New repair order"), N_("Book another appointment")


def told(app: AppContext, done: Result[AppointmentDone], said: UiText, then: tuple[PaletteCommand, ...] = ()) -> None:
    """Say what was done, what is odd about it, how it is undone, and what one would do next."""
    odd = done.warnings[0] if done.warnings else None
    detail = Message(odd.message, **odd.told) if odd else ""
    app.show_toast(said, detail, app.way_back(done), then)


def _does(
    command: Command[Any, AppointmentDone], asks: Callable[[int], Any], said: str
) -> Callable[[AppContext, int], None]:
    def does(app: AppContext, number: int) -> None:
        app.do(command, asks(number), lambda done: told(app, done, said, _next(done.value, said)))

    return does


def _next(made: AppointmentDone, said: str) -> tuple[PaletteCommand, ...]:
    """After a cancellation or a no-show one would find another day."""
    if said not in {CANCELLED, NO_SHOW} or made.before is None:
        return ()
    was = made.before
    key = prefilled(vin=was.vin, car=was.car, customer=was.customer, work=was.work.value, tenths=was.tenths)
    return (PaletteCommand(BOOK_AGAIN, "calendar-event", lambda app: app.go(FORM, key)),)


confirm = _does(confirm_appointment, ConfirmAppointment, CONFIRMED)
cancel = _does(cancel_appointment, CancelAppointment, CANCELLED)
no_show = _does(mark_no_show, MarkNoShow, NO_SHOW)
reopen = _does(reopen_appointment, ReopenAppointment, REOPENED)


def arrive(app: AppContext, number: int) -> None:
    """Mark a car as arrived, and open its order; one that nobody knows yet gets its order in the form."""
    user, say = app.user, translator().current

    def done(result: Result[AppointmentDone]) -> None:
        order = result.value.order
        if order:
            told(app, result, Message(ARRIVED_WITH, number=order))
            app.go("order", order)
        else:
            new = PaletteCommand(NEW_ORDER, "plus", lambda app: app.go("order_form"))
            told(app, result, ARRIVED, (new,))

    app.run_query(
        lambda: jobs_at_arrival(user, number, say, say.code),
        lambda jobs: app.do(mark_arrived, MarkArrived(number, jobs=jobs), done),
    )
