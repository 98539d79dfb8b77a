"""MyGarage's charging out of its own database (mygarage.db, SQLite).

Its CSV and JSON exports leave the energy of charges out (homelabforge/mygarage, backend/app/routes/export.py: litres
alone), so they are refused by name; the database has it (backend/app/models/fuel.py: `kwh`, and from migration 086 on
states of charge, level and place). A day without a time is taken as its noon; times are those of the house that runs
it. The file is opened for reading alone, as one that nobody else changes, and only its table of records is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.inert import CONTROLS
from lifecycle_desk.base.money import Money, rounded
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import in_text
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.files.spreadsheets import ColumnMissing
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import NumberNotUnderstood, OutOfRange, TimeNotUnderstood
from lifecycle_desk.stages.charging.imports.interchange.columns import kept
from lifecycle_desk.stages.charging.imports.interchange.figures import checked_money
from lifecycle_desk.stages.charging.imports.interchange.leapmotor import CurrentUnknown
from lifecycle_desk.stages.charging.imports.interchange.moments import HourTwice, placings
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, LeftOut, Source
from lifecycle_desk.stages.charging.imports.interchange.rows import EMPTY, FUEL, MOST_NOTES, Got
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    FULL,
    LONGEST_TEXT,
    MOST_WH,
    NOWHERE,
    WARMEST,
    Current,
    EnergyOutOfRange,
    Place,
    Session,
    charge_out_of_range,
    check_session,
)
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.store.foreign import ForeignFileDamaged, ForeignTable, has_unwritten, is_sqlite
from lifecycle_desk.vehicle.rules.odometer import kilometres

KIND = "mygarage-fuel"
TABLE, NEEDED = "fuel_records", ("id", "vin", "date", "kwh")
READ = (
    *NEEDED, "filled_at", "odometer_km", "cost", "soc_start_pct", "soc_end_pct", "charge_level", "charge_location",
    "fuel_type_used", "station_name_freetext", "outside_temp_c",
)  # fmt: skip
KEPT = ("battery_soh_pct", "price_per_unit", "payment_method", "trip_type", "notes")
SAYS_CHARGE = ("soc_start_pct", "soc_end_pct", "charge_level", "charge_location")
LEVELS = {"": None, "L1": Current.AC, "L2": Current.AC, "DCFC": Current.DC}
NAMES = {"version": ("units_version",), "units": ("unit_system",), "amount": ("liters", "gallons")}  # of its CSV
PLACES = {"energy": "kwh", "start": "filled_at", "odometer": "odometer_km", "cost": "cost", "temperature": TABLE}
MOST_AMOUNT = 10**9
EXAMPLE = "2026-03-15 18:30:00"

ExportTellsNoCharging = objection(
    "ExportTellsNoCharging",
    N_("MyGarage exports have no charging energy. Use its database (mygarage.db) instead."),
)
NotMyGarages = objection(
    "NotMyGarages", N_("%(file)s is not a MyGarage database, or predates its charging records."), file=str
)
StillWritten = objection(
    "StillWritten",
    N_("%(file)s has unsaved changes. Stop MyGarage first, or use one of its backups."),
    file=str,
)
DatabaseDamaged = objection(
    "DatabaseDamaged", N_("%(file)s cannot be read: the database is damaged or incomplete."), file=str
)


def is_database(path: Path) -> bool:
    """Whether a file is a database, which MyGarage's may be."""
    return is_sqlite(path)


def open_mygarage(path: Path, habits: Habits) -> Source:
    """Charging records as a source; refuses what is no database of MyGarage, and its exports by name."""
    if not is_database(path):
        _refuse_text(path, habits)
    if has_unwritten(path):
        raise StillWritten(path.name)
    try:
        with ForeignTable(path, TABLE) as opened:
            if not opened.columns >= set(NEEDED):
                raise NotMyGarages(path.name)
    except ForeignFileDamaged:
        raise DatabaseDamaged(path.name) from None
    noted: list[HourTwice] = []
    for _ in _rows(path, habits, noted):
        pass
    return Source(
        KIND,
        path.name,
        partial(_rows, path, habits, []),
        own_ids=True,
        notes=tuple(noted),
        expected=path.stat().st_size,
    )


def _refuse_text(path: Path, habits: Habits) -> None:
    with path.open("rb") as file:
        head = file.read(4096)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b'"export_version"' in head:
        raise ExportTellsNoCharging
    roll = open_roll(path, {"units_version"}, habits.market)
    header = {name.casefold() for name in roll.header}
    if "units_version" in header and header & {"liters", "gallons"}:
        raise ExportTellsNoCharging
    raise ColumnMissing("units_version", roll.head)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """The records by their ids, as far as the table has the columns."""
    try:
        with ForeignTable(path, TABLE) as opened:
            yield from opened.rows((*READ, *KEPT), "id")
    except ForeignFileDamaged:
        raise DatabaseDamaged(path.name) from None


