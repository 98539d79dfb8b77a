"""Claims as lists show them, how old they are, the answers that came in, and the dealer's own limits."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, TypedColumns, and_, bindparam, delete, func, insert, not_, or_, select

from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.rules.states import (
    CANCELLED,
    OUTSTANDING,
    PAID,
    REJECTED,
    ClaimState,
    PartState,
)
from lifecycle_desk.stages.service.claims.tables.claims import CLAIM, CLAIM_LINE
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR
from lifecycle_desk.stages.service.orders.tables.templates import Named
from lifecycle_desk.store.ageing import age_of, asked_ages
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, WHOLE, table, whole, words
from lifecycle_desk.vehicle.tables.life import VEHICLE


class AnswerRow(TypedColumns):
    """A row of an answer that was taken in, by its digest: the same row again changes nothing."""

    digest = words(primary_key=True)
    claim_key = whole(ForeignKey("warranty_claim.key"), index=True)


class LimitRow(TypedColumns):
    """A limit of the dealer's own by its name, as the entry of a file of limits holds it."""

    name = words(primary_key=True)
    said = words()


ANSWER = table("warranty_claim_answer", AnswerRow)
LIMITS = Named(table("claim_limit", LimitRow, **{TOLD: True}), "said", dict[str, Any])

_KEYS = select(CLAIM.c.key).order_by(CLAIM.c.key.desc())
_IN = CLAIM.c.state.in_(bindparam("states", expanding=True))
_OWING = and_(CLAIM.c.state == str(PAID), CLAIM.c.outstanding != 0)  # other money came than was granted
_OURS_FIRST = select(CLAIM.c.key).order_by(CLAIM.c.submitted_on.nulls_first(), CLAIM.c.since, CLAIM.c.key)
_KEYS_IN, _KEYS_OWING = _OURS_FIRST.where(_IN), _OURS_FIRST.where(or_(_IN, _OWING))
# Those that are settled grow for ever and are read from the index alone; nobody waits for them.
_KEYS_SETTLED = select(CLAIM.c.key).order_by(CLAIM.c.since, CLAIM.c.key).where(_IN, not_(_OWING))
_COUNT_OWING = select(func.count()).select_from(CLAIM).where(_OWING)
_OF_VEHICLE = select(CLAIM.c.key).where(CLAIM.c.vin == bindparam("vin")).order_by(CLAIM.c.key.desc())
_OF_ORDER = select(CLAIM.c.key).where(CLAIM.c.order_key == bindparam("order")).order_by(CLAIM.c.key)
_WITH_CLAIMS = select(CLAIM.c.order_key).distinct()
_ALIAS = select(CLAIM.c.alias).where(CLAIM.c.vin == bindparam("vin")).limit(1)
_SAME = (
    select(CLAIM.c.key)
    .where(
        CLAIM.c.vin == bindparam("vin"),
        CLAIM.c.causal_part == bindparam("part"),
        CLAIM.c.state.not_in([str(CANCELLED), str(REJECTED)]),
    )
    .order_by(CLAIM.c.key)
)
_SAME_DAY = _SAME.where(CLAIM.c.repaired_on == bindparam("on"), CLAIM.c.key != bindparam("besides"))
_EARLIER = (
    select(func.max(CLAIM.c.repaired_on))
    .where(CLAIM.c.vin == bindparam("vin"), CLAIM.c.causal_part == bindparam("part"))
    .where(CLAIM.c.repaired_on < bindparam("on"), CLAIM.c.state != str(CANCELLED))
)
_COUNTS = (
    select(CLAIM.c.state, func.count())
    .where(CLAIM.c.state.in_(bindparam("states", expanding=True)))
    .group_by(CLAIM.c.state)
)
_LAST_BEFORE = select(func.max(CLAIM.c.key)).where(CLAIM.c.key < bindparam("key", type_=WHOLE))
_AGE = age_of(CLAIM.c.submitted_on)
_AGES = (
    select(CLAIM.c.currency, _AGE, func.count(), func.sum(CLAIM.c.outstanding))
    .where(or_(CLAIM.c.state.in_([str(state) for state in OUTSTANDING]), _OWING))
    .group_by(CLAIM.c.currency, _AGE)
)
_PARTS_IN = (
    select(CLAIM_LINE.c.claim_key)
    .where(CLAIM_LINE.c.part_state == bindparam("state"))
    .order_by(CLAIM_LINE.c.kept_until, CLAIM_LINE.c.claim_key)
    .distinct()
)
_PARTS_COUNT = select(func.count(CLAIM_LINE.c.claim_key.distinct())).where(
    CLAIM_LINE.c.part_state == bindparam("state")
)
_KNOWN = select(CLAIM.c.key).where(CLAIM.c.key.in_(bindparam("keys", expanding=True)))
_GRANTED = select(CLAIM.c.key, CLAIM.c.granted).where(CLAIM.c.key.in_(bindparam("keys", expanding=True)))
_OWED = select(CLAIM.c.key, CLAIM.c.outstanding).where(CLAIM.c.key.in_(bindparam("keys", expanding=True)))
_ANSWERED = select(ANSWER.c.digest).where(ANSWER.c.digest.in_(bindparam("digests", expanding=True)))
_NEW_ANSWER, _NO_ANSWERS = insert(ANSWER), delete(ANSWER).where(ANSWER.c.claim_key == bindparam("of"))
_SHOWN = (
    select(
        CLAIM.c.key,
        CLAIM.c.vin,
        CLAIM.c.order_key,
        CLAIM.c.kind,
        CLAIM.c.state,
        CLAIM.c.currency,
        CLAIM.c.since,
        CLAIM.c.submitted_on,
        CLAIM.c.asked,
        CLAIM.c.granted,
        CLAIM.c.paid,
        CLAIM.c.outstanding,
        CLAIM.c.causal_part,
        CLAIM.c.maker_number,
        VEHICLE.c.plate,
        VEHICLE.c.make,
        VEHICLE.c.model,
        VEHICLE.c.variant,
        select(func.coalesce(func.sum(CLAIM_LINE.c.asked), 0))
        .where(CLAIM_LINE.c.claim_key == CLAIM.c.key)
        .scalar_subquery()
        .label("written"),
    )
    .select_from(CLAIM.join(VEHICLE, VEHICLE.c.vin == CLAIM.c.vin))
    .where(CLAIM.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(CLAIM.c.key)
)


def keys(
    tx: Transaction, states: Sequence[ClaimState] | None, first: int | None = None, *, owing: bool | None = None
) -> "array[int]":
    """The keys of all claims, the latest first; or of those in some states, those to send, then the first sent.

    `owing` adds the paid ones of which a difference is outstanding, or (False) leaves them out; what is then left is
    settled, the longest so first.
    """
    of_states = {None: _KEYS_IN, True: _KEYS_OWING, False: _KEYS_SETTLED}[owing]
    asked = _KEYS if states is None else of_states
    facts = {} if states is None else {"states": [str(state) for state in states]}
    return array("q", tx.ask(asked.limit(first) if first else asked, **facts).scalars())


def known(tx: Transaction, wanted: Sequence[int]) -> list[int]:
    """Which of some keys are those of claims."""
    return list(tx.ask(_KNOWN, keys=list(wanted)).scalars())


def keys_of_vehicle(tx: Transaction, vin: str) -> list[int]:
    """The keys of a vehicle's claims, the latest first."""
    return list(tx.ask(_OF_VEHICLE, vin=vin).scalars())


def keys_of_order(tx: Transaction, order_key: int) -> list[int]:
    """The keys of the claims of an order."""
    return list(tx.ask(_OF_ORDER, order=order_key).scalars())


def orders_with_claims(tx: Transaction) -> set[int]:
    """The keys of the orders that a claim was made for."""
    return set(tx.ask(_WITH_CLAIMS).scalars())


def keys_with_part(tx: Transaction, state: PartState, first: int | None = None) -> "array[int]":
    """The keys of claims with a part in a state, the one whose day comes first before the others."""
    found = dict.fromkeys(tx.ask(_PARTS_IN, state=str(state)).scalars())
    return array("q", list(found)[:first])


def alias(tx: Transaction, vin: str) -> str | None:
    """The alias of a VIN in claims that go out; None before its first claim."""
    return tx.ask(_ALIAS, vin=vin).scalars().first()


def same(tx: Transaction, found: Claim) -> int | None:
    """Another claim for the same part of the same car, repaired on the same day; what was rejected asks no more."""
    facts = {"vin": found.vin, "part": found.sheet.causal_part, "on": found.repaired_on, "besides": found.key}
    return tx.ask(_SAME_DAY, **facts).scalars().first()


def repaired_before(tx: Transaction, found: Claim) -> date | None:
    """The last earlier day on which the same part of the car was repaired under a claim."""
    facts = {"vin": found.vin, "part": found.sheet.causal_part, "on": found.repaired_on}
    return tx.ask(_EARLIER, **facts).scalar()


def counts(tx: Transaction, states: Sequence[ClaimState]) -> dict[ClaimState, int]:
    """How many claims stand in each of some states."""
    return {ClaimState.of(state): count for state, count in tx.ask(_COUNTS, states=[str(each) for each in states])}


def count_owing(tx: Transaction) -> int:
    """How many paid claims a difference is outstanding of."""
    return tx.ask(_COUNT_OWING).scalar_one()


def how_many(tx: Transaction) -> int:
    """How many claims there are: their numbers have no gaps, so the last one of each year tells."""
    found, key = 0, tx.ask(_LAST_BEFORE, key=9_999 * A_YEAR).scalar()
    while key:
        found += key % A_YEAR
        key = tx.ask(_LAST_BEFORE, key=key - key % A_YEAR).scalar()
    return found


def count_with_part(tx: Transaction, state: PartState) -> int:
    """How many claims have a part in a state."""
    return tx.ask(_PARTS_COUNT, state=str(state)).scalar_one()


def ages(tx: Transaction, today: date) -> dict[tuple[str, int], tuple[int, int]]:
    """How many claims are open and what is owed, by currency and place among the bands of ageing."""
    asked = tx.ask(_AGES, **asked_ages(today))
    return {(currency, place): (count, int(owed or 0)) for currency, place, count, owed in asked}


def answers_known(tx: Transaction, digests: Sequence[str]) -> set[str]:
    """Which rows of answers were taken in already."""
    return set(tx.ask(_ANSWERED, digests=list(digests)).scalars())


def save_answers(tx: Transaction, key: int, digests: Sequence[str]) -> None:
    """Remember rows of answers about a claim."""
    if digests:
        tx.write(_NEW_ANSWER, *({"digest": each, "claim_key": key} for each in digests))


def stored_outstanding(tx: Transaction, keys: Sequence[int]) -> dict[int, int]:
    """The stored outstanding sums of some claims."""
    return {row.key: row.outstanding for row in tx.ask(_OWED, keys=list(keys))}


def granted_kept(tx: Transaction, keys: Sequence[int]) -> dict[int, int]:
    """The sum granted that is kept of some claims."""
    return {row.key: row.granted for row in tx.ask(_GRANTED, keys=list(keys))}


def shown(tx: Transaction, keys: Sequence[int]) -> Sequence[Any]:
    """The lists' rows of some claims, with their cars, by key: with the names of the columns."""
    return tx.ask(_SHOWN, keys=list(keys)).all()


def forget_answers(tx: Transaction, key: int) -> None:
    """Forget which rows of answers came in about a claim: one that was taken back may come again."""
    tx.write(_NO_ANSWERS, of=key)
