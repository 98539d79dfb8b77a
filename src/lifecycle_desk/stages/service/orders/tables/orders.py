"""Repair orders as they are kept: the header, its jobs and their lines."""

from array import array
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Row,
    TypedColumns,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.orders.rules.orders import (
    A_YEAR,
    Job,
    Line,
    OrderSheet,
    RepairOrder,
    TaxCustom,
    key_of,
)
from lifecycle_desk.stages.service.orders.rules.states import OPEN, OrderState, UnknownOrder
from lifecycle_desk.store.rows import InSteps, Parts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    PERSONAL,
    WHOLE,
    flag,
    maybe_day,
    maybe_money,
    maybe_person,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    money,
    of_vehicle,
    table,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.store.types import day as a_day


class OrderRow(TypedColumns):
    """A repair order's header; `key` is the year of its opening and its number in that year."""

    key = whole(primary_key=True)
    vin = of_vehicle(index=True)
    state = words()
    revision = whole()
    opened_on = a_day()
    opened_at = utc_time()
    state_since = utc_time()
    changed_at = utc_time()
    changed_by = maybe_words()
    last_event = whole(ForeignKey("event.seq"))
    handed_over_on = maybe_day()
    closing_event = maybe_whole(ForeignKey("event.seq"))
    odometer_in = maybe_whole()
    odometer_in_unit = maybe_words()
    odometer_out = maybe_whole()
    odometer_out_unit = maybe_words()
    customer = maybe_person(index=True)
    adviser = words()
    technician = words()
    promised = maybe_utc_time()
    language = maybe_words()
    note = words(info={PERSONAL: True})
    currency = words()
    customer_pays = maybe_money()
    tax_name = maybe_words()
    tax_local_name = maybe_words()
    tax_hundredths = maybe_whole()
    tax_inclusive = flag()
    tax_by_line = flag()
    identities = whole()
    tax_internal_net = flag()
    tax_reduced_hundredths = maybe_whole()
    tax_work_only = flag()


class JobRow(TypedColumns):
    """A job of an order, by its place from 0; `id` is its own number, by which all else knows it."""

    order_key = whole(ForeignKey("repair_order.key"), primary_key=True)
    place = whole(primary_key=True)
    complaint = words(info={PERSONAL: True})
    cause = words()
    correction = words()
    id = whole()


class ItemRow(TypedColumns):
    """An item of the maintenance schedule that a job carries out, by its place."""

    order_key = whole(ForeignKey("repair_order.key"), primary_key=True)
    job = whole(primary_key=True)
    place = whole(primary_key=True)
    item = words()


class LineRow(TypedColumns):
    """A line of a job: hours in tenths, quantity in thousandths, discount in hundredths of a percent; `id` as above."""

    order_key = whole(ForeignKey("repair_order.key"), primary_key=True)
    job = whole(primary_key=True)
    place = whole(primary_key=True)
    kind = words()
    pays = words()
    code = words()
    text = words()
    tenths = maybe_whole()
    thousandths = maybe_whole()
    price = money()
    discount = whole()
    technician = words()
    supplier = words()
    causal = flag()
    core = flag()
    awaited = flag()
    campaign = maybe_words()
    id = whole()
    taxing = maybe_words()


class LinePartRow(TypedColumns):
    """The part of the car that a line is about, where somebody chose it."""

    order_key = whole(ForeignKey("repair_order.key"), primary_key=True)
    job = whole(primary_key=True)
    place = whole(primary_key=True)
    part = words()


ORDER, JOB, LINE = table("repair_order", OrderRow), table("repair_job", JobRow), table("repair_line", LineRow)
# The board shows what was handed over today: without the day, it would read all that ever was.
Index("ix_repair_order_state_handed_over_on", ORDER.c.state, ORDER.c.handed_over_on)
Index("uq_repair_job_order_key_id", JOB.c.order_key, JOB.c.id, unique=True)
Index("uq_repair_line_order_key_id", LINE.c.order_key, LINE.c.id, unique=True)
LINE_PART = table("repair_line_part", LinePartRow)
ITEM = table("repair_job_item", ItemRow)

