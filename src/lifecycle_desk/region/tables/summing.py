"""The statements that sum: a dealer's months by the difference to what is kept, all anew from nothing, and checked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Index,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    extract,
    func,
    insert,
    or_,
    select,
    union_all,
)
from sqlalchemy.schema import DropIndex

from lifecycle_desk.base import clock
from lifecycle_desk.region.tables.kept import (
    BARS,
    CAMPAIGN_COUNT,
    DEALER_MONTH,
    DEALER_SUM,
    MARKET_HEALTH,
    MARKET_MONTH,
    MONTH,
    READ,
    SUMMED,
    SUMS,
)
from lifecycle_desk.region.tables.schema import CAMPAIGN_CAR, DAY, DEALER, HEALTH, REGION
from lifecycle_desk.store.own_schema import add_or_replace, add_up, is_there, one_at_a_time
from lifecycle_desk.store.uncompiled import uncompiled

A_YEAR = 12
_EARLIER_READ = Index("ix_dealer_month_measure_month")
_LOCK = 0x4C445253  # one sums at a time
_ADDED = ("amount", "things")
_OF_MONTH = ("measure", "month", "make", "model", "sort", "currency")
OF_MONTHS = ("measure", "month", "sort", "currency")  # what a dealer's months are told apart by, and
OF_SUMS = ("measure", "sort", "currency")  # what all of them come to
_MONTH = cast(extract("year", DAY.c.on) * A_YEAR + extract("month", DAY.c.on) - 1, Integer)
_KEYS = (DAY.c.measure, _MONTH, DAY.c.make, DAY.c.model, DAY.c.sort, DAY.c.currency)
_DAYS: Any = select(
    *(each.label(name) for each, name in zip(_KEYS, _OF_MONTH, strict=True)),
    cast(func.sum(DAY.c.amount), MONTH.c.amount.type).label("amount"),
    cast(func.sum(DAY.c.things), MONTH.c.things.type).label("things"),
).having(or_(func.sum(DAY.c.amount) != 0, func.sum(DAY.c.things) != 0))
_NOW = _DAYS.where(DAY.c.dealer == bindparam("dealer")).group_by(*_KEYS).cte("now")
_BEFORE = select(*(MONTH.c[name] for name in (*_OF_MONTH, "amount", "things")))
_BEFORE_CTE = _BEFORE.where(MONTH.c.dealer == bindparam("dealer")).cte("before")
_SAME = and_(*(_NOW.c[name] == _BEFORE_CTE.c[name] for name in _OF_MONTH))
_DIFFERENCES = tuple(
    (func.coalesce(_NOW.c[name], 0) - func.coalesce(_BEFORE_CTE.c[name], 0)).label(name)
    for name in ("amount", "things")
)
_MOVED = (
    select(*(func.coalesce(_NOW.c[name], _BEFORE_CTE.c[name]).label(name) for name in _OF_MONTH), *_DIFFERENCES)
    .select_from(_NOW.join(_BEFORE_CTE, _SAME, full=True))
    .where(
        or_(
            _NOW.c.amount.is_distinct_from(_BEFORE_CTE.c.amount),
            _NOW.c.things.is_distinct_from(_BEFORE_CTE.c.things),
        )
    )
)
_BEHIND = (
    select(DEALER.c.dealer, DEALER.c.market, DEALER.c.epoch, DEALER.c.last_seq, SUMMED.c.market.label("before"))
    .join_from(DEALER, SUMMED, SUMMED.c.dealer == DEALER.c.dealer, isouter=True)
    .where(
        or_(
            SUMMED.c.dealer.is_(None),
            SUMMED.c.last_seq != DEALER.c.last_seq,
            SUMMED.c.epoch != DEALER.c.epoch,
            SUMMED.c.market != DEALER.c.market,
        )
    )
    .order_by(DEALER.c.dealer)
)


def wait_in_turn(connection: Connection) -> None:
    """Wait until nobody else sums: what is added is a difference to what is there."""
    one_at_a_time(connection, _LOCK)
    uncompiled(connection)


def is_laid_down(connection: Connection) -> bool:
    """Whether the tables of sums are there."""
    return is_there(connection, DEALER_SUM)


def lay_down(connection: Connection) -> None:
    """Make the tables of sums where they are missing, and the indexes of what pages compare and list.

    What dealers' months come to is younger than the months: where these are there, it is made from them.
    """
    is_older = is_there(connection, DEALER_MONTH) and not is_there(connection, DEALER_SUM)
    REGION.create_all(connection, tables=list(SUMS))
    for index in (READ, BARS):
        index.create(connection, checkfirst=True)
    if is_older:
        connection.execute(DropIndex(_EARLIER_READ, if_exists=True))  # the server would prefer it to `READ`
        connection.execute(insert(DEALER_SUM).from_select(*_dealer_sums()))


def behind(connection: Connection) -> Sequence[Any]:
    """The dealers of whom more was received than is in the sums."""
    return connection.execute(_BEHIND).all()


def moved(connection: Connection, dealer: str) -> list[dict[str, Any]]:
    """By how much a dealer's months differ from what is kept of them."""
    return [row._asdict() for row in connection.execute(_MOVED, {"dealer": dealer})]


def add(connection: Connection, table: Table[Any], lead: dict[str, str], rows: Sequence[dict[str, Any]]) -> None:
    """Add differences to a table of sums, under a dealer or a market."""
    names = [each.name for each in table.columns]
    add_up(connection, table, _ADDED, [{name: (lead | row)[name] for name in names} for row in rows])


