"""Rows that are stored for lists: a frozen dataclass is one row, and by its types it is written and read back.

`Parts` does the same for what is stored beside other things: a line of an order, the sheet in its header's row. The
table stays what it is, typed and readable; what is not written twice any more is the way between the two.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_type_hints

from sqlalchemy import Row, Table, bindparam, delete, insert, select

from lifecycle_desk.base.quantities import plain_number
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
        return _terms_of(self._stored)

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


def _terms_of(stored: type) -> dict[str, type[StrEnum]]:
    """The fields of a dataclass that are terms."""
    found: dict[str, type[StrEnum]] = {}
    for name, hint in get_type_hints(stored).items():
        kinds = [each for each in (hint, *get_args(hint)) if isinstance(each, type) and issubclass(each, StrEnum)]
        found |= {name: kinds[0]} if kinds else {}
    return found


@dataclass(frozen=True, slots=True)
class InSteps:
    """A column that has an exact number as a whole number of its steps: 0.6 hours are 6 tenths."""

    column: str
    places: int


class _Way(NamedTuple):
    """How one field is written into its column and read back."""

    field: str
    column: str
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]


class Parts[Part]:
    """Parts of rows as dataclasses: what such a row says besides, its keys and its place, is said by who stores it.

    A field has the column of its name, or the one in `columns`; a text that may be NULL is then none. Fields that are
    `apart` have no column: rows of their own, or several columns.
    """

    def __init__(
        self,
        table: Table,
        part: type[Part],
        *,
        columns: Mapping[str, str | InSteps] = MappingProxyType({}),
        apart: tuple[str, ...] = (),
    ) -> None:
        self._table, self._part, self._columns, self._apart = table, part, columns, apart
        own = [each.name for each in fields(part) if each.name not in apart]  # type: ignore[arg-type]  # a dataclass
        self._fields = {name: columns.get(name, name) for name in own}
        names = [each.column if isinstance(each, InSteps) else each for each in self._fields.values()]
        missing = [each for each in names if each not in table.c]
        if missing:
            raise TypeError(f"{table.name} has no column for {missing} of {part.__name__}")

    def row(self, part: Part) -> dict[str, Any]:
        """A part as a row, by its columns."""
        return {each.column: each.written(getattr(part, each.field)) for each in self._ways}

    def made(self, row: Row[Any], **apart: Any) -> Part:
        """A part as its row has it, with what stands apart."""
        found = row._mapping  # noqa: SLF001 (the public way of SQLAlchemy to read a row by names)
        return self._part(**{each.field: each.read(found[each.column]) for each in self._ways}, **apart)

    @cached_property
    def _ways(self) -> list[_Way]:
        terms = _terms_of(self._part)
        hints = get_type_hints(self._part)
        return [_way(self._table, hints[name], name, to, terms.get(name)) for name, to in self._fields.items()]


def _way(table: Table, hint: Any, field: str, to: str | InSteps, term: type[StrEnum] | None) -> _Way:
    if isinstance(to, InSteps):
        places = to.places
        return _Way(
            field,
            to.column,
            lambda value: None if value is None else int(value.scaleb(places)),
            lambda value: None if value is None else plain_number(Decimal(value).scaleb(-places)),
        )
    if term:
        return _Way(
            field,
            to,
            lambda value: None if value is None else str(value),
            lambda value: None if value is None else term(value),
        )
    if hint is str and table.c[to].nullable:
        return _Way(field, to, lambda value: value or None, lambda value: value or "")
    return _Way(field, to, _same, _same)


def _same(value: Any) -> Any:
    return value
