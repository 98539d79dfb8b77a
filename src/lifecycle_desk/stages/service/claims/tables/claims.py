"""Warranty claims as they are kept: the header with where it stands, its lines, and the answers that came in."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, delete, func, insert, select, update

from lifecycle_desk.stages.service.claims.rules.claim import (
    Authorisation,
    Claim,
    ClaimLine,
    ClaimSheet,
    ClaimStatus,
    Granted,
    KeptPart,
    Split,
    claim_key,
)
from lifecycle_desk.stages.service.claims.rules.states import UnknownClaim
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR
from lifecycle_desk.store.rows import InSteps, Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    WHOLE,
    day,
    flag,
    kilometres,
    maybe_day,
    maybe_money,
    maybe_whole,
    maybe_words,
    money,
    of_vehicle,
    table,
    utc_time,
    whole,
    words,
)


class ClaimRow(TypedColumns):
    """A claim's header; `key` is the year of its beginning and its number in that year; shares in hundredths of 1 %.

    `job_id` is the order's job; `job` was its place, from 0, when the claim was begun.
    """

    key = whole(primary_key=True)
    vin = of_vehicle(index=True)
    order_key = whole(ForeignKey("repair_order.key"), index=True)
    job = whole()
    kind = words()
    state = words()
    currency = words()
    revision = whole()
    begun_on = day()
    repaired_on = day()
    since = day()
    submitted_on = maybe_day()
    answered_on = maybe_day()
    paid_on = maybe_day()
    odometer_km = kilometres()
    alias = words()
    asked = money()
    granted = maybe_money()
    paid = maybe_money()
    outstanding = money()
    maker_number = words()
    authorisation = words()
    authorised = maybe_money()
    authorised_on = maybe_day()
    cause = words()
    correction = words()
    causal_part = words()
    damage_code = words()
    campaign = words()
    technical_report = words()
    breakdown = flag()
    maker_share = maybe_whole()
    dealer_share = maybe_whole()
    customer_share = maybe_whole()
    changed_at = utc_time()
    changed_by = maybe_words()
    last_event = whole(ForeignKey("event.seq"))
    job_id = whole()
    written_off = maybe_money()


class ClaimLineRow(TypedColumns):
    """A line of a claim, by its place from 0; `order_line` is the number of the order's line, where that is known."""

    claim_key = whole(ForeignKey("warranty_claim.key"), primary_key=True)
    place = whole(primary_key=True)
    kind = words()
    code = words()
    text = words()
    tenths = maybe_whole()
    thousandths = maybe_whole()
    amount = money()
    asked = money()
    granted = maybe_money()
    reason = words()
    causal = flag()
    part_group = maybe_words()
    trouble_code = words()
    faulty_serial = words()
    new_serial = words()
    part_state = maybe_words()
    part_since = maybe_day()
    kept_until = maybe_day()
    part_reference = words()
    order_line = maybe_whole()


CLAIM, CLAIM_LINE = table("warranty_claim", ClaimRow), table("warranty_claim_line", ClaimLineRow)
CLAIMS = Parts(CLAIM, Claim, apart=("sheet", "status"))
SHEETS = Parts(CLAIM, ClaimSheet, apart=("split", "lines"))
STATUSES = Parts(CLAIM, ClaimStatus, apart=("granted", "parts", "authorisation"))
WORDS = Parts(
    CLAIM, Authorisation, columns={"reference": "authorisation", "amount": "authorised", "on": "authorised_on"}
)
SPLITS = Parts(CLAIM, Split, columns={each: InSteps(f"{each}_share", 2) for each in ("maker", "dealer", "customer")})
PARTS = Parts(
    CLAIM_LINE,
    KeptPart,
    columns={"state": "part_state", "since": "part_since", "until": "kept_until", "reference": "part_reference"},
)
NO_WORD = {"authorisation": "", "authorised": None, "authorised_on": None}
NO_SPLIT = {"maker_share": None, "dealer_share": None, "customer_share": None}
NO_PART = {"part_state": None, "part_since": None, "kept_until": None, "part_reference": ""}
LINES = Parts(
    CLAIM_LINE,
    ClaimLine,
    columns={"hours": InSteps("tenths", 1), "quantity": InSteps("thousandths", 3), "group": "part_group"},
)
Index("ix_warranty_claim_state_since_key", CLAIM.c.state, CLAIM.c.since, CLAIM.c.key)
Index(  # what is outstanding by age is summed up in the index alone
    "ix_warranty_claim_state_submitted_on_currency_outstanding",
    CLAIM.c.state,
    CLAIM.c.submitted_on,
    CLAIM.c.currency,
    CLAIM.c.outstanding,
)
Index("ix_warranty_claim_line_part_state_kept_until", CLAIM_LINE.c.part_state, CLAIM_LINE.c.kept_until)

