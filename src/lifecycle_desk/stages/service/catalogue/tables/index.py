"""What a few letters find: the entries whose codes or words begin with them.

It knows nothing of what an entry says beyond its words, so that searching from anywhere loads no more than this.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec
from sqlalchemy import bindparam, func, select

from lifecycle_desk.stages.service.catalogue.rules.matching import terms_of
from lifecycle_desk.stages.service.catalogue.tables.schema import AT_ONCE, ENTRY, TERM
from lifecycle_desk.store import dialect
from lifecycle_desk.store.by_driver import DriverQuery, at_most
from lifecycle_desk.store.store import Transaction

LAST = "\U0010ffff"  # behind every letter: where a range of beginnings ends
COUNTED = 2_000  # entries with a beginning, as far as they are counted to see which word is the rarest
LOOKED_AT = 60  # entries that are ranked for what is typed; more letters find fewer

_COUNT = DriverQuery(
    select(func.count()).select_from(
        select(TERM.c.entry)
        .where(TERM.c.term >= bindparam("begins"), TERM.c.term < bindparam("ends"))
        .limit(at_most(COUNTED))
        .subquery()
    )
)
_ALL = select(ENTRY.c.number, ENTRY.c.code, ENTRY.c.text, ENTRY.c.texts)


class NamedEntry(NamedTuple):
    """An entry by its number, and what is said of it where somebody searches."""

    number: int
    kind: str
    code: str
    text: str
    withdrawn: bool


def index(tx: Transaction, entries: Iterable[tuple[int, str, str, Mapping[str, str]]]) -> None:
    """Let some entries be found."""
    terms = [
        (each, number) for number, code, text, texts in entries for each in terms_of(code, (text, *texts.values()))
    ]
    dialect.pour(tx.connection, TERM.name, ("term", "entry"), terms)


def index_all(tx: Transaction) -> None:
    """Let all entries be found, in a store that came as records."""
    rows = tx.ask(_ALL).all()
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        index(tx, [(row.number, row.code, row.text, msgspec.json.decode(row.texts)) for row in some])


def found(tx: Transaction, wanted: Sequence[str], number: str, most: int = LOOKED_AT) -> list[int]:
    """The numbers of the entries that all words begin, or whose code begins with a number."""
    return [each.number for each in named(tx, wanted, number, most)]


def named(tx: Transaction, wanted: Sequence[str], number: str, most: int) -> list[NamedEntry]:
    """The same entries with their names."""
    hits = dict.fromkeys(_beginning(tx, (number,), most)) if number else {}
    if wanted and tuple(wanted) != (number,):
        hits |= dict.fromkeys(_beginning_all(tx, wanted, most))
    return list(hits)[:most]


def _beginning_all(tx: Transaction, wanted: Sequence[str], most: int) -> Sequence[NamedEntry]:
    """The entries that all words begin, the rarest word asked first; a word that begins nothing ends the search."""
    if len(wanted) == 1:
        return _beginning(tx, wanted, most)
    counts = {}
    for each in wanted:
        if not (count := _count(tx, each)):
            return ()
        counts[each] = count
    return _beginning(tx, sorted(wanted, key=counts.__getitem__), most)


def _count(tx: Transaction, word: str) -> int:
    ((count,),) = _COUNT.rows(tx.connection, begins=word, ends=word + LAST)
    return int(count)


def _beginning(tx: Transaction, wanted: Sequence[str], most: int) -> Sequence[NamedEntry]:
    return [NamedEntry(*row) for row in _asking(len(wanted), most).rows(tx.connection, **_bounds(wanted))]


def _bounds(wanted: Sequence[str]) -> dict[str, str]:
    given = {f"begins{at}": each for at, each in enumerate(wanted)}
    return given | {f"ends{at}": each + LAST for at, each in enumerate(wanted)}


@cache
def _asking(count: int, most: int) -> DriverQuery:
    """The statement that asks for entries with so many beginnings; the first drives it."""
    first = TERM.alias("first")
    asked = select(*(ENTRY.c[each] for each in NamedEntry._fields)).join(first, first.c.entry == ENTRY.c.number)
    asked = asked.where(first.c.term >= bindparam("begins0"), first.c.term < bindparam("ends0"))
    for at in range(1, count):
        other = TERM.alias(f"other{at}")
        asked = asked.where(
            select(other.c.entry)
            .where(
                other.c.entry == first.c.entry,
                other.c.term >= bindparam(f"begins{at}"),
                other.c.term < bindparam(f"ends{at}"),
            )
            .exists()
        )
    return DriverQuery(asked.order_by(first.c.term, first.c.entry).limit(at_most(most)))
