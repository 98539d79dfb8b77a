"""What is written to a customer who waits for a part: where it is, or that it has come and when they could come."""

from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.service.diary.rules.opening import time_of
from lifecycle_desk.stages.service.purchasing.rules.purchases import ON_THE_WAY, PurchaseState
from lifecycle_desk.stages.service.purchasing.rules.slots import Slot

WANTED = N_("a part for your %(car)s is not in stock; we are ordering it.")
ORDERED = N_("the part for your %(car)s is ordered.")
SHIPPED = N_("the part for your %(car)s is on its way to us.")
EXPECTED = N_("We expect it on %(day)s.")
LATE = N_("The supplier is late; we will write as soon as we know the new day.")
CAME = N_("the part for your %(car)s has arrived.")
OFFERED = N_("We can fit it on %(day)s at %(time)s.")


def while_waiting(state: PurchaseState | None, promised: date | None, today: date) -> tuple[Said, ...]:
    """Where a part is that somebody waits for; without a state nobody has ordered it yet."""
    if state is None:
        return (Said(WANTED),)
    where = Said(SHIPPED if state is ON_THE_WAY else ORDERED)
    if promised is None:
        return (where,)
    return where, Said(EXPECTED, day=promised) if promised >= today else Said(LATE)


def once_there(slot: Slot | None) -> tuple[Said, ...]:
    """That a part has come, and when it could be fitted."""
    if slot is None:
        return (Said(CAME),)
    return Said(CAME), Said(OFFERED, day=slot.on, time=time_of(slot.start))
