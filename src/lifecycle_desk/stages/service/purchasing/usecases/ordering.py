"""Ordering parts: from whom and for whom; on the way, promised for another day, cancelled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.orders import key_of as order_key_of
from lifecycle_desk.stages.service.orders.rules.states import UnknownOrder
from lifecycle_desk.stages.service.purchasing.rules.events import PurchaseEvent
from lifecycle_desk.stages.service.purchasing.rules.prices import BelowMinimumOrder, NowSupersededBy
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    NOTHING,
    Purchase,
    PurchaseLine,
    Supplier,
    Waiting,
    cancelled_rest,
    check_lines,
    check_outstanding,
    check_promised,
    check_quantity,
    check_revision,
    tidy,
)
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.rules.wants import Wanted
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.stages.service.purchasing.tables import wants as want_rows
from lifecycle_desk.stages.service.purchasing.usecases.prices import PartOffer, offers
from lifecycle_desk.stages.service.purchasing.usecases.recording import change, save_new
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    CancelParts,
    OrderParts,
    PartOrdered,
    PriceFilled,
    PromiseParts,
    PurchaseDone,
    PutPurchaseBack,
    SaveSupplier,
    ShipParts,
    WaitsFor,
)
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import currency_of, supplier_saved, usual_days
from lifecycle_desk.stages.service.purchasing.usecases.wanting import wanted_by_part
from lifecycle_desk.store.store import Transaction

MoreWaiting = objection("MoreWaiting", N_("More is waited for than is ordered of %(code)s."), "quantity", code=str)
ArrivedSince = objection(
    "ArrivedSince", N_("%(code)s has been changed since. Undo the later change first."), "revision", code=str
)


def _ordering_undone(made: PurchaseDone) -> tuple[Command[Any, Any], Any]:
    return cancel_parts, CancelParts(made.number)


def _change_undone(made: PurchaseDone) -> tuple[Command[Any, Any], Any] | None:
    return (put_purchase_back, PutPurchaseBack(made.number, made.revision, made.before)) if made.before else None


@command(PARTS_ORDER, undo=_ordering_undone)
def order_parts(tx: Transaction, asked: OrderParts) -> PurchaseDone:
    """Order parts from a supplier, for whoever waits for them, at the supplier's prices where no others are given."""
    supplier, on = _supplier(tx, asked.supplier), asked.on or today(tx)
    usual = currency_of(tx, supplier)
    currency = asked.currency.strip().upper() or usual
    lines = _lines(tx, asked, supplier, on)
    found = offers(tx, supplier, [each.code for each in lines], on)
    if currency != usual:
        found = {key: replace(each, price=None) for key, each in found.items()}
    tx.note(*_odd_by_list(lines, found))
    made = Purchase(
        key=rows.next_key(tx, on.year),
        supplier=supplier.number,
        currency=currency,
        ordered_on=on,
        reference=tidy("reference", asked.reference),
        lines=tuple(_as_offered(each, found.get(tight(each.code))) for each in lines),
        changed_at=tx.at,
        changed_by=tx.by,
    )
    return replace(save_new(tx, made), filled=tuple(_filled(lines, found)))


def _as_offered(line: PurchaseLine, of: PartOffer | None) -> PurchaseLine:
    """A line with what the supplier is known to call the part and to charge for it, where nobody said otherwise."""
    if of is None:
        return line
    return replace(
        line,
        supplier_code=line.supplier_code or of.supplier_code,
        text=line.text or of.text,
        price=of.price if line.price is None else line.price,
    )


def _filled(lines: Iterable[PurchaseLine], found: Mapping[str, PartOffer]) -> Iterator[PriceFilled]:
    """The prices that nobody gave, and that are known."""
    for each in lines:
        of = found.get(tight(each.code))
        if of and each.price is None and of.price is not None:
            yield PriceFilled(each.id, each.code, of.price, of.by_list)


def _supplier(tx: Transaction, given: int | SaveSupplier) -> Supplier:
    """The supplier of an order; one who is new is taken in with it."""
    if isinstance(given, SaveSupplier):
        return supplier_saved(tx, given).now
    return supplier_rows.supplier(tx, given)


def _lines(tx: Transaction, asked: OrderParts, supplier: Supplier, on: date) -> tuple[PurchaseLine, ...]:
    """The lines of a new order; a part for which nobody names a day is promised for the supplier's usual one."""
    days = usual_days(tx, supplier)
    usual = on + timedelta(days=days) if days is not None else None
    wanted = wanted_by_part(tx) if asked.for_wanted else {}
    for each in asked.lines:
        check_promised(each.promised, on)
    lines = check_lines(tuple(_line(at, each, each.promised or usual) for at, each in enumerate(asked.lines, 1)))
    return tuple(
        replace(line, waiting=tuple(_waiting(tx, line, given, wanted)))
        for line, given in zip(lines, asked.lines, strict=True)
    )


