"""The slot that is proposed once a repair order's parts are there."""

from collections.abc import Sequence
from datetime import timedelta

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.diary.rules.appointments import MOST_TENTHS, Appointment, WorkKind
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.stages.service.diary.usecases import days
from lifecycle_desk.stages.service.diary.usecases.requests import BookAppointment
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.purchasing.rules.slots import Slot, free_slot
from lifecycle_desk.store.store import Transaction

LOOKED_AHEAD = 21  # days; after that the parts clerk asks
LEAST_TENTHS, A_DAYS_WORK = 5, 60  # what has no hours is half an hour; longer work begins on a day and goes on


def next_slot(tx: Transaction, tenths: int) -> Slot | None:
    """The next slot in which somebody has the hours, from tomorrow on."""
    table, first = days.timetable(tx), today(tx) + timedelta(days=1)
    last = first + timedelta(days=LOOKED_AHEAD)
    booked = rows.between(tx, first, last)
    for place in range(LOOKED_AHEAD):
        on = first + timedelta(days=place)
        opening, of_day = table.on(on), [each for each in booked if each.on == on]
        if found := free_slot(on, tenths, opening, of_day, days.load(tx, on, opening, of_day).technicians):
            return found
    return None


def tenths_of(order: RepairOrder) -> int:
    """How long the work of a repair order takes in the diary."""
    return min(max(int(order.sheet.hours * 10), LEAST_TENTHS), A_DAYS_WORK, MOST_TENTHS)


def proposal(user: UserSession, key: int) -> int | BookAppointment | None:
    """The booking that is proposed for a repair order whose parts are there, or the number of the one that it has."""
    with user.store.reading() as tx:
        order = order_rows.orders(tx, [key])[0]
        booked = _coming(tx, order.vin)
        if booked:
            return booked.number
        slot = next_slot(tx, tenths_of(order))
        return _booking(order, slot) if slot else None


def slots_told(user: UserSession, keys: Sequence[int]) -> dict[int, Slot]:
    """When the parts of some repair orders can be fitted: as booked, else in the next slot that is free."""
    with user.store.reading() as tx:
        found = {}
        for order in order_rows.orders(tx, sorted(set(keys))):
            booked = _coming(tx, order.vin)
            slot = Slot(booked.on, booked.start) if booked else next_slot(tx, tenths_of(order))
            if slot:
                found[order.key] = slot
        return found


def _coming(tx: Transaction, vin: str) -> Appointment | None:
    """The next appointment for which a car is still to come."""
    day = today(tx)
    return next((each for each in reversed(rows.of_car(tx, vin)) if each.is_expected and each.on >= day), None)


def _booking(order: RepairOrder, slot: Slot) -> BookAppointment:
    return BookAppointment(
        on=slot.on,
        start=slot.start,
        tenths=tenths_of(order),
        work=WorkKind.REPAIR,
        vin=order.vin,
        customer=order.sheet.customer,
        technician=slot.technician,
    )
