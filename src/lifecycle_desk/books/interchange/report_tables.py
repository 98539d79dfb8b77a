"""The tables for other programs: each view for reporting as CSV, a workbook, JSON Lines or Parquet, row after row.

Figures are exact: they are read as they are stored and made decimals here, never floats. No row is held back for
another, so that a million of them need no more memory than a thousand.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import batched, chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from lifecycle_desk.base.inert import inert
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import Option
from lifecycle_desk.dealership.rules.rights import REPORT
from lifecycle_desk.language import Language
from lifecycle_desk.store.files import pour_whole
from lifecycle_desk.store.reporting import AT_ONCE, Kind, ReportView, Row, Value, exact_rows, views
from lifecycle_desk.store.store import Transaction

KIND = "tables"
CSV, XLSX, JSONL, PARQUET = FORMS = ("csv", "xlsx", "jsonl", "parquet")
OFTEN = 1 << 16  # bytes of a chunk
PLACES = 4  # of an amount in Parquet, whose column has one scale for all currencies
DIGITS = 22  # of a decimal in Parquet: a whole number of 63 bits, and the places

UnknownTable = objection(
    "UnknownTable",
    N_("There is no table %(name)s. The tables are: %(known)s."),
    "table",
    name=str,
    known=NamesInText,
)
OneTableNeeded = objection(
    "OneTableNeeded", N_("A file of this format holds one table: name it, or name a folder."), "table"
)
ParquetNotInstalled = objection(
    "ParquetNotInstalled", N_("Parquet needs the Python package %(package)s, which is not installed."), package=str
)


def _as_csv(view: ReportView, rows: Iterable[Row]) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, numbers with a point, and no text that a spreadsheet would run."""
    page = io.StringIO(newline="")
    write = csv.writer(page).writerow
    write([each.name for each in view.columns])
    for row in rows:
        write([_cell(each) for each in row])
        if page.tell() > OFTEN:
            yield _taken(page)
    yield _taken(page)


def _taken(page: io.StringIO) -> bytes:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text.encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case str():
            return inert(value)
    return str(value)


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"


def _as_json(view: ReportView, rows: Iterable[Row]) -> Iterator[bytes]:
    """One object a line; figures are numbers with all their digits."""
    names, encoder = [each.name for each in view.columns], msgspec.json.Encoder(decimal_format="number")
    for some in batched(rows, AT_ONCE):
        yield b"".join(encoder.encode(dict(zip(names, row, strict=True))) + b"\n" for row in some)


def _as_parquet(view: ReportView, rows: Iterable[Row]) -> Iterator[bytes]:
    """Groups of rows, each column with its type."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ParquetNotInstalled("pyarrow") from None
    types = {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.DAY: pa.date32(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        Kind.FLAG: pa.bool_(),
        Kind.AMOUNT: pa.decimal128(DIGITS, PLACES),
    }
    schema = pa.schema(
        [
            pa.field(
                each.name,
                types.get(each.kind) or pa.decimal128(DIGITS, each.places),
                metadata={"about": each.about},
            )
            for each in view.columns
        ]
    )
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema) as writer:
        for some in batched(rows, AT_ONCE * 10):
            columns = [
                pa.array(values, field.type) for values, field in zip(zip(*some, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that is written once from its beginning to its end, and taken piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How much was written."""
        return self._at

    def write(self, given: Any) -> int:
        """Take a piece."""
        piece = bytes(given)
        self._pieces.append(piece)
        self._at += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


_FORMS: dict[str, Callable[[ReportView, Iterable[Row]], Iterator[bytes]]] = {
    CSV: _as_csv,
    JSONL: _as_json,
    PARQUET: _as_parquet,
}