def added(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    """Differences that some names do not tell apart, added: those of all models, or of all months."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = tuple(row[name] for name in names)
        of = found.setdefault(key, {**dict(zip(names, key, strict=True)), "amount": 0, "things": 0})
        of["amount"] += row["amount"]
        of["things"] += row["things"]
    return list(found.values())


def count_campaigns(connection: Connection, dealer: str) -> None:
    """Count a dealer's cars in campaigns anew."""
    connection.execute(delete(CAMPAIGN_COUNT).where(CAMPAIGN_COUNT.c.dealer == dealer))
    of = (CAMPAIGN_CAR.c.dealer, CAMPAIGN_CAR.c.campaign, CAMPAIGN_CAR.c.state)
    counted = select(*of, func.count()).where(CAMPAIGN_CAR.c.dealer == dealer).group_by(*of)
    connection.execute(insert(CAMPAIGN_COUNT).from_select(["dealer", "campaign", "state", "cars"], counted))


def add_up_health(connection: Connection) -> None:
    """Add up the readings of battery health of all markets anew."""
    connection.execute(delete(MARKET_HEALTH))
    of = (DEALER.c.market, HEALTH.c.make, HEALTH.c.model, HEALTH.c.years, HEALTH.c.climate, HEALTH.c.percent)
    bars = select(*of, func.sum(HEALTH.c.cars)).join_from(HEALTH, DEALER, DEALER.c.dealer == HEALTH.c.dealer)
    names = [each.name for each in MARKET_HEALTH.columns]
    whole = bars.group_by(*of).having(func.sum(HEALTH.c.cars) > 0)
    connection.execute(insert(MARKET_HEALTH).from_select(names, whole))


def note_summed(connection: Connection, dealer: str, market: str, epoch: int, last_seq: int) -> None:
    """Note up to where a dealer is in the sums."""
    told = {"dealer": dealer, "market": market, "epoch": epoch, "last_seq": last_seq, "summed_at": clock.now()}
    add_or_replace(connection, SUMMED, [told])


def sum_anew(connection: Connection) -> int:
    """Make all sums from nothing; gives how many dealers are in them."""
    for table in SUMS:
        connection.execute(delete(table))
    days = _DAYS.add_columns(DAY.c.dealer.label("dealer")).group_by(DAY.c.dealer, *_KEYS)
    connection.execute(insert(MONTH).from_select([*_OF_MONTH, "amount", "things", "dealer"], days))
    connection.execute(insert(DEALER_MONTH).from_select(*_dealer_months()))
    connection.execute(insert(DEALER_SUM).from_select(*_dealer_sums()))
    connection.execute(insert(MARKET_MONTH).from_select(*_market_months()))
    of = (CAMPAIGN_CAR.c.dealer, CAMPAIGN_CAR.c.campaign, CAMPAIGN_CAR.c.state)
    counted = select(*of, func.count()).group_by(*of)
    connection.execute(insert(CAMPAIGN_COUNT).from_select(["dealer", "campaign", "state", "cars"], counted))
    add_up_health(connection)
    names = [each.name for each in SUMMED.columns]
    noted = select(DEALER.c.dealer, DEALER.c.market, DEALER.c.epoch, DEALER.c.last_seq, func.now())
    connection.execute(insert(SUMMED).from_select(names, noted))
    return connection.execute(select(func.count()).select_from(SUMMED)).scalar_one()


def _dealer_months() -> tuple[list[str], Select[Any]]:
    of = [MONTH.c.dealer, *(MONTH.c[name] for name in OF_MONTHS)]
    return [*(each.name for each in of), "amount", "things"], select(*of, *_SUMMED).group_by(*of)


def _dealer_sums() -> tuple[list[str], Select[Any]]:
    of = [DEALER_MONTH.c.dealer, *(DEALER_MONTH.c[name] for name in OF_SUMS)]
    summed = func.sum(DEALER_MONTH.c.amount).label("amount"), func.sum(DEALER_MONTH.c.things).label("things")
    return [*(each.name for each in of), "amount", "things"], select(*of, *summed).group_by(*of)


def _market_months() -> tuple[list[str], Select[Any]]:
    of = [DEALER.c.market, *(MONTH.c[name] for name in _OF_MONTH)]
    summed = select(*of, *_SUMMED).join_from(MONTH, DEALER, DEALER.c.dealer == MONTH.c.dealer).group_by(*of)
    return [*(each.name for each in of), "amount", "things"], summed


_SUMMED = func.sum(MONTH.c.amount).label("amount"), func.sum(MONTH.c.things).label("things")


def wrong_sums(connection: Connection) -> list[str]:
    """The tables of months that are not what the days come to."""
    uncompiled(connection)
    names = [*_OF_MONTH, "amount", "things", "dealer"]
    days = _DAYS.add_columns(DAY.c.dealer.label("dealer")).group_by(DAY.c.dealer, *_KEYS)
    told = (
        (MONTH, names, days),
        (DEALER_MONTH, *_dealer_months()),
        (DEALER_SUM, *_dealer_sums()),
        (MARKET_MONTH, *_market_months()),
    )
    return [table.name for table, columns, right in told if _differs(connection, table, columns, right)]


def _differs(connection: Connection, table: Table, names: Sequence[str], right: Select[Any]) -> bool:
    """Whether a table holds anything else than what a statement gives; what came to nothing counts as not there."""
    counted = right.subquery()
    kept = select(*(table.c[name] for name in names)).where(or_(table.c.amount != 0, table.c.things != 0))
    wanted = select(*(counted.c[name] for name in names)).where(or_(counted.c.amount != 0, counted.c.things != 0))
    either = union_all(kept.except_(wanted).subquery().select(), wanted.except_(kept).subquery().select()).limit(1)
    return connection.execute(either).first() is not None
