"""What suppliers are written to about: the parts that they promised for a day that has passed, by supplier."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, Supplier, key_of
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.store.store import Transaction

type LinePlace = tuple[str, int]  # the number of a purchase order, and of a line of it


@dataclass(frozen=True, slots=True)
class LatePart:
    """What is still to come of a line: the order's number and the supplier's, and the part by the supplier's number."""

    order: str
    reference: str
    code: str
    text: str
    outstanding: Decimal
    promised: date


@dataclass(frozen=True, slots=True)
class LateAtSupplier:
    """A supplier and what is late there, what was promised first before the rest."""

    supplier: Supplier
    parts: tuple[LatePart, ...]


def late_at(user: UserSession, suppliers: Sequence[int]) -> tuple[LateAtSupplier, ...]:
    """All that is late at some suppliers; whoever has nothing late is left out."""
    with user.store.reading() as tx:
        return _by_supplier(tx, [each for number in suppliers for each in rows.open_of(tx, number)], None)


def late_among(user: UserSession, lines: Collection[LinePlace]) -> tuple[LateAtSupplier, ...]:
    """What is late of some lines of purchase orders, by supplier."""
    with user.store.reading() as tx:
        keys = [key for number in dict.fromkeys(number for number, _ in lines) if (key := key_of(number)) is not None]
        return _by_supplier(tx, rows.some(tx, keys).values(), frozenset(lines))


def _by_supplier(
    tx: Transaction, purchases: Iterable[Purchase], chosen: frozenset[LinePlace] | None
) -> tuple[LateAtSupplier, ...]:
    day, found = today(tx), dict[int, list[LatePart]]()
    for each in purchases:
        if parts := list(_late_parts(each, day, chosen)):
            found.setdefault(each.supplier, []).extend(parts)
    known = supplier_rows.some(tx, list(found))
    return tuple(
        LateAtSupplier(known[number], tuple(sorted(parts, key=lambda part: (part.promised, part.order))))
        for number, parts in found.items()
    )


def _late_parts(of: Purchase, day: date, chosen: frozenset[LinePlace] | None) -> Iterator[LatePart]:
    for each in of.lines:
        if each.promised and each.is_late(day) and (chosen is None or (of.number, each.id) in chosen):
            code = each.supplier_code or each.code
            yield LatePart(of.number, of.reference, code, each.text, each.outstanding, each.promised)
