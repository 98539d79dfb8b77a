"""The papers of batteries."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.batteries.papers.genealogy import TITLE, OfBattery, genealogy
from lifecycle_desk.batteries.usecases.tree import batteries_found
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.vehicle.usecases.subjects import MOST


def _found(user: UserSession, text: str) -> tuple[Subject, ...]:
    return tuple(Subject(each.code, each.code, each.car) for each in batteries_found(user, text, MOST))


SUBJECTS = (SubjectKind("code", N_("Battery code or vehicle"), _found, lambda _word: 1),)

GENEALOGY = Report(
    "battery-genealogy",
    TITLE,
    N_("Where a battery came from, what it contains and what happened to it."),
    OfBattery,
    genealogy,
    stage="recycling",
    icon="battery-charging",
)
REPORTS = (GENEALOGY,)
