"""Issuing papers: a number without gaps, an issue, and the hash of what was handed out, as an event of the life.

A paper is made between two short transactions: the first reserves its number, the second says that it is issued. One
that a crash cut off in between is void, with the reason; its number is never given to another paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import ReasonMissing
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.proof.rules.rights import ISSUE, WITHDRAW
from lifecycle_desk.proof.usecases.heads import sign_head
from lifecycle_desk.proof.usecases.key_chain import countersigned, key_for_outside
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.certificates import PaperKey, paper_key
from lifecycle_desk.trust.payload import HEAD_BYTES, Payload, Value, written
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.rules.issued_papers import (
    BEGUN_LONG_AGO,
    INTERRUPTED,
    ISSUED,
    WITHDRAWN,
    Issue,
    NotIssued,
    PaperState,
    PaperTold,
    UnknownPaper,
    number_of,
    prefix_of,
)
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent
from lifecycle_desk.vehicle.tables import chain, issued_papers
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that is to be issued; `number` is its own where it has one, else `prefix` begins one."""

    kind: str
    subject: str
    language: str
    vin: str | None = None
    number: str = ""
    prefix: str = ""
    facts: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Reserved:
    """A number that is taken, and all that the seal of the paper needs."""

    issue: Issue
    dealer: str
    code: str
    line: str
    fingerprint: str
    key: PaperKey


@dataclass(frozen=True, slots=True)
class WithdrawPaper:
    """A paper that is no longer to be believed, and why."""

    kind: str
    number: str
    issue: int
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A paper that was withdrawn, by the number of the event that says so."""

    number: str
    issue: int
    event: int


def reserve(user: UserSession, wanted: Wanted) -> Reserved:
    """Take the number and issue of a paper, and write its code: where the books stand now is where it speaks from."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, ISSUE)
        _sweep(tx)
        number, key = key_for_outside(tx)
        issue = replace(_next(tx, wanted), key=number)
        issued_papers.save(tx, issue)
        dealer = dealership.dealer(tx).name
        seq, head = chain.head(tx)
        payload = Payload(
            wanted.kind,
            issue.number,
            issue.issue,
            issue.on,
            wanted.vin or "",
            dealer,
            dict(wanted.facts),
            seq,
            head[:HEAD_BYTES],
        )
        since = next(each.since for each in dealership.keys(tx) if each.number == number)
        pdf_key = paper_key(key, dealer, since)
        return Reserved(issue, dealer, written(key, payload), payload.line, fingerprint(key.public), pdf_key)


def _next(tx: Transaction, wanted: Wanted) -> Issue:
    """The next issue: of the number that the paper or its subject has already, else of a new number."""
    on = today(tx)
    before = issued_papers.of_number(tx, wanted.kind, wanted.number) if wanted.number else []
    before = before or [] if wanted.number else list(reversed(_same(tx, wanted)))
    if before:
        last = before[-1]
        return _begun(tx, wanted, last.number, max(each.issue for each in before) + 1, last.year, last.ordinal)
    if wanted.number:
        return _begun(tx, wanted, wanted.number, 1, None, None)
    ordinal = issued_papers.next_ordinal(tx, wanted.kind, on.year)
    number = number_of(wanted.prefix or prefix_of(wanted.kind), on.year, ordinal)
    return _begun(tx, wanted, number, 1, on.year, ordinal)


def _same(tx: Transaction, wanted: Wanted) -> list[Issue]:
    """The issues of the number that was last given to a paper of this kind about this subject."""
    found = issued_papers.of_subject(tx, wanted.kind, wanted.subject)
    return [each for each in found if each.number == found[0].number]


def _begun(tx: Transaction, wanted: Wanted, number: str, issue: int, year: int | None, ordinal: int | None) -> Issue:
    return Issue(
        wanted.kind,
        number,
        issue,
        wanted.subject,
        wanted.vin,
        year,
        ordinal,
        wanted.language,
        today(tx),
        tx.at,
        PaperState.RESERVED,
    )


def _sweep(tx: Transaction) -> None:
    """Void what was begun long ago: the program ended while it was made, and nobody has that paper."""
    for each in issued_papers.reserved(tx, tx.at - BEGUN_LONG_AGO):
        issued_papers.change(tx, replace(each, state=PaperState.VOID, why=INTERRUPTED))


