"""Wants as they are kept: those that somebody wrote, and the lines of open orders that await a part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, insert, select, update

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import OPEN, OrderState
from lifecycle_desk.stages.service.orders.tables.orders import LINE as ORDER_LINE
from lifecycle_desk.stages.service.orders.tables.orders import ORDER
from lifecycle_desk.stages.service.purchasing.rules.wants import Want, WantUnknown
from lifecycle_desk.stages.service.purchasing.tables.schema import WAITING, WANT
from lifecycle_desk.store.rows import InSteps, Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables.life import CLOSED

_PARTS = Parts(WANT, Want, columns={"quantity": InSteps("thousandths", 3)})
_NEXT = select(func.coalesce(func.max(WANT.c.number), 0) + 1)
_NEW, _KEEP = insert(WANT), update(WANT).where(WANT.c.number == bindparam("of"))
_ALL = select(WANT).order_by(WANT.c.number)
_SOME = select(WANT).where(WANT.c.number.in_(bindparam("numbers", expanding=True)))
_OF_CUSTOMER = select(WANT).where(WANT.c.customer == bindparam("customer")).order_by(WANT.c.number)
_STANDING = select(WANT).where(WANT.c.dropped == bindparam("dropped")).order_by(WANT.c.since, WANT.c.number)
_ORDERED_WANTS = select(WAITING.c.want, func.sum(WAITING.c.thousandths)).where(WAITING.c.want.is_not(None))
_ORDERED_WANTS = _ORDERED_WANTS.group_by(WAITING.c.want)
_AWAITED = (
    select(
        ORDER_LINE.c.order_key,
        ORDER_LINE.c.id,
        ORDER_LINE.c.code,
        ORDER_LINE.c.text,
        ORDER_LINE.c.thousandths,
        ORDER.c.vin,
        ORDER.c.customer,
        ORDER.c.state,
        ORDER.c.opened_on,
        ORDER.c.state_since,
    )
    .select_from(ORDER_LINE.join(ORDER, ORDER.c.key == ORDER_LINE.c.order_key))
    .where(
        ORDER.c.state.in_([str(each) for each in OPEN]),
        ORDER.c.vin.not_in(CLOSED),
        ORDER_LINE.c.kind == str(LineKind.PART),
        ORDER_LINE.c.awaited == bindparam("awaited"),
    )
    .order_by(ORDER.c.opened_on, ORDER_LINE.c.order_key, ORDER_LINE.c.id)
)
_ORDERED_LINES = (
    select(WAITING.c.order_key, WAITING.c.line_id, func.sum(WAITING.c.thousandths))
    .where(WAITING.c.order_key.in_(bindparam("keys", expanding=True)))
    .group_by(WAITING.c.order_key, WAITING.c.line_id)
)


@dataclass(frozen=True, slots=True)
class AwaitedLine:
    """A line of an open repair order whose part is not here."""

    order_key: int
    line_id: int
    code: str
    text: str
    quantity: Decimal | None
    vin: str
    customer: int | None
    state: OrderState
    opened_on: date
    state_since: datetime


def next_number(tx: Transaction) -> int:
    """A number that no want has or had."""
    return tx.ask(_NEXT).scalar_one()


def save_new(tx: Transaction, of: Want) -> None:
    """A new want."""
    tx.write(_NEW, key=tight(of.code), **_PARTS.row(of))


def save(tx: Transaction, of: Want) -> None:
    """A want in place of the one with its number; orders may name it, so the row stays."""
    tx.write(_KEEP, of=of.number, key=tight(of.code), **_row(of))


def _row(of: Want) -> dict[str, object]:
    return {name: value for name, value in _PARTS.row(of).items() if name != "number"}


def want(tx: Transaction, number: int) -> Want:
    """A want; refuses a number that there is not."""
    found = some(tx, [number])
    if not found:
        raise WantUnknown(number)
    return found[number]


def some(tx: Transaction, numbers: Sequence[int]) -> dict[int, Want]:
    """Some wants by their numbers."""
    return {row.number: _PARTS.made(row) for row in tx.ask(_SOME, numbers=sorted(set(numbers)))}


def standing(tx: Transaction) -> list[Want]:
    """The wants that were not withdrawn, the oldest first."""
    return [_PARTS.made(row) for row in tx.ask(_STANDING, dropped=False)]


def of_customer(tx: Transaction, number: int) -> list[Want]:
    """The wants of a customer, by number."""
    return [_PARTS.made(row) for row in tx.ask(_OF_CUSTOMER, customer=number)]


def every(tx: Transaction) -> Iterator[Want]:
    """All wants, by number."""
    return (_PARTS.made(row) for row in tx.ask(_ALL))


def misplaced(tx: Transaction) -> list[int]:
    """The numbers of wants that are listed under another part."""
    return [row.number for row in tx.ask(_ALL) if row.key != tight(row.code)]


def ordered_of_wants(tx: Transaction) -> dict[int, Decimal]:
    """How much was ordered for each want."""
    return {row[0]: Decimal(int(row[1])).scaleb(-3) for row in tx.ask(_ORDERED_WANTS) if row[0] is not None}


def awaited(tx: Transaction) -> list[AwaitedLine]:
    """The lines of open orders whose part is not here, those of the oldest order first."""
    return [
        AwaitedLine(
            row.order_key,
            row.id,
            row.code,
            row.text,
            None if row.thousandths is None else Decimal(row.thousandths).scaleb(-3),
            row.vin,
            row.customer,
            OrderState.of(row.state),
            row.opened_on,
            row.state_since,
        )
        for row in tx.ask(_AWAITED, awaited=True)
    ]


def ordered_of_lines(tx: Transaction, keys: Sequence[int]) -> dict[tuple[int, int], Decimal]:
    """How much was ordered for the lines of some repair orders."""
    rows = tx.ask(_ORDERED_LINES, keys=sorted(set(keys)))
    return {(row[0], row[1]): Decimal(int(row[2])).scaleb(-3) for row in rows if row[0] and row[1]}
