"""Charging sessions as they are kept: rows that are added and never changed, in batches that count or do not.

A session that is told anew, moved to a car, split or merged is another row; the row before it stands in
`charging_gone`. What comes in together is a batch: a file, or one thing that a person did. While it is poured a batch
is pending and its rows are nowhere to be seen; then it counts; undone, neither its rows count nor what it had replaced
is gone. So nothing is ever written back.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import ForeignKey, Index, TypedColumns

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.rules.sessions import NOWHERE, Current, Place, Session
from lifecycle_desk.store.dialect import pour
from lifecycle_desk.store.store import Work
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

BETWEEN = "\t"  # the names of a car, the parts of a place
COUNTED, PENDING, UNDONE = "counted", "pending", "undone"


class BatchRow(TypedColumns):
    """What came in together: a file, or one thing that a person did."""

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
    """Whose car a name of a source is, from a day to a day: tokens change hands."""

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
Index("ix_charging_session_print", SESSION.c.print)
Index("ix_charging_session_batch_vin", SESSION.c.batch, SESSION.c.vin)

COLUMNS = tuple(column.name for column in SESSION.columns)
_MINUTE = 60


def columns_of(session: Session) -> tuple[Any, ...]:
    """A session as its row holds it, without number, batch, vehicle and what tells rows apart."""
    place, cost, odometer = session.place, session.cost, session.odometer
    offset = session.started_at.utcoffset()
    return (
        _stamp(session.started_at),
        int(offset.total_seconds()) // _MINUTE if offset else 0,
        _stamp(session.ended_at) if session.ended_at else None,
        session.meter_wh,
        session.battery_wh,
        session.current.value if session.current else None,
        session.soc_start,
        session.soc_end,
        session.soc_step,
        cost.minor if cost else None,
        cost.currency if cost else None,
        odometer.value if odometer else None,
        odometer.unit.value if odometer else None,
        session.temperature,
        session.most_watts,
        session.credits,
        BETWEEN.join(session.whose),
        "" if place is NOWHERE else BETWEEN.join(_parts(place)),
        session.more,
    )


def session_of(row: Any) -> Session:
    """A session from its row."""
    zone = timezone(timedelta(minutes=row.offset)) if row.offset else UTC
    return Session(
        row.source,
        row.key,
        row.started_at.astimezone(zone),
        row.ended_at.astimezone(zone) if row.ended_at else None,
        row.meter_wh,
        row.battery_wh,
        Current.of(row.current) if row.current else None,
        row.soc_start,
        row.soc_end,
        row.soc_step,
        None if row.cost is None else Money(row.cost, row.currency),
        False,  # what a tariff says is reckoned when it is shown
        Place(*row.place.split(BETWEEN)) if row.place else NOWHERE,
        tuple(filter(None, row.whose.split(BETWEEN))),
        None if row.odometer is None else Distance(row.odometer, LengthUnit.of(row.odometer_unit)),
        row.temperature,
        row.most_watts,
        row.credits,
        row.more,
    )


def _stamp(moment: datetime) -> str:
    """A moment as the store keeps it; UtcTime does the same for rows that go by Core."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parts(place: Place) -> tuple[str, ...]:
    return (
        place.name, place.address, place.city, place.country, place.latitude, place.longitude, place.evse,
        place.connector,
    )  # fmt: skip


def pour_sessions(work: Work, rows: Iterable[Sequence[Any]]) -> None:
    """Write whole rows, in the order of COLUMNS."""
    pour(work.connection, "charging_session", COLUMNS, rows)
