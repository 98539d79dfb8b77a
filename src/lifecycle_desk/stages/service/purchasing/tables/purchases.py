"""Purchase orders and deliveries as they are kept."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR
from lifecycle_desk.stages.service.purchasing.rules.arrivals import ArrivedPart, Delivery
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    OPEN,
    Purchase,
    PurchaseLine,
    UnknownPurchase,
    Waiting,
    key_of,
)
from lifecycle_desk.stages.service.purchasing.tables.schema import DELIVERY, LINE, PART, PURCHASE, WAITING, WANT
from lifecycle_desk.store.rows import InSteps, Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import WHOLE

_HEADS = Parts(PURCHASE, Purchase, apart=("lines",))
_LINES = Parts(
    LINE,
    PurchaseLine,
    columns={
        "quantity": InSteps("thousandths", 3),
        "arrived": InSteps("arrived", 3),
        "cancelled": InSteps("cancelled", 3),
    },
    apart=("waiting",),
)
_WAITS = Parts(WAITING, Waiting, columns={"quantity": InSteps("thousandths", 3), "there": InSteps("there", 3)})
_DELIVERIES = Parts(DELIVERY, Delivery, apart=("parts",))
_ARRIVED = Parts(PART, ArrivedPart, columns={"quantity": InSteps("thousandths", 3), "order_key": "purchase"})
_LAST_KEY = select(func.max(PURCHASE.c.key)).where(
    PURCHASE.c.key > bindparam("low", type_=WHOLE), PURCHASE.c.key < bindparam("high", type_=WHOLE)
)
_NEW, _NEW_LINE, _NEW_WAITING = insert(PURCHASE), insert(LINE), insert(WAITING)
_KEEP = update(PURCHASE).where(PURCHASE.c.key == bindparam("of"))
_NO_LINES = delete(LINE).where(LINE.c.purchase == bindparam("of"))
_NO_WAITING = delete(WAITING).where(WAITING.c.purchase == bindparam("of"))
_SOME = select(PURCHASE).where(PURCHASE.c.key.in_(bindparam("keys", expanding=True))).order_by(PURCHASE.c.key)
_LINES_OF = select(LINE).where(LINE.c.purchase.in_(bindparam("keys", expanding=True)))
_LINES_OF = _LINES_OF.order_by(LINE.c.purchase, LINE.c.id)
_WAITING_OF = select(WAITING).where(WAITING.c.purchase.in_(bindparam("keys", expanding=True)))
_WAITING_OF = _WAITING_OF.order_by(WAITING.c.purchase, WAITING.c.line, WAITING.c.place)
_KEYS = select(PURCHASE.c.key).order_by(PURCHASE.c.key)
_LATEST = select(PURCHASE.c.key).order_by(PURCHASE.c.key.desc())
_OPEN_OF = (
    select(LINE.c.purchase)
    .select_from(LINE.join(PURCHASE, PURCHASE.c.key == LINE.c.purchase))
    .where(PURCHASE.c.supplier == bindparam("supplier"), LINE.c.state.in_([str(each) for each in OPEN]))
    .distinct()
    .order_by(LINE.c.purchase)
)
_NEXT_DELIVERY = select(func.coalesce(func.max(DELIVERY.c.number), 0) + 1)
_NEW_DELIVERY, _NEW_PART = insert(DELIVERY), insert(PART)
_DELIVERIES_ALL = select(DELIVERY).order_by(DELIVERY.c.number)
_PARTS_ALL = select(PART).order_by(PART.c.delivery, PART.c.place)
_BY_NOTE = select(DELIVERY).where(DELIVERY.c.supplier == bindparam("supplier"), DELIVERY.c.note == bindparam("note"))
_RECOUNT = select(PART.c.purchase, PART.c.line, func.sum(PART.c.thousandths)).group_by(PART.c.purchase, PART.c.line)
_FOR_LINES = select(WAITING).where(WAITING.c.order_key.in_(bindparam("orders", expanding=True)))
_BOUGHT = (
    select(PURCHASE.c.supplier, LINE.c.key, LINE.c.supplier_code, LINE.c.price)
    .select_from(LINE.join(PURCHASE, PURCHASE.c.key == LINE.c.purchase))
    .where(LINE.c.key.in_(bindparam("parts", expanding=True)), PURCHASE.c.currency == bindparam("currency"))
    .order_by(LINE.c.purchase, LINE.c.id)
)
_TO_STORE = (
    select(LINE.c.key, func.sum(WAITING.c.thousandths - WAITING.c.there))
    .select_from(
        WAITING.join(LINE, and_(LINE.c.purchase == WAITING.c.purchase, LINE.c.id == WAITING.c.line)).outerjoin(
            WANT, WANT.c.number == WAITING.c.want
        )
    )
    .where(LINE.c.state.in_([str(each) for each in OPEN]), WANT.c.vin.is_(None), WANT.c.customer.is_(None))
    .group_by(LINE.c.key)
)
_LISTED_AS = select(LINE.c.purchase, LINE.c.id, LINE.c.key, LINE.c.state)
AT_ONCE = 500


def next_key(tx: Transaction, year: int) -> int:
    """The key after the last of a year."""
    last = tx.ask(_LAST_KEY, low=year * A_YEAR, high=(year + 1) * A_YEAR).scalar()
    return (last or year * A_YEAR) + 1


def save_new(tx: Transaction, of: Purchase) -> None:
    """A new purchase order."""
    tx.write(_NEW, **_HEADS.row(of))
    _save_lines(tx, of)


def save(tx: Transaction, of: Purchase) -> None:
    """Another version of a purchase order."""
    tx.write(_KEEP, of=of.key, **{name: value for name, value in _HEADS.row(of).items() if name != "key"})
    tx.write(_NO_WAITING, of=of.key)
    tx.write(_NO_LINES, of=of.key)
    _save_lines(tx, of)


def _save_lines(tx: Transaction, of: Purchase) -> None:
    for line in of.lines:
        tx.write(_NEW_LINE, purchase=of.key, key=tight(line.code), state=str(line.state), **_LINES.row(line))
        for place, each in enumerate(line.waiting):
            tx.write(_NEW_WAITING, purchase=of.key, line=line.id, place=place, **_WAITS.row(each))


def some(tx: Transaction, keys: Sequence[int]) -> dict[int, Purchase]:
    """Some purchase orders by their keys."""
    wanted = sorted(set(keys))
    waiting, lines = defaultdict[tuple[int, int], list[Waiting]](list), defaultdict[int, list[PurchaseLine]](list)
    for row in tx.ask(_WAITING_OF, keys=wanted):
        waiting[row.purchase, row.line].append(_WAITS.made(row))
    for row in tx.ask(_LINES_OF, keys=wanted):
        lines[row.purchase].append(_LINES.made(row, waiting=tuple(waiting[row.purchase, row.id])))
    return {row.key: _HEADS.made(row, lines=tuple(lines[row.key])) for row in tx.ask(_SOME, keys=wanted)}


def purchase(tx: Transaction, number: str) -> Purchase:
    """A purchase order by its number; refuses one that there is not."""
    key = key_of(number)
    found = some(tx, [key]) if key is not None else {}
    if key is None or key not in found:
        raise UnknownPurchase(number)
    return found[key]


def every(tx: Transaction) -> Iterator[Purchase]:
    """All purchase orders, by key."""
    keys = list(tx.ask(_KEYS).scalars())
    for first in range(0, len(keys), AT_ONCE):
        yield from some(tx, keys[first : first + AT_ONCE]).values()


def latest(tx: Transaction, most: int) -> list[int]:
    """The keys of the purchase orders that were made last."""
    return list(tx.ask(_LATEST.limit(most)).scalars())


def open_of(tx: Transaction, supplier: int) -> list[Purchase]:
    """The purchase orders of a supplier of which something is still to come, the oldest first."""
    return list(some(tx, list(tx.ask(_OPEN_OF, supplier=supplier).scalars())).values())


def lines_waiting(
    tx: Transaction, orders: Sequence[int]
) -> dict[tuple[int, int], list[tuple[Purchase, PurchaseLine, Waiting]]]:
    """What was ordered for the lines of some repair orders, by the order's key and the line's number."""
    rows = tx.ask(_FOR_LINES, orders=sorted(set(orders))).all()
    known = some(tx, [row.purchase for row in rows]) if rows else {}
    found = defaultdict[tuple[int, int], list[tuple[Purchase, PurchaseLine, Waiting]]](list)
    for row in rows:
        of = known[row.purchase]
        found[row.order_key, row.line_id].append((of, of.line(row.line), _WAITS.made(row)))
    return dict(found)


def next_delivery(tx: Transaction) -> int:
    """A number that no delivery has."""
    return tx.ask(_NEXT_DELIVERY).scalar_one()


def save_delivery(tx: Transaction, of: Delivery) -> None:
    """A new delivery; nobody changes one."""
    tx.write(_NEW_DELIVERY, **_DELIVERIES.row(of))
    for place, each in enumerate(of.parts):
        tx.write(_NEW_PART, delivery=of.number, place=place, **_ARRIVED.row(each))


def by_note(tx: Transaction, supplier: int, note: str) -> Delivery | None:
    """The delivery that came under the number of a supplier's note."""
    row = tx.ask(_BY_NOTE, supplier=supplier, note=note).first() if note else None
    return _DELIVERIES.made(row) if row else None


