"""The appointments of the diary: saved, read by day and by whom they are of, listed and counted."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update

from lifecycle_desk.stages.service.diary.rules.appointments import (
    EXPECTED,
    Appointment,
    AppointmentState,
    UnknownAppointment,
)
from lifecycle_desk.stages.service.diary.tables.schema import APPOINTMENT
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables.life import VEHICLE

_PARTS = Parts(APPOINTMENT, Appointment)
_THIS = APPOINTMENT.c.number == bindparam("of")
_NEXT = select(func.coalesce(func.max(APPOINTMENT.c.number), 0) + 1)
_NEW, _GONE = insert(APPOINTMENT), delete(APPOINTMENT).where(_THIS)
_ONE, _ALL = select(APPOINTMENT).where(_THIS), select(APPOINTMENT).order_by(APPOINTMENT.c.number)
_SOME = select(APPOINTMENT).where(APPOINTMENT.c.number.in_(bindparam("numbers", expanding=True)))
_BETWEEN = (
    select(APPOINTMENT)
    .where(APPOINTMENT.c.on >= bindparam("since"), APPOINTMENT.c.on <= bindparam("until"))
    .order_by(APPOINTMENT.c.on, APPOINTMENT.c.start, APPOINTMENT.c.number)
)
_OF_CAR = select(APPOINTMENT).where(APPOINTMENT.c.vin == bindparam("vin"))
_OF_CAR = _OF_CAR.order_by(APPOINTMENT.c.on.desc(), APPOINTMENT.c.start.desc(), APPOINTMENT.c.number.desc())
_OF_ORDER = select(APPOINTMENT).where(APPOINTMENT.c.order_key == bindparam("order"))
_OF_CUSTOMER = select(APPOINTMENT).where(APPOINTMENT.c.customer == bindparam("customer"))
_OF_CUSTOMER = _OF_CUSTOMER.order_by(APPOINTMENT.c.on, APPOINTMENT.c.number)
_COMING_OF_CARS = (
    select(APPOINTMENT.c.vin, func.min(APPOINTMENT.c.on))
    .where(
        APPOINTMENT.c.vin.in_(bindparam("vins", expanding=True)),
        APPOINTMENT.c.on >= bindparam("since"),
        APPOINTMENT.c.state.in_([str(each) for each in EXPECTED]),
    )
    .group_by(APPOINTMENT.c.vin)
)
_NO_SHOWS = (
    select(APPOINTMENT.c.customer, func.count())
    .where(
        APPOINTMENT.c.customer.in_(bindparam("customers", expanding=True)),
        APPOINTMENT.c.state == str(AppointmentState.NO_SHOW),
    )
    .group_by(APPOINTMENT.c.customer)
)
# The word about an unknown car may be its owner's plate: it goes with the note.
_FORGET = update(APPOINTMENT).where(APPOINTMENT.c.customer == bindparam("who")).values(note="", car="")
_LISTED = select(APPOINTMENT.c.number)
_COUNTED = select(APPOINTMENT.c.state, func.count()).group_by(APPOINTMENT.c.state)


def next_number(tx: Transaction) -> int:
    """A number that no appointment has or had: none is ever taken away."""
    return tx.ask(_NEXT).scalar_one()


def save(tx: Transaction, of: Appointment) -> None:
    """Save an appointment, in place of the one with its number."""
    tx.write(_GONE, of=of.number)
    tx.write(_NEW, **_PARTS.row(of))


def appointment(tx: Transaction, number: int) -> Appointment:
    """An appointment; refuses a number that there is not."""
    row = tx.ask(_ONE, of=number).one_or_none()
    if row is None:
        raise UnknownAppointment(number)
    return _PARTS.made(row)


def some(tx: Transaction, numbers: Sequence[int]) -> list[Appointment]:
    """The appointments of some numbers."""
    return _made(tx.ask(_SOME, numbers=list(numbers)))


def between(tx: Transaction, since: date, until: date) -> list[Appointment]:
    """The appointments of some days, both included, by day and time."""
    return _made(tx.ask(_BETWEEN, since=since, until=until))


def of_car(tx: Transaction, vin: str) -> list[Appointment]:
    """The appointments of a car, the latest first."""
    return _made(tx.ask(_OF_CAR, vin=vin))


def of_order(tx: Transaction, key: int) -> list[Appointment]:
    """The appointments whose arrival opened an order."""
    return _made(tx.ask(_OF_ORDER, order=key))


def of_customer(tx: Transaction, number: int) -> list[Appointment]:
    """The appointments of a customer, the first first."""
    return _made(tx.ask(_OF_CUSTOMER, customer=number))


def coming_of(tx: Transaction, vins: Sequence[str], since: date) -> dict[str, date]:
    """The next day on which each of some cars is expected."""
    return {vin: on for vin, on in tx.ask(_COMING_OF_CARS, vins=list(vins), since=since) if vin}


def no_shows(tx: Transaction, customers: Iterable[int]) -> dict[int, int]:
    """How often each of some customers did not come."""
    return {who: many for who, many in tx.ask(_NO_SHOWS, customers=sorted(set(customers))) if who}


def forget_words(tx: Transaction, customer: int) -> None:
    """Forget what was written of the appointments of a customer; when they came and for what stays."""
    tx.write(_FORGET, who=customer)


def every(tx: Transaction) -> Iterator[Appointment]:
    """All appointments, by number."""
    return (_PARTS.made(row) for row in tx.ask(_ALL))


def listed(
    tx: Transaction,
    states: Iterable[AppointmentState],
    since: date | None = None,
    until: date | None = None,
    first: int | None = None,
) -> "array[int]":
    """The numbers of appointments in some states and days: those to come from the next on, others the latest first."""
    asked = _LISTED.where(APPOINTMENT.c.state.in_([str(each) for each in states]))
    asked = asked.where(APPOINTMENT.c.on >= since) if since else asked
    asked = asked.where(APPOINTMENT.c.on <= until) if until else asked
    order = (APPOINTMENT.c.on, APPOINTMENT.c.start, APPOINTMENT.c.number)
    asked = asked.order_by(*order) if since else asked.order_by(*(each.desc() for each in order))
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def numbers_among(tx: Transaction, vins: Sequence[str], customers: Sequence[int]) -> frozenset[int]:
    """The numbers of the appointments of some cars, or of some customers."""
    asked = _LISTED.where(or_(APPOINTMENT.c.vin.in_(list(vins)), APPOINTMENT.c.customer.in_(list(customers))))
    return frozenset(tx.ask(asked).scalars())


def counts(tx: Transaction, since: date | None = None, until: date | None = None) -> dict[AppointmentState, int]:
    """How many appointments of some days stand in each state."""
    asked = _COUNTED.where(APPOINTMENT.c.on >= since) if since else _COUNTED
    asked = asked.where(APPOINTMENT.c.on <= until) if until else asked
    return {AppointmentState.of(state): many for state, many in tx.ask(asked)}


def cars_of(tx: Transaction, appointments: Iterable[Appointment]) -> dict[str, Row[Any]]:
    """The rows of the cars of some appointments, by VIN."""
    vins = sorted({each.vin for each in appointments if each.vin})
    asked = select(VEHICLE).where(VEHICLE.c.vin.in_(bindparam("vins", expanding=True)))
    return {row.vin: row for row in tx.ask(asked, vins=vins)} if vins else {}


def _made(rows: Iterable[Row[Any]]) -> list[Appointment]:
    return [_PARTS.made(row) for row in rows]
