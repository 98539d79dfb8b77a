"""Requests to the diary: one frozen request for each command, and the commands' value."""

from dataclasses import dataclass, field
from datetime import date

from lifecycle_desk.stages.service.diary.rules.appointments import Appointment, AppointmentAsked, AppointmentState
from lifecycle_desk.stages.service.orders.rules.orders import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAppointment(AppointmentAsked):
    """A car that is to come; without a customer the owner of the vehicle is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAppointment(BookAppointment):
    """All of an appointment anew, in place of the revision that was read (None: whatever stands there)."""

    number: int
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAppointment:
    """Another time, technician or bay; what is None stays as it is."""

    number: int
    on: date | None = None
    start: int | None = None
    technician: str | None = None
    bay: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmAppointment:
    """An appointment that the customer has confirmed."""

    number: int


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    """An appointment that nothing comes of; it stays in the diary as cancelled."""

    number: int


@dataclass(frozen=True, slots=True)
class MarkNoShow:
    """An appointment to which nobody came."""

    number: int


@dataclass(frozen=True, slots=True)
class ReopenAppointment:
    """An appointment that stands again as it stood: booked, or confirmed."""

    number: int
    state: AppointmentState = AppointmentState.BOOKED


@dataclass(frozen=True, slots=True)
class MarkArrived:
    """A car that has come for its appointment; `vin` says which it is where nobody knew, `jobs` what is to be done.

    Without jobs the order gets the service that is due, or the note of the appointment as the customer's concern. An
    `order` that is named, or one of the car that is booked already, is taken in place of a new one.
    """

    number: int
    vin: str | None = None
    jobs: tuple[Job, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class UndoArrival:
    """An arrival that was marked by mistake; `void` the order that it opened, while nothing has happened to it."""

    number: int
    state: AppointmentState = AppointmentState.BOOKED
    void: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentDone:
    """An appointment after something was done to it; `order` is its repair order, `opened` whether it was just opened.

    `before` is what it was, for undoing it; None where it is new.
    """

    number: int
    state: AppointmentState
    revision: int
    order: str = ""
    opened: bool = False
    before: Appointment | None = field(default=None, repr=False)
