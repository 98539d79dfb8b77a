"""Taking answers of a maker in: rows of a file put together by claim, judged before anything is written, repeat-safe.

A row has a digest of what it says: the same row again changes nothing, however much else a later file holds. An answer
that says otherwise corrects the last one, while nothing else has happened since; what has moved on is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.stages.service.claims.rules import answers
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_SETTLE
from lifecycle_desk.stages.service.claims.rules.states import (
    ANSWERS,
    APPROVED,
    IN_REVIEW,
    PAID,
    PARTLY,
    REJECTED,
    RETURNED,
    ClaimState,
    UnknownClaim,
)
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.claims.usecases.requests import AnswerClaim, ClaimStep, LineAnswer, PayClaim
from lifecycle_desk.stages.service.claims.usecases.transitions import answered, pay_claim, review_claim
from lifecycle_desk.store.store import Transaction

RowsDiffer = objection("RowsDiffer", N_("Line %(line)s conflicts with this row for the same claim."), line=int)
# An amount of which nobody knows the line, where the claim has more than one.
AmountWithoutLine = objection(
    "AmountWithoutLine", N_("Each amount needs its line: claim %(number)s has %(lines)s."), number=str, lines=int
)


class Outcome(Enum):
    """The outcome of a row."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of an answer, read: `at` is its line in the file; what is None or empty is not told."""

    at: int
    digest: str
    number: str
    line: int | None
    granted: int | None
    state: ClaimState | None
    reason: str
    paid_on: date | None
    answered_on: date | None
    maker_number: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The outcomes of the rows, by their place in the file, and the refusals."""

    outcomes: dict[int, Outcome]
    faults: tuple[Refused, ...]


def take_answers(user: UserSession, rows: Sequence[AnswerRow], *, dry_run: bool, skip_refused: bool) -> Result[Answers]:
    """Take rows in, in one transaction; nothing is written where one is refused, unless the good ones are wanted."""
    with user.store.reading() as tx:
        tx.by = user.staff
        for right in (IMPORT, CLAIM_SETTLE):
            user.authorise(tx, right)
    judged = _tried(user, rows)
    if dry_run or (judged.faults and not skip_refused):
        return Result(judged)
    bad = {each.line for each in judged.faults}
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, CLAIM_SETTLE)
        _take(tx, [each for each in rows if each.at not in bad])
    return Result(judged, tuple(tx.warnings))


def _tried(user: UserSession, rows: Sequence[AnswerRow]) -> Answers:
    """The would-be outcomes of the rows: done in a transaction that is taken back."""
    with user.store.writing(user.staff) as tx:
        found = _take(tx, rows)
        tx.undo()
    return found


def _take(tx: Transaction, rows: Sequence[AnswerRow]) -> Answers:
    outcomes: dict[int, Outcome] = {}
    faults: list[Refused] = []
    known = lists.answers_known(tx, [each.digest for each in rows])
    for group in _by_claim(rows):
        fresh = list({each.digest: each for each in group if each.digest not in known}.values())
        outcomes |= {each.at: Outcome.KNOWN for each in group}
        if not fresh:
            continue
        try:
            outcome = _taken(tx, fresh)
        except _Row as fault:
            at, field, why = fault.args
            faults.append(Refused(at, field, why))
            faults += [Refused(each.at, None, why) for each in group if each.at != at]
            outcomes = {place: each for place, each in outcomes.items() if place not in {row.at for row in group}}
            continue
        outcomes |= {each.at: outcome for each in fresh}
    return Answers(outcomes, tuple(sorted(faults, key=lambda each: each.line)))


class _Row(Exception):  # noqa: N818 (it only carries an objection to its row)
    """A row that cannot be taken in: its place, the column, and why."""


def _by_claim(rows: Iterable[AnswerRow]) -> list[list[AnswerRow]]:
    """The rows of each claim together, in the order of the file."""
    groups: dict[str, list[AnswerRow]] = {}
    for each in rows:
        groups.setdefault(each.number.strip().upper(), []).append(each)
    return list(groups.values())


def _taken(tx: Transaction, rows: list[AnswerRow]) -> Outcome:
    """The rows of one claim, done; refuses with the row and the column."""
    first = rows[0]
    try:
        claim = claim_rows.claim(tx, first.number)
    except UnknownClaim as why:
        raise _Row(first.at, "claim_number", why) from None
    state: ClaimState | None = _agreed(rows, "state")
    answered_on: date | None = _agreed(rows, "answered_on")
    paid_on: date | None = _agreed(rows, "paid_on")
    lines = {line: row for row in rows if (line := _line_of(row, claim))}
    settled, before = state is PAID or paid_on is not None, claim
    state = None if state is PAID else state
    try:
        claim = _answer(tx, claim, rows, state, lines, answered_on)
    except Objection as why:
        raise _Row(first.at, _column(why), why) from None
    if settled and claim.state is not PAID and not (claim.state.is_final and claim.status.paid_on):
        try:
            pay_claim.does(tx, PayClaim(claim.number, None, paid_on))
        except Objection as why:
            raise _Row(first.at, "paid_on" if paid_on else "state", why) from None
    after = claim_rows.claim(tx, claim.number)
    lists.save_answers(tx, claim.key, [each.digest for each in rows])
    if after.status == before.status:
        return Outcome.KNOWN
    return Outcome.CHANGED if before.state in ANSWERS and after.state in ANSWERS else Outcome.NEW


def _agreed(rows: list[AnswerRow], name: str) -> Any:
    """The common value of a claim's rows; refuses rows that differ."""
    said = [(each, getattr(each, name)) for each in rows if getattr(each, name) is not None]
    for row, value in said[1:]:
        if value != said[0][1]:
            raise _Row(row.at, name, RowsDiffer(said[0][0].at))
    return said[0][1] if said else None


