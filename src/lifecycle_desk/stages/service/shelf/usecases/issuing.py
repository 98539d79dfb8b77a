"""Issuing parts to the lines of repair orders, and taking them back from there at the value they went with."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, RepairOrder, revised
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, check_open
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.movements import (
    ONE,
    LineHasOther,
    LineNotThere,
    Lot,
    MoreThanTheLine,
    MovementKind,
    NotIssued,
    OnHand,
    WhyMissing,
    check_serials,
    taken_from,
)
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart, in_thousandths, quantity_of, words
from lifecycle_desk.stages.service.shelf.rules.reserved import (
    ReservedForOthers,
    TakenFromReserved,
    check_free,
    names,
    of_others,
)
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.tables import reserved as reserved_rows
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.ledger import Moving, write
from lifecycle_desk.stages.service.shelf.usecases.requests import IssuePart, ReturnPart, StockMoved
from lifecycle_desk.stages.service.shelf.usecases.undoing import moves_undone
from lifecycle_desk.store.store import Transaction


@command(STOCK_MOVE, undo=moves_undone)
def issue_part(tx: Transaction, asked: IssuePart) -> StockMoved:
    """Issue parts to a line of a repair order, or for another reason."""
    return issue(tx, asked)


def issue(tx: Transaction, asked: IssuePart) -> StockMoved:
    """The same within a transaction of who calls it, who has asked for the right."""
    many = in_thousandths(asked.quantity)
    order = order_rows.order(tx, asked.order) if asked.order.strip() else None
    if order is None and not asked.why.strip():
        raise WhyMissing
    if order and order.state is not HANDED_OVER:  # a visit that was logged as a whole took its parts all the same
        check_open(order.number, order.state)
    line = part_line(order, asked.line) if order and asked.line is not None else None
    part = naming.there(tx, words(asked.code, "code"), many)
    there = stock.on_hand(tx, part.number)
    _mind_reserved(tx, part, there, many, asked, order)
    lots = taken_from(part.code, there, Lot(asked.place.strip(), asked.batch.strip(), asked.serial.strip()), many)
    of = Moving(
        part,
        MovementKind.ISSUED,
        asked.on or today(tx),
        order_key=order.key if order else None,
        line=asked.line,
        why=words(asked.why, "why"),
    )
    done = write(tx, of, [(lot, -each) for lot, each in lots], -worth.share(there.value, there.thousandths, many))
    if order and line:
        _note_odd(tx, order, line, part, asked.code)
        _no_longer_awaited(tx, order, line)
    return done


def _mind_reserved(
    tx: Transaction, part: StockPart, there: OnHand, many: int, asked: IssuePart, order: RepairOrder | None
) -> None:
    """Refuse to give away what other lines have reserved, unless somebody confirms it: then they are told."""
    found = reserved_rows.counting(tx, [part.number]).get(part.number, [])
    others = of_others(found, order.key if order else None, asked.line)
    try:
        check_free(part.code, there.thousandths, many, others)
    except ReservedForOthers:
        if not asked.reserved:
            raise
        tx.note(TakenFromReserved(part.code, names(others)))


@command(STOCK_MOVE, undo=moves_undone)
def return_part(tx: Transaction, asked: ReturnPart) -> StockMoved:
    """Put parts back that were issued to a line of a repair order, at the value at which they went."""
    many = in_thousandths(asked.quantity)
    order = order_rows.order(tx, asked.order)
    part = _issued_part(tx, order, asked)
    issued = movements.issued(tx, order.key, asked.line, part.number)
    if issued.thousandths < many:
        raise NotIssued(quantity_of(issued.thousandths), part.code)
    taken = taken_from(part.code, issued, Lot("", asked.batch.strip(), asked.serial.strip()), many)
    place = words(asked.place, "place")
    lots = [(replace(lot, place=place or lot.place), each) for lot, each in taken]
    check_serials(
        part.code,
        [lot.serial for lot, _ in lots if lot.serial],
        sum(each for lot, each in lots if lot.serial),
        stock.on_hand(tx, part.number).lots,
    )
    of = Moving(
        part,
        MovementKind.RETURNED,
        asked.on or today(tx),
        order_key=order.key,
        line=asked.line,
        why=words(asked.why, "why"),
    )
    return write(tx, of, lots, worth.share(issued.value, issued.thousandths, many))


def _issued_part(tx: Transaction, order: RepairOrder, asked: ReturnPart) -> StockPart:
    """The part that comes back: the number itself, or the one that was issued in its place."""
    on_line = movements.on_lines(tx, [order.key]).get((order.key, asked.line), {})
    numbers = [tight(each) for each in (asked.code, *naming.followers(tx, asked.code))]
    known = stock.by_keys(tx, numbers)
    issued = next((known[each] for each in numbers if each in known and on_line.get(known[each].number)), None)
    return issued or stock.part(tx, asked.code)


def part_line(order: RepairOrder, number: int) -> Line:
    """A part line of an order by its own number."""
    found = next((each for each in order.sheet.lines if each.id == number and each.kind is LineKind.PART), None)
    if found is None:
        raise LineNotThere(order.number, number)
    return found


def _note_odd(tx: Transaction, order: RepairOrder, line: Line, part: StockPart, code: str) -> None:
    """Say where the line names another part, or less than it was given."""
    if line.code and tight(line.code) not in {tight(code), part.key}:
        tx.note(LineHasOther(line.code, part.code))
    given = movements.on_lines(tx, [order.key]).get((order.key, line.id), {})
    issued = sum(many for many, _ in given.values())
    wanted = int((line.quantity or 1) * ONE)
    if issued > wanted:
        tx.note(MoreThanTheLine(quantity_of(issued), quantity_of(wanted)))


def _no_longer_awaited(tx: Transaction, order: RepairOrder, line: Line) -> None:
    """A part that was issued is here: its line waits no longer, as if somebody had switched its mark off."""
    if not line.awaited or order.state.is_final:
        return
    jobs = tuple(
        replace(job, lines=tuple(replace(each, awaited=False) if each.id == line.id else each for each in job.lines))
        for job in order.sheet.jobs
    )
    order_rows.save(tx, revised(order, tx.at, tx.by, sheet=replace(order.sheet, jobs=jobs)), None)


COMMANDS: tuple[Command[Any, Any], ...] = (issue_part, return_part)
