"""Views for reporting: `report_*` tables that other programs read, whatever the tables behind them look like.

Rooms declare them beside their tables. The database holds them as views, made by the migrations and dropped while they
run, since no engine lets a table change under a view. A column has one meaning and a unit in its name; people are in
none of them. Their names and meanings are kept from version to version; docs/reporting.md tells them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Dialect,
    FromClause,
    Label,
    Numeric,
    Select,
    Text,
    bindparam,
    case,
    cast,
    inspect,
    literal_column,
    select,
    text,
    type_coerce,
)
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.base.said import in_text
from lifecycle_desk.store.refusals import ViewsInTheWay

if TYPE_CHECKING:
    from lifecycle_desk.store.store import Transaction

PREFIX, MINOR = "report_", "_minor"
# Digits behind the point by CLDR, where they are not two. Spelt here, since a view must not change with a library.
DIGITS = {
    0: (
        *("ADP", "AFN", "ALL", "BIF", "BYR", "CLP", "DJF", "ESP", "GNF", "IQD", "IRR", "ISK"),
        *("ITL", "JPY", "KMF", "KPW", "KRW", "LAK", "LBP", "LUF", "MGA", "MGF", "MMK", "MRO"),
        *("PYG", "RSD", "RWF", "SLL", "SOS", "STD", "SYP", "TMM", "TRL", "UGX", "UYI", "VND"),
        *("VUV", "XAF", "XOF", "XPF", "YER", "ZMK", "ZWD"),
    ),
    3: ("BHD", "JOD", "KWD", "LYD", "OMR", "TND"),
    4: ("CLF", "UYW"),
}
_PLACES = {name: places for places, names in DIGITS.items() for name in names}


def digits_of(currency: str) -> int:
    """How many digits the amounts of a currency have behind the point, as the views have it."""
    return _PLACES.get(currency, 2)


class Kind(Enum):
    """What a column holds: as SQLite gives it, as PostgreSQL does, and as files do."""

    TEXT = "text", "text", "text"
    WHOLE = "integer", "bigint", "whole number"
    DAY = "text, as 2026-11-25", "date", "date"
    MOMENT = "text, as 2026-11-25T12:47:29Z", "timestamptz", "moment in UTC"
    FLAG = "0 or 1", "boolean", "true or false"
    EXACT = "real", "numeric", "decimal"
    AMOUNT = "real; exact in minor units", "numeric", "decimal"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its name, what stands behind it, and what it means.

    `places` are the decimal places of an exact figure that is stored as a whole number; an amount is in the `currency`
    of the column of that name, and stands in its minor units beside it, which are exact on every engine.
    """

    name: str
    of: ColumnElement[Any]
    about: str
    kind: Kind = Kind.TEXT
    places: int = 0
    currency: str = "currency"


def code(name: str, of: ColumnElement[Any], about: str, terms: type[Enum]) -> ReportColumn:
    """One of some codes, which the page of the views names."""
    return ReportColumn(name, of, f"{about}: {', '.join(f'`{each.value}`' for each in terms)}.")


def whole(name: str, of: ColumnElement[Any], about: str) -> ReportColumn:
    """A whole number."""
    return ReportColumn(name, of, about, Kind.WHOLE)


def day(name: str, of: ColumnElement[Any], about: str) -> ReportColumn:
    """A day."""
    return ReportColumn(name, of, about, Kind.DAY)


def moment(name: str, of: ColumnElement[Any], about: str) -> ReportColumn:
    """A moment."""
    return ReportColumn(name, of, about, Kind.MOMENT)


def flag(name: str, of: ColumnElement[Any], about: str) -> ReportColumn:
    """Yes or no."""
    return ReportColumn(name, of, about, Kind.FLAG)


def exact(name: str, of: ColumnElement[Any], places: int, about: str) -> ReportColumn:
    """A figure that is stored in tenths, hundredths or thousandths."""
    return ReportColumn(name, of, about, Kind.EXACT, places)


