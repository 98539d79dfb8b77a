"""MyGarage's fuel records as CSV, where they are charges.

Columns are those of homelabforge/mygarage, backend/app/routes/export.py; in an imperial export "Mileage" and "Gallons"
stand for "Odometer (km)" and "Liters", and the name alone says the unit. A row is a charge if its fuel type is electric
or it tells a state of charge, a charge level or a charge location. The export has no column of its own for energy: what
stands under "Liters" in such a row is taken as kWh at the meter (inferred; under "Gallons", kWh that were converted as
if they were litres), and a charge without it is left out as empty. A day without a time is taken as its noon.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.interchange.columns import columns_of
from lifecycle_desk.stages.charging.interchange.leapmotor import CurrentUnknown
from lifecycle_desk.stages.charging.interchange.moments import HourTwice
from lifecycle_desk.stages.charging.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.interchange.rows import (
    EMPTY,
    FUEL,
    MOST_KM,
    MOST_KWH,
    MOST_PERCENT,
    Fault,
    Got,
    Row,
    Table,
    noted_in,
    read_rows,
    table_of,
)
from lifecycle_desk.stages.charging.rules.sessions import NOWHERE, Current, Place, Session
from lifecycle_desk.vehicle.interchange.rolls import open_roll
from lifecycle_desk.vehicle.interchange.sheets import ColumnMissing

KIND = "mygarage-fuel"
NAMES = {
    "version": ("units_version",),
    "units": ("unit_system",),
    "date": ("date",),
    "at": ("filled at",),
    "km": ("odometer (km)",),
    "miles": ("mileage",),
    "litres": ("liters",),
    "gallons": ("gallons",),
    "cost": ("total cost", "cost"),
    "fuel": ("fuel type used", "fuel type"),
    "station": ("station",),
    "celsius": ("outside temp (c)",),
    "fahrenheit": ("outside temp (f)",),
    "soc_start": ("soc start (%)",),
    "soc_end": ("soc end (%)",),
    "level": ("charge level",),
    "location": ("charge location",),
}
NUMBERS = {
    "km": MOST_KM,
    "miles": MOST_KM,
    "litres": MOST_KWH,
    "gallons": MOST_KWH,
    "cost": None,
    "celsius": MOST_PERCENT,
    "fahrenheit": MOST_PERCENT * 2,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
}
ELECTRIC = "electric"
SAYS_CHARGE = ("soc_start", "soc_end", "level", "location")
LEVELS = {"": None, "L1": Current.AC, "L2": Current.AC, "DCFC": Current.DC}
LITRES_IN_A_GALLON = Fraction(3_785_411_784, 10**9)  # US gallon of 231 cubic inches, as the export converts


def open_mygarage(path: Path, habits: Habits) -> Source:
    """Fuel records as a source; a file without a date or a column of amounts is none."""
    roll = open_roll(path, {name for names in NAMES.values() for name in names}, habits.market)
    columns = columns_of(roll.header, NAMES, ("date",), ("version", "units", "fuel", "level"))
    if not columns.at.keys() & {"litres", "gallons"}:
        raise ColumnMissing("Liters")
    table = table_of(roll, columns, habits, NUMBERS, ("date", "at"), native=".")
    rows = partial(_rows, table)
    return table.source(KIND, rows, noted_in(rows))


def _rows(table: Table, noted: list[HourTwice]) -> Iterator[Got]:
    energy = "litres" if "litres" in table.columns.at else "gallons"
    return read_rows(table, _session, {"energy": energy, "start": "date"}, noted)


def _session(row: Row) -> Session | str:
    if row.text("fuel").casefold() != ELECTRIC and not any(row.text(name) for name in SAYS_CHARGE):
        return FUEL
    day, told = row.begins("date"), row.told("at")
    energy = _energy(row)
    if not energy:
        return EMPTY
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    odometer = row.distance("km", LengthUnit.KM) or row.distance("miles", LengthUnit.MILES)
    return Session(
        source=KIND,
        key=f"{day.at:%Y-%m-%d}/{row.text('at')}/{_driven(odometer)}/{energy}",
        started_at=row.first("at", told) if told else row.first("date", day),
        meter_wh=energy,
        current=_current(row),
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=step,
        cost=row.money("cost"),
        place=_place(row),
        odometer=odometer,
        temperature=row.temperature("celsius", "fahrenheit"),
        more=row.more(),
    )


def _driven(odometer: Distance | None) -> str:
    return str(odometer.value) if odometer else ""


def _energy(row: Row) -> int | None:
    if "litres" in row.table.columns.at:
        return row.number("litres", 3)
    gallons = row.number("gallons", 3)
    return None if gallons is None else rounded(gallons * LITRES_IN_A_GALLON)


def _current(row: Row) -> Current | None:
    level = row.text("level")
    if level.upper() not in LEVELS:
        raise Fault("level", CurrentUnknown(level, ", ".join(name for name in LEVELS if name)))
    return LEVELS[level.upper()]


def _place(row: Row) -> Place:
    name, address = row.text("location"), row.text("station")
    return Place(name=name or address, address=address if name else "") if name or address else NOWHERE
