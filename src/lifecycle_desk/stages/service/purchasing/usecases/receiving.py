"""Arrival: what a supplier delivered goes to the shelf and to whoever waits, and their repair orders move on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, RepairOrder, revised
from lifecycle_desk.stages.service.orders.rules.states import IN_WORK, WAITING
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.stages.service.purchasing.rules.arrivals import (
    ArrivedPart,
    Delivery,
    DeliveryEmpty,
    NoteKnown,
    OtherSupplier,
    check_arrival,
    odd_arrival,
    received,
)
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    NOTHING,
    Purchase,
    check_outstanding,
    check_quantity,
    tidy,
)
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.usecases.recording import revised as purchase_revised
from lifecycle_desk.stages.service.purchasing.usecases.recording import save_delivery
from lifecycle_desk.stages.service.purchasing.usecases.requests import (
    DeliveryDone,
    OrderServed,
    PartReceived,
    ReceiveParts,
)
from lifecycle_desk.stages.service.purchasing.usecases.storing import reserve_for_orders, to_the_shelf
from lifecycle_desk.store.store import Transaction


@dataclass
class _Taken:
    """What a delivery has changed so far: the purchase orders as they are now, and what came for which order's line."""

    purchases: dict[int, Purchase] = field(default_factory=dict)
    parts: list[ArrivedPart] = field(default_factory=list)
    served: set[int] = field(default_factory=set)


@command(PARTS_ORDER)
def receive_parts(tx: Transaction, asked: ReceiveParts) -> DeliveryDone:
    """Receive a delivery: its parts go to the shelf and to the repair orders that wait for them."""
    if not asked.parts:
        raise DeliveryEmpty
    note, on, taken = tidy("note", asked.note), asked.on or today(tx), _Taken()
    for at, each in enumerate(asked.parts):
        try:
            _take(tx, taken, each, on, note, more=asked.more)
        except Objection as refused:
            raise refused.at_field(f"parts[{at}].{refused.at or 'line'}") from None
    supplier = next(iter(taken.purchases.values())).supplier
    _check_note(tx, supplier, note)
    for purchase in taken.purchases.values():
        rows.save(tx, purchase)
    number = rows.next_delivery(tx)
    made = Delivery(number=number, supplier=supplier, note=note, on=on, parts=tuple(taken.parts), at=tx.at, by=tx.by)
    save_delivery(tx, made)
    return DeliveryDone(number, tuple(_serve(tx, key) for key in sorted(taken.served)))


def _check_note(tx: Transaction, supplier: int, note: str) -> None:
    """Refuse a supplier's note that came before: its parts are there already."""
    known = rows.by_note(tx, supplier, note)
    if known:
        raise NoteKnown(note, known.on)


def _take(tx: Transaction, taken: _Taken, part: PartReceived, on: date, note: str, *, more: bool) -> None:
    """Take in one part of a delivery."""
    found = rows.purchase(tx, part.order)
    purchase = taken.purchases.get(found.key, found)
    if any(each.supplier != purchase.supplier for each in taken.purchases.values()):
        raise OtherSupplier(purchase.number)
    line = purchase.line(part.line)
    check_quantity(part.quantity)
    if not more:
        check_outstanding(purchase, line)
    check_arrival(line, part.quantity, more=more)
    after, code = received(line, part.quantity), tidy("code", part.code) or line.code
    tx.note(*odd_arrival(line, after, code, part.price))
    before = found if found.key not in taken.purchases else None
    kept = purchase if before is None else purchase_revised(tx, purchase)
    taken.purchases[purchase.key] = kept.with_lines([after])
    price = line.price if part.price is None else part.price
    taken.parts.append(
        ArrivedPart(order_key=purchase.key, line=line.id, code=code, quantity=part.quantity, price=price)
    )
    taken.served |= {each.order_key for each in after.waiting if each.order_key and each.there}
    to_the_shelf(tx, purchase, taken.parts[-1], part, line.text, on, note)
    reserve_for_orders(tx, line, after, code)


def _serve(tx: Transaction, key: int) -> OrderServed:
    """Let a repair order know what has come: its lines await no more, and it goes on once all of them are there."""
    order = order_rows.orders(tx, [key])[0]
    if order.state.is_final:
        return _served(order, whole=True)
    there = _there(tx, key)
    jobs = tuple(
        replace(
            job,
            lines=tuple(
                replace(line, awaited=False)
                if line.awaited and there.get(line.id or 0, NOTHING) >= (line.quantity or Decimal(1))
                else line
                for line in job.lines
            ),
        )
        for job in order.sheet.jobs
    )
    if jobs != order.sheet.jobs:
        order = revised(order, tx.at, tx.by, sheet=replace(order.sheet, jobs=jobs))
        order_rows.save(tx, order, None)
    whole = not any(each.awaited for each in order.sheet.lines if each.kind is LineKind.PART)
    return _moved_on(tx, order) if whole and order.state is WAITING else _served(order, whole=whole)


def _moved_on(tx: Transaction, order: RepairOrder) -> OrderServed:
    """Let the work on an order that waited for its parts go on, by the workshop's own rule.

    Where that refuses (the customer still has to approve), the order stays where it is, and that is told.
    """
    try:
        done = move_repair_order.does(tx, MoveRepairOrder(order.number, IN_WORK))
    except Objection as refused:
        tx.note(refused)
        return _served(order, whole=True)
    return OrderServed(order.number, order.vin, whole=True, state=done.state)  # type: ignore[union-attr]  # no steps


def _there(tx: Transaction, key: int) -> dict[int, Decimal]:
    """How much has arrived for each line of a repair order."""
    found = defaultdict[int, Decimal](Decimal)
    for (_, line), all_of_it in rows.lines_waiting(tx, [key]).items():
        found[line] += _sum(waiting.there for _, _, waiting in all_of_it)
    return found


def _sum(quantities: Iterable[Decimal]) -> Decimal:
    return sum(quantities, NOTHING)


def _served(order: RepairOrder, *, whole: bool) -> OrderServed:
    return OrderServed(order.number, order.vin, whole=whole, state=order.state)


COMMANDS: tuple[Command[Any, Any], ...] = (receive_parts,)
