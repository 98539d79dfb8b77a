"""Maintenance as it is kept: the dealer's own schedules in all their versions, and what is due next of each car."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Index, Row, Select, TypedColumns, and_, bindparam, delete, func, insert, or_, select

from lifecycle_desk.schedules.rules import By, DueList, Schedule, StoredDue
from lifecycle_desk.schedules.rules.record import TELLING
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    DERIVED,
    TOLD,
    IsoDay,
    day,
    flag,
    maybe_day,
    maybe_whole,
    of_vehicle,
    table,
    whole,
    words,
)
from lifecycle_desk.vehicle.rules.life import RecordedEvent, Stage
from lifecycle_desk.vehicle.tables.life import EVENT, VEHICLE, outline, read_body


class ScheduleRow(TypedColumns):
    """A version of a schedule of the dealer's own, as JSON; what a car was sold with stays for ever."""

    name = words(primary_key=True)
    valid_from = day(primary_key=True)
    said = words()


class DueRow(TypedColumns):
    """The next due date of a car: counted from its life, and stored so that lists need not count.

    `forecast_on` orders the list: the day on which it is due by time, or by distance as the car is driven. It stays the
    same from day to day, so reading the list asks whether it is overdue.
    """

    vin = of_vehicle(primary_key=True)
    number = whole(unique=True)
    schedule = words()
    version = day()
    item = words()
    times = whole()
    due_on = maybe_day()
    due_km = maybe_whole()
    forecast_on = maybe_day()
    by = words()
    since = maybe_day()
    since_km = maybe_whole()
    months = maybe_whole()
    every_km = maybe_whole()
    guessed = flag()
    snoozed_until = maybe_day()


class Following(TypedColumns):
    """How far the cars have come that are to follow what was published: the last one; no row where all have."""

    number = whole(primary_key=True)
    after = words()


SCHEDULE, DUE = table("maintenance_schedule", ScheduleRow, **{TOLD: True}), table("vehicle_due", DueRow)
FOLLOWING = table("due_following", Following, **{DERIVED: True})
Index("ix_vehicle_due_forecast_on_number_snoozed_until", DUE.c.forecast_on, DUE.c.number, DUE.c.snoozed_until)
Index("ix_vehicle_due_snoozed_until_number", DUE.c.snoozed_until, DUE.c.number)


