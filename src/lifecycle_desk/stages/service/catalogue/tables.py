"""The catalogue as it is kept: entries, prices by day, the beginnings that find them, changes that can be undone."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ForeignKey, Index, Row, TypedColumns, bindparam, delete, func, insert, select, update

from lifecycle_desk.base.folding import tight
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.schedules.rules import Torque
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, ModelHours, Price
from lifecycle_desk.stages.service.catalogue.rules.matching import terms_of
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.store import dialect
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    DERIVED,
    day,
    flag,
    maybe_money,
    maybe_words,
    money,
    table,
    term,
    utc_time,
    whole,
    words,
)

LAST = "\U0010ffff"  # behind every letter: where a range of beginnings ends
COUNTED = 2_000  # entries with a beginning, as far as they are counted to see which word is the rarest
LOOKED_AT = 60  # entries that are ranked for what is typed; more letters find fewer
AT_ONCE = 500  # keys in one statement


class EntryRow(TypedColumns):
    """A labour operation or a part; `key` is its code as codes are compared, hours and torques are JSON."""

    number = whole(primary_key=True)
    kind = words()
    key = term()
    code = words()
    text = words()
    texts = words()
    part_group = maybe_words()
    hours = words()
    torques = words()
    replaced_by = maybe_words()
    withdrawn = flag()
    changed_at = utc_time()


class PriceRow(TypedColumns):
    """The price of a part from a day on, in minor units of the dealer's currency, and its core charge."""

    entry = whole(ForeignKey("catalogue_entry.number"), primary_key=True)
    valid_from = day(primary_key=True)
    price = money()
    core = maybe_money()


class TermRow(TypedColumns):
    """A beginning that finds an entry."""

    term = term(primary_key=True)
    entry = whole(primary_key=True)


class ChangeRow(TypedColumns):
    """Something that was changed in one go: a form that was saved, or a file; `what` is its kind."""

    number = whole(primary_key=True)
    at = utc_time()
    by = maybe_words()
    what = words()
    file = words()
    undone = flag()


class BeforeRow(TypedColumns):
    """An entry as it was before a change, as JSON; empty where it was not there."""

    change = whole(ForeignKey("catalogue_change.number"), primary_key=True)
    entry = whole(primary_key=True)
    said = words()


ENTRY, PRICE = table("catalogue_entry", EntryRow), table("catalogue_price", PriceRow)
TERM = table("catalogue_term", TermRow, **{DERIVED: True})
CHANGE, BEFORE = table("catalogue_change", ChangeRow), table("catalogue_before", BeforeRow)
Index("ix_catalogue_entry_key_kind", ENTRY.c.key, ENTRY.c.kind, unique=True)
Index("ix_catalogue_term_entry_term", TERM.c.entry, TERM.c.term)
Index("ix_catalogue_before_entry_change", BEFORE.c.entry, BEFORE.c.change)

_NEXT = select(func.coalesce(func.max(ENTRY.c.number), 0) + 1)
_NEXT_EVER = select(func.coalesce(func.max(BEFORE.c.entry), 0) + 1)
_NEXT_CHANGE = select(func.coalesce(func.max(CHANGE.c.number), 0) + 1)
_BY_KEY = select(ENTRY).where(ENTRY.c.key.in_(bindparam("keys", expanding=True)))
_BY_NUMBER = select(ENTRY).where(ENTRY.c.number.in_(bindparam("numbers", expanding=True)))
_PRICES = select(PRICE).where(PRICE.c.entry.in_(bindparam("numbers", expanding=True))).order_by(PRICE.c.valid_from)
_REPLACED = select(ENTRY.c.key, ENTRY.c.replaced_by).where(
    ENTRY.c.replaced_by.is_not(None), ENTRY.c.kind == str(LineKind.PART)
)
_GONE = [
    delete(each).where(column.in_(bindparam("numbers", expanding=True)))
    for each, column in ((PRICE, PRICE.c.entry), (TERM, TERM.c.entry), (ENTRY, ENTRY.c.number))
]
_NEW_CHANGE, _NEW_BEFORE = insert(CHANGE), insert(BEFORE)
_KEPT_BEFORE = select(BEFORE.c.entry).where(
    BEFORE.c.change == bindparam("of"), BEFORE.c.entry.in_(bindparam("numbers", expanding=True))
)
_LAST_CHANGE = select(func.coalesce(func.max(CHANGE.c.number), 0)).where(CHANGE.c.undone == 0)
_UNDONE = update(CHANGE).where(CHANGE.c.number == bindparam("of")).values(undone=True)
_CHANGE = select(CHANGE).where(CHANGE.c.number == bindparam("of"))
_LATER = (
    select(BEFORE.c.entry)
    .join(CHANGE, CHANGE.c.number == BEFORE.c.change)
    .where(
        BEFORE.c.change > bindparam("of"),
        CHANGE.c.undone == 0,
        BEFORE.c.entry.in_(select(BEFORE.c.entry).where(BEFORE.c.change == bindparam("of"))),
    )
    .limit(1)
)
_BEFORE_SOME = (
    select(BEFORE.c.entry, BEFORE.c.said)
    .where(BEFORE.c.change == bindparam("of"), BEFORE.c.entry > bindparam("after"))
    .order_by(BEFORE.c.entry)
    .limit(AT_ONCE)
)
_COUNT = select(func.count()).select_from(
    select(TERM.c.entry)
    .where(TERM.c.term >= bindparam("begins"), TERM.c.term < bindparam("ends"))
    .limit(COUNTED)
    .subquery()
)
_LISTED = select(ENTRY.c.number).order_by(ENTRY.c.key, ENTRY.c.kind)
_COUNTS = select(ENTRY.c.kind, ENTRY.c.withdrawn, func.count()).group_by(ENTRY.c.kind, ENTRY.c.withdrawn)
_ALL = select(ENTRY.c.number, ENTRY.c.code, ENTRY.c.text, ENTRY.c.texts)
ENTRY_COLUMNS = [each.name for each in ENTRY.columns]


