"""Tables of anybody's, CSV or xlsx, read by a mapping that says which column means what: sessions among them.

A person says the meaning of a column, or its words propose it, and a proposal is shown before anything is written. A
session is known by the id that its table gives it, else by its start; ids are told apart by the captions of the columns
that they come from, so that two programs may count alike. Our own `export charging-sessions` brings its sources and
keys along and comes back as it was.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import Roll, open_roll
from lifecycle_desk.files.spreadsheets import FileEmpty
from lifecycle_desk.files.workbooks import is_workbook, write_as_table
from lifecycle_desk.stages.charging.imports.interchange.columns import Columns, columns_of
from lifecycle_desk.stages.charging.imports.interchange.figures import currencies
from lifecycle_desk.stages.charging.imports.interchange.moments import HourTwice, StatedMoment, told
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.imports.interchange.rows import (
    EMPTY,
    FUEL,
    MOST_KM,
    MOST_KWH,
    MOST_PERCENT,
    OPEN,
    CellEmpty,
    Got,
    Row,
    Table,
    noted_in,
    read_rows,
    table_of,
)
from lifecycle_desk.stages.charging.imports.rules.incoming import CurrencyUnknown
from lifecycle_desk.stages.charging.imports.rules.mappings import (
    ColumnMapping,
    MappingValueWrong,
    NothingProposed,
    Target,
    captions,
    check_mapping,
    fuel_places,
    proposed,
)
from lifecycle_desk.stages.charging.sessions.rules.sessions import NOWHERE, Current, Place, Session

KIND = "generic"
NUMBERS: Mapping[str, int | None] = {
    "meter_kwh": MOST_KWH,
    "battery_kwh": MOST_KWH,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
    "cost": None,
    "odometer_km": MOST_KM,
    "odometer_mi": MOST_KM,
    "temperature_c": MOST_PERCENT,
    "most_kw": MOST_KWH,
}
MOMENTS = ("started_at", "ended_at", "started_on", "on")
KEPT_TOO = ("current",)
FUELS = ("litre", "liter", "gallon", "(l)", "[l]", "(gal)", "galón", "升")
TRUE = frozenset({"true", "1", "yes"})

ColumnOfFuel = objection(
    "ColumnOfFuel", N_("Column “%(column)s” is a fuel column; a battery needs kWh."), "mapping", column=str
)
SectionNotThere = objection(
    "SectionNotThere",
    N_("%(file)s has no line “%(section)s” above the table."),
    "mapping",
    file=str,
    section=str,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that is open, with its mapping; `held` keeps what was unpacked for it as long as it is read."""

    roll: Roll
    mapping: ColumnMapping
    target: Target
    habits: Habits
    held: object

    def table(self, numbers: Mapping[str, int | None] = NUMBERS) -> Table:
        """Its columns, numbers and dates; refuses a file that lacks a column of the mapping."""
        names = {name: (" ".join(column.split()).casefold(),) for name, column in self.mapping.columns.items()}
        columns = columns_of(self.roll.header, names, names, KEPT_TOO, self.roll.head)
        return table_of(self.roll, columns, self.habits, numbers, MOMENTS)

    @property
    def said(self) -> str:
        """Which column means what, as an import answers."""
        return ", ".join(f"{name} = {column}" for name, column in self.mapping.columns.items())


def opened_by(path: Path, habits: Habits) -> Opened:
    """A table with the mapping that the caller gave, else with the one that its words suggest."""
    given = habits.mapping
    place, held = plain_table(path, given)
    words = {word for known in captions().values() for some in known.values() for word in some}
    words |= {column.casefold() for column in given.columns.values()} if given else set()
    roll = open_roll(place, words, habits.market)
    mapping = given or proposed(roll.header)
    if mapping is None:
        raise NothingProposed(path.name)
    target = check_mapping(mapping) if given else Target.of(mapping.of)
    for name in ("meter_kwh", "battery_kwh"):
        column = mapping.columns.get(name, "")
        if any(fuel in column.casefold() for fuel in FUELS):
            raise ColumnOfFuel(column)
    return Opened(roll, mapping, target, _habits(habits, mapping), held)


