"""How appointments look: a tone and an icon for each state, and the words of a block."""

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import HOUR, Measure
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.ageing import passed_look
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import (
    ARRIVED,
    BOOKED,
    CANCELLED,
    CONFIRMED,
    NO_SHOW,
    Appointment,
    AppointmentState,
    moment_of,
)
from lifecycle_desk.stages.service.diary.rules.load import Load
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.screens.looks import STATES as ORDER_STATES
from lifecycle_desk.vehicle.screens.event_text import join

STATES: dict[AppointmentState, Look] = {
    BOOKED: states.LATER,
    CONFIRMED: states.AGREED,
    ARRIVED: states.GOOD,
    NO_SHOW: states.FAILED,
    CANCELLED: states.CANCELLED,
}
# NOTE: hours of appointments, of the hours that there are: 6.5 of 8 hrs booked; orders have hours of their own
LOAD = N_("%(booked)s of %(present)s booked")
HOURS_COUNTED = N_("Hours booked in appointments, not the flat-rate hours on repair orders.")
MEETS, OVER = N_("Double-booked"), N_("Overbooked")
FROM_TO = N_("%(start)s to %(end)s")
NOT_ARRIVED = C_("appointment", "Not arrived")  # NOTE: the time has passed and the customer has not come


def not_arrived_look(of: Appointment) -> Look | None:
    """How a car looks that was to come today and has not, by the rule of every promise; None for any other."""
    formats = translator().current.formats
    if not of.is_expected or of.on != formats.today():
        return None
    now = formats.local(clock.now())
    return passed_look(moment_of(of, now.tzinfo), now)


def state_look(shown: AppointmentShown) -> tuple[str, t.Tone, str]:
    """Where an appointment stands, in words, tone and icon: who has not come has not on every page.

    Who has come and gone again is told by the order, as the board tells it: the appointment itself stays checked in.
    """
    if shown.has_left and shown.of.state is ARRIVED:
        return (HANDED_OVER.label, *ORDER_STATES[HANDED_OVER])
    missing, state = not_arrived_look(shown.of), shown.of.state
    return (NOT_ARRIVED, *missing) if missing else (state.label, *STATES[state])


def hours_said(load: Load) -> str:
    """Hours booked of those that there are."""
    return translator().current(LOAD, booked=load.booked, present=Measure(load.present, HOUR))


def times_said(shown: AppointmentShown) -> str:
    """From when to when."""
    return translator().current(FROM_TO, start=time_of(shown.of.start), end=time_of(shown.of.end))


def start_said(shown: AppointmentShown) -> str:
    """When the car comes."""
    return translator().current.formats.clock(time_of(shown.of.start))


def work_said(shown: AppointmentShown) -> str:
    """For what the car comes."""
    return translator().current(shown.of.work.label)


def state_said(shown: AppointmentShown) -> str:
    """Where the appointment stands."""
    return translator().current(state_look(shown)[0])


def whole_said(shown: AppointmentShown) -> str:
    """All of an appointment in one line, as it is read aloud and stands in a tooltip."""
    say = translator().current
    return join(
        times_said(shown),
        shown.car,
        shown.name if shown.name != shown.car else "",
        shown.customer,
        work_said(shown),
        shown.of.technician,
        shown.of.bay,
        shown.of.courtesy_car,
        say(shown.of.state.label) if not_arrived_look(shown.of) else "",
        state_said(shown),
        say(MEETS) if shown.meets else "",
        shown.of.note,
    )