def by_keys(tx: Transaction, keys: Iterable[str]) -> dict[tuple[str, str], tuple[int, CatalogueEntry]]:
    """The entries of some keys with their numbers, by kind and key."""
    wanted, found = sorted(set(keys)), list[Row[Any]]()
    for first in range(0, len(wanted), AT_ONCE):
        found += tx.ask(_BY_KEY, keys=wanted[first : first + AT_ONCE]).all()
    return {(row.kind, row.key): (row.number, made) for row, made in _made(tx, found)}


def by_numbers(tx: Transaction, numbers: Sequence[int]) -> dict[int, CatalogueEntry]:
    """The entries of some numbers."""
    return {row.number: made for row, made in _made(tx, tx.ask(_BY_NUMBER, numbers=list(numbers)).all())}


def replaced(tx: Transaction) -> dict[str, str]:
    """All parts that another one supersedes: their keys, and its number."""
    return {row.key: row.replaced_by for row in tx.ask(_REPLACED)}


def replaced_from(tx: Transaction, keys: Iterable[str]) -> dict[str, str]:
    """The chains that begin at some parts: each key to the number that supersedes it."""
    found: dict[str, str] = {}
    wanted = set(keys)
    while wanted:
        rows = by_keys(tx, wanted)
        steps = {entry.key: entry.replaced_by for _, entry in rows.values() if entry.replaced_by}
        found |= steps
        wanted = {tight(each) for each in steps.values()} - found.keys()
    return found


def next_number(tx: Transaction) -> int:
    """A number that no entry has or had."""
    return max(tx.ask(_NEXT).scalar_one(), tx.ask(_NEXT_EVER).scalar_one())


def save(tx: Transaction, entries: Sequence[tuple[int, CatalogueEntry]], there: Sequence[int] = ()) -> None:
    """Keep some entries under their numbers, in place of those that are `there`."""
    if there:
        remove(tx, there)
    rows = [_row(tx, number, each) for number, each in entries]
    dialect.pour(tx.connection, ENTRY.name, ENTRY_COLUMNS, rows)
    prices = [
        (number, each.valid_from.isoformat(), each.price, each.core)
        for number, entry in entries
        for each in entry.prices
    ]
    dialect.pour(tx.connection, PRICE.name, ("entry", "valid_from", "price", "core"), prices)
    index(tx, [(number, each.code, each.text, each.texts) for number, each in entries])


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


def remove(tx: Transaction, numbers: Sequence[int]) -> None:
    """Keep some entries no longer, nor their prices."""
    for each in _GONE:
        tx.write(each, numbers=list(numbers))


