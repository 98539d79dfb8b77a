"""The records of dealers and what follows from them: poured in, read by car, and the sums that move."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, literal, select

from lifecycle_desk.region.rules.batch import CarLine, RecordLine
from lifecycle_desk.region.tables.schema import CAMPAIGN_CAR, DAY, EVENT, HEALTH, HOME, OLD_EVENT, VEHICLE
from lifecycle_desk.store.own_schema import add_or_leave, add_or_replace, add_up, is_any_of, stream

_POURED = ("dealer", "seq", "vin", "on", "at", "kind", "corrects", "told", "seal")
_OF_DEALER = EVENT.c.dealer == bindparam("of")
_SEAL = select(EVENT.c.seal).where(_OF_DEALER, EVENT.c.seq == bindparam("seq"))
_LIVES = (
    select(EVENT.c.vin, EVENT.c.seq, EVENT.c.on, EVENT.c.at, EVENT.c.kind, EVENT.c.corrects, EVENT.c.told, EVENT.c.seal)
    .where(_OF_DEALER, is_any_of(EVENT.c.vin, "vins"))
    .order_by(EVENT.c.vin, EVENT.c.seq)
)
_OF_VINS = is_any_of(VEHICLE.c.vin, "vins")
_VEHICLES = select(VEHICLE).where(VEHICLE.c.dealer == bindparam("of"), _OF_VINS)
_VINS = select(VEHICLE.c.vin).where(VEHICLE.c.dealer == bindparam("of")).order_by(VEHICLE.c.vin)
_HOW_FAR = select(func.count(), func.coalesce(func.max(EVENT.c.seq), 0)).where(_OF_DEALER)
_TOLD_VINS = select(EVENT.c.vin).where(_OF_DEALER, EVENT.c.vin.is_not(None)).distinct()
_AFTER = select(EVENT).where(_OF_DEALER, EVENT.c.seq > bindparam("after"))
_VINS_AFTER = select(EVENT.c.vin).where(_OF_DEALER, EVENT.c.seq > bindparam("after"), EVENT.c.vin.is_not(None))
_DAYS = select(DAY).where(DAY.c.dealer == bindparam("of"))
_CAMPAIGNS = select(CAMPAIGN_CAR).where(
    CAMPAIGN_CAR.c.dealer == bindparam("of"),
    is_any_of(CAMPAIGN_CAR.c.vin, "vins"),
)
_HEALTH = select(HEALTH).where(HEALTH.c.dealer == bindparam("of"))


class DayKey(NamedTuple):
    """One sum of a dealer: its day, what is measured, of which cars, told apart by what, in which currency."""

    on: date
    measure: str
    make: str
    model: str
    sort: str
    currency: str


class HealthKey(NamedTuple):
    """One bar of a dealer's histogram: model, age in years, climate, and the whole percent."""

    make: str
    model: str
    years: int
    climate: str
    percent: int


def pour(connection: Connection, of: str, lines: Iterable[RecordLine]) -> None:
    """Write records, a stream of them at once."""
    stream(connection, EVENT, _POURED, (tuple(poured(of, each).values()) for each in lines))


def poured(of: str, line: RecordLine) -> dict[str, Any]:
    """A record as a row."""
    told = msgspec.json.encode(line.told).decode()
    values = (of, line.seq, line.vin, line.on, line.at, line.kind, line.corrects, told, bytes.fromhex(line.seal))
    return dict(zip(_POURED, values, strict=True))


def seal_of(connection: Connection, of: str, seq: int) -> bytes | None:
    """The seal of a record that is here."""
    found = connection.execute(_SEAL, {"of": of, "seq": seq}).scalar()
    return bytes(found) if found else None


