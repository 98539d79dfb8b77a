"""What is ahead of second-hand cars: the next step of each, those that stand longest, and what is bound in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars, TradeSummary

TABLES = TradeCars.tables
SHOWN = 5  # cars of a card; the list itself has them all
WAITING = (TradeList.UNDER_CONTRACT, TradeList.TO_INSPECT, TradeList.OFFERED)  # those first whom a customer waits for
HERE = (TradeList.TO_INSPECT, TradeList.FOR_SALE, TradeList.UNDER_CONTRACT)


@dataclass(frozen=True, slots=True)
class Bound:
    """The cars of a list: how many, the days of the oldest, and what was agreed for them, by currency."""

    which: TradeList
    count: int
    oldest_days: int
    value: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class TradeAhead:
    """The cars that wait for a step, with how many there are; those for sale the longest; what each list binds."""

    steps: tuple[TradeSummary, ...]
    waiting: int
    longest: tuple[TradeSummary, ...]
    for_sale: int
    bound: tuple[Bound, ...]


def trade_ahead(user: UserSession) -> TradeAhead:
    """What somebody who sells second-hand cars would look for next."""
    with user.store.reading() as tx:
        counts = {which: tables.count(tx, which) for which in TradeList}
        today = dealer_day.today(tx)
        found = {which: tables.bound(tx, which) for which in HERE if counts[which]}
    bound = tuple(
        Bound(which, counts[which], (today - each.since).days if each.since else 0, each.value)
        for which, each in found.items()
    )
    return TradeAhead(
        tuple(each for which in WAITING for each in _first(user, which))[:SHOWN],
        sum(counts[which] for which in WAITING),
        tuple(_first(user, TradeList.FOR_SALE)),
        counts[TradeList.FOR_SALE],
        bound,
    )


def _first(user: UserSession, which: TradeList) -> Sequence[TradeSummary]:
    cars = TradeCars(user, which)
    keys = cars.keys(SHOWN)
    rows = cars.rows(keys)
    return [rows[key] for key in keys]
