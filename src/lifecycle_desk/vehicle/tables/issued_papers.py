"""Papers that were issued, as they are kept: number, issue, and the hash of what was handed out."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Row, TypedColumns, bindparam, func, insert, select, update

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    day,
    maybe_of_vehicle,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    table,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.vehicle.rules.issued_papers import Issue, PaperState


class PaperRow(TypedColumns):
    """One issue of a paper. `subject` is what it is about; `ordinal` counts the numbers of a kind in a year."""

    kind = words(primary_key=True)
    number = words(primary_key=True)
    issue = whole(primary_key=True)
    subject = words()
    vin = maybe_of_vehicle()
    year = maybe_whole()
    ordinal = maybe_whole()
    language = words()
    on = day()
    at = utc_time()
    state = words(index=True)
    sha256 = maybe_words(index=True)
    key = maybe_whole()
    event = maybe_whole()
    withdrawn_at = maybe_utc_time()
    why = maybe_words()


PAPER = table("issued_paper", PaperRow)
Index("ix_issued_paper_kind_subject", PAPER.c.kind, PAPER.c.subject)
Index("ix_issued_paper_vin_at", PAPER.c.vin, PAPER.c.at)


_NAMES = tuple(each.name for each in fields(Issue))
_KIND, _NUMBER = PAPER.c.kind == bindparam("kind_is"), PAPER.c.number == bindparam("number_is")
_THIS = (_KIND, _NUMBER, PAPER.c.issue == bindparam("issue_is"))
_NEW = insert(PAPER)
_ONE = select(PAPER).where(*_THIS)
_OF_SUBJECT = select(PAPER).where(_KIND, PAPER.c.subject == bindparam("about"))
_OF_SUBJECT = _OF_SUBJECT.order_by(PAPER.c.at.desc(), PAPER.c.issue.desc())
_OF_NUMBER = select(PAPER).where(_KIND, _NUMBER)
_OF_NUMBER = _OF_NUMBER.order_by(PAPER.c.issue)
_OF_VEHICLE = select(PAPER).where(PAPER.c.vin == bindparam("of")).order_by(PAPER.c.at.desc(), PAPER.c.issue.desc())
_LATEST = select(PAPER).where(PAPER.c.state.in_([PaperState.ISSUED.value, PaperState.WITHDRAWN.value]))
_LATEST = _LATEST.order_by(PAPER.c.at.desc(), PAPER.c.issue.desc())
_EVERY = select(PAPER).order_by(PAPER.c.kind, PAPER.c.number, PAPER.c.issue)
_RESERVED = select(PAPER).where(PAPER.c.state == PaperState.RESERVED.value, PAPER.c.at < bindparam("before"))
_LAST = select(func.max(PAPER.c.ordinal)).where(
    PAPER.c.kind == bindparam("kind_is"), PAPER.c.year == bindparam("in_year")
)
_BECOMES = ("state", "sha256", "key", "event", "withdrawn_at", "why")
_CHANGE = update(PAPER).where(*_THIS).values({name: bindparam(name) for name in _BECOMES})


def _issue(row: Row[Any]) -> Issue:
    given = row._asdict()
    return Issue(**given | {"state": PaperState.of(given["state"])})


def save(tx: Transaction, issue: Issue) -> None:
    """A new issue."""
    tx.write(_NEW, **{name: getattr(issue, name) for name in _NAMES} | {"state": issue.state.value})


def change(tx: Transaction, issue: Issue) -> None:
    """Keep what became of an issue."""
    which = {"kind_is": issue.kind, "number_is": issue.number, "issue_is": issue.issue}
    became = {name: getattr(issue, name) for name in _BECOMES} | {"state": issue.state.value}
    tx.write(_CHANGE, **which, **became)


def issue(tx: Transaction, kind: str, number: str, which: int) -> Issue | None:
    """One issue of a paper."""
    row = tx.ask(_ONE, kind_is=kind, number_is=number, issue_is=which).one_or_none()
    return _issue(row) if row else None


def of_subject(tx: Transaction, kind: str, subject: str) -> list[Issue]:
    """All issues of a kind about one thing, the latest first."""
    return [_issue(row) for row in tx.ask(_OF_SUBJECT, kind_is=kind, about=subject)]


def of_number(tx: Transaction, kind: str, number: str) -> list[Issue]:
    """All issues under one number, the first first."""
    return [_issue(row) for row in tx.ask(_OF_NUMBER, kind_is=kind, number_is=number)]


def of_vehicle(tx: Transaction, vin: str) -> list[Issue]:
    """All papers about a vehicle, the latest first."""
    return [_issue(row) for row in tx.ask(_OF_VEHICLE, of=vin)]


def latest(tx: Transaction, most: int) -> list[Issue]:
    """The papers that were handed out last, the latest first, those that were withdrawn since among them."""
    return [_issue(row) for row in tx.ask(_LATEST.limit(most))]


def every(tx: Transaction) -> list[Issue]:
    """All issues of all papers."""
    return [_issue(row) for row in tx.ask(_EVERY)]


def reserved(tx: Transaction, before: datetime) -> list[Issue]:
    """Issues that were begun before a moment and never came to an end."""
    return [_issue(row) for row in tx.ask(_RESERVED, before=before)]


def next_ordinal(tx: Transaction, kind: str, year: int) -> int:
    """The next number of a kind in a year; no gaps, because only one writes at a time."""
    return (tx.ask(_LAST, kind_is=kind, in_year=year).scalar_one() or 0) + 1
