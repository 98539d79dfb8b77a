"""The list of parts that are ordered or have come: whoever waits for one is a row of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select

from lifecycle_desk.stages.service.orders.rules.states import OPEN as OPEN_ORDERS
from lifecycle_desk.stages.service.orders.tables.orders import LINE as ORDER_LINE
from lifecycle_desk.stages.service.orders.tables.orders import ORDER
from lifecycle_desk.stages.service.purchasing.rules.purchases import CANCELLED, OPEN
from lifecycle_desk.stages.service.purchasing.tables.schema import LINE, PURCHASE, SUPPLIER, WAITING, WANT
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables.life import VEHICLE
from lifecycle_desk.vehicle.tables.people import PERSON

type Place = tuple[int, int, int]  # the purchase order, its line, whose turn

_STATES = [str(each) for each in OPEN]
_NOT_THERE = and_(LINE.c.state.in_(_STATES), WAITING.c.there < WAITING.c.thousandths)
_PLACE = (WAITING.c.purchase, WAITING.c.line, WAITING.c.place)
_VIN = func.coalesce(ORDER.c.vin, WANT.c.vin)
_CUSTOMER = func.coalesce(ORDER.c.customer, WANT.c.customer)
_FROM = (
    WAITING.join(LINE, and_(LINE.c.purchase == WAITING.c.purchase, LINE.c.id == WAITING.c.line))
    .join(PURCHASE, PURCHASE.c.key == WAITING.c.purchase)
    .join(SUPPLIER, SUPPLIER.c.number == PURCHASE.c.supplier)
    .outerjoin(ORDER, ORDER.c.key == WAITING.c.order_key)
    .outerjoin(WANT, WANT.c.number == WAITING.c.want)
    .outerjoin(VEHICLE, VEHICLE.c.vin == _VIN)
    .outerjoin(PERSON, PERSON.c.number == _CUSTOMER)
)
_OPEN_ORDER = ORDER.c.state.in_([str(each) for each in OPEN_ORDERS])
_CAME = and_(WAITING.c.there >= WAITING.c.thousandths, _OPEN_ORDER)
_SHOWN = select(
    WAITING.c.place,
    WAITING.c.order_key,
    WAITING.c.line_id,
    WAITING.c.want,
    WAITING.c.thousandths,
    WAITING.c.there,
    LINE.c.purchase,
    LINE.c.id,
    LINE.c.code,
    LINE.c.supplier_code,
    LINE.c.text,
    LINE.c.price,
    LINE.c.promised,
    LINE.c.shipped_on,
    LINE.c.tracking,
    LINE.c.state,
    PURCHASE.c.ordered_on,
    PURCHASE.c.currency,
    SUPPLIER.c.name.label("supplier"),
    _VIN.label("vin"),
    _CUSTOMER.label("customer"),
    ORDER.c.state.label("order_state"),
    ORDER.c.state_since.label("order_since"),
    VEHICLE.c.plate,
    VEHICLE.c.make,
    VEHICLE.c.model,
    PERSON.c.name,
    PERSON.c.phone,
).select_from(_FROM)
_SOME = _SHOWN.where(WAITING.c.purchase.in_(bindparam("of", expanding=True)))
_LATE_FOR = (
    select(WAITING.c.order_key)
    .select_from(
        WAITING.join(LINE, and_(LINE.c.purchase == WAITING.c.purchase, LINE.c.id == WAITING.c.line)).join(
            ORDER_LINE, and_(ORDER_LINE.c.order_key == WAITING.c.order_key, ORDER_LINE.c.id == WAITING.c.line_id)
        )
    )
    .where(
        WAITING.c.order_key.in_(bindparam("orders", expanding=True)),
        ORDER_LINE.c.awaited == bindparam("awaited"),
        _NOT_THERE,
        LINE.c.promised < bindparam("today"),
    )
)
_SORTED = (LINE.c.promised.is_(None), LINE.c.promised, *_PLACE)


@dataclass(frozen=True, slots=True)
class Which:
    """Which rows of the list: still to come, or of these only what is late."""

    coming: bool = False
    late: bool = False


def _asked(which: Which) -> ColumnElement[bool]:
    if which.late:
        return and_(_NOT_THERE, LINE.c.promised < bindparam("today"))
    return _NOT_THERE if which.coming else LINE.c.state != str(CANCELLED)


def places(tx: Transaction, which: Which, today: date, first: int | None = None) -> list[Place]:
    """The places of rows, what was promised first before what was promised later."""
    asked = select(*_PLACE).select_from(_FROM).where(_asked(which)).order_by(*_SORTED)
    facts: dict[str, Any] = {"today": today} if which.late else {}
    return [(row[0], row[1], row[2]) for row in tx.ask(asked.limit(first) if first else asked, **facts)]


@dataclass(frozen=True, slots=True)
class There:
    """A part that is there for the line of an open repair order."""

    place: Place
    order_key: int
    line_id: int
    thousandths: int


def there(tx: Transaction) -> list[There]:
    """The parts that are there for open repair orders, what was promised first before what was promised later."""
    asked = select(*_PLACE, WAITING.c.order_key, WAITING.c.line_id, WAITING.c.thousandths)
    rows = tx.ask(asked.select_from(_FROM).where(_CAME).order_by(*_SORTED))
    return [There((row[0], row[1], row[2]), row[3] or 0, row[4] or 0, row[5]) for row in rows]


def late_for(tx: Transaction, orders: Sequence[int], today: date) -> frozenset[int]:
    """Those of some repair orders of which a line awaits a part that should have come."""
    return frozenset(filter(None, tx.ask(_LATE_FOR, orders=sorted(set(orders)), awaited=True, today=today).scalars()))


def counts(tx: Transaction, today: date) -> tuple[int, int]:
    """How many rows are still to come, and how many of them are late."""
    late = and_(_NOT_THERE, LINE.c.promised < bindparam("today"))
    asked = select(*(func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in (_NOT_THERE, late)))
    coming, too_late = tx.ask(asked.select_from(_FROM).where(LINE.c.state.in_(_STATES)), today=today).one()
    return int(coming), int(too_late)


def some(tx: Transaction, wanted: Collection[Place]) -> dict[Place, Any]:
    """Some rows by their places."""
    if not wanted:
        return {}
    rows = tx.ask(_SOME, of=sorted({each[0] for each in wanted}))
    found = {(row.purchase, row.id, row.place): row for row in rows}
    return {each: found[each] for each in wanted if each in found}