def _habits(habits: Habits, mapping: ColumnMapping) -> Habits:
    """The caller's habits, completed by the mapping's."""
    made = replace(habits, dates=habits.dates or mapping.dates)
    if mapping.currency and not habits.currency_named:
        code = mapping.currency.strip().upper()
        if code not in currencies():
            raise CurrencyUnknown(mapping.currency[:40])
        made = replace(made, currency=code, currency_named=True)
    if mapping.zone:
        try:
            made = replace(made, zone=ZoneInfo(mapping.zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise MappingValueWrong(mapping.zone[:40], "Europe/Madrid, Asia/Bangkok, UTC …").at_field("zone") from None
    return made


def plain_table(path: Path, mapping: ColumnMapping | None) -> tuple[Path, object]:
    """The table as a file of its own where it is a sheet of a workbook or a part of a file, in the same lines."""
    section = mapping.section if mapping else None
    if not is_workbook(path) and not section:
        return path, None
    folder = TemporaryDirectory()
    place = Path(folder.name, path.name)
    with place.open("w", encoding="utf-8", newline="") as to:
        if is_workbook(path):
            write_as_table(path, mapping.sheet if mapping else None, to)
        else:
            _write_section(path, section or "", to)
    if not place.stat().st_size:
        raise FileEmpty(path.name)
    return place, folder


def _write_section(path: Path, section: str, to: TextIO) -> None:
    """The lines under the one that names a section, until the next one of its kind."""
    mark, inside, found = section.split(maxsplit=1)[0] if section.split() else section, False, False
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        for line in lines:
            said = line.strip().strip('",;').strip()
            if said.startswith(mark) and not said.lstrip(mark)[:1].isdigit():
                inside = said.casefold() == section.strip().casefold()
                found = found or inside
                to.write("\n")
            else:
                to.write(line if inside else "\n")
    if not found:
        raise SectionNotThere(path.name, section[:40])


def open_generic(path: Path, habits: Habits) -> Source:
    """Charging sessions of a table as a source; refuses one whose rows are something else."""
    opened = opened_by(path, habits)
    if opened.target is not Target.SESSIONS:
        raise NothingProposed(path.name)
    table = opened.table()
    rows = partial(_rows, opened, table)
    source = table.source(KIND, rows, noted_in(rows))
    source.told = lambda: table.read_as | {"mapping": opened.said}
    return source


def _rows(opened: Opened, table: Table, noted: list[HourTwice]) -> Iterator[Got]:
    at = table.columns.at
    start = "started_at" if "started_at" in at else "started_on"
    energy = "meter_kwh" if "meter_kwh" in at else "battery_kwh"
    places = {"energy": energy, "start": start, "end": "ended_at", "odometer": "odometer_km", "cost": "cost"}
    read = partial(_session, mark=_mark(opened.mapping, table.columns))
    yield from read_rows(table, read, places, noted)  # what was unpacked is held until the last row


def _mark(mapping: ColumnMapping, columns: Columns) -> str:
    """The mark that tells the ids of one program from those of another: the captions of their columns."""
    named = "id" if "id" in mapping.columns else "started_at" if "started_at" in mapping.columns else "started_on"
    caption = columns.spelt(named) or named
    return blake2b(caption.casefold().encode(), digest_size=4).hexdigest()


def _session(row: Row, mark: str) -> Session | str:
    if row.text("place").casefold() in fuel_places():
        return FUEL
    credits_ = row.text("credits") or None
    meter, battery = (_energy(row, name, is_credit=credits_ is not None) for name in ("meter_kwh", "battery_kwh"))
    end = row.told("ended_at")
    if end is None and "ended_at" in row.table.columns.at and not (meter or battery):
        return OPEN
    if not (meter or battery):
        return EMPTY
    name, start = _start(row)
    begun, ended = row.span((name, start), ("ended_at", end)) if end else (row.first(name, start), None)
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    source, key = row.text("source"), row.text("key")
    place = Place(name=row.text("place"), city=row.text("city"), country=row.text("country"),
                  connector=row.text("connector"))  # fmt: skip
    return Session(
        source=source if source and key else KIND,
        key=key if source and key else f"{mark}/{row.text('id') or f'{start.at:%Y-%m-%d %H:%M:%S}'}",
        started_at=begun,
        ended_at=ended,
        meter_wh=meter,
        battery_wh=battery,
        current=_current(row),
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=step,
        cost=_cost(row),
        place=NOWHERE if place == NOWHERE else place,
        whose=tuple(dict.fromkeys(filter(None, (row.text("vin"), row.text("whose"))))),
        odometer=_odometer(row),
        temperature=row.temperature("temperature_c", ""),
        most_watts=row.number("most_kw", 3, ("kw",)),
        credits=credits_,
        more=row.more(),
    )


def _energy(row: Row, name: str, *, is_credit: bool) -> int | None:
    """An energy; below nothing only where another session is taken back."""
    return row.number(name, 3, ("kwh",)) if is_credit else row.watt_hours(name)


def _start(row: Row) -> tuple[str, StatedMoment]:
    """When a session began, and the column that says it; of a day with a time beside it, both."""
    if "started_at" in row.table.columns.at:
        return "started_at", row.begins("started_at")
    day = row.begins("started_on")
    if not (time := row.text("started_time")):
        return "started_on", day
    try:
        return "started_time", told(f"{day.at:%Y-%m-%d} {time}", row.table.days, row.today)
    except Objection as why:
        raise Fault("started_time", why) from None


def _current(row: Row) -> Current | None:
    told_as = row.text("current").upper()
    return Current.of(told_as) if told_as in Current else None


def _cost(row: Row) -> Money | None:
    """The payment; the price of a tariff of ours is none of the source's."""
    if row.text("computed").casefold() in TRUE or not (text := row.text("cost")):
        return None
    code = row.text("currency").upper()
    if not code:
        return row.money("cost")
    if code not in currencies():
        raise Fault("currency", CurrencyUnknown(code[:40]))
    try:
        return row.table.figures.money(text, code, row.table.habits.market, named=True)
    except Objection as why:
        raise Fault("cost", why) from None


def _odometer(row: Row) -> Distance | None:
    read = row.distance("odometer_km", LengthUnit.KM) or row.distance("odometer_mi", LengthUnit.MILES)
    return read if read and read.value else None  # a car that is charged has driven: 0 is none


def day_told(row: Row, name: str) -> datetime:
    """A day that no row can do without."""
    moment = row.told(name)
    if moment is None:
        raise Fault(name, CellEmpty())
    return moment.at


def rows_as(opened: Opened, header: Mapping[str, str], to: TextIO) -> None:
    """Write a table's rows under other captions, each in its own line; `header` gives ours by field."""
    fields = [name for name in opened.mapping.columns if name in header]
    at = opened.table({}).columns.at
    writer = csv.writer(to, lineterminator="\n", quoting=csv.QUOTE_ALL)
    to.write("\n" * (opened.roll.head - 1))
    writer.writerow([header[name] for name in fields])
    line = opened.roll.head + 1
    for got in opened.roll.rows(range(len(opened.roll.header))):
        if isinstance(got, Refused):
            number, cells = got.line, [""] * (len(fields) + 1)  # refused again, for the number of its cells
        else:
            number, cells = got[0], [" ".join(got[1][at[name]].split()) for name in fields]
        to.write("\n" * max(0, number - line))
        writer.writerow(cells)
        line = max(line, number) + 1
