"""Wording: what of a condition report and an appraisal no field of their forms tells by itself."""

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade, ReportTold
from lifecycle_desk.vehicle.rules.checklists import list_said
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names

TONES = {Grade.A: "ok", Grade.B: "ok", Grade.C: "neutral", Grade.D: "warn", Grade.E: "danger"}


def _graded(told: RecordedEvent) -> Grade:
    return told.facts_as(ReportTold).graded.grade


def grade_in_full(told: RecordedEvent, _: Names) -> Piece | None:
    """The grade by its letter and its word."""
    found = _graded(told)
    return Said(N_("%(grade)s, %(word)s"), grade=found.value, word=found)


def grade_chip(told: RecordedEvent) -> tuple[str, str]:
    """The chip of a grade."""
    return _graded(told).label, TONES[_graded(told)]


def points(told: RecordedEvent, _: Names) -> Piece | None:
    """The points that the grade comes from."""
    return str(told.facts_as(ReportTold).graded.points)


def damages(told: RecordedEvent, _: Names) -> Piece | None:
    """How many damages were marked, if any."""
    count = len(told.facts_as(ReportTold).marks)
    return Said(NN_("%(n)s damage", "%(n)s damages"), n=count) if count else None


def checklist(told: RecordedEvent, _: Names) -> Piece | None:
    """By which list the car was looked at."""
    return list_said(told.facts_as(ReportTold).checklist)
