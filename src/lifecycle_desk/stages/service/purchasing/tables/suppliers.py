"""Suppliers as they are kept, and how long they have taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, delete, exists, func, insert, or_, select, update

from lifecycle_desk.stages.service.purchasing.rules.purchases import BACK_ORDER, OPEN, Supplier, SupplierUnknown
from lifecycle_desk.stages.service.purchasing.tables.schema import DELIVERY, LINE, PART, PRICE, PURCHASE, SUPPLIER
from lifecycle_desk.store.rows import Parts
from lifecycle_desk.store.store import Transaction

RECENT = 50  # parts delivered last, from which the usual time is learnt

_PARTS = Parts(SUPPLIER, Supplier)
_NEXT = select(func.coalesce(func.max(SUPPLIER.c.number), 0) + 1)
_NEW, _GONE = insert(SUPPLIER), delete(SUPPLIER).where(SUPPLIER.c.number == bindparam("of"))
_KEEP = update(SUPPLIER).where(SUPPLIER.c.number == bindparam("of"))
_IN_USE = select(or_(*(exists().where(each.c.supplier == bindparam("of")) for each in (PURCHASE, DELIVERY, PRICE))))
_ALL = select(SUPPLIER).order_by(SUPPLIER.c.name, SUPPLIER.c.number)
_SOME = select(SUPPLIER).where(SUPPLIER.c.number.in_(bindparam("numbers", expanding=True)))
_OUTSTANDING = (
    select(
        PURCHASE.c.supplier,
        func.count(LINE.c.purchase.distinct()),
        func.count(),
        func.coalesce(func.sum(case((LINE.c.promised < bindparam("today"), 1), else_=0)), 0),
        func.coalesce(func.sum(case((LINE.c.state == str(BACK_ORDER), 1), else_=0)), 0),
    )
    .select_from(LINE.join(PURCHASE, PURCHASE.c.key == LINE.c.purchase))
    .where(LINE.c.state.in_([str(each) for each in OPEN]))
    .group_by(PURCHASE.c.supplier)
)
_TAKEN = (
    select(PURCHASE.c.ordered_on, DELIVERY.c.on)
    .select_from(
        DELIVERY.join(PART, PART.c.delivery == DELIVERY.c.number).join(PURCHASE, PURCHASE.c.key == PART.c.purchase)
    )
    .where(DELIVERY.c.supplier == bindparam("of"))
    .order_by(DELIVERY.c.number.desc())
    .limit(RECENT)
)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is outstanding of a supplier: purchase orders, lines of them, those that are late and on back order."""

    orders: int = 0
    lines: int = 0
    late: int = 0
    back_orders: int = 0


def next_number(tx: Transaction) -> int:
    """A number that no supplier has."""
    return tx.ask(_NEXT).scalar_one()


def save(tx: Transaction, of: Supplier) -> None:
    """Save a supplier; the row of one that is known is changed in place, since orders name it."""
    row = _PARTS.row(of)
    if some(tx, [of.number]):
        number = row.pop("number")
        tx.write(_KEEP, of=number, **row)
    else:
        tx.write(_NEW, **row)


def is_in_use(tx: Transaction, number: int) -> bool:
    """Whether an order, a delivery or a price names a supplier."""
    return bool(tx.ask(_IN_USE, of=number).scalar_one())


def drop(tx: Transaction, number: int) -> None:
    """Take away a supplier whom nothing names."""
    tx.write(_GONE, of=number)


def every(tx: Transaction) -> list[Supplier]:
    """All suppliers, by name."""
    return [_PARTS.made(row) for row in tx.ask(_ALL)]


def some(tx: Transaction, numbers: Sequence[int]) -> dict[int, Supplier]:
    """Some suppliers by their numbers."""
    return {row.number: _PARTS.made(row) for row in tx.ask(_SOME, numbers=sorted(set(numbers)))}


def supplier(tx: Transaction, number: int) -> Supplier:
    """A supplier; refuses a number that there is not."""
    found = some(tx, [number]).get(number)
    if found is None:
        raise SupplierUnknown(number)
    return found


def outstanding(tx: Transaction, today: date) -> dict[int, Outstanding]:
    """What is outstanding of each supplier, by number; those of whom nothing is are left out."""
    return {row[0]: Outstanding(*(int(each) for each in row[1:])) for row in tx.ask(_OUTSTANDING, today=today)}


def days_taken(tx: Transaction, number: int) -> list[tuple[date, date]]:
    """When the parts that came last were ordered, and when they came."""
    return [(row[0], row[1]) for row in tx.ask(_TAKEN, of=number)]
