"""Purchase orders as what papers are about: those whose number begins so, or the latest."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.stages.service.purchasing.rules.purchases import PREFIX
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers
from lifecycle_desk.vehicle.usecases.subjects import MOST

LOOKED_THROUGH = 500  # of the latest: older ones are named in full


def purchases_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """The purchase orders that a few letters of their number or supplier find; without letters, the latest."""
    wanted = text.strip().casefold()
    with user.store.reading() as tx:
        found = rows.some(tx, rows.latest(tx, LOOKED_THROUGH))
        names = {each.number: each.name for each in suppliers.every(tx)}
    subjects = [
        Subject(each.number, each.number, names.get(each.supplier, ""))
        for _, each in sorted(found.items(), reverse=True)
    ]
    return tuple(each for each in subjects if wanted in f"{each.value} {each.about}".casefold())[:MOST]


SUBJECTS = (
    SubjectKind(
        "purchase",
        N_("Purchase order or supplier"),
        purchases_found,
        lambda word: 4 if word.upper().startswith(f"{PREFIX}-") else 0,
        rank=5,
    ),
)