def confirm(user: UserSession, reserved: Sequence[Reserved], sha256: str) -> None:
    """Say that papers are issued, with the hash of their file; from now on their seals hold here."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, ISSUE)
        for each in reserved:
            issue = replace(each.issue, state=PaperState.ISSUED, sha256=sha256)
            event = record_event(
                tx, Event(issue.vin, issue.on, ISSUED if issue.vin else of_dealer(ISSUED), _facts(issue))
            )
            issued_papers.change(tx, replace(issue, event=event))
        sign_head(tx)


def _facts(issue: Issue) -> dict[str, Any]:
    return {
        "kind": issue.kind,
        "number": issue.number,
        "issue": issue.issue,
        "language": issue.language,
        "sha256": issue.sha256,
        "key": issue.key,
        "subject": issue.subject,
        "year": issue.year,
        "ordinal": issue.ordinal,
        "begun_at": stamp(issue.at),
    }


def of_dealer(kind: str) -> str:
    """The dealer's own kind of event for a paper that concerns no vehicle."""
    return kind.replace("vehicle.", "dealer.", 1)


def dropped(user: UserSession, reserved: Sequence[Reserved], why: str) -> None:
    """Void papers that could not be made; their numbers stay taken."""
    with user.store.writing(user.staff) as tx:
        for each in reserved:
            issued_papers.change(tx, replace(each.issue, state=PaperState.VOID, why=why))


@command(WITHDRAW)
def withdraw_paper(tx: Transaction, asked: WithdrawPaper) -> Withdrawn:
    """Withdraw a paper that was issued: from now on it is not to be believed."""
    found = issued_papers.issue(tx, asked.kind, asked.number, asked.issue)
    if found is None:
        raise UnknownPaper(asked.number, asked.issue)
    if found.state is not PaperState.ISSUED:
        raise NotIssued(asked.number, asked.issue)
    if not asked.why.strip():
        raise ReasonMissing
    facts = countersigned(tx, _facts(found) | {"why": asked.why.strip()})
    kind = WITHDRAWN if found.vin else of_dealer(WITHDRAWN)
    event = record_event(tx, Event(found.vin, today(tx), kind, facts))
    gone = replace(found, state=PaperState.WITHDRAWN, withdrawn_at=tx.at, why=asked.why.strip())
    issued_papers.change(tx, gone)
    sign_head(tx)
    return Withdrawn(found.number, found.issue, event)


@dataclass(frozen=True, slots=True)
class ToldPaper:
    """The chain's statement about a paper: the hash of its file, and the event that withdrew it, if one did."""

    sha256: str
    withdrawn: RecordedEvent | None


def told_of_paper(tx: Transaction, kind: str, number: str, issue: int) -> ToldPaper | None:
    """The chain's own statement about a paper; None where it never told that the paper was issued."""
    row = issued_papers.issue(tx, kind, number, issue)  # only says where to look: a row proves nothing
    vin = row.vin if row else None
    issued = _told(tx, ISSUED, vin, (kind, number, issue))
    if issued is None:
        return None
    gone = _told(tx, WITHDRAWN, vin, (kind, number, issue))
    found = life_rows.event(tx, gone.seq) if gone else None  # with its reason, which may be sealed
    return ToldPaper(issued.facts_as(PaperTold).sha256, found[0] if found else None)


def _told(tx: Transaction, what: str, vin: str | None, paper: tuple[str, str, int]) -> RecordedEvent | None:
    """The event of a kind about a paper: where its row says that it is, else wherever it was told."""
    for lives in ([vin] if vin else [], None):
        for told, _, _ in chain.told_by(tx, (what, of_dealer(what)), lives):
            if told.facts_as(PaperTold).which == paper:
                return told
    return None


def papers_of(user: UserSession, vin: str) -> list[Issue]:
    """The papers that were issued about a vehicle, the latest first."""
    with user.store.reading() as tx:
        return issued_papers.of_vehicle(tx, vin)


COMMANDS: tuple[Command[Any, Any], ...] = (withdraw_paper,)


def issued_lately(user: UserSession, most: int) -> list[Issue]:
    """The papers that were handed out last, the latest first."""
    with user.store.reading() as tx:
        return issued_papers.latest(tx, most)
