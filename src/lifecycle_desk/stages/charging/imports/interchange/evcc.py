"""evcc's sessions as CSV, or as the workbook that it writes since July 2026.

Order of columns and how cells are written are those of evcc-io/evcc, core/session/session.go and util/export; captions
are those of its catalogs in all their languages. Times are those of evcc's own clock, energy is what left the meter,
the vehicle is a title and no VIN.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from pathlib import Path

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.language.reading import TimeNotUnderstood
from lifecycle_desk.stages.charging.imports.interchange.evcc_columns import MOMENTS, NUMBERS, evcc_columns, names
from lifecycle_desk.stages.charging.imports.interchange.mapped import plain_table
from lifecycle_desk.stages.charging.imports.interchange.moments import HourTwice
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.imports.interchange.rows import (
    EMPTY,
    OPEN,
    Got,
    Row,
    Table,
    noted_in,
    read_rows,
    table_of,
)
from lifecycle_desk.stages.charging.sessions.rules.sessions import NOWHERE, Place, Session

KIND = "evcc"
LASTED = re.compile(r"(?:([0-9]{1,4})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,5})(?:[.,][0-9]{1,9})?s)?")  # Go: 4h45m0s
NEVER = "0001-01-01"  # Go's time that is none
CLOCK = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?")


def open_evcc(path: Path, habits: Habits) -> Source:
    """Sessions as a source, their columns found by name, else by evcc's order where the rows prove it."""
    place, held = plain_table(path, None)
    roll = open_roll(place, {caption for captions in names().values() for caption in captions}, habits.market)
    table = table_of(roll, evcc_columns(roll, habits), habits, NUMBERS, MOMENTS)
    rows = partial(_rows, table, held)
    return table.source(KIND, rows, noted_in(rows))


def _rows(table: Table, _held: object, noted: list[HourTwice]) -> Iterator[Got]:
    """The rows; what was unpacked of a workbook is held until the last of them."""
    yield from read_rows(table, _session, {"energy": "energy", "start": "created", "end": "finished"}, noted)


def _session(row: Row) -> Session | str:
    created = row.begins("created")
    finished = None if row.text("finished").startswith(NEVER) else row.told("finished")
    if finished is None:
        return OPEN
    begun, ended = row.span(("created", created), ("finished", finished), _lasted(row))
    energy = row.watt_hours("energy")
    if not energy:
        return EMPTY
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    point = row.text("point")
    return Session(
        source=KIND,
        key=_key(f"{created.at:%Y-%m-%d %H:%M:%S}", point),
        started_at=begun,
        ended_at=ended,
        meter_wh=energy,
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=step,
        cost=row.money("price"),
        place=Place(name=point) if point else NOWHERE,
        whose=tuple(name for name in (row.text("identifier"), row.text("vehicle")) if name),
        odometer=_odometer(row),
        more=row.more(),
    )


def _odometer(row: Row) -> Distance | None:
    """The reading; 0 is how evcc wrote until 2023 that it has none."""
    reading = row.distance("odometer", LengthUnit.KM)
    return reading if reading and reading.value else None


def _key(created: str, point: str) -> str:
    """When a session was made, and a digest of its charging point: a point's name tells whose home it is at."""
    return f"{created} {blake2b(point.encode(), digest_size=4).hexdigest()}" if point else created


def _lasted(row: Row) -> timedelta | None:
    """How long current flowed, as Go writes it or as a clock; None where the row does not say."""
    if not (text := row.text("lasted").replace(" ", "")):
        return None
    found = LASTED.fullmatch(text) or CLOCK.fullmatch(text)
    if not found:
        raise Fault("lasted", TimeNotUnderstood(text, "4h45m0s"))
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
