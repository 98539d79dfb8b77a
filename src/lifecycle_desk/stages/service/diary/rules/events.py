"""What the dealer's own chain is told of the diary, and how that is worded.

A booking is a plan and no part of a car's life: the life begins with the order that the arrival opens. It is told all
the same, so that nobody moves or takes away an appointment unseen, and no-shows can be counted on.
"""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.diary.rules.appointments import AppointmentState, WorkKind
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

WHEN = N_("No. %(number)s: %(day)s, %(time)s")  # NOTE: number, day and time of an appointment


class DiaryEvent(LabeledEnum):
    """Changes of the diary."""

    BOOKED = "dealer.appointment_booked", N_("Appointment booked")
    CHANGED = "dealer.appointment_changed", N_("Appointment edited")
    MOVED = "dealer.appointment_moved", N_("Appointment moved")
    STATE = "dealer.appointment_state", N_("Status of the appointment changed")
    ARRIVED = "dealer.appointment_arrived", N_("Vehicle arrived for its appointment")


@dataclass(frozen=True, slots=True)
class AppointmentTold:
    """An appointment as it stands from then on, without words about people."""

    number: int = 0
    on: date | None = None
    start: int = 0
    tenths: int = 0
    work: WorkKind = WorkKind.OTHER
    state: AppointmentState = AppointmentState.BOOKED
    vin: str | None = None
    customer: int | None = None
    technician: str = ""
    bay: str = ""
    courtesy_car: str = ""
    campaign: str = ""
    order: str = ""


def _worded(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(AppointmentTold)
    when = Said(WHEN, number=str(said.number), day=said.on, time=time_of(said.start)) if said.on else str(said.number)
    return Worded(Said(DiaryEvent.of(told.kind).label), (when, Said(said.state.label)), icon="calendar-event")


call_settings(
    {
        "diary_resource": N_("Bays and courtesy cars"),
        "diary_weekday": N_("Opening hours"),
        "diary_day": N_("Days with other hours"),
    }
)
teach({each.value: _worded for each in DiaryEvent})
