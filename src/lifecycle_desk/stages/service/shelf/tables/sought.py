"""Parts of the store that are sought while somebody types: their numbers and words, and nothing else of them."""

import json
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, select, union

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.shelf.tables.schema import LOT, PART
from lifecycle_desk.store.by_driver import DriverQuery, at_most
from lifecycle_desk.store.dialect import TEXTS, of_engine
from lifecycle_desk.store.store import Transaction

LAST = "\U0010ffff"  # behind every letter: where a range of beginnings ends


class SoughtPart(NamedTuple):
    """A part by its number as numbers are compared, as it is written, and what it is called."""

    key: str
    code: str
    text: str


_SOUGHT = select(*(PART.c[each] for each in SoughtPart._fields))
_BY_KEYS = {
    engine: DriverQuery(_SOUGHT.where(PART.c.key.in_(select(asked.c.word))).order_by(PART.c.key))
    for engine, asked in TEXTS.items()
}


def by_number(tx: Transaction, given: str, most: int) -> list[SoughtPart]:
    """The first parts whose number begins with some letters, and those of which a piece has them as serial number."""
    begins, serial = tight(given), given.strip()
    if not begins:
        return []
    rows = _by_number(most).rows(tx.connection, begins=begins, ends=begins + LAST, of_serial=serial)
    return [SoughtPart(*row) for row in rows]


@cache
def _by_number(most: int) -> DriverQuery:
    begun = select(PART.c.number).where(PART.c.key >= bindparam("begins"), PART.c.key < bindparam("ends"))
    first = begun.order_by(PART.c.key).limit(at_most(most)).subquery()
    with_serial = select(LOT.c.part).where(LOT.c.serial == bindparam("of_serial"))
    meant = PART.c.number.in_(union(select(first.c.number), with_serial))
    return DriverQuery(_SOUGHT.where(meant).order_by(PART.c.number))


def by_keys(tx: Transaction, keys: Iterable[str]) -> list[SoughtPart]:
    """Parts by their numbers as numbers are compared."""
    wanted = sorted(set(keys))
    rows = of_engine(tx.connection, _BY_KEYS).rows(tx.connection, texts=json.dumps(wanted)) if wanted else []
    return [SoughtPart(*row) for row in rows]