@dataclass(frozen=True, slots=True)
class _Record:
    """A record on its way: its values by the names of their columns. An unreadable value raises a Fault."""

    line: int
    values: dict[str, Any]
    habits: Habits
    noted: list[HourTwice]

    def text(self, name: str, most: int = LONGEST_TEXT) -> str:
        """A text on one line."""
        value = self.values.get(name)
        tidy = CONTROLS.sub(" ", str(value)).strip() if isinstance(value, str | int | float) else ""
        if len(tidy) > most:
            raise Fault(name, TextTooLong(len(tidy), most))
        return tidy

    def number(self, name: str, places: int) -> int | None:
        """A number in units of 10 to the minus `places`; None where there is none."""
        text = self.text(name)
        if not text:
            return None
        try:
            made = Decimal(text)
        except InvalidOperation:
            raise Fault(name, NumberNotUnderstood(text[:40], "24.1")) from None
        if not made.is_finite() or abs(made) > MOST_AMOUNT:
            raise Fault(name, NumberNotUnderstood(text[:40], "24.1"))
        return rounded(Fraction(made.scaleb(places)))

    def charge(self, name: str) -> int | None:
        """A state of charge in tenths of a per cent."""
        tenths = self.number(name, 1)
        if tenths is not None and not 0 <= tenths <= FULL:
            raise Fault(name, charge_out_of_range(tenths))
        return tenths

    def begun(self) -> datetime:
        """When it was charged."""
        name = "filled_at" if self.text("filled_at") else "date"
        text = self.text(name)
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise Fault(name, TimeNotUnderstood(text[:40], EXAMPLE)) from None
        if name == "date":
            local = datetime.combine(local.date(), time(12))
        if local.tzinfo:
            return local
        try:
            can_be = placings(local, self.habits.zone)
        except Objection as why:
            raise Fault(name, why) from None
        if len(can_be) > 1 and len(self.noted) < MOST_NOTES:
            self.noted.append(HourTwice(self.line, f"{local:%Y-%m-%d %H:%M}", self.habits.zone.key))
        return can_be[0]


def _rows(path: Path, habits: Habits, noted: list[HourTwice]) -> Iterator[Got]:
    now = clock.now()
    for line, values in enumerate(_records(path), 1):
        try:
            session = _session(_Record(line, values, habits, noted))
            if isinstance(session, str):
                yield LeftOut(line, session)
                continue
            check_session(session, now)
        except Fault as fault:
            yield Refused(line, fault.at, fault.why)
        except Objection as why:
            yield Refused(line, PLACES.get(why.at or ""), why)
        else:
            yield packed(line, session)


def _session(row: _Record) -> Session | str:
    energy = row.number("kwh", 3)
    if not energy:
        electric = row.text("fuel_type_used").casefold() == "electric" or any(row.text(name) for name in SAYS_CHARGE)
        return EMPTY if electric else FUEL
    if not 0 <= energy <= MOST_WH:
        raise Fault("kwh", EnergyOutOfRange(f"{energy / 1000:g}" if abs(energy) < MOST_AMOUNT else "…"))
    begun = row.begun()
    soc_start, soc_end = row.charge("soc_start_pct"), row.charge("soc_end_pct")
    vin = row.text("vin")
    return Session(
        source=KIND,
        key=row.text("id"),
        started_at=begun,
        meter_wh=energy,
        current=_current(row),
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=1 if any(tenths and tenths % 10 for tenths in (soc_start, soc_end)) else 10,
        cost=_cost(row),
        place=_place(row),
        whose=(vin,) if vin else (),
        odometer=_odometer(row),
        temperature=_temperature(row),
        more=_more(row),
    )


def _current(row: _Record) -> Current | None:
    level = row.text("charge_level")
    if level.upper() not in LEVELS:
        raise Fault("charge_level", CurrentUnknown(level, in_text(name for name in LEVELS if name)))
    return LEVELS[level.upper()]


def _cost(row: _Record) -> Money | None:
    digits = currency_digits(row.habits.currency)
    minor = row.number("cost", digits)
    try:
        return None if minor is None else checked_money(minor, row.habits.currency, digits)
    except Objection as why:
        raise Fault("cost", why) from None


def _odometer(row: _Record) -> Distance | None:
    km = row.number("odometer_km", 0)
    try:
        if km is not None:
            kilometres(Distance(km))
    except Objection as why:
        raise Fault("odometer_km", why) from None
    return None if km is None else Distance(km)


def _temperature(row: _Record) -> int | None:
    tenths = row.number("outside_temp_c", 1)
    if tenths is not None and abs(tenths) > WARMEST:
        least, most = Decimal(-WARMEST) / 10, Decimal(WARMEST) / 10
        raise Fault("outside_temp_c", OutOfRange(Decimal(tenths) / 10, least, most))
    return tenths


def _place(row: _Record) -> Place:
    name, address = row.text("charge_location"), row.text("station_name_freetext")
    return Place(name=name or address, address=address if name else "") if name or address else NOWHERE


def _more(row: _Record) -> str:
    said = {name: text for name in KEPT if (text := row.text(name, 10_000))}
    try:
        return kept(said) if said else ""
    except Objection as why:
        raise Fault("notes", why) from None