def lives(connection: Connection, of: str, vins: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """The records of some cars at a dealer, by number."""
    found: dict[str, list[Row[Any]]] = {vin: [] for vin in vins}
    rows: Iterable[Row[Any]] = connection.execute(_LIVES, {"of": of, "vins": list(vins)})
    for row in rows:
        found[row.vin].append(row)
    return found


def vehicles(connection: Connection, of: str, vins: Sequence[str]) -> dict[str, Row[Any]]:
    """The cars of a dealer by their VINs, those that are here."""
    return {row.vin: row for row in connection.execute(_VEHICLES, {"of": of, "vins": list(vins)})}


def vins(connection: Connection, of: str) -> list[str]:
    """All cars of a dealer."""
    return [str(vin) for vin in connection.execute(_VINS, {"of": of}).scalars()]


def told_vins(connection: Connection, of: str) -> list[str]:
    """All cars that a dealer's records are of."""
    return [str(vin) for vin in connection.execute(_TOLD_VINS, {"of": of}).scalars()]


def how_far(connection: Connection, of: str) -> tuple[int, int]:
    """How many records of a dealer are here, and the number of the last."""
    count, last = connection.execute(_HOW_FAR, {"of": of}).one()
    return count, last


def save_vehicles(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep cars, and where each is found by its VIN."""
    add_or_replace(connection, VEHICLE, rows)
    add_or_leave(connection, HOME, *({"vin": row["vin"], "dealer": row["dealer"]} for row in rows))


def drop_vehicles(connection: Connection, of: str, gone: Sequence[str]) -> None:
    """Cars of which nothing is told any more are gone from a dealer."""
    for table in (VEHICLE, HOME, CAMPAIGN_CAR):
        connection.execute(delete(table).where(table.c.dealer == of, table.c.vin.in_(gone)))


def save_campaigns(connection: Connection, of: str, cars: Iterable[CarLine]) -> None:
    """Keep where some cars stand in their campaigns, in place of what was here."""
    told = list(cars)
    connection.execute(
        delete(CAMPAIGN_CAR).where(CAMPAIGN_CAR.c.dealer == of, CAMPAIGN_CAR.c.vin.in_([each.vin for each in told]))
    )
    rows = [
        {
            "dealer": of,
            "campaign": each.campaign,
            "vin": car.vin,
            "state": each.state,
            "since": each.since,
            "done_on": each.done_on,
        }
        for car in told
        for each in car.campaigns
    ]
    if rows:
        connection.execute(insert(CAMPAIGN_CAR), rows)


def campaigns(connection: Connection, of: str, vins: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Where some cars stand in their campaigns: campaign, state, since, done."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in connection.execute(_CAMPAIGNS, {"of": of, "vins": list(vins)}):
        found.setdefault(row.vin, []).append((row.campaign, row.state, row.since, row.done_on))
    return found


def forget_campaign(connection: Connection, of: str, campaign: str) -> None:
    """Nothing of a campaign is kept of a dealer, since its cars come anew."""
    connection.execute(delete(CAMPAIGN_CAR).where(CAMPAIGN_CAR.c.dealer == of, CAMPAIGN_CAR.c.campaign == campaign))


def add_days(connection: Connection, of: str, moved: Mapping[DayKey, tuple[int, int]]) -> None:
    """Move the sums of a dealer's days; those that come to nothing stay as rows of zeros."""
    rows = [
        {"dealer": of, **key._asdict(), "amount": amount, "things": things}
        for key, (amount, things) in sorted(moved.items())
        if amount or things
    ]
    add_up(connection, DAY, ("amount", "things"), rows)


def add_health(connection: Connection, of: str, moved: Mapping[HealthKey, int]) -> None:
    """Move the bars of a dealer's histogram of battery health."""
    rows = [{"dealer": of, **key._asdict(), "cars": cars} for key, cars in sorted(moved.items()) if cars]
    add_up(connection, HEALTH, ("cars",), rows)


def days(connection: Connection, of: str) -> Iterator[tuple[DayKey, tuple[int, int]]]:
    """The sums of a dealer's days that say something."""
    for row in connection.execute(_DAYS, {"of": of}):
        if row.amount or row.things:
            key = DayKey(row.on, row.measure, row.make, row.model, row.sort, row.currency)
            yield key, (row.amount, row.things)


def health(connection: Connection, of: str) -> Iterator[tuple[HealthKey, int]]:
    """The bars of a dealer's histogram that count somebody."""
    for row in connection.execute(_HEALTH, {"of": of}):
        if row.cars:
            yield HealthKey(row.make, row.model, row.years, row.climate, row.percent), row.cars


def give_up_branch(connection: Connection, of: str, epoch: int, after: int) -> list[str]:
    """Put the records after one aside as those of an old epoch; gives the cars that they are of."""
    facts = {"of": of, "after": after}
    moved = [str(vin) for vin in connection.execute(_VINS_AFTER.distinct(), facts).scalars()]
    names = [each.name for each in EVENT.columns]
    kept = _AFTER.with_only_columns(*(EVENT.c[name] for name in names), literal(epoch).label("epoch"))
    connection.execute(insert(OLD_EVENT).from_select([*names, "epoch"], kept), facts)
    connection.execute(delete(EVENT).where(_OF_DEALER, EVENT.c.seq > bindparam("after")), facts)
    return sorted(moved)
