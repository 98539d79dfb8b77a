"""Parts as a list: to order, on order, late, and there; each row is somebody who waits for one, or the store."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.quantities import plain_number
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, read_in
from lifecycle_desk.stages.service.orders.rules.orders import number_of as order_number
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.purchasing.rules.purchases import ARRIVED, PurchaseState
from lifecycle_desk.stages.service.purchasing.rules.purchases import number_of as purchase_number
from lifecycle_desk.stages.service.purchasing.rules.wants import Wanted
from lifecycle_desk.stages.service.purchasing.tables import lists
from lifecycle_desk.stages.service.purchasing.tables.lists import Which
from lifecycle_desk.stages.service.purchasing.usecases.lacking import Lack, lacks
from lifecycle_desk.stages.service.purchasing.usecases.row_numbers import (
    LACK,
    ORDER_LINE,
    WAITING,
    WANT,
    RowName,
    names_of,
    number_of,
)
from lifecycle_desk.stages.service.purchasing.usecases.wanting import all_wanted
from lifecycle_desk.stages.service.shelf.rules.proposing import Why
from lifecycle_desk.stages.service.shelf.tables import movements as shelf
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.tables import people

TABLES = frozenset(
    {
        "part_supplier",
        "part_want",
        "purchase_order",
        "purchase_line",
        "purchase_waiting",
        "repair_order",
        "repair_line",
        "vehicle",
        "person",
        "shelf_part",
        "shelf_movement",
    }
)
MOST_LISTED = 1_000


class PartsList(LabeledEnum):
    """The lists of parts that somebody waits for."""

    WANTED = "wanted", C_("parts", "To order")
    COMING = "coming", C_("parts", "On order")
    LATE = "late", C_("parts", "Late")
    CAME = "came", C_("parts", "To fit")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """Somebody who waits for a part, and where it is; without a `state` nobody has ordered it.

    `lack` is the part's number in the store where that alone lacks it, and `why` what makes it so.

    `since` is the day from which it is wanted or ordered, `days_late` how long its promise has passed.
    """

    key: int
    code: str
    text: str
    quantity: Decimal
    state: PurchaseState | None = None
    since: date
    promised: date | None = None
    days_late: int = 0
    supplier: str = ""
    tracking: str = ""
    price: Money | None = None
    purchase: str = ""
    line: int = 0
    order: str = ""
    order_key: int | None = None
    line_id: int | None = None
    order_state: OrderState | None = None
    order_since: datetime | None = None
    want: int | None = None
    vin: str = ""
    plate: str = ""
    car: str = ""
    customer: int | None = None
    customer_name: str = ""
    phone: str = ""
    lack: int | None = None
    why: Why | None = None
    entry: CatalogueEntry | None = None

    def text_in(self, language: str) -> str:
        """What the part is called, as a reader of a language has it."""
        return read_in(language, self.text, self.entry)

    @property
    def is_there(self) -> bool:
        """Whether it has come."""
        return self.state is ARRIVED

    def age(self, day: date) -> int:
        """For how many days it has been waited for."""
        return max(0, (day - self.since).days)


class PartRows:
    """The rows of a list; with letters, those whose part, order, supplier, car or customer has them."""

    tables = TABLES

    def __init__(self, user: UserSession, which: PartsList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The keys of all of them, or of the first ones."""
        with self.user.store.reading() as tx:
            found = _names(tx, self.which, None if self.text else first)
            if self.text:
                rows = _rows(tx, found)
                found = [each for each in found if each in rows and _has(rows[each], self.text)]
            return array("q", (number_of(each) for each in (found[:first] if first else found)))

    def rows(self, keys: Sequence[int]) -> dict[int, PartRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return {each.key: each for each in _rows(tx, list(names_of(list(keys)))).values()}


def _names(tx: Transaction, which: PartsList | None, first: int | None) -> list[RowName]:
    match which:
        case PartsList.WANTED:
            return _to_order(tx)
        case PartsList.COMING:
            return _waiting(tx, Which(coming=True), first)
        case PartsList.LATE:
            return _waiting(tx, Which(late=True), first)
        case PartsList.CAME:
            return _to_fit(tx)[:first]
    return [*_to_order(tx), *_waiting(tx, Which(coming=True)), *_to_fit(tx)]


def _to_order(tx: Transaction) -> list[RowName]:
    """All that should be ordered: what somebody waits for, the longest first, then what the store lacks besides."""
    return [*(_name(each) for each in all_wanted(tx)), *((LACK, each.number, 0, 0) for each in lacks(tx))]


def _waiting(tx: Transaction, which: Which, first: int | None = None) -> list[RowName]:
    return [(WAITING, *place) for place in lists.places(tx, which, today(tx), first)]


def _to_fit(tx: Transaction) -> list[RowName]:
    """The parts that are there for an open order, until the shelf has issued them to its line."""
    found = lists.there(tx)
    issued = shelf.on_lines(tx, sorted({each.order_key for each in found})) if found else {}
    taken = {line: sum(many for many, _ in parts.values()) for line, parts in issued.items()}
    return [(WAITING, *each.place) for each in found if taken.get((each.order_key, each.line_id), 0) < each.thousandths]


def _name(of: Wanted) -> RowName:
    if of.want is not None:
        return WANT, of.want, 0, 0
    return ORDER_LINE, of.order_key or 0, of.line_id or 0, 0


def _rows(tx: Transaction, names: Collection[RowName]) -> dict[RowName, PartRow]:
    day = today(tx)
    waiting = lists.some(tx, [(one, two, three) for kind, one, two, three in names if kind == WAITING])
    found: dict[RowName, PartRow] = {(WAITING, *place): _ordered(place, row, day) for place, row in waiting.items()}
    lacking = {number for kind, number, *_ in names if kind == LACK}
    if lacking:
        found |= {(LACK, each.number, 0, 0): _lacking(each) for each in lacks(tx) if each.number in lacking}
    asked = {each for each in names if each[0] in {WANT, ORDER_LINE}}
    if asked:
        found |= _wanted(tx, [each for each in all_wanted(tx) if _name(each) in asked])
    entries = naming.entries(tx, list({row.code for row in found.values()}))
    return {name: replace(row, entry=entries.get(tight(row.code))) for name, row in found.items()}


def _wanted(tx: Transaction, wanted: Sequence[Wanted]) -> dict[RowName, PartRow]:
    """Parts that nobody has ordered, with whoever waits for them."""
    cars = {each.vin: each for each in vehicle_rows.of_vins(tx, sorted({each.vin for each in wanted if each.vin}))}
    known = people.some(tx, sorted({each.customer for each in wanted if each.customer}))
    found = {}
    for each in wanted:
        car, person = cars.get(each.vin or ""), known.get(each.customer or 0)
        found[_name(each)] = PartRow(
            key=number_of(_name(each)),
            code=each.code,
            text=each.text,
            quantity=plain_number(each.quantity),
            since=each.since,
            order=order_number(each.order_key) if each.order_key else "",
            order_key=each.order_key,
            line_id=each.line_id,
            want=each.want,
            vin=each.vin or "",
            plate=(car.plate or "") if car else "",
            car=named(car.make, car.model) if car else "",
            customer=each.customer,
            customer_name=person.name if person else "",
            phone=person.phone if person else "",
        )
    return found


def _lacking(of: Lack) -> PartRow:
    name = LACK, of.number, 0, 0
    return PartRow(
        key=number_of(name),
        code=of.code,
        text=of.text,
        quantity=plain_number(of.quantity),
        since=of.since,
        lack=of.number,
        why=of.why,
    )


def _ordered(place: lists.Place, row: Any, day: date) -> PartRow:
    there = row.there >= row.thousandths
    late = (day - row.promised).days if row.promised and not there else 0
    return PartRow(
        key=number_of((WAITING, *place)),
        code=row.code,
        text=row.text,
        quantity=plain_number(Decimal(row.thousandths).scaleb(-3)),
        state=ARRIVED if there else PurchaseState.of(row.state),
        since=row.ordered_on,
        promised=row.promised,
        days_late=max(0, late),
        supplier=row.supplier,
        tracking=row.tracking,
        price=None if row.price is None else Money(row.price, row.currency),
        purchase=purchase_number(row.purchase),
        line=row.id,
        order=order_number(row.order_key) if row.order_key else "",
        order_key=row.order_key,
        line_id=row.line_id,
        order_state=OrderState.of(row.order_state) if row.order_state else None,
        order_since=row.order_since,
        want=row.want,
        vin=row.vin or "",
        plate=row.plate or "",
        car=named(row.make, row.model) if row.make else "",
        customer=row.customer,
        customer_name=row.name or "",
        phone=row.phone or "",
    )


def _has(row: PartRow, text: str) -> bool:
    wanted = tight(text)
    said = (row.code, row.text, row.order, row.purchase, row.supplier, row.plate, row.car, row.customer_name, row.vin)
    return any(wanted in tight(each) for each in said)


def part_counts(user: UserSession) -> tuple[Mapping[PartsList, int], int]:
    """How many each list has, and all."""
    with user.store.reading() as tx:
        wanted = len(_to_order(tx))
        coming, late = lists.counts(tx, today(tx))
        came = len(_to_fit(tx))
        found = {PartsList.WANTED: wanted, PartsList.COMING: coming, PartsList.LATE: late, PartsList.CAME: came}
        return found, wanted + coming + came


def late_parts(user: UserSession) -> int:
    """How many are late: what the badge counts."""
    with user.store.reading() as tx:
        return lists.counts(tx, today(tx))[1]


@dataclass(frozen=True, slots=True)
class ListParts:
    """Parts that somebody waits for: of a list (None: all), from a supplier, for a vehicle."""

    which: PartsList | None = None
    supplier: str = ""
    vin: str = ""


@dataclass(frozen=True, slots=True)
class PartListed:
    """A part that somebody waits for, as other programs list it; without a state nobody has ordered it."""

    code: str
    text: str
    quantity: Decimal
    state: PurchaseState | None
    since: date
    promised: date | None
    days_late: int
    supplier: str
    tracking: str
    price: Money | None
    purchase: str
    line: int
    order: str
    line_id: int | None
    want: int | None
    vin: str
    plate: str
    customer: int | None
    customer_name: str
    phone: str


@dataclass(frozen=True, slots=True)
class PartsListed:
    """Parts that somebody waits for, what was promised first before what was promised later."""

    parts: tuple[PartListed, ...]


@command(VIEW)
def list_parts(tx: Transaction, asked: ListParts) -> PartsListed:
    """Parts to order, on order, late or there, with whoever waits for each; what the store lacks waits for nobody."""
    names = _names(tx, asked.which, None)
    rows = _rows(tx, names)
    found = [rows[each] for each in names if each in rows]
    kept = [each for each in found if asked.supplier in {"", each.supplier} and asked.vin in {"", each.vin}]
    return PartsListed(tuple(_listed(each) for each in kept[:MOST_LISTED]))


def rows_of_supplier(tx: Transaction, supplier: str) -> tuple[PartRow, ...]:
    """Whoever waits for what a supplier has still to deliver, what was promised first before the rest."""
    names = _names(tx, PartsList.COMING, None)
    found = _rows(tx, names)
    return tuple(found[each] for each in names if each in found and found[each].supplier == supplier)


def _listed(row: PartRow) -> PartListed:
    return PartListed(**{each.name: getattr(row, each.name) for each in fields(PartListed)})


COMMANDS: tuple[Command[Any, Any], ...] = (list_parts,)
