"""The appointments as a list: today's, those to come, those that nobody confirmed, and those to which nobody came."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.promises import is_late
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.service.diary.rules.appointments import (
    BOOKED,
    CANCELLED,
    EXPECTED,
    NO_SHOW,
    AppointmentState,
    WorkKind,
    moment_of,
)
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.usecases import days
from lifecycle_desk.stages.service.diary.usecases.showing import TABLES, AppointmentShown, shown_of
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer
A_DAY = timedelta(days=1)
MOST_LISTED, MOST_DAYS = 1_000, 62


class AppointmentList(LabeledEnum):
    """The lists of appointments."""

    TODAY = "today", C_("day", "Today")
    TOMORROW = "tomorrow", C_("day", "Tomorrow")
    COMING = "coming", C_("appointment", "To come")
    UNCONFIRMED = "unconfirmed", C_("appointment", "Not confirmed")
    NO_SHOWS = "no_shows", C_("appointment", "No-shows")
    CANCELLED = "cancelled", C_("appointments", "Cancelled")
    ALL = "all", C_("appointment", "All")


def _asked(which: AppointmentList | None, day: date) -> tuple[tuple[AppointmentState, ...], date | None, date | None]:
    """The states and days of a list."""
    match which:
        case AppointmentList.TODAY:
            return tuple(AppointmentState), day, day
        case AppointmentList.TOMORROW:
            return tuple(EXPECTED), day + A_DAY, day + A_DAY
        case AppointmentList.COMING | None:
            return tuple(EXPECTED), day, None
        case AppointmentList.UNCONFIRMED:
            return (BOOKED,), day, None
        case AppointmentList.NO_SHOWS | AppointmentList.CANCELLED:
            return (NO_SHOW if which is AppointmentList.NO_SHOWS else CANCELLED,), None, None
    return tuple(AppointmentState), None, None


class Appointments:
    """The appointments of a list (None: those to come), from the next on where they are to come, else the latest first.

    With letters only those of the cars and people that they find.
    """

    tables = TABLES

    def __init__(self, user: UserSession, which: AppointmentList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            asked = _asked(self.which, dealer_day.today(tx))
            if not self.text:
                return rows.listed(tx, *asked, first)
            found = _found(tx, self.text)
            return array("q", (each for each in rows.listed(tx, *asked) if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, AppointmentShown]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return {each.number: each for each in shown_of(tx, rows.some(tx, keys))}


def _found(tx: Transaction, text: str) -> frozenset[int]:
    hits, _ = search.find(tx, text, FOUND_AT_MOST)
    cars = [each.ref for each in hits if each.kind == "vehicle"]
    who = [int(each.ref) for each in hits if each.kind == "person"]
    return rows.numbers_among(tx, cars, who)


def appointment_counts(user: UserSession) -> tuple[Mapping[AppointmentList, int], int]:
    """How many each list has, and how many are to come."""
    with user.store.reading() as tx:
        day = dealer_day.today(tx)
        whole, coming, now = rows.counts(tx), rows.counts(tx, day), rows.counts(tx, day, day)
        tomorrow = rows.counts(tx, day + A_DAY, day + A_DAY)
        expected = sum(coming.get(each, 0) for each in EXPECTED)
        return {
            AppointmentList.TODAY: sum(now.values()),
            AppointmentList.TOMORROW: sum(tomorrow.get(each, 0) for each in EXPECTED),
            AppointmentList.COMING: expected,
            AppointmentList.UNCONFIRMED: coming.get(BOOKED, 0),
            AppointmentList.NO_SHOWS: whole.get(NO_SHOW, 0),
            AppointmentList.CANCELLED: whole.get(CANCELLED, 0),
            AppointmentList.ALL: sum(whole.values()),
        }, expected


@dataclass(frozen=True, slots=True)
class StillToCome:
    """How many cars are still to come today, and of how many of them the time has passed, by the rule of promises."""

    expected: int
    missing: int


def still_to_come(user: UserSession) -> StillToCome:
    """The cars that are still to come today: what the badge counts."""
    with user.store.reading() as tx:
        day, zone, now = dealer_day.today(tx), dealer_day.zone(tx), clock.now()
        expected = [each for each in rows.between(tx, day, day) if each.is_expected]
        missing = sum(is_late(moment_of(each, zone), now) for each in expected)
        return StillToCome(len(expected), missing)


@dataclass(frozen=True, slots=True)
class ListAppointments:
    """The appointments of some days (None: today, that day alone), of a technician, a bay or a car."""

    since: date | None = None
    until: date | None = None
    technician: str = ""
    bay: str = ""
    vin: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentListed:
    """An appointment as other programs list it; `start` is in minutes from midnight."""

    number: int
    on: date
    start: int
    hours: Decimal
    state: AppointmentState
    work: WorkKind
    car: str
    vin: str | None
    customer: str
    phone: str
    technician: str
    bay: str
    courtesy_car: str
    order: str


@dataclass(frozen=True, slots=True)
class LoadListed:
    """How full a day is: hours booked of those present, and the minutes between which it is open."""

    on: date
    opens: int
    closes: int
    why: str
    booked: Decimal
    present: Decimal
    overbooked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiaryListed:
    """Appointments by day and time, and the load of each of the days."""

    appointments: tuple[AppointmentListed, ...]
    days: tuple[LoadListed, ...]


@command(VIEW)
def list_appointments(tx: Transaction, asked: ListAppointments) -> DiaryListed:
    """The diary of some days: who comes when and for what, and how full each day is."""
    since = asked.since or dealer_day.today(tx)
    until = min(max(asked.until or since, since), since + timedelta(days=MOST_DAYS - 1))
    booked = rows.between(tx, since, until)
    wanted = [
        each
        for each in booked
        if asked.technician in {"", each.technician}
        and asked.bay in {"", each.bay}
        and asked.vin in {"", each.vin or ""}
    ]
    table = days.timetable(tx)
    loads = []
    for place in range((until - since).days + 1):
        on = since + timedelta(days=place)
        opening = table.on(on)
        load = days.load(tx, on, opening, [each for each in booked if each.on == on])
        over = tuple(each.name for each in (*load.technicians, *load.bays) if each.is_over)
        whole = load.whole
        loads.append(LoadListed(on, opening.opens, opening.closes, opening.why, whole.booked, whole.present, over))
    return DiaryListed(tuple(_listed(each) for each in shown_of(tx, wanted[:MOST_LISTED])), tuple(loads))


def _listed(each: AppointmentShown) -> AppointmentListed:
    of = each.of
    return AppointmentListed(
        of.number,
        of.on,
        of.start,
        of.hours,
        of.state,
        of.work,
        each.car,
        of.vin,
        each.customer,
        each.phone,
        of.technician,
        of.bay,
        of.courtesy_car,
        each.order,
    )


COMMANDS: tuple[Command[Any, Any], ...] = (list_appointments,)
