"""Lists of our own columns, CSV or xlsx: opened, looked at, and read row by row, each fault with its column."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Lines, Reader
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.looking import sheeted
from lifecycle_desk.files.spreadsheets import Sheet, open_sheet
from lifecycle_desk.files.workbooks import as_sheet

ROWS_A_STEP = 500


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row, by column, and its line in the file; what cannot be read is a fault of its column."""

    line: int
    cells: Mapping[str, str]

    def words(self, column: str) -> str:
        """The words of a column without needless blanks; empty where it says nothing."""
        return " ".join(self.cells.get(column, "").split())

    def read[Value](self, column: str, how: Callable[[str], Value]) -> Value | None:
        """What a column says, read in one way; None where it says nothing."""
        try:
            return how(text) if (text := self.cells.get(column, "").strip()) else None
        except Objection as why:
            raise Fault(column, why) from None

    def code(self, column: str, missing: Callable[[], Objection]) -> str:
        """The number or code without which the row is none."""
        code = self.words(column)
        if not tight(code):
            raise Fault(column, missing())
        return code


@contextmanager
def opened(user: UserSession, path: Path, columns: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Sheet]:
    """A list as a sheet, also where it is the first sheet of a workbook."""
    with as_sheet(path) as sheet:
        yield open_sheet(sheet, columns, needed, dealer(user.store).market)


def knows(columns: tuple[str, ...], needed: tuple[str, ...]) -> Callable[[Path, str], int]:
    """Know lists of our columns, as CSV and as workbook."""
    by = by_columns(columns, needed, ours=True)

    def known(path: Path, market: str) -> int:
        try:
            with as_sheet(path, rows=1) as sheet:
                return by(sheet, market)
        except Objection:
            return 0

    return known


def lines(columns: tuple[str, ...], needed: tuple[str, ...]) -> Callable[[UserSession, Path, Choices], Lines]:
    """The columns and rows of a list as they stand, to be looked at."""
    of_sheet = sheeted(columns, *needed)

    def given(user: UserSession, path: Path, choices: Choices) -> Lines:
        with as_sheet(path) as sheet:
            header, rows = of_sheet(user, sheet, choices)
            return header, iter(list(rows))

    return given


def days_in(sheet: Sheet, column: str, order: str | None) -> Days:
    """How the days of a column are written, by all of them together."""
    rows = (row[1].get(column, "") for row in sheet.rows() if not isinstance(row, Refused))
    return days_of((each for each in rows if each), order)


def read_rows[Made](sheet: Sheet, read: Callable[[Cells], Made], taken: Taken) -> Steps[list[Made]]:
    """Read all rows of a list; those that cannot be read are refused with the column that is at fault."""
    good = list[Made]()
    for row in sheet.rows():
        taken.rows += 1
        if isinstance(row, Refused):
            taken.refused.append(row)
        else:
            try:
                good.append(read(Cells(*row)))
            except Fault as fault:
                taken.refused.append(Refused(row[0], fault.at, fault.why))
        if taken.rows % ROWS_A_STEP == 0:
            yield Step(taken.rows)
    return good


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, by which it is told and known again."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def table_reader(
    kind: str,
    about: str,
    take_in: Callable[[UserSession, Path, Choices], Steps[Result[Taken]]],
    columns: tuple[str, ...],
    needed: tuple[str, ...],
    group: Group = Group.WORKSHOP,
    **more: Any,
) -> Reader:
    """The reader of a list of our columns, as CSV and as workbook, which is looked at before it comes in."""
    known, shown = knows(columns, needed), lines(columns, needed)
    return Reader(kind, about, take_in, header=columns, group=group, knows=known, lines=shown, **more)
