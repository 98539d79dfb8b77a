"""One kind of paper for several cars or orders in one go: as one PDF, or as a file each; all of it or nothing."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import Language
from lifecycle_desk.proof.papers.issuing import issue, issuing_together
from lifecycle_desk.store.files import PART, settle, write_whole
from lifecycle_desk.vehicle.rules.vin import canonical

type Drawing = Callable[[UserSession, Report, Any, str | None], bytes]

MOST = 5_000  # cars; a longer list is a mistake, and its PDF none that anybody opens

NoOrderNamed = objection("NoOrderNamed", N_("Choose at least one repair order."), "order")
NoCarNamed = objection("NoCarNamed", N_("Choose at least one vehicle."), "vin")
TooManyCars = objection(
    "TooManyCars", N_("%(given)s vehicles are too many at once: at most %(most)s."), "vin", given=int, most=int
)
TooManyAtOnce = objection(
    "TooManyAtOnce", N_("%(given)s documents are too many at once: at most %(most)s."), "order", given=int, most=int
)


def drawn(user: UserSession, report: Report, request: Any, code: str | None) -> bytes:
    """One paper to look at, in a language or in the one that its reader wants."""
    return report.draw(user, request, _speech(user, report, request, code)).pdf()


def handed_out(user: UserSession, report: Report, request: Any, code: str | None) -> bytes:
    """One paper as it is issued: with number, seal and signature where it can be proved."""
    return issue(user, report, request, _speech(user, report, request, code)).pdf


def _speech(user: UserSession, report: Report, request: Any, code: str | None) -> Language:
    return spoken(user, code or report.language_of(user, request))


def requests_of(request: Any, vins: Iterable[str]) -> list[Any]:
    """The same request for each of some cars, each once, in their order; raises NoCarNamed and TooManyCars."""
    names = list(dict.fromkeys(canonical(each) for each in vins if each.strip()))
    if not names:
        raise NoCarNamed
    if len(names) > MOST:
        raise TooManyCars(len(names), MOST)
    return [replace(request, vin=name) for name in names]


def requests_about(request: Any, which: str, named: Iterable[str]) -> list[Any]:
    """The same request for each of some orders, or whatever else papers are about, each once, in their order."""
    names = list(dict.fromkeys(filter(None, (each.strip() for each in named))))
    if not names:
        raise NoOrderNamed
    if len(names) > MOST:
        raise TooManyAtOnce(len(names), MOST)
    return [replace(request, **{which: name}) for name in names]


def as_one(
    user: UserSession, report: Report, requests: Sequence[Any], code: str | None = None, draw: Drawing = handed_out
) -> Steps[bytes]:
    """The papers after one another in one PDF, each with the numbers of its own pages; a step for each paper."""
    title = spoken(user, code)(report.title)
    if draw is handed_out:  # signed as a whole: joining would break a signature of each
        spoken_for = partial(_speech, user, report, code=code)
        return (yield from issuing_together(user, report, requests, spoken_for, title))
    from lifecycle_desk.paper.appended import joined  # reading PDFs is a library of its own

    papers: list[bytes] = []
    for request in requests:
        papers.append(draw(user, report, request, code))
        yield Step(len(papers), len(requests))
    return joined(papers, title)


def as_files(
    user: UserSession,
    report: Report,
    requests: Sequence[Any],
    folder: Path,
    code: str | None = None,
    draw: Drawing = handed_out,
) -> Steps[tuple[Path, ...]]:
    """A file for each, by VIN or number: kind-VIN.pdf. They come when all are drawn; closed before, none does."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=".", suffix=PART, dir=folder))
    try:
        names: list[str] = []
        for request in requests:
            names.append(f"{report.kind}-{getattr(request, report.about_which)}.pdf")
            write_whole(aside / names[-1], draw(user, report, request, code))
            yield Step(len(names), len(requests))
        for name in names:
            (aside / name).replace(folder / name)
        settle(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if is_new and not any(folder.iterdir()):
            folder.rmdir()
    return tuple(folder / name for name in names)
