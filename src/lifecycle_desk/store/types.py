"""The vocabulary of columns, written once: tables and migrations are spelt in these words.

STRICT tables of SQLite know INTEGER, TEXT and BLOB only, so everything is kept as one of those: money in minor
units beside its currency, energy in Wh, distance in km with the source's value and unit, a day as 2026-11-25, a
moment in UTC as 2026-11-25T12:47:29Z.
"""

from datetime import UTC, date, datetime
from typing import Any, override

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypedColumns,
    TypeDecorator,
)

# PostgreSQL's INTEGER ends at two thousand million satang; SQLite's does not end there.
WHOLE = BigInteger().with_variant(Integer, "sqlite")
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
KEPT = MetaData(naming_convention=NAMES)
DERIVED = "derived"  # Table.info: rows that are counted from other rows, left out of records and made anew
SINCE = "since"  # Column.info: the revision that brought it; records of earlier forms come without
PERSONAL = "personal"  # Column.info: words about a person, left out of records that name nobody
TOLD = "told"  # Table.info: rows that no life tells of, whose changes are told by their digests
UNTOLD = "untold"  # Column.info: no part of these digests, such as how a key is kept here
APPEND_ONLY = "append_only"  # Table.info: rows are added, never changed or taken away


class IsoDay(TypeDecorator[date]):
    """A day as 2026-11-25."""

    impl, cache_ok = Text, True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return value.isoformat() if value else None

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return _read_day(value)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _read_day  # at once: lists read thousands of days


def _read_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC as 2026-11-25T12:47:29Z; one without a zone is a bug."""

    impl, cache_ok = Text, True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"a moment without a zone cannot be kept: {value!r}")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return _read_moment(value)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _read_moment  # at once, as days


def _read_moment(value: str | None) -> datetime | None:
    """A moment as it was kept; `strptime` would ask the locale of each and take ten times as long."""
    if not value:
        return None
    found = datetime.fromisoformat(value)
    if found.tzinfo is not UTC:
        raise ValueError(f"no moment in UTC: {value!r}")
    return found


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl, cache_ok = WHOLE, True

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


def table[Columns: TypedColumns](name: str, columns: type[Columns], *rules: Any, **info: bool) -> Table[Columns]:
    """A table that is kept; its columns take their names from the class; `info` is DERIVED, TOLD or APPEND_ONLY."""
    return Table(name, KEPT, columns, *rules, sqlite_strict=True, info=info)


def words(*of: ForeignKey, name: str | None = None, **more: Any) -> Column[str]:
    """Text."""
    return Column(Text, *of, name=name, nullable=False, **more)


def term(name: str | None = None, **more: Any) -> Column[str]:
    """Text that is looked up by how it begins: ordered by bytes, or no index of PostgreSQL serves that."""
    return Column(Text().with_variant(Text(collation="C"), "postgresql"), name=name, nullable=False, **more)


def maybe_words(*of: ForeignKey, name: str | None = None, **more: Any) -> Column[str | None]:
    """Text, if it is known."""
    return Column(Text, *of, name=name, nullable=True, **more)


def whole(*of: ForeignKey, name: str | None = None, **more: Any) -> Column[int]:
    """A whole number: a count, a key."""
    return Column(WHOLE, *of, name=name, nullable=False, autoincrement=False, **more)


def maybe_whole(*of: ForeignKey, name: str | None = None, **more: Any) -> Column[int | None]:
    """A whole number, if it is known."""
    return Column(WHOLE, *of, name=name, nullable=True, **more)


def kilometres(name: str | None = None, **more: Any) -> Column[int | None]:
    """A distance in whole kilometres, if it is known."""
    return maybe_whole(name=name, **more)


def watt_hours(name: str | None = None, **more: Any) -> Column[int | None]:
    """An energy in Wh, if it is known."""
    return maybe_whole(name=name, **more)


def money(name: str | None = None, **more: Any) -> Column[int]:
    """An amount in minor units; its currency stands in a column beside it."""
    return whole(name=name, **more)


def maybe_money(name: str | None = None, **more: Any) -> Column[int | None]:
    """An amount in minor units, if it is known."""
    return maybe_whole(name=name, **more)


def flag(name: str | None = None, **more: Any) -> Column[bool]:
    """Yes or no."""
    return Column(Flag, name=name, nullable=False, **more)


def day(name: str | None = None, **more: Any) -> Column[date]:
    """A day."""
    return Column(IsoDay, name=name, nullable=False, **more)


def maybe_day(name: str | None = None, **more: Any) -> Column[date | None]:
    """A day, if it is known."""
    return Column(IsoDay, name=name, nullable=True, **more)


def utc_time(name: str | None = None, **more: Any) -> Column[datetime]:
    """A moment."""
    return Column(UtcTime, name=name, nullable=False, **more)


def maybe_utc_time(name: str | None = None, **more: Any) -> Column[datetime | None]:
    """A moment, if it is known."""
    return Column(UtcTime, name=name, nullable=True, **more)


def digest(name: str | None = None, **more: Any) -> Column[bytes]:
    """Bytes: a hash, a key, a signature."""
    return Column(LargeBinary, name=name, nullable=False, **more)


def maybe_bytes(name: str | None = None, **more: Any) -> Column[bytes | None]:
    """Bytes, if there are any."""
    return Column(LargeBinary, name=name, nullable=True, **more)


def vin_text(name: str | None = None, **more: Any) -> Column[str]:
    """A VIN in its canonical form, as the vehicle's own key."""
    return words(name=name, **more)


def of_vehicle(name: str | None = None, **more: Any) -> Column[str]:
    """The vehicle whose life a row belongs to."""
    return words(ForeignKey("vehicle.vin"), name=name, **more)


def maybe_of_vehicle(name: str | None = None, **more: Any) -> Column[str | None]:
    """The vehicle whose life a row belongs to, if it belongs to one."""
    return maybe_words(ForeignKey("vehicle.vin"), name=name, **more)


def maybe_person(name: str | None = None, **more: Any) -> Column[int | None]:
    """A person or company, if one is known."""
    return maybe_whole(ForeignKey("person.number"), name=name, **more)


def index_of_some(name: str, which: ColumnElement[bool], *columns: Column[Any]) -> Index:
    """An index of some rows of a table alone.

    On a server too, by its migration: said here, it would bring all drivers of servers into memory (2 MB) with a file.
    """
    return Index(name, *columns, sqlite_where=which)