def _row(tx: Transaction, number: int, entry: CatalogueEntry) -> tuple[Any, ...]:
    said = {
        "number": number,
        "kind": str(entry.kind),
        "key": entry.key,
        "code": entry.code,
        "text": entry.text,
        "texts": _json(entry.texts),
        "part_group": str(entry.group) if entry.group else None,
        "hours": _json(entry.hours),
        "torques": _json(entry.torques),
        "replaced_by": entry.replaced_by or None,
        "withdrawn": int(entry.withdrawn),
        "changed_at": tx.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return tuple(said[name] for name in ENTRY_COLUMNS)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _made(tx: Transaction, rows: Sequence[Row[Any]]) -> list[tuple[Row[Any], CatalogueEntry]]:
    prices = defaultdict[int, list[Price]](list)
    parts = [row.number for row in rows if row.kind == LineKind.PART]
    for first in range(0, len(parts), AT_ONCE):
        for row in tx.ask(_PRICES, numbers=parts[first : first + AT_ONCE]):
            prices[row.entry].append(Price(row.valid_from, row.price, row.core))
    return [(row, _entry(row, prices[row.number])) for row in rows]


def _entry(row: Row[Any], prices: Sequence[Price]) -> CatalogueEntry:
    return CatalogueEntry(
        kind=LineKind.of(row.kind),
        code=row.code,
        text=row.text,
        texts=msgspec.json.decode(row.texts, type=dict[str, str]),
        group=PartGroup.of(row.part_group) if row.part_group else None,
        hours=msgspec.json.decode(row.hours, type=tuple[ModelHours, ...]),
        torques=msgspec.json.decode(row.torques, type=tuple[Torque, ...]),
        prices=tuple(prices),
        replaced_by=row.replaced_by or "",
        withdrawn=row.withdrawn,
    )


# Changes, and how they are undone -------------------------------------------------------------------------------


def begin_change(tx: Transaction, what: str, file: str = "") -> int:
    """Begin a change that can be undone as a whole; gives its number."""
    number = tx.ask(_NEXT_CHANGE).scalar_one()
    tx.write(_NEW_CHANGE, number=number, at=tx.at, by=tx.by, what=what, file=file, undone=False)
    return number


def remember(tx: Transaction, change: int, before: Sequence[tuple[int, CatalogueEntry | None]]) -> None:
    """Remember how entries were before a change; what was remembered of it already counts."""
    known = set(tx.ask(_KEPT_BEFORE, of=change, numbers=[number for number, _ in before]).scalars())
    rows = [
        {"change": change, "entry": number, "said": _json(entry) if entry else ""}
        for number, entry in before
        if number not in known
    ]
    if rows:
        tx.write(_NEW_BEFORE, *rows)


def change(tx: Transaction, number: int) -> Row[Any] | None:
    """A change by its number."""
    return tx.ask(_CHANGE, of=number).one_or_none()


def last_change(tx: Transaction) -> int:
    """The last change that was not undone; 0 where there is none."""
    return tx.ask(_LAST_CHANGE).scalar_one()


def changed_later(tx: Transaction, number: int) -> int | None:
    """An entry of a change that a later one changed too; None where there is none."""
    return tx.ask(_LATER, of=number).scalar()


def before(tx: Transaction, number: int, after: int) -> list[tuple[int, CatalogueEntry | None]]:
    """The next entries as they were before a change, behind the one with a number."""
    rows = tx.ask(_BEFORE_SOME, of=number, after=after).all()
    return [(row.entry, msgspec.json.decode(row.said, type=CatalogueEntry) if row.said else None) for row in rows]


def mark_undone(tx: Transaction, number: int) -> None:
    """Say that a change was undone."""
    tx.write(_UNDONE, of=number)


# Looking up -----------------------------------------------------------------------------------------------------


def found(tx: Transaction, wanted: Sequence[str], number: str, most: int = LOOKED_AT) -> list[int]:
    """The numbers of the entries that all words begin, or whose code begins with a number."""
    hits = dict.fromkeys(_beginning(tx, (number,), most)) if number else {}
    if wanted and tuple(wanted) != (number,):
        rarest = sorted(wanted, key=lambda each: _count(tx, each)) if len(wanted) > 1 else wanted
        hits |= dict.fromkeys(_beginning(tx, rarest, most))
    return list(hits)[:most]


def _count(tx: Transaction, word: str) -> int:
    return tx.ask(_COUNT, begins=word, ends=word + LAST).scalar_one()


def _beginning(tx: Transaction, wanted: Sequence[str], most: int) -> Sequence[int]:
    return tx.ask(_asking(len(wanted)), **_bounds(wanted), most=most).scalars().all()


def _bounds(wanted: Sequence[str]) -> dict[str, str]:
    given = {f"begins{at}": each for at, each in enumerate(wanted)}
    return given | {f"ends{at}": each + LAST for at, each in enumerate(wanted)}


def _asking(count: int) -> Any:
    """The statement that asks for entries with so many beginnings; the first drives it."""
    first = TERM.alias("first")
    asked = select(first.c.entry).where(first.c.term >= bindparam("begins0"), first.c.term < bindparam("ends0"))
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
    return asked.order_by(first.c.term, first.c.entry).limit(bindparam("most"))


def listed(tx: Transaction, kind: LineKind | None, first: int | None, *, withdrawn: bool) -> "array[int]":
    """The numbers of all entries of a kind, by code."""
    asked = _LISTED.where(ENTRY.c.withdrawn == int(withdrawn))
    asked = asked.where(ENTRY.c.kind == str(kind)) if kind else asked
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def counts(tx: Transaction) -> dict[tuple[str, bool], int]:
    """How many entries there are, by kind and whether they are withdrawn."""
    return {(kind, bool(withdrawn)): many for kind, withdrawn, many in tx.ask(_COUNTS)}
