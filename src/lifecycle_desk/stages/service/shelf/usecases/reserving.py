"""Reserving pieces for the lines of repair orders: by hand, and by itself where they were bought for a line."""

from decimal import Decimal
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.rules.states import check_open
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules.events import ReservedTold, StockEvent
from lifecycle_desk.stages.service.shelf.rules.movements import ONE, NoneInStock, NotEnoughInStock, places_said
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart, in_thousandths, quantity_of
from lifecycle_desk.stages.service.shelf.rules.reserved import (
    MoreThanLineWants,
    Reserved,
    ReservedForOthers,
    names,
    of_others,
)
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.tables import reserved as rows
from lifecycle_desk.stages.service.shelf.usecases.issuing import part_line
from lifecycle_desk.stages.service.shelf.usecases.requests import PartReserved, ReservePart
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


def _undone(made: PartReserved) -> tuple[Command[Any, Any], Any]:
    asked = made.now
    return reserve_part, ReservePart(code=asked.code, quantity=made.before, order=asked.order, line=asked.line)


@command(STOCK_MOVE, undo=_undone)
def reserve_part(tx: Transaction, asked: ReservePart) -> PartReserved:
    """Reserve parts that are in stock for a line of an open repair order, or free them again."""
    order, part = order_rows.order(tx, asked.order), stock.part(tx, asked.code)
    check_open(order.number, order.state)
    line = part_line(order, asked.line or 0)
    many = in_thousandths(asked.quantity) if asked.quantity else 0
    place = order.key, line.id or 0, part.number
    if many:
        _check(tx, part, place, many, wants=int((line.quantity or Decimal(1)) * ONE))
    before = next((each.thousandths for each in reservations(tx, part) if (each.order_key, each.line) == place[:2]), 0)
    _save(tx, place, part.code, many)
    now = ReservePart(code=part.code, quantity=quantity_of(many), order=order.number, line=line.id)
    return PartReserved(now, quantity_of(before))


def _check(tx: Transaction, part: StockPart, place: rows.Place, many: int, *, wants: int) -> None:
    """Refuse to reserve more than the line wants, than is there, and what others have reserved."""
    issued = sum(each for each, _ in movements.on_lines(tx, [place[0]]).get(place[:2], {}).values())
    if many > wants - issued:
        raise MoreThanLineWants(quantity_of(many), quantity_of(max(0, wants - issued)))
    there = stock.on_hand(tx, part.number)
    if not there.thousandths:
        raise NoneInStock(part.code)
    if there.thousandths < many:
        raise NotEnoughInStock(quantity_of(there.thousandths), part.code, places_said(there.lots))
    others = of_others(reservations(tx, part), *place[:2])
    held = sum(each.thousandths for each in others)
    if there.thousandths < many + held:
        raise ReservedForOthers(quantity_of(held), part.code, names(others)).at_field("quantity")


def reserve_arrived(tx: Transaction, order_key: int, line: int, code: str, thousandths: int) -> None:
    """Reserve what has arrived for the line for which it was bought; who calls it has asked for the right."""
    part = stock.part(tx, code)
    place = order_key, line, part.number
    _save(tx, place, part.code, rows.thousandths(tx, place) + thousandths)


def reservations(tx: Transaction, part: StockPart) -> list[Reserved]:
    """The reservations of a part that count."""
    return rows.counting(tx, [part.number]).get(part.number, [])


def _save(tx: Transaction, place: rows.Place, code: str, many: int) -> None:
    if many == rows.thousandths(tx, place):
        return
    rows.save(tx, place, many)
    record_event(tx, Event(None, today(tx), StockEvent.RESERVED.value, reserved_facts(place, code, many)))


def reserved_facts(place: rows.Place, code: str, many: int) -> dict[str, Any]:
    """A reservation as its events say it."""
    told = ReservedTold(number_of(place[0]), place[1], code, place[2], many)
    return {name: getattr(told, name) for name in ReservedTold.__dataclass_fields__}


COMMANDS: tuple[Command[Any, Any], ...] = (reserve_part,)