ORDERS = Parts(ORDER, RepairOrder, apart=("sheet", "tax"))
SHEETS = Parts(ORDER, OrderSheet, apart=("jobs", "odometer_in", "odometer_out"))
TAXES = Parts(
    ORDER,
    TaxCustom,
    columns={each.name: f"tax_{each.name}" for each in fields(TaxCustom)}
    | {"percent": InSteps("tax_hundredths", 2), "reduced": InSteps("tax_reduced_hundredths", 2)},
)
NO_TAX = dict.fromkeys(("tax_name", "tax_local_name", "tax_hundredths", "tax_reduced_hundredths")) | dict.fromkeys(
    ("tax_inclusive", "tax_by_line", "tax_internal_net", "tax_work_only"), False
)
JOBS = Parts(JOB, Job, apart=("lines", "service"))
LINES = Parts(
    LINE,
    Line,
    columns={
        "hours": InSteps("tenths", 1),
        "quantity": InSteps("thousandths", 3),
        "discount": InSteps("discount", 2),
    },
    apart=("group",),
)

_LAST_KEY = select(func.max(ORDER.c.key)).where(
    ORDER.c.key > bindparam("low", type_=WHOLE), ORDER.c.key < bindparam("high", type_=WHOLE)
)
_NEW, _NEW_JOB, _NEW_LINE, _NEW_PART = insert(ORDER), insert(JOB), insert(LINE), insert(LINE_PART)
_OF_CUSTOMER = select(ORDER.c.key).where(ORDER.c.customer == bindparam("who"))
_CUSTOMERS = select(ORDER.c.key, ORDER.c.customer, ORDER.c.state).where(ORDER.c.customer.is_not(None))
_LAST_DAYS = (
    select(ORDER.c.customer, func.max(func.coalesce(ORDER.c.handed_over_on, ORDER.c.opened_on)))
    .where(ORDER.c.customer.is_not(None))
    .group_by(ORDER.c.customer)
)
_FORGET = update(JOB).where(JOB.c.order_key.in_(_OF_CUSTOMER)).values(complaint="")
_FORGET_NOTES = update(ORDER).where(ORDER.c.customer == bindparam("who")).values(note="")
_NEW_ITEM, _NO_ITEMS = insert(ITEM), delete(ITEM).where(ITEM.c.order_key == bindparam("of"))
_ITEMS = (
    select(ITEM)
    .where(ITEM.c.order_key.in_(bindparam("keys", expanding=True)))
    .order_by(ITEM.c.order_key, ITEM.c.job, ITEM.c.place)
)
_NO_JOBS, _NO_LINES, _NO_PARTS = (
    delete(JOB).where(JOB.c.order_key == bindparam("of")),
    delete(LINE).where(LINE.c.order_key == bindparam("of")),
    delete(LINE_PART).where(LINE_PART.c.order_key == bindparam("of")),
)
_KEEP = update(ORDER).where(ORDER.c.key == bindparam("of"))
_ONE = select(ORDER).where(ORDER.c.key == bindparam("of"))
_SOME = select(ORDER).where(ORDER.c.key.in_(bindparam("keys", expanding=True))).order_by(ORDER.c.key)
_JOBS = select(JOB).where(JOB.c.order_key.in_(bindparam("keys", expanding=True))).order_by(JOB.c.order_key, JOB.c.place)
_LINES = (
    select(LINE)
    .where(LINE.c.order_key.in_(bindparam("keys", expanding=True)))
    .order_by(LINE.c.order_key, LINE.c.job, LINE.c.place)
)
_PARTS = select(LINE_PART).where(LINE_PART.c.order_key.in_(bindparam("keys", expanding=True)))
_KEYS = select(ORDER.c.key).order_by(ORDER.c.key.desc())
_KEYS_IN = _KEYS.where(ORDER.c.state.in_(bindparam("states", expanding=True)))
_KEYS_OF = _KEYS.where(ORDER.c.vin == bindparam("vin"))
_OPEN_OF = _KEYS_OF.where(ORDER.c.state.in_([str(state) for state in OPEN]))


