"""The papers of warranty cover."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.cover.papers.table import TITLE, OfBrand, cover_table
from lifecycle_desk.cover.rules import brands_of, published
from lifecycle_desk.cover.usecases import brands_with_terms


def _found(user: UserSession, text: str) -> tuple[Subject, ...]:
    named = (each for each in brands_with_terms(user) if text.strip().casefold() in each.casefold())
    return tuple(Subject(each, each) for each in named)


def _names_one(word: str) -> int:
    return 3 if word.casefold() in {each.casefold() for each in brands_of(published())} else 0


SUBJECTS = (SubjectKind("brand", C_("vehicle", "Make"), _found, _names_one),)

COVER_TABLE = Report(
    "cover-rules",
    TITLE,
    N_("Warranty terms of a make in a market, in force on a day, with sources."),
    OfBrand,
    cover_table,
    stage="service",
    icon="shield-check",
)
REPORTS = (COVER_TABLE,)
