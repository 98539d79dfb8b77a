"""The entries of the catalogue with their prices: saved, removed, read back, and listed."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, delete, func, select

from lifecycle_desk.base.folding import tight
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.schedules.rules import Torque
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, ModelHours, Price
from lifecycle_desk.stages.service.catalogue.tables.index import index
from lifecycle_desk.stages.service.catalogue.tables.schema import AT_ONCE, BEFORE, ENTRY, PRICE, TERM
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.store import dialect
from lifecycle_desk.store.store import Transaction

_NEXT = select(func.coalesce(func.max(ENTRY.c.number), 0) + 1)
_NEXT_EVER = select(func.coalesce(func.max(BEFORE.c.entry), 0) + 1)
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
_LISTED = select(ENTRY.c.number).order_by(ENTRY.c.key, ENTRY.c.kind)
_COUNTS = select(ENTRY.c.kind, ENTRY.c.withdrawn, func.count()).group_by(ENTRY.c.kind, ENTRY.c.withdrawn)
ENTRY_COLUMNS = [each.name for each in ENTRY.columns]


def by_keys(tx: Transaction, keys: Iterable[str]) -> dict[tuple[str, str], tuple[int, CatalogueEntry]]:
    """The entries of some keys with their numbers, by kind and key."""
    return {(row.kind, row.key): (row.number, made) for row, made in _made(tx, _of_keys(tx, keys))}


def called(tx: Transaction, keys: Iterable[str]) -> dict[tuple[str, str], tuple[int, CatalogueEntry]]:
    """The same without prices, for who asks only what they are called."""
    return {(row.kind, row.key): (row.number, _entry(row, ())) for row in _of_keys(tx, keys)}


def _of_keys(tx: Transaction, keys: Iterable[str]) -> list[Row[Any]]:
    wanted, found = sorted(set(keys)), list[Row[Any]]()
    for first in range(0, len(wanted), AT_ONCE):
        found += tx.ask(_BY_KEY, keys=wanted[first : first + AT_ONCE]).all()
    return found


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


def listed(tx: Transaction, kind: LineKind | None, first: int | None, *, withdrawn: bool) -> "array[int]":
    """The numbers of all entries of a kind, by code."""
    asked = _LISTED.where(ENTRY.c.withdrawn == int(withdrawn))
    asked = asked.where(ENTRY.c.kind == str(kind)) if kind else asked
    return array("q", tx.ask(asked.limit(first) if first else asked).scalars())


def counts(tx: Transaction) -> dict[tuple[str, bool], int]:
    """How many entries there are, by kind and whether they are withdrawn."""
    return {(kind, bool(withdrawn)): many for kind, withdrawn, many in tx.ask(_COUNTS)}
