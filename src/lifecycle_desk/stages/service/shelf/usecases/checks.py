"""Checks: every movement is the one that the chain was told of, and what is on hand is the recount of the movements."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.shelf.rules.events import HeldTold, MovementTold, PartTold, ReservedTold, StockEvent
from lifecycle_desk.stages.service.shelf.rules.movements import ONE
from lifecycle_desk.stages.service.shelf.tables import held, movements, reserved, stock
from lifecycle_desk.stages.service.shelf.usecases.holding import held_facts
from lifecycle_desk.stages.service.shelf.usecases.ledger import facts_of, part_facts
from lifecycle_desk.stages.service.shelf.usecases.reserving import reserved_facts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

STOCK, HELD = "stock", "held parts"
NOT_TOLD, DIFFERS, GONE = "no event tells of it", "it differs from what was told", "it was told and is gone"


def movements_told(tx: Transaction) -> Iterator[Finding]:
    """Movements of which nothing was told, that differ from what was, or that are gone."""
    told = {
        event.facts_as(MovementTold).number: event for event, _, _ in chain.told_by(tx, [StockEvent.MOVED.value], [])
    }
    codes = {each.number: each.code for each in stock.every_part(tx)}
    for each in movements.every(tx):
        event = told.pop(each.number, None)
        if event is None:
            yield Finding(STOCK, str(each.number), NOT_TOLD)
        elif (event.seq, event.on, event.facts) != (each.event, each.on, facts_of(each, codes.get(each.part, ""))):
            yield Finding(STOCK, str(each.number), DIFFERS)
    yield from (Finding(STOCK, str(number), GONE) for number in sorted(told))


def parts_told(tx: Transaction) -> Iterator[Finding]:
    """Parts that differ from what was told of them last."""
    told = {
        event.facts_as(PartTold).number: event.facts
        for event, _, _ in chain.told_by(tx, [StockEvent.PART_SAVED.value], [])
    }
    parts, keys = stock.every_part(tx), stock.keys(tx)
    yield from _compared(STOCK, ((each.code, each.number, part_facts(each)) for each in parts), told)
    wrong = (each for each in parts if keys[each.number] != each.key)
    yield from (Finding(STOCK, each.code, "it is found under another number") for each in wrong)


def held_told(tx: Transaction) -> Iterator[Finding]:
    """Held parts that differ from what was told of them last."""
    told = {
        event.facts_as(HeldTold).number: event.facts
        for event, _, _ in chain.told_by(tx, [StockEvent.HELD.value, StockEvent.RELEASED.value], [])
    }
    yield from _compared(HELD, ((str(each.number), each.number, held_facts(each)) for each in held.every(tx)), told)


def reserved_told(tx: Transaction) -> Iterator[Finding]:
    """Reservations that differ from what was told of them last."""
    events = [event for event, _, _ in chain.told_by(tx, [StockEvent.RESERVED.value], [])]
    last = {(said.order, said.line, said.part): said for said in (each.facts_as(ReservedTold) for each in events)}
    told = {place: said for place, said in last.items() if said.thousandths}
    codes = {each.number: each.code for each in stock.every_part(tx)}
    for place, many in reserved.every(tx):
        name = number_of(place[0]), place[1], place[2]
        said = told.pop(name, None)
        if said is None:
            yield Finding(STOCK, f"{name[0]}/{name[1]}", NOT_TOLD)
        elif asdict(said) != reserved_facts(place, codes.get(place[2], ""), many):
            yield Finding(STOCK, f"{name[0]}/{name[1]}", DIFFERS)
    yield from (Finding(STOCK, f"{order}/{line}", GONE) for order, line, _ in sorted(told))


def _compared(
    part: str, stored: Iterable[tuple[str, int, dict[str, object]]], told: dict[int, dict[str, object]]
) -> Iterator[Finding]:
    for name, number, facts in stored:
        last = told.pop(number, None)
        if last is None:
            yield Finding(part, name, NOT_TOLD)
        elif last != facts:
            yield Finding(part, name, DIFFERS)
    yield from (Finding(part, str(number), GONE) for number in sorted(told))


def recounted(tx: Transaction) -> Iterator[Finding]:
    """Figures that differ from the recount of the ledger, and what no ledger can come to."""
    lots, figures = stock.recounted(movements.every(tx))
    kept_lots, kept_figures = stock.all_lots(tx), stock.all_figures(tx)
    codes = {each.number: each.code for each in stock.every_part(tx)}
    for part in sorted({of for (of, _), _ in lots.items() ^ kept_lots.items()}):
        yield Finding(STOCK, codes.get(part, str(part)), "what lies where differs from the recount of its movements")
    for part in sorted({of for of, _ in figures.items() ^ kept_figures.items()}):
        yield Finding(STOCK, codes.get(part, str(part)), "its quantity or value differs from the recount")
    for part, figure in figures.items():
        if figure.thousandths < 0 or figure.value < 0 or (figure.value and not figure.thousandths):
            yield Finding(STOCK, codes.get(part, str(part)), "it comes to less than nothing")
    where: dict[tuple[int, str], int] = {}
    for (part, lot), many in lots.items():
        if lot.serial:
            where[part, lot.serial] = where.get((part, lot.serial), 0) + many
        if many < 0:
            yield Finding(STOCK, codes.get(part, str(part)), "less than nothing lies at a place")
    yield from (
        Finding(STOCK, codes.get(part, str(part)), f"serial number {serial} is there more than once")
        for (part, serial), many in where.items()
        if many > ONE
    )


CHECKS: tuple[Check, ...] = (movements_told, parts_told, held_told, reserved_told, recounted)