def next_key(tx: Transaction, year: int) -> int:
    """The key after the last of a year: no gaps, and safe because only one writes at a time."""
    ((last,),) = tx.ask_plainly(_LAST_KEY, low=year * A_YEAR, high=(year + 1) * A_YEAR)
    return (last or year * A_YEAR) + 1


def save_new(tx: Transaction, order: RepairOrder, customer_pays: int | None) -> None:
    """A new order with its jobs and lines."""
    tx.known[ORDER, order.key] = order
    tx.write(_NEW, **_header(order, customer_pays))
    _save_jobs(tx, order)


def save(tx: Transaction, order: RepairOrder, customer_pays: int | None, *, jobs: bool = True) -> None:
    """Another version of an order; `jobs` says whether they may differ."""
    tx.known[ORDER, order.key] = order
    tx.write(_KEEP, of=order.key, **_header(order, customer_pays))
    if jobs:
        tx.write(_NO_PARTS, of=order.key)
        tx.write(_NO_LINES, of=order.key)
        tx.write(_NO_ITEMS, of=order.key)
        tx.write(_NO_JOBS, of=order.key)
        _save_jobs(tx, order)


def saved(tx: Transaction, number: str) -> RepairOrder | None:
    """One order, if there is one; the transaction that has just written it knows it, and reads nothing."""
    key = key_of(number)
    known: RepairOrder | None = tx.known.get((ORDER, key))
    return known or next(iter(orders(tx, [key])), None) if key else None


def order(tx: Transaction, number: str) -> RepairOrder:
    """One order; refuses a number that there is not."""
    key = key_of(number)
    if key:
        _ask_parts_ahead(tx, [key])
    found = tx.ask(_ONE, of=key).one_or_none() if key else None
    if found is None:
        raise UnknownOrder(number)
    return _orders(tx, [found])[0]


def orders(tx: Transaction, keys: Sequence[int]) -> list[RepairOrder]:
    """Some orders, whole, by key."""
    wanted = sorted(keys)
    _ask_parts_ahead(tx, wanted)
    return _orders(tx, tx.ask(_SOME, keys=wanted).all())


def keys(tx: Transaction, states: Sequence[OrderState] | None, first: int | None) -> "array[int]":
    """The keys of all orders or of those in some states, the latest first; or only the first ones."""
    asked = _KEYS if states is None else _KEYS_IN
    facts = {} if states is None else {"states": [str(state) for state in states]}
    return array("q", tx.ask(asked.limit(first) if first else asked, **facts).scalars())


def keys_of(tx: Transaction, vin: str) -> list[int]:
    """The keys of a vehicle's orders, the latest first."""
    return list(tx.ask(_KEYS_OF, vin=vin).scalars())


def open_of(tx: Transaction, vin: str) -> int | None:
    """The key of a vehicle's latest open order."""
    return tx.ask(_OPEN_OF, vin=vin).scalars().first()


def _header(order: RepairOrder, customer_pays: int | None) -> dict[str, Any]:
    return {
        **ORDERS.row(order),
        **SHEETS.row(order.sheet),
        **_reading(order.sheet, "odometer_in"),
        **_reading(order.sheet, "odometer_out"),
        "customer_pays": customer_pays,
        **(TAXES.row(order.tax) if order.tax else NO_TAX),
    }


def _reading(sheet: OrderSheet, name: str) -> dict[str, Any]:
    read: Distance | None = getattr(sheet, name)
    return {name: read.value if read else None, f"{name}_unit": str(read.unit) if read else None}