def _as_workbook(tx: Transaction, chosen: Sequence[ReportView]) -> Iterator[bytes]:
    """A workbook with a sheet for each view; one with more rows than a sheet has goes on in another."""
    from lifecycle_desk.commands.sheets import SheetColumn
    from lifecycle_desk.commands.workbooks import Sheet, write_sheets  # a library of its own

    def sheets() -> Iterator[Sheet]:
        for view in chosen:
            columns = [SheetColumn(each.name, max(len(each.name) + 2, 12)) for each in view.columns]
            for at, rows in enumerate(_in_sheets(exact_rows(tx, view)), 1):
                yield Sheet(view.name if at == 1 else f"{view.name} {at}", columns, rows)

    with TemporaryDirectory() as folder:
        path = Path(folder, "tables.xlsx")
        for row in write_sheets(path, sheets(), Language("en")):
            if row % AT_ONCE == 0:
                yield b""  # nothing yet, but whoever waits can stop
        with path.open("rb") as file:
            while chunk := file.read(OFTEN):
                yield chunk


def _in_sheets(rows: Iterator[Row]) -> Iterator[Iterator[Any]]:
    """Rows in portions of a sheet each: at least one, so that an empty view has its heads."""
    from lifecycle_desk.commands.workbooks import MOST_ROWS

    yield map(_cells, islice(rows, MOST_ROWS))
    while (first := next(rows, None)) is not None:
        yield map(_cells, chain([first], islice(rows, MOST_ROWS - 1)))


def _cells(row: Row) -> list[Any]:
    """A row for a sheet; its moments are in UTC as everywhere, not in the dealer's zone."""
    return [each.replace(tzinfo=None) if isinstance(each, datetime) else each for each in row]


def _chosen(given: dict[str, Any]) -> tuple[ReportView, ...]:
    """The views that are named, with or without their prefix; all where none is."""
    known = {each.name: each for each in views()}
    names = [name if name in known else f"report_{name}" for name in given.get("table") or known]
    for name in names:
        if name not in known:
            raise UnknownTable(name.removeprefix("report_"), in_text(known))
    return tuple(known[name] for name in names)


def write(user: UserSession, given: dict[str, Any]) -> Iterator[bytes]:
    """One file: a workbook of all tables, or one table in another format."""
    user.require(REPORT)
    form, chosen = given.get("format") or XLSX, _chosen(given)
    if form != XLSX and len(chosen) != 1:
        raise OneTableNeeded
    return poured(user, form, chosen)


def poured(user: UserSession, form: str, chosen: Sequence[ReportView]) -> Iterator[bytes]:
    """One file of some views: a workbook of all, or the first in another format."""
    with user.store.reading() as tx:
        if form == XLSX:
            yield from _as_workbook(tx, chosen)
        else:
            yield from _FORMS[form](chosen[0], exact_rows(tx, chosen[0]))


def write_into(user: UserSession, given: dict[str, Any], folder: Path) -> Steps[tuple[Path, ...]]:
    """A file for each table, all of one moment; each comes whole, and one of the same name is replaced."""
    user.require(REPORT)
    return (yield from poured_into(user, given.get("format") or XLSX, _chosen(given), folder))


def poured_into(user: UserSession, form: str, chosen: Sequence[ReportView], folder: Path) -> Steps[tuple[Path, ...]]:
    """A file for each of some views, all of one moment."""
    made = list[Path]()
    with user.store.reading() as tx:
        for view in chosen:
            path = folder / f"{view.name}.{form}"
            wanted = (
                partial(_as_workbook, tx, [view]) if form == XLSX else partial(_FORMS[form], view, exact_rows(tx, view))
            )
            yield Step(len(made), len(chosen))
            pour_whole(path, wanted())
            made.append(path)
    return tuple(made)


FORMAT = Option("format", "The format; xlsx where none is named.", choices=FORMS)
TABLE = Option(
    "table", "A table, as vehicle or report_vehicle; may be given again. All where none is named.", is_repeated=True
)
WRITER = Writer(
    KIND,
    N_("Tables for other programs, without personal data: a workbook, CSV, JSON Lines or Parquet."),
    write,
    takes=(FORMAT, TABLE),
    into=write_into,
)
