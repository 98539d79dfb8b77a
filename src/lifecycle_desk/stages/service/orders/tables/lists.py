"""Repair orders as lists, the board and badges show them: few columns of many orders, in few statements."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, type_coerce

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import plain_number
from lifecycle_desk.stages.service.orders.rules.counted import Visit, matters
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, PayType, number_of
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, OPEN, OrderState
from lifecycle_desk.stages.service.orders.tables.orders import ITEM, JOB, LINE, LINE_PART, ORDER
from lifecycle_desk.store.columns import columns_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import WHOLE
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables.life import CLOSED, EVENT, VEHICLE
from lifecycle_desk.vehicle.tables.people import PERSON

_OPEN = [str(state) for state in OPEN]
_TOLD = select(EVENT.c.seq).where(EVENT.c.kind == bindparam("kind")).order_by(EVENT.c.seq)
_SHOWN = select(
    ORDER.c.key,
    ORDER.c.vin,
    ORDER.c.state,
    ORDER.c.opened_on,
    ORDER.c.handed_over_on,
    ORDER.c.state_since,
    ORDER.c.promised,
    ORDER.c.technician,
    ORDER.c.adviser,
    ORDER.c.customer,
    ORDER.c.customer_pays,
    ORDER.c.currency,
    VEHICLE.c.plate,
    VEHICLE.c.make,
    VEHICLE.c.model,
    PERSON.c.name,
    JOB.c.complaint,
).select_from(
    ORDER.join(VEHICLE, VEHICLE.c.vin == ORDER.c.vin)
    .outerjoin(PERSON, PERSON.c.number == ORDER.c.customer)
    .outerjoin(JOB, and_(JOB.c.order_key == ORDER.c.key, JOB.c.place == 0))
)
_SHOWN_SOME = _SHOWN.where(ORDER.c.key.in_(bindparam("keys", expanding=True)))
_OF_ALL: dict[str, Any] = {
    "number": select(ORDER.c.key, ORDER.c.key.label("again")),
    "opened": select(ORDER.c.key, ORDER.c.opened_on),
    "vehicle": select(ORDER.c.key, VEHICLE.c.plate, VEHICLE.c.make, VEHICLE.c.model).join(
        VEHICLE, VEHICLE.c.vin == ORDER.c.vin
    ),
    "customer": select(ORDER.c.key, PERSON.c.name).join(PERSON, PERSON.c.number == ORDER.c.customer),
    "state": select(ORDER.c.key, ORDER.c.state),
    "pays": select(ORDER.c.key, ORDER.c.customer_pays, ORDER.c.currency),
    "handed_over": select(ORDER.c.key, ORDER.c.handed_over_on),
}
_WORKED_ON = and_(ORDER.c.state.in_(_OPEN), ORDER.c.vin.not_in(CLOSED))  # a car that is destroyed waits for nothing
_ON_BOARD = or_(
    _WORKED_ON,
    and_(ORDER.c.state == str(HANDED_OVER), ORDER.c.handed_over_on >= bindparam("since")),
)
_BOARD = _SHOWN.where(_ON_BOARD).order_by(func.coalesce(ORDER.c.promised, ORDER.c.state_since), ORDER.c.key)
_LOADS = (
    select(
        LINE.c.order_key,
        LINE.c.kind,
        LINE.c.pays,
        func.count(),
        func.coalesce(func.sum(LINE.c.tenths), 0),
        func.sum(type_coerce(LINE.c.awaited, WHOLE)),
    )
    .select_from(LINE.join(ORDER, ORDER.c.key == LINE.c.order_key))
    .where(_ON_BOARD)
    .group_by(LINE.c.order_key, LINE.c.kind, LINE.c.pays)
)
_BY_STATE = select(ORDER.c.state, func.count()).where(_WORKED_ON).group_by(ORDER.c.state)
_STATES_OF = select(ORDER.c.key, ORDER.c.state).where(ORDER.c.key.in_(bindparam("keys", expanding=True)))
_OF_STATES = select(ORDER.c.state, func.count()).group_by(ORDER.c.state)
_LATE = select(func.count()).where(ORDER.c.state.in_(bindparam("states", expanding=True)))
_LATE = _LATE.where(ORDER.c.promised <= bindparam("until"), ORDER.c.vin.not_in(CLOSED))
_LAST_WRITTEN = select(ORDER.c.key, ORDER.c.technician, ORDER.c.adviser).order_by(ORDER.c.key.desc()).limit(1)
_LAST_PRICE = (
    select(LINE.c.price).where(LINE.c.order_key == bindparam("of"), LINE.c.kind == str(LineKind.LABOUR)).limit(1)
)
_HOURS_ON_ORDERS = (
    select(LINE.c.technician, ORDER.c.technician, func.sum(LINE.c.tenths))
    .select_from(LINE.join(ORDER, ORDER.c.key == LINE.c.order_key))
    .where(
        or_(
            and_(_WORKED_ON, ORDER.c.promised >= bindparam("start"), ORDER.c.promised < bindparam("end")),
            and_(ORDER.c.state == str(HANDED_OVER), ORDER.c.handed_over_on == bindparam("on")),
        )
    )
    .group_by(LINE.c.technician, ORDER.c.technician)
)
_OPEN_AMONG = (
    select(ORDER.c.vin, func.max(ORDER.c.key))
    .where(ORDER.c.vin.in_(bindparam("vins", expanding=True)), ORDER.c.state.in_(_OPEN))
    .group_by(ORDER.c.vin)
)
_VISITS = select(
    ORDER.c.key,
    ORDER.c.opened_on,
    ORDER.c.handed_over_on,
    ORDER.c.technician,
    exists().where(ITEM.c.order_key == ORDER.c.key).label("serviced"),
).where(ORDER.c.vin == bindparam("of"), ORDER.c.handed_over_on.is_not(None))
_CODES_OF = select(LINE.c.order_key, LINE.c.code).where(
    LINE.c.order_key.in_(bindparam("keys", expanding=True)), LINE.c.kind == str(LineKind.LABOUR)
)
_PARTS_OF = select(LINE_PART.c.order_key, LINE_PART.c.part).where(
    LINE_PART.c.order_key.in_(bindparam("keys", expanding=True))
)


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """A repair order as lists and cards show it; `owner` is None where nobody is known or the data were erased."""

    key: int
    number: str
    vin: str
    state: OrderState
    plate: str | None
    model: str
    customer: int | None
    owner: str | None
    complaint: str
    technician: str
    adviser: str
    opened_on: date
    promised: datetime | None
    state_since: datetime
    handed_over_on: date | None
    customer_pays: Money | None


@dataclass(frozen=True, slots=True)
class Load:
    """An order's load on the workshop: flat-rate hours, parts and how many of them are not here, who pays."""

    hours: Decimal = Decimal(0)
    parts: int = 0
    awaited: int = 0
    pays: tuple[PayType, ...] = ()


