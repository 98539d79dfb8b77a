"""How appointments look: a tone and an icon for each state, and the words of a block."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import HOUR, Measure
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import (
    ARRIVED,
    BOOKED,
    CANCELLED,
    CONFIRMED,
    NO_SHOW,
    AppointmentState,
)
from lifecycle_desk.stages.service.diary.rules.load import Load
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown
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
MEETS, OVER = N_("Double-booked"), N_("Overbooked")
FROM_TO = N_("%(start)s to %(end)s")


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
    return translator().current(shown.of.state.label)


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
        state_said(shown),
        say(MEETS) if shown.meets else "",
        shown.of.note,
    )