def _save_jobs(tx: Transaction, order: RepairOrder) -> None:
    jobs = [JOBS.row(job) | {"order_key": order.key, "place": at} for at, job in enumerate(order.sheet.jobs)]
    lines = [
        LINES.row(line) | {"order_key": order.key, "job": at, "place": place}
        for at, job in enumerate(order.sheet.jobs)
        for place, line in enumerate(job.lines)
    ]
    parts = [
        {"order_key": order.key, "job": at, "place": place, "part": line.group.value}
        for at, job in enumerate(order.sheet.jobs)
        for place, line in enumerate(job.lines)
        if line.group
    ]
    items = [
        {"order_key": order.key, "job": at, "place": place, "item": item}
        for at, job in enumerate(order.sheet.jobs)
        for place, item in enumerate(job.service)
    ]
    for new, rows in ((_NEW_JOB, jobs), (_NEW_LINE, lines), (_NEW_PART, parts), (_NEW_ITEM, items)):
        if rows:
            tx.write(new, *rows)


def _ask_parts_ahead(tx: Transaction, keys: list[int]) -> None:
    """Let what is asked for these orders by `_orders` go to a server at once."""
    for each in (_PARTS, _LINES, _ITEMS, _JOBS):
        tx.ask_ahead(each, keys=keys)


def _orders(tx: Transaction, rows: Sequence[Row[Any]]) -> list[RepairOrder]:
    """Whole orders from their headers, in three more statements however many there are."""
    wanted = [row.key for row in rows]
    parts = {(row.order_key, row.job, row.place): PartGroup.of(row.part) for row in tx.ask(_PARTS, keys=wanted)}
    lines: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for row in tx.ask(_LINES, keys=wanted):
        lines[row.order_key, row.job].append(LINES.made(row, group=parts.get((row.order_key, row.job, row.place))))
    items: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in tx.ask(_ITEMS, keys=wanted):
        items[row.order_key, row.job].append(row.item)
    jobs: dict[int, list[Job]] = defaultdict(list)
    for row in tx.ask(_JOBS, keys=wanted):
        at = row.order_key, row.place
        jobs[row.order_key].append(JOBS.made(row, lines=tuple(lines[at]), service=tuple(items[at])))
    return [_order_of(row, tuple(jobs[row.key])) for row in rows]


def _order_of(row: Row[Any], jobs: tuple[Job, ...]) -> RepairOrder:
    came = _distance(row.odometer_in, row.odometer_in_unit)
    left = _distance(row.odometer_out, row.odometer_out_unit)
    sheet = SHEETS.made(row, jobs=jobs, odometer_in=came, odometer_out=left)
    return ORDERS.made(row, sheet=sheet, tax=None if row.tax_name is None else TAXES.made(row))


def _distance(value: int | None, unit: str | None) -> Distance | None:
    return None if value is None or unit is None else Distance(value, LengthUnit(unit))


def forget_words(tx: Transaction, customer: int) -> None:
    """Forget what a customer said at the counter, and what was noted for them; the sealed words go with the key."""
    tx.write(_FORGET, who=customer)
    tx.write(_FORGET_NOTES, who=customer)


def keys_of_customer(tx: Transaction, customer: int) -> list[int]:
    """The keys of the orders that a customer brought, the first first."""
    return sorted(tx.ask(_OF_CUSTOMER, who=customer).scalars())


def customers_of(tx: Transaction, states: Container[OrderState], keys: Container[int]) -> set[int]:
    """The customers of the orders that are in some states, or are some of these."""
    found = tx.ask(_CUSTOMERS)
    return {row.customer for row in found if row.key in keys or OrderState.of(row.state) in states}


def last_days(tx: Transaction) -> dict[int, date]:
    """The last day of each customer in the workshop."""
    return {customer: on for customer, on in tx.ask(_LAST_DAYS) if customer and on}
