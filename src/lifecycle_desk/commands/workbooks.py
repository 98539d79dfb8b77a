"""Workbooks that go out: one sheet with real days and numbers, from the side of its language, and nothing that acts.

A text stays a text: nothing is a formula or a link, and what begins like a formula is marked as text. Rows are written
piece by piece, so that a million need no more memory than one.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lifecycle_desk.base.inert import ACTS, tidied
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.sheets import Given, SheetColumn, bare_number
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import currency_digits

LONGEST_TEXT, MOST_ROWS, LONGEST_NAME = 32_767, 1_048_575, 31  # of a cell, a sheet without its head, a sheet's name
FIRST_DAY = date(1900, 3, 1)  # before it the workbook's calendar has a day that never was
DAY, MOMENT = 14, 22  # the formats of ECMA-376 that every spreadsheet shows in its own reader's form
NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    """A workbook that is written in pieces; the pieces lie beside it, as they may name customers, and go with it."""
    with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as pieces:
        book = Workbook(
            path,
            {
                "constant_memory": True,
                "tmpdir": pieces,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        try:
            yield book
        finally:
            try:
                book.close()
            except FileCreateError as why:
                raise why.args[0] from None  # the system's own error


@dataclass(slots=True)
class _Cells:
    """Writes values into a sheet, each in the form that its kind has in a language."""

    book: Workbook
    sheet: Worksheet
    language: Language
    known: dict[tuple[str, Any], Format] = field(default_factory=dict)

    def form(self, of: str, value: object) -> Format:
        """A format by its one property."""
        if (of, value) not in self.known:
            self.known[of, value] = self.book.add_format({of: value})
        return self.known[of, value]

    def write(self, row: int, at: int, given: Given) -> None:
        """One cell."""
        match given:
            case datetime():
                self._moment(row, at, self.language.formats.local(given) if given.tzinfo else given, MOMENT)
            case date():
                self._moment(row, at, datetime.combine(given, time()), DAY)
            case Money(currency=currency):
                digits = currency_digits(currency)
                form = f"#,##0{'.' + '0' * digits if digits else ''}\\ [${currency}]"
                self._number(row, at, bare_number(given), form)
            case Distance():
                sign = tidied(self.language.formats.unit(given.unit)).replace('"', "")
                self._number(row, at, bare_number(given), f'#,##0\\ "{sign}"')
            case int() | Decimal():
                self.sheet.write_number(row, at, given)
            case _:
                self.text(row, at, given or "")

    def text(self, row: int, at: int, text: str, form: Format | None = None) -> None:
        """A text, whatever it looks like; an empty one leaves the cell empty."""
        said = tidied(text)[:LONGEST_TEXT]
        if form is None and ACTS.match(said):
            form = self.form("quote_prefix", value=True)
        if said:
            self.sheet.write_string(row, at, said, form)

    def _number(self, row: int, at: int, number: Decimal, form: str) -> None:
        self.sheet.write_number(row, at, number, self.form("num_format", form))

    def _moment(self, row: int, at: int, moment: datetime, form: int) -> None:
        """A day as the workbook counts it; one that its calendar cannot have as text."""
        if moment.date() < FIRST_DAY:
            self.text(row, at, moment.date().isoformat())
        else:
            self.sheet.write_datetime(row, at, moment.replace(tzinfo=None), self.form("num_format", form))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is written: its name, its columns and its rows, which are taken one by one."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Given]]


def write_workbook(
    path: Path, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Given]], language: Language
) -> Iterator[int]:
    """Write a workbook of one sheet; tells after each row how many are written. OSError where it cannot be written."""
    return write_sheets(path, [Sheet(name, columns, rows)], language)


def write_sheets(path: Path, sheets: Iterable[Sheet], language: Language) -> Iterator[int]:
    """Write a workbook of several sheets; tells after each row how many its sheet has."""
    with _opened(path) as book:
        for each in sheets:
            yield from _write_sheet(book, each, language)


def _write_sheet(book: Workbook, given: Sheet, language: Language) -> Iterator[int]:
    sheet = book.add_worksheet(_sheet_name(given.name))
    cells = _Cells(book, sheet, language)
    if language.right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(given.columns):
        sheet.set_column(at, at, column.width)
        cells.text(0, at, column.title, cells.form("bold", value=True))
    count = 0
    for count, row in enumerate(given.rows, 1):
        for at, value in enumerate(row):
            cells.write(count, at, value)
        yield count
    sheet.autofilter(0, 0, count, len(given.columns) - 1)


def _sheet_name(name: str) -> str:
    """A name that a sheet may have: its length counts in UTF-16, as spreadsheets do."""
    units = tidied(name.translate(NO_NAME)).encode("utf-16-le")[: 2 * LONGEST_NAME]
    return units.decode("utf-16-le", "ignore").strip() or "1"
