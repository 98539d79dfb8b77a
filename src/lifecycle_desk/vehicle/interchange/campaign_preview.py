"""A campaign file as it is looked at before it is taken in: ours or NHTSA's, its rows and what is wrong with them."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.offers import Choices
from lifecycle_desk.counter.verbs import Done, Seat
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.vehicle.interchange import campaigns, nhtsa
from lifecycle_desk.vehicle.interchange.sheets import written
from lifecycle_desk.vehicle.interchange.vehicles import BOM
from lifecycle_desk.vehicle.rules.models import named

WHY = "why"  # the column that a file of faulty rows has more
SHOWN_AT_MOST = 20_000  # rows that are held to be looked at; faulty ones are held beyond it
FEW = 10  # tabs that no line of our own CSV has before its header is over


class Which(Enum):
    """Some rows of a file."""

    GOOD = "good"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A row as a table shows it: the campaign, the cars that it names, what it is about, and what is wrong with it."""

    line: int
    number: str
    cars: str
    title: str
    cells: dict[str, str]
    fault: Refused | None = None


@dataclass
class CampaignPreview:
    """A file before it is taken in: what would become of it, and its rows by line."""

    path: Path
    taken: Taken
    header: tuple[str, ...]
    lines: dict[int, CampaignRow] = field(default_factory=dict)

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
    def faulty(self) -> list[CampaignRow]:
        """The rows that cannot go in."""
        return [row for row in self.lines.values() if row.fault]


class PreviewedRows:
    """Some rows of a preview, as a long list asks for them."""

    tables = frozenset[str]()

    def __init__(self, preview: CampaignPreview, which: Which | None) -> None:
        self._lines = preview.lines
        wanted = (line for line, row in preview.lines.items() if _is_wanted(row, which))
        self._keys = array("q", wanted)

    def keys(self, first: int | None = None) -> "array[int]":
        """The lines of all rows, or of the first ones."""
        return self._keys[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, CampaignRow]:
        """Some rows by their lines."""
        return {line: self._lines[line] for line in keys}


def _is_wanted(row: CampaignRow, which: Which | None) -> bool:
    return which is None or (row.fault is not None) is (which is Which.FAULTY)


def is_of_nhtsa(path: Path) -> bool:
    """Whether a file is NHTSA's and not ours: an answer in JSON, or lines with many tabs and without our header."""
    with path.open("rb") as file:
        head = file.readline(100_000).removeprefix(nhtsa.MARK).lstrip()
    return head[:1] in {b"{", b"["} or (head.count(b"\t") > FEW and b"campaign_no" not in head.lower())


def previewed(seat: Seat, path: Path, dates: str | None = None) -> Steps[CampaignPreview]:
    """Read a file and say what would become of it; nothing is written."""
    of_nhtsa = is_of_nhtsa(path)
    take_in = nhtsa.take_in if of_nhtsa else campaigns.take_in
    done = yield from take_in(seat, path, Choices(dates=dates, dry_run=True))
    made = CampaignPreview(path, done.made, nhtsa.FIELDS if of_nhtsa else campaigns.HEADER)
    faults = {each.line: each for each in done.made.refused}
    for line, row in nhtsa_rows(path) if of_nhtsa else _our_rows(seat, path):
        if line in faults or len(made.lines) < SHOWN_AT_MOST:
            fault = faults.get(line)
            made.lines[line] = CampaignRow(line, *row[:3], row[3], fault)
    return made


type _Shown = tuple[str, str, str, dict[str, str]]


def _our_rows(seat: Seat, path: Path) -> Iterator[tuple[int, _Shown]]:
    for row in campaigns.rows_of(campaigns.open_campaigns(path, dealer(seat.store).market)):
        if isinstance(row, Refused):
            yield row.line, ("", "", "", {})
            continue
        line, cells = row
        ends = "–".join(filter(None, (cells.get("vin_from"), cells.get("vin_to"))))
        yield line, (cells.get("campaign_no", ""), cells.get("vin") or ends, cells.get("title", ""), cells)


def nhtsa_rows(path: Path) -> Iterator[tuple[int, _Shown]]:
    """The rows of a list of NHTSA as a table shows them."""
    for row in nhtsa.rows_of(path):
        if isinstance(row, Refused):
            yield row.line, ("", "", "", {})
            continue
        line, cells = row
        car = named(cells["MAKETXT"], cells["MODELTXT"], cells["YEARTXT"])
        yield line, (cells["CAMPNO"], car, cells["COMPNAME"], dict(cells))


def taken_in(seat: Seat, path: Path, dates: str | None = None) -> Steps[Done[Taken]]:
    """Take in the good rows of a file that has been looked at."""
    take_in = nhtsa.take_in if is_of_nhtsa(path) else campaigns.take_in
    return take_in(seat, path, Choices(dates=dates, skip_refused=True))


def faulty_rows(preview: CampaignPreview, reasons: dict[int, str]) -> bytes:
    """The rows that cannot go in as a file of their own, each with its reason, to be mended and brought again."""
    rows = [(*preview.header, WHY)]
    rows += [
        (*(each.cells.get(column, "") for column in preview.header), reasons.get(each.line, ""))
        for each in preview.faulty
    ]
    return BOM + written(rows)


def template() -> bytes:
    """An empty list with all columns."""
    return BOM + written([campaigns.HEADER])
