"""What is ahead of second-hand cars: the next step of each, those that stand longest, and what is bound in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars, TradeSummary, counts_in, shown
from lifecycle_desk.store.store import Transaction

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
    """What somebody who sells second-hand cars would look for next: one view, so that no car is in two cards."""
    with user.store.reading() as tx:
        counts, today = counts_in(tx), dealer_day.today(tx)
        found = {which: tables.bound(tx, which) for which in HERE if counts[which]}
        return TradeAhead(
            tuple(each for which in WAITING for each in _first(tx, which))[:SHOWN],
            sum(counts[which] for which in WAITING),
            tuple(_first(tx, TradeList.FOR_SALE)),
            counts[TradeList.FOR_SALE],
            tuple(
                Bound(which, counts[which], (today - each.since).days if each.since else 0, each.value)
                for which, each in found.items()
            ),
        )


def _first(tx: Transaction, which: TradeList) -> Sequence[TradeSummary]:
    keys = tables.numbers(tx, which, SHOWN)
    rows = shown(tx, keys)
    return [rows[key] for key in keys]
