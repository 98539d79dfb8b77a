"""Vehicles as what papers are about: those that a few letters find, or the latest."""

from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.vehicle.rules.vin import LENGTH
from lifecycle_desk.vehicle.usecases.showing import look_for
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

MOST = 12  # of any kind


def vehicles_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """The vehicles that a few letters find; without letters, the latest."""
    if not text.strip():
        return _latest(user)
    hits = look_for(user, text).hits
    vins = dict.fromkeys(hit.vin for hit in hits if hit.vin)
    names = {hit.vin: hit.label for hit in hits if hit.kind == "vehicle"}
    return tuple(Subject(vin, names.get(vin, vin), vin) for vin in vins)[:MOST]


def _latest(user: UserSession) -> tuple[Subject, ...]:
    listed = Vehicles(user)
    lines = listed.rows(listed.keys(MOST)).values()
    return tuple(Subject(each.vin, " ".join(filter(None, (each.plate, each.name))), each.vin) for each in lines)


SUBJECTS = (SubjectKind("vin", C_("reports", "Vehicle"), vehicles_found, lambda word: 2 if len(word) == LENGTH else 0),)