def _odd_by_list(lines: Iterable[PurchaseLine], found: Mapping[str, PartOffer]) -> Iterator[Objection]:
    """What the supplier's list says against an order: less than they deliver, or a part that another one supersedes."""
    for each in lines:
        of = found.get(tight(each.code))
        if of and each.quantity < of.minimum:
            yield BelowMinimumOrder(of.minimum, each.code)
        if of and of.superseded_by:
            yield NowSupersededBy(of.superseded_by, each.code)


def _line(at: int, given: PartOrdered, promised: date | None) -> PurchaseLine:
    return PurchaseLine(
        id=at,
        code=given.code,
        supplier_code=given.supplier_code,
        text=given.text,
        quantity=given.quantity,
        price=given.price,
        promised=promised,
    )


def _waiting(
    tx: Transaction, line: PurchaseLine, given: PartOrdered, wanted: dict[str, list[Wanted]]
) -> Iterator[Waiting]:
    """Who waits for a line: those who are named, else whoever wants the part; the rest is for the shelf."""
    named = [_named(tx, each) for each in given.waiting]
    left = line.quantity - sum((each.quantity for each in named), NOTHING)
    if left < 0:
        raise MoreWaiting(line.code)
    yield from named
    if not named:
        for each in _served(wanted.get(tight(line.code), []), line):
            left -= each.quantity
            yield each
    if left:
        yield Waiting(quantity=left)


def _served(wanted: list[Wanted], line: PurchaseLine) -> Iterable[Waiting]:
    """Those whose wish for a part a line fulfils, the longest waiting first."""
    left = line.quantity
    while wanted and left:
        each = wanted[0]
        given = min(left, each.quantity)
        left -= given
        if given == each.quantity:
            wanted.pop(0)
        else:
            wanted[0] = replace(each, quantity=each.quantity - given)
        yield Waiting(order_key=each.order_key, line_id=each.line_id, want=each.want, quantity=given)


def _named(tx: Transaction, of: WaitsFor) -> Waiting:
    check_quantity(of.quantity)
    if of.want:
        return Waiting(want=want_rows.want(tx, of.want).number, quantity=of.quantity)
    if not of.order:
        return Waiting(quantity=of.quantity)
    key = order_key_of(of.order)
    found = {(each.order_key, each.line_id) for each in want_rows.awaited(tx)}
    if key is None or (key, of.line) not in found:
        raise UnknownOrder(of.order)
    return Waiting(order_key=key, line_id=of.line, quantity=of.quantity)


@command(PARTS_ORDER, undo=_change_undone)
def promise_parts(tx: Transaction, asked: PromiseParts) -> PurchaseDone:
    """Record another day that the supplier has promised."""
    before = rows.purchase(tx, asked.number)
    check_revision(before, asked.revision)
    check_promised(asked.promised, before.ordered_on)
    lines = [replace(each, promised=asked.promised) for each in _outstanding(before, asked.line)]
    return change(tx, before, PurchaseEvent.PROMISED, lines=before.with_lines(lines).lines)


@command(PARTS_ORDER, undo=_change_undone)
def ship_parts(tx: Transaction, asked: ShipParts) -> PurchaseDone:
    """Record that parts are on the way, with the tracking number and perhaps another promised day."""
    before, on = rows.purchase(tx, asked.number), asked.on or today(tx)
    check_promised(asked.promised, before.ordered_on)
    tracking = tidy("tracking", asked.tracking)
    lines = [
        replace(each, shipped_on=on, tracking=tracking or each.tracking, promised=asked.promised or each.promised)
        for each in _outstanding(before, asked.line)
    ]
    return change(tx, before, PurchaseEvent.ON_THE_WAY, lines=before.with_lines(lines).lines)


@command(PARTS_ORDER, undo=_change_undone)
def cancel_parts(tx: Transaction, asked: CancelParts) -> PurchaseDone:
    """Cancel what is outstanding on a purchase order; whoever waited for it wants it again."""
    before = rows.purchase(tx, asked.number)
    lines = [cancelled_rest(each) for each in _outstanding(before, asked.line)]
    return change(tx, before, PurchaseEvent.CANCELLED, lines=before.with_lines(lines).lines)


@command(PARTS_ORDER)
def put_purchase_back(tx: Transaction, asked: PutPurchaseBack) -> PurchaseDone:
    """Undo the last change of a purchase order, as long as nothing else has happened to it."""
    before = rows.purchase(tx, asked.number)
    if before.revision != asked.revision or asked.before.key != before.key:
        raise ArrivedSince(before.number)
    return change(tx, before, PurchaseEvent.PROMISED, lines=asked.before.lines)


def _outstanding(of: Purchase, line: int | None) -> list[PurchaseLine]:
    """The line that is meant, or all of which something is outstanding; refuses where nothing is."""
    if line is not None:
        found = of.line(line)
        check_outstanding(of, found)
        return [found]
    found_all = [each for each in of.lines if each.outstanding]
    if not found_all:
        check_outstanding(of, of.lines[0])
    return found_all


COMMANDS: tuple[Command[Any, Any], ...] = (
    order_parts,
    promise_parts,
    ship_parts,
    cancel_parts,
    put_purchase_back,
)
