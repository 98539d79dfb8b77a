"""An appointment: when somebody brings which car, for what, and where it stands. It is a plan, not yet a life."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.vehicle.rules.people import Who

A_DAY, A_TENTH = 24 * 60, 6  # minutes
MOST_TENTHS = 240
LONGEST_WORDS, LONGEST_NOTE = 200, 2_000


class WorkKind(LabeledEnum):
    """The kind of work for which a car comes."""

    MAINTENANCE = "maintenance", C_("appointment", "Maintenance")
    REPAIR = "repair", C_("appointment", "Repair")
    DIAGNOSIS = "diagnosis", C_("appointment", "Diagnosis")
    CAMPAIGN = "campaign", C_("appointment", "Recall or campaign")
    INSPECTION = "inspection", C_("appointment", "Inspection")
    BODY = "body", C_("appointment", "Body and paint")
    TYRES = "tyres", C_("appointment", "Tyres")
    DELIVERY = "delivery", C_("appointment", "Vehicle handover")
    OTHER = "other", C_("appointment", "Other work")


class AppointmentState(LabeledEnum):
    """Where an appointment stands."""

    BOOKED = "booked", C_("appointment", "Booked")
    CONFIRMED = "confirmed", C_("appointment", "Customer confirmed")
    ARRIVED = "arrived", C_("appointment", "Checked in")
    NO_SHOW = "no_show", C_("appointment", "No-show")
    CANCELLED = "cancelled", C_("appointment", "Cancelled")


BOOKED, CONFIRMED, ARRIVED, NO_SHOW, CANCELLED = AppointmentState
MOVES: dict[AppointmentState, tuple[AppointmentState, ...]] = {
    BOOKED: (CONFIRMED, ARRIVED, NO_SHOW, CANCELLED),
    CONFIRMED: (BOOKED, ARRIVED, NO_SHOW, CANCELLED),
    ARRIVED: (BOOKED, CONFIRMED),
    NO_SHOW: (BOOKED, CONFIRMED, ARRIVED),
    CANCELLED: (BOOKED, CONFIRMED),
}
EXPECTED = frozenset({BOOKED, CONFIRMED})  # the car is still to come
HOLDING = frozenset({BOOKED, CONFIRMED, ARRIVED})  # these take hours, a bay and a courtesy car

UnknownAppointment = objection(
    "UnknownAppointment", N_("There is no appointment number %(number)s."), "number", number=int
)
StartOutOfRange = objection("StartOutOfRange", N_("An appointment starts between 00:00 and 23:59."), "start")
LengthOutOfRange = objection(
    "LengthOutOfRange",
    N_("%(given)s hours are out of range: 0.1 to %(most)s, in steps of 0.1."),
    "hours",
    given=Decimal,
    most=Decimal,
)
AppointmentNeedsSomebody = objection(
    "AppointmentNeedsSomebody", N_("Enter the vehicle, its plate number or the customer."), "vin"
)
AppointmentTextTooLong = objection(
    "AppointmentTextTooLong", N_("%(length)s characters are too many; %(most)s at most."), length=int, most=int
)
AppointmentMoveNotAllowed = objection(
    "AppointmentMoveNotAllowed",
    N_("An appointment cannot go from “%(present)s” to “%(wanted)s”."),
    "state",
    present=AppointmentState,
    wanted=AppointmentState,
)
AppointmentFixed = objection(
    "AppointmentFixed",
    N_("The appointment is “%(present)s” and can no longer be moved or edited."),
    "number",
    present=AppointmentState,
)
AppointmentChangedMeanwhile = objection(
    "AppointmentChangedMeanwhile",
    N_("The appointment was changed in the meantime (%(moment)s). Nothing was overwritten."),
    "revision",
    moment=datetime,
)
AppointmentInThePast = objection("AppointmentInThePast", N_("%(on)s is in the past."), "on", on=date)
NotYetTheDay = objection("NotYetTheDay", N_("The appointment is on %(on)s, which is still to come."), "on", on=date)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentAsked:
    """What somebody says when an appointment is made.

    `start` is the minute of the dealer's day. A car that nobody knows yet is told in `car`, by its plate or in words.
    `tenths` are tenths of hours of work; `campaign` is the number of the one for which the car comes. The customer may
    be somebody new.
    """

    on: date
    start: int
    tenths: int = 10
    work: WorkKind = WorkKind.MAINTENANCE
    vin: str | None = None
    car: str = ""
    customer: Who | None = None
    technician: str = ""
    bay: str = ""
    courtesy_car: str = ""
    campaign: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSheet(AppointmentAsked):
    """What is written of an appointment: the same, once the customer has a number."""

    customer: int | None = None

    @property
    def end(self) -> int:
        """The minute at which the work is done, if nobody stops; past midnight it is cut off."""
        return min(A_DAY, self.start + self.tenths * A_TENTH)

    @property
    def hours(self) -> Decimal:
        """The hours of work."""
        return Decimal(self.tenths).scaleb(-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(AppointmentSheet):
    """An appointment as it stands in the diary.

    `revision` rises with every change, `order_key` is the repair order that its arrival opened.
    """

    number: int
    state: AppointmentState = BOOKED
    order_key: int | None = None
    revision: int = 1
    changed_at: datetime
    changed_by: str | None = None

    @property
    def is_expected(self) -> bool:
        """Whether the car is still to come."""
        return self.state in EXPECTED

    @property
    def holds(self) -> bool:
        """Whether it takes up hours, a bay and a courtesy car."""
        return self.state in HOLDING


def moment_of(of: AppointmentSheet, zone: tzinfo | None) -> datetime:
    """When the car is to come, by the clock of a place."""
    return datetime.combine(of.on, time_of(of.start), zone)


def name_of(number: int) -> str:
    """How pages and drafts name an appointment: A-17."""
    return f"A-{number}"


def number_in(name: str) -> int | None:
    """The number of the appointment of a name; None for what is no name of one."""
    kind, _, number = name.partition("-")
    return int(number) if kind == "A" and number.isascii() and number.isdigit() else None


def tidied(sheet: AppointmentSheet) -> AppointmentSheet:
    """A sheet without blanks at its ends; refuses what cannot be kept."""
    if not 0 <= sheet.start < A_DAY:
        raise StartOutOfRange
    if not 1 <= sheet.tenths <= MOST_TENTHS:
        raise LengthOutOfRange(sheet.hours, Decimal(MOST_TENTHS).scaleb(-1))
    made = replace(
        sheet,
        car=_text("car", sheet.car),
        technician=_text("technician", sheet.technician),
        bay=_text("bay", sheet.bay),
        courtesy_car=_text("courtesy_car", sheet.courtesy_car),
        campaign=_text("campaign", sheet.campaign),
        note=_note(sheet.note),
    )
    if not (made.vin or made.car or made.customer):
        raise AppointmentNeedsSomebody
    return made


def _text(at: str, given: str) -> str:
    tidy = " ".join(given.split())
    if len(tidy) > LONGEST_WORDS:
        raise AppointmentTextTooLong(len(tidy), LONGEST_WORDS).at_field(at)
    return tidy


def _note(given: str) -> str:
    tidy = given.strip()
    if len(tidy) > LONGEST_NOTE:
        raise AppointmentTextTooLong(len(tidy), LONGEST_NOTE).at_field("note")
    return tidy


def check_move(present: AppointmentState, wanted: AppointmentState) -> None:
    """Refuse a step that the diary does not know."""
    if wanted not in MOVES[present]:
        raise AppointmentMoveNotAllowed(present, wanted)


def check_movable(of: Appointment) -> None:
    """Refuse to move or edit an appointment that is over."""
    if not of.is_expected:
        raise AppointmentFixed(of.state)


def check_revision(of: Appointment, seen: int | None) -> None:
    """Refuse a change of a version that is no longer the present one; None is whatever stands there."""
    if seen is not None and seen != of.revision:
        raise AppointmentChangedMeanwhile(of.changed_at)


def odd_day(on: date, today: date) -> tuple[Objection, ...]:
    """What is merely odd about the day of a new appointment."""
    return (AppointmentInThePast(on),) if on < today else ()
