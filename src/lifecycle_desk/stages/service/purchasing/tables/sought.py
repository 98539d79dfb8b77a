"""Purchase orders and suppliers that are sought while somebody types: their numbers and names, nothing else of them.

What is compared is folded, which no engine does as we do. So a statement gives what may be meant, which is little, and
whoever asks looks at each: to fold thousands of numbers at every letter takes ten milliseconds and more.
"""

import json
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Text, bindparam, case, cast, func, literal_column, or_, select

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.orders.rules.orders import A_YEAR
from lifecycle_desk.stages.service.purchasing.rules.purchases import PREFIX
from lifecycle_desk.stages.service.purchasing.tables.schema import LINE, PURCHASE, SUPPLIER
from lifecycle_desk.store.by_driver import DriverQuery, at_most
from lifecycle_desk.store.dialect import PAIRS, of_engine
from lifecycle_desk.store.store import Transaction

LOOKED_THROUGH = 2_000  # of the latest purchase orders a search looks at
PADDED = 10_000  # numbers of a year below it have four digits
ESCAPE = "\\"
LETTERS = 12  # that a reference is looked through for; the others are compared afterwards
LAST = "\U0010ffff"  # behind every letter: where a range of beginnings ends


class SoughtPurchase(NamedTuple):
    """A purchase order by its key, and who delivers it."""

    key: int
    supplier: str


def _given(pattern: str) -> ColumnElement[str]:
    """A pattern as an expression: SQLite prepares a statement anew each time where one is given bare."""
    return literal_column("''", Text) + bindparam(pattern, type_=Text)


def _may_be_like(words: ColumnElement[str], pattern: str) -> ColumnElement[bool]:
    """Whether words are like a pattern of small letters, or have letters that fold to others."""
    is_like = func.lower(words).like(_given(pattern), escape=ESCAPE)
    return or_(is_like, func.octet_length(words) != func.length(words))


def number_as_compared(key: ColumnElement[int]) -> ColumnElement[str]:
    """The number of the purchase order with a key as numbers are compared."""
    of_year = key % A_YEAR
    padded = func.substr(cast(of_year + PADDED, Text), 2)
    digits = cast(key.op("/")(A_YEAR), Text) + case((of_year < PADDED, padded), else_=cast(of_year, Text))
    return literal_column(f"'{tight(PREFIX)}'", Text) + digits


_LATEST = (
    select(PURCHASE.c.key, PURCHASE.c.reference)
    .order_by(PURCHASE.c.key.desc())
    .limit(at_most(LOOKED_THROUGH))
    .subquery()
)
_MAYBE_NAMED = DriverQuery(
    select(_LATEST.c.key, _LATEST.c.reference)
    .where(or_(number_as_compared(_LATEST.c.key).like(_given("number")), _may_be_like(_LATEST.c.reference, "letters")))
    .order_by(_LATEST.c.key.desc())
)
_MAYBE_SUPPLIER = DriverQuery(
    select(SUPPLIER.c.number, SUPPLIER.c.name)
    .where(_may_be_like(SUPPLIER.c.name, "begins"))
    .order_by(SUPPLIER.c.name, SUPPLIER.c.number)
)
_SOME = {
    engine: DriverQuery(
        select(PURCHASE.c.key, SUPPLIER.c.name)
        .select_from(PURCHASE.join(SUPPLIER, SUPPLIER.c.number == PURCHASE.c.supplier))
        .where(PURCHASE.c.key.in_(select(asked.c.number)))
        .order_by(PURCHASE.c.key.desc())
    )
    for engine, asked in PAIRS.items()
}


def maybe_named(tx: Transaction, wanted: str) -> list[tuple[int, str]]:
    """Keys and suppliers' numbers of the latest purchase orders that may be named so, the latest first."""
    letters = "".join(f"%{each}" for each in wanted[:LETTERS]) + "%"  # with whatever stands between them
    rows = _MAYBE_NAMED.rows(tx.connection, number=f"%{wanted}%", letters=letters)
    return [(key, reference) for key, reference in rows]


def with_part(tx: Transaction, begins: str, most: int) -> list[int]:
    """The keys of the latest purchase orders with a part whose number begins with some letters."""
    start = tight(begins)
    rows = _with_part(most).rows(tx.connection, start=start, end=start + LAST) if start else []
    return [key for (key,) in rows]


@cache
def _with_part(most: int) -> DriverQuery:
    asked = select(LINE.c.purchase).where(LINE.c.key >= bindparam("start"), LINE.c.key < bindparam("end"))
    return DriverQuery(asked.distinct().order_by(LINE.c.purchase.desc()).limit(at_most(most)))


def some(tx: Transaction, keys: Collection[int]) -> list[SoughtPurchase]:
    """Some purchase orders by their keys, the latest first."""
    if not keys:
        return []
    pairs = json.dumps([("", key) for key in keys])
    rows = of_engine(tx.connection, _SOME).rows(tx.connection, pairs=pairs)
    return [SoughtPurchase(*row) for row in rows]


def maybe_suppliers(tx: Transaction, begins: str) -> list[tuple[int, str]]:
    """Numbers and names of the suppliers whose name may begin with some folded letters, by name."""
    escaped = begins.translate({ord(each): ESCAPE + each for each in (ESCAPE, "%", "_")})
    return [(number, name) for number, name in _MAYBE_SUPPLIER.rows(tx.connection, begins=f"{escaped}%")]
