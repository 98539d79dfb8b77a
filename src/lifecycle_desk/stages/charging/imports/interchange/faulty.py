"""Rows that cannot go in: what they say in the file's own words, and a file of them to be mended and dropped again.

Lines of CSV and records of JSON are cut out as they stand. A reason stands above its line of CSV as a remark (# …),
which the readers pass over; a column more would be kept beside the session, and JSON has no remarks.
"""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, override

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.inert import CONTROLS
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.files.large_tables import Roll, open_roll
from lifecycle_desk.files.workbooks import is_workbook
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.imports.interchange import (
    evcc,
    evcc_columns,
    leapmotor,
    lubelogger,
    mapped,
    mygarage,
    ocpi,
    teslamate,
)
from lifecycle_desk.stages.charging.imports.interchange.columns import columns_of
from lifecycle_desk.stages.charging.imports.interchange.records import Record, Records

NAMES: Mapping[str, Callable[[], Mapping[str, Sequence[str]]]] = {
    teslamate.KIND: lambda: teslamate.NAMES,
    evcc.KIND: evcc_columns.names,
    leapmotor.KIND: lambda: leapmotor.NAMES,
    lubelogger.KIND: lambda: lubelogger.NAMES,
    mygarage.KIND: lambda: mygarage.NAMES,
}
LONGEST_SHOWN = 60


class Part(Enum):
    """The parts of a session that a column or field tells."""

    VEHICLE = "vehicle"
    STARTED = "started"
    ENERGY = "energy"
    CHARGE = "charge"
    WHERE = "where"
    COST = "cost"


# Our names of columns, the one that is shown first; and the fields of a CDR.
COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.VEHICLE: ("vehicle", "car", "identifier"),
    Part.STARTED: ("start", "created", "at", "date", "start_ms", "day", "month", "year"),
    Part.ENERGY: ("used", "added", "energy", "consumed", "litres", "gallons"),
    Part.CHARGE: ("soc_start", "soc_end"),
    Part.WHERE: ("location", "address", "station", "point", "type", "level", "phases"),
    Part.COST: ("cost", "price"),
}
FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.VEHICLE: ("cdr_token.contract_id", "cdr_token.uid"),
    Part.STARTED: ("start_date_time",),
    Part.ENERGY: ("total_energy",),
    Part.WHERE: ("cdr_location.name", "cdr_location.address", "cdr_location.connector_power_type"),
    Part.COST: ("total_cost.incl_vat", "total_cost.excl_vat", "total_cost.before_taxes", "currency"),
}


@dataclass(frozen=True, slots=True)
class FaultyRecord:
    """A row that cannot go in: its text as it stands, what it says of each part, and which part is wrong."""

    raw: str
    given: Mapping[Part, str]
    wrong: Part | None


@dataclass(frozen=True)
class FaultyRecords:
    """All of a file's: `head` is what stands before the first row; JSON has none, and is `bare` where it is no list."""

    encoding: str = "utf-8"
    head: str = ""
    is_json: bool = False
    bare: bytes = b""
    records: Mapping[int, FaultyRecord] = field(default_factory=dict)

    def of(self, line: int) -> FaultyRecord | None:
        """The record of a line; None where the file was changed meanwhile."""
        return self.records.get(line)

    def written(self, faults: Mapping[int, Objection], reasons: Mapping[int, str]) -> bytes:
        """A file of them in the file's own form and encoding."""
        if self.bare:
            return self.bare
        if self.is_json:
            whole = ",\n".join(each.raw for each in self.records.values())
            return f"[\n{whole}\n]\n".encode(self.encoding)
        end = "\r\n" if self.head.endswith("\r\n") else "\n"
        made = [self.head]
        for line, each in self.records.items():
            made += [self._remark(reasons.get(line, ""), faults[line]), end, each.raw.rstrip("\r\n"), end]
        return "".join(made).encode(self.encoding, "replace")

    def _remark(self, reason: str, why: Objection) -> str:
        """A reason as a remark; in English where the file's encoding has not the letters of the language."""
        try:
            reason.encode(self.encoding)
        except UnicodeEncodeError:
            reason = ""
        return f"# {CONTROLS.sub(' ', reason or Language('en').sentence(why))}"


NO_RECORDS = FaultyRecords()