def amount(name: str, of: ColumnElement[Any], about: str, currency: str = "currency") -> ReportColumn:
    """An amount of money, in the currency's own units."""
    return ReportColumn(name, of, about, Kind.AMOUNT, currency=currency)


@dataclass(frozen=True, slots=True)
class ReportView:
    """A view: its name, what one row is, its columns, where they come from, and the columns that put it in order."""

    name: str
    about: str
    columns: tuple[ReportColumn, ...]
    source: FromClause
    where: ColumnElement[bool] | None = None
    order: tuple[ColumnElement[Any], ...] = field(default=(), kw_only=True)

    def column(self, name: str) -> ReportColumn:
        """One of its columns."""
        return next(each for each in self.columns if each.name == name)

    def stored(self) -> Select[Any]:
        """Its rows as they are stored, in order: whole numbers of small units, for whoever writes exact figures."""
        return self._chosen([each.of.label(each.name) for each in self.columns]).order_by(*self.order)

    def defined(self, dialect: Dialect) -> str:
        """The statement that makes it."""
        outward = self._chosen([out for each in self.columns for out in self._outward(each, dialect.name)])
        wording = outward.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        made = "CREATE OR REPLACE VIEW" if dialect.name == "postgresql" else "CREATE VIEW"
        return f"{made} {self.name} AS {' '.join(str(wording).split())}"

    def _chosen(self, columns: list[Label[Any]]) -> Select[Any]:
        chosen = select(*columns).select_from(self.source)
        return chosen if self.where is None else chosen.where(self.where)

    def _outward(self, column: ReportColumn, engine: str) -> Iterator[Label[Any]]:
        """A column as an engine gives it; of an amount the minor units too."""
        server = engine == "postgresql"
        stored = type_coerce(column.of, Text if column.kind in (Kind.DAY, Kind.MOMENT) else BigInteger)
        shown: ColumnElement[Any] = column.of
        match column.kind:
            case Kind.DAY | Kind.MOMENT:
                typed = Date() if column.kind is Kind.DAY else TIMESTAMP(timezone=True)
                shown = cast(stored, typed) if server else stored
            case Kind.FLAG:
                shown = stored != 0 if server else stored
            case Kind.EXACT:
                shown = _scaled(stored, _step(column.places, server=server), server=server)
            case Kind.AMOUNT:
                yield stored.label(column.name + MINOR)
                own = self.column(column.currency).of
                steps = [(own.in_(names), _step(digits, server=server)) for digits, names in DIGITS.items()]
                shown = _scaled(stored, case(*steps, else_=_step(2, server=server)), server=server)
        yield shown.label(column.name)


def _step(places: int, *, server: bool) -> ColumnElement[Any]:
    """The smallest step of a figure: a server multiplies by it, exactly; SQLite divides, which rounds once."""
    behind = "0" * (places - 1) + "1"
    return literal_column((f"0.{behind}" if places else "1") if server else f"1{'0' * places}.0")


def _scaled(stored: ColumnElement[Any], step: ColumnElement[Any], *, server: bool) -> ColumnElement[Any]:
    return cast(stored, Numeric()) * step if server else stored.op("/", precedence=8)(step)  # as a division binds


type Value = str | int | bool | Decimal | date | datetime | None
type Row = tuple[Value, ...]

AT_ONCE = 2_000  # rows that are fetched at once
OF_VEHICLES = "vins"  # the parameter of a view that is read for some vehicles


