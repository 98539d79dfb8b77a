"""Old parts that are held: saved, read and listed by their last day."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, insert, select

from lifecycle_desk.stages.service.claims.rules.states import CANCELLED, PartState
from lifecycle_desk.stages.service.claims.tables.claims import CLAIM, CLAIM_LINE
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldPart, HeldState, HeldUnknown
from lifecycle_desk.stages.service.shelf.tables.schema import HELD
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction

_ROWS = Parts(HELD, HeldPart)
_NEXT = select(func.coalesce(func.max(HELD.c.number), 0) + 1)
_NEW, _GONE = insert(HELD), delete(HELD).where(HELD.c.number == bindparam("of"))
_ONE = select(HELD).where(HELD.c.number == bindparam("of"))
_SOME = select(HELD).where(HELD.c.number.in_(bindparam("numbers", expanding=True)))
_OF_ORDER = select(HELD).where(HELD.c.order_key == bindparam("of")).order_by(HELD.c.number)
_OF_CLAIM = select(HELD).where(HELD.c.claim == bindparam("of")).order_by(HELD.c.number)
_ALL = select(HELD).order_by(HELD.c.number)
_LISTED = select(HELD.c.number).order_by(HELD.c.until.is_(None), HELD.c.until, HELD.c.number)
_COUNTS = select(HELD.c.kind, HELD.c.state, func.count()).group_by(HELD.c.kind, HELD.c.state)

_WITHOUT = (
    select(CLAIM_LINE.c.claim_key)
    .join(CLAIM, CLAIM.c.key == CLAIM_LINE.c.claim_key)
    .where(
        CLAIM_LINE.c.part_state.in_(bindparam("states", expanding=True)),
        CLAIM.c.state != str(CANCELLED),
        ~exists().where(HELD.c.claim == CLAIM_LINE.c.claim_key, HELD.c.claim_line == CLAIM_LINE.c.place + 1),
    )
    .distinct()
    .order_by(CLAIM_LINE.c.claim_key)
)


def next_number(tx: Transaction) -> int:
    """A number that no held part has or had: none is ever taken away."""
    return tx.ask(_NEXT).scalar_one()


def save(tx: Transaction, of: HeldPart) -> None:
    """Save a held part, in place of the one with its number."""
    tx.write(_GONE, of=of.number)
    tx.write(_NEW, **_ROWS.row(of))


def held_part(tx: Transaction, number: int) -> HeldPart:
    """A held part; refuses a number that there is not."""
    row = tx.ask(_ONE, of=number).one_or_none()
    if row is None:
        raise HeldUnknown(number)
    return _ROWS.made(row)


def some(tx: Transaction, numbers: Sequence[int]) -> list[HeldPart]:
    """The held parts of some numbers."""
    return _made(tx.ask(_SOME, numbers=list(numbers)).all())


def of_order(tx: Transaction, key: int) -> list[HeldPart]:
    """The old parts that an order left."""
    return _made(tx.ask(_OF_ORDER, of=key).all())


def of_claim(tx: Transaction, key: int) -> dict[int | None, HeldPart]:
    """The old parts that a claim keeps or kept, by its lines."""
    return {each.claim_line: each for each in _made(tx.ask(_OF_CLAIM, of=key).all())}


def claims_without(tx: Transaction, states: Iterable[PartState]) -> list[int]:
    """The keys of claims with a part in some states that is not among the held parts."""
    return list(tx.ask(_WITHOUT, states=[str(each) for each in states]).scalars())


def every(tx: Transaction) -> Iterator[HeldPart]:
    """All held parts, by number."""
    return (_ROWS.made(row) for row in tx.ask(_ALL))


def listed(
    tx: Transaction, kind: HeldKind | None = None, states: Iterable[HeldState] = HeldState, first: int | None = None
) -> "array[int]":
    """The numbers of held parts of a kind and in some states, those whose last day comes first before the others."""
    asked = _LISTED.where(HELD.c.state.in_([str(each) for each in states]))
    asked = asked.where(HELD.c.kind == str(kind)) if kind else asked
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def counts(tx: Transaction) -> dict[tuple[HeldKind, HeldState], int]:
    """How many old parts of each kind stand in each state."""
    return {(HeldKind.of(kind), HeldState.of(state)): many for kind, state, many in tx.ask(_COUNTS)}


def _made(rows: Sequence[Row[Any]]) -> list[HeldPart]:
    return [_ROWS.made(row) for row in rows]
