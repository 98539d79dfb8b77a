"""Warranty claims as what papers are about: those that a few letters find, by their order and vehicle too."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.stages.service.claims.rules.claim import claim_key
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, Claims
from lifecycle_desk.vehicle.usecases.subjects import MOST


def claims_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """The claims that a few letters find; without letters, those that are open."""
    listed = Claims(user, ClaimList.ALL if text.strip() else None, text)
    return tuple(
        Subject(each.number, each.number, " ".join(filter(None, (each.plate, each.car, each.causal_part))))
        for each in listed.rows(listed.keys(MOST)).values()
    )


SUBJECTS = (
    SubjectKind(
        "claim",
        N_("Warranty claim or vehicle"),
        claims_found,
        lambda word: 4 if claim_key(word) else 0,
        rank=5,
    ),
)
