"""TeslaMate's charging processes as CSV: the table itself, or the "Charges" panel of its dashboard.

Columns are those of the table (teslamate-org/teslamate, lib/teslamate/log/charging_process.ex) and of the panel's
query, or the panel's captions (grafana/dashboards/charges.json), with the units that Grafana writes beside figures.
The table's times are UTC. Under the caption "Date" stand times of the viewer's own zone (unit dateTimeAsLocal), so they
are read as the dealer's. `added` came into the battery, `used` left the meter, and may be the smaller of the two.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.files.spreadsheets import ColumnMissing
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.stages.charging.imports.interchange.columns import columns_of
from lifecycle_desk.stages.charging.imports.interchange.moments import HourTwice, StatedMoment
from lifecycle_desk.stages.charging.imports.interchange.plainly import plainly
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.imports.interchange.rows import (
    EMPTY,
    MOST_KM,
    MOST_KWH,
    MOST_PERCENT,
    OPEN,
    Got,
    Row,
    Table,
    noted_in,
    read_rows,
    table_of,
    unit_of,
)
from lifecycle_desk.stages.charging.sessions.rules.sessions import NOWHERE, Current, Place, Session

KIND = "teslamate"
NAMES = {
    "id": ("id", "charging process id"),
    "car": ("car_id",),
    "start": ("start_date",),
    "end": ("end_date",),
    "start_ms": ("start_date_ts",),
    "end_ms": ("end_date_ts",),
    "date": ("date",),
    "added": ("charge_energy_added", "energy added"),
    "used": ("charge_energy_used", "energy used"),
    "soc_start": ("start_battery_level", "% start"),
    "soc_end": ("end_battery_level", "% end"),
    "lasted": ("duration_min", "duration"),
    "celsius": ("outside_temp_avg", "outside_temp_avg_c", "temp"),
    "fahrenheit": ("outside_temp_avg_f",),
    "cost": ("cost",),
    "phases": ("charger_phases",),
    "type": ("charge_type", "type"),
    "address": ("address", "location"),
    "km": ("odometer_km", "odometer"),
    "miles": ("odometer_mi",),
}
NUMBERS = {
    "added": MOST_KWH,
    "used": MOST_KWH,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
    "lasted": None,
    "celsius": MOST_PERCENT,
    "fahrenheit": MOST_PERCENT * 2,
    "cost": None,
    "phases": None,
    "km": MOST_KM,
    "miles": MOST_KM,
}
NOTHING = frozenset({"null", "\\n", "[null]"})  # how programs write SQL's NULL: psql, DBeaver, Grafana and others
MINUTES = {"": 1, "m": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1, "hour": 60, "hours": 60, "h": 60}
MINUTES |= {"day": 1440, "days": 1440, "s": 0, "second": 0, "seconds": 0}
LONGEST_MINUTES = 100_000
MILES = ("mi", "miles")
PANEL_ODOMETER = "Odometer"  # the panel's caption in either unit

# A column whose times are those of whoever looked at the dashboard.
ReadAsLocal = objection(
    "ReadAsLocal", N_("The times in column “%(column)s” were read as %(zone)s."), column=str, zone=str
)


def open_teslamate(path: Path, habits: Habits) -> Source:
    """Charging processes as a source; a file without start or energies is none."""
    roll = open_roll(path, {name for names in NAMES.values() for name in names}, habits.market)
    columns = replace(columns_of(roll.header, NAMES, (), line=roll.head), nothing=NOTHING)
    if not columns.at.keys() & {"start", "start_ms", "date"}:
        raise ColumnMissing("start_date", roll.head)
    if not columns.at.keys() & {"added", "used"}:
        raise ColumnMissing("charge_energy_added", roll.head)
    if not columns.at.keys() & {"end", "end_ms", "lasted"}:
        raise ColumnMissing("end_date", roll.head)
    table = table_of(roll, columns, habits, NUMBERS, ("start", "end", "date"), native=".")
    rows = partial(_rows, table)
    if not columns.at.keys() & {"start", "start_ms"}:
        notes = (ReadAsLocal(columns.header[columns.at["date"]], habits.zone.key), *noted_in(rows))
        return table.source(KIND, rows, notes)
    return table.source(KIND, rows)


def _rows(table: Table, noted: list[HourTwice]) -> Iterator[Got]:
    start = next(name for name in ("start", "start_ms", "date") if name in table.columns.at)
    end = next(name for name in ("end", "end_ms", "lasted") if name in table.columns.at)
    energy = "added" if "added" in table.columns.at else "used"
    at = {"energy": energy, "start": start, "end": end}
    return read_rows(table, _session, at, noted, plainly(table, KIND, clock.now()))


def _session(row: Row) -> Session | str:
    begun, ended = _span(row)
    if ended is None:
        return OPEN
    added, used = row.watt_hours("added"), row.watt_hours("used")
    if not (added or used):
        return EMPTY
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    address = row.text("address")
    car = row.text("car")
    return Session(
        source=KIND,
        key=row.text("id") or begun.astimezone(UTC).isoformat(),
        started_at=begun,
        ended_at=ended,
        meter_wh=used,
        battery_wh=added,
        current=_current(row),
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=step,
        cost=row.money("cost"),
        place=Place(name=address) if address else NOWHERE,
        whose=(car,) if car else (),
        odometer=_odometer(row),
        temperature=row.temperature("celsius", "fahrenheit"),
        more=row.more(),
    )


def _span(row: Row) -> tuple[datetime, datetime | None]:
    """When a process began and ended; no end where it is still open."""
    at = row.table.columns.at
    if "start" not in at and "start_ms" not in at:
        return _local_span(row)
    start, end = ("start", "end") if "start" in at else ("start_ms", "end_ms")
    begun = _utc(row.begins(start))
    if end not in at:
        lasted = _lasted(row)
        return begun, None if lasted is None else begun + lasted
    told = row.told(end)
    return begun, None if told is None else _utc(told)


def _local_span(row: Row) -> tuple[datetime, datetime | None]:
    """When a process began and ended by the clocks of whoever looked at the panel."""
    begun, lasted = row.begins("date"), _lasted(row)
    end = next((name for name in ("end", "end_ms") if name in row.table.columns.at), None)
    if end is None:
        first = row.first("date", begun)
        return first, None if lasted is None else first + lasted
    told = row.told(end)
    return row.span(("date", begun), (end, told), lasted) if told else (row.first("date", begun), None)


def _utc(told: StatedMoment) -> datetime:
    return told.at.replace(tzinfo=UTC) if told.local else told.at


def _lasted(row: Row) -> timedelta | None:
    """A duration: minutes in the table, any unit of time in the panel."""
    text = row.text("lasted")
    unit = text.lstrip("0123456789., ").casefold()
    hundredths = row.number("lasted", 2, tuple(MINUTES))
    if hundredths is None:
        return None
    minutes = hundredths * MINUTES[unit] if unit in MINUTES else LONGEST_MINUTES * 100
    if not 0 <= minutes < LONGEST_MINUTES * 100:
        raise Fault("lasted", NumberNotUnderstood(text, "218"))
    return timedelta(minutes=minutes / 100)


def _current(row: Row) -> Current | None:
    """DC where the car counted no phases, or the panel says so; not known where neither column is there."""
    told = row.text("type").upper()
    if told in Current:
        return Current.of(told)
    if "phases" in row.table.columns.at:
        return Current.AC if row.number("phases", 0) else Current.DC
    return None


def _odometer(row: Row) -> Distance | None:
    """The reading, in the unit that the cell or the column's name says, else the market's own."""
    if "miles" in row.table.columns.at:
        return row.distance("miles", LengthUnit.MILES)
    told = row.text("km").casefold()
    if told.endswith(MILES):
        return row.distance("km", LengthUnit.MILES)
    if told.endswith("km") or row.table.columns.spelt("km") != PANEL_ODOMETER:
        return row.distance("km", LengthUnit.KM)
    return row.distance("km", unit_of(row.table.habits.market))
