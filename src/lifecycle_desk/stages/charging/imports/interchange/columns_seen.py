"""The columns of anybody's table as they are looked at to say what they mean: names, samples, what is proposed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.files.large_tables import Roll, open_roll
from lifecycle_desk.files.spreadsheets import FileEmpty
from lifecycle_desk.files.workbooks import is_workbook, sheets_of
from lifecycle_desk.stages.charging.imports.interchange.mapped import plain_table
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping, captions, proposed
from lifecycle_desk.stages.charging.imports.usecases import mappings

SAMPLES, LOOKED_THROUGH = 3, 200
MOST_BEFORE = 20_000  # lines that are looked through for the names of tables in a file of several
MARK = "## "


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column with some of what stands in it."""

    name: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table before anybody has said what its columns mean.

    `parts` are the tables that its file has, where it has several, and `part` is the one that was looked at: a sheet of
    a workbook, else a line above the table. `proposed` is what the columns' words suggest, `kept` the mappings that
    this table has all columns of.
    """

    path: Path
    columns: tuple[ColumnSeen, ...]
    proposed: ColumnMapping | None
    stored: tuple[ColumnMapping, ...]
    parts: tuple[str, ...] = ()
    part: str | None = None
    is_workbook: bool = False


def table_seen(user: UserSession, path: Path, part: str | None = None) -> TableSeen:
    """Look at a table, or at one of several; without a name the one that words of columns suggest most of."""
    check_file(path)
    is_book = is_workbook(path)
    parts = sheets_of(path) if is_book else tuple(dict.fromkeys(_sections(path)))
    if part is None and len(parts) > 1:
        return max((_seen(user, path, parts, each, is_book=is_book) for each in parts), key=_suggested)
    return _seen(user, path, parts, part or (parts[0] if parts else None), is_book=is_book)


def _suggested(seen: TableSeen) -> tuple[int, int]:
    return len(seen.stored), len(seen.proposed.columns) if seen.proposed else 0


def is_table(path: Path) -> bool:
    """Whether a file may be a table: a workbook, or text without the signs of JSON."""
    if is_workbook(path):
        return True
    with path.open("rb") as file:
        begun = file.read(4096)
    is_wide = begun.startswith((b"\xff\xfe", b"\xfe\xff"))
    return bool(begun.strip()) and (is_wide or b"\0" not in begun) and begun.lstrip()[:1] not in {b"{", b"["}


def _seen(user: UserSession, path: Path, parts: tuple[str, ...], part: str | None, *, is_book: bool) -> TableSeen:
    place = ColumnMapping("", "", sheet=part if is_book else None, section=None if is_book else part)
    try:
        plain, held = plain_table(path, place)
        roll = open_roll(plain, _words(), dealer(user.store).market)
    except FileEmpty:
        if len(parts) > 1:
            return TableSeen(path, (), None, (), parts, part, is_book)
        raise
    told = proposed(roll.header)
    found = replace(told, sheet=place.sheet if len(parts) > 1 else None, section=place.section) if told else None
    columns = tuple(_columns(roll))
    del held  # what was unpacked for it is read by now
    return TableSeen(path, columns, found, tuple(_kept(user, roll, place)), parts, part, is_book)


def _words() -> set[str]:
    return {word for known in captions().values() for some in known.values() for word in some}


def _columns(roll: Roll) -> Iterator[ColumnSeen]:
    rows = [
        row[1] for row in islice(roll.rows(range(len(roll.header))), LOOKED_THROUGH) if not isinstance(row, Refused)
    ]
    for place, name in enumerate(roll.header):
        told = dict.fromkeys(" ".join(cells[place].split()) for cells in rows)
        yield ColumnSeen(name, tuple(islice((each for each in told if each), SAMPLES)))


def _kept(user: UserSession, roll: Roll, place: ColumnMapping) -> Iterator[ColumnMapping]:
    """The mappings that are kept for a table like this one."""
    header = {name.casefold() for name in roll.header}
    for each in mappings(user):
        fits = {column.casefold() for column in each.columns.values()} <= header
        if fits and (each.section or "").casefold() == (place.section or "").casefold():
            yield each


def _sections(path: Path) -> Iterator[str]:
    """The lines that name tables in a file of several, such as "## Log"."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in islice(lines, MOST_BEFORE):
            said = line.strip().strip('",;').strip()
            if said.startswith(MARK):
                yield said