_COLUMNS = tuple(each.name for each in fields(StoredDue))
_NEW_SCHEDULE = insert(SCHEDULE)
_FOLLOWED, _FOLLOWS = select(FOLLOWING.c.after), insert(FOLLOWING)
_ALL_FOLLOWED = delete(FOLLOWING)
_SCHEDULES = select(SCHEDULE.c.said).order_by(SCHEDULE.c.name, SCHEDULE.c.valid_from)
_THIS = DUE.c.vin == bindparam("of")
_ONE, _GONE, _NEW = select(DUE).where(_THIS), delete(DUE).where(_THIS), insert(DUE)
_VINS = select(DUE.c.vin).order_by(DUE.c.vin)
_TODAY = bindparam("today", type_=IsoDay())
_AWAKE = or_(DUE.c.snoozed_until.is_(None), DUE.c.snoozed_until <= _TODAY)
_BY_DAY = select(DUE.c.number).order_by(DUE.c.forecast_on, DUE.c.number)
_UNTIL = bindparam("until", type_=IsoDay())
_LISTS = {
    DueList.OVERDUE: _BY_DAY.where(DUE.c.forecast_on < _TODAY, _AWAKE),
    DueList.SOON: _BY_DAY.where(and_(DUE.c.forecast_on >= _TODAY, DUE.c.forecast_on <= _UNTIL), _AWAKE),
    DueList.LATER: _BY_DAY.where(DUE.c.forecast_on > _UNTIL, _AWAKE),
    DueList.SNOOZED: select(DUE.c.number)
    .where(DUE.c.snoozed_until > _TODAY)
    .order_by(DUE.c.snoozed_until, DUE.c.number),
}
_ALL_AWAKE = _BY_DAY.where(DUE.c.forecast_on.is_not(None), _AWAKE)
_COUNTS = {which: select(func.count()).select_from(query.order_by(None).subquery()) for which, query in _LISTS.items()}
_SOME = (
    select(
        DUE,
        *(VEHICLE.c[name] for name in ("plate", "make", "model", "variant", "owner", "odometer_km")),
    )
    .select_from(DUE)
    .join(VEHICLE, VEHICLE.c.vin == DUE.c.vin)
    .where(DUE.c.number.in_(bindparam("numbers", expanding=True)))
)
_IN_USE = (
    select(*(VEHICLE.c[name] for name in ("vin", "make", "model", "variant", "energy")))
    .where(VEHICLE.c.stage == Stage.IN_USE.value)
    .order_by(VEHICLE.c.vin)
)
_AFTER = (VEHICLE.c.stage == Stage.IN_USE.value, VEHICLE.c.vin > bindparam("after"))
_IN_USE_AFTER = select(VEHICLE.c.vin).where(*_AFTER).order_by(VEHICLE.c.vin).limit(bindparam("most"))
_HOW_MANY_IN_USE = select(func.count()).select_from(VEHICLE).where(*_AFTER)
_ON_EARLIER = (
    select(DUE.c.vin)
    .where(DUE.c.schedule == bindparam("name"), DUE.c.version < bindparam("before", type_=IsoDay()))
    .order_by(DUE.c.vin)
)
_TOLD = (
    select(EVENT.c.seq, EVENT.c.body, EVENT.c.person)
    .where(EVENT.c.vin == bindparam("of"), or_(*(EVENT.c.kind == each for each in sorted(TELLING))))
    .order_by(EVENT.c.on, EVENT.c.seq)
)


def own_schedules(tx: Transaction) -> list[Schedule]:
    """All versions of the dealer's own schedules, by name and day."""
    return [msgspec.json.decode(said, type=Schedule) for (said,) in tx.ask_plainly(_SCHEDULES)]


def keep_schedule(tx: Transaction, schedule: Schedule) -> None:
    """Keep another version of an own schedule."""
    said = msgspec.json.encode(schedule).decode()
    tx.write(_NEW_SCHEDULE, name=schedule.id, valid_from=schedule.valid_from, said=said)


def in_use(tx: Transaction) -> Sequence[Row[Any]]:
    """The cars in use, as schedules choose them."""
    return tx.ask(_IN_USE).all()


def in_use_after(tx: Transaction, vin: str, most: int) -> list[str]:
    """The first cars in use behind a VIN."""
    return list(tx.ask(_IN_USE_AFTER, after=vin, most=most).scalars())


def how_many_in_use(tx: Transaction, vin: str) -> int:
    """How many cars in use stand behind a VIN."""
    return tx.ask(_HOW_MANY_IN_USE, after=vin).scalar_one()


def on_earlier(tx: Transaction, name: str, before: date) -> list[str]:
    """The cars that are on a version of a schedule from before a day."""
    return list(tx.ask(_ON_EARLIER, name=name, before=before).scalars())


def save_due(tx: Transaction, vin: str, stored: StoredDue | None) -> None:
    """Keep what is due next of a car, or that nothing is."""
    tx.write(_GONE, of=vin)
    if stored:
        tx.write(_NEW, **{name: getattr(stored, name) for name in _COLUMNS})


def due(tx: Transaction, vin: str) -> StoredDue | None:
    """The stored due date of a car."""
    row = tx.ask(_ONE, of=vin).one_or_none()
    return _kept(row) if row else None


def vins(tx: Transaction) -> list[str]:
    """All cars of which something is due some day."""
    return list(tx.ask(_VINS).scalars())


