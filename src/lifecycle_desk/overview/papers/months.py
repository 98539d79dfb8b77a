"""Months as what papers are about: those that are over, the last first, and the present one."""

from datetime import date

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.said import MonthNamed
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, first_of
from lifecycle_desk.figures.usecases.reading import this_month
from lifecycle_desk.language import LANGUAGES, Language

MONTHS = 36  # that are offered, the present one among them


def months_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """The last whole month first, then those before it, and the present one at the end.

    A text finds them by number, or by name in any language of the program.
    """
    now, wanted = this_month(user), text.strip().casefold()
    offered = [first_of(now - each) for each in (*range(1, MONTHS), 0)]
    return tuple(
        Subject(str(Period.of(PeriodKind.MONTH, each)), MonthNamed(each))
        for each in offered
        if _is_called(each, wanted)
    )


def _is_called(month: date, wanted: str) -> bool:
    if not wanted or wanted in str(Period.of(PeriodKind.MONTH, month)):
        return True
    return any(wanted in Language(code).formats.month(month).casefold() for code in LANGUAGES)


def _names_one(word: str) -> int:
    year, _, month = word.partition("-")
    return 3 if len(year) == 4 and len(month) == 2 and (year + month).isdecimal() else 0  # noqa: PLR2004 (2026-10)


SUBJECTS = (SubjectKind("month", C_("reports", "Month"), months_found, _names_one, rank=4),)
