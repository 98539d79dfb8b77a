"""What comes as files: records with which books are begun, and lists of vehicles as they are looked at beforehand."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.offers import Choices
from lifecycle_desk.counter.verbs import Done, Seat
from lifecycle_desk.dealership.usecases import authorise, dealer
from lifecycle_desk.overview.usecases.safety import CHECKS
from lifecycle_desk.store.opening import founding
from lifecycle_desk.store.places import is_server
from lifecycle_desk.trust.heads import heads_in
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.interchange import records, vehicles
from lifecycle_desk.vehicle.interchange.sheets import open_sheet, written
from lifecycle_desk.vehicle.usecases.heads import places

WHY = "why"  # the column that a file of faulty rows has more
SHOWN_AT_MOST = 20_000  # rows of a list that are held to be looked at; faulty ones are held beyond it


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed records: the dealer that they name, the key, and whether that key is known where they are to lie.

    Without a key nobody signed them.
    """

    dealer: str
    key: bytes | None
    is_known: bool

    @property
    def fingerprint(self) -> str:
        """What people compare; empty without a key."""
        return fingerprint(self.key) if self.key else ""


def signer_of(file: Path, where: str) -> Signer:
    """Who signed the records in a file, by its first and its last line; taking them in looks at all between.

    A key is known by the heads of books that lay at the place before. Raises what records refuse that are none, were
    cut off, or bear a signature that does not hold.
    """
    dealer, key = records.signer(file)
    known = set() if is_server(where) else {each.public for place in places(Path(where)) for each in heads_in(place)}
    return Signer(dealer, key, key in known)


def begin_with_records(where: str, file: Path, *, trust: tuple[str, ...] = (), unsigned: bool = False) -> Steps[str]:
    """Make a store of the records in a file, checked whole; gives the place, and leaves nothing where they fail.

    `trust` names the fingerprint that somebody compared, `unsigned` takes what nobody signed.
    """
    choices = Choices(checks=CHECKS, trust=trust, unsigned=unsigned)
    with founding(where) as made:
        done = yield from records.take_in(Seat(made.store, None, authorise), file, choices)
        made.wanted = done.made.written
    return where


class Which(Enum):
    """Some rows of a list."""

    ALL = "all"
    GOOD = "good"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list as it stands in the file, and what is wrong with it."""

    line: int
    cells: dict[str, str]
    fault: Refused | None = None


@dataclass
class Preview:
    """A list before it is taken in: what would become of it, and its rows by line."""

    path: Path
    taken: Taken
    header: tuple[str, ...]
    lines: dict[int, ListedRow] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows the list has."""
        return self.taken.rows

    @property
    def counts(self) -> dict[Which, int]:
        """How many rows can go in, and how many cannot."""
        return {Which.GOOD: self.good, Which.FAULTY: len(self.taken.refused)}

    @property
    def faulty(self) -> list[ListedRow]:
        """The rows that cannot go in."""
        return [row for row in self.lines.values() if row.fault]

    @property
    def good(self) -> int:
        """How many rows can go in."""
        return self.taken.rows - len(self.taken.refused)


class PreviewRows:
    """Some rows of a preview, as a long list asks for them."""

    tables = frozenset[str]()

    def __init__(self, preview: Preview, which: Which) -> None:
        self._lines = preview.lines
        self._keys = array(
            "q",
            (
                line
                for line, row in preview.lines.items()
                if which is Which.ALL or (row.fault is not None) is (which is Which.FAULTY)
            ),
        )

    def keys(self, first: int | None = None) -> "array[int]":
        """The lines of all rows, or of the first ones."""
        return self._keys[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ListedRow]:
        """Some rows by their lines."""
        return {line: self._lines[line] for line in keys}


def previewed(seat: Seat, path: Path, dates: str | None = None) -> Steps[Preview]:
    """Read a list and say what would become of it; nothing is written."""
    done = yield from vehicles.take_in(seat, path, Choices(dates=dates, dry_run=True))
    sheet = open_sheet(path, vehicles.HEADER, ("vin",), dealer(seat.store).market)
    made = Preview(path, done.made, sheet.header)
    faults = {each.line: each for each in done.made.refused}
    for row in sheet.rows():
        line, cells = (row.line, dict[str, str]()) if isinstance(row, Refused) else row
        if line in faults or len(made.lines) < SHOWN_AT_MOST:
            made.lines[line] = ListedRow(line, cells, faults.get(line))
    return made


def taken_in(seat: Seat, path: Path, dates: str | None = None) -> Steps[Done[Taken]]:
    """Take in the good rows of a list that has been looked at."""
    return vehicles.take_in(seat, path, Choices(dates=dates, skip_refused=True))


def faulty_rows(preview: Preview, reasons: dict[int, str]) -> bytes:
    """The rows that cannot go in as a file of their own, each with its reason, to be mended and brought again."""
    rows = [(*preview.header, WHY)]
    rows += [
        (*(each.cells.get(column, "") for column in preview.header), reasons.get(each.line, ""))
        for each in preview.faulty
    ]
    return vehicles.BOM + written(rows)


def template() -> bytes:
    """An empty list with all columns."""
    return vehicles.BOM + written([vehicles.HEADER])
