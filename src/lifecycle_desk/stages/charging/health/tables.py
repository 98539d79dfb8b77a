"""Battery health as it is kept for lists: counted from sessions, made anew when they change."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Index, Select, TypedColumns, bindparam, case, exists, func, or_, select, update

from lifecycle_desk.stages.charging.health.rules.batteries import BatteryList, Lack, lack
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.rows import Rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, flag, maybe_day, maybe_whole, of_vehicle, table, whole
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.tables.life import CLOSED, VEHICLE


class HealthRow(TypedColumns):
    """A battery's health on a day, in tenths of a per cent; the window of its cover, and when a floor may be crossed.

    `watch_on` is the day that orders the list: on which the floor may be crossed at the earliest, else the end of the
    window; far away where neither is known.
    """

    vin = of_vehicle(primary_key=True)
    number = whole()
    stale = flag()
    as_of = maybe_day()
    percent = maybe_whole()
    low = maybe_whole()
    high = maybe_whole()
    sessions = maybe_whole()
    ends_on = maybe_day()
    floor = maybe_whole()
    crosses_on = maybe_day()
    watch_on = maybe_day()


HEALTH = table("charging_health", HealthRow, **{DERIVED: True})
Index("ix_charging_health_watch_on_number", HEALTH.c.watch_on, HEALTH.c.number)
Index("ix_charging_health_crosses_on_number", HEALTH.c.crosses_on, HEALTH.c.number)
Index("ix_charging_health_stale", HEALTH.c.stale)

_THIS = HEALTH.c.vin == bindparam("of")
_STALE = update(HEALTH).where(_THIS).values(stale=True)
_OLD = or_(
    HEALTH.c.stale == bindparam("yes", value=True, type_=HEALTH.c.stale.type), HEALTH.c.as_of < bindparam("before")
)
_DUE = select(HEALTH.c.vin).where(_OLD).order_by(HEALTH.c.vin).limit(bindparam("most"))
_HOW_MANY_DUE = select(func.count()).select_from(HEALTH).where(_OLD)
_NUMBER, _IN_ORDER = select(HEALTH.c.number), (HEALTH.c.watch_on, HEALTH.c.number)
_ALIVE = HEALTH.c.vin.not_in(CLOSED)
_TO_WATCH = _NUMBER.where(HEALTH.c.crosses_on.is_not(None), _ALIVE).order_by(HEALTH.c.crosses_on, HEALTH.c.number)
_CROSSES = case((HEALTH.c.crosses_on.is_(None), 0), else_=1)  # bare, its own index would be taken, and all be sorted
_REST = _NUMBER.where(_CROSSES == 0, HEALTH.c.percent.is_not(None), _ALIVE).order_by(*_IN_ORDER)
_WITHOUT = _NUMBER.where(HEALTH.c.percent.is_(None), _ALIVE).order_by(*_IN_ORDER)
_TRACTION = [each.value for each in Energy if each.has_traction_battery]
_NEVER_CHARGED = (
    select(VEHICLE.c.number)
    .where(or_(VEHICLE.c.energy.in_(_TRACTION), VEHICLE.c.battery.is_not(None)))
    .where(~exists().where(HEALTH.c.vin == VEHICLE.c.vin), VEHICLE.c.vin.not_in(CLOSED))
    .order_by(VEHICLE.c.number)
)
# One query after the other, each in the order of an index: the first rows of a list cost the same in all books.
_LISTS = {
    BatteryList.TO_WATCH: (_TO_WATCH,),
    BatteryList.ALL: (_TO_WATCH, _REST, _WITHOUT, _NEVER_CHARGED),
    BatteryList.WITHOUT: (_WITHOUT, _NEVER_CHARGED),
}
_COUNTS = {
    query: select(func.count()).select_from(query.order_by(None).subquery())
    for query in (_TO_WATCH, _REST, _WITHOUT, _NEVER_CHARGED)
}
_NUMBERED = (
    select(
        HEALTH,
        VEHICLE.c.vin.label("of"),
        VEHICLE.c.number.label("by_number"),
        *(VEHICLE.c[name] for name in ("plate", "make", "model", "variant", "odometer_km", "usable_wh")),
    )
    .select_from(VEHICLE)
    .outerjoin(HEALTH, VEHICLE.c.vin == HEALTH.c.vin)
    .where(VEHICLE.c.number.in_(bindparam("numbers", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class StoredHealth:
    """The stored health of a battery; stale where sessions have changed since."""

    vin: str
    number: int
    stale: bool = False
    as_of: date | None = None
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    sessions: int | None = None
    ends_on: date | None = None
    floor: int | None = None
    crosses_on: date | None = None
    watch_on: date | None = None


_ROWS = Rows(HEALTH, StoredHealth)


def make_stale(tx: Transaction, vin: str) -> None:
    """A vehicle's sessions have changed: its health is to be counted anew."""
    if _ROWS.one(tx, vin):
        tx.write(_STALE, of=vin)
    else:
        save(tx, StoredHealth(vin, life.row(tx, vin).number, stale=True))


