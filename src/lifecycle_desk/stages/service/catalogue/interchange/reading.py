"""Lists of labour operations and of parts, CSV or xlsx: read and checked whole, then poured as one change."""

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
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.looking import sheeted
from lifecycle_desk.files.spreadsheets import Sheet, open_sheet
from lifecycle_desk.files.workbooks import as_sheet
from lifecycle_desk.stages.service.catalogue.rules.entries import CATALOGUE_EDIT, CatalogueEntry
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.catalogue.usecases.changing import begin_import, check_chains, put
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

ROWS_A_STEP = 500

type Merge = Callable[[CatalogueEntry | None], CatalogueEntry]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row says of an entry: its kind and code, and how it changes what is there.

    `replaced_by` is None where the row says nothing of it.
    """

    line: int
    kind: LineKind
    key: str
    code: str
    merge: Merge
    replaced_by: str | None = None


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


class Fault(Exception):  # noqa: N818 (it only carries an objection to its row)
    """A cell that cannot be read: its column, and why."""

    def __init__(self, column: str, why: Objection) -> None:
        super().__init__(column, why)
        self.column, self.why = column, why


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
                taken.refused.append(Refused(row[0], fault.column, fault.why))
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
    **more: Any,
) -> Reader:
    """The reader of a list of our columns, as CSV and as workbook, which is looked at before it comes in."""
    known, shown = knows(columns, needed), lines(columns, needed)
    return Reader(kind, about, take_in, header=columns, group=Group.WORKSHOP, knows=known, lines=shown, **more)


def taken_in(
    user: UserSession, path: Path, choices: Choices, kind: str, sheet: Sheet, read: Callable[[Cells], ReadRow]
) -> Steps[Result[Taken]]:
    """Read all rows, then pour the good ones in short transactions that are one change."""
    with user.store.reading() as tx:
        tx.by = user.staff
        for right in (IMPORT, CATALOGUE_EDIT):
            user.authorise(tx, right)
    taken = Taken(kind, path.name, warnings=list(sheet.notes), read_as=sheet.read_as)
    good = yield from read_rows(sheet, read, taken)
    good = _without_cycles(user, good, taken)
    by_key: dict[tuple[LineKind, str], list[ReadRow]] = {}
    for each in good:
        by_key.setdefault((each.kind, each.key), []).append(each)
    checked = yield from _poured(user, by_key, taken, None)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    if taken.written and checked:
        taken.new = taken.changed = 0
        taken.known = 0
        yield from _poured(user, checked, taken, digest_of(path))
    return Result(taken)


def _without_cycles(user: UserSession, good: list[ReadRow], taken: Taken) -> list[ReadRow]:
    changed = {each.key: each.replaced_by for each in good if each.replaced_by is not None}
    if not any(changed.values()):
        return good
    codes: Mapping[str, str] = {each.key: each.code for each in good}
    with user.store.reading() as tx:
        wrong = check_chains(tx, changed, codes)
    for each in good:
        if each.replaced_by and each.key in wrong:
            taken.refused.append(Refused(each.line, "superseded_by", wrong[each.key]))
    return [each for each in good if not (each.replaced_by and each.key in wrong)]


def _poured(
    user: UserSession, by_key: dict[tuple[LineKind, str], list[ReadRow]], taken: Taken, digest: str | None
) -> Steps[dict[tuple[LineKind, str], list[ReadRow]]]:
    """Merge the rows into what is there, and keep that where a digest is given; gives what can be kept."""
    places, fine, change = list(by_key), dict[tuple[LineKind, str], list[ReadRow]](), None
    for first in range(0, len(places), ROWS_A_STEP):
        some = places[first : first + ROWS_A_STEP]
        with user.store.writing(user.staff) if digest else user.store.reading() as tx:
            if digest:
                change = taken.change = change or begin_import(tx, taken.file, digest)
            there = entry_rows.by_keys(tx, (key for _, key in some))
            made = list[CatalogueEntry]()
            for place in some:
                kept, entry = list[ReadRow](), there.get((str(place[0]), place[1]), (0, None))[1]
                for row in by_key[place]:
                    try:
                        entry = row.merge(entry)
                        kept.append(row)
                    except Fault as fault:
                        taken.refused.append(Refused(row.line, fault.column, fault.why))
                if entry is not None and kept:
                    made.append(entry)
                    fine[place] = kept
            counted = put(tx, change, made)
        taken.new += counted.new
        taken.changed += counted.changed
        taken.known += counted.known + sum(len(fine[place]) - 1 for place in some if place in fine)
        yield Step(first + len(some), len(places))
    return fine
