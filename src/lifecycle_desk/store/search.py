"""Search: what is found by pieces of its words, and by the beginnings and tails of its numbers.

Three ways, each by an index: a piece of three letters or more by trigrams; the beginning of a word, so that a
name of two Chinese letters is found; the tail of a VIN, a phone or an order number as the beginning of it reversed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import TypedColumns, bindparam, delete, func, insert, select

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.store import dialect
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, maybe_of_vehicle, table, term, whole, words

TAIL = "<"  # marks a term that is written backwards
LONGEST = 2_000
LISTED_AT_MOST = 500  # more than this nobody reads; more letters find fewer


class Entry(TypedColumns):
    """Something that can be found."""

    number = whole(primary_key=True)
    kind = words()
    ref = words()
    vin = maybe_of_vehicle()
    label = words()
    by_words = words()
    by_tails = words()


class Term(TypedColumns):
    """A beginning or a tail that finds an entry."""

    term = term(primary_key=True)
    entry = whole(primary_key=True)


ENTRY = table("search_entry", Entry)
TERM = table("search_term", Term, **{DERIVED: True})

_NEXT = select(func.coalesce(func.max(ENTRY.c.number), 0) + 1)
_OF = select(ENTRY.c.number).where(ENTRY.c.kind == bindparam("kind"), ENTRY.c.ref == bindparam("ref"))
_NEW, _NEW_TERM = insert(ENTRY), insert(TERM)
_GONE, _GONE_TERMS = (
    delete(ENTRY).where(ENTRY.c.number == bindparam("entry")),
    delete(TERM).where(TERM.c.entry == bindparam("entry")),
)
_INDEXES: list[Callable[[Transaction], object]] = []
_ALL = select(ENTRY.c.number, ENTRY.c.by_words, ENTRY.c.by_tails).order_by(ENTRY.c.number)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its kind, its key, the vehicle that it belongs to, what to show, and what of it was meant."""

    kind: str
    ref: str
    vin: str | None
    label: str
    matched: str = ""


def save(
    tx: Transaction,
    kind: str,
    ref: str,
    vin: str | None,
    label: str,
    by_words: Iterable[str],
    by_tails: Iterable[str] = (),
) -> None:
    """Let something be found by its words and by the tails of its numbers; it replaces what found it before."""
    forget(tx, kind, ref)
    add(tx, kind, ref, vin, label, by_words, by_tails)


def add(
    tx: Transaction,
    kind: str,
    ref: str,
    vin: str | None,
    label: str,
    by_words: Iterable[str],
    by_tails: Iterable[str] = (),
) -> None:
    """Let something new be found; nothing of that kind and key may be there yet."""
    ((number,),) = tx.ask_plainly(_NEXT)
    said, tails = "\n".join(filter(None, by_words)), "\n".join(filter(None, by_tails))
    tx.write(_NEW, number=number, kind=kind, ref=ref, vin=vin, label=label, by_words=said, by_tails=tails)
    _index(tx, number, said, tails)


def _index(tx: Transaction, number: int, by_words: str, by_tails: str) -> None:
    said, tails = by_words.split("\n"), by_tails.split("\n")
    tx.write(_NEW_TERM, *({"term": term, "entry": number} for term in terms_of(said, tails)))
    dialect.save_piece(tx.connection, number, pieces_of(said, tails))


def terms_of(by_words: Iterable[str], by_tails: Iterable[str]) -> list[str]:
    """The beginnings that find an entry: whole texts, their words, and tails written backwards."""
    said = [folded(each)[:LONGEST] for each in by_words]
    terms = {part for each in said for part in (each, *re.split(r"[\s\-/]+", each))}
    terms |= {TAIL + backwards[::-1] for each in by_tails if (backwards := tight(each))}
    return sorted(terms - {""})


def pieces_of(by_words: Iterable[str], by_tails: Iterable[str]) -> str:
    """The text whose pieces of three letters find an entry."""
    return "\n".join([*(folded(each)[:LONGEST] for each in by_words), *map(tight, by_tails)])


def on_index_all(does: Callable[[Transaction], object]) -> None:
    """Register what makes a room's own index anew, in a store that came as records."""
    if does not in _INDEXES:
        _INDEXES.append(does)


def index_all(tx: Transaction) -> None:
    """Make the terms and pieces of all entries, in a store that came as records, and the rooms' own indexes."""
    for number, by_words, by_tails in tx.ask(_ALL).all():
        _index(tx, number, by_words, by_tails)
    for does in _INDEXES:
        does(tx)


def has(tx: Transaction, kind: str, ref: str) -> bool:
    """Whether something can be found."""
    return tx.ask(_OF, kind=kind, ref=ref).first() is not None


def forget(tx: Transaction, kind: str, ref: str) -> None:
    """Let something be found no more."""
    for entry in tx.ask(_OF, kind=kind, ref=ref).scalars().all():
        tx.write(_GONE_TERMS, entry=entry)
        tx.write(_GONE, entry=entry)
        dialect.forget_piece(tx.connection, entry)


def forget_for_good(tx: Transaction) -> None:
    """Leave no pieces behind of anything that was let go before."""
    dialect.squeeze_pieces(tx.connection)


def find(tx: Transaction, given: str, most: int = 20) -> tuple[list[Hit], bool]:
    """The hits, and whether there are more."""
    wanted = folded(given.strip())[:LONGEST]
    bare = tight(wanted)
    if not bare:
        return [], False
    rows = dialect.find_entries(tx.connection, TAIL + bare[::-1], wanted, bare, most + 1)
    hits = [
        Hit(kind, ref, vin, label, _matched(by_words, wanted, by_tails, bare) or label)
        for _, kind, ref, vin, label, by_words, by_tails in rows[:most]
    ]
    return hits, len(rows) > most


def refs(tx: Transaction, given: str, kind: str) -> list[str]:
    """The keys of one kind that are found, as many as a list shows."""
    hits, _ = find(tx, given, LISTED_AT_MOST)
    return [each.ref for each in hits if each.kind == kind]


def _matched(by_words: str, wanted: str, by_tails: str, bare: str) -> str:
    """The words or the number that an entry was found by, as they are written; empty where none is."""
    for words_of, part, folds in ((by_tails, bare, tight), (by_words, wanted, folded)):
        if part in folds(words_of):  # most are found by one of the two, and to fold all at once is quicker than each
            for each in words_of.split("\n"):
                if part in folds(each):
                    return each
    return ""
