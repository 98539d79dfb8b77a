"""leapmotor-mate's charges as CSV.

Columns, their other names and limits are those of its importer (ProtossBlaster/leapmotor-mate, web/charge_import.py):
local times, a day without a time is noon, lines that begin with # are remarks, energy is what came into the battery,
and a start names a charge: the same start with other energy is a correction.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.language.reading import OutOfRange
from lifecycle_desk.stages.charging.imports.interchange.columns import columns_of
from lifecycle_desk.stages.charging.imports.interchange.moments import HourTwice
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.imports.interchange.rows import (
    MOST_KM,
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
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, EnergyOutOfRange, Session

KIND = "leapmotor-mate"
NAMES = {
    "date": ("date", "data", "datum", "date_time", "datetime", "started_at"),
    "energy": ("energy_kwh", "energy", "kwh", "energy_added_kwh"),
    "cost": ("cost", "price"),
    "type": ("type", "charge_type"),
    "soc_start": ("start_soc",),
    "soc_end": ("end_soc",),
    "end": ("end", "ended_at"),
    "odometer": ("odometer_km", "odometer", "odo", "km", "mileage", "kilometraggio"),
}
MOST_WH = 250_000  # the importer's own limit, as in the rule of the column
NUMBERS = {
    "energy": MOST_WH // 1000,
    "cost": None,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
    "odometer": MOST_KM,
}
CURRENTS = {"": Current.AC, "AC": Current.AC, "DC": Current.DC, "FAST": Current.DC, "HPC": Current.DC}

CurrentUnknown = objection("CurrentUnknown", N_("“%(given)s” is not one of %(codes)s."), given=str, codes=NamesInText)


def open_leapmotor(path: Path, habits: Habits) -> Source:
    """Charges as a source; a file without date or energy is none."""
    roll = open_roll(path, {name for names in NAMES.values() for name in names}, habits.market)
    columns = columns_of(roll.header, NAMES, ("date", "energy"), line=roll.head)
    table = table_of(roll, columns, habits, NUMBERS, ("date", "end"))
    rows = partial(_rows, table)
    return table.source(KIND, rows, noted_in(rows))


def _rows(table: Table, noted: list[HourTwice]) -> Iterator[Got]:
    return read_rows(table, _session, {"energy": "energy", "start": "date", "end": "end"}, noted)


def _session(row: Row) -> Session | str:
    told = row.begins("date")
    begun, ended = _span(row)
    if "end" in row.table.columns.at and ended is None and not row.text("energy"):
        return OPEN
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    cost = row.money("cost")
    if cost is not None and cost.minor < 0:
        raise Fault("cost", OutOfRange(Decimal(cost.minor), Decimal(0), Decimal("Infinity")))
    return Session(
        source=KIND,
        key=f"{told.at:%Y-%m-%d %H:%M}",
        started_at=begun,
        ended_at=ended,
        battery_wh=_energy(row),
        current=_current(row),
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=step,
        cost=cost,
        odometer=row.distance("odometer", LengthUnit.KM),
        more=row.more(),
    )


def _span(row: Row) -> tuple[datetime, datetime | None]:
    """When it began and, where the row says so, ended."""
    begun, ended = row.begins("date"), row.told("end")
    if ended is None:
        return row.first("date", begun), None
    return row.span(("date", begun), ("end", ended))


def _energy(row: Row) -> int:
    energy = row.watt_hours("energy")
    if energy is None:
        raise Fault("energy", CellEmpty())
    if not 0 < energy <= MOST_WH:
        raise Fault("energy", EnergyOutOfRange(f"{energy / 1000:g}"))
    return energy


def _current(row: Row) -> Current:
    told = row.text("type")
    if told.upper() not in CURRENTS:
        raise Fault("type", CurrentUnknown(told, in_text(name for name in CURRENTS if name)))
    return CURRENTS[told.upper()]
