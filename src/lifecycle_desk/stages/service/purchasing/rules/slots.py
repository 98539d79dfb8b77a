"""The next free slot for a car whose parts have come: when the workshop is open and somebody has the hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.stages.service.diary.rules.appointments import A_TENTH, Appointment
from lifecycle_desk.stages.service.diary.rules.load import Load
from lifecycle_desk.stages.service.diary.rules.opening import Opening

STEP = 30  # minutes between the starts that are tried


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, a minute of it, and who is free then; without a name nobody in particular."""

    on: date
    start: int
    technician: str = ""


def free_slot(
    on: date, tenths: int, opening: Opening, booked: Sequence[Appointment], technicians: Sequence[Load]
) -> Slot | None:
    """The first slot of a day in which a technician has the time and the hours; None where it is full or closed."""
    if opening.is_closed:
        return None
    for start in range(-(-opening.opens // STEP) * STEP, opening.closes - tenths * A_TENTH + 1, STEP):
        for each in technicians:
            if _has_hours(each, tenths) and _is_free(each.name, start, start + tenths * A_TENTH, booked):
                return Slot(on, start, each.name)
    return None


def _has_hours(of: Load, tenths: int) -> bool:
    return of.booked * 10 + tenths <= of.present * 10


def _is_free(technician: str, start: int, end: int, booked: Sequence[Appointment]) -> bool:
    """Whether somebody has nothing else between two minutes."""
    own = (each for each in booked if each.holds and each.technician == technician)
    return all(each.end <= start or end <= each.start for each in own)
