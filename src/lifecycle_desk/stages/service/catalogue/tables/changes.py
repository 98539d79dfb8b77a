"""Changes of the catalogue, each with the entries as they were before it, and how they are undone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.tables.schema import AT_ONCE, BEFORE, CHANGE
from lifecycle_desk.store.store import Transaction

_NEXT_CHANGE = select(func.coalesce(func.max(CHANGE.c.number), 0) + 1)
_NEW_CHANGE, _NEW_BEFORE = insert(CHANGE), insert(BEFORE)
_KEPT_BEFORE = select(BEFORE.c.entry).where(
    BEFORE.c.change == bindparam("of"), BEFORE.c.entry.in_(bindparam("numbers", expanding=True))
)
_LAST_CHANGE = select(func.coalesce(func.max(CHANGE.c.number), 0)).where(CHANGE.c.undone == 0)
_UNDONE = update(CHANGE).where(CHANGE.c.number == bindparam("of")).values(undone=True)
_CHANGE = select(CHANGE).where(CHANGE.c.number == bindparam("of"))
_LATER_OF = (
    select(BEFORE.c.entry)
    .join(CHANGE, CHANGE.c.number == BEFORE.c.change)
    .where(BEFORE.c.change > bindparam("of"), CHANGE.c.undone == 0)
    .limit(1)
)
_LATER = _LATER_OF.where(BEFORE.c.entry.in_(select(BEFORE.c.entry).where(BEFORE.c.change == bindparam("of"))))
_LATER_AMONG = _LATER_OF.where(BEFORE.c.entry.in_(bindparam("numbers", expanding=True)))
_BEFORE_SOME = (
    select(BEFORE.c.entry, BEFORE.c.said)
    .where(BEFORE.c.change == bindparam("of"))
    .order_by(BEFORE.c.entry)
    .limit(AT_ONCE)
)
_COUNT = select(func.count()).select_from(BEFORE).where(BEFORE.c.change == bindparam("of"))
_MORE = (
    select(BEFORE.c.entry).where(BEFORE.c.change == bindparam("of"), BEFORE.c.entry > bindparam("after_entry")).limit(1)
)
_FORGET = delete(BEFORE).where(
    BEFORE.c.change == bindparam("of"), BEFORE.c.entry.in_(bindparam("numbers", expanding=True))
)


_STATES = (
    select(CHANGE.c.number, BEFORE.c.said, CHANGE.c.undone)
    .join(CHANGE, CHANGE.c.number == BEFORE.c.change)
    .where(BEFORE.c.entry == bindparam("of"))
    .order_by(CHANGE.c.number)
)


def states(tx: Transaction, entry: int) -> list[tuple[int, CatalogueEntry | None, bool]]:
    """The changes of an entry, the first first: each with the entry as it was before, and whether it was undone."""
    rows = tx.ask(_STATES, of=entry).all()
    return [
        (number, msgspec.json.decode(said, type=CatalogueEntry) if said else None, gone) for number, said, gone in rows
    ]


type Before = dict[int, list[tuple[datetime, CatalogueEntry | None]]]
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_WERE = (
    select(BEFORE.c.entry, CHANGE.c.at, BEFORE.c.said)
    .join(CHANGE, CHANGE.c.number == BEFORE.c.change)
    .where(
        BEFORE.c.entry.in_(bindparam("numbers", expanding=True)), CHANGE.c.at > bindparam("since"), CHANGE.c.undone == 0
    )
    .order_by(CHANGE.c.number)
)


def as_they_were(tx: Transaction, numbers: Sequence[int], since: datetime = _EVER) -> Before:
    """Those of some entries that were changed, since a moment: until when each was how, the first first.

    None where it was not there before. A change that was undone never was.
    """
    found: Before = defaultdict(list)
    for first in range(0, len(numbers), AT_ONCE):
        for row in tx.ask(_WERE, numbers=numbers[first : first + AT_ONCE], since=since):
            was = msgspec.json.decode(row.said, type=CatalogueEntry) if row.said else None
            found[row.entry].append((row.at, was))
    return found


def begin_change(tx: Transaction, what: str, file: str = "") -> int:
    """Begin a change that can be undone as a whole; gives its number."""
    number = tx.ask(_NEXT_CHANGE).scalar_one()
    tx.write(_NEW_CHANGE, number=number, at=tx.at, by=tx.by, what=what, file=file, undone=False)
    return number


def remember(tx: Transaction, change: int, before: Sequence[tuple[int, CatalogueEntry | None]]) -> None:
    """Remember how entries were before a change; what was remembered of it already counts."""
    known = set(tx.ask(_KEPT_BEFORE, of=change, numbers=[number for number, _ in before]).scalars())
    rows = [
        {"change": change, "entry": number, "said": msgspec.json.encode(entry).decode() if entry else ""}
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


def changed_later(tx: Transaction, number: int, among: Sequence[int] | None = None) -> int | None:
    """An entry of a change, or one of some of them, that a later one changed too; None where there is none."""
    if among is None:
        return tx.ask(_LATER, of=number).scalar()
    return tx.ask(_LATER_AMONG, of=number, numbers=list(among)).scalar()


def count_before(tx: Transaction, number: int) -> int:
    """How many entries are remembered as they were before a change."""
    return tx.ask(_COUNT, of=number).scalar_one()


def has_more(tx: Transaction, number: int, after: int) -> bool:
    """Whether more entries are remembered of a change, behind the one with a number."""
    return tx.ask(_MORE, of=number, after_entry=after).first() is not None


def forget(tx: Transaction, number: int, entries: Sequence[int]) -> None:
    """Forget how some entries were before a change: they are so again."""
    tx.write(_FORGET, of=number, numbers=list(entries))


def before(tx: Transaction, number: int) -> list[tuple[int, CatalogueEntry | None]]:
    """The first entries as they were before a change."""
    rows = tx.ask(_BEFORE_SOME, of=number).all()
    return [(row.entry, msgspec.json.decode(row.said, type=CatalogueEntry) if row.said else None) for row in rows]


def mark_undone(tx: Transaction, number: int) -> None:
    """Say that a change was undone."""
    tx.write(_UNDONE, of=number)
