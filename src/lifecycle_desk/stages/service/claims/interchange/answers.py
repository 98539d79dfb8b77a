"""Answers of makers as CSV: our own columns, of which only the number of the claim is needed; taken in repeat-safe."""

import json
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.dealership.usecases.day import zone_of
from lifecycle_desk.files.amounts import minor
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.looking import sheeted
from lifecycle_desk.files.spreadsheets import open_sheet
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.stages.service.claims.rules.claim import claim_key
from lifecycle_desk.stages.service.claims.rules.states import ANSWERS, IN_REVIEW, PAID, ClaimState, UnknownClaim
from lifecycle_desk.stages.service.claims.usecases.taking import AnswerRow, Outcome, take_answers
from lifecycle_desk.vehicle.interchange.vehicles import CodeUnknown

KIND = "claim-answers"
HEADER = (
    "claim_number", "line", "amount_granted", "currency", "state", "reason", "paid_on", "answered_on", "maker_number",
)  # fmt: skip
DAYS = ("paid_on", "answered_on")
STATES = {each.value: each for each in (IN_REVIEW, *ANSWERS, PAID)} | {"partially_approved": ClaimState.PARTLY_APPROVED}
LINE = re.compile(r"[1-9][0-9]{0,3}")

ClaimNumberMissing = objection("ClaimNumberMissing", N_("The row has no claim number."))
CurrencyOfAnother = objection(
    "CurrencyOfAnother", N_("The amount is in %(given)s; claims here are in %(own)s."), given=str, own=str
)


class _Field(Exception):  # noqa: N818 (it only carries an objection to its row)
    """A cell that cannot be read: its column, and why."""


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take an answer in: read whole, put together by claim, judged, then written in one transaction."""
    profile = dealer(user.store)
    sheet = open_sheet(path, HEADER, ("claim_number",), profile.market)
    cells = [row for row in sheet.rows() if not isinstance(row, Refused)]
    days = days_of((cell for _, row in cells for name in DAYS if (cell := row.get(name))), choices.dates)
    taken = Taken(KIND, sheet.file, warnings=list(sheet.notes), read_as=sheet.read_as | days.read_as)
    taken.refused += [row for row in sheet.rows() if isinstance(row, Refused)]
    taken.rows = len(cells) + len(taken.refused)
    yield Step(0, taken.rows)
    pack = market_of(user.store)
    on = clock.now().astimezone(zone_of(profile, pack)).date()
    good, bad = _read_all(cells, days, pack.currency, on)
    taken.refused += bad
    dry = choices.dry_run or (bool(taken.refused) and not choices.skip_refused)
    done = take_answers(user, good, dry_run=dry, skip_refused=choices.skip_refused)
    taken.refused += done.value.faults
    taken.refused.sort(key=lambda each: each.line)
    found = list(done.value.outcomes.values())
    taken.new, taken.known = found.count(Outcome.NEW), found.count(Outcome.KNOWN)
    taken.changed = found.count(Outcome.CHANGED)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    yield Step(taken.rows, taken.rows)
    return Result(taken, done.warnings)


def _read_all(
    cells: list[tuple[int, dict[str, str]]], days: Days, currency: str, today: date
) -> tuple[list[AnswerRow], list[Refused]]:
    """The rows that can be read, and those that cannot."""
    good, bad = list[AnswerRow](), list[Refused]()
    for line, row in cells:
        try:
            good.append(row_of(line, row, days, currency, today))
        except _Field as fault:
            column, why = fault.args
            bad.append(Refused(line, column, why))
    return good, bad


def row_of(at: int, cells: dict[str, str], days: Days, currency: str, today: date) -> AnswerRow:
    """A row from its cells; raises for the first cell that cannot be read."""

    def read[Value](column: str, how: Callable[[str], Value]) -> Value | None:
        try:
            return how(text) if (text := cells.get(column, "").strip()) else None
        except Objection as why:
            raise _Field(column, why) from None

    number = read("claim_number", _number)
    if number is None:
        raise _Field("claim_number", ClaimNumberMissing())
    read("currency", lambda text: _currency(text, currency))
    told = {
        "number": number,
        "line": read("line", _line),
        "granted": read("amount_granted", lambda text: minor(text, currency)),
        "state": read("state", _state),
        "reason": cells.get("reason", "").strip(),
        "paid_on": read("paid_on", lambda text: days.read(text, today)),
        "answered_on": read("answered_on", lambda text: days.read(text, today)),
        "maker_number": cells.get("maker_number", "").strip(),
    }
    digest = sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()
    return AnswerRow(at=at, digest=digest, **told)  # type: ignore[arg-type]  # each by its name


def _number(text: str) -> str:
    if claim_key(text) is None:
        raise UnknownClaim(text)
    return text.upper()


def _line(text: str) -> int:
    if not LINE.fullmatch(text):
        raise NumberNotUnderstood(text, "1")
    return int(text)


def _state(text: str) -> ClaimState:
    folded = re.sub(r"[\s-]+", "_", text.casefold())
    if folded not in STATES:
        raise CodeUnknown(text, in_text(each.value for each in (IN_REVIEW, *ANSWERS, PAID)))
    return STATES[folded]


def _currency(text: str, own: str) -> str:
    if text.upper() != own:
        raise CurrencyOfAnother(text, own)
    return own


READER = Reader(
    KIND,
    N_("Manufacturer’s reply to claims as CSV: amounts approved by line, status, reason, payment date."),
    take_in,
    takes=(DATES,),
    header=HEADER,
    title=N_("Manufacturer’s reply to claims"),
    group=Group.WORKSHOP,
    knows=by_columns(HEADER, ("claim_number",), ours=True),
    seen_on="claims",
    lines=sheeted(HEADER, "claim_number"),
)
