"""What other pages tell of appointments: that a car is expected."""

from collections.abc import Iterator

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.diary.tables import appointments as rows
from lifecycle_desk.store.store import Transaction

COMES = N_("Appointment on %(day)s at %(time)s: %(work)s")


def appointment_waits(tx: Transaction, vin: str) -> Iterator[Said]:
    """The appointments for which a car is still to come, as its page tells them."""
    for each in reversed(rows.of_car(tx, vin)):
        if each.is_expected and each.on >= today(tx):
            yield Said(COMES, day=each.on, time=time_of(each.start), work=each.work)