def exact_rows(tx: "Transaction", view: ReportView, vins: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a view in their order, or those of some vehicles, each value as what it is: no figure is a float."""
    asked = view.stored()
    facts: dict[str, Any] = {}
    if vins is not None:
        asked = asked.where(view.column("vin").of.in_(bindparam(OF_VEHICLES, expanding=True)))
        facts = {OF_VEHICLES: list(vins)}
    made = [_made(view, at) for at in range(len(view.columns))]
    options = {"stream_results": True, "yield_per": AT_ONCE}
    for row in tx.connection.execute(asked, facts, execution_options=options):
        yield tuple(None if row[at] is None else make(row) for at, make in enumerate(made))


def _made(view: ReportView, at: int) -> Callable[[Sequence[Any]], Value]:
    """How the value of a column is made of a row as it is stored."""
    column = view.columns[at]
    match column.kind:
        case Kind.FLAG:
            return lambda row: bool(row[at])
        case Kind.EXACT:
            return lambda row: Decimal(row[at]).scaleb(-column.places)
        case Kind.AMOUNT:
            of = [each.name for each in view.columns].index(column.currency)
            return lambda row: Decimal(row[at]).scaleb(-digits_of(row[of]))
    return lambda row: row[at]


_BUILT = text(
    "SELECT DISTINCT below.relname, above.relname FROM pg_depend"
    " JOIN pg_rewrite ON pg_rewrite.oid = pg_depend.objid AND pg_depend.classid = 'pg_rewrite'::regclass"
    " JOIN pg_class AS above ON above.oid = pg_rewrite.ev_class"
    " JOIN pg_class AS below ON below.oid = pg_depend.refobjid AND pg_depend.refclassid = 'pg_class'::regclass"
    " WHERE below.relkind = 'v' AND below.relname LIKE :ours AND above.relname NOT LIKE :ours"
    " AND below.relnamespace = current_schema()::regnamespace"
)
# SQLSTATE: something depends on it; a view's column cannot be changed so; a column that a view uses cannot.
_STANDS_IN_THE_WAY = frozenset({"2BP01", "42P16", "0A000"})

VIEWS: dict[str, ReportView] = {}


def report_view(
    name: str,
    about: str,
    *columns: ReportColumn,
    source: FromClause,
    where: ColumnElement[bool] | None = None,
    order: tuple[ColumnElement[Any], ...],
) -> ReportView:
    """Declare a view; `name` comes without the prefix that all of them have."""
    made = ReportView(PREFIX + name, about, columns, source, where, order=order)
    VIEWS[made.name] = made
    return made


def views() -> tuple[ReportView, ...]:
    """All views that the loaded rooms declare, by name."""
    return tuple(VIEWS[name] for name in sorted(VIEWS))


def make_views(connection: Connection) -> None:
    """Make the views anew."""
    for each in views():
        connection.exec_driver_sql(each.defined(connection.dialect))


@contextmanager
def views_aside(connection: Connection) -> Iterator[None]:
    """Drop them while the tables behind them change, but those on which somebody built views of their own.

    Such a view stays and is replaced afterwards, which a server lets happen where its columns stay. Where they do not,
    the change is refused and the views that stand in its way are named.
    """
    built = _built_on_ours(connection)
    for name in inspect(connection).get_view_names():
        if name.startswith(PREFIX) and name not in built:
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
    try:
        yield
    except DBAPIError as error:
        if built and getattr(error.orig, "sqlstate", "") in _STANDS_IN_THE_WAY:
            raise ViewsInTheWay(in_text(sorted(set(chain.from_iterable(built.values()))))) from error
        raise


def _built_on_ours(connection: Connection) -> dict[str, list[str]]:
    """Our views on which others were built, each with the names of those."""
    found: dict[str, list[str]] = {}
    if connection.dialect.name == "postgresql":
        for ours, theirs in connection.execute(_BUILT, {"ours": PREFIX + "%"}):
            found.setdefault(ours, []).append(theirs)
    return found


def unknown_views(connection: Connection) -> tuple[str, ...]:
    """Views of a file that no version of ours made so; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return ()
    ours = {each.name: _in_a_file(each) for each in views()}
    there = connection.execute(text("SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY name"))
    return tuple(name for name, made in there if ours.get(name) != made)


@cache  # each check of the books asks, and wording a view costs more than reading the schema
def _in_a_file(view: ReportView) -> str:
    return view.defined(sqlite_dialect())


def digest_of_views(dialect: Dialect) -> str:
    """A digest of all definitions: a migration names it, so that no view changes without one."""
    return sha256("\n".join(each.defined(dialect) for each in views()).encode()).hexdigest()