def deliveries(tx: Transaction) -> Iterator[Delivery]:
    """All deliveries, by number."""
    parts = defaultdict[int, list[ArrivedPart]](list)
    for row in tx.ask(_PARTS_ALL):
        parts[row.delivery].append(_ARRIVED.made(row))
    for row in tx.ask(_DELIVERIES_ALL):
        yield _DELIVERIES.made(row, parts=tuple(parts[row.number]))


def recount(tx: Transaction) -> dict[tuple[int, int], Decimal]:
    """How much of each line all deliveries brought."""
    return {(row[0], row[1]): Decimal(int(row[2])).scaleb(-3) for row in tx.ask(_RECOUNT)}


def listed_as(tx: Transaction) -> dict[tuple[int, int], tuple[str, str]]:
    """The number and the state under which each line is listed."""
    return {(row[0], row[1]): (row[2], row[3]) for row in tx.ask(_LISTED_AS)}


def bought(tx: Transaction, parts: Sequence[str], currency: str) -> dict[tuple[int, str], tuple[str, int | None]]:
    """Under which number and at which price each supplier was ordered some parts from last, by supplier and part."""
    rows = tx.ask(_BOUGHT, parts=sorted(set(parts)), currency=currency)
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def coming_to_store(tx: Transaction) -> dict[str, int]:
    """How many thousandths of each part are on order for the store and for repair orders.

    What a customer asked for leaves with them; it is no part of what the store has.
    """
    return {row[0]: int(row[1]) for row in tx.ask(_TO_STORE)}
