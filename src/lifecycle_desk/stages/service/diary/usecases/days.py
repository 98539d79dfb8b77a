"""The days of the diary: when it is open, who is there, and how much is booked."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.market.market import Market
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.service.clocks import tables as clock_rows
from lifecycle_desk.stages.service.clocks.rules import A_DAY
from lifecycle_desk.stages.service.diary.rules.appointments import Appointment
from lifecycle_desk.stages.service.diary.rules.load import NO_HOURS, DayLoad, load_of, told_of
from lifecycle_desk.stages.service.diary.rules.opening import CLOSED, Opening, Span, Timetable, minute_of
from lifecycle_desk.stages.service.diary.rules.resources import ResourceKind
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.tables import resources
from lifecycle_desk.store.store import Transaction


def timetable(tx: Transaction) -> Timetable:
    """All that says when the dealer is open."""
    pack = market_in_force(tx)
    return Timetable(usual_in(pack), calendar_of(pack.code), resources.weekdays(tx), resources.days(tx))


def usual_in(pack: Market) -> Callable[[date], Span]:
    """The usual hours of a market's workshops, by day."""

    def usual(day: date) -> Span:
        found = pack.opening_hours_on(day)
        return Span(minute_of(found.opens), minute_of(found.closes)) if found else CLOSED

    return usual


def technicians(tx: Transaction) -> list[str]:
    """The technicians who work here, as staff lists them."""
    return [each.full_name for each in dealership.staff(tx) if each.active and each.role is Role.TECHNICIAN]


def named(tx: Transaction, given: str) -> str:
    """A technician as staff lists them in full, however they were named; somebody else as they were named."""
    known = dealership.staff(tx) if given else []
    return next((each.full_name for each in known if given in {each.name, each.full_name}), given)


def present(tx: Transaction, on: date, opening: Opening) -> dict[str, Decimal]:
    """The hours of each technician on a day: what was said of that day, else none on a closed one, else the usual."""
    said, every = clock_rows.hours(tx, on), clock_rows.hours(tx, clock_rows.EVERY_DAY)
    found: dict[str, Decimal] = {}
    for name in technicians(tx):
        own = clock_rows.own_hours(tx, name, on) if name in said else None
        usual = NO_HOURS if opening.is_closed else every.get(name, A_DAY)
        found[name] = usual if own is None else own
    return found


def load(tx: Transaction, on: date, opening: Opening, booked: Sequence[Appointment]) -> DayLoad:
    """The load of a day."""
    bays = resources.active(resources.resources(tx), ResourceKind.BAY)
    return load_of(booked, present(tx, on, opening), bays, opening)


def warnings(tx: Transaction, of: Appointment) -> tuple[Objection, ...]:
    """What is to be told of an appointment that was just saved: closed days, double booking, too many hours."""
    opening, booked = timetable(tx).on(of.on), rows.between(tx, of.on, of.on)
    return told_of(of, booked, load(tx, of.on, opening, booked), opening)
