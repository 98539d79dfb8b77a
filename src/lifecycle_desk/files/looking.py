"""Any file as it is looked at before it is taken in: its rows as they stand, and what is wrong with each.

What would become of them is what the format's own reader answers when it is only tried; nothing is decided here.
"""

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Lines, Reader
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.files.spreadsheets import BOM, open_sheet, written

WHY = "why"  # the column that a file of faulty rows has more
RECORD = ("record", "field")  # of a file that is no table: which of its records, and where in it
SHOWN_AT_MOST = 20_000  # rows that are held to be looked at; faulty ones are held beyond it


class Which(Enum):
    """Some rows of a file."""

    GOOD = "good"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row as it stands in the file, by the names of its columns, and what is wrong with it."""

    line: int
    cells: dict[str, str]
    fault: Refused | None = None


@dataclass
class Looked:
    """A file before it is taken in: what would become of it, its columns, and its rows by line.

    `odd` is what is odd about it without being wrong; `kinds` are those that it can be read as.
    """

    path: Path
    reader: Reader
    choices: Choices
    taken: Taken
    odd: tuple[Objection, ...] = ()
    header: tuple[str, ...] = ()
    lines: dict[int, SeenRow] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self.taken.rows

    @property
    def good(self) -> int:
        """How many rows can go in."""
        return self.taken.rows - len(self.taken.refused)

    @property
    def counts(self) -> dict[Which, int]:
        """How many rows can go in, and how many cannot."""
        return {Which.GOOD: self.good, Which.FAULTY: len(self.taken.refused)}

    @property
    def faulty(self) -> list[SeenRow]:
        """The rows that cannot go in."""
        return [row for row in self.lines.values() if row.fault]


class SeenRows:
    """Some rows of a file, as a long list asks for them."""

    tables = frozenset[str]()

    def __init__(self, seen: Looked | None, which: Which | None = None) -> None:
        self._lines = seen.lines if seen else {}
        wanted = (line for line, row in self._lines.items() if _is_wanted(row, which))
        self._keys = array("q", wanted)

    def keys(self, first: int | None = None) -> "array[int]":
        """The lines of all rows, or of the first ones."""
        return self._keys[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, SeenRow]:
        """Some rows by their lines."""
        return {line: self._lines[line] for line in keys}


def _is_wanted(row: SeenRow, which: Which | None) -> bool:
    return which is None or (row.fault is not None) is (which is Which.FAULTY)


def looked(user: UserSession, reader: Reader, path: Path, choices: Choices) -> Steps[Looked]:
    """Try a file and say what would become of it; nothing is written."""
    done = yield from reader.take_in(user, path, replace(choices, dry_run=True))
    made = Looked(path, reader, choices, done.value, (*done.value.warnings, *done.warnings))
    faults: dict[int, Refused] = {}
    for each in done.value.refused:
        faults.setdefault(each.line, each)
    if reader.lines is not None:
        header, rows = reader.lines(user, path, choices)
        made.header = tuple(header)
        for row in rows:
            line, cells = (row.line, ()) if isinstance(row, Refused) else row
            if line in faults or len(made.lines) < SHOWN_AT_MOST:
                named = dict(zip(made.header, cells, strict=False))
                made.lines[line] = SeenRow(line, named, faults.get(line))
    for line, fault in faults.items():
        if line not in made.lines:  # of a record in a file that is no table
            made.lines[line] = SeenRow(line, {}, fault)
    made.lines = dict(sorted(made.lines.items()))
    return made


def taken_in(user: UserSession, seen: Looked) -> Steps[Result[Taken]]:
    """Take in the good rows of a file that has been looked at, as it was looked at."""
    return seen.reader.taking_in(user, seen.path, replace(seen.choices, skip_refused=True))


def faulty_rows(seen: Looked, reasons: dict[int, str]) -> bytes:
    """The rows that cannot go in as a file of their own, each with its reason, to be mended and brought again."""
    if not seen.header:
        rows: list[tuple[str, ...]] = [(*RECORD, WHY)]
        faults = (each.fault for each in seen.faulty if each.fault)
        rows += [(str(each.line), each.field or "", reasons.get(each.line, "")) for each in faults]
        return BOM + written(rows)
    rows = [(*seen.header, WHY)]
    rows += [
        (*(each.cells.get(column, "") for column in seen.header), reasons.get(each.line, "")) for each in seen.faulty
    ]
    return BOM + written(rows)


def template(reader: Reader) -> bytes:
    """An empty list with all columns of one of our own formats."""
    return BOM + written([reader.header])


def rolled(known: Collection[str] = ()) -> Callable[[UserSession, Path, Choices], Lines]:
    """The columns and rows of a CSV file as they stand; `known` are names by which its delimiter is found."""

    def lines(user: UserSession, path: Path, _choices: Choices) -> Lines:
        roll = open_roll(path, known, dealer(user.store).market)
        return roll.header, roll.rows(range(len(roll.header)))

    return lines


def sheeted(columns: Sequence[str], *needed: str) -> Callable[[UserSession, Path, Choices], Lines]:
    """The columns and rows of a sheet of ours."""

    def lines(user: UserSession, path: Path, _choices: Choices) -> Lines:
        sheet = open_sheet(path, columns, needed, dealer(user.store).market)
        rows = (row if isinstance(row, Refused) else (row[0], tuple(row[1].values())) for row in sheet.rows())
        return sheet.header, rows

    return lines