_LAST_KEY = select(func.max(CLAIM.c.key)).where(
    CLAIM.c.key > bindparam("low", type_=WHOLE), CLAIM.c.key < bindparam("high", type_=WHOLE)
)
_NEW, _NEW_LINE = insert(CLAIM), insert(CLAIM_LINE)
_KEEP = update(CLAIM).where(CLAIM.c.key == bindparam("of"))
_NO_LINES = delete(CLAIM_LINE).where(CLAIM_LINE.c.claim_key == bindparam("of"))
_SOME = select(CLAIM).where(CLAIM.c.key.in_(bindparam("keys", expanding=True))).order_by(CLAIM.c.key)
_LINES = (
    select(CLAIM_LINE)
    .where(CLAIM_LINE.c.claim_key.in_(bindparam("keys", expanding=True)))
    .order_by(CLAIM_LINE.c.claim_key, CLAIM_LINE.c.place)
)


def next_key(tx: Transaction, year: int) -> int:
    """The key after the last of a year: no gaps, and safe because only one writes at a time."""
    last = tx.ask(_LAST_KEY, low=year * A_YEAR, high=(year + 1) * A_YEAR).scalar()
    return (last or year * A_YEAR) + 1


def save_new(tx: Transaction, claim: Claim) -> None:
    """A new claim with its lines."""
    tx.write(_NEW, **_header(claim))
    _save_lines(tx, claim)


def save(tx: Transaction, claim: Claim) -> None:
    """Another version of a claim."""
    tx.write(_KEEP, of=claim.key, **_header(claim))
    tx.write(_NO_LINES, of=claim.key)
    _save_lines(tx, claim)


def claim(tx: Transaction, number: str) -> Claim:
    """One claim; refuses a number that there is not."""
    key = claim_key(number)
    found = claims(tx, [key]) if key else []
    if not found:
        raise UnknownClaim(number)
    return found[0]


def claims(tx: Transaction, keys: Sequence[int]) -> list[Claim]:
    """Some claims, whole, by key."""
    rows = tx.ask(_SOME, keys=list(keys)).all()
    lines: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in tx.ask(_LINES, keys=[each.key for each in rows]):
        lines[row.claim_key].append(row)
    return [_claim_of(row, lines[row.key]) for row in rows]


def _header(claim: Claim) -> dict[str, Any]:
    status, split, word = claim.status, claim.sheet.split, claim.status.authorisation
    return {
        **CLAIMS.row(claim),
        **SHEETS.row(claim.sheet),
        **STATUSES.row(status),
        "granted": status.granted_sum,
        "outstanding": status.outstanding,
        **(WORDS.row(word) if word else NO_WORD),
        **(SPLITS.row(split) if split else NO_SPLIT),
    }


def _save_lines(tx: Transaction, claim: Claim) -> None:
    rows = [_line_row(claim, at, line) for at, line in enumerate(claim.sheet.lines)]
    if rows:
        tx.write(_NEW_LINE, *rows)


def _line_row(claim: Claim, at: int, line: ClaimLine) -> dict[str, Any]:
    granted, part = claim.status.granted.get(at + 1), claim.status.parts.get(at + 1)
    return {
        **LINES.row(line),
        "claim_key": claim.key,
        "place": at,
        "granted": granted.amount if granted else None,
        "reason": granted.reason if granted else "",
        **(PARTS.row(part) if part else NO_PART),
    }


def _claim_of(row: Row[Any], lines: Sequence[Row[Any]]) -> Claim:
    split = None if row.maker_share is None else SPLITS.made(row)
    sheet = SHEETS.made(row, split=split, lines=tuple(map(LINES.made, lines)))
    return CLAIMS.made(row, sheet=sheet, status=_status(row, lines))


def _status(row: Row[Any], lines: Sequence[Row[Any]]) -> ClaimStatus:
    """Where a claim stands, from its row; `outstanding` follows from it and is kept for lists alone."""
    return STATUSES.made(
        row,
        granted={each.place + 1: Granted(each.granted, each.reason) for each in lines if each.granted is not None},
        parts={each.place + 1: PARTS.made(each) for each in lines if each.part_state},
        authorisation=WORDS.made(row) if row.authorisation else None,
    )