def _line_of(row: AnswerRow, claim: Claim) -> int | None:
    """The line that a row is about; an amount without a line is that of a claim of one line."""
    if row.line is not None:
        return row.line
    if row.granted is None:
        return None
    if len(claim.sheet.lines) != 1:
        raise _Row(row.at, "line", AmountWithoutLine(claim.number, len(claim.sheet.lines)))
    return 1


def _answer(
    tx: Transaction,
    claim: Claim,
    rows: list[AnswerRow],
    state: ClaimState | None,
    lines: dict[int, AnswerRow],
    on: date | None,
) -> Claim:
    """The answer that some rows give, written down where it says something new."""
    if state is IN_REVIEW:
        if claim.state is not IN_REVIEW:
            review_claim.does(tx, ClaimStep(claim.number, on))
        return claim_rows.claim(tx, claim.number)
    base = {line: (each.amount, each.reason) for line, each in claim.status.granted.items()}
    told = {
        line: (row.granted if row.granted is not None else base.get(line, (0, ""))[0], row.reason)
        for line, row in lines.items()
        if row.granted is not None or row.reason
    }
    if state is None and not told:
        return claim
    given = (base if claim.state in ANSWERS else {}) | told
    meant = state or _meant(claim, given)
    reasons = [row.reason for row in rows if row.line is None and row.reason and row.granted is None]
    asked = AnswerClaim(
        number=claim.number,
        state=meant,
        lines=() if meant is RETURNED else tuple(LineAnswer(line, *each) for line, each in sorted(given.items())),
        why="; ".join(dict.fromkeys(reasons)),
        maker_number=next((row.maker_number for row in rows if row.maker_number), claim.status.maker_number),
        on=on,
    )
    if _says_nothing_new(claim, asked):
        return claim
    answered(tx, claim, asked)
    return claim_rows.claim(tx, claim.number)


def _meant(claim: Claim, given: dict[int, tuple[int, str]]) -> ClaimState:
    """The answer that amounts make where the file names none."""
    total = sum(given.get(at, (line.asked, ""))[0] for at, line in enumerate(claim.sheet.lines, 1))
    if total == claim.sheet.asked:
        return APPROVED
    return PARTLY if total else REJECTED


def _says_nothing_new(claim: Claim, asked: AnswerClaim) -> bool:
    """Whether a claim stands already as an answer says: then the row is known, and nothing is told."""
    if asked.state is not claim.state and not (claim.status.paid_on and asked.state in {APPROVED, PARTLY}):
        return False
    given = {each.line: (each.granted, each.reason) for each in asked.lines}
    same = answers.granted(claim, asked.state, given) == claim.status.granted
    return same and asked.maker_number == claim.status.maker_number


def _column(why: Objection) -> str | None:
    """The column of the file that an objection is about."""
    at = why.at or ""
    if at.endswith(("granted", "amount")):
        return "amount_granted"
    if at.endswith("line"):
        return "line"
    return {"on": "answered_on", "state": "state"}.get(at)