def make_all_stale(tx: Transaction, vins: Select[Any], **facts: Any) -> None:
    """The same of all vehicles that a statement names and whose health was counted."""
    tx.write(update(HEALTH).where(HEALTH.c.vin.in_(vins)).values(stale=True), **facts)


def save(tx: Transaction, stored: StoredHealth) -> None:
    """Keep what was counted."""
    _ROWS.save(tx, stored.vin, stored)


def health(tx: Transaction, vin: str) -> StoredHealth | None:
    """The stored health of a vehicle; None where nothing was counted yet, or not since its sessions changed."""
    stored = _ROWS.one(tx, vin)
    return stored if stored and not stored.stale else None


def numbers(tx: Transaction, which: BatteryList, first: int | None = None) -> array[int]:
    """The numbers of the vehicles of a list: those to be watched soonest first, those without a figure last."""
    found = array("q")
    for query in _LISTS[which]:
        if first and len(found) >= first:
            break
        found.extend(tx.ask(query.limit(first - len(found)) if first else query).scalars())
    return found


def counts(tx: Transaction) -> dict[BatteryList, int]:
    """How many vehicles each list has."""
    sizes = {query: tx.ask(count).scalar_one() for query, count in _COUNTS.items()}
    return {which: sum(sizes[query] for query in queries) for which, queries in _LISTS.items()}


def numbered(tx: Transaction, wanted: Sequence[int]) -> list[tuple[StoredHealth, Lack | None, Any]]:
    """The stored health of some vehicles by their numbers, the reason of a missing figure, and the names of lists."""
    return [(*_listed(row), row) for row in tx.ask(_NUMBERED, numbers=list(wanted)).all()]


def _listed(row: Any) -> tuple[StoredHealth, Lack | None]:
    stored = StoredHealth(row.of, row.by_number) if row.vin is None else _ROWS.made(row)
    if stored.percent is not None:
        return stored, None
    return stored, lack(stored.as_of, row.usable_wh, has_records=row.vin is not None)


def due(tx: Transaction, before: date, most: int) -> list[str]:
    """Vehicles whose health is to be counted anew: sessions changed, or it was counted before a day."""
    return list(tx.ask(_DUE, before=before, most=most).scalars())


def how_many_due(tx: Transaction, before: date) -> int:
    """How many there are."""
    return tx.ask(_HOW_MANY_DUE, before=before).scalar_one()


reported.report_view(
    "battery_health",
    "One row for each vehicle with charging sessions: its battery's health, as it was estimated last.",
    reported.ReportColumn("vin", HEALTH.c.vin, "The vehicle."),
    reported.day("as_of", HEALTH.c.as_of, "The day of the estimate."),
    reported.exact("health_percent", HEALTH.c.percent, 1, "The estimate; empty where too little is known."),
    reported.exact("health_low_percent", HEALTH.c.low, 1, "The lower end of its interval."),
    reported.exact("health_high_percent", HEALTH.c.high, 1, "The upper end of its interval."),
    reported.whole("sessions_used", HEALTH.c.sessions, "Sessions that it rests on."),
    reported.exact("warranted_percent", HEALTH.c.floor, 1, "The health that the warranty promises."),
    reported.day("warranted_until", HEALTH.c.ends_on, "The day on which that promise ends."),
    reported.day("crosses_on", HEALTH.c.crosses_on, "The earliest day on which it may fall below."),
    reported.flag("is_stale", HEALTH.c.stale, "Whether sessions changed since, so that it is estimated anew soon."),
    source=HEALTH,
    order=(HEALTH.c.vin,),
)
