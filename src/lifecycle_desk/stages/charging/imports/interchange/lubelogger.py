"""LubeLogger's fuel records as CSV, where they are charges.

Columns, their other names and their defaults are those of hargata/lubelog (Models/Shared/ImportModel.cs,
MapProfile/ImportMappers.cs, Helper/StaticHelper.cs): numbers, dates and amounts stand as the server's culture writes
them, and for an electric car FuelConsumed is kWh. The file does not say which car it is of; a column of gallons or
litres is fuel, whatever else the row tells. A day has no time and is taken as its noon; the odometer has no unit and is
read in the market's own.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from fractions import Fraction
from functools import partial
from pathlib import Path

from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.files.spreadsheets import ColumnMissing
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.typed_days import NoSuchDay
from lifecycle_desk.stages.charging.imports.interchange.columns import columns_of
from lifecycle_desk.stages.charging.imports.interchange.figures import bare, checked_money
from lifecycle_desk.stages.charging.imports.interchange.moments import HourTwice, StatedMoment
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.imports.interchange.rows import (
    EMPTY,
    FUEL,
    MOST_KM,
    MOST_KWH,
    MOST_PERCENT,
    CellEmpty,
    Got,
    Row,
    Table,
    noted_in,
    read_rows,
    table_of,
    unit_of,
)
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session

KIND = "lubelogger-fuel"
NAMES = {
    "date": ("date", "fuelup_date"),
    "day": ("day",),
    "month": ("month",),
    "year": ("year",),
    "odometer": ("odometer", "odo"),
    "consumed": ("fuelconsumed", "consumption", "quantity", "qty"),
    "fuel": ("gallons", "liters", "litres"),
    "cost": ("cost", "total cost", "totalcost", "total price"),
    "price": ("price",),
    "soc_start": ("startingsoc",),
    "soc_end": ("endingsoc",),
}
NUMBERS = {
    "odometer": MOST_KM,
    "consumed": MOST_KWH,
    "fuel": MOST_KWH,
    "cost": None,
    "price": None,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
}
MILLIONTHS = 6


def open_lubelogger(path: Path, habits: Habits) -> Source:
    """Fuel records as a source; a file without a date or an amount of energy is none."""
    roll = open_roll(path, {name for names in NAMES.values() for name in names}, habits.market)
    columns = columns_of(roll.header, NAMES, (), line=roll.head)
    if "date" not in columns.at and not columns.at.keys() >= {"day", "month", "year"}:
        raise ColumnMissing("Date", roll.head)
    if not columns.at.keys() & {"consumed", "fuel"}:
        raise ColumnMissing("FuelConsumed", roll.head)
    table = table_of(roll, columns, habits, NUMBERS, ("date",))
    rows = partial(_rows, table, unit_of(habits.market))
    return table.source(KIND, rows, noted_in(rows))


def _rows(table: Table, unit: LengthUnit, noted: list[HourTwice]) -> Iterator[Got]:
    energy = "consumed" if "consumed" in table.columns.at else "fuel"
    start = "date" if "date" in table.columns.at else "day"
    read = partial(_session, energy=energy, start=start, unit=unit)
    return read_rows(table, read, {"energy": energy, "start": start}, noted)


def _session(row: Row, energy: str, start: str, unit: LengthUnit) -> Session | str:
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    charge = bool(soc_start or soc_end)  # both 0 is LubeLogger's way of leaving them open
    if energy == "fuel":
        return FUEL  # a battery takes no litres, whatever else the row tells
    told = row.begins("date") if start == "date" else _in_three(row)
    consumed = row.watt_hours(energy)
    if consumed is None:
        raise Fault(energy, CellEmpty())
    if consumed == 0:
        return EMPTY
    odometer = row.distance("odometer", unit)
    driven = odometer.value if odometer else ""
    session = Session(
        source=KIND,
        key=f"{told.at:%Y-%m-%d}/{driven}/{consumed}",
        started_at=row.first(start, told),
        meter_wh=consumed,
        soc_step=step,
        cost=row.money("cost") or _priced(row, consumed),
        odometer=odometer if driven else None,
        more=row.more(),
    )
    return replace(session, soc_start=soc_start, soc_end=soc_end) if charge else session


def _in_three(row: Row) -> StatedMoment:
    """A date whose day, month and year stand in columns of their own."""
    parts = []
    for name in ("year", "month", "day"):
        if not (text := row.text(name)):
            raise Fault(name, CellEmpty())
        parts.append(text)
    try:
        day = datetime.strptime("-".join(parts), "%Y-%m-%d").date()  # noqa: DTZ007 (a local day)
        return StatedMoment(datetime.combine(day, time(12)), timed=False)
    except ValueError:
        raise Fault("day", NoSuchDay("-".join(parts))) from None


def _priced(row: Row, consumed: int) -> Money | None:
    """The cost by a price for each kWh, where the row tells no cost."""
    if row.money("price") is None:  # refuses the sign of another currency
        return None
    text, currency = row.text("price"), row.table.habits.currency
    found = bare(text)
    try:
        price = row.table.figures.scaled(text, MILLIONTHS, (found.beside.casefold(),) if found else ())
        digits = currency_digits(currency)
        return checked_money(rounded(Fraction(price * consumed * 10**digits, 10**9)), currency, digits)
    except Objection as why:
        raise Fault("price", why) from None