def shown(tx: Transaction, wanted: Sequence[int]) -> dict[int, OrderSummary]:
    """The summaries of some orders."""
    return {row.key: _shown(row) for row in tx.ask(_SHOWN_SOME, keys=list(wanted))}


def of_all(tx: Transaction, column: str) -> list[list[Any]] | None:
    """The keys of all orders, and beside them what they hold in a column; None for a column that is not kept."""
    return columns_of(tx, _OF_ALL[column]) if column in _OF_ALL else None


def on_board(tx: Transaction, since: date) -> list[OrderSummary]:
    """All open orders and those handed over since a day, what is promised first before what is promised later."""
    return [_shown(row) for row in tx.ask(_BOARD, since=since)]


def loads(tx: Transaction, since: date) -> dict[int, Load]:
    """The loads of the same orders on the workshop."""
    found: dict[int, Load] = defaultdict(Load)
    for key, kind, pays, count, tenths, awaited in tx.ask(_LOADS, since=since):
        had, is_part = found[key], kind == LineKind.PART
        payers = {*had.pays, PayType.of(pays)}
        found[key] = Load(
            plain_number(had.hours + Decimal(int(tenths or 0)).scaleb(-1)),
            had.parts + count * is_part,
            had.awaited + int(awaited or 0),
            tuple(each for each in PayType if each in payers),
        )
    return found