def faulty_records(kind: str, path: Path, market: str, refused: Sequence[Refused]) -> FaultyRecords:
    """The refused rows of a file, cut out of it in one pass."""
    faults = {each.line: each.field for each in refused}
    if kind in {mygarage.KIND, mapped.KIND} or is_workbook(path):
        return NO_RECORDS  # rows of a database or a workbook are not cut out of it
    if kind in NAMES:
        return _lines(kind, path, market, faults)
    return _objects(path, faults)


# CSV ------------------------------------------------------------------------------------------------------------------


def _lines(kind: str, path: Path, market: str, faults: Mapping[int, str | None]) -> FaultyRecords:
    names = NAMES[kind]()
    roll = open_roll(path, {name for theirs in names.values() for name in theirs}, market)
    at = columns_of(roll.header, names, ()).at
    head, found = "", dict[int, FaultyRecord]()
    for line, cells, raw in _physical(roll):
        if not line:
            head = raw
        elif line in faults:
            given, wrong = _of_cells(cells, roll.header, at, faults[line])
            found[line] = FaultyRecord(raw, given, wrong)
    return FaultyRecords(roll.encoding, head, records=found)


def _physical(roll: Roll) -> Iterator[tuple[int, list[str], str]]:
    """The records of a roll with their lines and their own text; first, as line 0, all until its header's end."""
    taken: list[str] = []

    def passing(text: Iterator[str]) -> Iterator[str]:
        for each in text:
            taken.append(each)
            yield each

    with roll.path.open(encoding=roll.encoding, newline="") as text:
        reader = csv.reader(passing(iter(text)), delimiter=roll.delimiter, strict=True)
        line, headed = 1, False
        for cells in reader:
            if not headed:
                if tuple(" ".join(cell.split()) for cell in cells) == roll.header:
                    headed = True
                    yield 0, cells, "".join(taken)
                    taken.clear()
            else:
                yield line, cells, "".join(taken)
                taken.clear()
            line = reader.line_num + 1


def _of_cells(
    cells: Sequence[str], header: Sequence[str], at: Mapping[str, int], fault: str | None
) -> tuple[dict[Part, str], Part | None]:
    """A row's text of each part; of the wrong one, the very cell that is wrong."""

    def cell(name: str) -> str:
        place = at.get(name)
        return _short(cells[place]) if place is not None and place < len(cells) else ""

    given, wrong = dict[Part, str](), None
    for part, names in COLUMNS.items():
        said = [text for name in names if (text := cell(name))]
        if said:
            given[part] = " → ".join(said) if part is Part.CHARGE else said[0]
        for name in names:
            if fault is not None and name in at and header[at[name]] == fault:
                wrong = part
                given[part] = given.get(part, "") if part is Part.CHARGE else cell(name)
    return given, wrong


# JSON -----------------------------------------------------------------------------------------------------------------


class _Raw(Records):
    """Records that keep their own text beside their value."""

    @override
    def _many(self) -> list[dict[str, Any]]:
        return []  # each is cut out by itself

    @override
    def _looked_at(self, index: int, value: Any, raw: str) -> Record:
        return Record(index, (value, raw))


def _objects(path: Path, faults: Mapping[int, str | None]) -> FaultyRecords:
    records = _Raw(path)
    found = dict[int, FaultyRecord]()
    for each in records:
        if each.index in faults:
            value, raw = each.value
            fault = faults[each.index]
            found[each.index] = FaultyRecord(raw, _of_object(value), _part_of(fault))
    bare = path.read_bytes() if records.shape == "object" else b""
    return FaultyRecords(records.encoding, "", is_json=True, bare=bare, records=found)


def _of_object(value: Any) -> dict[Part, str]:
    given: dict[Part, str] = {}
    for part, paths in FIELDS.items():
        said = (_at(value, path.split(".")) for path in paths)
        if text := next((_short(each) for each in said if each), ""):
            given[part] = text
    return given


def _at(value: Any, path: Sequence[str]) -> str:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _part_of(fault: str | None) -> Part | None:
    """The part that a path into a record is of."""
    top = (fault or "").partition(".")[0].partition("[")[0]
    return next((part for part, paths in FIELDS.items() if top in {path.partition(".")[0] for path in paths}), None)


def _short(text: str) -> str:
    tidy = CONTROLS.sub(" ", text).strip().encode("utf-8", "replace").decode()
    return tidy if len(tidy) <= LONGEST_SHOWN else f"{tidy[:LONGEST_SHOWN]}…"


def known_names(kind: str) -> Collection[str]:
    """The columns that a kind of CSV knows, in small letters."""
    return {name for theirs in NAMES[kind]().values() for name in theirs}


JSON_KIND = ocpi.KIND
