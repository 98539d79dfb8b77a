"""Rows that are stored for lists: a frozen dataclass is one row, and by its types it is written and read back.

The table stays what it is, typed and readable; what is not written twice any more is the way between the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from functools import cached_property
from typing import Any, get_args, get_type_hints

from sqlalchemy import Row, Table, bindparam, delete, insert, select

from lifecycle_desk.store.store import Transaction


class Rows[Stored]:
    """The rows of one table as dataclasses, found by their key and by the number that lists hold."""

    def __init__(self, table: Table, stored: type[Stored], *, key: str = "vin", number: str = "number") -> None:
        self._stored, self._key = stored, key
        self._names = [each.name for each in fields(stored)]  # type: ignore[arg-type]  # a dataclass, as its users know
        strange = {*self._names} ^ {*table.c.keys()}
        if strange:
            raise TypeError(f"{stored.__name__} and {table.name} differ in {sorted(strange)}")
        self._one = select(table).where(table.c[key] == bindparam("of"))
        self._some = select(table).where(table.c[number].in_(bindparam("numbers", expanding=True)))
        self._keys = select(table.c[key]).order_by(table.c[key])
        self._gone, self._new = delete(table).where(table.c[key] == bindparam("of")), insert(table)

    @cached_property
    def _terms(self) -> dict[str, type[StrEnum]]:
        """The fields that are terms, which the database knows by their codes."""
        found: dict[str, type[StrEnum]] = {}
        for name, hint in get_type_hints(self._stored).items():
            kinds = [each for each in (hint, *get_args(hint)) if isinstance(each, type) and issubclass(each, StrEnum)]
            found |= {name: kinds[0]} if kinds else {}
        return found

    def of(self, source: object, **more: object) -> Stored:
        """A row from what has figures of the same names, and whatever else is said."""
        names = [name for name in self._names if name not in more]
        return self._stored(**{name: getattr(source, name) for name in names}, **more)

    def save(self, tx: Transaction, key: object, stored: Stored | None) -> None:
        """Keep a row in place of the one before, or that there is none."""
        tx.write(self._gone, of=key)
        if stored is not None:
            tx.write(self._new, **{name: getattr(stored, name) for name in self._names})

    def one(self, tx: Transaction, key: object) -> Stored | None:
        """The row of a key, if there is one."""
        row = tx.ask(self._one, of=key).one_or_none()
        return self.made(row) if row else None

    def some(self, tx: Transaction, numbers: Sequence[int]) -> list[Stored]:
        """The rows of some numbers."""
        return [self.made(row) for row in tx.ask(self._some, numbers=list(numbers))]

    def keys(self, tx: Transaction) -> list[Any]:
        """The keys of all rows."""
        return list(tx.ask(self._keys).scalars())

    def made(self, row: Row[Any]) -> Stored:
        """A row as it was stored, also one that a list joined to others."""
        found: Mapping[str, Any] = row._asdict()
        given = {name: found[name] for name in self._names}
        terms = {name: kind(given[name]) for name, kind in self._terms.items() if given[name] is not None}
        return self._stored(**{**given, **terms})