def by_state(tx: Transaction) -> dict[OrderState, int]:
    """How many orders stand in each open state."""
    return {OrderState.of(state): count for state, count in tx.ask(_BY_STATE)}


def states_of(tx: Transaction, wanted: Collection[int]) -> dict[int, OrderState]:
    """The states of some orders."""
    return {key: OrderState.of(state) for key, state in tx.ask(_STATES_OF, keys=sorted(wanted))} if wanted else {}


def of_states(tx: Transaction) -> dict[OrderState, int]:
    """How many orders there are in each state, whatever became of the car."""
    return {OrderState.of(state): count for state, count in tx.ask(_OF_STATES)}


def late(tx: Transaction, states: Sequence[OrderState], until: datetime) -> int:
    """How many orders in some states were promised for a moment or an earlier one."""
    return tx.ask(_LATE, states=[str(state) for state in states], until=until).scalar_one()


def last_written(tx: Transaction) -> tuple[str, str, int | None]:
    """Technician, adviser and price of an hour on the latest order."""
    found = tx.ask(_LAST_WRITTEN).one_or_none()
    if found is None:
        return "", "", None
    return found.technician, found.adviser, tx.ask(_LAST_PRICE, of=found.key).scalar()


def hours_on_orders(tx: Transaction, on: date, start: datetime, end: datetime) -> dict[str, Decimal]:
    """Flat-rate hours of a day by technician: open orders that are promised within it, and what was handed over on it.

    What was handed over counts by its own day alone: a car that left early or late was not done on the day it was
    promised for.
    """
    found: dict[str, Decimal] = defaultdict(Decimal)
    for of_line, of_order, tenths in tx.ask(_HOURS_ON_ORDERS, on=on, start=start, end=end):
        found[of_line or of_order] += Decimal(int(tenths or 0)).scaleb(-1)
    return dict(found)


def open_among(tx: Transaction, vins: Sequence[str]) -> dict[str, int]:
    """The key of the latest open order of each of some vehicles that has one."""
    return {row[0]: row[1] for row in tx.ask(_OPEN_AMONG, vins=list(vins))}


def _shown(row: Any) -> OrderSummary:
    return OrderSummary(
        row.key,
        number_of(row.key),
        row.vin,
        OrderState.of(row.state),
        row.plate or None,
        named(row.make, row.model),
        row.customer,
        row.name or None,
        row.complaint or "",
        row.technician,
        row.adviser,
        row.opened_on,
        row.promised,
        row.state_since,
        row.handed_over_on,
        None if row.customer_pays is None else Money(row.customer_pays, row.currency),
    )


def visits(tx: Transaction, vin: str) -> list[Visit]:
    """The visits of a car that ended, by their day."""
    found = [
        Visit(row.key, row.opened_on, row.handed_over_on, row.technician, bool(row.serviced))
        for row in tx.ask(_VISITS, of=vin)
        if row.handed_over_on
    ]
    return sorted(found, key=lambda each: (each.handed_over_on, each.key))


def matters_of(tx: Transaction, keys: Collection[int]) -> dict[int, frozenset[str]]:
    """What some visits were for; of what they hold besides, nothing is read."""
    wanted, codes, parts = sorted(keys), defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    if wanted:
        tx.ask_ahead(_PARTS_OF, keys=wanted)
        for key, code in tx.ask(_CODES_OF, keys=wanted):
            codes[key].append(code)
        for key, part in tx.ask(_PARTS_OF, keys=wanted):
            parts[key].append(part)
    return {key: matters(codes[key], parts[key]) for key in wanted}


def told(tx: Transaction, kind: str) -> list[int]:
    """The numbers of all events of a kind, also of those that no longer count."""
    return list(tx.ask(_TOLD, kind=str(kind)).scalars())