def numbers(tx: Transaction, which: DueList | None, today: date, until: date, first: int | None = None) -> "array[int]":
    """The numbers of the cars of a list, the soonest first, or only the first ones.

    None: all that have a day, and behind them those that are snoozed, of whom nobody is to be reminded yet. Each of
    the two comes from its own index, sorted already, which one statement for both would not.
    """
    if which is not None:
        told = {name: on for name, on in (("today", today), ("until", until)) if _asks(which, name)}
        return _numbers(tx, _LISTS[which], first, told)
    found = _numbers(tx, _ALL_AWAKE, first, {"today": today})
    if not first or len(found) < first:
        left = first - len(found) if first else None
        found += _numbers(tx, _LISTS[DueList.SNOOZED], left, {"today": today})
    return found


def _numbers(tx: Transaction, asked: Select[Any], first: int | None, told: dict[str, date]) -> "array[int]":
    return array("q", tx.ask(asked.limit(first) if first else asked, **told).scalars())


def _asks(which: DueList, name: str) -> bool:
    return {"today": True, "until": which in {DueList.SOON, DueList.LATER}}[name]


def counts(tx: Transaction, today: date, until: date) -> dict[DueList, int]:
    """How many cars each list has."""
    return {which: count(tx, which, today, until) for which in DueList}


def count(tx: Transaction, which: DueList, today: date, until: date) -> int:
    """How many cars one list has."""
    told = {name: on for name, on in (("today", today), ("until", until)) if _asks(which, name)}
    return tx.ask(_COUNTS[which], **told).scalar_one()


def some(tx: Transaction, wanted: Sequence[int]) -> list[tuple[StoredDue, Row[Any]]]:
    """The stored due dates of some cars by their numbers, with the cars' names in lists."""
    return [(_kept(row), row) for row in tx.ask(_SOME, numbers=list(wanted)).all()]


def _kept(row: Row[Any]) -> StoredDue:
    given = {name: getattr(row, name) for name in _COLUMNS}
    return StoredDue(**given | {"by": By.of(given["by"])})


@dataclass(frozen=True, slots=True)
class Telling:
    """Servicing in a life: the effective events, the day of its first event, the kinds of all."""

    counting: tuple[RecordedEvent, ...]
    first_on: date | None
    kinds: tuple[str, ...]


def ask_ahead(tx: Transaction, vin: str) -> None:
    """Say that `telling` comes next, so that a server answers it along with another question."""
    tx.ask_ahead(_TOLD, of=vin)


def telling(tx: Transaction, vin: str) -> Telling:
    """The events of a life that schedules ask for; those alone are read, whatever else the life holds."""
    counting = outline(tx, vin)
    which = {each.seq for each in counting}
    told = tuple(read_body(body, person) for seq, body, person in tx.ask_plainly(_TOLD, of=vin) if seq in which)
    first_on = min((each.on for each in counting), default=None)
    return Telling(told, first_on, tuple(each.kind for each in counting))


reported.report_view(
    "maintenance_due",
    "One row for each vehicle in use that has maintenance to come: what comes due first.",
    reported.ReportColumn("vin", DUE.c.vin, "The vehicle."),
    reported.ReportColumn("schedule", DUE.c.schedule, "The maintenance schedule that it is on."),
    reported.ReportColumn("item", DUE.c.item, "The item of the schedule; empty for the visit as a whole."),
    reported.day("due_on", DUE.c.due_on, "The day on which it is due by time."),
    reported.whole("due_at_km", DUE.c.due_km, "The distance run at which it is due."),
    reported.day("forecast_on", DUE.c.forecast_on, "The day on which it is due, as the vehicle is driven."),
    reported.code("due_by", DUE.c.by, "What brings it first", By),
    reported.day("snoozed_until", DUE.c.snoozed_until, "The day until which it was put off."),
    source=DUE,
    order=(DUE.c.vin,),
)


def followed(tx: Transaction) -> str | None:
    """The last car that has followed what was published, empty where none has yet; None where nothing is to follow."""
    return tx.ask(_FOLLOWED).scalars().first()


def save_followed(tx: Transaction, after: str | None) -> None:
    """Keep the last car that has followed; None: all have."""
    tx.write(_ALL_FOLLOWED)
    if after is not None:
        tx.write(_FOLLOWS, number=1, after=after)
