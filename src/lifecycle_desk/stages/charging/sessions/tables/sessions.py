"""Stored charging sessions: rows that are added and never changed, in batches that count or do not.

A session that is told anew, moved to a car, split or merged is another row; the row before it stands in
`charging_gone`. A batch is one intake: a file, or one action of a person. While it is poured it is pending and its rows
are nowhere to be seen; then it counts; undone, neither its rows count nor are the rows gone that it had replaced. So
nothing is ever written back.
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import ForeignKey, Index, TypedColumns

from lifecycle_desk.stages.charging.sessions.rules.sessions import Session
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed, session_from
from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    APPEND_ONLY,
    PERSONAL,
    maybe_day,
    maybe_of_vehicle,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    of_vehicle,
    table,
    utc_time,
    whole,
    words,
)

COUNTED, PENDING, UNDONE = "counted", "pending", "undone"


class BatchRow(TypedColumns):
    """An intake: a file, or one action of a person."""

    number = whole(primary_key=True)
    kind = words()
    file = words()
    at = utc_time()
    by = maybe_words()
    state = words()


class SessionRow(TypedColumns):
    """One session as it was told once; without a vehicle it waits in the inbox."""

    number = whole(primary_key=True)
    batch = whole(ForeignKey("charging_batch.number"))
    vin = maybe_of_vehicle()
    source = words()
    key = words()
    print = whole()
    content = whole()
    started_at = utc_time()
    offset = whole()
    ended_at = maybe_utc_time()
    meter_wh = maybe_whole()
    battery_wh = maybe_whole()
    current = maybe_words()
    soc_start = maybe_whole()
    soc_end = maybe_whole()
    soc_step = whole()
    cost = maybe_whole()
    currency = maybe_words()
    odometer = maybe_whole()
    odometer_unit = maybe_words()
    temperature = maybe_whole()
    most_watts = maybe_whole()
    credits = maybe_words()
    whose = words(info={PERSONAL: True})
    place = words(info={PERSONAL: True})
    more = words(info={PERSONAL: True})


class GoneRow(TypedColumns):
    """A row in place of which a batch tells another, or nothing; it counts again when that batch is undone."""

    session = whole(ForeignKey("charging_session.number"), primary_key=True)
    batch = whole(ForeignKey("charging_batch.number"), primary_key=True, index=True)
    why = words()


class UntoldRow(TypedColumns):
    """A vehicle whose life has yet to be told of a batch: of a long import, after it has begun to count."""

    batch = whole(ForeignKey("charging_batch.number"), primary_key=True)
    vin = of_vehicle(primary_key=True)
    told = words()


class TokenRow(TypedColumns):
    """The car of a source's name, from a day to a day: tokens change hands."""

    number = whole(primary_key=True)
    batch = whole(ForeignKey("charging_batch.number"))
    source = words()
    name = words(info={PERSONAL: True}, index=True)
    vin = of_vehicle(index=True)
    since = maybe_day()
    until = maybe_day()


BATCH = table("charging_batch", BatchRow)
SESSION = table("charging_session", SessionRow, **{APPEND_ONLY: True})
GONE = table("charging_gone", GoneRow, **{APPEND_ONLY: True})
UNTOLD = table("charging_untold", UntoldRow)
TOKEN = table("charging_token", TokenRow)

Index("ix_charging_session_vin_started_at", SESSION.c.vin, SESSION.c.started_at)
Index("ix_charging_session_key_print", SESSION.c.key, SESSION.c.print)
Index("ix_charging_session_batch_vin", SESSION.c.batch, SESSION.c.vin)

COLUMNS = tuple(column.name for column in SESSION.columns)
IN_PACKED, FIRST_PACKED = COLUMNS.index("vin"), COLUMNS.index("started_at")
NOTHING: Mapping[str, Any] = MappingProxyType({})


def session_of(row: Any) -> Session:
    """A session from its row."""
    begun, offset, ended, *rest = row[FIRST_PACKED:]
    return session_from(row.source, row.key, begun, offset, ended, *rest)


def pour_sessions(
    tx: Transaction, batch: int, number: int, rows: Sequence[Packed], same: Mapping[str, Any] = NOTHING
) -> None:
    """Write the rows of a batch, which have the numbers from one on; `same` is what all of them say, by columns.

    What is the same stands in the statement: a value that is given with each row takes as long as a tenth of the row.
    """
    names = [each for each in COLUMNS[IN_PACKED:] if each not in same]
    values = attrgetter(*names)
    written = [(at, *values(row)) for at, row in enumerate(rows, number)]
    pour(tx.connection, "charging_session", ("number", *names), written, {"batch": batch, **same})
