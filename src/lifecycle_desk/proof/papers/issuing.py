"""Issuing a paper of any room: drawn, given its number and its seal, signed, and written into the vehicle's life."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Step, Steps, drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Paper, Proves, Seal
from lifecycle_desk.proof.usecases.issuing import Reserved, Wanted, confirm, dropped, reserve
from lifecycle_desk.vehicle.rules.issued_papers import LettersNotPrintable

STEPS = 2  # drawn, sealed
SHOWN_AROUND, MOST_NAMED = 30, 5  # characters of the text on each side of a letter; letters that a sentence names
ISOLATES = "\u2066\u2067\u2068\u2069"  # a number as a paper shows it keeps its direction by them


@dataclass(frozen=True, slots=True)
class Issued:
    """A finished paper; number and issue are None for a draft or a form, which is not issued."""

    pdf: bytes
    number: str | None = None
    issue: int | None = None


def issue(user: UserSession, report: Report, asked: Any, language: Language) -> Issued:
    """The paper as it is handed out, at once."""
    return drained(issuing(user, report, asked, language))


def issuing(user: UserSession, report: Report, asked: Any, language: Language) -> Steps[Issued]:
    """The paper as it is handed out. A form, or an unfinished paper, proves nothing and is only drawn."""
    from lifecycle_desk.trust.sealed_pdf import sign

    yield Step(0, STEPS)
    paper = report.draw(user, asked, language)
    if paper.proves is None:
        return Issued(paper.pdf())
    check_letters(paper)
    reserved = reserve(user, _wanted(report, asked, paper, paper.proves))
    try:
        yield Step(1, STEPS)
        pdf = sign(_whole(paper.sealed(_seal(reserved))), reserved.key)
    except BaseException as fault:
        dropped(user, [reserved], type(fault).__name__)
        raise
    confirm(user, [reserved], sha256(pdf).hexdigest())
    return Issued(pdf, reserved.issue.number, reserved.issue.issue)


def check_letters(paper: Paper) -> None:
    """Refuse to issue a paper with letters that no typeface has, before it is given a number.

    A draft may be looked at, and shows their codes; what is signed must say what was typed.
    """
    lacking = paper.lacking()
    if lacking:
        raise _refused(lacking)


def _refused(lacking: Mapping[str, str]) -> LettersNotPrintable:
    first, where = next(iter(lacking.items()))
    at = max(where.find(first) - SHOWN_AROUND, 0)
    names = [f"{unicodedata.name(char, '')} U+{ord(char):04X}".strip() for char in lacking]
    return LettersNotPrintable(len(names), in_text(names[:MOST_NAMED]), where[at : at + 2 * SHOWN_AROUND].strip())


def _whole(paper: Paper) -> bytes:
    """The PDF of a paper in which every letter could be drawn, those of its charts too."""
    drawn = paper.draw()
    if drawn.missing:
        raise _refused(dict.fromkeys(sorted(drawn.missing), paper.title))
    return drawn.pdf


def issuing_together(
    user: UserSession,
    report: Report,
    requests: Sequence[Any],
    spoken_for: Callable[[Any], Language],
    title: str,
    passed_over: Callable[[Any, Objection], object],
) -> Steps[bytes]:
    """Several papers in one file that is signed once: each has its own number and seal, a step for each.

    What cannot be drawn is passed over and told; where nothing can, the reason for the first is raised.
    """
    from lifecycle_desk.paper.joining import joined  # reading PDFs is a library of its own
    from lifecycle_desk.trust.sealed_pdf import sign

    drawn: list[bytes] = []
    begun: list[Reserved] = []
    try:
        first: Objection | None = None
        for at, request in enumerate(requests, 1):
            yield Step(at - 1, len(requests))
            try:
                paper = _ready(report.draw(user, request, spoken_for(request)))
            except Objection as why:
                first = first or why
                passed_over(request, why)
                continue
            if paper.proves:
                begun.append(reserve(user, _wanted(report, request, paper, paper.proves)))
                paper = paper.sealed(_seal(begun[-1]))
            drawn.append(paper.pdf())
        _refuse_nothing(drawn, first)
        yield Step(len(requests), len(requests))
        pdf = joined(drawn, title, [each.code for each in begun])
        pdf = sign(pdf, begun[-1].key) if begun else pdf
    except BaseException as fault:
        dropped(user, begun, type(fault).__name__)
        raise
    confirm(user, begun, sha256(pdf).hexdigest())
    return pdf


def _refuse_nothing(drawn: Sequence[bytes], first: Objection | None) -> None:
    """Refuse papers of which none could be drawn, with the reason for the first."""
    if first and not drawn:
        raise first


def _ready(paper: Paper) -> Paper:
    """A paper that may be issued; a form proves nothing, and may show letters by their codes."""
    if paper.proves:
        check_letters(paper)
    return paper


def _wanted(report: Report, asked: Any, paper: Paper, proves: Proves) -> Wanted:
    return Wanted(
        kind=report.kind,
        subject=subject_of(asked),
        language=paper.language.code,
        vin=proves.vin or None,
        number=str(getattr(paper.number, "text", paper.number or "")).strip(ISOLATES),
        prefix=proves.prefix,
        facts=tuple(sorted(proves.facts.items())),
    )


def subject_of(asked: Any) -> str:
    """The subject of a request, as one text: "vin=LSJWH4095PN000001"; open fields are left out."""
    told = ((each.name, getattr(asked, each.name)) for each in fields(asked))
    return " ".join(f"{name}={value}" for name, value in told if value not in {None, "", False, ()})


def _seal(reserved: Reserved) -> Seal:
    issue = reserved.issue
    return Seal(reserved.code, reserved.line, issue.number, issue.issue, reserved.dealer, reserved.fingerprint)
