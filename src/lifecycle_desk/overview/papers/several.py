"""One kind of paper for several cars or orders in one go: as one PDF, or as a file each.

What cannot be drawn is named, and the others go on. One PDF comes whole or not at all; of files each comes whole as
soon as it is drawn, so that whoever stops keeps what is there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import Language
from lifecycle_desk.proof.papers.issuing import issue, issuing_together
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.vehicle.rules.vin import canonical

type Drawing = Callable[[UserSession, Report, Any, str | None], bytes]

MOST = 5_000  # cars in one PDF; nobody opens a longer one

NoOrderNamed = objection("NoOrderNamed", N_("Choose at least one repair order."), "order")
NoCarNamed = objection("NoCarNamed", N_("Choose at least one vehicle."), "vin")
TooManyCars = objection(
    "TooManyCars", N_("%(given)s vehicles are too many at once: at most %(most)s."), "vin", given=int, most=int
)
TooManyAtOnce = objection(
    "TooManyAtOnce", N_("%(given)s documents are too many at once: at most %(most)s."), "order", given=int, most=int
)


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A car, an order or whatever else a paper is about, of which none could be made, and why."""

    subject: str
    why: Objection


@dataclass(frozen=True, slots=True)
class OnePdf:
    """Papers in one file: how many they are, and what is not among them."""

    content: bytes
    count: int
    failed: tuple[NotDrawn, ...] = ()


@dataclass(frozen=True, slots=True)
class FilesMade:
    """Papers in a file each, and what there is none of."""

    files: tuple[Path, ...]
    failed: tuple[NotDrawn, ...] = ()


def drawn(user: UserSession, report: Report, request: Any, code: str | None) -> bytes:
    """One paper to look at, in a language or in the one that its reader wants."""
    return report.draw(user, request, _speech(user, report, request, code)).pdf()


def handed_out(user: UserSession, report: Report, request: Any, code: str | None) -> bytes:
    """One paper as it is issued: with number, seal and signature where it can be proved."""
    return issue(user, report, request, _speech(user, report, request, code)).pdf


def _speech(user: UserSession, report: Report, request: Any, code: str | None) -> Language:
    return spoken(user, code or report.language_of(user, request))


def requests_of(request: Any, vins: Iterable[str], most: int | None = MOST) -> list[Any]:
    """The same request for each of some cars, each once, in their order; raises NoCarNamed and TooManyCars."""
    names = list(dict.fromkeys(canonical(each) for each in vins if each.strip()))
    if not names:
        raise NoCarNamed
    if most and len(names) > most:
        raise TooManyCars(len(names), most)
    return [replace(request, vin=name) for name in names]


def requests_about(request: Any, which: str, named: Iterable[str], most: int | None = MOST) -> list[Any]:
    """The same request for each of some orders, or whatever else papers are about, each once, in their order."""
    names = list(dict.fromkeys(filter(None, (each.strip() for each in named))))
    if not names:
        raise NoOrderNamed
    if most and len(names) > most:
        raise TooManyAtOnce(len(names), most)
    return [replace(request, **{which: name}) for name in names]


def requests_for(request: Any, which: str, named: Iterable[str], most: int | None = MOST) -> list[Any]:
    """The same request for each of some things of a kind; at most `most` of them, where there is a limit."""
    return requests_of(request, named, most) if which == "vin" else requests_about(request, which, named, most)


def as_one(
    user: UserSession, report: Report, requests: Sequence[Any], code: str | None = None, draw: Drawing = handed_out
) -> Steps[OnePdf]:
    """The papers after one another in one PDF, each with the numbers of its own pages; a step for each paper."""
    title, failed = spoken(user, code)(report.title), list[NotDrawn]()

    def passed_over(request: Any, why: Objection) -> None:
        failed.append(NotDrawn(_subject(report, request), why))

    if draw is handed_out:  # signed as a whole: joining would break a signature of each
        spoken_for = partial(_speech, user, report, code=code)
        content = yield from issuing_together(user, report, requests, spoken_for, title, passed_over)
    else:
        content = yield from _joined(requests, lambda request: draw(user, report, request, code), title, passed_over)
    return OnePdf(content, len(requests) - len(failed), tuple(failed))


def _joined(
    requests: Sequence[Any],
    draw: Callable[[Any], bytes],
    title: str,
    passed_over: Callable[[Any, Objection], object],
) -> Steps[bytes]:
    """Drafts in one file; where none could be drawn, the reason for the first."""
    from lifecycle_desk.paper.joining import joined  # reading PDFs is a library of its own

    papers: list[bytes] = []
    first: Objection | None = None
    for at, request in enumerate(requests, 1):
        try:
            papers.append(draw(request))
        except Objection as why:
            first = first or why
            passed_over(request, why)
        yield Step(at, len(requests))
    if first and not papers:
        raise first
    return joined(papers, title)


def as_files(
    user: UserSession,
    report: Report,
    requests: Sequence[Any],
    folder: Path,
    code: str | None = None,
    draw: Drawing = handed_out,
) -> Steps[FilesMade]:
    """A file for each, by VIN or number: kind-VIN.pdf; one of the same name is replaced. Raises where none is made."""
    files, failed = list[Path](), list[NotDrawn]()
    for at, request in enumerate(requests, 1):
        subject = _subject(report, request)
        try:
            content = draw(user, report, request, code)
        except Objection as why:
            failed.append(NotDrawn(subject, why))
        else:
            files.append(folder / f"{report.kind}-{_as_name(subject)}.pdf")
            write_whole(files[-1], content)
        yield Step(at, len(requests))
    if failed and not files:
        raise failed[0].why
    return FilesMade(tuple(files), tuple(failed))


def _subject(report: Report, request: Any) -> str:
    return str(getattr(request, report.about_which))


def _as_name(subject: str) -> str:
    """A subject as a part of a file's name: a make or a campaign may hold what no name may."""
    return "".join(char if char.isalnum() or char in "-_. " else "-" for char in subject).strip(". ") or "-"
