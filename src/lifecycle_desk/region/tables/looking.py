"""What pages ask of a region: sums of months, campaigns, health, and single cars; never a count of days or of cars."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, union_all

from lifecycle_desk.figures.rules.readings import SumRow, group_of
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.tables.kept import (
    CAMPAIGN_COUNT,
    DEALER_MONTH,
    DEALER_SUM,
    MARKET_HEALTH,
    MARKET_MONTH,
    MONTH,
    SUMMED,
)
from lifecycle_desk.region.tables.schema import CAMPAIGN_CAR, DEALER, EVENT, HOME, VEHICLE
from lifecycle_desk.store.own_schema import is_there
from lifecycle_desk.store.store import Transaction

MOST = 10_000  # cars of one list: of more nobody reads each
DEALERS = (DEALER.c.dealer, DEALER.c.name, DEALER.c.market, DEALER.c.epoch, DEALER.c.last_seq)
_STANDING = select(*DEALERS, DEALER.c.last_at, DEALER.c.received_at, DEALER.c.forked_at, DEALER.c.opened).order_by(
    DEALER.c.name, DEALER.c.dealer
)
_SUMMED_AT = select(func.min(SUMMED.c.summed_at))
_MARKETS = select(DEALER.c.market).distinct().order_by(DEALER.c.market)
_HOMES = select(HOME.c.dealer).where(HOME.c.vin == bindparam("vin")).order_by(HOME.c.dealer)
_CAR = (
    VEHICLE.c.dealer, VEHICLE.c.vin, VEHICLE.c.make, VEHICLE.c.model, VEHICLE.c.variant, VEHICLE.c.model_year,
    VEHICLE.c.energy, VEHICLE.c.stage, VEHICLE.c.odometer_km, VEHICLE.c.first_registered_on, VEHICLE.c.last_event_on,
    VEHICLE.c.soh_tenths, VEHICLE.c.soh_on, VEHICLE.c.climate,
)  # fmt: skip
_AT_DEALERS = select(*_CAR, DEALER.c.name).join_from(VEHICLE, DEALER, DEALER.c.dealer == VEHICLE.c.dealer)
_AT_HOMES = _AT_DEALERS.where(
    VEHICLE.c.dealer.in_(bindparam("dealers", expanding=True)), VEHICLE.c.vin == bindparam("vin")
).order_by(VEHICLE.c.last_event_on.desc().nulls_last(), VEHICLE.c.dealer)
_LIFE = (
    select(
        EVENT.c.dealer, EVENT.c.seq, EVENT.c.on, EVENT.c.at, EVENT.c.kind, EVENT.c.corrects, EVENT.c.told, DEALER.c.name
    )
    .join_from(EVENT, DEALER, DEALER.c.dealer == EVENT.c.dealer)
    .where(EVENT.c.dealer.in_(bindparam("dealers", expanding=True)), EVENT.c.vin == bindparam("vin"))
    .order_by(EVENT.c.on.desc(), EVENT.c.at.desc(), EVENT.c.seq.desc())
    .limit(MOST)
)
_OF_DEALER = _AT_DEALERS.where(VEHICLE.c.dealer == bindparam("dealer")).order_by(VEHICLE.c.vin).limit(MOST)
_IN_CAMPAIGN = (
    _AT_DEALERS.add_columns(CAMPAIGN_CAR.c.state, CAMPAIGN_CAR.c.since, CAMPAIGN_CAR.c.done_on)
    .join(CAMPAIGN_CAR, and_(CAMPAIGN_CAR.c.dealer == VEHICLE.c.dealer, CAMPAIGN_CAR.c.vin == VEHICLE.c.vin))
    .where(CAMPAIGN_CAR.c.dealer == bindparam("dealer"), CAMPAIGN_CAR.c.campaign == bindparam("campaign"))
    .order_by(CAMPAIGN_CAR.c.state.desc(), CAMPAIGN_CAR.c.since, VEHICLE.c.vin)
    .limit(MOST)
)
_READ_HEALTH = _AT_DEALERS.where(
    VEHICLE.c.make == bindparam("make"),
    VEHICLE.c.model == bindparam("model"),
    VEHICLE.c.years == bindparam("years"),
    VEHICLE.c.soh_tenths.is_not(None),
).order_by(VEHICLE.c.soh_tenths, VEHICLE.c.vin)
_BARS = (
    select(MARKET_HEALTH.c.percent, func.sum(MARKET_HEALTH.c.cars))
    .where(
        MARKET_HEALTH.c.make == bindparam("make"),
        MARKET_HEALTH.c.model == bindparam("model"),
        MARKET_HEALTH.c.years == bindparam("years"),
    )
    .group_by(MARKET_HEALTH.c.percent)
    .order_by(MARKET_HEALTH.c.percent)
)


def dealers(tx: Transaction) -> Sequence[Any]:
    """All dealers, with how far their records came."""
    return tx.ask(_STANDING).all()


def markets(tx: Transaction) -> list[str]:
    """The markets in which there are dealers."""
    return list(tx.ask(_MARKETS).scalars())


def is_summed(tx: Transaction) -> bool:
    """Whether anybody has summed here yet."""
    return is_there(tx.connection, DEALER_SUM)


def summed_at(tx: Transaction) -> datetime | None:
    """Since when all that pages show has been in the sums: the moment of the dealer who was summed first."""
    return tx.ask(_SUMMED_AT).scalar()


def sums(
    tx: Transaction,
    measures: Sequence[str],
    levels: Sequence[str],
    span: tuple[int, int],
    by: By | None = None,
    *,
    market: str = "",
    dealer: str = "",
    some: Sequence[str] = (),
) -> list[SumRow]:
    """The sums of some measures from a month to another, and of levels from their beginning, divided by something.

    A market, a dealer or `some` dealers narrow them. Of levels all that came before the first month is one sum.
    """
    table, groups = _source(by, dealer)
    first, last = span
    found: list[Any] = []
    if measures:
        flows = _added(table, table.c.month, groups).where(table.c.month.between(first, last))
        found += tx.ask(_narrowed(flows.where(table.c.measure.in_(list(measures))), table, market, dealer, some))
    if levels:
        level = _added(table, func.greatest(table.c.month, first - 1), groups).where(table.c.month <= last)
        found += tx.ask(_narrowed(level.where(table.c.measure.in_(list(levels))), table, market, dealer, some))
    return [_sum_row(row) for row in found if row[-1] or row[-2]]


def sums_of_dealers(
    tx: Transaction,
    measures: Sequence[str],
    levels: Sequence[str],
    span: tuple[int, int],
    *,
    sort: str = "",
    market: str = "",
    dealer: str = "",
) -> list[SumRow]:
    """The same of each dealer, maybe of one sort alone, with all months added up and told as the last one.

    Told apart, the months of two thousand dealers are fifty thousand rows, of which their lists show the sums alone.
    A level is what it stands at without what came later, so nobody adds up its years; it may stand at nothing.
    """
    first, last = span
    of, whole = DEALER_MONTH.c, DEALER_SUM.c
    told, stands = (
        (of.measure, of.sort, of.currency, of.dealer),
        (whole.measure, whole.sort, whole.currency, whole.dealer),
    )
    flows = select(*told, of.amount, of.things).where(of.measure.in_(list(measures)), of.month.between(first, last))
    flows = flows.where(or_(of.amount != 0, of.things != 0))
    now = select(*stands, whole.amount, whole.things).where(whole.measure.in_(list(levels)))
    later = select(*told, -of.amount, -of.things).where(of.measure.in_(list(levels)), of.month > last)
    parts = union_all(*([flows] if measures else []), *([now, later] if levels else [])).subquery()
    groups: Any = (parts.c.measure, parts.c.sort, parts.c.currency, parts.c.dealer)
    summed = select(*groups, func.sum(parts.c.amount), func.sum(parts.c.things)).group_by(*groups)
    if sort:
        summed = summed.where(parts.c.sort == sort)
    found = tx.ask(_narrowed(summed, parts, market, dealer, ())).all()
    return [SumRow(row.measure, last, row.sort, row.dealer, row.currency, int(row[4]), int(row[5])) for row in found]


def _added(table: Any, month: Any, groups: tuple[ColumnElement[Any], ...]) -> Any:
    columns: Any = (table.c.measure, month, table.c.sort, table.c.currency, *groups)
    return select(*columns, func.sum(table.c.amount), func.sum(table.c.things)).group_by(*columns)


def _narrowed(asked: Any, table: Any, market: str, dealer: str, some: Sequence[str]) -> Any:
    """The part of the sums that a market, a dealer or some dealers have."""
    if dealer:
        return asked.where(table.c.dealer == dealer)
    if some:
        return asked.where(table.c.dealer.in_(list(some)))
    if not market:
        return asked
    if table is MARKET_MONTH:
        return asked.where(table.c.market == market)
    return asked.join_from(table, DEALER, DEALER.c.dealer == table.c.dealer).where(DEALER.c.market == market)


def _source(by: By | None, dealer: str) -> tuple[Any, tuple[ColumnElement[Any], ...]]:
    """The smallest table that can be divided so, and the columns of the group."""
    if by is By.DEALER:
        return DEALER_MONTH, (DEALER_MONTH.c.dealer,)
    table = (DEALER_MONTH if by is None else MONTH) if dealer else MARKET_MONTH
    match by:
        case By.MARKET if not dealer:
            return table, (MARKET_MONTH.c.market,)
        case By.BRAND:
            return table, (table.c.make,)
        case By.MODEL:
            return table, (table.c.make, table.c.model)
    return table, ()


def _sum_row(row: Sequence[Any]) -> SumRow:
    measure, month, sort, currency, *groups, amount, things = row
    return SumRow(measure, month, sort, group_of(*groups), currency, int(amount), int(things))


def campaigns(tx: Transaction, market: str = "") -> Sequence[Any]:
    """How many cars stand where in each campaign."""
    of = (CAMPAIGN_COUNT.c.campaign, CAMPAIGN_COUNT.c.state)
    counted = select(*of, func.sum(CAMPAIGN_COUNT.c.cars).label("cars"), func.count().label("dealers")).group_by(*of)
    if market:
        counted = counted.join_from(CAMPAIGN_COUNT, DEALER, DEALER.c.dealer == CAMPAIGN_COUNT.c.dealer)
        counted = counted.where(DEALER.c.market == market)
    return tx.ask(counted.order_by(*of)).all()


def campaign_at_dealers(tx: Transaction, campaign: str) -> Sequence[Any]:
    """How many cars stand where in a campaign, by dealer."""
    counted = select(
        CAMPAIGN_COUNT.c.dealer, DEALER.c.name, DEALER.c.market, CAMPAIGN_COUNT.c.state, CAMPAIGN_COUNT.c.cars
    ).join_from(CAMPAIGN_COUNT, DEALER, DEALER.c.dealer == CAMPAIGN_COUNT.c.dealer)
    return tx.ask(counted.where(CAMPAIGN_COUNT.c.campaign == campaign)).all()


def campaigns_of(tx: Transaction, dealers: Sequence[str]) -> Sequence[Any]:
    """How many cars of all campaigns stand where, by dealer; of all dealers where none is named."""
    of = (CAMPAIGN_COUNT.c.dealer, CAMPAIGN_COUNT.c.state)
    counted = select(*of, func.sum(CAMPAIGN_COUNT.c.cars).label("cars")).group_by(*of)
    return tx.ask(counted.where(CAMPAIGN_COUNT.c.dealer.in_(list(dealers))) if dealers else counted).all()


def health(tx: Transaction, market: str = "", climate: str = "") -> Sequence[Any]:
    """The bars of battery health by model and age, each a whole percent with its cars."""
    of = (MARKET_HEALTH.c.make, MARKET_HEALTH.c.model, MARKET_HEALTH.c.years, MARKET_HEALTH.c.percent)
    bars = select(*of, func.sum(MARKET_HEALTH.c.cars).label("cars")).group_by(*of)
    bars = _narrowed_to(bars, MARKET_HEALTH.c.market, MARKET_HEALTH.c.climate, market, climate)
    return tx.ask(bars).all()


def cars_read(tx: Transaction, make: str, model: str, years: int, market: str, climate: str) -> Sequence[Any]:
    """The cars of a model and an age whose battery was read, the weakest first."""
    of = {"make": make, "model": model, "years": years}
    asked = _narrowed_to(_READ_HEALTH, DEALER.c.market, VEHICLE.c.climate, market, climate)
    bars = _narrowed_to(_BARS, MARKET_HEALTH.c.market, MARKET_HEALTH.c.climate, market, climate)
    if (weakest := _holding(tx.ask(bars, **of), MOST)) is not None:
        asked = asked.where(VEHICLE.c.soh_tenths < (weakest + 1) * 10)
    return tx.ask(asked.limit(MOST), **of).all()


def _holding(bars: Iterable[Any], most: int) -> int | None:
    """The percent up to which so many cars lie, by the bars; None where there are not so many.

    Without it each part of the tables would sort and give so many, of which all but one's share is thrown away.
    """
    held = 0
    for percent, cars in bars:
        held += cars
        if held >= most:
            return int(percent)
    return None


def _narrowed_to(asked: Any, markets: Any, climates: Any, market: str, climate: str) -> Any:
    """The part of cars or bars that a market or a climate has."""
    if market:
        asked = asked.where(markets == market)
    return asked.where(climates == climate) if climate else asked


def cars_of(tx: Transaction, dealer: str) -> Sequence[Any]:
    """The cars of a dealer."""
    return tx.ask(_OF_DEALER, dealer=dealer).all()


def cars_in_campaign(tx: Transaction, dealer: str, campaign: str) -> Sequence[Any]:
    """The cars of a dealer in a campaign, those that are open first."""
    return tx.ask(_IN_CAMPAIGN, dealer=dealer, campaign=campaign).all()


def homes(tx: Transaction, vin: str) -> list[str]:
    """The dealers that have a car."""
    return list(tx.ask(_HOMES, vin=vin).scalars())


def car_at(tx: Transaction, vin: str, at: Sequence[str]) -> Sequence[Any]:
    """A car at each of some dealers, where it was last seen first."""
    return tx.ask(_AT_HOMES, vin=vin, dealers=list(at)).all()


def life_at(tx: Transaction, vin: str, at: Sequence[str]) -> Sequence[Any]:
    """The records of a car at some dealers, the latest first."""
    return tx.ask(_LIFE, vin=vin, dealers=list(at)).all()
